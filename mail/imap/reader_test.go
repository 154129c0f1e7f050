package imap

import (
	"bufio"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"letterbox/mail"
)

func readerOf(wire string) *reader {
	r := &reader{in: bufio.NewReaderSize(strings.NewReader(wire), 64), limits: Limits{Line: 1000, Literal: 100, Body: 1000, Answer: 5000, Depth: 10}.filled()}
	r.begin(&command{})
	return r
}

func TestReaderTakesResponsesApart(t *testing.T) {
	r := readerOf("* 1 FETCH (BODY[] {3}\r\n)\r\n X ~{2+}\r\nab)\n\r\nL1 OK done {x}\r\n* LIST () NIL {0}\r\n\r\n")
	want := []struct {
		text  string
		spans []span
	}{
		{"* 1 FETCH (BODY[] )\r\n X ab)", []span{{18, 21}, {24, 26}}},
		{"", nil},
		{"L1 OK done {x}", nil},
		{"* LIST () NIL ", []span{{14, 14}}},
	}
	for _, w := range want {
		got, err := r.next()
		if err != nil || string(got.text) != w.text || !slices.Equal(got.spans, w.spans) {
			t.Errorf("got %q %v %v, want %q %v", got.text, got.spans, err, w.text, w.spans)
		}
	}
	if _, err := r.next(); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("at the end: %v", err)
	}
}

