package engine_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/engine"
	"letterbox/mail/mailtest"
)

// work queues one of everything, for messages named after run, and returns where they must be in the end.
func (f *field) work(run string) map[string][]string {
	f.t.Helper()
	name := func(what string) string { return run + "-" + what }
	other := f.direct()
	inboxAtServer := mail.Folder{Path: "INBOX", Wire: "INBOX"}
	for _, what := range []string{"flag", "move", "copy", "delete", "chain"} {
		_, _, err := other.Append(f.t.Context(), inboxAtServer, 0, time.Time{}, letter(name(what)))
		f.must(err)
	}
	_ = other.Close()
	f.sync()

	inbox, archive := f.folder("INBOX"), f.folder("Archive")
	one := func(what string) []mail.MessageID { return []mail.MessageID{f.messageWith(inbox, name(what))} }
	f.do(mail.SetFlags{Folder: inbox.ID, Messages: one("flag"), Add: mail.Flagged})
	f.do(mail.Copy{Folder: inbox.ID, Messages: one("copy"), To: archive.ID})
	f.do(mail.Delete{Folder: inbox.ID, Messages: one("delete")})
	f.do(mail.Move{Folder: inbox.ID, Messages: one("move"), To: archive.ID})
	chain := one("chain")
	f.do(mail.Move{Folder: inbox.ID, Messages: chain, To: archive.ID})
	f.do(mail.SetFlags{Folder: archive.ID, Messages: chain, Add: mail.Seen})
	f.do(mail.Move{Folder: archive.ID, Messages: chain, To: f.folder("Trash").ID})
	kept := readLocal(letter(name("append")))
	kept.Flags, kept.Received = mail.Seen, time.Unix(1_790_000_000, 0)
	_, _, err := f.store.KeepMessage(f.t.Context(), archive.ID, kept)
	f.must(err)
	return map[string][]string{
		name("flag") + "@corp.example":   {`INBOX \Flagged`},
		name("copy") + "@corp.example":   {"Archive ", "INBOX "},
		name("move") + "@corp.example":   {"Archive "},
		name("chain") + "@corp.example":  {`Trash \Seen`},
		name("append") + "@corp.example": {`Archive \Seen`},
	}
}

// interrupted runs one round that is cut at a line, and reports whether it came that far.
func (f *field) interrupted(proxy *mailtest.Proxy, at int, after bool) bool {
	cut := false
	proxy.Watch(at, after, func(sever func()) {
		cut = true
		sever()
	})
	_, _ = f.engine.Once(f.t.Context(), f.account, engine.Bodies, func(engine.Progress) {}) // how it ends is what is looked at
	proxy.Watch(0, false, nil)
	return cut
}

// sides says on which side of each line connections are cut: before it. After it is all but the same as before the next
// one, so that it is left to make torture.
func sides() []bool {
	if os.Getenv("LETTERBOX_TORTURE") != "" {
		return []bool{false, true}
	}
	return []bool{false}
}

// stride is how far apart the lines are at which a conversation is cut: every line in make torture, else every so many.
func stride(otherwise int) int {
	if os.Getenv("LETTERBOX_TORTURE") != "" {
		return 1
	}
	return otherwise
}

// TestPushCutAtEveryLine has every kind of operation pushed over a connection that is cut at its first line, then at
// its second, and so on to the last: nothing is lost, nothing is doubled, and cache and server agree in the end.
func TestPushCutAtEveryLine(t *testing.T) {
	t.Parallel()
	for _, after := range sides() {
		t.Run(fmt.Sprintf("after=%v", after), func(t *testing.T) {
			f := newField(t)
			f.sync()
			for at := 1; ; at += stride(9) {
				run := fmt.Sprintf("r%d", at)
				want := f.work(run)
				reached := f.interrupted(f.incoming, at, after)
				f.sync()
				f.settled(run, want, run+"-delete@corp.example")
				if !reached || t.Failed() {
					t.Logf("cut at lines up to %d, every %d", at, stride(9))
					return
				}
			}
		})
	}
}

// enqueue puts a message into the outbox.
func (f *field) enqueue(id string) mail.OutgoingID {
	f.t.Helper()
	ben := mail.Address{Local: "ben", Domain: "corp.example"}
	o, err := f.store.Enqueue(f.t.Context(), mail.Outgoing{
		Account: f.account.ID, MessageID: id + "@corp.example", ReversePath: f.account.Address,
		ForwardPaths: []mail.ForwardPath{{Address: ben}}, Subject: id,
	}, letter(id), 0)
	f.must(err)
	return o.ID
}

// TestSendCutAtEveryLine has a message submitted over a connection that is cut at its first line, then at its second,
// and so on: it is taken at most once, what the outbox says is true, and its copy lies in Sent once if it was sent.
func TestSendCutAtEveryLine(t *testing.T) {
	t.Parallel()
	for _, after := range sides() {
		t.Run(fmt.Sprintf("after=%v", after), func(t *testing.T) {
			f := newField(t)
			f.sync()
			unknown := 0
			for at := 1; ; at += stride(3) {
				id := fmt.Sprintf("s%d", at)
				number := f.enqueue(id)
				reached := f.interrupted(f.outgoing, at, after)
				f.sync()
				f.sync()
				if f.judgeSent(id, f.outgoingWith(number)) {
					unknown++
				}
				if !reached || t.Failed() {
					t.Logf("cut at lines up to %d, every %d: %d times the fate was unknown", at, stride(3), unknown)
					return
				}
			}
		})
	}
}
