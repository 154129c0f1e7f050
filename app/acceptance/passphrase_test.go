package acceptance

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"letterbox/mail"
)

// remembersPassphrase has the profile say that a passphrase seals its keys, as the window does.
func (p *profile) remembersPassphrase() {
	p.t.Helper()
	db := p.open()
	err := db.SetSetting(p.t.Context(), "secrets", "sealed")
	p.close(db)
	if err != nil {
		p.t.Fatal(err)
	}
}

// bare runs a verb with no word about where the keys are, but for what args say.
func (p *profile) bare(args ...string) (status int, stdout string) {
	p.t.Helper()
	args = append(args, "--json", "--data-dir", p.dir, "--ca-file", p.ca, "--lang", "en")
	out, err := exec.CommandContext(p.t.Context(), binary, args...).Output()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		p.t.Fatal(err)
	} else if exit != nil {
		status = exit.ExitCode()
	}
	return status, string(out)
}

// TestProfileUnderPassphrase starts the program on a profile whose keys a passphrase seals: the mail can be read without
// it, and the servers are reached with it alone.
func TestProfileUnderPassphrase(t *testing.T) {
	t.Parallel()
	w := synced(t, 3)
	w.remembersPassphrase()
	wrong := filepath.Join(t.TempDir(), "wrong")
	if err := os.WriteFile(wrong, []byte("wrong horse\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		args   []string
		passes bool
		says   []string
	}{
		{"reading", []string{"list", "INBOX"}, true, nil},
		{"no passphrase", []string{"sync", "--once"}, false, []string{string(mail.KeychainLocked), "SEALED", "Your mailboxes are locked by your passphrase"}},
		{"wrong passphrase", []string{"sync", "--once", "--passphrase-file", wrong}, false, []string{string(mail.KeychainLocked), "WRONG_PASSPHRASE"}},
		{"passphrase", []string{"sync", "--once", "--passphrase-file", w.passphrase}, true, nil},
		{"no words besides", []string{"sync", "--once", "--secrets", "sealed"}, false, []string{string(mail.UsageWrong)}},
		{"another place", []string{"sync", "--once", "--secrets", "memory", "--passphrase-file", w.passphrase}, false, []string{string(mail.SecretMissing)}},
	} {
		status, out := w.bare(c.args...)
		if (status == 0) != c.passes {
			t.Errorf("%s: exit %d\n%s", c.name, status, out)
		}
		for _, word := range c.says {
			if !strings.Contains(out, word) {
				t.Errorf("%s: nothing says %q in\n%s", c.name, word, out)
			}
		}
	}
}
