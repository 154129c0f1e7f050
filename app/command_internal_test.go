package app

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/ui/words"
)

func TestImportPutsNothingThereTwice(t *testing.T) {
	d := newDesk(t)
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	one := "From: a@example.org\nMessage-ID: <1@example.org>\nSubject: one\n\nhello\n"
	bare := "From: a@example.org\nSubject: no id\n\nhello\n"
	files := []string{
		file("one.eml", one), file("again.eml", strings.ReplaceAll(one, "\n", "\r\n")), file("changed.eml", one+"more\n"),
		file("bare.eml", bare), file("bare2.eml", bare+"\n\n"), file("bare3.eml", bare+"more\n"),
	}
	got := d.verb(words.EN, "import", append([]string{"--json"}, files...)...).result(t)
	if got["messages"] != 4.0 || got["already"] != 2.0 {
		t.Errorf("first: %v", got)
	}
	again := d.verb(words.EN, "import", files...)
	if !strings.Contains(again.out, "6 more messages were already there") || len(d.in(mail.RoleInbox)) != 4 {
		t.Errorf("second: %+v, %d messages", again, len(d.in(mail.RoleInbox)))
	}
}

// TestOutboxSpeaksLikeTheWindow names states in words and every recipient that was refused.
func TestOutboxSpeaksLikeTheWindow(t *testing.T) {
	d := newDesk(t)
	store := d.house.store
	out := mail.Outgoing{Account: d.account.ID, MessageID: "x@corp.example", Subject: "budget", ReversePath: d.account.Address}
	refused := &mail.Problem{Code: mail.RecipientRejected, Class: "RCPT_UNKNOWN"}
	var verdicts []mail.RecipientVerdict
	for i, local := range []string{"a", "b", "c", "d", "e", "f", "g"} {
		a := mail.Address{Local: local, Domain: "example.org"}
		out.ForwardPaths = append(out.ForwardPaths, mail.ForwardPath{Address: a})
		v := mail.RecipientVerdict{Address: a}
		if i > 0 {
			v.Problem = refused
		}
		verdicts = append(verdicts, v)
	}
	o, err := store.Enqueue(t.Context(), out, []byte("raw"), 0)
	id := must(t, o, err).ID
	if s := d.verb(words.EN, "outbox"); !strings.Contains(s.out, words.T(words.EN, words.OutboxSoon)) || !strings.Contains(s.out, "3 more recipients") {
		t.Errorf("queued: %q", s.out)
	}
	if _, err := store.BeginSending(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if err := store.SettleOutgoing(t.Context(), id, mail.Outcome{State: mail.OutgoingFailed, Problem: refused, Verdicts: verdicts}); err != nil {
		t.Fatal(err)
	}
	s := d.verb(words.ZH, "outbox")
	if !strings.Contains(s.out, words.T(words.ZH, words.OutboxPartly, 6)) || strings.Contains(s.out, "failed") {
		t.Errorf("failed: %q", s.out)
	}
	for _, v := range verdicts[1:] {
		if !strings.Contains(s.out, v.Address.Spec()+"：") {
			t.Errorf("%s is not named in %q", v.Address.Spec(), s.out)
		}
	}
}

// TestRecallLeavesOutWhoHasIt takes back what is left of a message that some people have: the draft is to the others.
func TestRecallLeavesOutWhoHasIt(t *testing.T) {
	d := newDesk(t)
	c, err := d.writer.Save(t.Context(), mail.Composition{Account: d.account.ID, From: d.account.Address, MessageID: "x@corp.example", To: "a@example.org, b@example.org", Bcc: "c@example.org, d@example.org", Text: "x"})
	c = must(t, c, err)
	o, err := d.writer.enqueue(t.Context(), c, 0)
	id := must(t, o, err).ID
	store := d.house.store
	if _, err := store.BeginSending(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	has := []mail.Address{{Local: "a", Domain: "example.org"}, {Local: "c", Domain: "example.org"}}
	if err := store.SettleOutgoing(t.Context(), id, mail.Outcome{State: mail.OutgoingQueued, Taken: has}); err != nil {
		t.Fatal(err)
	}
	left, err := store.Outbox(t.Context(), 0)
	if left = must(t, left, err); !slices.Equal(left[0].Taken, has) || len(left[0].Rest()) != 2 {
		t.Errorf("%+v", left[0])
	}
	draft, err := d.outbox.Recall(t.Context(), id)
	if draft = must(t, draft, err); draft.To != "b@example.org" || draft.Bcc != "d@example.org" {
		t.Errorf("the draft goes to %q and %q", draft.To, draft.Bcc)
	}
}

// TestSizeIsKnownBeforeQueueing refuses a message that the server is known not to take; the draft stays.
func TestSizeIsKnownBeforeQueueing(t *testing.T) {
	d := newDesk(t)
	send := func() error {
		c := mail.Composition{Account: d.account.ID, From: d.account.Address, To: "a@example.org", Text: strings.Repeat("x", 4000)}
		_, err := d.writer.enqueue(t.Context(), c, time.Minute)
		return err
	}
	d.house.noteLimit(t.Context(), d.account.ID, 0)
	if err := send(); err != nil {
		t.Fatal(err)
	}
	d.house.noteLimit(t.Context(), d.account.ID, 2000)
	if p := mail.ProblemOf(send()); p == nil || p.Class != "SIZE_LIMIT" || p.Facts[mail.FactLimit] != "2000" || p.Server.Host == "" {
		t.Errorf("got %+v", p)
	}
	drafts, err := d.writer.Drafts(t.Context(), d.account.ID)
	if len(must(t, drafts, err)) != 1 {
		t.Errorf("%d drafts are left", len(drafts))
	}
	if err := d.house.store.SetSetting(t.Context(), sizeLimitKey(d.account.ID), "2000 1000"); err != nil {
		t.Fatal(err)
	}
	if err := send(); err != nil {
		t.Errorf("what was said long ago counts: %v", err)
	}
}
