package acceptance

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

const (
	largeBytes = 100 << 20 // of the message
	mostAnon   = 150 << 10 // kilobytes of memory of its own that the program may take
)

// writeLargeMessage writes a message with a text and one attachment, and adds the attachment to hash. It is never held in
// memory, which would be counted as the program's: what a process takes at most is at least what its parent took.
func writeLargeMessage(w io.Writer, hash io.Writer) error {
	const width = 57 // bytes that make a line of base64
	head := "From: Ada <ada@corp.example>\nTo: ada@corp.example\nSubject: film\nMessage-ID: <film@corp.example>\n" +
		"Date: " + time.Now().Format(time.RFC1123Z) + "\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" +
		"--b\nContent-Type: text/plain\n\nhere is the film\n--b\n" +
		"Content-Type: video/mp4\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=film.mp4\n\n"
	if _, err := io.WriteString(w, head); err != nil {
		return err
	}
	line := make([]byte, width)
	encoded := append(make([]byte, base64.StdEncoding.EncodedLen(width)), '\n')
	for n := range largeBytes / (len(encoded) + 1) { // the server ends lines with CR LF
		for i := range line {
			line[i] = byte(n*31 + i*i*7 + n>>8)
		}
		base64.StdEncoding.Encode(encoded, line)
		_, _ = hash.Write(line) // never fails
		if _, err := w.Write(encoded); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "--b--\n")
	return err
}

// runMeasured runs the program, hands its output to out, and fails when it takes too much memory.
func (p *profile) runMeasured(out io.Writer, args ...string) {
	p.t.Helper()
	cmd := p.command(args...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = out, &said
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	ctx, stop := context.WithCancel(p.t.Context())
	most := make(chan int, 1)
	go func() { most <- mostAnonOf(ctx, cmd.Process.Pid) }() // ends with ctx, and is waited for
	err := cmd.Wait()
	stop()
	if err != nil {
		p.t.Fatalf("%v: %v\n%s", args, err, said.String())
	}
	peak := <-most
	p.t.Logf("%s: %d MB", args[0], peak>>10)
	if peak > mostAnon {
		p.t.Errorf("%v took %d MB", args, peak>>10)
	}
}

// mostAnonOf looks at a process until ctx ends and returns the most anonymous memory that it had, in kilobytes.
func mostAnonOf(ctx context.Context, pid int) (most int) {
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for {
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if _, after, found := strings.Cut(string(status), "RssAnon:"); err == nil && found {
			if kb, err := strconv.Atoi(strings.Fields(after)[0]); err == nil {
				most = max(most, kb)
			}
		}
		select {
		case <-ctx.Done():
			return most
		case <-look.C:
		}
	}
}

// TestAMessageOf100Megabytes is fetched, stored and opened in little memory, over IMAP in pieces when it is wanted, and
// over POP3 as it comes.
func TestAMessageOf100Megabytes(t *testing.T) {
	attached := sha256.New()
	server := mailtest.Dovecot(t, mailtest.RealUser("ada", secret))
	server.DeliverStream("ada", func(w io.Writer) error { return writeLargeMessage(w, attached) })
	sum := hex.EncodeToString(attached.Sum(nil))
	for _, incoming := range []mail.Server{server.Server(mail.TLS), server.POP3(mail.TLS)} {
		t.Run(string(incoming.Protocol), func(t *testing.T) {
			p := newProfile(t, server.CAFile())
			if r := p.bind("ada@corp.example", secret, incoming, server.Submission(mail.TLS)); r.status != 0 {
				t.Fatalf("bind: exit %d\n%s%s", r.status, r.stdout, r.stderr)
			}
			p.runMeasured(io.Discard, "sync", "--once")
			if incoming.Protocol == mail.IMAP {
				p.shows("here is the film", "film.mp4")
			}
			saved := sha256.New()
			p.runMeasured(saved, "show", "1", "--part", "2")
			if got := hex.EncodeToString(saved.Sum(nil)); got != sum {
				t.Errorf("the attachment is another one: %s", got)
			}
			p.shows("here is the film", "film.mp4", `"missing":0`)
		})
	}
}

// shows reads the message and looks for words in what is shown.
func (p *profile) shows(words ...string) {
	p.t.Helper()
	var shown bytes.Buffer
	p.runMeasured(&shown, "show", "1")
	for _, word := range words {
		if !strings.Contains(shown.String(), word) {
			p.t.Errorf("no %q in %.500s", word, shown.String())
		}
	}
}
