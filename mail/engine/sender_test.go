package engine_test

import (
	"context"
	"io"
	"sync"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/engine"
	"letterbox/mail/imap"
)

// postOffice answers submissions by script, and remembers what it took.
type postOffice struct {
	mu     sync.Mutex
	script []error // of the next attempts; then everything is taken
	taken  []string
	tried  int
	hold   chan struct{} // nil, or attempts wait until it is closed
}

func (p *postOffice) submit(ctx context.Context, _ mail.Account, out mail.Outbound) (mail.Receipt, error) {
	if p.hold != nil {
		select {
		case <-p.hold:
		case <-ctx.Done():
			return mail.Receipt{}, mail.ProblemOf(ctx.Err())
		}
	}
	for range 2 { // once to measure it, once to send it
		if err := read(out); err != nil {
			return mail.Receipt{}, err
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tried++
	if len(p.script) > 0 {
		err := p.script[0]
		p.script = p.script[1:]
		if err != nil {
			return mail.Receipt{}, err
		}
	}
	p.taken = append(p.taken, out.ForwardPaths[0].Address.Spec())
	return mail.Receipt{Reply: "250 taken"}, nil
}

func read(out mail.Outbound) error {
	content, err := out.Content()
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }()
	_, err = io.Copy(io.Discard, content)
	return err
}

// office is a desk whose mail goes through a post office.
func office(t *testing.T, p *postOffice, savesSent bool) *desk {
	t.Helper()
	d := newDesk(t)
	if err := d.server.AddFolder("Sent", `\Sent`); err != nil {
		t.Fatal(err)
	}
	d.rebuild(p.submit, savesSent)
	d.once(engine.HeadersOnly)
	return d
}

func (d *desk) queue(id string) mail.OutgoingID {
	d.t.Helper()
	o, err := d.store.Enqueue(d.t.Context(), mail.Outgoing{
		Account: d.account.ID, MessageID: id + "@corp.example", ReversePath: d.account.Address,
		ForwardPaths: []mail.ForwardPath{{Address: mail.Address{Local: id, Domain: "corp.example"}}},
	}, letter(id), 0)
	if err != nil {
		d.t.Fatal(err)
	}
	return o.ID
}

func (d *desk) outgoing(id mail.OutgoingID) mail.Outgoing {
	d.t.Helper()
	all, err := d.store.Outbox(d.t.Context(), d.account.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, o := range all {
		if o.ID == id {
			return o
		}
	}
	d.t.Fatalf("message %d is not in the outbox", id)
	return mail.Outgoing{}
}

func TestWhatBecomesOfAnAttempt(t *testing.T) {
	problem := func(code mail.Code, retry mail.Retry) error {
		return &mail.Problem{Code: code, Stage: mail.StageSubmit, Retry: retry}
	}
	for _, c := range []struct {
		name   string
		err    error
		want   mail.OutgoingState
		copies int
	}{
		{"taken", nil, mail.OutgoingCopied, 1},
		{"recipient refused", problem(mail.RecipientRejected, mail.RetryAfterChange), mail.OutgoingFailed, 0},
		{"recipient put off", problem(mail.RecipientRejected, mail.RetryLater), mail.OutgoingQueued, 0},
		{"message refused", problem(mail.SendRefused, mail.RetryAfterChange), mail.OutgoingFailed, 0},
		{"too large", problem(mail.LimitExceeded, mail.RetryNever), mail.OutgoingFailed, 0},
		{"no network", problem(mail.Offline, mail.RetryLater), mail.OutgoingQueued, 0},
		{"sign-in refused", problem(mail.AuthRejected, mail.RetryAfterChange), mail.OutgoingQueued, 0},
		{"fate unknown", problem(mail.SendUnknown, mail.RetryNever), mail.OutgoingUnknown, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := office(t, &postOffice{script: []error{c.err}}, false)
			id := d.queue("ben")
			d.once(engine.HeadersOnly)
			o := d.outgoing(id)
			if o.State != c.want || o.Attempts != 1 || (o.Problem == nil) != (c.err == nil) {
				t.Errorf("%+v", o)
			}
			if o.State == mail.OutgoingQueued && !o.Due.After(time.Now()) {
				t.Errorf("tried again at %v", o.Due)
			}
			if n := d.count("Sent"); n != c.copies {
				t.Errorf("%d copies in Sent", n)
			}
		})
	}
}

func TestAServerThatKeepsCopiesGetsNone(t *testing.T) {
	d := office(t, &postOffice{}, true)
	id := d.queue("ben")
	d.once(engine.HeadersOnly)
	if o := d.outgoing(id); o.State != mail.OutgoingCopied || d.count("Sent") != 0 {
		t.Errorf("%s, %d copies", o.State, d.count("Sent"))
	}
}

// TestACopyInSentSettlesAnUnknownFate: the server took the message, stored a copy, and lost the connection before it
// could say so.
func TestACopyInSentSettlesAnUnknownFate(t *testing.T) {
	lost := &mail.Problem{Code: mail.SendUnknown, Stage: mail.StageSubmit, Retry: mail.RetryNever}
	d := office(t, &postOffice{script: []error{lost}}, false)
	if err := d.server.Append("Sent", letter("ben"), time.Now(), 0); err != nil {
		t.Fatal(err)
	}
	id := d.queue("ben")
	d.once(engine.HeadersOnly)
	if o := d.outgoing(id); o.State != mail.OutgoingCopied || d.count("Sent") != 1 {
		t.Errorf("%s, %d copies", o.State, d.count("Sent"))
	}
}

// TestWhatACrashLeft begins where a program that was killed stopped.
func TestWhatACrashLeft(t *testing.T) {
	for state, want := range map[mail.OutgoingState]mail.OutgoingState{
		mail.OutgoingSending: mail.OutgoingCopied, // nothing had left: it is sent now
		mail.OutgoingLeaving: mail.OutgoingUnknown,
		mail.OutgoingSent:    mail.OutgoingCopied,
	} {
		t.Run(string(state), func(t *testing.T) {
			p := &postOffice{}
			d := office(t, p, false)
			id := d.queue("ben")
			if _, err := d.store.BeginSending(t.Context(), id); err != nil {
				t.Fatal(err)
			}
			if state != mail.OutgoingSending {
				if err := d.store.SettleOutgoing(t.Context(), id, mail.Outcome{State: state}); err != nil {
					t.Fatal(err)
				}
			}
			d.once(engine.HeadersOnly)
			sent := 0
			if state == mail.OutgoingSending {
				sent = 1
			}
			if o := d.outgoing(id); o.State != want || p.tried != sent {
				t.Errorf("%s after %d attempts", o.State, p.tried)
			}
		})
	}
}

func TestNothingLeavesBeforeItIsDue(t *testing.T) {
	p := &postOffice{}
	d := office(t, p, false)
	o, err := d.store.Enqueue(t.Context(), mail.Outgoing{
		Account: d.account.ID, MessageID: "later@corp.example", Due: time.Now().Add(time.Hour),
		ForwardPaths: []mail.ForwardPath{{Address: d.account.Address}},
	}, letter("later"), 0)
	if err != nil {
		t.Fatal(err)
	}
	d.once(engine.HeadersOnly)
	if p.tried != 0 || d.outgoing(o.ID).State != mail.OutgoingQueued {
		t.Errorf("%d attempts, %s", p.tried, d.outgoing(o.ID).State)
	}
}

// TestTheOriginalIsMarkedAsAnswered also at the server.
func TestTheOriginalIsMarkedAsAnswered(t *testing.T) {
	d := office(t, &postOffice{}, false)
	d.append("INBOX", 1)
	d.once(engine.HeadersOnly)
	original := d.messages("INBOX")[0]
	_, err := d.store.Enqueue(t.Context(), mail.Outgoing{
		Account: d.account.ID, MessageID: "re@corp.example", ForwardPaths: []mail.ForwardPath{{Address: d.account.Address}},
		Purpose: mail.Purpose{Kind: mail.PurposeReply, Message: original.ID},
	}, letter("re"), 0)
	if err != nil {
		t.Fatal(err)
	}
	d.once(engine.HeadersOnly)
	if !d.messages("INBOX")[0].Flags.Has(mail.Answered) {
		t.Error("the original is not marked")
	}
	if pending, err := d.store.PendingOperations(t.Context(), d.account.ID); err != nil || len(pending) > 0 {
		t.Errorf("%d operations wait, %v", len(pending), err)
	}
}

// TestAccountsSendBesideEachOther has the submission of one account hang while the other one sends.
func TestAccountsSendBesideEachOther(t *testing.T) {
	stuck := &postOffice{hold: make(chan struct{})}
	d := office(t, stuck, true)
	other, err := d.store.AddAccount(t.Context(), mail.Account{Address: mail.Address{Local: "eve", Domain: "corp.example"}, Incoming: d.server.Server()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	free := &postOffice{}
	d.rebuild(func(ctx context.Context, a mail.Account, out mail.Outbound) (mail.Receipt, error) {
		if a.ID == other.ID {
			return free.submit(ctx, a, out)
		}
		return stuck.submit(ctx, a, out)
	}, true)
	d.queue("ben")
	if _, err := d.store.Enqueue(t.Context(), mail.Outgoing{
		Account: other.ID, MessageID: "eve@corp.example", ForwardPaths: []mail.ForwardPath{{Address: other.Address}},
	}, letter("eve"), 0); err != nil {
		t.Fatal(err)
	}
	d.start()
	d.until("the other account's message", func() bool {
		free.mu.Lock()
		defer free.mu.Unlock()
		return len(free.taken) == 1
	})
	if stuck.tried != 0 {
		t.Error("the stuck one got through")
	}
}

// count returns how many messages the server has in a folder.
func (d *desk) count(folder string) int {
	d.t.Helper()
	s := d.session()
	defer func() { _ = s.Close() }()
	state, err := s.Select(d.t.Context(), mail.Folder{Path: folder, Wire: folder})
	if err != nil {
		d.t.Fatal(err)
	}
	return state.Exists
}

// rebuild makes the desk's engine anew, with another way out.
func (d *desk) rebuild(submit func(context.Context, mail.Account, mail.Outbound) (mail.Receipt, error), savesSent bool) {
	d.t.Helper()
	client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: d.server.Roots()})})
	var err error
	d.engine, err = engine.New(engine.Config{
		Store: d.store, Publish: d.publish, ReadHeader: readHeader, ReadBody: readBody, ReadLocal: readLocal,
		Submit: submit, SavesSent: func(mail.Account) bool { return savesSent },
		Open: signIn(client),
	})
	if err != nil {
		d.t.Fatal(err)
	}
}
