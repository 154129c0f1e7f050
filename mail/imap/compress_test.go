package imap_test

import (
	"bytes"
	"compress/flate"
	"context"
	"io"
	"strings"
	"sync"
	"testing"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

// TestCompressAgainstRealServers reads, waits and changes through a compressed stream.
func TestCompressAgainstRealServers(t *testing.T) {
	for name, start := range realServers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			running := start(t)
			server := running.Server(mail.TLS)
			var trace syncBuffer
			dialer := dial.New(dial.Config{Roots: running.Roots(), Trace: func(mail.Server) dial.Tracer { return dial.TraceTo(&trace) }})
			s, err := imap.New(imap.Config{Dialer: dialer}).Open(t.Context(), server, running.Credential(server.Username), nil)
			must(t, err)
			defer s.Close()
			for range 2 {
				must(t, s.Compress(t.Context()))
			}
			c := newChanger(t, s)
			transfers(c)
			appends(c)
			watchBriefly(t, c)
			c.holds(mail.Folder{Wire: "INBOX"}, "one", "three")
			for _, want := range []string{"COMPRESS DEFLATE", "SELECT INBOX", "(UID BODY.PEEK[])"} {
				if !strings.Contains(trace.String(), want) {
					t.Errorf("the trace lacks %q", want)
				}
			}
			if strings.Contains(trace.String(), "Text of") {
				t.Error("the trace shows a message")
			}
		})
	}
}

// watchBriefly interrupts IDLE twice, once while news may be on the way.
func watchBriefly(t *testing.T, c changer) {
	t.Helper()
	for range 2 {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		must(t, c.Watch(ctx, func() {}))
	}
	if c.Broken() {
		t.Fatal("the watch broke the session")
	}
}

type syncBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.String()
}

// deflate packs text as a server does.
func deflate(t *testing.T, text string) string {
	t.Helper()
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	must(t, err)
	_, err = io.WriteString(w, text)
	must(t, err)
	must(t, w.Flush())
	return packed.String()
}

// TestCompressedAnswers takes what servers, and those who pretend to be one, send in a compressed stream.
func TestCompressedAnswers(t *testing.T) {
	bomb := func(unit string) string { return deflate(t, strings.Repeat(unit, 3<<20/len(unit))) }
	for name, c := range map[string]struct {
		reply string
		want  mail.Code
	}{
		"an answer that came with the consent": {"{tag} OK\r\n" + deflate(t, "* 5 EXISTS\r\nL0003 OK done\r\n"), ""},
		"a long line":                          {"{tag} OK\r\n" + bomb("x"), mail.LimitExceeded},
		"many lines":                           {"{tag} OK\r\n" + bomb("* OK still here\r\n"), mail.LimitExceeded},
		"no compressed stream":                 {"{tag} OK\r\n* OK what is this\r\n", mail.ProtocolViolation},
		"the end of the stream":                {"{tag} OK\r\n" + deflate(t, "* 5 EX") + "\x01\x00\x00\xff\xff", mail.ConnectionLost},
		"a refusal":                            {"{tag} NO [COMPRESSIONACTIVE] no\r\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := mailtest.IMAP(t, mailtest.IMAPFaults(
				mailtest.Fault{On: "AUTHENTICATE", Reply: "{tag} OK [CAPABILITY IMAP4rev1 COMPRESS=DEFLATE] in\r\n"},
				mailtest.Fault{On: "COMPRESS", Reply: c.reply},
				mailtest.Fault{On: "NOOP", Reply: "{tag} OK\r\n"},
			))
			s := open(t, server)
			must(t, s.Compress(t.Context()))
			if got := codeOf(s.Noop(t.Context())); got != c.want {
				t.Errorf("code %q, want %q", got, c.want)
			}
		})
	}
}

// TestCompressIsNotAskedForWhereItIsNotOffered leaves such a stream as it is.
func TestCompressIsNotAskedForWhereItIsNotOffered(t *testing.T) {
	server := mailtest.IMAP(t)
	s := open(t, server)
	must(t, s.Compress(t.Context()))
	for _, said := range server.Said() {
		if strings.Contains(said.Line, "COMPRESS") {
			t.Errorf("said %q", said.Line)
		}
	}
}
