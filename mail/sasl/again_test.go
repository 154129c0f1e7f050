package sasl_test

import (
	"context"
	"fmt"
	"io"
	"testing"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
	"letterbox/mail/pop3"
	"letterbox/mail/sasl"
	"letterbox/mail/smtp"
)

// hand is a token source that gives its tokens out one by one, the next after a refusal.
type hand struct {
	tokens  []string
	refused []string
}

func (h *hand) Token(context.Context) (string, error) { return h.tokens[0], nil }

func (h *hand) Invalidate(token string) bool {
	h.refused = append(h.refused, token)
	if len(h.tokens) == 1 {
		return false
	}
	h.tokens = h.tokens[1:]
	return true
}

// opener signs in to one server.
type opener func(mail.Credential, func(mail.Check)) (io.Closer, error)

// done is what needs no closing any more.
type done struct{}

func (done) Close() error { return nil }

// doors are the servers of a Dovecot that takes tokens by one mechanism, by protocol.
func doors(t *testing.T, mechanism string) map[mail.Protocol]opener {
	server := mailtest.Dovecot(t, mailtest.RealToken("ada", "good"), mailtest.RealTokenMechanisms(mechanism))
	dialer := dial.New(dial.Config{Roots: server.Roots()})
	in, pop, out := imap.New(imap.Config{Dialer: dialer}), pop3.New(pop3.Config{Dialer: dialer}), smtp.New(smtp.Config{Dialer: dialer})
	return map[mail.Protocol]opener{
		mail.IMAP: func(c mail.Credential, note func(mail.Check)) (io.Closer, error) {
			session, err := in.Open(t.Context(), server.Server(mail.TLS), c, note)
			if err != nil {
				return nil, err
			}
			return session, nil
		},
		mail.POP3: func(c mail.Credential, note func(mail.Check)) (io.Closer, error) {
			session, err := pop.Open(t.Context(), server.POP3(mail.TLS), c, note)
			if err != nil {
				return nil, err
			}
			return session, nil
		},
		mail.Submission: func(c mail.Credential, note func(mail.Check)) (io.Closer, error) {
			return done{}, out.Verify(t.Context(), server.Submission(mail.TLS), c, note)
		},
	}
}

// TestWithToken lets real servers refuse access tokens (RFC 7628 section 3.2.2, with the answer that ends the
// exchange), and counts how often they were asked.
func TestWithToken(t *testing.T) {
	for _, mechanism := range []string{"OAUTHBEARER", "XOAUTH2"} {
		for protocol, open := range doors(t, mechanism) {
			for _, c := range []handCase{{[]string{"good", "unused"}, 0, true}, {[]string{"stale", "good"}, 1, true}, {[]string{"stale", "staler", "good"}, 1, false}} {
				t.Run(fmt.Sprint(mechanism, " ", protocol, " ", c.tokens), func(t *testing.T) {
					t.Parallel()
					c.play(t, mechanism, open)
				})
			}
		}
	}
}

// handCase is a hand of tokens, how many of them are refused, and whether the next one is good.
type handCase struct {
	tokens  []string
	refused int
	ok      bool
}

func (c handCase) play(t *testing.T, mechanism string, open opener) {
	h := &hand{tokens: c.tokens}
	var heard []mail.Check
	session, err := sasl.WithToken(mail.Tokens(h), func(k mail.Check) { heard = append(heard, k) }, open)
	if len(h.refused) != c.refused {
		t.Errorf("refused %v", h.refused)
	}
	if c.ok {
		if err != nil {
			t.Fatal(err)
		}
		_ = session.Close()
	} else if p := mail.ProblemOf(err); err == nil || p.Class != "OAUTH_TOKEN_REJECTED" || p.Stage != mail.StageAuthenticate {
		t.Errorf("error %v", err)
	}
	checkHeard(t, heard, c.ok, mechanism)
}

// checkHeard checks that every stage ended once, and that only a refusal for good was told.
func checkHeard(t *testing.T, heard []mail.Check, ok bool, mechanism string) {
	t.Helper()
	ended := map[mail.Stage]int{}
	for _, c := range heard {
		if c.Status == mail.CheckRunning {
			continue
		}
		ended[c.Stage]++
		if ended[c.Stage] > 1 || (c.Problem == nil) != (ok || c.Stage != mail.StageAuthenticate) {
			t.Errorf("heard %v %v %v", c.Stage, c.Status, c.Problem)
		}
		if c.Stage == mail.StageAuthenticate && ok && c.Finding != mechanism {
			t.Errorf("signed in by %q", c.Finding)
		}
	}
	if ended[mail.StageAuthenticate] != 1 {
		t.Errorf("the sign-in was told %d times", ended[mail.StageAuthenticate])
	}
}

func TestNoOtherToken(t *testing.T) {
	h := &hand{tokens: []string{"stale"}}
	refused := &mail.Problem{Code: mail.AuthRejected, Stage: mail.StageAuthenticate}
	tried, told := 0, []mail.Check{}
	_, err := sasl.WithToken(mail.Tokens(h), func(c mail.Check) { told = append(told, c) }, func(c mail.Credential, note func(mail.Check)) (struct{}, error) {
		tried++
		if _, err := c.Reveal(t.Context()); err != nil {
			return struct{}{}, err
		}
		note(mail.Check{Stage: mail.StageAuthenticate, Status: mail.CheckFailed, Problem: refused})
		return struct{}{}, refused
	})
	if tried != 1 || len(told) != 1 || told[0].Problem.Class != "OAUTH_TOKEN_REJECTED" || mail.ProblemOf(err).Class != "OAUTH_TOKEN_REJECTED" || refused.Class != "" {
		t.Errorf("tried %d times, told %v, %v", tried, told, err)
	}
}

func TestPasswordIsTriedOnce(t *testing.T) {
	tried := 0
	_, err := sasl.WithToken(mail.Password("wrong"), nil, func(mail.Credential, func(mail.Check)) (struct{}, error) {
		tried++
		return struct{}{}, &mail.Problem{Code: mail.AuthRejected, Stage: mail.StageAuthenticate}
	})
	if tried != 1 || mail.ProblemOf(err).Class != "" {
		t.Errorf("tried %d times, %v", tried, err)
	}
}

func TestOtherMailboxIsNoRefusalOfTheToken(t *testing.T) {
	h := &hand{tokens: []string{"good", "unused"}}
	tried := 0
	_, err := sasl.WithToken(mail.Tokens(h), nil, func(mail.Credential, func(mail.Check)) (struct{}, error) {
		tried++
		return struct{}{}, &mail.Problem{Code: mail.AccessDenied, Class: "OAUTH_MAILBOX_MISMATCH", Stage: mail.StageAuthenticate}
	})
	if tried != 1 || len(h.refused) != 0 || mail.ProblemOf(err).Code != mail.AccessDenied {
		t.Errorf("tried %d times, refused %v, %v", tried, h.refused, err)
	}
}
