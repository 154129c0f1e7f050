package model

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
)

// inspector is a Certificates and a TrustKeeper that answers as it is told.
type inspector struct {
	seen      mail.Inspection
	forbidden error
	kept      mail.Trust
	failed    error
}

func (i *inspector) Inspect(context.Context, mail.Server) mail.Inspection { return i.seen }

func (i *inspector) Allowed(string) error { return i.forbidden }

func (i *inspector) Accept(context.Context, mail.Inspection, int, string) error { return i.failed }

func (i *inspector) List(context.Context) (mail.Trust, error) { return i.kept, nil }

func (i *inspector) AddAuthorities(_ context.Context, host string, chain mail.Chain) error {
	if i.failed == nil {
		i.kept.Authorities = append(i.kept.Authorities, mail.TrustedCA{Host: host, SHA256: chain[0].SHA256, DER: chain[0].DER})
	}
	return i.failed
}

func (i *inspector) RemovePin(context.Context, string, int) error { return i.failed }

func (i *inspector) RemoveAuthority(context.Context, string, mail.Fingerprint) error { return i.failed }

// scoped returns a scope and what waits for the next answer and brings it.
func scoped(t *testing.T) (*Scope, func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	posted := make(chan func(), 4)
	scope := NewScope(ctx, func(f func()) { posted <- f })
	t.Cleanup(func() { cancel(); scope.Wait() })
	return scope, func() { (<-posted)() }
}

func refusedServer() mail.Inspection {
	now := time.Now()
	return mail.Inspection{
		Server: mail.Server{Host: "mail.corp.example", Port: 993}, Problem: &mail.Problem{Code: mail.TLSUntrusted}, At: now,
		Chain: mail.Chain{{Name: "corp", From: now.Add(-time.Hour), Until: now.Add(time.Hour)}},
	}
}

func TestCertificateOfAServerIsAskedFor(t *testing.T) {
	scope, answer := scoped(t)
	c := LookAt(scope, &inspector{seen: refusedServer()}, mail.Server{Host: "mail.corp.example"})
	if s := c.State(); !s.Loading || s.MayAccept(0) {
		t.Errorf("before the answer: %+v", s)
	}
	answer()
	if s := c.State(); s.Loading || !s.MayAccept(0) || s.MayAccept(1) {
		t.Errorf("after the answer: %+v", s)
	}
}

func TestNothingIsAcceptedWhereItIsForbidden(t *testing.T) {
	scope, _ := scoped(t)
	c := NewCertificate(scope, &inspector{forbidden: &mail.Problem{Code: mail.PolicyForbids}}, refusedServer())
	c.Ask(0)
	c.Accept()
	if s := c.State(); s.Asking >= 0 || s.Busy || s.Forbidden == nil {
		t.Errorf("%+v", s)
	}
}

func TestAnswerOfAClosedPageIsDropped(t *testing.T) {
	scope, answer := scoped(t)
	c := NewCertificate(scope, &inspector{}, refusedServer())
	drawn := 0
	c.Observe(func(CertificateState) { drawn++ })
	c.Ask(0)
	c.SetTyped(c.State().Seen.Chain[0].SHA256.Tail())
	c.Accept()
	c.Close()
	before := drawn
	answer()
	if drawn != before || c.State().Accepted >= 0 {
		t.Errorf("drawn %d times after closing, %+v", drawn-before, c.State())
	}
}

func TestShellOpensOnePageAboutCertificates(t *testing.T) {
	scope, answer := scoped(t)
	port := &inspector{seen: refusedServer()}
	s := &Shell{config: Config{Scope: scope, Certificates: port, Trust: port}, changed: func(ShellState) {}}
	retried := 0
	s.ShowCertificate(&mail.Problem{Server: mail.Server{Host: "a.example"}}, func() { retried++ })
	page, retry := s.Certificate()
	if page == nil || retry == nil || s.TrustList() != nil {
		t.Fatal("the certificate is not shown")
	}
	retry()
	s.ShowTrusted()
	answer()
	if page, retry := s.Certificate(); page != nil || retry != nil || s.TrustList() == nil || retried != 1 {
		t.Error("the list does not replace the certificate")
	}
	s.LookAtCertificate(mail.Server{Host: "a.example"})
	answer()
	if page, _ := s.Certificate(); page == nil || s.TrustList() != nil {
		t.Error("the certificate does not replace the list")
	}
	s.CloseCertificates()
	if page, _ := s.Certificate(); page != nil {
		t.Error("the page is not closed")
	}
}

func TestRemovalThatFailsKeepsTheList(t *testing.T) {
	scope, answer := scoped(t)
	port := &inspector{failed: errors.New("disk")}
	l := NewTrustList(scope, port)
	answer()
	l.Remove(Exception{Host: "a.example"})
	answer()
	if l.state.Problem == nil {
		t.Error("the failure is not told")
	}
}

func TestFileWithoutAnAuthorityIsToldAsSuch(t *testing.T) {
	for name, text := range map[string]string{"text": "hello", "empty": "", "broken": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"} {
		scope, answer := scoped(t)
		l := NewTrustList(scope, &inspector{})
		answer()
		l.Offer(io.NopCloser(strings.NewReader(text)))
		answer()
		if l.state.Adding != nil || l.state.Problem == nil || l.state.Problem.Class != mail.ClassNoAuthority {
			t.Errorf("%s: %+v", name, l.state)
		}
	}
}
