package smtp

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/verdict"
)

// waits are how long the server may take for each reply, and the network for each block: RFC 5321 section 4.5.3.2,
// scaled as the dialer's own timeouts are.
type waits struct{ envelope, data, block, end time.Duration }

func waitsOf(t dial.Timeouts) waits {
	scaled := func(d time.Duration) time.Duration {
		return time.Duration(float64(d) * float64(t.Command) / float64(time.Minute))
	}
	return waits{envelope: scaled(5 * time.Minute), data: scaled(2 * time.Minute), block: scaled(3 * time.Minute), end: scaled(10 * time.Minute)}
}

// grace is how long the last answer is waited for after the person lost patience. It decides whether the message was
// sent, so it is worth a moment.
const grace = 1500 * time.Millisecond

// group is how many commands travel together where the server has PIPELINING. Their replies must find room in the
// buffers of both sides while nobody reads them (RFC 2920 section 3.1).
const group = 32

// transaction is one mail transaction (RFC 5321 section 3.3) on a session, which is of no use afterwards.
type transaction struct {
	session  *session
	envelope envelope
	usage    usage
	waits    waits
	verdicts []*mail.Problem // on envelope.forward; nil until all are known
	asked    []int           // the places in envelope.forward that this transaction is about
	taken    bool            // an earlier transaction with the same content was
	midway   bool            // the message has begun, so that a command would be taken for a line of it
	begun    bool            // the end of the message may have left
	answer   string          // of the server that took the message
}

// run takes the message to the server and returns what it said.
func (t *transaction) run(ctx context.Context) (string, error) {
	var err error
	if t.usage, err = t.envelope.fit(t.session); err != nil {
		return "", err
	}
	for at := range t.envelope.forward {
		t.asked = append(t.asked, at)
	}
	for {
		answer, err := t.once(ctx)
		left := t.left()
		if err != nil || len(left) == 0 {
			return answer, err
		}
		if err := t.envelope.outbound.Taken(t.accepted()); err != nil {
			return "", contentError{err}
		}
		t.asked, t.taken, t.begun = left, true, false
	}
}

// once goes through one transaction.
func (t *transaction) once(ctx context.Context) (string, error) {
	release := t.session.conn.CloseOn(ctx)
	defer release()
	if err := t.announce(); err != nil {
		return "", err
	}
	if err := t.decide(); err != nil {
		return "", err
	}
	if err := t.data(); err != nil {
		return "", err
	}
	if !release() {
		return "", ctx.Err()
	}
	return t.end(ctx)
}

// announce sends the envelope and gathers the verdicts on the recipients.
func (t *transaction) announce() error {
	verdicts := slices.Clone(t.verdicts)
	if verdicts == nil {
		verdicts = make([]*mail.Problem, len(t.envelope.forward))
	}
	asked := t.asked
	var over *mail.Problem // why the others are not named
	if most := t.most(); most > 0 && most < len(asked) {
		asked, over = asked[:most], t.overProblem()
	}
	lines := make([]string, 0, 1+len(asked))
	lines = append(lines, t.envelope.mail(t.usage))
	for _, at := range asked {
		lines = append(lines, t.envelope.rcpt(at, t.usage))
		verdicts[at] = nil
	}
	said, full := 0, false
	take := func(i int, r reply) error {
		if i == 0 {
			return r.accepted(verdict.MailFrom)
		}
		said = i
		p, err := t.judge(r, asked[i-1])
		verdicts[asked[i-1]] = p
		if isOver(p) && t.splits() {
			over, full = p, true
		}
		return err
	}
	// A server that takes no more may hang up on whoever goes on asking (RFC 5321 section 4.5.3.1.10).
	err := t.session.converse(lines, t.waits.envelope, func() bool { return full }, take)
	for _, at := range t.asked[said:] {
		verdicts[at] = over
	}
	if err == nil {
		t.verdicts = verdicts
	}
	return err
}

// judge returns what a reply to RCPT means for a recipient; the error ends the conversation.
func (t *transaction) judge(r reply, at int) (*mail.Problem, error) {
	err := r.accepted(verdict.Rcpt)
	var refused *refusal
	if !errors.As(err, &refused) || r.code == 421 {
		return nil, err
	}
	p := t.session.refusalProblem(refused, err)
	p.Facts = map[string]string{mail.FactRecipients: specs([]mail.Address{t.envelope.path(at).Address})}
	return p, nil
}

