package acceptance

import (
	"bufio"
	"encoding/base64"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// oddCharacters are those that break what quotes, cuts, encodes or recognises carelessly.
var oddCharacters = []rune("abcXYZ019 \"\\'`$%&+=/?#@:;,.<>()[]{}|~^*!_-éßЖ密码😀")

// randomSecret makes a password of odd characters. A failure prints the seed.
func randomSecret(t *testing.T) string {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	made := []rune("q")
	for range 8 + random.IntN(24) {
		made = append(made, oddCharacters[random.IntN(len(oddCharacters))])
	}
	return string(made) + "z"
}

// tokenEcho is an IMAP server that repeats in its refusal every token that it was sent, as it was sent and decoded, or
// that keeps its client waiting there. heard tells of every sign-in.
func tokenEcho(t *testing.T, hangs bool) (server mail.Server, heard <-chan struct{}) {
	t.Helper()
	told := make(chan struct{}, 16)
	server = peer(t, true, func(c io.ReadWriter) {
		_, _ = io.WriteString(c, "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] ready\r\n")
		for lines := bufio.NewScanner(c); lines.Scan(); {
			tag, command, _ := strings.Cut(lines.Text(), " ")
			reply := tag + " OK done\r\n"
			if initial, isSignIn := strings.CutPrefix(command, "AUTHENTICATE XOAUTH2 "); isSignIn {
				told <- struct{}{}
				if hangs {
					return // peer listens on
				}
				decoded, _ := base64.StdEncoding.DecodeString(initial) // what is none is empty
				reply = tag + " NO [AUTHENTICATIONFAILED] bad token " + string(decoded) + " in " + initial + "\r\n"
			}
			if command == "CAPABILITY" {
				reply = "* CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2\r\n" + reply
			}
			_, _ = io.WriteString(c, reply)
		}
	})
	server.Username = ""
	return server, told
}

// bindingTo are the arguments that sign alice in and bind her to a server that is read.
func (w tokenWorld) bindingTo(incoming mail.Server) []string {
	return []string{
		"bind", aliceAddress, "--oauth", "--open", browserOf(w.t, "alice"), "--policy", w.policy, "-v",
		"--incoming", incoming.URL(), "--outgoing", w.server.Submission(mail.TLS).URL(),
	}
}

// TestEchoedTokensAreNowhere signs in to a mail server that repeats the access token, and has the program die while
// such a server keeps it waiting. No token is in what was printed, in the crash text or in the profile.
func TestEchoedTokensAreNowhere(t *testing.T) {
	t.Parallel()
	w := newTokenWorld(t)
	echoes, _ := tokenEcho(t, false)
	r := w.run("", w.bindingTo(echoes)...)
	if r.status != 11 || !strings.Contains(r.stdout, "bad token") || !strings.Contains(r.stdout, "[redacted]") {
		t.Errorf("exit %d\n%s", r.status, r.stdout)
	}
	printed := r.stdout + r.stderr
	hangs, heard := tokenEcho(t, true)
	printed += w.crashAt(heard, w.bindingTo(hangs)...)
	for _, a := range w.authority.Requests() {
		for _, secret := range []string{a.Get("code"), a.Get("code_verifier")} {
			tokensAreNowhere(t, w.profile, printed, secret)
		}
	}
	for _, token := range w.authority.Tokens() {
		tokensAreNowhere(t, w.profile, printed, token)
	}
}

// tokensAreNowhere looks for every form of a secret in what was printed and in the profile.
func tokensAreNowhere(t *testing.T, p *profile, printed, secret string) {
	t.Helper()
	for form, encoded := range mailtest.SecretForms(aliceAddress, secret) {
		if at := strings.Index(printed, encoded); at >= 0 {
			t.Errorf("%s is printed: %q", form, printed[max(0, at-80):min(len(printed), at+80)])
		}
		if path := p.fileWith([]byte(encoded)); path != "" {
			t.Errorf("%s is in %s", form, path)
		}
	}
}

// crashAt has a verb die with all its stacks as soon as a server has heard of it, and returns all that it printed.
func (p *profile) crashAt(heard <-chan struct{}, args ...string) string {
	p.t.Helper()
	if runtime.GOOS == "windows" {
		return "" // there is no signal that makes a program tell its stacks
	}
	var text strings.Builder
	cmd := p.command(args...)
	cmd.Env = append(os.Environ(), "GOTRACEBACK=system")
	cmd.Stdout, cmd.Stderr = &text, &text
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	select {
	case <-heard:
	case <-time.After(patience):
		_ = cmd.Process.Kill()
		p.t.Error("nobody signs in")
	}
	if err := cmd.Process.Signal(syscall.SIGQUIT); err != nil {
		p.t.Error(err)
	}
	if err := cmd.Wait(); err == nil || !strings.Contains(text.String(), "goroutine ") {
		p.t.Errorf("it did not crash: %v\n%s", err, text.String())
	}
	return text.String()
}
