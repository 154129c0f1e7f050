//go:build !linux

package mailtest

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
)

var errNoServers = errors.New("real mail servers are tested on Linux only")

func serverUser() (uid, gid int, name, group string, err error) { return 0, 0, "", "", errNoServers }

func launch(*exec.Cmd) (<-chan error, error) { return nil, errNoServers }

func terminate(*os.Process, syscall.Signal) {}

func claimPort(int) (release func(), claimed bool) { return func() {}, true }
