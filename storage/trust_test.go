package storage

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// shown makes a certificate that nobody vouches for.
func shown(t *testing.T) mail.Certificate {
	t.Helper()
	ca := must(mailtest.NewCA())(t)
	issued := must(ca.Issue(mailtest.SelfSignedCert))(t)
	return must(mail.ReadCertificate(issued.Certificate[0]))(t)
}

func TestTrustIsKeptPerHost(t *testing.T) {
	dir := t.TempDir()
	db, _, _ := openDir(t, dir)
	now := time.UnixMilli(1_790_000_000_123).UTC()
	var pins []mail.Pin
	for _, port := range []int{465, 993} {
		pin := must(mail.NewPin("Mail.Corp.Example.", port, shown(t), time.Now()))(t)
		pin.Accepted, pin.Until = now, now.Add(time.Hour)
		pins = append(pins, pin)
		check(t, db.PutPin(t.Context(), pin))
	}
	ca := shown(t)
	authority := mail.TrustedCA{Host: "mail.corp.example", SHA256: ca.SHA256, DER: ca.DER, Added: now}
	check(t, db.PutAuthority(t.Context(), authority))
	check(t, db.PutAuthority(t.Context(), authority))
	check(t, db.Close(t.Context()))

	db, _, _ = openDir(t, dir)
	want := mail.Trust{Pins: pins, Authorities: []mail.TrustedCA{authority}}
	for _, host := range []string{"", "mail.corp.example"} {
		if diff := cmp.Diff(want, must(db.Trust(t.Context(), host))(t)); diff != "" {
			t.Errorf("host %q: %s", host, diff)
		}
	}
	for _, other := range []string{"corp.example", "mail.corp.example.org", "x"} {
		if got := must(db.Trust(t.Context(), other))(t); !got.IsZero() {
			t.Errorf("%s is trusted: %v", other, got)
		}
	}
}

func TestPinIsReplacedAndRemoved(t *testing.T) {
	db, _, _ := openDir(t, t.TempDir())
	first := must(mail.NewPin("a.example", 993, shown(t), time.Now()))(t)
	second := must(mail.NewPin("a.example", 993, shown(t), time.Now()))(t)
	check(t, db.PutPin(t.Context(), first))
	check(t, db.PutPin(t.Context(), second))
	if got := must(db.Trust(t.Context(), "a.example"))(t); len(got.Pins) != 1 || got.Pins[0].SHA256 != second.SHA256 {
		t.Errorf("pins: %v", got.Pins)
	}
	wantCode(t, db.RemovePin(t.Context(), "a.example", 465), mail.NotFound)
	wantCode(t, db.RemoveAuthority(t.Context(), "a.example", first.SHA256), mail.NotFound)
	check(t, db.RemovePin(t.Context(), "a.example", 993))
	if got := must(db.Trust(t.Context(), ""))(t); !got.IsZero() {
		t.Errorf("left: %v", got)
	}
}

// TestPinThatWasChangedIsPassedOver puts another certificate under the fingerprint of a pin.
func TestPinThatWasChangedIsPassedOver(t *testing.T) {
	db, _, _ := openDir(t, t.TempDir())
	pin := must(mail.NewPin("a.example", 993, shown(t), time.Now()))(t)
	pin.DER = shown(t).DER
	check(t, db.PutPin(t.Context(), pin))
	if got := must(db.Trust(t.Context(), "a.example"))(t); !got.IsZero() {
		t.Errorf("trusted: %v", got)
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
