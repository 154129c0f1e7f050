package acceptance

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// desktop is a virtual screen with a window manager and a bus of its own, and everything on it.
type desktop struct {
	t       *testing.T
	im      inputMethod
	scale   int // of what the program draws
	home    string
	env     []string
	bus     *dbus.Conn
	mailbox string // window
	served  *exec.Cmd
}

// desktopTools are what the tests of input methods need, besides these.
var desktopTools = []string{"Xvfb", "openbox", "dbus-daemon", "xdotool", "xclip", "import", "fcitx5", "ibus-daemon"}

func newDesktop(t *testing.T, im inputMethod, scale int) *desktop {
	t.Helper()
	for _, tool := range desktopTools {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatal(err)
			}
			t.Skip("the test of input methods needs ", tool)
		}
	}
	home := newHome(t)
	d := &desktop{t: t, im: im, scale: scale, home: home, env: []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "XDG_CONFIG_HOME=" + home + "/config", "XDG_CACHE_HOME=" + home + "/cache",
		"XDG_DATA_HOME=" + home + "/data", "XDG_RUNTIME_DIR=" + home, "LANG=en_US.UTF-8", "GSETTINGS_BACKEND=keyfile",
		"NO_AT_BRIDGE=1", "XMODIFIERS=@im=" + im.name, "GTK_IM_MODULE=" + im.name, "FYNE_SCALE=" + strconv.Itoa(scale),
	}}
	d.set("DISPLAY", ":"+d.startTelling("Xvfb", "-displayfd", "1", "-screen", "0", fmt.Sprintf("%dx%dx24", 1440*scale, 900*scale), "+extension", "GLX", "-noreset", "-nolisten", "tcp"))
	d.set("DBUS_SESSION_BUS_ADDRESS", d.startTelling("dbus-daemon", "--session", "--nofork", "--print-address=1"))
	d.start("openbox", "--sm-disable")
	conn, err := dbus.Connect(d.value("DBUS_SESSION_BUS_ADDRESS"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	d.bus = conn
	return d
}

// newHome returns a folder that goes with the test. Programs that were killed may still be writing into it.
func newHome(t *testing.T) string {
	t.Helper()
	home, err := os.MkdirTemp("", "letterbox-input-") //nolint:usetesting // that one fails when the first try to remove it does
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for began := time.Now(); os.RemoveAll(home) != nil; time.Sleep(10 * time.Millisecond) {
			if time.Since(began) > patience {
				t.Error("programs go on writing into ", home)
				return
			}
		}
	})
	return home
}

func (d *desktop) set(name, value string) { d.env = append(d.env, name+"="+value) }

func (d *desktop) value(name string) string {
	for _, e := range d.env {
		if value, ok := strings.CutPrefix(e, name+"="); ok {
			return value
		}
	}
	return ""
}

func (d *desktop) command(name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(d.t.Context(), name, args...)
	cmd.Env = d.env
	return cmd
}

// start starts a program that ends with the test, and its children with it.
func (d *desktop) start(name string, args ...string) *exec.Cmd {
	d.t.Helper()
	cmd := d.command(name, args...)
	d.run(cmd)
	return cmd
}

func (d *desktop) run(cmd *exec.Cmd) {
	d.t.Helper()
	log, err := os.Create(filepath.Join(d.home, filepath.Base(cmd.Path)+".log"))
	if err != nil {
		d.t.Fatal(err)
	}
	cmd.Stderr = log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	if err := cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() {
		end(cmd)
		log.Close()
	})
}

// end ends a program and its children, and waits for it.
func end(cmd *exec.Cmd) {
	if cmd.ProcessState == nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		_ = cmd.Wait()
	}
}

// startTelling is start for a program that prints one line when it serves, and returns the line.
func (d *desktop) startTelling(name string, args ...string) string {
	d.t.Helper()
	cmd := d.command(name, args...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		d.t.Fatal(err)
	}
	d.run(cmd)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		d.t.Fatalf("%s: %v", name, err)
	}
	return strings.TrimSpace(line)
}

// until waits until something holds.
func (d *desktop) until(what string, holds func() bool) {
	d.t.Helper()
	if !d.within(3*patience, holds) { // everything is drawn in software here, window by window
		d.shoot("waiting")
		d.t.Fatalf("waited for long: %s", what)
	}
}

// soon reports whether something holds within a time after which it can be tried in another way.
func (d *desktop) soon(holds func() bool) bool { return d.within(2*time.Second, holds) }

func (d *desktop) within(most time.Duration, holds func() bool) bool {
	d.t.Helper()
	for began := time.Now(); !holds(); {
		select {
		case <-d.t.Context().Done():
			d.t.Fatal(d.t.Context().Err())
		case <-time.After(50 * time.Millisecond):
		}
		if time.Since(began) > most {
			return false
		}
	}
	return true
}
