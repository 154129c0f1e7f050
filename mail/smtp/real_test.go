package smtp_test

import (
	"crypto/x509"
	"slices"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/mailtest"
	"letterbox/mail/smtp"
)

// realLetter is a message with what is hard about DATA, without line ends of one kind.
const realLetter = "From: ada@mail.example.test\r\nTo: bob@mail.example.test\nSubject: dots\n\n.\n..a\r\n.b\nbye"

var realWired = strings.ReplaceAll(strings.ReplaceAll(realLetter, "\r\n", "\n"), "\n", "\r\n") + "\r\n"

func trusting(roots *x509.CertPool) *smtp.Client {
	return smtp.New(smtp.Config{Dialer: dial.New(dial.Config{Roots: roots})})
}

// await asks until there is mail.
func await(t *testing.T, arrived func() []mailtest.Relayed) []mailtest.Relayed {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); <-tick.C {
		if got := arrived(); len(got) > 0 {
			return got
		}
	}
	t.Fatal("nothing arrived")
	return nil
}

func TestDovecotSubmits(t *testing.T) {
	running := mailtest.Dovecot(t)
	for i, security := range []mail.Security{mail.TLS, mail.STARTTLS} {
		out := outbound("bob@mail.example.test", "eve@mail.example.test")
		out.Content = text(realLetter)
		receipt, err := trusting(running.Roots()).Submit(t.Context(), running.Submission(security), running.Credential("ada"), out, nil)
		if err != nil || receipt.Refused() != nil || receipt.Reply == "" {
			t.Fatalf("%s: %v %+v\n%s", security, err, receipt, running.Log())
		}
		got := await(t, func() []mailtest.Relayed { return running.Relay().Mail()[i:] })[0]
		if !strings.HasSuffix(string(got.Data), realWired) || !slices.Equal(got.To, []string{"bob@mail.example.test", "eve@mail.example.test"}) {
			t.Errorf("%s: %q to %q", security, got.Data, got.To)
		}
	}
	if err := trusting(running.Roots()).VerifySender(t.Context(), running.Submission(mail.TLS), running.Credential("ada"), address("ada@mail.example.test"), nil); err != nil {
		t.Error(err)
	}
}

func TestAiosmtpdSubmits(t *testing.T) {
	for _, security := range []mail.Security{mail.TLS, mail.STARTTLS} {
		t.Run(string(security), func(t *testing.T) {
			running := mailtest.StartAiosmtpd(t, security)
			ours, secret := trusting(running.Roots()), mail.Password("pw")
			out := outbound("bob@mail.example.test", "nobody@mail.example.test", "张伟@公司.example")
			out.Content = text(realLetter)
			receipt, err := ours.Submit(t.Context(), running.Server(), secret, out, nil)
			if p := mail.ProblemOf(err); p == nil || p.Class != "RCPT_UNKNOWN" || len(receipt.Refused()) != 1 || len(running.Mail()) > 0 {
				t.Fatalf("all or nothing: %v %+v", err, receipt)
			}
			out.Proceed = func([]mail.RecipientVerdict) bool { return true }
			if receipt, err = ours.Submit(t.Context(), running.Server(), secret, out, nil); err != nil || receipt.Reply != "queued as 1" {
				t.Fatalf("%v %+v", err, receipt)
			}
			got := await(t, running.Mail)[0]
			if string(got.Data) != realWired || !slices.Equal(got.To, []string{"bob@mail.example.test", "张伟@xn--55qx5d.example"}) {
				t.Errorf("%q to %q", got.Data, got.To)
			}
			if _, err = ours.Submit(t.Context(), running.Server(), mail.Password("wrong"), out, nil); mail.ProblemOf(err).Code != mail.AuthRejected {
				t.Errorf("a wrong password: %v", err)
			}
		})
	}
}
