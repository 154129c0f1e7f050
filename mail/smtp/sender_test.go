package smtp_test

import (
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

func TestVerifySender(t *testing.T) {
	for _, test := range []struct {
		reply string // to MAIL; "" for the server's own
		code  mail.Code
		class string
	}{
		{"", "", ""},
		{"553 5.7.1 <ada@corp.example>: Sender address rejected: not owned by user ada\r\n", mail.SendRefused, "SENDER_MISMATCH"},
		{"501 mail from address must be same as authorization user\r\n", mail.SendRefused, "SENDER_MISMATCH"},
		{"550 5.7.60 SMTP; Client does not have permissions to send as this sender\r\n", mail.SendRefused, "SENDER_MISMATCH"},
		{"553 5.1.8 bad sender\r\n", mail.SendRefused, "SENDER_REFUSED"},
		{"451 4.3.0 try later\r\n", "", ""},
		{"554 5.7.1 blocked using zen.spamhaus.org\r\n", "", ""},
	} {
		t.Run(test.reply, func(t *testing.T) {
			var options []mailtest.SMTPOption
			if test.reply != "" {
				options = append(options, mailtest.SMTPFaults(mailtest.Fault{On: "MAIL", Reply: test.reply}))
			}
			server := mailtest.SMTP(t, options...)
			var last mail.Check
			err := client(t, 1, nil).VerifySender(t.Context(), server.Server(), server.Credential(), address("ada@corp.example"), func(c mail.Check) { last = c })
			p := mail.ProblemOf(err)
			if test.code == "" && (err != nil || last.Stage != mail.StageSubmit || last.Status != mail.CheckOK || !strings.HasPrefix(last.Finding, "MAIL FROM")) {
				t.Fatalf("%v %+v", err, last)
			}
			if test.code != "" && (p == nil || p.Code != test.code || p.Class != test.class || p.Stage != mail.StageSubmit) {
				t.Fatalf("%v", err)
			}
			if said := commands(server); said[0] != "MAIL FROM:<ada@corp.example>" || slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(s, "RCPT") || s == "DATA" }) {
				t.Errorf("said %q", said)
			}
		})
	}
}
