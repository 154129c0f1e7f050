package app

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"letterbox/app/card"
	"letterbox/app/command"
)

// A profile is open in one process only. One that is started for a card while another has the window hands the card's
// path over to it, by a socket in the profile, and ends.
const (
	handSocket   = "window.sock"
	handPatience = 5 * time.Second // for the other process to answer
	longestPath  = 1 << 15
)

// cardNamed returns the card that the arguments name instead of a verb.
func cardNamed(verb string, rest []string) (path string, ok bool) {
	if u, err := url.Parse(verb); err == nil && u.Scheme == "file" && (u.Host == "" || u.Host == "localhost") {
		verb = u.Path // as desktops name files
	}
	if len(rest) > 0 || !strings.EqualFold(filepath.Ext(verb), card.Extension) {
		return "", false
	}
	return verb, true
}

// handSocketOf returns where the window of a profile is reached; "" for a profile of one run.
func handSocketOf(g command.Globals) string {
	if g.Passing() && g.DataDir == "" {
		return ""
	}
	dir := g.DataDir
	if dir == "" {
		var err error
		if dir, err = defaultProfile(); err != nil {
			return ""
		}
	}
	return filepath.Join(dir, handSocket)
}

// handOver gives a card to the window of the profile, and reports whether there is one that took it.
func handOver(ctx context.Context, socket, path string) bool {
	if socket == "" {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, handPatience)
	defer cancel()
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "unix", socket)
	if err != nil {
		return false
	}
	defer func() { _ = conn.Close() }() // everything was said
	deadline, _ := ctx.Deadline()
	_ = conn.SetDeadline(deadline) // a closed connection fails at the next step
	if _, err := io.WriteString(conn, path+"\x00"); err != nil {
		return false
	}
	var taken [1]byte
	_, err = io.ReadFull(conn, taken[:])
	return err == nil
}

// handed listens for cards that other processes hand over, until the house is closed. Where that is not possible there
// never are any.
func (h *house) handed() <-chan string {
	paths := make(chan string)
	socket := filepath.Join(h.profile, handSocket)
	if err := os.Remove(socket); err != nil && !errors.Is(err, fs.ErrNotExist) { // left by a process that is gone: the profile is ours
		h.log.Warn("cards cannot be handed over", "err", err)
		return paths
	}
	listener, err := net.Listen("unix", socket) //nolint:noctx // returns at once
	if err != nil {
		h.log.Warn("cards cannot be handed over", "err", err)
		return paths
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	h.later(func() {
		cancel()
		_ = listener.Close() // removes the socket
		<-done
	})
	go func() { // ends with the listener
		defer close(done)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			takeOver(ctx, conn, paths)
		}
	}()
	return paths
}

// takeOver passes one path on.
func takeOver(ctx context.Context, conn net.Conn, paths chan<- string) {
	defer func() { _ = conn.Close() }()                // everything was said
	_ = conn.SetDeadline(time.Now().Add(handPatience)) // a closed connection fails at the next step
	path, err := bufio.NewReader(io.LimitReader(conn, longestPath)).ReadString(0)
	path = strings.TrimSuffix(path, "\x00")
	if err != nil || !filepath.IsAbs(path) || !strings.EqualFold(filepath.Ext(path), card.Extension) {
		return
	}
	select {
	case paths <- path:
		_, _ = conn.Write([]byte{1}) // who asked and has gone needs no answer
	case <-ctx.Done():
	}
}
