package acceptance

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// startFcitx starts fcitx with its pinyin, and waits until it serves.
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
	d.serveFcitx()
}

func (d *desktop) serveFcitx() {
	d.t.Helper()
	d.served = d.start("fcitx5", "--disable=wayland,waylandim,kimpanel")
	d.until("fcitx serves", func() bool { return d.owned("org.fcitx.Fcitx5") })
}

// breakFcitx has it end without a word.
func (d *desktop) breakFcitx() {
	end(d.served)
	d.until("fcitx is gone", func() bool { return !d.owned("org.fcitx.Fcitx5") })
}

// startIBus starts ibus with its own window of candidates and libpinyin, and waits until both serve.
func (d *desktop) startIBus() {
	d.t.Helper()
	// Without engines to begin with, the window of candidates would choose one by the keyboard, some time later.
	d.write("config/glib-2.0/settings/keyfile", "[desktop/ibus/general]\npreload-engines=['libpinyin']\n")
	// It ends when its parent does, which must not be this process' thread. It makes a group of its own.
	group, err := strconv.Atoi(d.startTelling("sh", "-c", "ibus-daemon --xim --replace & echo $!; wait"))
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { _ = syscall.Kill(-group, syscall.SIGKILL) }) // it may have ended
	d.waitForEngine()
}

// waitForEngine waits until ibus composes with libpinyin.
func (d *desktop) waitForEngine() {
	d.t.Helper()
	d.until("ibus has its engine", func() bool {
		_ = d.command("ibus", "engine", "libpinyin").Run() // fails also when it works
		out, _ := d.command("ibus", "engine").Output()     // fails while ibus starts, and is asked again
		return strings.TrimSpace(string(out)) == "libpinyin"
	})
}

// breakEngine has the engine of ibus end without a word.
func (d *desktop) breakEngine() {
	d.t.Helper()
	all, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		d.t.Fatal(err)
	}
	for _, file := range all {
		line, _ := os.ReadFile(file) // the process may have ended, and is not it then
		home, _ := os.ReadFile(filepath.Join(filepath.Dir(file), "environ"))
		if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(file))); err == nil &&
			strings.Contains(string(line), "ibus-engine-libpinyin") && strings.Contains(string(home), "HOME="+d.home+"\x00") {
			if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
				d.t.Fatal(err)
			}
			return
		}
	}
	d.t.Fatal("ibus has no engine")
}

func (d *desktop) restartIBus() {
	d.t.Helper()
	if out, err := d.command("ibus", "restart").CombinedOutput(); err != nil {
		d.t.Fatalf("restart ibus: %v\n%s", err, out)
	}
}

func (d *desktop) owned(name string) bool {
	var owned bool
	err := d.bus.BusObject().CallWithContext(d.t.Context(), "org.freedesktop.DBus.NameHasOwner", 0, name).Store(&owned)
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
