package acceptance

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/mailtest"
	sealed "letterbox/storage/secret"
)

// rival is another program that copies a mailbox, measured beside ours where it is installed.
type rival struct {
	name   string
	config func(b *testing.B, server *mailtest.Real, dir string, folders string) []string // returns the command
}

var rivals = []rival{
	{"mbsync", func(b *testing.B, server *mailtest.Real, dir, folders string) []string {
		b.Helper()
		s := server.Server(mail.TLS)
		text := fmt.Sprintf("IMAPStore far\nHost localhost\nPort %d\nUser ada\nPass pw\nSSLType IMAPS\nCertificateFile %s\n\nMaildirStore near\nPath %s/\nInbox %s/INBOX\nSubFolders Verbatim\n\nChannel all\nFar :far:\nNear :near:\nPatterns %s\nCreate Near\nSync Pull\nSyncState *\n",
			s.Port, server.CAFile(), dir, dir, folders)
		file := write(b, filepath.Join(dir, "mbsyncrc"), text)
		return []string{"mbsync", "-c", file, "all"}
	}},
	{"offlineimap", func(b *testing.B, server *mailtest.Real, dir, _ string) []string {
		b.Helper()
		s := server.Server(mail.TLS)
		text := fmt.Sprintf("[general]\naccounts = a\nmetadata = %[1]s/meta\nui = quiet\n[Account a]\nlocalrepository = near\nremoterepository = far\n[Repository near]\ntype = Maildir\nlocalfolders = %[1]s/mail\n[Repository far]\ntype = IMAP\nremotehost = localhost\nremoteport = %[2]d\nremoteuser = ada\nremotepass = pw\nssl = yes\nsslcacertfile = %[3]s\nreadonly = True\n", dir, s.Port, server.CAFile())
		file := write(b, filepath.Join(dir, "offlineimaprc"), text)
		return []string{"offlineimap", "-c", file, "-o"}
	}},
}

func write(b testing.TB, file, text string) string {
	b.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
	return file
}

// ready returns the commands of those rivals that are installed, by name.
func ready(b *testing.B, server *mailtest.Real, folders string) map[string][]string {
	b.Helper()
	commands := map[string][]string{}
	for _, p := range rivals {
		if _, err := exec.LookPath(p.name); err != nil {
			b.Logf("%s is not installed", p.name)
			continue
		}
		commands[p.name] = p.config(b, server, b.TempDir(), folders)
	}
	return commands
}

func timed(b *testing.B, command []string) time.Duration {
	b.Helper()
	began := time.Now()
	if out, err := exec.CommandContext(b.Context(), command[0], command[1:]...).CombinedOutput(); err != nil { //nolint:gosec // of this file
		b.Fatalf("%v: %v\n%s", command, err, out)
	}
	return time.Since(began)
}

// drained reads all bodies of INBOX into a counter: the least that anybody can do with them.
func drained(b *testing.B, server *mailtest.Real) time.Duration {
	b.Helper()
	s := server.Server(mail.TLS)
	conn, err := tls.Dial("tcp", s.HostPort(), &tls.Config{RootCAs: server.Roots(), MinVersion: tls.VersionTLS12})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	in := bufio.NewReaderSize(conn, 64<<10)
	began := time.Now()
	for i, line := range []string{"LOGIN ada pw", "SELECT INBOX", "UID FETCH 1:* (UID BODY.PEEK[])"} {
		tag := fmt.Sprintf("t%d", i)
		if _, err := fmt.Fprintf(conn, "%s %s\r\n", tag, line); err != nil {
			b.Fatal(err)
		}
		for {
			answer, err := in.ReadSlice('\n')
			if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
				b.Fatal(err)
			}
			if strings.HasPrefix(string(answer), tag+" ") {
				break
			}
		}
	}
	return time.Since(began)
}

// BenchmarkFirstSync brings 20,000 messages with all bodies, about 330 MB, into a new profile by the program itself, and
// compares it with draining the same bytes, and with the rivals, in the same run.
func BenchmarkFirstSync(b *testing.B) {
	const messages = 20_000
	server := mailtest.Dovecot(b)
	server.Deliver("ada", "INBOX", mailtest.Bulk(1, 0, messages))
	drained(b, server) // the server's index is made now
	var drain, ours, memory, anonymous best
	took := map[string]*best{}
	for b.Loop() {
		drain.add(drained(b, server).Seconds())
		p := benchProfile(b, server)
		running := p.start("", "sync", "--once", "--bodies", "all")
		anonymous.add(float64(watchMemory(running)) / 1024)
		r := running.wait()
		if got, _ := r.last()["bodies"].(float64); int(got) != messages {
			b.Fatalf("%v", r.last())
		}
		ours.add(r.took.Seconds())
		memory.add(float64(r.memory) / 1024)
		for name, command := range ready(b, server, "INBOX") {
			if took[name] == nil {
				took[name] = &best{}
			}
			took[name].add(timed(b, command).Seconds())
		}
	}
	b.ReportMetric(drain.value, "drain-s")
	b.ReportMetric(ours.value, "ours-s")
	b.ReportMetric(ours.value/drain.value, "x-drain")
	b.ReportMetric(memory.value, "RSS-MB")
	b.ReportMetric(anonymous.value, "RssAnon-MB")
	for name, t := range took {
		b.ReportMetric(t.value, name+"-s")
		b.ReportMetric(t.value/ours.value, name+"-x-ours")
	}
}

