package app

import (
	"testing"

	"letterbox/app/card"
	"letterbox/mail"
	"letterbox/ui/words"
)

// TestProblemsWithCardsHaveTheirWords compares what is said of each with what is said of problems that nothing is known of.
func TestProblemsWithCardsHaveTheirWords(t *testing.T) {
	for _, lang := range words.Languages {
		said := map[string]string{words.Explain(lang, &mail.Problem{Code: mail.PolicyForbids}).Headline: "no class"}
		for _, class := range card.Classes() {
			headline := words.Explain(lang, &mail.Problem{Code: mail.PolicyForbids, Class: class}).Headline
			if other := said[headline]; other != "" {
				t.Errorf("%s: %q is said of %s too", class, headline, other)
			}
			said[headline] = class
		}
	}
}
