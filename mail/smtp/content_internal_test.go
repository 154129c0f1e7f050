package smtp

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/textproto"
	"strings"
	"testing"
	"testing/iotest"
)

// poured returns what a message becomes on the wire, read in pieces of a size.
func poured(t *testing.T, raw string, piece int) (string, traits) {
	t.Helper()
	var c content
	var wire bytes.Buffer
	err := c.pour(strings.NewReader(raw), piece, func(p []byte) error {
		wire.Write(p)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return wire.String(), c.traits
}

func TestContent(t *testing.T) {
	for _, test := range []struct {
		raw, wire  string
		size       int64
		longest    int
		eight, utf bool
	}{
		{"", "", 0, 0, false, false},
		{"a: b\r\n\r\nc\r\n", "a: b\r\n\r\nc\r\n", 11, 4, false, false},
		{"a\nb\rc", "a\r\nb\r\nc\r\n", 9, 1, false, false},
		{"a\r\r\nb\n\r", "a\r\n\r\nb\r\n\r\n", 10, 1, false, false},
		{".\r\n..\n.a\r\n", "..\r\n...\r\n..a\r\n", 11, 2, false, false},
		{"a\r\n.\r\nMAIL FROM:<x@y>\r\n", "a\r\n..\r\nMAIL FROM:<x@y>\r\n", 23, 15, false, false},
		{"a\r.\rb", "a\r\n..\r\nb\r\n", 9, 1, false, false},
		{"a\n.\n", "a\r\n..\r\n", 6, 1, false, false},
		{"s: x\n\n\xe4\n", "s: x\r\n\r\n\xe4\r\n", 11, 4, true, false},
		{"s: 标\n\nx\n", "s: 标\r\n\r\nx\r\n", 13, 6, true, true},
	} {
		for _, piece := range []int{1, 2, 3, 1000} {
			wire, got := poured(t, test.raw, piece)
			want := traits{test.size, test.longest, test.eight, test.utf, got.sum}
			if wire != test.wire || got != want {
				t.Errorf("%q in pieces of %d: %q %+v", test.raw, piece, wire, got)
			}
		}
	}
	_, one := poured(t, "a\nb\n", 1)
	_, other := poured(t, "a\nc\n", 1)
	if one == other {
		t.Error("different messages have the same traits")
	}
}

func TestContentThatCannotBeRead(t *testing.T) {
	broken := io.MultiReader(strings.NewReader("a\n"), iotest.ErrReader(io.ErrUnexpectedEOF))
	var c content
	if err := c.pour(broken, 10, func([]byte) error { return nil }); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
}

// An independent reader of DATA gets the bytes of the message with CRLF, whatever it is made of and however it is cut.
func FuzzContent(f *testing.F) {
	f.Add([]byte("a\r\n.\r\n..b\n\r.\r"), 3)
	f.Add([]byte("..\r\n.\n"), 1)
	f.Fuzz(func(t *testing.T, raw []byte, piece int) {
		wire, got := poured(t, string(raw), 1+(piece&0xff))
		in := textproto.NewReader(bufio.NewReader(strings.NewReader(wire + ".\r\nQUIT\r\n")))
		lines, err := in.ReadDotLines()
		if err != nil {
			t.Fatal(err)
		}
		if rest, err := in.ReadLine(); rest != "QUIT" || err != nil {
			t.Fatalf("the message does not end where it ends: %q %v", rest, err)
		}
		want := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(raw))
		want = strings.TrimSuffix(want, "\n")
		if strings.Join(lines, "\n") != want || strings.Contains(strings.ReplaceAll(wire, "\r\n", ""), "\n") || strings.Contains(strings.ReplaceAll(wire, "\r\n", ""), "\r") {
			t.Fatalf("%q became %q", raw, wire)
		}
		if unstuffed := int64(len(strings.Join(lines, "\r\n"))) + 2; len(raw) > 0 && got.size != unstuffed {
			t.Fatalf("size %d, want %d", got.size, unstuffed)
		}
	})
}
