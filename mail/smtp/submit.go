package smtp

import (
	"context"
	"errors"
	"io"

	"letterbox/mail"
	"letterbox/mail/dial"
)

// block is how much of a message is written at once, within the time that RFC 5321 section 4.5.3.2.5 gives a block.
const block = 32 << 10

// Submit hands a message to a submission server, once, on a connection of its own. note, which may be nil, hears each
// stage as running and then as ok or failed.
//
// There are three outcomes. Without an error the server has taken the message for every recipient whose verdict has no
// problem. With an error whose code is mail.SendUnknown the message had left to its end when the connection failed, or
// ctx ended, or the server answered what is no answer: it may or may not have been taken, and sending it again may
// double it. With any other error nobody gets the message. All errors are *mail.Problem; where recipients were refused,
// the Receipt says which.
//
// Addresses that cannot stand in an envelope, and lines that no server must take, are found before the server is
// reached; what the server lacks for the message (SIZE, 8BITMIME, SMTPUTF8) before it hears of it. When ctx ends, the
// connection is closed at once; after the end of the message has been sent, the answer is waited for a moment longer,
// since it decides.
func (c *Client) Submit(ctx context.Context, server mail.Server, cred mail.Credential, out mail.Outbound, note func(mail.Check)) (mail.Receipt, error) {
	e, err := prepare(ctx, out)
	if err != nil {
		return mail.Receipt{}, preparationProblem(err, server)
	}
	s, err := c.open(ctx, server, cred, note)
	if err != nil {
		return mail.Receipt{}, err
	}
	t := &transaction{session: s, envelope: e, waits: waitsOf(s.timeouts)}
	// The step must not take the end of ctx for an outcome: work knows better.
	err = dial.Step(context.WithoutCancel(ctx), server, mail.StageSubmit, note, func() (string, error) {
		finding, err := t.run(ctx)
		switch {
		case err == nil:
			return finding, nil
		case ctx.Err() != nil && !t.begun:
			return "", dial.InContext(ctx, err, mail.StageSubmit, server)
		default:
			return "", s.classify(err, mail.StageSubmit)
		}
	})
	t.leave(err)
	if err != nil {
		c.config.Log.DebugContext(ctx, "submission failed", "server", server.HostPort(), "code", mail.ProblemOf(err).Code)
	}
	return t.receipt(), err
}

// prepare seals the envelope, after reading the message once.
func prepare(ctx context.Context, out mail.Outbound) (envelope, error) {
	e, err := seal(out)
	if err != nil {
		return e, err
	}
	in, err := out.Content()
	if err != nil {
		return e, contentError{err}
	}
	defer func() { _ = in.Close() }() // it was only read
	var c content
	if err := c.pour(in, block, func([]byte) error { return ctx.Err() }); err != nil {
		return e, contentError{err}
	}
	e.traits = c.traits
	if c.traits.longest > maxContentLine {
		return e, unfitError{class: "LINE_TOO_LONG", what: "the message has a line of more than 998 bytes"}
	}
	return e, nil
}

// preparationProblem is classify for what goes wrong before there is a session.
func preparationProblem(err error, server mail.Server) *mail.Problem {
	var unfit unfitError
	if errors.As(err, &unfit) {
		return unfit.problem(server)
	}
	return contentError{err}.problem()
}

// readAgain opens the message for the second reading.
func (e envelope) readAgain() (io.ReadCloser, error) {
	in, err := e.outbound.Content()
	if err != nil {
		return nil, contentError{err}
	}
	return in, nil
}
