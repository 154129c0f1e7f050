package mailtest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"

	"letterbox/mail"
)

// WriteMaildir writes messages into the Maildir dir, which it makes. The file names carry the sizes that Dovecot
// compares with what it reads (S= as stored, W= with CRLF), and the files' times are INTERNALDATE.
func WriteMaildir(dir string, messages iter.Seq[Specimen]) (int, error) {
	for _, sub := range []string{"cur", "new", "tmp"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			return 0, fmt.Errorf("make Maildir: %w", err)
		}
	}
	n := 0
	for s := range messages {
		stored := bytes.ReplaceAll(s.Raw, []byte("\r\n"), []byte("\n"))
		name := fmt.Sprintf("%d.M%06dP1.corpus,S=%d,W=%d:2,%s", s.Received.Unix(), n, len(stored), len(s.Raw), maildirFlags(s.Flags))
		path := filepath.Join(dir, "cur", name)
		if err := os.WriteFile(path, stored, 0o644); err != nil {
			return n, fmt.Errorf("write Maildir: %w", err)
		}
		if err := os.Chtimes(path, s.Received, s.Received); err != nil {
			return n, fmt.Errorf("write Maildir: %w", err)
		}
		n++
	}
	return n, nil
}

// maildirFlags returns the letters of a Maildir file name, in the order of the alphabet.
func maildirFlags(f mail.Flags) string {
	var letters []byte
	for _, l := range []struct {
		letter byte
		flag   mail.Flags
	}{{'D', mail.Draft}, {'F', mail.Flagged}, {'R', mail.Answered}, {'S', mail.Seen}, {'T', mail.Deleted}} {
		if f.Has(l.flag) {
			letters = append(letters, l.letter)
		}
	}
	return string(letters)
}

// Deliver puts messages into a folder of a user, without the server's help, and returns how many there were. The
// folder is INBOX or a name as it is on the wire, with / between levels. Messages must be newer than those which
// are there already to get higher UIDs.
func (r *Real) Deliver(user, folder string, messages iter.Seq[Specimen]) int {
	r.tb.Helper()
	dir := r.MailDir(user)
	if folder != "INBOX" {
		dir = filepath.Join(dir, filepath.FromSlash(folder))
	}
	n, err := WriteMaildir(dir, messages)
	if err != nil {
		r.tb.Fatalf("mailtest: %v", err)
	}
	r.handOver()
	return n
}

// DeliverStream puts one message into the inbox of a user, as write gives it, with LF at the ends of lines: for
// messages that nobody wants to hold in memory.
func (r *Real) DeliverStream(user string, write func(io.Writer) error) {
	r.tb.Helper()
	dir := r.MailDir(user)
	if _, err := WriteMaildir(dir, func(func(Specimen) bool) {}); err != nil {
		r.tb.Fatalf("mailtest: %v", err)
	}
	file, err := os.Create(filepath.Join(dir, "cur", "1.stream.example:2,"))
	if err != nil {
		r.tb.Fatalf("mailtest: %v", err)
	}
	buffered := bufio.NewWriter(file)
	if err := errors.Join(write(buffered), buffered.Flush(), file.Close()); err != nil {
		r.tb.Fatalf("mailtest: %v", err)
	}
	r.handOver()
}

// handOver gives the mail to the user whom the server runs as.
func (r *Real) handOver() {
	r.tb.Helper()
	uid, gid, _, _, err := serverUser()
	if err != nil {
		r.tb.Fatalf("mailtest: user of the server: %v", err)
	}
	r.own(filepath.Join(r.dir, "mail"), uid, gid)
}

// Renumber has a folder forget its UIDs and its UIDVALIDITY, as restoring it from a backup does. Nobody may have it
// open.
func (r *Real) Renumber(user, folder string) {
	r.tb.Helper()
	dir := r.MailDir(user)
	if folder != "INBOX" {
		dir = filepath.Join(dir, filepath.FromSlash(folder))
	}
	files, err := filepath.Glob(filepath.Join(dir, "dovecot*"))
	if err != nil {
		r.tb.Fatalf("mailtest: %v", err)
	}
	for _, file := range files {
		if err := os.RemoveAll(file); err != nil {
			r.tb.Fatalf("mailtest: %v", err)
		}
	}
}
