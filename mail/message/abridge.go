package message

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"letterbox/mail"
)

// The memory that an abridged message takes: what follows a line that may be a delimiter is kept up to keptRun bytes,
// less when much is kept already.
const (
	keptHead  = 2 << 20   // of the beginning of a message, where its header and its text are
	keptRun   = 256 << 10 // behind a possible delimiter
	keptTotal = 16 << 20  // before runs become short
	keptShort = 8 << 10
	keptMost  = 48 << 20 // of all; what comes behind is not looked at
)

// ReadAbridged is Read for a message of any size, in little memory: of leaves that are longer than 256 KB only the
// beginning is looked at. Text longer than that is cut, with NoteTruncated; the size of a leaf that was cut is about
// right. The paths are those of the whole message.
func ReadAbridged(r io.Reader, opt Options) (Message, error) {
	a, err := abridge(r)
	if err != nil {
		return Message{}, fmt.Errorf("read message: %w", err)
	}
	t := parseTree(a.raw, opt.Charset)
	m := t.message()
	at := 0
	t.root.leaves("", func(path string, n *node) {
		if at < len(m.Body.Parts) && m.Body.Parts[at].Path == path {
			m.Body.Parts[at].Size += stretched(m.Body.Parts[at].Size, int64(n.end-n.start), a.within(n))
			at++
		}
		t.notes.add(n.isText() && a.within(n) > 0, mail.NoteTruncated)
	})
	m.Body.Notes = t.notes
	return m, nil
}

// Beginning reads the first bytes of a message of which missing more are not here. The leaf that breaks off is listed
// with about the size that it has; text that breaks off is noted.
func Beginning(raw []byte, missing int64, opt Options) Message {
	t := parseTree(raw, opt.Charset)
	m := t.message()
	m.Body.Missing = missing
	m.Body.Notes = slices.DeleteFunc(slices.Clone(m.Body.Notes), func(n mail.Note) bool { // the cut is not the sender's
		return n == mail.NoteBoundaryMissing || n == mail.NoteBadEncoding
	})
	var last *node
	t.root.leaves("", func(_ string, n *node) { last = n })
	if last == nil || len(m.Body.Parts) == 0 {
		return m
	}
	part := &m.Body.Parts[len(m.Body.Parts)-1]
	if last.isText() {
		if !slices.Contains(m.Body.Notes, mail.NoteTruncated) {
			m.Body.Notes = append(m.Body.Notes, mail.NoteTruncated)
		}
		return m
	}
	part.Size += stretched(part.Size, int64(last.end-last.start), missing)
	return m
}

// stretched returns how many decoded bytes encoded ones stand for, by what others of the leaf stood for.
func stretched(decoded, encoded, more int64) int64 {
	if encoded <= 0 {
		return more
	}
	return more * decoded / encoded
}

// CopyPart writes the bytes of one leaf after transfer decoding, by its path as in mail.Part, in little memory. open gives
// the message from its start, and is called twice. Errors are as with OpenPart, and those of w.
func CopyPart(w io.Writer, open func() (io.ReadCloser, error), path string) error {
	leaf, start, end, err := locate(open, path)
	if err != nil {
		return err
	}
	r, err := open()
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }() // all that was wanted has been read
	if _, err := io.CopyN(io.Discard, r, start); err != nil {
		return fmt.Errorf("read message: %w", err)
	}
	return copyDecoded(w, leaf.transfer, io.LimitReader(r, end-start))
}

// locate finds a leaf, and where its body begins and ends in the message.
func locate(open func() (io.ReadCloser, error), path string) (leaf *node, start, end int64, err error) {
	r, err := open()
	if err != nil {
		return nil, 0, 0, err
	}
	a, err := abridge(r)
	if closed := r.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, 0, 0, fmt.Errorf("read message: %w", err)
	}
	parseTree(a.raw, "").root.leaves("", func(p string, n *node) {
		if p == path && leaf == nil {
			leaf = n
		}
	})
	if leaf == nil {
		return nil, 0, 0, noPart(path)
	}
	start = int64(leaf.start) + a.before(leaf.start)
	return leaf, start, start + int64(leaf.end-leaf.start) + a.within(leaf), nil
}

