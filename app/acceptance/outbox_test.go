package acceptance

import (
	"slices"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// lostAnswer lets the server take the first message and cuts the connection in place of the answer.
var lostAnswer = mailtest.Fault{On: "MESSAGE", Once: true, Then: mailtest.CutAnswer}

// TestServerAway tells that a message could not be sent, keeps it, and sends it when the person says so.
func TestServerAway(t *testing.T) {
	t.Parallel()
	s := newSender(t, mailtest.SMTPFaults(mailtest.Fault{On: "MAIL", Once: true, Then: mailtest.Drop}))
	if r := s.run("", "send", "--to", "bob@corp.example", "--subject", "x"); r.status != 14 {
		t.Errorf("exit %d\n%s%s", r.status, r.stdout, r.stderr)
	}
	id := s.inOutbox(mail.OutgoingQueued)
	s.must("", "outbox", "--retry", id)
	s.must("", "sync", "--once")
	if n := len(s.submission.Submitted()); n != 1 || len(s.outbox()) != 0 {
		t.Errorf("%d messages submitted, outbox %v", n, s.outbox())
	}
}

// TestRefusedReceiverIsNamed lets the server refuse one of two receivers: nobody gets the message, the outbox says who
// was refused, and the message can be taken back.
func TestRefusedReceiverIsNamed(t *testing.T) {
	t.Parallel()
	s := newSender(t, mailtest.SMTPFaults(mailtest.Fault{On: "RCPT", After: 1, Once: true, Reply: "550 5.1.1 no such user\r\n"}))
	r := s.run("", "send", "--to", "bob@corp.example, nobody@corp.example", "--subject", "x", "--attach", s.file("a.txt", "content"))
	out, state := outgoing(r)
	if r.status != 19 || state != string(mail.OutgoingFailed) {
		t.Fatalf("exit %d\n%s%s", r.status, r.stdout, r.stderr)
	}
	var refused []string
	recipients, _ := out["recipients"].([]any)
	for _, row := range recipients {
		to, _ := row.(map[string]any)
		if to["problem"] != nil {
			address, _ := to["address"].(string)
			refused = append(refused, address)
		}
	}
	if !slices.Equal(refused, []string{"nobody@corp.example"}) || len(s.submission.Submitted()) != 0 {
		t.Errorf("refused %v\n%s", refused, r.stdout)
	}
	s.must("", "sync", "--once")
	id := s.inOutbox(mail.OutgoingFailed)
	if draft := s.must("", "outbox", "--cancel", id).last()["draft"]; draft == nil || draft == 0.0 {
		t.Error("the message did not become a draft")
	}
	if left := s.outbox(); len(left) != 0 || len(s.submission.Submitted()) != 0 {
		t.Errorf("left in the outbox: %v", left)
	}
}

// TestAnswerLost cuts the connection after the message has left. Nobody sends it again: without a trace of it the person
// is asked, and says so.
func TestAnswerLost(t *testing.T) {
	t.Parallel()
	s := newSender(t, mailtest.SMTPFaults(lostAnswer))
	r := s.run("", "send", "--to", "bob@corp.example", "--subject", "x")
	if r.status != 1 || r.code() != mail.SendUnknown {
		t.Errorf("exit %d\n%s%s", r.status, r.stdout, r.stderr)
	}
	s.must("", "sync", "--once")
	s.must("", "sync", "--once")
	id := s.inOutbox(mail.OutgoingUnknown)
	if n := len(s.submission.Submitted()); n != 1 {
		t.Errorf("%d messages submitted", n)
	}
	s.must("", "outbox", "--retry", id)
	s.must("", "sync", "--once")
	if n := len(s.submission.Submitted()); n != 2 || len(s.outbox()) != 0 {
		t.Errorf("%d messages submitted, outbox %v", n, s.outbox())
	}
}

// TestAnswerLostButInSent does the same on a server that stores the copy itself: the message is found there by its
// Message-ID and is known to be sent.
func TestAnswerLostButInSent(t *testing.T) {
	t.Parallel()
	s := newSender(t, mailtest.SMTPFaults(lostAnswer))
	raw := mailtest.NewCorpus(5, 1)
	appendAll(t, s.server, "Sent", raw)
	for m := range raw.All() {
		s.run(string(m.Raw), "send", "-")
	}
	s.must("", "sync", "--once")
	if n := len(s.submission.Submitted()); n != 1 || len(s.outbox()) != 0 || len(s.stored("Sent")) != 1 {
		t.Errorf("%d messages submitted, outbox %v, %d copies", n, s.outbox(), len(s.stored("Sent")))
	}
}

// TestPOP3AccountKeepsItsCopy sends from an account whose server has no Sent folder: the copy stays here, once.
func TestPOP3AccountKeepsItsCopy(t *testing.T) {
	t.Parallel()
	server := mailtest.Dovecot(t, mailtest.RealUser("ada", secret))
	p := newProfile(t, server.CAFile())
	if r := p.bind("ada@corp.example", secret, server.POP3(mail.TLS), server.Submission(mail.TLS)); r.status != 0 {
		t.Fatalf("bind: exit %d\n%s%s", r.status, r.stdout, r.stderr)
	}
	p.must("", "sync", "--once")
	p.must("", "send", "--to", "bob@corp.example", "--subject", "by POP3")
	p.must("", "sync", "--once")
	if n := len(server.Relay().Mail()); n != 1 || len(p.collected("Sent")) != 1 || len(p.outbox()) != 0 {
		t.Errorf("%d messages relayed, %d copies, outbox %v", n, len(p.collected("Sent")), p.outbox())
	}
}
