package pop3

import (
	"errors"
	"fmt"
	"testing"

	"letterbox/mail"
	"letterbox/mail/dial"
)

func TestClassifyRefusals(t *testing.T) {
	for _, c := range []struct {
		host  string
		stage mail.Stage
		line  string
		class string
		code  mail.Code
		retry mail.Retry
	}{
		{"pop.gmail.com", mail.StageAuthenticate, "[AUTH] Application-specific password required", "APP_PASSWORD_REQUIRED", mail.AppPasswordNeeded, mail.RetryAfterChange},
		{"pop.gmail.com", mail.StageAuthenticate, "[SYS/PERM] POP access is disabled for your domain.", "PROTOCOL_DISABLED_ADMIN", mail.ProtocolDisabled, mail.RetryAfterChange},
		{"pop.163.com", mail.StageAuthenticate, "Unable to log on", "AUTH_AMBIGUOUS", mail.AuthRejected, mail.RetryAfterChange},
		{"pop.qiye.163.com", mail.StageAuthenticate, "ERR.LOGIN.PASSERR", "AUTH_BAD_CREDENTIALS", mail.AuthRejected, mail.RetryAfterChange},
		{"outlook.office365.com", mail.StageAuthenticate, "Basic authentication is disabled", "BASIC_AUTH_DISABLED", mail.MechanismMissing, mail.RetryAfterChange},
		{"", mail.StageAuthenticate, "[AUTH] Authentication failed.", "AUTH_BAD_CREDENTIALS", mail.AuthRejected, mail.RetryAfterChange},
		{"", mail.StageAuthenticate, "[IN-USE] Unable to lock maildrop", "MAILBOX_IN_USE", mail.ServerBusy, mail.RetryLater},
		{"", mail.StageAuthenticate, "[LOGIN-DELAY] minimum time between mail checks violation", "RATE_LIMIT_LOGIN", mail.RateLimited, mail.RetryLater},
		{"", mail.StageAuthenticate, "[SYS/PERM] no", "ACCOUNT_DISABLED", mail.AccountUnavailable, mail.RetryAfterChange},
		{"", mail.StageAuthenticate, "[SYS/TEMP] no", "SERVER_TEMP", mail.ServerBusy, mail.RetryLater},
		{"", mail.StageGreet, "no", "SERVER_TEMP", mail.ServerBusy, mail.RetryLater},
		{"", mail.StageFetch, "no such message", "", mail.ServerRefused, mail.RetryAfterChange},
	} {
		s := &Session{server: mail.Server{Protocol: mail.POP3, Host: c.host, Security: mail.Plain}, conn: new(dial.Conn)}
		p := s.classify(fmt.Errorf("context: %w", parseRefusal([]byte(c.line))), c.stage)
		if p.Class != c.class || p.Code != c.code || p.Retry != c.retry {
			t.Errorf("%s: %s %s %s", c.line, p.Class, p.Code, p.Retry)
		}
	}
	s := &Session{server: mail.Server{Protocol: mail.POP3, Security: mail.STARTTLS}, conn: new(dial.Conn)}
	if p := s.classify(parseRefusal([]byte("[AUTH] the password is wrong")), mail.StageSecure); p.Reply != "" || p.Class != "" || !errors.As(p, new(*refusal)) {
		t.Errorf("words before TLS are believed: %+v", p)
	}
}
