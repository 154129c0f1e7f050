//go:build linux

package secret

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/godbus/dbus/v5"

	"letterbox/mail"
)

// insideBus is set in the process that TestRealKeychain starts inside a session bus of its own.
const insideBus = "LETTERBOX_TEST_KEYCHAIN"

// TestRealKeychain runs the store against gnome-keyring, on a bus and with a home of its own.
func TestRealKeychain(t *testing.T) {
	if os.Getenv(insideBus) != "" {
		k, err := OpenKeychain(t.Context(), "Letterbox test")
		if err != nil {
			t.Fatal(err)
		}
		exercise(t, k)
		return
	}
	for _, tool := range []string{"dbus-run-session", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatal(err)
			}
			t.Skip("the test of the real keychain needs ", tool)
		}
	}
	out := inSession(t, `printf "pw\n" | gnome-keyring-daemon --daemonize --unlock --components=secrets >/dev/null; exec "$0" "$@"`,
		os.Args[0], "-test.run=^TestRealKeychain$", "-test.v")
	t.Logf("%s", out)
}

// TestNoKeychain has a bus on which nothing answers to the name.
func TestNoKeychain(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+t.TempDir()+"/none")
	_, err := OpenKeychain(t.Context(), "Letterbox test")
	wantCode(t, err, mail.KeychainMissing)
}

// inSession runs a shell script under dbus-run-session; the bus ends with it, and the daemon with the bus.
func inSession(t *testing.T, script string, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "dbus-run-session", append([]string{"--", "sh", "-c", script}, args...)...)
	home := t.TempDir()
	cmd.Env = append(os.Environ(), insideBus+"=1", "HOME="+home, "XDG_RUNTIME_DIR="+home, "XDG_DATA_HOME="+home+"/data",
		"XDG_CONFIG_HOME="+home+"/config", "XDG_CACHE_HOME="+home+"/cache")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return out
}

func TestClassifyBusErrors(t *testing.T) {
	for name, code := range map[string]mail.Code{
		"org.freedesktop.DBus.Error.ServiceUnknown": mail.KeychainMissing,
		"org.freedesktop.Secret.Error.NoSuchObject": mail.KeychainMissing,
		"org.freedesktop.Secret.Error.IsLocked":     mail.KeychainLocked,
		"org.freedesktop.DBus.Error.AccessDenied":   mail.KeychainLocked,
	} {
		wantCode(t, classify(fmt.Errorf("get: %w", dbus.Error{Name: name})), code)
	}
	wantCode(t, classify(context.DeadlineExceeded), mail.KeychainLocked)
}
