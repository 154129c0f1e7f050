package oauth_test

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
	"letterbox/mail/pop3"
	"letterbox/mail/sasl"
	"letterbox/mail/smtp"
	"letterbox/oauth"
)

// post is a mail server that asks a real authority about tokens, and a person's sign-in at it.
type post struct {
	authority *mailtest.OIDC
	server    *mailtest.Real
	clients   *clients
	stage     *stage
	source    *oauth.Source
	keeper    *shelf
}

type clients struct {
	imap *imap.Client
	pop3 *pop3.Client
	smtp *smtp.Client
}

func newPost(t *testing.T) *post {
	t.Helper()
	p := &post{authority: mailtest.StartOIDC(t), keeper: &shelf{}}
	p.server = mailtest.Dovecot(t, mailtest.RealUser("alice", "unused"), mailtest.RealAuthority(p.authority))
	dialer := dial.New(dial.Config{Roots: p.server.Roots()})
	p.clients = &clients{imap.New(imap.Config{Dialer: dialer}), pop3.New(pop3.Config{Dialer: dialer}), smtp.New(smtp.Config{Dialer: dialer})}
	p.stage = stageOf(t, p.authority.Issuer())
	p.source = realSource(p.stage, p.keeper)
	return p
}

// signIn signs in to all three servers, as the program does, sends a message, and returns the first problem.
func (p *post) signIn(ctx context.Context) error {
	cred := mail.Tokens(p.source)
	if _, err := sasl.WithToken(cred, nil, func(c mail.Credential, note func(mail.Check)) (struct{}, error) {
		session, err := p.clients.imap.Open(ctx, p.server.Server(mail.TLS), c, note)
		if err == nil {
			err = session.Close()
		}
		return struct{}{}, err
	}); err != nil {
		return err
	}
	if _, err := sasl.WithToken(cred, nil, func(c mail.Credential, note func(mail.Check)) (struct{}, error) {
		session, err := p.clients.pop3.Open(ctx, p.server.POP3(mail.STARTTLS), c, note)
		if err == nil {
			err = session.Close()
		}
		return struct{}{}, err
	}); err != nil {
		return err
	}
	_, err := sasl.WithToken(cred, nil, func(c mail.Credential, note func(mail.Check)) (mail.Receipt, error) {
		return p.clients.smtp.Submit(ctx, p.server.Submission(mail.TLS), c, hello, note)
	})
	return err
}

// hello is a message to be sent.
var hello = mail.Outbound{
	ReversePath:  alice,
	ForwardPaths: []mail.ForwardPath{{Address: mail.Address{Local: "bob", Domain: "example.test"}}},
	Content: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader("Subject: hello\r\n\r\nhello\r\n")), nil
	},
}

// TestRealMailServer uses the tokens of a real authority at real servers, withdraws them behind the program's back,
// which costs one refresh with rotation, and ends the grant, after which the authority is not asked again.
func TestRealMailServer(t *testing.T) {
	p := newPost(t)
	if err := p.signIn(t.Context()); err != nil {
		t.Fatal(err)
	}
	first, _ := p.keeper.Load(t.Context())
	p.authority.Withdraw("alice")
	if err := p.signIn(t.Context()); err != nil {
		t.Fatalf("after the token was withdrawn: %v", err)
	}
	if second, _ := p.keeper.Load(t.Context()); second == first {
		t.Error("the refresh token was not rotated")
	}
	p.stage.clock.Move(2 * time.Minute) // a token that was just got to mend another one is not given up at once
	p.authority.Revoke("alice")
	for range 2 {
		fails(t, p.signIn(t.Context()), mail.SignInExpired, oauth.ClassSignInAgain)
	}
	if sent := p.server.Relay().Mail(); len(sent) != 2 || sent[1].From != alice.Spec() {
		t.Errorf("sent %+v, want one message for each time that signing in went well", sent)
	}
}
