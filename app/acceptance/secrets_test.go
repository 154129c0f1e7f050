package acceptance

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"letterbox/mail/mailtest"
)

// TestNoSecretOnDisk binds, syncs, diagnoses and reports with everything logged, is refused, and crashes in the middle
// of a sign-in. Nothing that was printed or written, the database and the crash text included, holds the secret in any
// form.
func TestNoSecretOnDisk(t *testing.T) {
	t.Parallel()
	for _, password := range []string{`Zk9"quo\ted`, "密码-гость-7", randomSecret(t)} {
		in := mailtest.IMAP(t, mailtest.IMAPUser("ada", password))
		out := mailtest.SMTP(t, mailtest.SMTPUser("ada", password))
		w := &world{profile: newProfile(t, trustingAll(t)), in: in, out: out}
		report := filepath.Join(w.dir, "report.txt")
		var told strings.Builder
		tell := func(r result) result {
			told.WriteString(r.stdout + r.stderr)
			return r
		}
		servers := []string{"--username", "ada", "--incoming", in.Server().URL(), "--outgoing", out.Server().URL(), "-v"}
		bind := append([]string{"bind", "ada@corp.example", "--password-stdin"}, servers...)
		if r := tell(w.run(password+"\n", bind...)); r.status != 0 {
			t.Fatalf("bind: %s%s", r.stdout, r.stderr)
		}
		tell(w.must("", "sync", "--once", "-v"))
		tell(w.must("", "diagnose", "--report", report, "-v"))
		reply := "{tag} NO [AUTHENTICATIONFAILED] wrong password: " + password + "\r\n"
		in.Misbehave(mailtest.Fault{On: "LOGIN", Reply: reply}, mailtest.Fault{On: "AUTHENTICATE", Reply: reply})
		if r := tell(w.run("", "diagnose", "-v")); r.status != 11 {
			t.Errorf("refused: exit %d\n%s", r.status, r.stdout)
		}
		tell(w.must("", "report"))
		told.WriteString(w.crash(t))
		told.WriteString(everyFile(t, w.dir))
		if text := told.String(); !strings.Contains(text, "msg=trace") || !strings.Contains(text, "SQLite format") {
			t.Error("there is no trace or no database")
		}
		mailtest.PromisesOf(t, password).SecretsStay(told.String(), "ada", password)
	}
}

// crash has the program die with all its stacks while a server keeps it waiting in the middle of a sign-in.
func (w *world) crash(t *testing.T) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		return "" // there is no signal that makes a program tell its stacks
	}
	w.in.Misbehave(mailtest.Fault{On: "LOGIN", Then: mailtest.Hang}, mailtest.Fault{On: "AUTHENTICATE", Then: mailtest.Hang})
	before := w.signIns()
	var text strings.Builder
	cmd := w.command("diagnose", "-v")
	cmd.Env = append(os.Environ(), "GOTRACEBACK=system")
	cmd.Stderr = &text
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(patience); w.signIns() == before; <-time.After(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			_ = cmd.Process.Kill()
			t.Fatal("nobody signs in")
		}
	}
	if err := cmd.Process.Signal(syscall.SIGQUIT); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil || !strings.Contains(text.String(), "goroutine ") {
		t.Errorf("it did not crash: %v\n%s", err, text.String())
	}
	return text.String()
}

// everyFile returns the bytes of all files of a folder.
func everyFile(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		all.Write(readFile(t, path))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}
