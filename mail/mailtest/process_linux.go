package mailtest

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"runtime"
	"strconv"
	"syscall"
)

// serverUser is who the real servers run as: ourselves, or nobody when we are root, because both Dovecot and Cyrus
// refuse to touch mail as root.
func serverUser() (uid, gid int, name, group string, err error) {
	who, err := user.Current()
	if err == nil && who.Uid == "0" {
		who, err = user.Lookup("nobody")
	}
	if err != nil {
		return 0, 0, "", "", err
	}
	in, err := user.LookupGroupId(who.Gid)
	if err != nil {
		return 0, 0, "", "", err
	}
	if uid, err = strconv.Atoi(who.Uid); err != nil {
		return 0, 0, "", "", err
	}
	gid, err = strconv.Atoi(who.Gid)
	return uid, gid, who.Username, in.Name, err
}

// launch runs cmd as the server user; the kernel ends it when this process dies, even by a signal. The returned
// channel gets the one result of Wait.
func launch(cmd *exec.Cmd) (<-chan error, error) {
	uid, gid, _, _, err := serverUser()
	if err != nil {
		return nil, err
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM, Setpgid: true}
	if os.Getuid() == 0 {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	began, ended := make(chan error), make(chan error, 1)
	go func() {
		// The parent-death signal is tied to the thread that forked, so this thread must outlive the server.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		began <- err
		if err == nil {
			ended <- cmd.Wait()
		}
	}()
	return ended, <-began
}

// terminate signals the server and its children; a Dovecot that is asked alone waits a second for them.
func terminate(p *os.Process, s syscall.Signal) { syscall.Kill(-p.Pid, s) }

// claimPort keeps other test processes from a port until release: the name of an abstract socket is free again when
// its process has ended, however it ended.
func claimPort(port int) (release func(), claimed bool) {
	l, err := net.Listen("unix", fmt.Sprintf("@letterbox-test-port-%d", port))
	if err != nil {
		return nil, false
	}
	return func() { l.Close() }, true
}
