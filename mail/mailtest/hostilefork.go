package mailtest

import (
	_ "embed" // hostilefork.py
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os/exec"
	"sync"
	"time"
)

//go:embed hostilefork.py
var forkProgram string

// forks is a Python that has read hostile_server.py and becomes one more such server for each line that it is given:
// a case costs a fork then, where the start of a Python costs most of a second of a core.
type forks struct {
	mu    sync.Mutex
	lines io.Writer
}

// forking is the Python of this process. It starts with the first server and ends when this process does, because its
// standard input ends then.
var forking forks

// send hands a server's line over.
func (f *forks) send(script string, line []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.lines == nil {
		cmd := exec.Command("python3", "-c", forkProgram, script) //nolint:noctx // ends with its standard input
		lines, err := cmd.StdinPipe()
		if err != nil {
			return err
		}
		if err := cmd.Start(); err != nil {
			return err
		}
		f.lines = lines
	}
	_, err := f.lines.Write(append(line, '\n'))
	return err
}

// serve starts a server. What it prints is read from the connection, and it ends when nothing more can come by it.
func (f *forks) serve(script string, args ...string) (*net.TCPConn, error) {
	l, err := net.ListenTCP("tcp4", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return nil, err
	}
	defer func() { _ = l.Close() }() // one connection is enough
	line, err := json.Marshal(map[string]any{"output": l.Addr().(*net.TCPAddr).Port, "args": args})
	if err != nil {
		return nil, err
	}
	const begins = 2 * time.Minute // on the busiest machine; only so that a failure ends
	if err := errors.Join(f.send(script, line), l.SetDeadline(time.Now().Add(begins))); err != nil {
		return nil, err
	}
	output, err := l.AcceptTCP()
	if err != nil {
		return nil, fmt.Errorf("hostile_server.py %q did not start: %w", args, err)
	}
	return output, nil
}
