package command

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"letterbox/assets"
	"letterbox/mail"
	"letterbox/mail/provider"
	"letterbox/ui/words"
)

// typedFromTheGuide is a candidate that a reader of the guide would spell out.
func typedFromTheGuide() []mail.Candidate {
	return []mail.Candidate{{
		Source: "typed", Trusted: true,
		Incoming: mail.Server{Protocol: mail.IMAP, Host: "IMAP.email.qq.com", Port: 993, Security: mail.TLS, Auth: mail.PasswordAuth, Username: "li@firma.example"},
		Outgoing: mail.Server{Protocol: mail.Submission, Host: "smtp.email.qq.com", Port: 465, Security: mail.TLS, Auth: mail.PasswordAuth, Username: "li@firma.example"},
	}}
}

// TestTheGuidesMistakeIsToldAndCorrected: the binding guide names hosts that do not serve mail.
func TestTheGuidesMistakeIsToldAndCorrected(t *testing.T) {
	catalogue, err := provider.Load(assets.ProvidersJSON)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range words.Languages {
		for _, asJSON := range []bool{true, false} {
			var out, said bytes.Buffer
			c := &call{Globals: Globals{Lang: lang, JSON: asJSON}, streams: Streams{Out: &out, Err: &said}, out: newPrinter(&out, Globals{Lang: lang, JSON: asJSON})}
			list := c.corrected(&Services{Catalogue: catalogue}, typedFromTheGuide())
			got := list[0]
			if got.Incoming.Host != "imap.exmail.qq.com" || got.Outgoing.Host != "smtp.exmail.qq.com" || got.Provider != "tencent_exmail" || got.Incoming.Port != 993 {
				t.Errorf("%+v", got)
			}
			told := said.String()
			if asJSON {
				told = notices(t, out.String())
			}
			for _, host := range []string{"imap.exmail.qq.com", "smtp.exmail.qq.com", "email.qq.com"} {
				if !strings.Contains(told, host) {
					t.Errorf("%s: %s is not told: %s", lang, host, told)
				}
			}
			if list = c.corrected(&Services{Catalogue: catalogue}, list); len(list) != 1 || strings.Count(said.String()+out.String(), "notice") > 2 {
				t.Errorf("%s: told again: %s", lang, out.String())
			}
		}
	}
}

// notices returns what the notices among some events say.
func notices(t *testing.T, events string) string {
	t.Helper()
	var all []string
	for line := range strings.Lines(events) {
		var event struct {
			Event   string        `json:"event"`
			Problem problemObject `json:"problem"`
		}
		if err := json.Unmarshal([]byte(line), &event); err != nil || event.Event != "notice" || event.Problem.Class != "HOST_MISTAKEN" {
			t.Fatalf("%s: %v", line, err)
		}
		all = append(all, event.Problem.Headline, event.Problem.Detail)
	}
	return strings.Join(all, "\n")
}
