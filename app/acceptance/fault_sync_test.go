package acceptance

import (
	"crypto/rand"
	"encoding/base64"
	"os"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// world is a mailbox on good servers and the profile of the person who has bound it.
type world struct {
	*profile
	ca   string
	in   *mailtest.Server
	out  *mailtest.SMTPServer
	news mailtest.Corpus // what has not been delivered yet
	next int
}

// synced binds and syncs a mailbox.
func synced(t *testing.T, messages int) *world {
	t.Helper()
	w := &world{ca: trustingAll(t), in: mailtest.IMAP(t, mailtest.IMAPUser("ada", secret)), out: smtpServer(t), news: mailtest.NewCorpus(5, 1000)}
	if err := w.in.AddFolder("Archive", `\Archive`); err != nil {
		t.Fatal(err)
	}
	fill(t, w.in, "INBOX", mailtest.NewCorpus(3, messages))
	fill(t, w.in, "Archive", mailtest.NewCorpus(4, 5))
	w.profile = w.another(t)
	w.must("", "sync", "--once")
	return w
}

// another returns a second profile that the mailbox is bound in.
func (w *world) another(t *testing.T) *profile {
	t.Helper()
	p := newProfile(t, w.ca)
	if r := p.bind("ada@corp.example", secret, w.in.Server(), w.out.Server()); r.status != 0 {
		t.Fatalf("bind: exit %d\n%s%s", r.status, r.stdout, r.stderr)
	}
	return p
}

// deliver stores so many new messages in INBOX.
func (w *world) deliver(count int) {
	w.t.Helper()
	for range count {
		m := w.news.At(w.next)
		w.next++
		if err := w.in.Append("INBOX", m.Raw, m.Received, m.Flags); err != nil {
			w.t.Fatal(err)
		}
	}
}

// deliverLarge stores a message in INBOX that no compression makes small.
func (w *world) deliverLarge(bytes int) {
	w.t.Helper()
	noise := make([]byte, bytes)
	_, _ = rand.Read(noise) // never fails
	text := base64.StdEncoding.EncodeToString(noise)
	var raw strings.Builder
	raw.WriteString("From: bo@corp.example\r\nSubject: large\r\nContent-Transfer-Encoding: base64\r\nContent-Type: image/png\r\n\r\n")
	for len(text) > 0 {
		n := min(76, len(text))
		raw.WriteString(text[:n] + "\r\n")
		text = text[n:]
	}
	if err := w.in.Append("INBOX", []byte(raw.String()), time.Now(), 0); err != nil {
		w.t.Fatal(err)
	}
}

// fails checks the exit status and the diagnosis of a verb.
func (p *profile) fails(status int, code mail.Code, args ...string) result {
	p.t.Helper()
	r := p.run(secret+"\n", args...)
	if r.status != status || r.code() != code {
		p.t.Errorf("%v: exit %d with %q, want %d with %q\n%s%s", args, r.status, r.code(), status, code, r.stdout, r.stderr)
	}
	return r
}

// listed returns how many messages of INBOX are stored.
func (p *profile) listed() int {
	p.t.Helper()
	rows, _ := p.must("", "list", "INBOX", "--limit", "10000").last()["messages"].([]any)
	return len(rows)
}

// TestSyncFaults lets a server misbehave while new mail is fetched. Each fault is diagnosed, nothing that was there is
// lost, and as soon as the server is well again the mail equals what an undisturbed profile has.
func TestSyncFaults(t *testing.T) {
	t.Parallel()
	w := synced(t, 40)
	cut := func(after, bytes int) mailtest.Fault {
		return mailtest.Fault{On: "FETCH", After: after, Then: mailtest.CutAnswer, Cut: bytes}
	}
	before := w.listed()
	for _, c := range []struct {
		name   string
		fault  mailtest.Fault
		status int
		code   mail.Code
	}{
		{"refuses the password", refuse("AUTHENTICATE", "{tag} NO [AUTHENTICATIONFAILED] no\r\n"), 11, mail.AuthRejected},
		{"closes at the list of folders", drop("LIST"), 14, mail.ConnectionLost},
		{"closes at a folder", drop("SELECT"), 14, mail.ConnectionLost},
		{"closes in the literal of the first answer", cut(0, 120), 14, mail.ConnectionLost},
		{"closes in the literal of the second answer", cut(1, 400), 14, mail.ConnectionLost},
		{"floods", flood("FETCH", "* 1 FETCH (FLAGS (\\Seen))\r\n"), 13, mail.LimitExceeded},
		{"announces more than there can be", mailtest.Fault{On: "FETCH", After: 1, Reply: "* 41 FETCH (UID 41 BODY[] {4000000000}\r\n", Then: mailtest.Hang}, 13, mail.LimitExceeded},
		{"hangs in the middle of the mail", mailtest.Fault{On: "FETCH", After: 1, Then: mailtest.Hang}, 14, mail.TimedOut},
	} {
		t.Run(c.name, func(t *testing.T) {
			w.t = t
			w.deliver(2)
			w.in.Misbehave(c.fault)
			defer w.in.Misbehave()
			scale := "1"
			if c.code == mail.TimedOut {
				scale = "0.25" // only here does time pass, and no other step takes as long on a busy machine
			}
			w.fails(c.status, c.code, "sync", "--once", "--timeout-scale", scale)
			after := w.listed()
			if after < before {
				t.Errorf("%d messages, of %d before", after, before)
			}
			before = after
		})
	}
	w.t = t
	w.must("", "sync", "--once")
	calm := w.another(t)
	calm.must("", "sync", "--once")
	if got, want := w.must("", "export").stdout, calm.must("", "export").stdout; got != want {
		t.Errorf("the export differs from an undisturbed profile's: %s", firstDifference(got, want))
	}
}

// TestInterruptedBind interrupts a binding in the middle of each stage, while no timeout is near. It ends at once and
// keeps nothing.
func TestInterruptedBind(t *testing.T) {
	t.Parallel()
	ca := trustingAll(t)
	for _, c := range []struct {
		hangs  string
		passed mail.Stage // the last stage that ends before the interrupt
	}{
		{"HANDSHAKE", mail.StageConnect},
		{"GREETING", mail.StageSecure},
		{"AUTHENTICATE", mail.StageGreet},
		{"LIST", mail.StageAuthenticate},
		{"SELECT", mail.StageList},
		{"FETCH", mail.StageOpen},
	} {
		t.Run(c.hangs, func(t *testing.T) {
			t.Parallel()
			in, out := imapSide(mailtest.IMAPFaults(hang(c.hangs)))(t), smtpSide()(t)
			p := newProfile(t, ca)
			bind := p.startWatched(`"server":"incoming","stage":"`+string(c.passed)+`","status":"ok"`, secret+"\n",
				"bind", "ada@corp.example", "--password-stdin", "--incoming", in.URL(), "--outgoing", out.URL(), "--username", "ada")
			bind.until()
			interrupted := time.Now()
			if err := bind.cmd.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
			r := bind.wait()
			if r.status != 17 || r.code() != mail.Canceled {
				t.Errorf("exit %d\n%s%s", r.status, r.stdout, r.stderr)
			}
			if took := time.Since(interrupted); took > 5*time.Second { // the shortest timeout is 20 s
				t.Errorf("took %v", took)
			}
			p.holdsNothing()
		})
	}
}
