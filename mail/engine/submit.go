package engine

import (
	"bytes"
	"context"
	"errors"
	"io"
	"time"

	"letterbox/mail"
)

const (
	firstRetry = 30 * time.Second
	longRetry  = time.Hour
)

// send makes one attempt.
func (s *sender) send(ctx context.Context, account mail.Account, o mail.Outgoing) (mail.Outgoing, error) {
	raw, err := s.config.Store.OutgoingRaw(ctx, o.ID)
	if err != nil {
		return o, err
	}
	begun, err := s.config.Store.BeginSending(ctx, o.ID)
	if isGone(err) { // the person took it back
		return o, nil
	}
	if err != nil {
		return o, err
	}
	gone := false
	out := mail.Outbound{
		ReversePath: o.ReversePath, ForwardPaths: begun.Rest(), Content: s.leaving(ctx, o.ID, raw),
		Taken: func(recipients []mail.Address) error {
			err := s.between(ctx, &begun, recipients)
			gone = isGone(err)
			return err
		},
	}
	receipt, err := s.config.Submit(ctx, account, out)
	if gone { // the person took back what was left of it
		return o, nil
	}
	outcome := s.judge(begun, err)
	outcome.Verdicts, outcome.Reply = receipt.Recipients, receipt.Reply
	return s.outcome(ctx, begun, outcome)
}

// between notes for whom a message was taken before it leaves for the others, so that nobody gets it twice whatever
// happens next.
func (s *sender) between(ctx context.Context, o *mail.Outgoing, recipients []mail.Address) error {
	outcome := mail.Outcome{State: mail.OutgoingQueued, Due: s.config.Now(), Taken: recipients}
	if err := s.config.Store.SettleOutgoing(context.WithoutCancel(ctx), o.ID, outcome); err != nil {
		return err
	}
	begun, err := s.config.Store.BeginSending(ctx, o.ID)
	if err == nil {
		o.Taken, o.Attempts = begun.Taken, begun.Attempts
	}
	return err
}

// leaving returns a mail.Outbound.Content which notes, before it gives out the end for the second time, that the message
// is about to leave: the first reading is only to measure it.
func (s *sender) leaving(ctx context.Context, id mail.OutgoingID, raw []byte) func() (io.ReadCloser, error) {
	readings := 0
	return func() (io.ReadCloser, error) {
		readings++
		if readings < 2 {
			return io.NopCloser(bytes.NewReader(raw)), nil
		}
		note := func() error {
			return s.config.Store.SettleOutgoing(ctx, id, mail.Outcome{State: mail.OutgoingLeaving})
		}
		return &notingReader{in: bytes.NewReader(raw), note: note}, nil
	}
}

// notingReader calls note once before it gives out the end.
type notingReader struct {
	in   io.Reader
	note func() error
}

func (r *notingReader) Read(p []byte) (int, error) {
	n, err := r.in.Read(p)
	if errors.Is(err, io.EOF) && r.note != nil {
		note := r.note
		r.note = nil
		if err := note(); err != nil {
			return n, mail.ProblemOf(err)
		}
	}
	return n, err
}

func (*notingReader) Close() error { return nil }

// judge says how an attempt ended. What is wrong with the message itself is told at once. What is wrong with the way to
// the server, or with the account, is waited out with the message queued and the reason shown; the person can send at
// any time.
func (s *sender) judge(o mail.Outgoing, err error) mail.Outcome {
	if err == nil {
		return mail.Outcome{State: mail.OutgoingSent}
	}
	p := mail.ProblemOf(err)
	switch p.Code {
	case mail.SendUnknown:
		return mail.Outcome{State: mail.OutgoingUnknown, Problem: p}
	case mail.RecipientRejected, mail.SendRefused, mail.LimitExceeded, mail.AddressInvalid, mail.QuotaExceeded, mail.NotFound:
		if p.Retry != mail.RetryLater {
			return mail.Outcome{State: mail.OutgoingFailed, Problem: p}
		}
	case mail.Canceled:
		return mail.Outcome{State: mail.OutgoingQueued, Due: s.config.Now()}
	default:
	}
	wait := longRetry
	if p.Retry == mail.RetryLater {
		wait = min(longRetry, max(firstRetry<<min(o.Attempts-1, 10), respite(p)))
	}
	return mail.Outcome{State: mail.OutgoingQueued, Due: s.config.Now().Add(wait), Problem: p}
}
