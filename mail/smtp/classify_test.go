package smtp_test

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"letterbox/mail"
	"letterbox/mail/mailtest"
	"letterbox/mail/smtp"
)

func TestDiagnose(t *testing.T) {
	for _, test := range []struct {
		provider, host string
		phase          smtp.Phase
		reply          string
		class          string
		code           mail.Code
		retry          mail.Retry
	}{
		{"", "smtp.qq.com", smtp.PhaseLogin, "535 Login Fail. Please enter your authorization code to login. More information in http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=28&&no=1001256", "AUTHCODE_REQUIRED", mail.AppPasswordNeeded, mail.RetryAfterChange},
		{"", "smtp.qq.com", smtp.PhaseLogin, "535 Error: 请使用授权码登录。详情请看: http://service.mail.qq.com/", "AUTHCODE_REQUIRED", mail.AppPasswordNeeded, mail.RetryAfterChange},
		{"", "smtp.exmail.qq.com", smtp.PhaseLogin, "535 Error: authentication failed, system busy", "AUTH_AMBIGUOUS", mail.AuthRejected, mail.RetryAfterChange},
		{"", "smtp.exmail.qq.com", smtp.PhaseMailFrom, "501 mail from address must be same as authorization user", "SENDER_MISMATCH", mail.SendRefused, mail.RetryAfterChange},
		{"", "smtp.163.com", smtp.PhaseLogin, "535 Error: authentication failed", "AUTH_AMBIGUOUS", mail.AuthRejected, mail.RetryAfterChange},
		{"", "mail.corp.example", smtp.PhaseLogin, "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6", "AUTH_BAD_CREDENTIALS", mail.AuthRejected, mail.RetryAfterChange},
		{"", "smtp.163.com", smtp.PhaseLogin, "550 User has no permission", "PROTOCOL_DISABLED_USER", mail.ProtocolDisabled, mail.RetryAfterChange},
		{"", "smtp.163.com", smtp.PhaseConnect, "421 HL:ICC 163 smtp5,D8CowAD, http://mail.163.com/help", "CONN_LIMIT", mail.RateLimited, mail.RetryLater},
		{"netease_qiye_hz", "", smtp.PhaseLogin, "535 ERR.LOGIN.IPDENY", "IP_DENIED", mail.AccessDenied, mail.RetryAfterChange},
		{"", "smtp.qiye.aliyun.com", smtp.PhaseLogin, "526 Authentication failure[1]", "RATE_LIMIT_LOGIN", mail.RateLimited, mail.RetryLater},
		{"", "smtp.gmail.com", smtp.PhaseLogin, "534-5.7.9 Application-specific password required. For more information, go to\r\n534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor - gsmtp", "APP_PASSWORD_REQUIRED", mail.AppPasswordNeeded, mail.RetryAfterChange},
		{"", "smtp.office365.com", smtp.PhaseLogin, "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [TYAPR01CA0001]", "BASIC_AUTH_DISABLED", mail.MechanismMissing, mail.RetryAfterChange},
		{"", "smtp.office365.com", smtp.PhaseLogin, "535 5.7.3 Authentication unsuccessful [HK0PR01CA0001]", "AUTH_AMBIGUOUS", mail.AuthRejected, mail.RetryAfterChange},
		{"", "smtp.office365.com", smtp.PhaseLogin, "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.", "PROTOCOL_DISABLED_ADMIN", mail.ProtocolDisabled, mail.RetryAfterChange},
		{"", "smtp.mail.yahoo.com", smtp.PhaseLogin, "535 5.7.0 (#AUTH005) Too many bad auth attempts.", "RATE_LIMIT_LOGIN", mail.RateLimited, mail.RetryLater},
		{"", "mail.corp.example", smtp.PhaseRcpt, "550 5.1.1 <x@corp.example>: Recipient address rejected: User unknown", "RCPT_UNKNOWN", mail.RecipientRejected, mail.RetryAfterChange},
		{"", "mail.corp.example", smtp.PhaseRcpt, "450 4.2.0 <x@corp.example>: Recipient address rejected: Greylisted", "GREYLIST_TEMP", mail.ServerBusy, mail.RetryLater},
		{"", "mail.corp.example", smtp.PhaseData, "552 5.3.4 Message size exceeds fixed limit", "SIZE_LIMIT", mail.SendRefused, mail.RetryAfterChange},
		{"", "mail.corp.example", smtp.PhaseData, "554 5.7.1 Message rejected", "SEND_REJECTED", mail.SendRefused, mail.RetryNever},
		{"", "mail.corp.example", smtp.PhaseLogin, "454 4.7.0 Temporary authentication failure", "SERVER_TEMP", mail.ServerBusy, mail.RetryLater},
		{"", "mail.corp.example", smtp.PhaseLogin, "504 5.5.4 Unrecognized authentication type", "MECH_UNSUPPORTED", mail.MechanismMissing, mail.RetryAfterChange},
		{"", "mail.corp.example", smtp.PhaseAny, "299 something odd", "INFO_OK", mail.Unknown, mail.RetryNever},
		{"", "mail.corp.example", smtp.PhaseAny, "gibberish", "", mail.ServerRefused, mail.RetryAfterChange},
	} {
		p := smtp.Diagnose([]byte(test.reply), test.phase, test.provider, mail.Server{Host: test.host})
		if p.Class != test.class || p.Code != test.code || p.Retry != test.retry {
			t.Errorf("%q: %s %s %s, want %s %s %s", test.reply, p.Class, p.Code, p.Retry, test.class, test.code, test.retry)
		}
		if strings.ContainsAny(p.Reply, "\r\n") || len(p.Reply) > 500 {
			t.Errorf("reply is not one line: %q", p.Reply)
		}
	}
}