// benchProfile is bound for a benchmark.
func benchProfile(b *testing.B, server *mailtest.Real) *profile {
	b.Helper()
	p := newProfile(b, server.CAFile())
	in, out := server.Server(mail.TLS), server.Submission(mail.TLS)
	in.Username, out.Username = "ada", "ada"
	if r := p.bind("ada@corp.example", "pw", in, out); r.status != 0 {
		b.Fatalf("bind: exit %d\n%s%s", r.status, r.stdout, r.stderr)
	}
	return p
}

// watchMemory returns the most kilobytes that a program, which has been started, holds for itself alone until it ends; 0
// where the system does not tell.
func watchMemory(v *running) (most int) {
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for {
		select {
		case err := <-v.ended:
			v.ended <- err
			return most
		case <-look.C:
			status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", v.cmd.Process.Pid)) // not there on other systems, nor after the end
			_, after, _ := strings.Cut(string(status), "RssAnon:")
			var now int
			_, _ = fmt.Sscan(after, &now)
			most = max(most, now)
		}
	}
}

// BenchmarkNothingChanged asks for news of 100,000 messages in 20 folders, and of 5,000 in one, of which there are none.
// The keys are cheap to open, as those of the system's keychain are; what a passphrase adds, which is slow on purpose and
// which the rivals have not, is told apart.
func BenchmarkNothingChanged(b *testing.B) {
	for _, folders := range []int{1, 20} {
		b.Run(fmt.Sprintf("%d-folders", folders), func(b *testing.B) { nothingChanged(b, folders) })
	}
}

func nothingChanged(b *testing.B, folders int) {
	b.Helper()
	const messages = 5_000
	server := mailtest.Dovecot(b)
	for i := range folders {
		name := "INBOX"
		if i > 0 {
			name = fmt.Sprintf("Folder%02d", i)
		}
		server.Deliver("ada", name, mailtest.NewCorpus(uint64(i), messages).All())
	}
	p := benchProfile(b, server)
	p.must("", "sync", "--once", "--bodies", "none")
	commands := ready(b, server, "*")
	for _, command := range commands {
		timed(b, command) // the first copy
	}
	var ours, key best
	took := map[string]*best{}
	for b.Loop() {
		ours.add(p.must("", "sync", "--once", "--bodies", "none").took.Seconds())
		key.add(derived(b).Seconds())
		for name, command := range commands {
			if took[name] == nil {
				took[name] = &best{}
			}
			took[name].add(timed(b, command).Seconds())
		}
	}
	b.ReportMetric(ours.value, "ours-s")
	b.ReportMetric(key.value, "passphrase-s")
	for name, t := range took {
		b.ReportMetric(t.value, name+"-s")
		b.ReportMetric(ours.value/t.value, "x-"+name)
	}
}

// derived returns how long it takes to make a key of a passphrase, as the program does.
func derived(b *testing.B) time.Duration {
	b.Helper()
	began := time.Now()
	if _, err := sealed.OpenSealed(filepath.Join(b.TempDir(), "keys.sealed"), []byte("correct horse")); err != nil {
		b.Fatal(err)
	}
	return time.Since(began)
}

// BenchmarkFewChanges brings 100 new messages and 200 changed flags, in a folder of 1,000 messages and in one of 100,000,
// and compares the two.
func BenchmarkFewChanges(b *testing.B) {
	few, many := changing(b, 1_000), changing(b, 100_000)
	var small, large best
	for b.Loop() {
		small.add(few())
		large.add(many())
	}
	b.ReportMetric(small.value, "of-1000-s")
	b.ReportMetric(large.value, "of-100000-s")
	b.ReportMetric(large.value/small.value, "x")
}

// changing returns what makes the changes, brings them, and returns how many seconds the second took.
func changing(b *testing.B, messages int) func() float64 {
	b.Helper()
	server := mailtest.Dovecot(b)
	server.Deliver("ada", "INBOX", mailtest.NewCorpus(1, messages).All())
	p := benchProfile(b, server)
	p.must("", "sync", "--once", "--bodies", "none")
	next := messages
	return func() float64 {
		change(b, server, next)
		next += 100
		return p.must("", "sync", "--once", "--bodies", "none").took.Seconds()
	}
}

// change delivers 100 messages and flags 200 that were there.
func change(b *testing.B, server *mailtest.Real, from int) {
	b.Helper()
	server.Deliver("ada", "INBOX", mailtest.Bulk(2, 10_000_000+from, 100))
	s := session(b, server)
	defer func() { _ = s.Close() }()
	ctx := context.WithoutCancel(b.Context())
	if _, err := s.Select(ctx, mail.Folder{Path: "INBOX", Wire: "INBOX"}); err != nil {
		b.Fatal(err)
	}
	var uids []mail.UID
	for i := range 200 {
		uids = append(uids, mail.UID(1+(i*from/200+from)%from))
	}
	add, remove := mail.Flagged, mail.Seen
	if from/100%2 == 1 {
		add, remove = remove, add
	}
	if err := s.StoreFlags(ctx, uids, add, remove); err != nil {
		b.Fatal(err)
	}
}
