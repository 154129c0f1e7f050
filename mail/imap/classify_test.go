package imap

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"testing"
	"time"
	"unicode/utf8"

	"letterbox/mail"
	"letterbox/mail/dial"
)

func TestClassifyReplies(t *testing.T) {
	cases := []struct {
		host  string
		stage mail.Stage
		line  string
		class string
		code  mail.Code
		retry mail.Retry
	}{
		{"imap.qq.com", mail.StageAuthenticate, "NO Please using authorized code to login. More information at http://x", "AUTHCODE_REQUIRED", mail.AppPasswordNeeded, mail.RetryAfterChange},
		{"imap.163.com", mail.StageOpen, "NO SELECT Unsafe Login. Please contact kefu@188.com for help", "IMAP_ID_REQUIRED", mail.AccessDenied, mail.RetryAfterChange},
		{"imap.qq.com", mail.StageOpen, "NO Folder not exist!", "FOLDER_MISSING", mail.FolderMissing, mail.RetryAfterChange},
		{"imap.qq.com", mail.StageStore, "NO System busy!", "SERVER_TEMP", mail.ServerBusy, mail.RetryLater},
		{"imap.sina.com", mail.StageAuthenticate, "NO LOGIN auth error", "AUTH_AMBIGUOUS", mail.AuthRejected, mail.RetryAfterChange},
		{"imap.gmail.com", mail.StageAuthenticate, "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", "AUTH_BAD_CREDENTIALS", mail.AuthRejected, mail.RetryAfterChange},
		{"imap.gmail.com", mail.StageAuthenticate, "NO [ALERT] Application-specific password required: https://x (Failure)", "APP_PASSWORD_REQUIRED", mail.AppPasswordNeeded, mail.RetryAfterChange},
		{"imap.gmail.com", mail.StageAuthenticate, "NO [ALERT] Please log in via your web browser: https://x", "WEB_LOGIN_REQUIRED", mail.AccessDenied, mail.RetryAfterChange},
		{"imap.gmail.com", mail.StageAuthenticate, "NO [ALERT] Your account is not enabled for IMAP use. Please visit your settings page and enable your account for IMAP access.", "PROTOCOL_DISABLED_USER", mail.ProtocolDisabled, mail.RetryAfterChange},
		{"imap.gmail.com", mail.StageAuthenticate, "NO [ALERT] IMAP access is not allowed for this account.", "PROTOCOL_DISABLED_ADMIN", mail.ProtocolDisabled, mail.RetryAfterChange},
		{"imap.gmail.com", mail.StageFetch, "BYE Account exceeded command or bandwidth limits.", "THROTTLED", mail.RateLimited, mail.RetryLater},
		{"imap.gmail.com", mail.StageFetch, "NO [UNAVAILABLE] Temporary System Problem. Try again later. (Failure)", "SERVER_TEMP", mail.ServerBusy, mail.RetryLater},
		{"imap.gmail.com", mail.StageFetch, "BYE Session expired, please login again.", "TOKEN_EXPIRED", mail.SignInExpired, mail.RetryLater},
		{"imap.gmail.com", mail.StageOpen, "NO [NONEXISTENT] Unknown Mailbox: [Gmail] (Failure)", "FOLDER_MISSING", mail.FolderMissing, mail.RetryAfterChange},
		{"imap.gmail.com", mail.StageFetch, "BAD Could not parse command", "CLIENT_PROTOCOL", mail.ServerRefused, mail.RetryNever},
		{"outlook.office365.com", mail.StageAuthenticate, "NO AUTHENTICATE failed.", "AUTH_AMBIGUOUS", mail.AuthRejected, mail.RetryAfterChange},
		{"outlook.office365.com", mail.StageAuthenticate, "NO Basic authentication is disabled.", "BASIC_AUTH_DISABLED", mail.MechanismMissing, mail.RetryAfterChange},
		{"outlook.office365.com", mail.StageOpen, "BAD User is authenticated but not connected.", "OAUTH_MAILBOX_MISMATCH", mail.AccessDenied, mail.RetryAfterChange},
		{"imap.yandex.com", mail.StageAuthenticate, "NO [AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled sc=x", "AUTH_AMBIGUOUS", mail.AuthRejected, mail.RetryAfterChange},
		{"imap.zoho.com", mail.StageAuthenticate, "NO [ALERT] You are yet to enable IMAP for your account. Please contact your administrator (Failure)", "PROTOCOL_DISABLED_USER", mail.ProtocolDisabled, mail.RetryAfterChange},
		{"", mail.StageAuthenticate, "NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded", "CONN_LIMIT", mail.RateLimited, mail.RetryLater},
		{"", mail.StageAuthenticate, "NO [LIMIT] Too many simultaneous connections", "CONN_LIMIT", mail.RateLimited, mail.RetryLater},
		{"", mail.StageAuthenticate, "NO [EXPIRED] That password isn't valid any more", "PASSWORD_EXPIRED", mail.SignInExpired, mail.RetryAfterChange},
		{"", mail.StageAuthenticate, "NO [PRIVACYREQUIRED] Connection offers no privacy", "TLS_REQUIRED", mail.TLSNotOffered, mail.RetryAfterChange},
		{"", mail.StageAuthenticate, "NO [AUTHORIZATIONFAILED] No such authorization-ID", "AUTHZ_FAILED", mail.AuthRejected, mail.RetryAfterChange},
		{"", mail.StageAuthenticate, "NO [UNAVAILABLE] User's backend down for maintenance", "SERVER_TEMP", mail.ServerBusy, mail.RetryLater},
		{"", mail.StageAuthenticate, "NO Login Rate Limit Hit", "RATE_LIMIT_LOGIN", mail.RateLimited, mail.RetryLater},
		{"", mail.StageAuthenticate, "NO Invalid login or password", "AUTH_BAD_CREDENTIALS", mail.AuthRejected, mail.RetryAfterChange},
		{"", mail.StageAuthenticate, "BAD AUTHENTICATE Unknown authentication method", "MECH_UNSUPPORTED", mail.MechanismMissing, mail.RetryAfterChange},
		{"", mail.StageAuthenticate, "NO \xc3\xdc\xc2\xeb\xb4\xed\xce\xf3", "AUTH_BAD_CREDENTIALS", mail.AuthRejected, mail.RetryAfterChange},
		{"", mail.StageGreet, "BYE too many connections", "CONN_LIMIT", mail.RateLimited, mail.RetryLater},
		{"", mail.StageGreet, "BYE go away", "SERVER_TEMP", mail.ServerBusy, mail.RetryLater},
		{"", mail.StageOpen, "NO", "", mail.ServerRefused, mail.RetryAfterChange},
		{"", mail.StageStore, "NO [OVERQUOTA] full", "QUOTA_FULL", mail.QuotaExceeded, mail.RetryAfterChange},
		{"", mail.StageOpen, "NO [REFERRAL imap://other/] moved", "WRONG_CLUSTER", mail.AccountUnavailable, mail.RetryAfterChange},
	}
	for _, c := range cases {
		s := &Session{server: mail.Server{Host: c.host, Security: mail.Plain}, conn: new(dial.Conn)}
		st, ok := parseStatus([]byte(c.line))
		if !ok {
			t.Fatalf("%q is no status", c.line)
		}
		p := s.classify(fmt.Errorf("context: %w", &refusal{status: st, command: "X"}), c.stage)
		if p.Class != c.class || p.Code != c.code || p.Retry != c.retry {
			t.Errorf("%s: %s %s %s", c.line, p.Class, p.Code, p.Retry)
		}
		if !utf8.ValidString(p.Reply) || len(p.Reply) > replyWidth {
			t.Errorf("%s: reply %q", c.line, p.Reply)
		}
	}
}

