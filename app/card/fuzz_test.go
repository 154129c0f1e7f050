package card_test

import (
	"strings"
	"testing"

	"letterbox/app/card"
	"letterbox/mail"
)

// FuzzParse looks for cards that make the reader fail, and for such that say what none may say.
func FuzzParse(f *testing.F) {
	f.Add(sealed(keyOf(1), plain), plain)
	f.Add([]byte(`{"mailbind": 1, "payload": "e30=", "key": "", "signature": ""}`), `{"version": 1, "help": {"en": "x"}}`)
	f.Add([]byte("[[[[[["), `{"domains": [[["a"]]]}`)
	f.Fuzz(func(t *testing.T, raw []byte, inner string) {
		for _, text := range [][]byte{raw, sealed(keyOf(1), inner)} {
			c, err := card.Parse(text)
			if err != nil {
				if p := mail.ProblemOf(err); p.Class == "" {
					t.Errorf("no class: %v", err)
				}
				continue
			}
			if len(c.Domains) == 0 || c.Issuer == "" || c.Incoming.Validate() == nil && c.Incoming.Auth != "" && c.Incoming.Username != "" || c.HelpURL != "" && !strings.HasPrefix(c.HelpURL, "https:") {
				t.Errorf("read %+v", c)
			}
		}
	})
}
