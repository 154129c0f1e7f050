package acceptance

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// TestKillDuringFirstSync kills the program at random moments of a first sync. Whatever the moment, the next start
// goes on from what is stored, and in the end the export equals that of a run that nobody disturbed.
func TestKillDuringFirstSync(t *testing.T) {
	const kills = 30
	server := mailtest.Dovecot(t, mailtest.RealUser("ada", secret))
	server.Deliver("ada", "INBOX", mailtest.NewCorpus(7, 700).All())
	server.Deliver("ada", "Archive", mailtest.NewCorpus(8, 150).All())

	calm := bound(t, server)
	began := time.Now()
	calm.must("", "sync", "--once")
	whole := time.Since(began)
	want := calm.must("", "export").stdout

	killed := bound(t, server)
	for i := range kills {
		if i%10 == 9 { // a finished sync has nothing left to kill: begin anew
			finishAndCompare(t, killed, want)
			killed = bound(t, server)
		}
		cmd := killed.command("sync", "--once")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.Int64N(int64(whole))))
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	finishAndCompare(t, killed, want)
}

func finishAndCompare(t *testing.T, p *profile, want string) {
	t.Helper()
	p.must("", "sync", "--once")
	if got := p.must("", "export").stdout; got != want {
		t.Fatalf("the export differs from an undisturbed run's: %s", firstDifference(got, want))
	}
}

func bound(t testing.TB, server *mailtest.Real) *profile {
	t.Helper()
	p := newProfile(t, server.CAFile())
	if r := p.bind("ada@corp.example", secret, server.Server(mail.TLS), server.Submission(mail.TLS)); r.status != 0 {
		t.Fatalf("bind: exit %d\n%s%s", r.status, r.stdout, r.stderr)
	}
	return p
}

func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "\n got " + a[i] + "\nwant " + b[i]
		}
	}
	return "one is longer"
}
