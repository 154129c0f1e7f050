package verdict_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"letterbox/mail"
	"letterbox/mail/verdict"
)

func judged(reply string, phase verdict.Phase, host, provider string) *mail.Problem {
	r := verdict.Parse([]byte(reply), mail.Submission, phase)
	r.Family = verdict.FamilyOf(host, provider)
	return r.Problem(mail.Server{Protocol: mail.Submission, Host: host})
}

func TestSubmissionReplies(t *testing.T) {
	for _, test := range []struct {
		provider, host string
		phase          verdict.Phase
		reply          string
		class          string
		code           mail.Code
		retry          mail.Retry
	}{
		{"", "smtp.qq.com", verdict.Login, "535 Login Fail. Please enter your authorization code to login. More information in http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=28&&no=1001256", "AUTHCODE_REQUIRED", mail.AppPasswordNeeded, mail.RetryAfterChange},
		{"", "smtp.qq.com", verdict.Login, "535 Error: 请使用授权码登录。详情请看: http://service.mail.qq.com/", "AUTHCODE_REQUIRED", mail.AppPasswordNeeded, mail.RetryAfterChange},
		{"", "smtp.exmail.qq.com", verdict.Login, "535 Error: authentication failed, system busy", "AUTH_AMBIGUOUS", mail.AuthRejected, mail.RetryAfterChange},
		{"", "smtp.exmail.qq.com", verdict.MailFrom, "501 mail from address must be same as authorization user", "SENDER_MISMATCH", mail.SendRefused, mail.RetryAfterChange},
		{"", "smtp.163.com", verdict.Login, "535 Error: authentication failed", "AUTH_AMBIGUOUS", mail.AuthRejected, mail.RetryAfterChange},
		{"", "mail.corp.example", verdict.Login, "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6", "AUTH_BAD_CREDENTIALS", mail.AuthRejected, mail.RetryAfterChange},
		{"", "smtp.163.com", verdict.Login, "550 User has no permission", "PROTOCOL_DISABLED_USER", mail.ProtocolDisabled, mail.RetryAfterChange},
		{"", "smtp.163.com", verdict.Connect, "421 HL:ICC 163 smtp5,D8CowAD, http://mail.163.com/help", "CONN_LIMIT", mail.RateLimited, mail.RetryLater},
		{"netease_qiye_hz", "", verdict.Login, "535 ERR.LOGIN.IPDENY", "IP_DENIED", mail.AccessDenied, mail.RetryAfterChange},
		{"", "smtp.qiye.aliyun.com", verdict.Login, "526 Authentication failure[1]", "RATE_LIMIT_LOGIN", mail.RateLimited, mail.RetryLater},
		{"", "smtp.gmail.com", verdict.Login, "534-5.7.9 Application-specific password required. For more information, go to\r\n534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor - gsmtp", "APP_PASSWORD_REQUIRED", mail.AppPasswordNeeded, mail.RetryAfterChange},
		{"", "smtp.office365.com", verdict.Login, "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [TYAPR01CA0001]", "BASIC_AUTH_DISABLED", mail.MechanismMissing, mail.RetryAfterChange},
		{"", "smtp.office365.com", verdict.Login, "535 5.7.3 Authentication unsuccessful [HK0PR01CA0001]", "AUTH_AMBIGUOUS", mail.AuthRejected, mail.RetryAfterChange},
		{"", "smtp.office365.com", verdict.Login, "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.", "PROTOCOL_DISABLED_ADMIN", mail.ProtocolDisabled, mail.RetryAfterChange},
		{"", "smtp.mail.yahoo.com", verdict.Login, "535 5.7.0 (#AUTH005) Too many bad auth attempts.", "RATE_LIMIT_LOGIN", mail.RateLimited, mail.RetryLater},
		{"", "mail.corp.example", verdict.Rcpt, "550 5.1.1 <x@corp.example>: Recipient address rejected: User unknown", "RCPT_UNKNOWN", mail.RecipientRejected, mail.RetryAfterChange},
		{"", "mail.corp.example", verdict.Rcpt, "450 4.2.0 <x@corp.example>: Recipient address rejected: Greylisted", "GREYLIST_TEMP", mail.ServerBusy, mail.RetryLater},
		{"", "mail.corp.example", verdict.Data, "552 5.3.4 Message size exceeds fixed limit", "SIZE_LIMIT", mail.SendRefused, mail.RetryAfterChange},
		{"", "mail.corp.example", verdict.Data, "554 5.7.1 Message rejected", "SEND_REJECTED", mail.SendRefused, mail.RetryNever},
		{"", "mail.corp.example", verdict.Login, "454 4.7.0 Temporary authentication failure", "SERVER_TEMP", mail.ServerBusy, mail.RetryLater},
		{"", "mail.corp.example", verdict.Login, "504 5.5.4 Unrecognized authentication type", "MECH_UNSUPPORTED", mail.MechanismMissing, mail.RetryAfterChange},
		{"", "mail.corp.example", verdict.Any, "299 something odd", "INFO_OK", mail.Unknown, mail.RetryNever},
		{"", "mail.corp.example", verdict.Any, "gibberish", "", mail.ServerRefused, mail.RetryAfterChange},
	} {
		p := judged(test.reply, test.phase, test.host, test.provider)
		if p.Class != test.class || p.Code != test.code || p.Retry != test.retry {
			t.Errorf("%q: %s %s %s, want %s %s %s", test.reply, p.Class, p.Code, p.Retry, test.class, test.code, test.retry)
		}
		if strings.ContainsAny(p.Reply, "\r\n") {
			t.Errorf("reply is not one line: %q", p.Reply)
		}
	}
}

func TestParseReadsGBK(t *testing.T) {
	raw, err := simplifiedchinese.GBK.NewEncoder().String("535 Error: 请使用授权码登录。")
	if err != nil {
		t.Fatal(err)
	}
	p := judged(raw, verdict.Login, "", "qq")
	if p.Class != "AUTHCODE_REQUIRED" || p.Reply != "Error: 请使用授权码登录。" {
		t.Errorf("%s %q", p.Class, p.Reply)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("535 5.7.8 no"), "imap", "login", "qq")
	f.Add([]byte("A1 NO [ALERT] x"), "", "", "")
	f.Add([]byte("\xc3\xdc"), "pop3", "any", "generic")
	f.Fuzz(func(t *testing.T, raw []byte, protocol, phase, provider string) {
		r := verdict.Parse(raw, mail.Protocol(protocol), verdict.ParsePhase(phase))
		r.Family = verdict.FamilyOf("", provider)
		if p := r.Problem(mail.Server{}); p.Code == "" || p.Retry == "" {
			t.Errorf("%+v", p)
		}
	})
}
