package acceptance

import (
	"bufio"
	"errors"
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
	home    string
	env     []string
	bus     *dbus.Conn
	mailbox string // window
	// candidates returns where they are, if they are shown.
	candidates func() (area, bool)
}

// desktopTools are what the tests of input methods need, besides these.
var desktopTools = []string{"Xvfb", "openbox", "dbus-daemon", "xdotool", "xclip", "import", "fcitx5", "ibus-daemon"}

func newDesktop(t *testing.T, im inputMethod) *desktop {
	t.Helper()
	for _, tool := range desktopTools {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatal(err)
			}
			t.Skip("the test of input methods needs ", tool)
		}
	}
	home := t.TempDir()
	d := &desktop{t: t, im: im, home: home, env: []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "XDG_CONFIG_HOME=" + home + "/config", "XDG_CACHE_HOME=" + home + "/cache",
		"XDG_DATA_HOME=" + home + "/data", "XDG_RUNTIME_DIR=" + home, "LANG=en_US.UTF-8", "GSETTINGS_BACKEND=memory",
		"NO_AT_BRIDGE=1", "XMODIFIERS=@im=" + im.name, "GTK_IM_MODULE=" + im.name,
	}}
	d.set("DISPLAY", ":"+d.startTelling("Xvfb", "-displayfd", "1", "-screen", "0", "1440x900x24", "+extension", "GLX", "-noreset", "-nolisten", "tcp"))
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
	for began := time.Now(); !holds(); {
		select {
		case <-d.t.Context().Done():
			d.t.Fatal(d.t.Context().Err())
		case <-time.After(50 * time.Millisecond):
		}
		if time.Since(began) > patience {
			d.shoot()
			d.t.Fatalf("waited for long: %s", what)
		}
	}
}

func (d *desktop) startFcitx() {
	d.t.Helper()
	d.write("config/fcitx5/config", "[Behavior]\nActiveByDefault=True\n")
	d.write("config/fcitx5/profile", `[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
`)
	d.write("data/fcitx5/pinyin/customphrase", "shijie,1=世界\n") // which is not everywhere the first
	d.candidates = d.fcitxCandidates
	d.start("fcitx5", "--disable=wayland,waylandim,kimpanel")
	d.until("fcitx serves", func() bool { return d.owned(d.bus, "org.fcitx.Fcitx5") })
}

func (d *desktop) startIBus() {
	d.t.Helper()
	// It ends when its parent does, which must not be this process' thread.
	d.start("sh", "-c", "ibus-daemon --xim --replace --panel=disable; true")
	d.until("ibus has its panel", func() bool {
		address, err := d.command("ibus", "address").Output()
		if err != nil {
			return false
		}
		p, conn, err := newPanel(strings.TrimSpace(string(address)))
		if err != nil {
			return false
		}
		d.t.Cleanup(func() { conn.Close() })
		d.candidates = p.candidates
		return true
	})
	d.until("ibus has its engine", func() bool {
		_ = d.command("ibus", "engine", "libpinyin").Run() // fails also when it works
		out, _ := d.command("ibus", "engine").Output()
		return strings.TrimSpace(string(out)) == "libpinyin"
	})
}

func (d *desktop) owned(bus *dbus.Conn, name string) bool {
	var owned bool
	err := bus.BusObject().CallWithContext(d.t.Context(), "org.freedesktop.DBus.NameHasOwner", 0, name).Store(&owned)
	return err == nil && owned
}

func (d *desktop) write(path, text string) {
	d.t.Helper()
	path = filepath.Join(d.home, path)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
}

// openMailbox starts the program with its sample mailbox, and leaves the page that greets.
func (d *desktop) openMailbox() {
	d.t.Helper()
	program := d.start(binary, "--demo", "--data-dir", filepath.Join(d.home, "profile"), "--secrets", "memory")
	d.t.Cleanup(func() {
		if program.ProcessState != nil {
			d.t.Errorf("the program has ended: %v", program.ProcessState)
		}
	})
	d.until("the window is there", func() bool {
		d.mailbox = d.window("^Letterbox$")
		return d.mailbox != ""
	})
	d.activate(d.mailbox)
	greeting := d.width(d.mailbox)
	d.until("the mailbox is there", func() bool {
		d.keys("Return")
		return d.width(d.mailbox) > greeting
	})
}

// openMessage opens a window for writing.
func (d *desktop) openMessage() string {
	d.t.Helper()
	message := ""
	var asked time.Time
	d.until("the message is there", func() bool {
		const enough = 5 * time.Second
		if time.Since(asked) > enough { // the key does nothing before the menu is there
			asked = time.Now()
			d.keys("ctrl+n")
		}
		message = d.window("^New message$")
		return message != ""
	})
	d.activate(message)
	d.waitForFocus(message)
	return message
}

// window returns the last visible window of a title, "" when there is none.
func (d *desktop) window(title string) string {
	out, _ := d.command("xdotool", "search", "--onlyvisible", "--name", title).Output()
	lines := strings.Fields(string(out))
	if len(lines) == 0 {
		return ""
	}
	return lines[len(lines)-1]
}

// activate brings a window to the front and waits until it has the keys.
func (d *desktop) activate(window string) {
	d.t.Helper()
	d.until("the window has the focus", func() bool {
		_ = d.command("xdotool", "windowactivate", window).Run()
		out, _ := d.command("xdotool", "getwindowfocus").Output()
		return strings.TrimSpace(string(out)) == window
	})
}

// keys presses keys by their names, one after the other without a pause.
func (d *desktop) keys(names string) {
	d.t.Helper()
	args := append([]string{"key", "--delay", "1"}, strings.Fields(names)...)
	if out, err := d.command("xdotool", args...).CombinedOutput(); err != nil {
		d.t.Fatalf("press %s: %v\n%s", names, err, out)
	}
}

func (d *desktop) clip(text string) {
	d.t.Helper()
	cmd := d.command("xclip", "-selection", "clipboard", "-i")
	cmd.Stdin = strings.NewReader(text)
	if err := cmd.Run(); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desktop) clipped() string {
	out, _ := d.command("xclip", "-selection", "clipboard", "-o").Output()
	return string(out)
}

// area is a window's place on the screen.
type area struct{ x, y, width, height int }

func (d *desktop) area(window string) (area, error) {
	out, err := d.command("xdotool", "getwindowgeometry", "--shell", window).Output()
	if err != nil {
		return area{}, fmt.Errorf("place of window %s: %w", window, err)
	}
	values := map[string]int{}
	for line := range strings.Lines(string(out)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		values[name], _ = strconv.Atoi(value)
	}
	a := area{values["X"], values["Y"], values["WIDTH"], values["HEIGHT"]}
	if a.width == 0 {
		return area{}, errors.New("no size")
	}
	return a, nil
}

func (d *desktop) width(window string) int {
	a, _ := d.area(window)
	return a.width
}