// TestThrottlingSaysHowLong hands on how long a server wants to be left alone.
func TestThrottlingSaysHowLong(t *testing.T) {
	for line, want := range map[string]string{
		"BAD Request is throttled. Suggested Backoff Time: 299961 milliseconds":              "4m59.961s",
		"NO [THROTTLED] Request is throttled. Suggested Backoff Time: 60000 milliseconds":    "1m0s",
		"BYE Session invalidated - AccessToken throttled. Suggested Backoff Time: 5 minutes": "5m0s",
		"NO [THROTTLED] slow down": "",
	} {
		s := &Session{server: mail.Server{Host: "outlook.office365.com", Security: mail.Plain}, conn: new(dial.Conn)}
		st, _ := parseStatus([]byte(line))
		p := s.classify(&refusal{status: st, command: "UID FETCH"}, mail.StageFetch)
		if p.Code != mail.RateLimited || p.Retry != mail.RetryLater || p.Facts[mail.FactAfter] != want {
			t.Errorf("%s: %s %s %s %v", line, p.Class, p.Code, p.Retry, p.Facts)
		}
	}
}

func TestServerWordsBeforeTLSAreNotRepeated(t *testing.T) {
	s := &Session{server: mail.Server{Security: mail.STARTTLS}, conn: new(dial.Conn)}
	st, _ := parseStatus([]byte("NO [ALERT] your password has expired, renew at http://evil"))
	if p := s.classify(&refusal{status: st}, mail.StageGreet); p.Reply != "" || p.Class != "" {
		t.Errorf("repeated: %+v", p)
	}
}

func TestClassifyOtherErrors(t *testing.T) {
	s := &Session{conn: new(dial.Conn)}
	cases := map[mail.Code]error{
		mail.LimitExceeded: limitError{"x"}, mail.ProtocolViolation: syntaxError{"x"}, mail.TLSNotOffered: fmt.Errorf("%w: NO", errNoTLS),
		mail.ConnectionLost: io.ErrUnexpectedEOF, mail.TimedOut: os.ErrDeadlineExceeded, mail.Canceled: context.Canceled, mail.Unknown: errors.New("x"),
	}
	for code, err := range cases {
		if p := s.classify(err, mail.StageFetch); p.Code != code || p.Retry == "" {
			t.Errorf("%v is %s %s, want %s", err, p.Code, p.Retry, code)
		}
	}
}

func TestParseDate(t *testing.T) {
	want := time.Date(2026, 1, 2, 10, 0, 0, 0, time.UTC)
	for _, text := range []string{"02-Jan-2026 18:00:00 +0800", " 2-Jan-2026 10:00:00 +0000", "2-Jan-2026 10:00:00 +0000", "2026-01-02 10:00:00", "Fri, 02 Jan 2026 10:00:00 +0000"} {
		if got := parseDate(text); !got.Equal(want) {
			t.Errorf("%q is %v", text, got)
		}
	}
	for _, text := range []string{"", "NIL", "yesterday", "32-Jan-2026 10:00:00 +0000"} {
		if got := parseDate(text); !got.IsZero() {
			t.Errorf("%q is %v", text, got)
		}
	}
}
