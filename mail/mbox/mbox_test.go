package mbox

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

var received = time.Date(2026, 11, 8, 10, 4, 5, 0, time.UTC)

func all(t *testing.T, file string) []Message {
	t.Helper()
	var list []Message
	if err := Read(strings.NewReader(file), func(m Message) error {
		m.Raw = bytes.Clone(m.Raw)
		list = append(list, m)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

// crlf is text with the line ends that messages have.
func crlf(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "\r\n")
}

func TestWrittenIsRead(t *testing.T) {
	want := []Message{
		{Raw: []byte(crlf("Subject: a\n\nFrom here\n>From there\n>>From\n\n\n")), Received: received, Flags: mail.Seen | mail.Forwarded | mail.Junk},
		{Raw: []byte(crlf("Status: RO\nSubject: b\n\n")), Received: received},
		{Raw: []byte(crlf("Content-Length: 9999\n\nx\nFrom MAILER-DAEMON Sun Nov  8 10:04:05 2026\nSubject: no\n\n")), Received: received, Flags: mail.Draft | mail.Flagged},
	}
	var file bytes.Buffer
	for _, m := range want {
		if err := Write(&file, m); err != nil {
			t.Fatal(err)
		}
	}
	got := all(t, file.String())
	want[1].Flags = mail.Seen // what a message came with counts too
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s\n%s", diff, file.String())
	}
}

func TestForms(t *testing.T) {
	const from = "From - Sun Nov  8 10:04:05 2026\n"
	for _, c := range []struct {
		what, file string
		want       []string
	}{
		{"empty", "", nil},
		{"mboxo", from + "A: b\n\n>From x\n\n" + from + "A: c\n\ny\n", []string{"A: b\n\nFrom x\n", "A: c\n\ny\n"}},
		{"a sentence", from + "A: b\n\nx\n\nFrom here on\nit goes\n\n", []string{"A: b\n\nx\n\nFrom here on\nit goes\n"}},
		{"length", from + "Content-Length: 37\n\nx\n\nFrom a@b Sun Nov  8 10:04:05 2026\n\n" + from + "A: c\n\ny\n\n", []string{"Content-Length: 37\n\nx\n\nFrom a@b Sun Nov  8 10:04:05 2026\n", "A: c\n\ny\n"}},
		{"wrong length", from + "Content-Length: 3\n\nxxxxxxx\n\n" + from + "A: c\n\n\n", []string{"Content-Length: 3\n\nxxxxxxx\n", "A: c\n\n"}},
		{"length, and quoted", from + "Content-Length: 8\n\n>From x\n\n", []string{"Content-Length: 8\n\nFrom x\n"}},
		{"no blank line", from + "A: b\n\nx\n" + from + "A: c\n\ny\n", []string{"A: b\n\nx\n", "A: c\n\ny\n"}},
		{"CRLF", crlf(from + "A: b\n\nx\n\n" + from + "A: c\n\ny\n\n"), []string{"A: b\n\nx\n", "A: c\n\ny\n"}},
		{"no line end", from + "A: b\n\nx", []string{"A: b\n\nx\n"}},
	} {
		var got []string
		for _, m := range all(t, c.file) {
			got = append(got, strings.ReplaceAll(string(m.Raw), "\r\n", "\n"))
			if !m.Received.Equal(received) {
				t.Errorf("%s: received %v", c.what, m.Received)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.what, diff)
		}
	}
}

func TestFlagsOfOthers(t *testing.T) {
	m := all(t, "From a\nX-Mozilla-Status: 1005\nA: b\nX-Status: F\n\nX-Status: D\n")
	if len(m) != 1 || m[0].Flags != mail.Seen|mail.Flagged|mail.Forwarded || !m[0].Received.IsZero() {
		t.Errorf("%+v", m)
	}
	if string(m[0].Raw) != crlf("A: b\nX-Status: F\n\nX-Status: D\n") {
		t.Errorf("%q", m[0].Raw)
	}
}

func TestReadEnds(t *testing.T) {
	if err := Read(strings.NewReader("Subject: x\n\n"), nil); !errors.Is(err, ErrNotMbox) {
		t.Errorf("%v", err)
	}
	stop := errors.New("stop")
	if err := Read(strings.NewReader("From a\n\n"), func(Message) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("%v", err)
	}
	broken := io.MultiReader(strings.NewReader("From a\nA: b\n"), errorReader{stop})
	if err := Read(broken, func(Message) error { return nil }); !errors.Is(err, stop) {
		t.Errorf("%v", err)
	}
}

type errorReader struct{ err error }

func (r errorReader) Read([]byte) (int, error) { return 0, r.err }

func FuzzRoundTrip(f *testing.F) {
	f.Add([]byte("Subject: x\r\n\r\nFrom y\r\n>From\r\n"), uint16(3), []byte("Content-Length: 5\n\nabc\nFrom - Sun Nov  8 10:04:05 2026\nA: b\n\n\n"))
	f.Add([]byte("\n\n\n"), uint16(0), []byte(""))
	f.Add([]byte("Status: RO\r\n\r\n"), uint16(1), []byte("x"))
	f.Fuzz(func(t *testing.T, first []byte, flags uint16, second []byte) {
		if bytes.Contains(first, []byte("\r")) || bytes.Contains(second, []byte("\r")) {
			first, second = bytes.ReplaceAll(first, []byte("\r"), nil), bytes.ReplaceAll(second, []byte("\r"), nil)
		}
		var file bytes.Buffer
		for _, raw := range [][]byte{first, second} {
			if err := Write(&file, Message{Raw: raw, Received: received, Flags: mail.Flags(flags) & (mail.MDNSent<<1 - 1)}); err != nil {
				t.Fatal(err)
			}
		}
		got := all(t, file.String())
		if len(got) != 2 {
			t.Fatalf("%d messages in %q", len(got), file.String())
		}
		for i, raw := range [][]byte{first, second} {
			want := crlf(string(raw))
			if want != "" && !strings.HasSuffix(want, "\n") {
				want += "\r\n"
			}
			if string(got[i].Raw) != want || !got[i].Flags.Has(mail.Flags(flags)&(mail.MDNSent<<1-1)) {
				t.Errorf("%q %v, want %q", got[i].Raw, got[i].Flags, want)
			}
		}
	})
}
