package smtp_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// crowd is so many recipients.
func crowd(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("p%05d@corp.example", i)
	}
	return list
}

// handed returns who got a message, in order, and how many transactions it took.
func handed(server *mailtest.SMTPServer) (to []string, transactions int) {
	for _, m := range server.Submitted() {
		to = append(to, m.To...)
	}
	return to, len(server.Submitted())
}

// TestManyRecipientsAreSplit sends to more people than the server takes at once: everybody gets the message once, in as
// few transactions as there can be, on one connection.
func TestManyRecipientsAreSplit(t *testing.T) {
	for name, hidden := range map[string]string{"told before": "STARTTLS", "found out": "LIMITS", "one by one": "LIMITS PIPELINING"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := mailtest.SMTP(t, mailtest.SMTPMaxRecipients(100), mailtest.SMTPHides(strings.Fields(hidden)...))
			all := crowd(1050)
			out := outbound(all...)
			var taken []mail.Address
			told := 0
			out.Taken = func(recipients []mail.Address) error {
				taken, told = append(taken, recipients...), told+1
				return nil
			}
			receipt, problem := submit(t, server, 1, out)
			if problem != nil || len(receipt.Refused()) != 0 {
				t.Fatalf("%v, %d refused", problem, len(receipt.Refused()))
			}
			to, n := handed(server)
			if !slices.Equal(to, all) || n != 11 || told != 10 || len(taken) != 1000 {
				t.Errorf("%d people in %d transactions; told %d times of %d people", len(to), n, told, len(taken))
			}
		})
	}
}

// TestSplittingStops has what goes wrong between two transactions keep the others from getting the message, and only
// them.
func TestSplittingStops(t *testing.T) {
	full := mail.Problem{Code: mail.DiskFull}
	for name, test := range map[string]struct {
		fault   mailtest.Fault
		taken   error
		want    mail.Code
		reached int
	}{
		"it cannot be noted": {taken: &full, want: mail.DiskFull, reached: 100},
		"one is refused":     {fault: mailtest.Fault{On: "RCPT", After: 150, Once: true, Reply: "550 5.1.1 no such user\r\n"}, want: mail.RecipientRejected, reached: 100},
		"no answer":          {fault: mailtest.Fault{On: "MESSAGE", After: 1, Once: true, Then: mailtest.CutAnswer}, want: mail.SendUnknown, reached: 200},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			opts := []mailtest.SMTPOption{mailtest.SMTPMaxRecipients(100)}
			if test.fault.On != "" {
				opts = append(opts, mailtest.SMTPFaults(test.fault))
			}
			server := mailtest.SMTP(t, opts...)
			out := outbound(crowd(250)...)
			out.Taken = func([]mail.Address) error { return test.taken }
			receipt, problem := submit(t, server, 1, out)
			if problem == nil || problem.Code != test.want {
				t.Fatalf("got %v", problem)
			}
			if to, _ := handed(server); len(to) != test.reached || len(receipt.Recipients) != 250 {
				t.Errorf("%d people got it, %d verdicts", len(to), len(receipt.Recipients))
			}
		})
	}
}

// TestTooManyWithoutSplitting is refused as a whole, and nobody gets the message.
func TestTooManyWithoutSplitting(t *testing.T) {
	server := mailtest.SMTP(t, mailtest.SMTPMaxRecipients(10))
	_, problem := submit(t, server, 1, outbound(crowd(12)...))
	if problem == nil || problem.Class != "RCPT_TOO_MANY" {
		t.Fatalf("got %v", problem)
	}
	if to, _ := handed(server); len(to) != 0 {
		t.Errorf("%d people got it", len(to))
	}
}
