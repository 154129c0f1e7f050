package report_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"letterbox/app/report"
	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
	"letterbox/mail/pop3"
	"letterbox/mail/smtp"
	"letterbox/ui/words"
)

// awkward are secrets that break what quotes, cuts or recognises carelessly.
var awkward = []string{
	`Zk9"quo\ted"back\`, "密码-гость-ключ", "SGVsbG8gV29ybGQhIQ==", "~%|^", "sp ace%20and+plus&=", "NOOP", "* OK LOGIN x",
}

// secrets are the awkward ones and some random ones, which a failure names.
func secrets(t *testing.T) []string {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	list := append([]string(nil), awkward...)
	const printable = "!#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~\"\\ "
	for range 3 {
		secret := make([]byte, 6+random.IntN(20))
		for i := range secret {
			secret[i] = printable[random.IntN(len(printable)-1)]
		}
		list = append(list, "r"+string(secret)+"x")
	}
	return list
}

// observed is everything that is written down about sessions: trace, verbose log, findings and problems.
type observed struct {
	mu       sync.Mutex
	log      strings.Builder
	recorder *dial.Recorder
	logger   *slog.Logger
	dialer   *dial.Dialer
	checks   []mail.Check
}

// Write takes the log.
func (o *observed) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.log.Write(p)
}

func observe(t *testing.T) *observed {
	t.Helper()
	ca, err := mailtest.SharedCA()
	if err != nil {
		t.Fatal(err)
	}
	o := &observed{}
	o.logger = slog.New(slog.NewTextHandler(o, &slog.HandlerOptions{Level: slog.LevelDebug}))
	o.recorder = dial.NewRecorder(o.logger)
	o.dialer = dial.New(dial.Config{Roots: ca.Roots(), Trace: o.recorder.Trace, AllowPlain: func(string) bool { return true }})
	return o
}

func (o *observed) note(c mail.Check) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.checks = append(o.checks, c)
}

// everything returns all that a person or a file may get to see of sessions with some servers.
func (o *observed) everything(server mail.Server, cred mail.Credential) string {
	account := mail.Account{ID: 1, Address: mail.Address{Local: "ada", Domain: "corp.example"}, Incoming: server, Outgoing: server}
	data := report.Data{At: time.Now(), Accounts: []report.Account{{Account: account, Checked: time.Now(), Checks: o.checks}}}
	var all strings.Builder
	for _, l := range o.recorder.Lines(server) {
		data.Accounts[0].Trace = append(data.Accounts[0].Trace, l.String())
		all.WriteString(l.String() + "\n")
	}
	all.WriteString(o.log.String())
	for _, c := range o.checks {
		fmt.Fprintf(&all, "%+v\n", c)
		if c.Problem != nil {
			all.WriteString(c.Problem.Error() + words.Explain(words.ZH, c.Problem).Technical + "\n")
		}
	}
	fmt.Fprintf(&all, "%v %+v %#v %s\n", cred, cred, cred, cred)
	for _, lang := range words.Languages {
		all.WriteString(report.Write(lang, data))
	}
	return all.String()
}

// token is a source that always has the same token.
type token string

func (t token) Token(context.Context) (string, error) { return string(t), nil }

// session is one way to sign in: start starts a server that takes a password, or repeats what it was sent, and returns
// how to reach it; verify goes through a session.
type session struct {
	name   string
	oauth  bool
	start  func(t *testing.T, secret string, echoes bool) mail.Server
	verify func(o *observed, s mail.Server, cred mail.Credential)
}

func sessions() []session {
	var list []session
	for _, way := range []string{"LOGIN command", "PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-256", "XOAUTH2"} {
		list = append(list,
			session{"imap " + way, way == "XOAUTH2", imapServer(way), verifyIMAP},
			session{"smtp " + way, way == "XOAUTH2", smtpServer(way), verifySMTP},
			session{"pop3 " + way, way == "XOAUTH2", pop3Server(way), verifyPOP3})
	}
	return append(list, session{"pop3 APOP", false, pop3Server("APOP"), verifyPOP3})
}

func imapServer(way string) func(*testing.T, string, bool) mail.Server {
	return func(t *testing.T, secret string, echoes bool) mail.Server {
		opts := []mailtest.IMAPOption{mailtest.IMAPUser("ada", secret)}
		if way != "LOGIN command" {
			opts = append(opts, mailtest.IMAPMechanisms(way), mailtest.IMAPCapabilities("SASL-IR"))
		}
		if way == "XOAUTH2" && secret != another { // the server has no such mechanism of its own
			opts = append(opts, mailtest.IMAPFaults(mailtest.Fault{On: "AUTHENTICATE", Reply: "{tag} OK signed in\r\n"}))
		}
		if echoes {
			reply := "{tag} NO [AUTHENTICATIONFAILED] wrong password: " + secret + "\r\n"
			opts = append(opts, mailtest.IMAPFaults(mailtest.Fault{On: "LOGIN", Reply: reply}, mailtest.Fault{On: "AUTHENTICATE", Reply: reply}))
		}
		return mailtest.IMAP(t, opts...).Server()
	}
}

func smtpServer(way string) func(*testing.T, string, bool) mail.Server {
	return func(t *testing.T, secret string, echoes bool) mail.Server {
		opts := []mailtest.SMTPOption{mailtest.SMTPUser("ada", secret)}
		if way != "LOGIN command" {
			opts = append(opts, mailtest.SMTPMechanisms(way))
		}
		if echoes {
			opts = append(opts, mailtest.SMTPFaults(mailtest.Fault{On: "AUTH", Reply: "535 5.7.8 wrong password: " + secret + "\r\n"}))
		}
		return mailtest.SMTP(t, opts...).Server()
	}
}

func pop3Server(way string) func(*testing.T, string, bool) mail.Server {
	return func(t *testing.T, secret string, echoes bool) mail.Server {
		opts := []mailtest.POP3Option{mailtest.POP3User("ada", secret)}
		switch way {
		case "LOGIN command":
			opts = append(opts, mailtest.POP3Capabilities("USER", "UIDL", "TOP"))
		case "APOP":
			opts = append(opts, mailtest.POP3Capabilities("UIDL", "TOP"), mailtest.POP3APOP(), mailtest.POP3Clear())
		default:
			opts = append(opts, mailtest.POP3Mechanisms(way))
		}
		if echoes {
			reply := "-ERR [AUTH] wrong password: " + secret + "\r\n"
			opts = append(opts, mailtest.POP3Faults(mailtest.Fault{On: "PASS", Reply: reply}, mailtest.Fault{On: "AUTH", Reply: reply}, mailtest.Fault{On: "APOP", Reply: reply}))
		}
		return mailtest.POP3(t, opts...).Server()
	}
}

// another is the password of a server that refuses every secret.
const another = "another one"

// patience bounds a session.
const patience = 20 * time.Second

func verifyIMAP(o *observed, s mail.Server, cred mail.Credential) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	session, err := imap.New(imap.Config{Dialer: o.dialer, Log: o.logger}).Verify(ctx, s, cred, o.note)
	if err == nil {
		_ = session.Close()
	}
	o.logger.Error("verify", "err", err, "cred", cred, "server", s)
}

func verifySMTP(o *observed, s mail.Server, cred mail.Credential) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	err := smtp.New(smtp.Config{Dialer: o.dialer, Log: o.logger}).Verify(ctx, s, cred, o.note)
	o.logger.Error("verify", "err", err, "cred", cred, "server", s)
}

func verifyPOP3(o *observed, s mail.Server, cred mail.Credential) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	session, err := pop3.New(pop3.Config{Dialer: o.dialer, Log: o.logger}).Verify(ctx, s, cred, o.note)
	if err == nil {
		_ = session.Close()
	}
	o.logger.Error("verify", "err", err, "cred", cred, "server", s)
}

// TestNoSecretIsWrittenDown signs in and is refused by every way of every protocol, to servers that repeat what they
// were sent as well, and looks for every encoding of the secret in the trace, the verbose log, the findings, the
// problems and the support report.
func TestNoSecretIsWrittenDown(t *testing.T) {
	t.Parallel()
	var tried sync.Map
	for _, secret := range secrets(t) {
		for _, s := range sessions() {
			for _, how := range []string{"accepted", "refused", "echoed"} {
				o := observe(t)
				password := secret
				if how == "refused" {
					password = another
				}
				server := s.start(t, password, how == "echoed")
				cred := mail.Password(secret)
				if s.oauth {
					cred, server.Auth = mail.Tokens(token(secret)), mail.OAuth2
				}
				s.verify(o, server, cred)
				tried.Store(s.name+" "+how+" "+outcome(o.checks), true)
				text := o.everything(server, cred)
				for form, encoded := range mailtest.SecretForms("ada", secret) {
					if strings.Contains(strings.ReplaceAll(text, harmless(secret), ""), encoded) {
						t.Errorf("%s, %s, %q: %s (%q) is written down:\n%s", s.name, how, secret, form, encoded, around(text, encoded))
					}
				}
			}
		}
	}
	for _, s := range sessions() {
		if _, ok := tried.Load(s.name + " accepted ok"); !ok {
			t.Errorf("%s: no secret was ever accepted", s.name)
		}
		if _, ok := tried.Load(s.name + " refused failed"); !ok {
			t.Errorf("%s: no secret was ever refused", s.name)
		}
	}
}

// outcome is how the sign-in ended.
func outcome(checks []mail.Check) string {
	for _, c := range checks {
		if c.Stage == mail.StageAuthenticate && c.Status != mail.CheckRunning {
			return string(c.Status)
		}
	}
	return "never"
}

// harmless is a word of the protocol that is a secret at the same time, where it stands as what it is.
func harmless(secret string) string {
	if secret == "NOOP" {
		return "C: NOOP"
	}
	return "\x00nothing"
}

func around(text, piece string) string {
	at := strings.Index(text, piece)
	return text[max(0, at-200):min(len(text), at+200)]
}

// The test above must be able to fail.
func TestEncodingsAreFound(t *testing.T) {
	const secret = "Correct-Horse-7"
	forms := mailtest.SecretForms("ada", secret)
	if len(forms) < 20 {
		t.Errorf("only %d forms", len(forms))
	}
	for shift := range 3 {
		text := "x " + base64.StdEncoding.EncodeToString([]byte("abc"[:shift]+secret+"tail")) + " y"
		found := false
		for _, form := range forms {
			found = found || strings.Contains(text, form)
		}
		if !found {
			t.Errorf("behind %d bytes it is not found in %q", shift, text)
		}
	}
}
