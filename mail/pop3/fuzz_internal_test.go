package pop3

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

func FuzzStatus(f *testing.F) {
	for _, line := range []string{
		"+OK", "+OK 2 messages", "+ ", "+", "+ bm8=", "-ERR", "-ERR [IN-USE] locked", "-ERR [SYS/TEMP", "-ERR [] x", "+OKAY", "-err \xc3\xdc", "* OK", "",
	} {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		text, more, err := parseStatus(line)
		var refused *refusal
		switch {
		case errors.As(err, &refused):
			if refused.code != strings.ToUpper(refused.code) || strings.ContainsAny(refused.code, "]") || len(refused.text) > len(line) {
				t.Errorf("%q: code %q, text %q", line, refused.code, refused.text)
			}
		case err != nil && text != "", err == nil && line[0] != '+', more && begins(line, "+OK"):
			t.Errorf("%q: %q, %v, %v", line, text, more, err)
		}
	})
}

func FuzzList(f *testing.F) {
	f.Add([]byte("1 120\n2 200 more\n"), []byte("1 a\n2 b\n"))
	f.Add([]byte("1\n-1 5\n0 4\n99999999999999999999 1\n"), []byte(" 1  a \n2 \xff\x00\n2 again\n"))
	f.Fuzz(func(t *testing.T, sizes, names []byte) {
		l := listing{at: map[int]int{}}
		for line := range bytes.Lines(sizes) {
			listed(line, l.size)
		}
		for line := range bytes.Lines(names) {
			listed(line, l.uidl)
		}
		seen := map[int]bool{}
		for _, e := range l.entries {
			if e.Number < 1 || seen[e.Number] || e.Size < 0 || e.Size > largestSize || len(e.UIDL) > longestUIDL {
				t.Errorf("%+v", e)
			}
			seen[e.Number] = true
		}
	})
}

// stuffed is how a server sends a message (RFC 1939 section 3).
func stuffed(message []byte) []byte {
	var out bytes.Buffer
	start := true
	for piece := range bytes.SplitAfterSeq(message, []byte("\r\n")) {
		if start && bytes.HasPrefix(piece, []byte(".")) {
			out.WriteByte('.')
		}
		out.Write(piece)
		start = bytes.HasSuffix(piece, []byte("\r\n"))
	}
	if !bytes.HasSuffix(message, []byte("\r\n")) {
		out.WriteString("\r\n")
	}
	out.WriteString(".\r\n")
	return out.Bytes()
}

// Every message arrives as it was, and what follows it is left for the next reader, in whatever pieces it comes.
func FuzzDotReader(f *testing.F) {
	for _, message := range []string{"", "x", ".", "..", ".\r\n", "a\r\n.\r\n..b\r\n", "a\n.\nb\r.\r\n", strings.Repeat("x", 40) + "\r\n.\r\n", "\r", "\r\n\r\n", "a\r"} {
		f.Add([]byte(message))
	}
	f.Fuzz(func(t *testing.T, message []byte) {
		want := message
		if !bytes.HasSuffix(message, []byte("\r\n")) {
			want = append(bytes.Clone(message), "\r\n"...)
		}
		stream := append(stuffed(message), "+OK next\r\n"...)
		for name, source := range map[string]io.Reader{"at once": bytes.NewReader(stream), "by the byte": iotest.OneByteReader(bytes.NewReader(stream))} {
			for _, size := range []int{16, 64 << 10} {
				from := bufio.NewReaderSize(source, size)
				d := &dotReader{from: from, left: 1 << 30}
				got, err := io.ReadAll(d)
				rest, _ := io.ReadAll(from) // of a buffer in memory
				if err != nil || !bytes.Equal(got, want) || string(rest) != "+OK next\r\n" {
					t.Fatalf("%s, buffer of %d: %q, %v, then %q", name, size, got, err, rest)
				}
				source = bytes.NewReader(stream)
			}
		}
	})
}

// Whatever a server sends ends in the final dot, in the limit, or in an error; nothing is made up.
func FuzzDotReaderTakesAnything(f *testing.F) {
	for _, stream := range []string{"", ".", ".\n", ".\r\n", "a\n.\n", "\n.\r\n", "..\n.", "\r\n\r\n.\r\n", "\x00\r.\n"} {
		f.Add([]byte(stream), false)
		f.Add([]byte(stream), true)
	}
	f.Fuzz(func(t *testing.T, stream []byte, bareLF bool) {
		d := &dotReader{from: bufio.NewReaderSize(bytes.NewReader(stream), 16), bareLF: bareLF, left: 64}
		got, err := io.ReadAll(d)
		var limit limitError
		switch {
		case err == nil && !d.done, err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.As(err, &limit):
			t.Errorf("%q: %v, done %v", stream, err, d.done)
		case len(got) > 64 || len(got) > len(stream):
			t.Errorf("%q became %q", stream, got)
		case d.drain() != nil && err == nil: // reading on changes nothing
			t.Errorf("%q: an error after the end", stream)
		}
	})
}

func FuzzReceived(f *testing.F) {
	for _, header := range []string{"Received: from a by b\r\n\twith x; Sun, 01 Mar 2026 10:00:00 +0800\r\n", "received:;", "\r\n", " \r\nReceived: x\r\n", "Received: ;;\r\n ;"} {
		f.Add([]byte(header))
	}
	now := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, header []byte) {
		if at := received(header, now); at.After(now) {
			t.Errorf("%q arrived at %v", header, at)
		}
	})
}
