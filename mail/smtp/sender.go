package smtp

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"letterbox/mail"
	"letterbox/mail/verdict"
)

// VerifySender is Verify, and asks besides whether the person may send from an address: MAIL, and RSET before there is
// a recipient, so that nothing is sent to anybody. A refusal for good of the sender, or of the account, is an error of
// the stage "submit". Any other refusal is only noted: it may be about the moment, or about this computer, and many
// servers look at the sender no sooner than they know the recipient, so that a yes here is no promise.
func (c *Client) VerifySender(ctx context.Context, server mail.Server, cred mail.Credential, from mail.Address, note func(mail.Check)) error {
	s, err := c.open(ctx, server, cred, note)
	if err != nil {
		c.config.Log.DebugContext(ctx, "submission check failed", "server", server.HostPort(), "code", mail.ProblemOf(err).Code)
		return err
	}
	release := s.conn.CloseOn(ctx)
	defer release()
	err = s.step(ctx, mail.StageSubmit, note, func() (string, error) { return s.askSender(from) })
	s.quit()
	return err
}

// aboutSender are the classes of refusals that no message from this sender can escape.
var aboutSender = []string{"SENDER_MISMATCH", "SENDER_REFUSED", "ACCOUNT_DISABLED", "ACCOUNT_BLOCKED_SENDING"}

// askSender returns what the server says about a sender.
func (s *session) askSender(from mail.Address) (string, error) {
	path, err := wirePath(from)
	if err != nil {
		return "", addressError([]mail.Address{from}, err)
	}
	line := "MAIL FROM:" + path
	if !isASCII(from.Local) {
		if !s.has("SMTPUTF8") {
			return "", unfitError{class: "UTF8_UNSUPPORTED", addresses: []mail.Address{from}, what: "the server does not have SMTPUTF8"}
		}
		line += " SMTPUTF8"
	}
	r, err := s.command(line)
	if err != nil {
		return "", err
	}
	err = r.accepted(verdict.MailFrom)
	var refused *refusal
	if errors.As(err, &refused) && (r.code < 500 || !slices.Contains(aboutSender, s.meant(r, verdict.MailFrom).Class())) {
		return fmt.Sprintf("MAIL FROM is not answered yet: %d %s", r.code, r.text), nil
	}
	if err != nil {
		return "", err
	}
	_, _ = s.command("RSET") // what it answers does not matter: the session ends
	return "MAIL FROM: " + r.text, nil
}
