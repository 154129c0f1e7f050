package dial

import (
	"crypto/x509"

	"letterbox/mail"
)

// interceptedBy names the product that made a certificate up, "" for one that no known product made.
func interceptedBy(c *x509.Certificate) string { return mail.Interceptor(c.Issuer.String()) }

// intercepted tells of a certificate that nobody known vouches for which product has made it up.
func intercepted(p *mail.Problem, sent []*x509.Certificate) {
	if p.Code != mail.TLSUntrusted || p.Class != "" || len(sent) == 0 {
		return
	}
	if product := interceptedBy(sent[0]); product != "" {
		p.Class = mail.ClassIntercepted
		fact(p, mail.FactProduct, product)
	}
}
