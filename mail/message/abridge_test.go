package message

import (
	"bytes"
	"encoding/base64"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
)

// inLines writes bytes in lines of 76, as base64 does.
func inLines(text []byte) []byte {
	var out bytes.Buffer
	for chunk := range slices.Chunk(text, 76) {
		out.Write(chunk)
		out.WriteString("\r\n")
	}
	return out.Bytes()
}

// largeMessage has a text, two large attachments, the second of them small lines of text, and a last one.
func largeMessage() (raw, first, second []byte) {
	first = make([]byte, 3<<20+5)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range first {
		first[i] = byte(random.Uint32())
	}
	second = bytes.Repeat([]byte("a line =E4 of text\r\n--- and one that begins like a delimiter\r\n"), 20_000)
	encoded := inLines([]byte(base64.StdEncoding.EncodeToString(first)))
	var b bytes.Buffer
	b.WriteString("Subject: large\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n--b\r\n" +
		"Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=a.zip\r\n\r\n")
	b.Write(encoded)
	b.WriteString("--b\r\nContent-Type: text/csv\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Disposition: attachment; filename=b.csv\r\n\r\n")
	b.Write(second)
	b.WriteString("\r\n--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=c.pdf\r\n\r\nlast\r\n--b--\r\n")
	return b.Bytes(), first, second
}

func TestAbridgedMessagesReadLikeWholeOnes(t *testing.T) {
	raw, _, _ := largeMessage()
	want := Parse(raw, Options{})
	got, err := ReadAbridged(bytes.NewReader(raw), Options{})
	if err != nil || got.Body.Text != want.Body.Text || got.Envelope.Subject != want.Envelope.Subject || len(got.Body.Parts) != len(want.Body.Parts) {
		t.Fatalf("%v: %+v, want %+v", err, got.Body, want.Body)
	}
	for i, p := range got.Body.Parts {
		w := want.Body.Parts[i]
		if p.Path != w.Path || p.Filename != w.Filename || p.Attachment != w.Attachment || p.Size < w.Size*98/100 || p.Size > w.Size*102/100 {
			t.Errorf("%+v, want %+v", p, w)
		}
	}
	a, err := abridge(bytes.NewReader(raw))
	if err != nil || len(a.raw) > len(raw) || len(a.cuts) == 0 {
		t.Errorf("%v: %d bytes of %d with %d cuts", err, len(a.raw), len(raw), len(a.cuts))
	}
}

// TestLargePartsAreCopied gets the same bytes of every part, in a fraction of the memory.
func TestLargePartsAreCopied(t *testing.T) {
	raw, first, _ := largeMessage()
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(raw)), nil }
	for _, path := range []string{"1", "2", "3", "4"} {
		_, r, err := OpenPart(bytes.NewReader(raw), path)
		if err != nil {
			t.Fatal(err)
		}
		want, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := CopyPart(&got, open, path); err != nil || !bytes.Equal(got.Bytes(), want) {
			t.Errorf("part %s: %v, %d bytes, want %d", path, err, got.Len(), len(want))
		}
		if path == "2" && !bytes.Equal(got.Bytes(), first) {
			t.Error("not what was attached")
		}
	}
	if err := CopyPart(io.Discard, open, "9"); mail.ProblemOf(err).Code != mail.NotFound {
		t.Error(err)
	}
}

// TestBeginnings reads what there is of a message that breaks off, without blaming the sender.
func TestBeginnings(t *testing.T) {
	raw, first, _ := largeMessage()
	cut := 256 << 10
	m := Beginning(raw[:cut], int64(len(raw)-cut), Options{})
	if strings.TrimSpace(m.Body.Text) != "hello" || len(m.Body.Notes) != 0 || m.Body.Missing != int64(len(raw)-cut) {
		t.Errorf("%q, notes %v, %d missing", m.Body.Text, m.Body.Notes, m.Body.Missing)
	}
	if all := m.Body.Attachments(); len(all) != 1 || all[0].Filename != "a.zip" || all[0].Size < int64(len(first)) {
		t.Errorf("%+v", all)
	}
	text := Beginning([]byte("Subject: x\r\n\r\nit breaks"), 1000, Options{})
	if !slices.Contains(text.Body.Notes, mail.NoteTruncated) || text.Body.Text != "it breaks" {
		t.Errorf("%+v", text.Body)
	}
}

func FuzzAbridge(f *testing.F) {
	raw, _, _ := largeMessage()
	f.Add(raw[:4000])
	f.Add([]byte("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\n\nYQ==\nYg==\n--b--\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > keptHead {
			return // cuts are estimates there
		}
		want := Parse(raw, Options{})
		got, err := ReadAbridged(bytes.NewReader(raw), Options{})
		if err != nil || got.Body.Text != want.Body.Text || len(got.Body.Parts) != len(want.Body.Parts) {
			t.Fatalf("%v: %+v, want %+v", err, got.Body, want.Body)
		}
		for _, p := range want.Body.Parts {
			if err := CopyPart(io.Discard, func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(raw)), nil }, p.Path); err != nil {
				t.Errorf("part %s: %v", p.Path, err)
			}
		}
		Beginning(raw, 100, Options{})
	})
}