func noPart(path string) *mail.Problem {
	return &mail.Problem{
		Code: mail.NotFound, Stage: mail.StageStore, Retry: mail.RetryNever,
		Err: fmt.Errorf("message has no part %q", path),
	}
}

// abridged is a message without the middle of its long leaves.
type abridged struct {
	raw  []byte
	cuts []cut
}

// cut says that bytes are left out before the byte at.
type cut struct {
	at      int
	dropped int64
}

// before returns how many bytes are left out before a byte.
func (a *abridged) before(at int) (dropped int64) {
	for _, c := range a.cuts {
		if c.at <= at {
			dropped += c.dropped
		}
	}
	return dropped
}

// within returns how many bytes of a leaf are left out. Whole lines are: the line end before the delimiter, which is no
// part of the leaf, stands before the cut.
func (a *abridged) within(n *node) (dropped int64) {
	for _, c := range a.cuts {
		if n.start < c.at && c.at <= n.end+2 {
			dropped += c.dropped
		}
	}
	return dropped
}

// abridge reads a message to its end and leaves out the middle of long stretches without anything that may be a
// delimiter: lines that begin with "--" (RFC 2046 section 5.1.1), which no line of base64 does.
func abridge(r io.Reader) (abridged, error) {
	var a abridged
	in := bufio.NewReaderSize(r, 64<<10)
	left, fresh := keptHead, true
	for {
		piece, err := in.ReadSlice('\n')
		if fresh && bytes.HasPrefix(piece, []byte("--")) {
			left = max(left, a.run())
		}
		fresh = err == nil
		if len(piece) > left || len(a.raw) > keptMost {
			a.drop(len(piece))
			left = 0
		} else {
			a.raw = append(a.raw, piece...)
			left -= len(piece)
		}
		if errors.Is(err, io.EOF) {
			return a, nil
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return a, err
		}
	}
}

// run returns how much is kept behind a possible delimiter.
func (a *abridged) run() int {
	if len(a.raw) > keptTotal {
		return keptShort
	}
	return keptRun
}

func (a *abridged) drop(n int) {
	if last := len(a.cuts) - 1; last >= 0 && a.cuts[last].at == len(a.raw) {
		a.cuts[last].dropped += int64(n)
		return
	}
	a.cuts = append(a.cuts, cut{len(a.raw), int64(n)})
}

// copyDecoded writes what an encoded leaf stands for, line by line.
func copyDecoded(w io.Writer, transfer string, r io.Reader) error {
	switch transfer {
	case "":
		_, err := io.Copy(w, r)
		return err
	case "base64":
		return copyBase64(w, r)
	case "quoted-printable":
		return copyLines(r, func(line []byte) error {
			out, _ := appendQP(nil, line)
			_, err := w.Write(out)
			return err
		})
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	out, _ := decodeTransfer(transfer, raw)
	_, err = w.Write(out)
	return err
}

// copyBase64 decodes as repairBase64 does: it takes undamaged text the same way.
func copyBase64(w io.Writer, r io.Reader) error {
	var repair base64Repair
	flush := func() error {
		if len(repair.dst) == 0 {
			return nil
		}
		_, err := w.Write(repair.dst)
		repair.dst = repair.dst[:0]
		return err
	}
	over := false
	err := copyLines(r, func(line []byte) error {
		over = over || repair.padded && !isBase64Line(bytes.TrimRight(line, "\r\n"))
		if over {
			return nil
		}
		repair.line(line)
		return flush()
	})
	if err != nil {
		return err
	}
	repair.dst = flushBase64(repair.dst, repair.digits)
	return flush()
}

// copyLines hands on every line with its end; one longer than 1 MB comes in pieces.
func copyLines(r io.Reader, each func(line []byte) error) error {
	in := bufio.NewReaderSize(r, 1<<20)
	for {
		line, err := in.ReadSlice('\n')
		if len(line) > 0 {
			if err := each(line); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}
