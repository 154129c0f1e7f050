package binder

import (
	"slices"
	"testing"

	"letterbox/mail"
)

// TestWhatIsForbiddenIsNotAsked has an administrator who lets nobody bind host b. Neither server is asked, whether the
// account is new or bound already.
func TestWhatIsForbiddenIsNotAsked(t *testing.T) {
	w := lived()
	b := w.binder(t)
	b.config.Allowed = func(_ mail.Address, c mail.Candidate) error {
		if slices.Contains([]string{c.Incoming.Host, c.Outgoing.Host}, "b") {
			return &mail.Problem{Code: mail.PolicyForbids}
		}
		return nil
	}
	noted := 0
	note := func(mail.Check) { noted++ }
	forbidden := request(candidate("a"), candidate("b"))
	forbidden.DryRun = true
	_, _, bound := b.Bind(t.Context(), forbidden, note)
	elsewhere := w.bound[0]
	elsewhere.Outgoing.Host = "b"
	_, renewed := b.Renew(t.Context(), elsewhere, mail.Password("pw"), note)
	for _, err := range []error{bound, renewed, b.Allows(t.Context(), forbidden)} {
		if mail.ProblemOf(err).Code != mail.PolicyForbids || noted > 0 {
			t.Errorf("%v after %d checks", err, noted)
		}
	}
	w.expect(t)
}
