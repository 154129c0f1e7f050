package words

import (
	"strings"
	"testing"
	"time"

	"letterbox/mail"
)

func TestEveryCertificateFaultIsWorded(t *testing.T) {
	faults := constants(t, "../../mail", "CertificateFault")
	if len(faults) < 9 {
		t.Fatalf("found %d faults only", len(faults))
	}
	seen := mail.Inspection{
		Server: mail.Server{Host: "mail.corp.example", Port: 993},
		Chain:  mail.Chain{{Name: "corp", IssuerName: "Corp CA", From: time.Unix(0, 0).UTC(), Until: time.Unix(1e9, 0).UTC()}},
	}
	said := map[string]string{}
	for _, f := range faults {
		for _, lang := range Languages {
			says, who := FaultOf(lang, mail.CertificateFault(f), seen, 0)
			checkTone(t, f, lang, says)
			if strings.ContainsAny(says, "{}") || who.Label(lang) == "" {
				t.Errorf("%s: %q, to be solved by %q", f, says, who)
			}
			if other, twice := said[says]; twice {
				t.Errorf("%s and %s are both told as %q", f, other, says)
			}
			said[says] = f
		}
	}
}

func TestEveryWayOfTrustIsWorded(t *testing.T) {
	for _, by := range constants(t, "../../mail", "TrustedBy") {
		if CertificateTrusted(mail.TrustedBy(by)) == CertificateNone {
			t.Errorf("%s is not worded", by)
		}
	}
}

// TestChangedCertificateSaysWhichWas names both fingerprints, and the key when it is the same.
func TestChangedCertificateSaysWhichWas(t *testing.T) {
	p := &mail.Problem{
		Code: mail.TLSUntrusted, Class: mail.ClassChanged, Server: mail.Server{Host: "mail.corp.example"}, Chain: mail.Chain{{}},
		Facts: map[string]string{mail.FactSHA256: strings.Repeat("0a", 32), mail.FactPinned: strings.Repeat("b1", 32)},
	}
	for _, lang := range Languages {
		x := Explain(lang, p)
		for _, part := range []string{"0A:0A:0A:0A … 0A:0A:0A:0A", "B1:B1:B1:B1 … B1:B1:B1:B1"} {
			if !strings.Contains(x.Detail, part) {
				t.Errorf("%s: %q does not say %s", lang, x.Detail, part)
			}
		}
		if strings.Contains(x.Detail, sameKey.in(lang)) || !strings.Contains(x.Technical, strings.Repeat("0a", 32)) {
			t.Errorf("%s: %q\n%s", lang, x.Detail, x.Technical)
		}
		if x.Actions[1].Kind != ActionCertificate {
			t.Errorf("%s: %v", lang, x.Actions)
		}
	}
	p.Facts[mail.FactSameKey] = "yes"
	if x := Explain(EN, p); !strings.Contains(x.Detail, sameKey.en) {
		t.Errorf("%q does not tell of the key", x.Detail)
	}
	p.Chain = nil
	for _, a := range Explain(EN, p).Actions {
		if a.Kind == ActionCertificate {
			t.Error("a certificate is offered that nobody showed")
		}
	}
}
