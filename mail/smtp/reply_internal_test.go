package smtp

import (
	"bufio"
	"bytes"
	"reflect"
	"strings"
	"testing"
)

func TestExtensionsAreReadGenerously(t *testing.T) {
	got := extensions([]string{"smtp.corp.example Hello", "size 1000", "auth=LOGIN plain", "AUTH XOAUTH2", "StartTLS", ""})
	want := map[string][]string{"SIZE": {"1000"}, "AUTH": {"LOGIN", "PLAIN", "XOAUTH2"}, "STARTTLS": nil}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v", got)
	}
	if len(extensions(nil)) != 0 {
		t.Error("extensions of nothing")
	}
}

func TestReadReply(t *testing.T) {
	for _, test := range []struct {
		raw, enhanced, text string
		code                int
	}{
		{"250 OK\r\n", "", "OK", 250},
		{"250\r\n", "", "", 250},
		{"535-5.7.8 Username and\r\n535 5.7.8  Password not accepted\n", "5.7.8", "Username and Password not accepted", 535},
		{"535 5.7.8\r\n", "5.7.8", "", 535},
		{"550 5.7.1.You must check\r\n", "5.7.1", "You must check", 550},
		{"421 5.7.1 the classes differ\r\n", "", "5.7.1 the classes differ", 421},
		{"535 1.2.3.4 is not an enhanced code\r\n", "", "1.2.3.4 is not an enhanced code", 535},
		{"550 \x1b[31mred\u202e\r\n", "", `\x1b[31mred\u{202e}`, 550},
	} {
		r, err := readReply(bufio.NewReader(strings.NewReader(test.raw)))
		if err != nil || r.code != test.code || r.enhanced != test.enhanced || r.text != test.text {
			t.Errorf("%q: %d %q %q %v", test.raw, r.code, r.enhanced, r.text, err)
		}
	}
	for _, raw := range []string{"", "25", "hello\r\n", "250", "250-a\r\n", "250-a\r\n251 b\r\n", "199 x\r\n", "2500 x\r\n"} {
		if r, err := readReply(bufio.NewReader(strings.NewReader(raw))); err == nil {
			t.Errorf("%q was read as %+v", raw, r)
		}
	}
}

func FuzzReadReply(f *testing.F) {
	f.Add([]byte("535-5.7.8 a\r\n535 5.7.8 b\r\n"))
	f.Add([]byte("250-\xd7\xf7\r\n250"))
	f.Add([]byte("\x00\n\n99"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := readReply(bufio.NewReader(bytes.NewReader(raw)))
		if err == nil && (r.code < 200 || r.code > 599 || len(r.text) > maxReply || strings.ContainsAny(r.text, "\r\n\x00")) {
			t.Fatalf("%+v", r)
		}
	})
}
