package trust_test

import (
	"bytes"
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"letterbox/app/trust"
	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// shelf is a trust.Store in memory.
type shelf struct{ kept mail.Trust }

func (s *shelf) Trust(_ context.Context, host string) (mail.Trust, error) {
	var t mail.Trust
	for _, p := range s.kept.Pins {
		if host == "" || p.Host == host {
			t.Pins = append(t.Pins, p)
		}
	}
	for _, a := range s.kept.Authorities {
		if host == "" || a.Host == host {
			t.Authorities = append(t.Authorities, a)
		}
	}
	return t, nil
}

func (s *shelf) PutPin(_ context.Context, p mail.Pin) error {
	s.kept.Pins = append(s.kept.Pins, p)
	return nil
}

func (s *shelf) PutAuthority(_ context.Context, a mail.TrustedCA) error {
	s.kept.Authorities = append(s.kept.Authorities, a)
	return nil
}

func (s *shelf) RemovePin(_ context.Context, host string, port int) error {
	s.kept.Pins = slices.DeleteFunc(s.kept.Pins, func(p mail.Pin) bool { return p.Host == host && p.Port == port })
	return nil
}

func (s *shelf) RemoveAuthority(_ context.Context, host string, f mail.Fingerprint) error {
	s.kept.Authorities = slices.DeleteFunc(s.kept.Authorities, func(a mail.TrustedCA) bool { return a.Host == host && a.SHA256 == f })
	return nil
}

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// show makes what a server showed: a certificate of its own, and the authority that nobody knows.
func show(t *testing.T, host string, kind mailtest.CertKind) mail.Inspection {
	t.Helper()
	ca, err := mailtest.NewCA()
	if err != nil {
		t.Fatal(err)
	}
	issued, err := ca.Issue(kind)
	if err != nil {
		t.Fatal(err)
	}
	authority, err := mail.CertificatesInPEM(ca.PEM())
	if err != nil {
		t.Fatal(err)
	}
	chain := append(mail.ReadChain(issued.Certificate), authority...)
	return mail.Inspection{Server: mail.Server{Host: host, Port: 993}, Chain: chain, Problem: &mail.Problem{Code: mail.TLSUntrusted}, At: time.Now()}
}

func book(t *testing.T) (*trust.Book, *bytes.Buffer) {
	t.Helper()
	var log bytes.Buffer
	return trust.New(trust.Config{
		Store: &shelf{}, AllowPins: true, Log: slog.New(slog.NewTextHandler(&log, nil)),
		Public: trust.PublicHosts([]mail.Provider{{Incoming: []mail.Server{{Host: "imap.mail.example.com"}}, Domains: []string{"post.example.net"}}}),
	}), &log
}

func wants(t *testing.T, err error, code mail.Code, class string) {
	t.Helper()
	if p := mail.ProblemOf(err); p == nil || p.Code != code || p.Class != class {
		t.Errorf("got %v, want %s %s", err, code, class)
	}
}

func trusted(t *testing.T, b *trust.Book, host string) mail.Trust {
	t.Helper()
	found, err := b.For(t.Context(), host)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestAcceptTakesTheLastDigits(t *testing.T) {
	b, log := book(t)
	seen := show(t, "Mail.Corp.Test", mailtest.SelfSignedCert)
	tail := seen.Chain[0].SHA256.Tail()
	for _, typed := range []string{"", "00000000", tail[1:], seen.Chain[0].SHA256.String()} {
		wants(t, b.Accept(t.Context(), seen, 0, typed), mail.UsageWrong, mail.ClassNotNamed)
	}
	wants(t, b.Accept(t.Context(), seen, 2, tail), mail.NotFound, "")
	if found := trusted(t, b, "mail.corp.test"); !found.IsZero() {
		t.Fatal("accepted without the digits")
	}
	typed := strings.ToLower(tail[:2] + ":" + tail[2:4] + " " + tail[4:])
	if err := b.Accept(t.Context(), seen, 0, typed); err != nil {
		t.Fatal(err)
	}
	found := trusted(t, b, "MAIL.corp.test.")
	if len(found.Pins) != 1 || found.Pins[0].SHA256 != seen.Chain[0].SHA256 || !found.Pins[0].Until.Equal(seen.Chain[0].Until) {
		t.Errorf("pins: %+v", found.Pins)
	}
	if found := trusted(t, b, "corp.test"); !found.IsZero() {
		t.Error("another host is trusted too")
	}
	if err := b.RemovePin(t.Context(), "mail.corp.test", 993); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(log.String(), seen.Chain[0].SHA256.String()); n != 1 || strings.Count(log.String(), "\n") != 2 {
		t.Errorf("log: %s", log)
	}
}

func TestAuthorityOfAHost(t *testing.T) {
	b, _ := book(t)
	seen := show(t, "mail.corp.test", mailtest.GoodCert)
	if err := b.Accept(t.Context(), seen, 1, seen.Chain[1].SHA256.Tail()); err != nil {
		t.Fatal(err)
	}
	if found := trusted(t, b, "mail.corp.test"); len(found.Authorities) != 1 || len(found.Pins) != 0 {
		t.Errorf("trusted: %+v", found)
	}
	wants(t, b.AddAuthorities(t.Context(), "mail.corp.test", seen.Chain), mail.UsageWrong, "")
	if err := b.RemoveAuthority(t.Context(), "mail.corp.test", seen.Chain[1].SHA256); err != nil {
		t.Fatal(err)
	}
	if found, err := b.List(t.Context()); err != nil || !found.IsZero() {
		t.Errorf("left: %+v %v", found, err)
	}
}

func TestWhatNobodyCanAccept(t *testing.T) {
	b, _ := book(t)
	early := show(t, "mail.corp.test", mailtest.NotYetValidCert)
	wants(t, b.AcceptNamed(t.Context(), early, early.Chain[0].SHA256), mail.TLSExpired, mail.ClassTooNew)
	revoked := show(t, "mail.corp.test", mailtest.GoodCert)
	revoked.Problem.Class = mail.ClassRevoked
	wants(t, b.AcceptNamed(t.Context(), revoked, revoked.Chain[0].SHA256), mail.TLSUntrusted, mail.ClassRevoked)
	other := show(t, "mail.corp.test", mailtest.SelfSignedCert)
	wants(t, b.AcceptNamed(t.Context(), other, early.Chain[0].SHA256), mail.TLSUntrusted, mail.ClassNotNamed)
	for _, host := range []string{"imap.mail.example.com", "other.example.com", "EXAMPLE.net.", "mx.post.example.net"} {
		seen := show(t, host, mailtest.SelfSignedCert)
		wants(t, b.AcceptNamed(t.Context(), seen, seen.Chain[0].SHA256), mail.PolicyForbids, mail.ClassPublic)
		wants(t, b.AddAuthorities(t.Context(), host, seen.Chain[1:]), mail.PolicyForbids, mail.ClassPublic)
	}
	if found, err := b.List(t.Context()); err != nil || !found.IsZero() {
		t.Errorf("accepted: %+v %v", found, err)
	}
}

func TestExpiredCertificateIsAcceptedForAWhile(t *testing.T) {
	store := &shelf{}
	b := trust.New(trust.Config{Store: store, AllowPins: true, Public: func(string) bool { return false }, Now: func() time.Time { return noon }})
	seen := show(t, "mail.corp.test", mailtest.SelfSignedCert)
	seen.Chain[0].From, seen.Chain[0].Until = noon.Add(-48*time.Hour), noon.Add(-time.Hour)
	if err := b.AcceptNamed(t.Context(), seen, seen.Chain[0].SHA256); err != nil {
		t.Fatal(err)
	}
	if until := store.kept.Pins[0].Until; !until.Equal(noon.Add(mail.PinGrace)) {
		t.Errorf("until %v", until)
	}
}

// TestSwitchedOff has exceptions that were made before they were forbidden.
func TestSwitchedOff(t *testing.T) {
	store := &shelf{}
	config := trust.Config{Store: store, AllowPins: true, Public: func(string) bool { return false }}
	seen := show(t, "mail.corp.test", mailtest.SelfSignedCert)
	if err := trust.New(config).AcceptNamed(t.Context(), seen, seen.Chain[0].SHA256); err != nil {
		t.Fatal(err)
	}
	config.AllowPins = false
	b := trust.New(config)
	wants(t, b.AcceptNamed(t.Context(), seen, seen.Chain[0].SHA256), mail.PolicyForbids, mail.ClassPinPolicy)
	if found := trusted(t, b, "mail.corp.test"); !found.IsZero() {
		t.Errorf("still trusted: %+v", found)
	}
	if err := b.RemovePin(t.Context(), "mail.corp.test", 993); err != nil || len(store.kept.Pins) != 0 {
		t.Errorf("left: %+v %v", store.kept, err)
	}
}

// TestWhatAProductOnTheWayMadeUpIsAcceptedForNoHost offers a certificate and an authority of a known product.
func TestWhatAProductOnTheWayMadeUpIsAcceptedForNoHost(t *testing.T) {
	b, _ := book(t)
	shown := show(t, "mail.corp.example", mailtest.GoodCert)
	shown.Chain[0].Issuer = "CN=SSL Proxy CA,O=Sangfor"
	if shown.MayPin() {
		t.Error("the window offers it")
	}
	made := slices.Clone(shown.Chain[1:2])
	made[0].Subject = "CN=Kaspersky Anti-Virus Personal Root Certificate"
	for name, err := range map[string]error{
		"typed":     b.Accept(t.Context(), shown, 0, shown.Chain[0].SHA256.String()[56:]),
		"named":     b.AcceptNamed(t.Context(), shown, shown.Chain[0].SHA256),
		"authority": b.AddAuthorities(t.Context(), "mail.corp.example", made),
	} {
		if p := mail.ProblemOf(err); p == nil || p.Class != mail.ClassIntercepted || p.Facts[mail.FactProduct] == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if all, err := b.List(t.Context()); err != nil || !all.IsZero() {
		t.Errorf("kept %v, %v", all, err)
	}
}
