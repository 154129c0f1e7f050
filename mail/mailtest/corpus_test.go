package mailtest

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	netmail "net/mail"
	"slices"
	"strings"
	"testing"
	"time"

	gomessage "github.com/emersion/go-message/charset"

	"letterbox/mail"
)

func TestCorpusIsTheSameEveryTime(t *testing.T) {
	a, b := NewCorpus(7, 200), NewCorpus(7, 200)
	other := NewCorpus(8, 200)
	replies, charsets := 0, map[string]int{}
	for i := range a.Len() {
		s := a.At(i)
		if !bytes.Equal(s.Raw, b.At(i).Raw) {
			t.Fatalf("message %d differs between two runs", i)
		}
		if bytes.Equal(s.Raw, other.At(i).Raw) {
			t.Fatalf("message %d does not depend on the seed", i)
		}
		if s.Envelope.InReplyTo != "" {
			replies++
		}
		charsets[s.Charset]++
	}
	if replies < 40 || replies > 120 || len(charsets) < 8 {
		t.Errorf("%d replies, charsets %v", replies, charsets)
	}
}

func TestCorpusTellsTheTruth(t *testing.T) {
	decoder := mime.WordDecoder{CharsetReader: gomessage.Reader}
	for s := range NewCorpus(1, 500).All() {
		m, err := netmail.ReadMessage(bytes.NewReader(s.Raw))
		if err != nil {
			t.Fatal(err)
		}
		subject, err := decoder.DecodeHeader(m.Header.Get("Subject"))
		if err != nil || subject != s.Envelope.Subject {
			t.Errorf("subject %q, want %q (%v)", subject, s.Envelope.Subject, err)
		}
		parser := netmail.AddressParser{WordDecoder: &decoder}
		from, err := parser.Parse(m.Header.Get("From"))
		if err != nil || from.Name != s.Envelope.Sender().Name || from.Address != s.Envelope.Sender().Spec() {
			t.Errorf("from %v, want %v (%v)", from, s.Envelope.Sender(), err)
		}
		body, err := io.ReadAll(m.Body)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(m.Header.Get("Content-Type"), "text/plain") && m.Header.Get("Content-Transfer-Encoding") == "8bit" {
			r, err := gomessage.Reader(s.Charset, bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(r)
			if got := strings.ReplaceAll(string(text), "\r\n", "\n"); err != nil || got != s.Text {
				t.Errorf("text in %s differs (%v):\n%q\n%q", s.Charset, err, got, s.Text)
			}
		}
		for line := range bytes.SplitSeq(s.Raw, []byte("\r\n")) {
			if len(line) > 998 {
				t.Errorf("a line of %d bytes in %s", len(line), s.Envelope.MessageID)
			}
		}
	}
}

func TestDovecotServesACorpus(t *testing.T) {
	r := Dovecot(t)
	corpus := NewCorpus(3, 300)
	if n := r.Deliver("ada", "INBOX", corpus.All()); n != 300 {
		t.Fatalf("delivered %d", n)
	}
	r.Deliver("ada", "Archive/2025", NewCorpus(4, 5).All())
	c := dialReal(t, r, r.Server(mail.TLS))
	c.say("a LOGIN ada pw", "a OK")
	if got := c.say("b STATUS Archive/2025 (MESSAGES)", "* STATUS"); !strings.Contains(got, "MESSAGES 5") {
		t.Errorf("Archive/2025: %s", got)
	}
	c.say("c SELECT INBOX", "c OK")
	for _, i := range []int{0, 1, 150, 299} {
		want := corpus.At(i)
		got := c.say(fmt.Sprintf("d FETCH %d (UID FLAGS RFC822.SIZE BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])", i+1), "Message-ID:")
		if got != "Message-ID: <"+want.Envelope.MessageID+">" {
			t.Errorf("message %d is %s, want %s", i, got, want.Envelope.MessageID)
		}
		c.say("", "d OK")
		got = c.say(fmt.Sprintf("e FETCH %d (FLAGS RFC822.SIZE INTERNALDATE)", i+1), "* ")
		for _, part := range append(want.Flags.Wire(), fmt.Sprintf("RFC822.SIZE %d", len(want.Raw)), want.Received.Format("02-Jan-2006 15:04:05")) {
			if !strings.Contains(got, part) {
				t.Errorf("message %d: %s lacks %s", i, got, part)
			}
		}
		c.say("", "e OK")
	}
	// Dovecot ends the connection when a stored size is wrong, so reading every body checks every name.
	c.say("f FETCH 1:* BODY.PEEK[]", "f OK")
}

func BenchmarkCorpus(b *testing.B) {
	corpus := NewCorpus(1, 20000)
	var sizes []int
	for i := range b.N {
		sizes = append(sizes, len(corpus.At(i%corpus.Len()).Raw))
	}
	slices.Sort(sizes)
	b.ReportMetric(float64(sizes[len(sizes)/2]), "median-bytes")
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)*20000/float64(time.Second), "s/20000")
}
