package engine_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/engine"
	"letterbox/mail/mailtest"
	"letterbox/mail/smtp"
)

// crowded is a desk whose submission server takes so many recipients at once.
func crowded(t *testing.T, most int, faults ...mailtest.Fault) (*desk, *mailtest.SMTPServer) {
	t.Helper()
	server := mailtest.SMTP(t, mailtest.SMTPMaxRecipients(most), mailtest.SMTPFaults(faults...))
	client := smtp.New(smtp.Config{Dialer: dial.New(dial.Config{Roots: server.Roots()})})
	d := office(t, &postOffice{}, false)
	d.rebuild(func(ctx context.Context, _ mail.Account, out mail.Outbound) (mail.Receipt, error) {
		return client.Submit(ctx, server.Server(), server.Credential(), out, nil)
	}, false)
	return d, server
}

// invite queues a message to n people.
func (d *desk) invite(n int) mail.OutgoingID {
	d.t.Helper()
	out := mail.Outgoing{Account: d.account.ID, MessageID: "all@corp.example", ReversePath: d.account.Address}
	for i := range n {
		out.ForwardPaths = append(out.ForwardPaths, mail.ForwardPath{Address: mail.Address{Local: fmt.Sprintf("p%05d", i), Domain: "corp.example"}})
	}
	o, err := d.store.Enqueue(d.t.Context(), out, letter("all"), 0)
	if err != nil {
		d.t.Fatal(err)
	}
	return o.ID
}

// got returns how many people got the message, and how many of them got it twice.
func got(server *mailtest.SMTPServer) (people, twice int) {
	var all []string
	for _, m := range server.Submitted() {
		all = append(all, m.To...)
	}
	slices.Sort(all)
	people = len(slices.Compact(slices.Clone(all)))
	return people, len(all) - people
}

func TestTenThousandRecipientsGetItOnce(t *testing.T) {
	d, server := crowded(t, 1000)
	id := d.invite(10_000)
	d.once(engine.HeadersOnly)
	if people, twice := got(server); people != 10_000 || twice != 0 || d.outgoing(id).State != mail.OutgoingCopied || d.count("Sent") != 1 {
		t.Errorf("%d people got it, %d of them twice; it stands at %s, %d copies", people, twice, d.outgoing(id).State, d.count("Sent"))
	}
}

// TestWhatBreaksASplitMessage lets the third of five transactions fail in several ways. The first two are never
// repeated; the third is only if nobody knows whether it was taken, and the person wants it.
func TestWhatBreaksASplitMessage(t *testing.T) {
	for name, test := range map[string]struct {
		fault mailtest.Fault
		state mail.OutgoingState
		taken int // known after the failure
		twice int // in the end, after the person said "again"
	}{
		"before it begins": {mailtest.Fault{On: "MAIL", After: 2, Once: true, Then: mailtest.Drop}, mail.OutgoingQueued, 200, 0},
		"one is refused":   {mailtest.Fault{On: "RCPT", After: 250, Once: true, Reply: "550 5.1.1 no such user\r\n"}, mail.OutgoingFailed, 200, 0},
		"after it left":    {mailtest.Fault{On: "MESSAGE", After: 2, Once: true, Then: mailtest.CutAnswer}, mail.OutgoingUnknown, 200, 100},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, server := crowded(t, 100, test.fault)
			id := d.invite(450)
			d.once(engine.HeadersOnly)
			o := d.outgoing(id)
			if o.State != test.state || len(o.Taken) != test.taken || len(o.Rest()) != 450-test.taken {
				t.Fatalf("it stands at %s, %d have it, %d are left; %v", o.State, len(o.Taken), len(o.Rest()), o.Problem)
			}
			if d.count("Sent") != 0 {
				t.Error("a copy is stored before everybody has it")
			}
			if err := d.store.RetryOutgoing(t.Context(), id); err != nil {
				t.Fatal(err)
			}
			d.once(engine.HeadersOnly)
			if people, twice := got(server); people != 450 || twice != test.twice || d.outgoing(id).State != mail.OutgoingCopied || d.count("Sent") != 1 {
				t.Errorf("%d people got it, %d of them twice; it stands at %s", people, twice, d.outgoing(id).State)
			}
		})
	}
}