func TestDiagnoseReadsGBK(t *testing.T) {
	raw, err := simplifiedchinese.GBK.NewEncoder().String("535 Error: 请使用授权码登录。")
	if err != nil {
		t.Fatal(err)
	}
	p := smtp.Diagnose([]byte(raw), smtp.PhaseLogin, "qq", mail.Server{})
	if p.Class != "AUTHCODE_REQUIRED" || p.Reply != "Error: 请使用授权码登录。" {
		t.Errorf("%s %q", p.Class, p.Reply)
	}
}

// TestDiagnoseRealReplies goes by what the person is told: several classes lead to the same.
func TestDiagnoseRealReplies(t *testing.T) {
	group := make(map[string]string)
	for _, row := range table(t, "action_groups.tsv") {
		for class := range strings.FieldsSeq(row["classes"]) {
			group[class] = row["group"]
		}
	}
	count := 0
	for _, row := range table(t, "server_responses.tsv") {
		if row["protocol"] != "smtp" && row["protocol"] != "any" || strings.HasPrefix(row["verbatim_response"], "NO ") {
			continue
		}
		count++
		p := smtp.Diagnose([]byte(row["verbatim_response"]), smtp.ParsePhase(row["stage"]), row["provider"], mail.Server{Protocol: mail.Submission})
		if group[p.Class] != group[row["class"]] {
			t.Errorf("%s %s %q: %s, want %s", row["provider"], row["stage"], row["verbatim_response"], p.Class, row["class"])
		} else if p.Class != row["class"] {
			t.Logf("%s %s %q: %s, listed as %s", row["provider"], row["stage"], row["verbatim_response"], p.Class, row["class"])
		}
	}
	if count < 80 {
		t.Errorf("only %d replies", count)
	}
}

func table(t *testing.T, name string) []map[string]string {
	t.Helper()
	file, err := os.Open(mailtest.SharedData(t, name))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	reader := csv.NewReader(file)
	reader.Comma, reader.LazyQuotes, reader.FieldsPerRecord = '\t', true, -1
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]string
	for _, row := range rows[1:] {
		m := make(map[string]string)
		for i, field := range row {
			m[rows[0][i]] = field
		}
		list = append(list, m)
	}
	return list
}
