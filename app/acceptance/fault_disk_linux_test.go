package acceptance

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// onDisk runs a test once more in a process that has its own mounts, so that it can make disks of its own, which end
// with the process. It reports whether this is that process. Root needs nothing for it; others need user namespaces.
func onDisk(t *testing.T) bool {
	t.Helper()
	const inside = "LETTERBOX_OWN_MOUNTS"
	if os.Getenv(inside) != "" {
		return true
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, "-test.run", "^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), inside+"=yes", "LETTERBOX_BINARY="+binary)
	cmd.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS}
	if os.Getuid() != 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{
			Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
			UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
			GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
		}
	}
	out, err := cmd.CombinedOutput()
	if err != nil && len(out) == 0 {
		mailtest.Absent(t, "a process with mounts of its own: %v", err)
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return false
}

// disk is a file system in memory.
type disk struct {
	t   *testing.T
	dir string
}

// newDisk mounts a disk on a folder, with what is in the folder.
func newDisk(t *testing.T, dir, size string) *disk {
	t.Helper()
	aside := dir + ".aside"
	if err := os.Rename(dir, aside); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "mode=0700,size="+size); err != nil {
		mailtest.Absent(t, "mount: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	if err := os.CopyFS(dir, os.DirFS(aside)); err != nil {
		t.Fatal(err)
	}
	return &disk{t: t, dir: dir}
}

// remount changes the size, or whether the disk can be written.
func (d *disk) remount(flags uintptr, options string) {
	d.t.Helper()
	if err := syscall.Mount("tmpfs", d.dir, "tmpfs", syscall.MS_REMOUNT|flags, options); err != nil {
		d.t.Fatal(err)
	}
}

// fill leaves so many bytes free, and returns how to free the rest again.
func (d *disk) fill(free int64) (undo func()) {
	d.t.Helper()
	var now syscall.Statfs_t
	if err := syscall.Statfs(d.dir, &now); err != nil {
		d.t.Fatal(err)
	}
	path := filepath.Join(d.dir, "others")
	if err := os.WriteFile(path, make([]byte, max(0, int64(now.Bavail)*now.Bsize-free)), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return func() {
		if err := os.Remove(path); err != nil {
			d.t.Fatal(err)
		}
	}
}

// TestFullDisk fills the disk at several points. Each time the person is told that the disk is full, what was there
// stays readable, and with space again everything arrives.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	if !onDisk(t) {
		return
	}
	w := synced(t, 20)
	written := w.write()
	d := newDisk(t, w.dir, "24m")
	for _, c := range []struct {
		name    string
		deliver func()
		free    int64
	}{
		{"by headers", func() { w.deliver(150) }, 150 << 10},
		{"by a body in the database", func() { w.deliverLarge(200 << 10) }, 300 << 10},
		{"by a body in a file", func() { w.deliverLarge(3 << 20) }, 1 << 20},
	} {
		t.Run(c.name, func(t *testing.T) {
			w.t, d.t = t, t
			before := w.listed()
			c.deliver()
			empty := d.fill(c.free)
			w.fails(15, mail.DiskFull, "sync", "--once")
			w.fails(15, mail.DiskFull, "sync", "--once")
			if after := w.listed(); after < before {
				t.Errorf("%d messages, of %d before", after, before)
			}
			empty()
			w.must("", "sync", "--once")
		})
	}
	w.t, d.t = t, t
	empty := d.fill(0)
	w.fails(15, mail.DiskFull, w.binding("bo@corp.example")...)
	empty()
	if n := w.rows("profile.db", "account"); n != 1 {
		t.Errorf("%d accounts", n)
	}
	calm := w.another(t)
	calm.must("", "sync", "--once")
	got, want := strings.Split(w.must("", "export").stdout, "\n"), strings.Split(calm.must("", "export").stdout, "\n")
	if unsent := strings.Split(written, "\n")[1]; got[1] != unsent {
		t.Errorf("account, drafts and outbox are %s, were %s", got[1], unsent)
	}
	if !slices.Equal(got[2:], want[2:]) {
		t.Error("the mail differs from an undisturbed profile's")
	}
}

// TestFullDiskAtFirst starts on a full disk.
func TestFullDiskAtFirst(t *testing.T) {
	t.Parallel()
	if !onDisk(t) {
		return
	}
	w := &world{ca: trustingAll(t), in: mailtest.IMAP(t, mailtest.IMAPUser("ada", secret)), out: smtpServer(t)}
	w.profile = missingProfile(t, w.ca)
	if err := os.Mkdir(w.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	d := newDisk(t, w.dir, "4m")
	attempts := 0
	for bound := false; !bound; attempts++ { // each time there is a little more space
		empty := d.fill(int64(attempts) * 40 << 10)
		if r := w.bind("ada@corp.example", secret, w.in.Server(), w.out.Server()); r.status == 0 {
			bound = true
		} else if r.status != 15 || r.code() != mail.DiskFull || w.hasKeys() {
			t.Fatalf("exit %d, keys %v\n%s%s", r.status, w.hasKeys(), r.stdout, r.stderr)
		}
		empty()
	}
	if attempts < 3 {
		t.Errorf("bound at attempt %d", attempts)
	}
	w.must("", "sync", "--once")
}

// TestReadOnlyProfile makes the disk read-only. Every verb says so, and nothing changes.
func TestReadOnlyProfile(t *testing.T) {
	t.Parallel()
	if !onDisk(t) {
		return
	}
	w := synced(t, 5)
	want := w.write()
	d := newDisk(t, w.dir, "24m")
	before := w.contents()
	d.remount(syscall.MS_RDONLY, "")
	for _, verb := range [][]string{{"list", "INBOX"}, {"sync", "--once"}, w.binding("bo@corp.example")} {
		w.fails(15, mail.ReadOnly, verb...)
	}
	w.unchanged(before)
	d.remount(0, "")
	if got := w.must("", "export").stdout; got != want {
		t.Errorf("the export differs: %s", firstDifference(got, want))
	}
}
