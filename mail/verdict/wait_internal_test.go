package verdict

import (
	"testing"
	"time"

	"letterbox/mail"
)

func TestWait(t *testing.T) {
	for _, c := range []struct {
		text string
		want time.Duration
	}{
		{"Request is throttled. Suggested Backoff Time: 60000 milliseconds", time.Minute},
		{"Too many login attempts, please try again in 15 minutes", 15 * time.Minute},
		{"4.7.0 retry after 300s", 5 * time.Minute},
		{"Wait 2 hours", 2 * time.Hour},
		{"登录过于频繁，请 10 分钟后再试", 10 * time.Minute},
		{"请等待 1 小时", time.Hour},
		{"Try again in 400 hours", longestWait},
		{"Try again later.", 0},
		{"limit of 100 mails exceeded", 0},
		{"Login rate limit hit", 0},
		{"try again in 99999999999999999999 seconds", longestWait},
	} {
		if got := (Reply{Text: c.text}).wait(); got != c.want {
			t.Errorf("%q: %v, want %v", c.text, got, c.want)
		}
	}
}

func TestProblemsOfLimitsSayHowLong(t *testing.T) {
	r := Parse([]byte("NO [LIMIT] Login rate limit hit, try again in 10 minutes"), mail.IMAP, Login)
	if p := r.Problem(mail.Server{}); p.Code != mail.RateLimited || p.Facts[mail.FactAfter] != "10m0s" {
		t.Errorf("%+v", p)
	}
	r = Parse([]byte("NO [AUTHENTICATIONFAILED] no, wait 10 minutes"), mail.IMAP, Login)
	if p := r.Problem(mail.Server{}); p.Facts != nil {
		t.Errorf("%+v", p)
	}
}