func TestReaderLimits(t *testing.T) {
	isLimit := func(err error) bool { return errors.As(err, new(limitError)) }
	isSyntax := func(err error) bool { return errors.As(err, new(syntaxError)) }
	isCut := func(err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) }
	cases := map[string]struct {
		wire string
		want func(error) bool
	}{
		"line":              {"* " + strings.Repeat("x", 2000), isLimit},
		"depth":             {"* " + strings.Repeat("(", 20) + "\r\n", isLimit},
		"literal":           {"* LIST () NIL {101}\r\n", isLimit},
		"huge literal":      {"* 1 FETCH (BODY[] {9000000000000000000}\r\n", isLimit},
		"negative literal":  {"* 1 FETCH (BODY[] {-1}\r\n", isSyntax},
		"hexadecimal":       {"* 1 FETCH (BODY[] {0x10}\r\n", isSyntax},
		"exponent":          {"* 1 FETCH (BODY[] {1e9}\r\n", isSyntax},
		"too many digits":   {"* 1 FETCH (BODY[] {99999999999999999999}\r\n", isSyntax},
		"literal in status": {"* OK {5}\r\nhello\r\n", isSyntax},
		"cut literal":       {"* LIST () NIL {10}\r\nabc", isCut},
	}
	for name, c := range cases {
		_, err := readerOf(c.wire).next()
		if !c.want(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReaderLimitsAWholeAnswer(t *testing.T) {
	r := readerOf(strings.Repeat("* OK x\r\n", 1000))
	for {
		if _, err := r.next(); err != nil {
			if limit := (limitError{}); !errors.As(err, &limit) {
				t.Errorf("got %v", err)
			}
			return
		}
	}
}

func TestReaderCutsLargeLiteralsOnRequest(t *testing.T) {
	r := readerOf("* 1 FETCH (BODY[] {150}\r\n" + strings.Repeat("x", 150) + ")\r\nL1 OK\r\n")
	r.begin(&command{trim: true})
	got, err := r.next()
	if err != nil || len(got.spans) != 1 || got.spans[0].end-got.spans[0].start != 100 {
		t.Errorf("got %v %v", got.spans, err)
	}
	if got, err = r.next(); err != nil || string(got.text) != "L1 OK" {
		t.Errorf("then %q %v", got.text, err)
	}
}

func FuzzResponses(f *testing.F) {
	for _, seed := range []string{
		"* 1 FETCH (UID 1 FLAGS (\\Seen) BODY[HEADER.FIELDS (DATE)] {3}\r\nabc INTERNALDATE \"x\")\r\n",
		"* LIST (\\Sent) \"/\" \"a\\\"b\"\r\n* STATUS INBOX (MESSAGES 1 X (2))\r\n", "* ESEARCH (TAG \"x\") UID ALL 1:3,9:7\r\n",
		"* VANISHED (EARLIER) 1:3,9:4294967295\r\n* VANISHED 5\r\n* OK [COPYUID 7 1:3,5 9:12] x\r\n* OK [APPENDUID 7 9] x\r\n",
		"* 1 FETCH (BODY[]<99> {2}\r\nab X-GM-LABELS (\\Inbox \"a b\" {2}\r\n() X-GM-MSGID 5)\r\n",
		"* SEARCH 1 2 3\r\n* OK [UIDNEXT 5] x\r\n", "* 1 FETCH (BODY[ \"\r\n", "* LIST () NIL {2}\r\n()\r\n+ go\r\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, wire string) {
		r := readerOf(wire)
		for range 100 {
			resp, err := r.next()
			if err != nil {
				return
			}
			st, _ := parseStatus(resp.text)
			checkPlaces(t, st)
			u, ok := parseUntagged(resp)
			if !ok {
				continue
			}
			start := *u.cursor
			for _, parse := range []func(){
				func() { parseFetch(u) },
				func() { parseList(u) },
				func() { parseStatusItems(u) },
				func() { parseVanished(u) },
				func() { eachNumber(u, func(a, b uint32) error { return nil }) },
				func() { eachRange(u, func(a, b uint32) error { return nil }) },
			} {
				*u.cursor = start
				parse()
			}
		}
	})
}

// checkPlaces reads where messages went out of anything.
func checkPlaces(t *testing.T, st status) {
	t.Helper()
	const most = 50
	parseAppendUID(st)
	_, from, to, ok := parseCopyUID(st.arg, most)
	if ok && (len(from) != len(to) || len(from) > most || len(from) == 0 || slices.Contains(from, 0) || slices.Contains(to, 0)) {
		t.Errorf("%q is read as %v to %v", st.arg, from, to)
	}
}

// FuzzNames writes names and reads them back.
func FuzzNames(f *testing.F) {
	f.Add("项目/测试 & more 😀")
	f.Add("a&-b\x00\xff")
	f.Fuzz(func(t *testing.T, name string) {
		wire := encodeUTF7(name)
		if !isASCII(wire) || !quotable(wire) && len(wire) <= 1000 {
			t.Errorf("%q is written %q", name, wire)
		}
		if strings.Contains(name, "\uFFFD") || !utf8.ValidString(name) {
			return
		}
		if back, err := decodeUTF7(wire); err != nil || back != name {
			t.Errorf("%q is written %q and read %q, %v", name, wire, back, err)
		}
	})
}

// FuzzHeaderID takes a Message-ID out of anything.
func FuzzHeaderID(f *testing.F) {
	f.Add([]byte("Message-ID: <a@b>\r\n\r\n"))
	f.Add([]byte("X: y\r\nmessage-id:\r\n <a\r\n\t@b>\r\nZ: \r\n"))
	f.Fuzz(func(t *testing.T, header []byte) {
		if id := idIn(header); strings.ContainsAny(id, " \t\r\n") {
			t.Errorf("%q", id)
		}
	})
}

func FuzzReadable(f *testing.F) {
	f.Add("&UXZO1mWHTvZZOQ-/x")
	f.Add("a&b\xb7\xa2")
	f.Fuzz(func(t *testing.T, wire string) {
		if path := readable(wire); strings.ContainsAny(path, "\x00\r\n\x1b") || strings.ToValidUTF8(path, "") != path {
			t.Errorf("%q reads %q", wire, path)
		}
	})
}

func TestSets(t *testing.T) {
	set := newSet([]Range{{First: 9, Last: 0}, {First: 1, Last: 3}, {First: 4, Last: 5}, {First: 7, Last: 6}})
	texts, _ := set.parts()
	if len(texts) != 1 || texts[0] != "1:5,9:*" {
		t.Errorf("got %q", texts)
	}
	for uid, want := range map[mail.UID]bool{0: false, 1: true, 5: true, 6: false, 8: false, 9: true, 4294967295: true} {
		if set.contains(uid) != want {
			t.Errorf("contains %d: %v", uid, !want)
		}
	}
	var many []mail.UID
	for i := range mail.UID(5000) {
		many = append(many, 1000000+2*i)
	}
	texts, parts := setOf(many).parts()
	total := 0
	for i, text := range texts {
		if total += len(parts[i]); len(text) > setWidth {
			t.Errorf("%d bytes", len(text))
		}
	}
	if total != len(many) {
		t.Errorf("%d of %d", total, len(many))
	}
}
