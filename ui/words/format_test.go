package words

import (
	"strings"
	"testing"
	"time"

	"letterbox/mail"
)

func TestDateAsPeopleSayIt(t *testing.T) {
	zone := time.FixedZone("CST", 8*3600)
	now := time.Date(2026, 11, 24, 10, 30, 0, 0, zone) // a Tuesday
	for _, c := range []struct {
		at     time.Time
		zh, en string
	}{
		{time.Date(2026, 11, 24, 10, 4, 0, 0, zone), "10:04", "10:04"},
		{time.Date(2026, 11, 24, 1, 4, 0, 0, time.UTC), "09:04", "09:04"},
		{time.Date(2026, 11, 23, 23, 59, 0, 0, zone), "昨天", "Yesterday"},
		{time.Date(2026, 11, 21, 8, 0, 0, 0, zone), "周六", "Sat"},
		{time.Date(2026, 11, 18, 8, 0, 0, 0, zone), "周三", "Wed"},
		{time.Date(2026, 11, 17, 8, 0, 0, 0, zone), "11月17日", "17 Nov"},
		{time.Date(2025, 11, 18, 8, 0, 0, 0, zone), "2025-11-18", "2025-11-18"},
		{time.Date(2026, 12, 1, 8, 0, 0, 0, zone), "12月1日", "1 Dec"},
		{time.Time{}, "", ""},
	} {
		if zh, en := Date(ZH, c.at, now), Date(EN, c.at, now); zh != c.zh || en != c.en {
			t.Errorf("%v: got %q and %q, want %q and %q", c.at, zh, en, c.zh, c.en)
		}
	}
	at := time.Date(2026, 11, 23, 9, 41, 0, 0, zone)
	if zh, en := Stamp(ZH, at, now), Stamp(EN, at, now); zh != "11月23日 09:41" || en != "23 Nov, 09:41" {
		t.Errorf("stamps are %q and %q", zh, en)
	}
}

func TestNumbers(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 31022: "31,022", -1234567: "-1,234,567"} {
		if got := Count(n); got != want {
			t.Errorf("Count(%d) is %q", n, got)
		}
	}
	for n, want := range map[int64]string{0: "0 B", 1023: "1023 B", 1024: "1 KB", 188416: "184 KB", 1023 * 1024: "1.0 MB", 1468006: "1.4 MB", 52428800: "50 MB", -5: "0 B"} {
		if got := Size(n); got != want {
			t.Errorf("Size(%d) is %q, want %q", n, got, want)
		}
	}
	for d, want := range map[time.Duration]string{0: "1 ms", 18 * time.Millisecond: "18 ms", 1240 * time.Millisecond: "1.2 s", 75 * time.Second: "75 s"} {
		if got := Elapsed(d); got != want {
			t.Errorf("Elapsed(%v) is %q, want %q", d, got, want)
		}
	}
	if one, many := T(EN, ListNew, 1), T(EN, ListNew, 3); one != "1 new message" || many != "3 new messages" {
		t.Errorf("plurals are %q and %q", one, many)
	}
}

func TestBlanksBetweenChineseAndLatin(t *testing.T) {
	for arg, want := range map[string]string{"Gmail": "已识别：Gmail", "QQ 邮箱": "已识别：QQ 邮箱"} {
		if got := T(ZH, AccountRecognised, arg); got != want {
			t.Errorf("got %q", got)
		}
	}
	if got := T(ZH, SecretCodeNot, "QQ"); got != "授权码（不是 QQ 密码）" {
		t.Errorf("got %q", got)
	}
	p := &mail.Problem{Code: mail.AuthRejected, Server: mail.Server{Protocol: mail.IMAP, Host: "imap.corp.example"}}
	if got := Explain(ZH, p).Headline; got != "imap.corp.example 拒绝了登录" {
		t.Errorf("got %q", got)
	}
}

func TestMatchLocale(t *testing.T) {
	for locale, want := range map[string]Language{"zh_CN.UTF-8": ZH, "zh-Hant-TW": ZH, "en_GB": EN, "de_DE": EN, "C": EN, "": EN} {
		if got := Match(locale); got != want {
			t.Errorf("Match(%q) is %q", locale, got)
		}
	}
	if Match("de_DE", "zh_CN") != ZH {
		t.Error("the second locale is not used")
	}
}

func TestStatusLine(t *testing.T) {
	now := time.Date(2026, 11, 24, 10, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		s      mail.SyncStatus
		zh, en string
	}{
		{mail.SyncStatus{Activity: mail.Watching, Checked: now.Add(-20 * time.Second)}, "刚刚更新", "Updated just now"},
		{mail.SyncStatus{Activity: mail.Watching, Checked: now.Add(-5 * time.Minute)}, "5 分钟前更新", "Updated 5 min ago"},
		{mail.SyncStatus{Activity: mail.Pulling, Folder: "INBOX", Done: 1200, Of: 31022}, "正在收取「收件箱」 1,200 / 31,022", "Fetching Inbox, 1,200 of 31,022"},
		{mail.SyncStatus{Activity: mail.Waiting, Checked: now.Add(-time.Hour), Next: now.Add(time.Minute), Problem: &mail.Problem{Code: mail.Offline}}, "离线，上次更新 09:30，10:31 再试", "Offline since 09:30, next try at 10:31"},
	} {
		if zh, en := Status(ZH, c.s, now), Status(EN, c.s, now); zh != c.zh || en != c.en {
			t.Errorf("got %q and %q, want %q and %q", zh, en, c.zh, c.en)
		}
	}
}

func TestExplanationNamesProviderAndKeepsSecretsOut(t *testing.T) {
	s := samples(mail.AuthRejected, "")[2]
	x := ExplainFor(ZH, s.p, s.c)
	if x.Headline != "腾讯企业邮箱拒绝了登录" || len(x.Advice) != 3 || x.Closing == "" {
		t.Errorf("got %+v", x)
	}
	if x.Actions[0].Kind != ActionRetry || x.Actions[1].URL != "https://exmail.qq.com/" {
		t.Errorf("actions are %+v", x.Actions)
	}
	for _, a := range x.Actions {
		if a.Kind == ActionCopyAdmin && (!strings.Contains(a.Text, "zhangwei@corp.example") || !strings.Contains(a.Text, "imap.corp.example")) {
			t.Errorf("the letter says %q", a.Text)
		}
	}
	s.c.Provider.SecretURL = "javascript:alert(1)"
	for _, a := range ExplainFor(EN, s.p, s.c).Actions {
		if a.Kind == ActionOpen {
			t.Errorf("a button opens %q", a.URL)
		}
	}
}
