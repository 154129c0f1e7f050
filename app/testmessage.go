package app

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"mime"
	"slices"
	"strings"
	"time"

	"letterbox/mail"
	"letterbox/mail/sasl"
	"letterbox/ui/words"
)

// postman sends the test message of a diagnosis. It stores nothing: the message is to come back by itself.
type postman struct{ house *house }

// SendTest returns what the server said when it took the message, and in words whether it came back.
func (p postman) SendTest(ctx context.Context, account mail.Account, cred mail.Credential, language string) (string, error) {
	if err := p.house.permits(account); err != nil {
		return "", err
	}
	id := newTestID()
	raw := testMessage(account.Address, words.Language(language), id, time.Now())
	to := account.Address
	to.Name = ""
	out := mail.Outbound{
		ReversePath: to, ForwardPaths: []mail.ForwardPath{{Address: to}},
		Content: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(raw)), nil },
	}
	receipt, err := sasl.WithToken(cred, nil, func(cred mail.Credential, note func(mail.Check)) (mail.Receipt, error) {
		return p.house.smtpFor(account.Outgoing).Submit(ctx, account.Outgoing, cred, out, note)
	})
	if err != nil {
		return "", err
	}
	return joinFinding(receipt.Reply, p.await(ctx, account, id, words.Language(language))), nil
}

func joinFinding(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

// newTestID returns a Message-ID without angle brackets.
func newTestID() string {
	var id [16]byte
	_, _ = rand.Read(id[:]) // never fails
	return hex.EncodeToString(id[:]) + "@letterbox.invalid"
}

// testMessage writes a message of an address to itself, in ASCII but for the address.
func testMessage(address mail.Address, lang words.Language, id string, now time.Time) []byte {
	var raw bytes.Buffer
	for _, field := range [][2]string{
		{"From", "<" + address.Spec() + ">"},
		{"To", "<" + address.Spec() + ">"},
		{"Subject", mime.BEncoding.Encode("utf-8", words.T(lang, words.TestSubject))},
		{"Date", now.Format(time.RFC1123Z)},
		{"Message-ID", "<" + id + ">"},
		{"Auto-Submitted", "auto-generated"},
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=utf-8"},
		{"Content-Transfer-Encoding", "base64"},
	} {
		fmt.Fprintf(&raw, "%s: %s\r\n", field[0], field[1])
	}
	text := base64.StdEncoding.EncodeToString([]byte(words.T(lang, words.TestText) + "\r\n"))
	for raw.WriteString("\r\n"); len(text) > 0; {
		line := text[:min(len(text), 76)] // RFC 2045 section 6.8
		text = text[len(line):]
		raw.WriteString(line + "\r\n")
	}
	return raw.Bytes()
}
