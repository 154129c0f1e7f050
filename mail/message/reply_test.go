package message

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

var plainWording = Wording{
	Wrote:     func(name string, at time.Time) string { return name + " wrote " + at.Format(time.DateOnly) + ":" },
	Forwarded: "---- Forwarded ----", From: "From: ", Date: "Date: ", Subject: "Subject: ", To: "To: ", Cc: "Cc: ",
	Stamp: func(at time.Time) string { return at.Format(time.DateOnly) }, Reply: "Re: ", Forward: "Fwd: ",
}

func addressesOf(t *testing.T, typed string) []mail.Address {
	t.Helper()
	list, invalid := ReadAddresses(typed)
	if invalid != "" {
		t.Fatalf("%q is no address", invalid)
	}
	return list
}

func TestReplyGoesTo(t *testing.T) {
	for _, c := range []struct {
		what, from, replyTo, to, cc string
		all                         bool
		wantTo, wantCc              string
	}{
		{what: "sender", from: "Ann <ann@x.org>", to: "me@x.org, bob@x.org", wantTo: "Ann <ann@x.org>"},
		{what: "reply-to", from: "ann@x.org", replyTo: "list@x.org", to: "me@x.org", wantTo: "list@x.org"},
		{what: "all", from: "ann@x.org", to: "ME@x.org, Bob <bob@x.org>, ann@X.org", cc: "bob@x.org, eve@x.org, other@me.org", all: true, wantTo: "ann@x.org, Bob <bob@x.org>", wantCc: "eve@x.org"},
		{what: "own message", from: "me@x.org", to: "bob@x.org", cc: "eve@x.org", wantTo: "bob@x.org"},
		{what: "own message, all", from: "me@x.org", to: "bob@x.org", cc: "eve@x.org", all: true, wantTo: "bob@x.org", wantCc: "eve@x.org"},
		{what: "message to oneself", from: "me@x.org", to: "me@x.org", all: true, wantTo: "me@x.org"},
		{what: "name with a comma", from: `"Doe, John" <j@x.org>`, to: "me@x.org", wantTo: `"Doe, John" <j@x.org>`},
		{what: "international domain", from: "a@例子.测试", to: "b@xn--fsqu00a.xn--0zwm56d", cc: "a@xn--fsqu00a.xn--0zwm56d", all: true, wantTo: "a@例子.测试, b@xn--fsqu00a.xn--0zwm56d"},
	} {
		original := mail.Message{Envelope: mail.Envelope{
			From: addressesOf(t, c.from), ReplyTo: addressesOf(t, c.replyTo), To: addressesOf(t, c.to), Cc: addressesOf(t, c.cc),
		}}
		got := Reply(original, mail.Body{}, addressesOf(t, "me@x.org, other@me.org"), c.all, plainWording)
		if got.To != c.wantTo || got.Cc != c.wantCc {
			t.Errorf("%s: to %q, cc %q, want %q, %q", c.what, got.To, got.Cc, c.wantTo, c.wantCc)
		}
	}
}

func TestReplyKeepsTheConversation(t *testing.T) {
	original := mail.Message{ID: 7, Account: 3, Envelope: mail.Envelope{
		From: []mail.Address{{Name: "张三", Local: "z", Domain: "x.org"}}, Subject: "RE: 回复：Re[2]: 报告", MessageID: "c@x",
		References: []string{"a@x", "b@x"}, Date: composed,
	}}
	got := Reply(original, mail.Body{Text: "hello\n> old\n\nbye\n-- \nsignature\n"}, nil, true, plainWording)
	want := mail.Composition{
		Account: 3, To: "张三 <z@x.org>", Subject: "Re: 报告", InReplyTo: "c@x", References: []string{"a@x", "b@x", "c@x"},
		Purpose: mail.Purpose{Kind: mail.PurposeReplyAll, Message: 7},
		Text:    "\n\n张三 wrote 2026-11-18:\n> hello\n>> old\n>\n> bye\n",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for range 100 {
		original.Envelope.References = append(original.Envelope.References, "n@x")
	}
	if got := Reply(original, mail.Body{}, nil, false, plainWording); len(got.References) != mostReferences+1 || got.References[0] != "a@x" || got.References[mostReferences] != "c@x" {
		t.Errorf("references %q", got.References)
	}
}

func TestForward(t *testing.T) {
	original := mail.Message{ID: 7, Envelope: mail.Envelope{
		From: addressesOf(t, "Ann <ann@x.org>"), To: addressesOf(t, "me@x.org"), Cc: addressesOf(t, "eve@x.org"), Subject: "Fwd: 转发: x", Date: composed,
	}}
	got := Forward(original, mail.Body{Text: "hello\n-- \nAnn\n"}, plainWording)
	if got.Subject != "Fwd: x" || got.To != "" || got.Purpose != (mail.Purpose{Kind: mail.PurposeForward, Message: 7}) {
		t.Errorf("%+v", got)
	}
	want := "\n\n---- Forwarded ----\nFrom: Ann <ann@x.org>\nDate: 2026-11-18\nSubject: Fwd: 转发: x\nTo: me@x.org\nCc: eve@x.org\n\nhello\n-- \nAnn\n"
	if got.Text != want {
		t.Errorf("text %q, want %q", got.Text, want)
	}
}

func TestBareSubject(t *testing.T) {
	for subject, want := range map[string]string{
		"Re: a": "a", "RE:re: FW: a": "a", "回复：答复: 转发：a": "a", "Re[2]: a": "a", "AW: SV: WG: a": "a", "Re (3): a": "a",
		"Report: a": "Report: a", "re": "re", "Re:": "", "Reply: a": "Reply: a", "  Re : a": "a", "回复a": "回复a", "Re^2: a": "a",
	} {
		if got := BareSubject(subject); got != want {
			t.Errorf("%q: %q, want %q", subject, got, want)
		}
	}
}

func TestSignature(t *testing.T) {
	if got := Sign("", "Ann\n"); got != "\n\n-- \nAnn\n" {
		t.Errorf("%q", got)
	}
	if got := Sign("x\n", " \n"); got != "x\n" {
		t.Errorf("%q", got)
	}
	if got := withoutSignature("a\n> -- \n> old\nb\n-- \nsig"); got != "a\n> -- \n> old\nb" {
		t.Errorf("%q", got)
	}
}

// TestReplyIsReadAsWritten sends a reply through both directions: the quotation comes back with its marks.
func TestReplyIsReadAsWritten(t *testing.T) {
	long := strings.Repeat("words that are long enough to be broken ", 8)
	original := mail.Message{Envelope: mail.Envelope{From: addressesOf(t, "ann@x.org"), Subject: "x"}}
	c := Reply(original, mail.Body{Text: long + "\n> " + long + "\n"}, nil, false, plainWording)
	c.From = mail.Address{Local: "me", Domain: "x.org"}
	raw, err := Compose(c, nil, ComposeOptions{Date: composed})
	if err != nil {
		t.Fatal(err)
	}
	wireForm(t, raw)
	if got, want := strings.TrimRight(Parse(raw, Options{}).Body.Text, " \t\n"), textAsRead(c.Text); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