// decide asks whether to go on without those who were refused. If not, the transaction is undone.
func (t *transaction) decide() error {
	var refused []mail.Address
	var why *mail.Problem
	for _, at := range t.asked {
		p := t.verdicts[at]
		if p == nil {
			continue
		}
		refused = append(refused, t.envelope.path(at).Address)
		if why == nil || why.Retry == mail.RetryLater && p.Retry != mail.RetryLater {
			why = p
		}
	}
	if why == nil {
		return nil
	}
	proceed := t.envelope.outbound.Proceed
	if len(refused) < len(t.asked) && t.splits() && t.onlyOver() {
		return nil
	}
	if len(refused) < len(t.asked) && proceed != nil && proceed(t.receipt().Recipients) {
		return nil
	}
	_, _ = t.session.command("RSET") // whatever becomes of it: without DATA there is no message
	all := *why
	all.Facts = map[string]string{mail.FactRecipients: specs(refused)}
	if t.taken && isOver(why) {
		all.Retry = mail.RetryLater // it took others just now, and takes these another time
	}
	return &all
}

// data sends the message but for its end.
func (t *transaction) data() error {
	in, err := t.envelope.readAgain()
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // it was only read
	err = t.session.converse([]string{"DATA"}, t.waits.data, nil, func(_ int, r reply) error { return r.want(354, verdict.Data) })
	if err != nil {
		return err
	}
	t.midway = true
	var c content
	var failed error
	t.session.conn.Hush(true)
	err = c.pour(in, block, func(piece []byte) error {
		t.session.allow(t.waits.block)
		if _, failed = t.session.conn.Write(piece); failed == nil && t.envelope.outbound.Progress != nil {
			t.envelope.outbound.Progress(c.sent(t.envelope.traits.size), t.envelope.traits.size)
		}
		return failed
	})
	t.session.conn.Hush(false)
	switch {
	case failed != nil:
		return t.lastWords(failed)
	case err != nil:
		return contentError{err}
	case c.traits != t.envelope.traits:
		return contentError{errChanged}
	}
	return nil
}

// lastWords looks for the reply of a server that would not read on: it tells more than the broken connection.
func (t *transaction) lastWords(failed error) error {
	t.session.allow(farewell)
	r, err := t.session.read()
	if err == nil && r.code >= 400 {
		return &refusal{r, verdict.Data}
	}
	return failed
}

// end sends the end of the message. From its first byte on, nothing but a reply tells what became of the message.
func (t *transaction) end(ctx context.Context) (string, error) {
	t.session.allow(t.waits.end)
	stop := context.AfterFunc(ctx, func() {
		_ = t.session.conn.SetDeadline(time.Now().Add(grace)) // fails only on a closed socket, where the read fails too
	})
	defer stop()
	t.begun = true
	_, failed := t.session.conn.Write([]byte(".\r\n"))
	r, err := t.session.read()
	switch {
	case err != nil:
		return "", unknownError{errors.Join(failed, err)}
	case r.code < 300:
		t.midway, t.answer = false, r.text
		return r.text, nil
	case r.code >= 400:
		t.midway = false
		return "", &refusal{r, verdict.Data}
	default:
		return "", unknownError{syntaxError{fmt.Sprintf("reply code %d to the end of a message", r.code)}}
	}
}

// leave ends the session: with a farewell where the server would take one for what it is.
func (t *transaction) leave(err error) {
	var refused *refusal
	var unfit unfitError
	if !t.midway && (err == nil || errors.As(err, &refused) || errors.As(err, &unfit)) {
		t.session.quit()
		return
	}
	_ = t.session.conn.Close() // whatever it says, the session is over
}

// receipt returns what the server said until now.
func (t *transaction) receipt() mail.Receipt {
	r := mail.Receipt{Reply: t.answer, Limit: sizeLimit(t.session.extensions["SIZE"]), Known: true, Reports: t.usage.reports && t.envelope.wantsReports()}
	if t.verdicts == nil {
		return r
	}
	for i, f := range t.envelope.outbound.ForwardPaths {
		r.Recipients = append(r.Recipients, mail.RecipientVerdict{Address: f.Address, Problem: t.verdicts[t.envelope.index[i]]})
	}
	return r
}

// converse sends commands and hands each reply on, in order. Where the server has PIPELINING (RFC 2920), commands travel
// in groups. It ends with the first error, and replies that it has not read are then lost; and between groups when
// enough, which may be nil, says so.
func (s *session) converse(lines []string, wait time.Duration, enough func() bool, take func(i int, r reply) error) error {
	together := 1
	if s.has("PIPELINING") {
		together = group
	}
	for start := 0; start < len(lines); start += together {
		if start > 0 && enough != nil && enough() {
			return nil
		}
		part := lines[start:min(start+together, len(lines))]
		s.allow(wait)
		if _, err := s.conn.Write([]byte(strings.Join(part, "\r\n") + "\r\n")); err != nil {
			return err
		}
		for i := range part {
			s.allow(wait)
			r, err := s.read()
			if err != nil {
				return err
			}
			if err := take(start+i, r); err != nil {
				return err
			}
		}
	}
	return nil
}

// allow is expectWithin for waits that are longer than those for other commands.
func (s *session) allow(d time.Duration) {
	s.conn.SetSilence(d)
	s.expectWithin(d)
}
