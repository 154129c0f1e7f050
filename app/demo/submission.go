package demo

import (
	"fmt"
	"io"
	"log"
	"strings"
	"time"

	gosasl "github.com/emersion/go-sasl"
	gosmtp "github.com/emersion/go-smtp"
)

// maxSubmission is how long a submitted message may be. Everything is kept in memory.
const maxSubmission = 64 << 20

// newSubmission returns a submission server. What is for the mailbox itself is delivered there; what is for others
// is taken and forgotten, because nothing may leave this computer.
func newSubmission(m *mailbox) server {
	s := gosmtp.NewServer(gosmtp.BackendFunc(func(*gosmtp.Conn) (gosmtp.Session, error) { return &submission{mailbox: m}, nil }))
	s.Domain, s.AllowInsecureAuth, s.EnableSMTPUTF8 = "localhost", true, true
	s.MaxMessageBytes, s.MaxRecipients = maxSubmission, 100
	s.ErrorLog = log.New(io.Discard, "", 0)
	return s
}

type submission struct {
	mailbox *mailbox
	user    string
	toMe    bool
}

func (s *submission) AuthMechanisms() []string { return []string{gosasl.Plain} }

func (s *submission) Auth(mech string) (gosasl.Server, error) {
	if mech != gosasl.Plain {
		return nil, gosmtp.ErrAuthUnknownMechanism
	}
	return gosasl.NewPlainServer(func(_, name, password string) error {
		if err := s.mailbox.user.Login(name, password); err != nil {
			return gosmtp.ErrAuthFailed
		}
		s.user = name
		return nil
	}), nil
}

func (s *submission) Mail(from string, _ *gosmtp.MailOptions) error {
	if s.user == "" {
		return gosmtp.ErrAuthRequired
	}
	if !strings.EqualFold(from, s.user) {
		return &gosmtp.SMTPError{Code: 553, EnhancedCode: gosmtp.EnhancedCode{5, 7, 1}, Message: "Sender address must match the signed-in user"}
	}
	s.toMe = false
	return nil
}

func (s *submission) Rcpt(to string, _ *gosmtp.RcptOptions) error {
	s.toMe = s.toMe || strings.EqualFold(to, s.user)
	return nil
}

func (s *submission) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("read submitted message: %w", err)
	}
	if !s.toMe {
		return nil
	}
	return s.mailbox.store(inbox, raw, time.Now(), 0)
}

func (s *submission) Reset() { s.toMe = false }

func (s *submission) Logout() error { return nil }
