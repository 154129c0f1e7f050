package mail_test

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"letterbox/mail"
)

func TestWithholdTakesThePasswordOutOfAProblem(t *testing.T) {
	cause := errors.New(`NO "pa\"ss word" is wrong`)
	p := &mail.Problem{Code: mail.AuthRejected, Reply: `bad password pa"ss word (cGEic3Mgd29yZA==)`, Err: cause}
	clean := mail.Password(`pa"ss word`).Withhold(p)
	if all := clean.Reply + clean.Error(); strings.Contains(all, "ss word") || strings.Contains(all, "cGEic3") || !strings.Contains(all, "bad password [redacted]") {
		t.Errorf("told: %s", all)
	}
	if !errors.Is(p.Err, cause) || clean.Code != mail.AuthRejected {
		t.Error("the problem itself was changed, or more than its words")
	}
	harmless := &mail.Problem{Reply: "locked", Err: cause}
	if got := mail.Password("secret").Withhold(harmless); got.Reply != "locked" || !errors.Is(got, cause) {
		t.Errorf("a problem without the password became %v", got)
	}
	for _, cred := range []mail.Credential{{}, mail.Password("a")} {
		if got := cred.Withhold(harmless); got != harmless {
			t.Errorf("%v", got)
		}
	}
	if mail.Password("secret").Withhold(nil) != nil {
		t.Error("nothing became a problem")
	}
}

// issued is a source that has one token.
type issued string

func (i issued) Token(context.Context) (string, error) { return string(i), nil }

func TestConcealTakesOutTheTokenThatWasGivenOut(t *testing.T) {
	const token = "EwBgA8l6BAAU-very.long_token-of-an-authority"
	cred := mail.Tokens(issued(token))
	if said := cred.Conceal("no " + token); said != "no "+token {
		t.Errorf("before it was given out: %q", said)
	}
	if _, err := cred.Reveal(t.Context()); err != nil {
		t.Fatal(err)
	}
	initial := base64.StdEncoding.EncodeToString([]byte("user=ada@corp.example\x01auth=Bearer " + token + "\x01\x01"))
	for _, text := range []string{token, "bad token " + token + ".", "in " + initial, "cut: " + token[:20], "cut: " + initial[:80]} {
		said := cred.Conceal(text)
		if !strings.Contains(said, "[redacted]") || strings.Contains(said, token[:12]) || strings.Contains(said, initial[60:80]) {
			t.Errorf("%q became %q", text, said)
		}
	}
	if said := cred.Conceal("harmless words"); said != "harmless words" {
		t.Errorf("%q", said)
	}
}
