package model

import (
	"time"

	"letterbox/mail"
)

// Certifying is the part of the shell that opens the pages about certificates and the policy. At most one of them is open. It belongs
// to the UI goroutine.
type Certifying struct {
	certificate *Certificate
	retry       func()
	trusted     *TrustList
	policy      *Policy
}

// Certificate returns the presenter of the open page and what is to be tried again once a certificate was accepted,
// which may be nil; nil when the page is not open.
func (s *Shell) Certificate() (*Certificate, func()) {
	return s.certifying.certificate, s.certifying.retry
}

// TrustList returns the presenter of the open page, nil when it is not open.
func (s *Shell) TrustList() *TrustList { return s.certifying.trusted }

// ShowCertificate shows what a problem tells of a server's certificate. retry, which may be nil, tries again what it
// stopped.
func (s *Shell) ShowCertificate(p *mail.Problem, retry func()) {
	if s.config.Certificates == nil || p == nil {
		return
	}
	s.CloseCertificates()
	s.certifying.certificate = NewCertificate(s.config.Scope, s.config.Certificates, mail.InspectionOf(p, time.Now()))
	s.certifying.retry = retry
	s.changed(s.state)
}

// LookAtCertificate has a server show its certificate now, and shows that.
func (s *Shell) LookAtCertificate(server mail.Server) {
	if s.config.Certificates == nil {
		return
	}
	s.CloseCertificates()
	s.certifying.certificate = LookAt(s.config.Scope, s.config.Certificates, server)
	s.changed(s.state)
}

// CanShowTrusted reports whether there is a list of what was accepted.
func (s *Shell) CanShowTrusted() bool { return s.config.Trust != nil }

// ShowTrusted shows what was accepted.
func (s *Shell) ShowTrusted() {
	if !s.CanShowTrusted() {
		return
	}
	s.CloseCertificates()
	s.state.Settings = false
	s.certifying.trusted = NewTrustList(s.config.Scope, s.config.Trust)
	s.changed(s.state)
}

// CloseCertificates closes the page that is open.
func (s *Shell) CloseCertificates() {
	if s.certifying.certificate != nil {
		s.certifying.certificate.Close()
	}
	if s.certifying.trusted != nil {
		s.certifying.trusted.Close()
	}
	s.certifying = Certifying{}
	s.changed(s.state)
}
