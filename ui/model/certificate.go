package model

import (
	"context"
	"io"

	"letterbox/mail"
)

// Certificates looks at the certificates of servers and keeps which of them a person accepted. Its methods may be called
// from any goroutine; Allowed returns at once.
type Certificates interface {
	// Inspect has a server show its certificate. It sends no secret.
	Inspect(ctx context.Context, s mail.Server) mail.Inspection
	// Allowed returns nil where a person may accept a certificate for a host, else why not.
	Allowed(host string) error
	// Accept accepts the nth certificate of what a server showed; typed is what the person typed of its fingerprint.
	Accept(ctx context.Context, shown mail.Inspection, n int, typed string) error
}

// CertificateState is what a server showed, and how far the person is in accepting it.
type CertificateState struct {
	Seen      mail.Inspection
	Loading   bool
	Open      int           // the certificate that is unfolded; -1 for none
	Forbidden *mail.Problem // why nothing can be accepted for this server; nil where it can
	Asking    int           // the certificate that is to be accepted; -1 for none
	Typed     string        // of its fingerprint
	Wrong     bool          // what was typed is not its end
	Busy      bool
	Accepted  int // the certificate that was accepted; -1 for none
	Problem   *mail.Problem
	Saved     int           // the certificate that was written to a file last; -1 for none
	Unsaved   *mail.Problem // why it could not be written
}

// MayAccept reports whether the nth certificate may be accepted: the first one for itself, others as who vouches.
func (s CertificateState) MayAccept(n int) bool {
	if s.Forbidden != nil || s.Loading {
		return false
	}
	return n == 0 && s.Seen.MayPin() || s.Seen.MayVouch(n)
}

// Certificate shows what a server showed. It belongs to the UI goroutine.
type Certificate struct {
	scope   *Scope
	port    Certificates
	state   CertificateState
	changed func(CertificateState)
	looking slot
	saving  slot
	writing slot
}

// NewCertificate shows what a problem tells of a server's certificate.
func NewCertificate(scope *Scope, port Certificates, seen mail.Inspection) *Certificate {
	c := &Certificate{scope: scope, port: port, changed: func(CertificateState) {}}
	c.state = CertificateState{Seen: seen, Open: -1, Asking: -1, Accepted: -1, Saved: -1, Forbidden: mail.ProblemOf(port.Allowed(seen.Server.Host))}
	return c
}

// LookAt has a server show its certificate now, and shows that.
func LookAt(scope *Scope, port Certificates, server mail.Server) *Certificate {
	c := NewCertificate(scope, port, mail.Inspection{Server: server})
	c.state.Loading = true
	run(scope, &c.looking,
		func(ctx context.Context) (mail.Inspection, error) { return port.Inspect(ctx, server), nil },
		func(seen mail.Inspection, _ error) {
			c.state.Seen, c.state.Loading = seen, false
			c.changed(c.state)
		})
	return c
}

// Observe sets who draws the state and has it drawn at once.
func (c *Certificate) Observe(changed func(CertificateState)) {
	c.changed = changed
	changed(c.state)
}

// State returns what is shown.
func (c *Certificate) State() CertificateState { return c.state }

// Close ends what is under way.
func (c *Certificate) Close() {
	c.looking.stop()
	c.saving.stop()
	c.changed = func(CertificateState) {}
}

// Save writes the nth certificate to a file as PEM.
func (c *Certificate) Save(n int, w io.WriteCloser) {
	text := c.state.Seen.Chain[n].PEM()
	run(c.scope, &c.writing,
		func(context.Context) (struct{}, error) { return struct{}{}, writeFile(w, text) },
		func(_ struct{}, err error) {
			c.state.Saved, c.state.Unsaved = n, mail.ProblemOf(err)
			if err != nil {
				c.state.Saved = -1
			}
			c.changed(c.state)
		})
}

// Unfold shows all of one certificate, or folds the one that is open.
func (c *Certificate) Unfold(n int) {
	if c.state.Open == n {
		n = -1
	}
	c.state.Open, c.state.Saved, c.state.Unsaved = n, -1, nil
	c.changed(c.state)
}

// Ask asks for the end of the fingerprint of a certificate that is to be accepted; -1 takes the question back.
func (c *Certificate) Ask(n int) {
	if c.state.Busy || n >= 0 && !c.state.MayAccept(n) {
		return
	}
	c.state.Asking, c.state.Typed, c.state.Wrong, c.state.Problem = n, "", false, nil
	c.changed(c.state)
}

// SetTyped takes what the person types of the fingerprint.
func (c *Certificate) SetTyped(text string) {
	c.state.Typed = text
	if c.state.Wrong {
		c.state.Wrong = false
		c.changed(c.state)
	}
}

// Accept accepts the certificate that was asked about, if the end of its fingerprint was typed.
func (c *Certificate) Accept() {
	n := c.state.Asking
	if n < 0 || c.state.Busy {
		return
	}
	if !c.state.Seen.Chain[n].SHA256.Ends(c.state.Typed) {
		c.state.Wrong = true
		c.changed(c.state)
		return
	}
	seen, typed := c.state.Seen, c.state.Typed
	c.state.Busy, c.state.Problem = true, nil
	run(c.scope, &c.saving,
		func(ctx context.Context) (struct{}, error) { return struct{}{}, c.port.Accept(ctx, seen, n, typed) },
		func(_ struct{}, err error) {
			c.state.Busy, c.state.Problem = false, mail.ProblemOf(err)
			if err == nil {
				c.state.Asking, c.state.Accepted = -1, n
			}
			c.changed(c.state)
		})
	c.changed(c.state)
}
