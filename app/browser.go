package app

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"
)

// browserPatience is how long a program that opens the browser may take to fail. Some end at once, some live as long
// as the browser does.
const browserPatience = 10 * time.Second

// browser opens links with a program, without a shell: the link is one argument, whatever is in it.
type browser struct {
	command []string // the link is added as the last argument; empty: the system's
}

// Open starts the program and waits until it ends, browserPatience is over, or ctx ends; then the program goes on. The
// error says that it could not be started, or failed.
func (b browser) Open(ctx context.Context, link string) error {
	command := b.command
	if len(command) == 0 {
		var err error
		if command, err = systemBrowser(); err != nil {
			return err
		}
	}
	arguments := append(append([]string{}, command[1:]...), link)
	program := exec.Command(command[0], arguments...) //nolint:noctx // it must not end with the sign-in: it may be the browser
	if err := program.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- program.Wait() }() // ends with the program, which may outlive us
	patience := time.NewTimer(browserPatience)
	defer patience.Stop()
	select {
	case err := <-ended:
		return err
	case <-patience.C:
	case <-ctx.Done():
	}
	return nil
}

// errNoDisplay says that there is no screen on which a browser could open.
var errNoDisplay = errors.New("there is no display")

// systemBrowser returns the program that opens the person's browser. Without a display xdg-open would start a
// browser for terminals, over whatever is shown there.
func systemBrowser() ([]string, error) {
	switch runtime.GOOS {
	case "windows":
		return []string{filepath.Join(os.Getenv("SystemRoot"), "System32", "rundll32.exe"), "url.dll,FileProtocolHandler"}, nil
	case "darwin":
		return []string{"/usr/bin/open"}, nil
	}
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return nil, errNoDisplay
	}
	return []string{"xdg-open"}, nil
}
