package command

import (
	"context"
	"flag"
	"net"
	"strconv"
	"time"

	"letterbox/mail"
	"letterbox/ui/words"
)

var certificateVerb = verb{
	name: "certificate", usage: "certificate HOST:PORT [--starttls imap|pop3|smtp] [--pem]",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		starttls := set.String("starttls", "", "the port begins in clear text: imap, pop3 or smtp")
		asPEM := set.Bool("pem", false, "print the certificates in PEM form")
		return func(ctx context.Context, c *call) error { return runCertificate(ctx, c, *starttls, *asPEM) }
	},
	minArgs: 1, maxArgs: 1,
}

type certificateObject struct {
	Position  int                     `json:"position"` // 0 is the server's own
	Subject   string                  `json:"subject"`
	Issuer    string                  `json:"issuer"`
	Names     []string                `json:"names"`
	Serial    string                  `json:"serial"`
	From      time.Time               `json:"from"`
	Until     time.Time               `json:"until"`
	Key       string                  `json:"key"`
	SHA256    string                  `json:"sha256"`
	KeySHA256 string                  `json:"key_sha256"`
	Authority bool                    `json:"authority"`
	Faults    []mail.CertificateFault `json:"faults"`
	PEM       string                  `json:"pem,omitempty"`
}

// runCertificate prints what a server shows, and fails like a connection to it would.
func runCertificate(ctx context.Context, c *call, starttls string, asPEM bool) error {
	server, err := plainServer(c.args[0], starttls)
	if err != nil {
		return err
	}
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	seen := s.Inspect(ctx, server)
	c.tellChain(seen, asPEM)
	if seen.Problem != nil {
		return seen.Problem
	}
	c.out.event("result", map[string]any{"server": serverJSON(server), "trusted_by": seen.By})
	if !asPEM {
		c.out.text("%s", words.T(c.Lang, words.CertificateTrusted(seen.By), server.HostPort()))
	}
	return nil
}

// tellChain tells one certificate after the other, the server's own first.
func (c *call) tellChain(seen mail.Inspection, asPEM bool) {
	for n, one := range seen.Chain {
		object := certificateObject{
			Position: n, Subject: one.Subject, Issuer: one.Issuer, Names: one.Names, Serial: one.Serial, From: one.From, Until: one.Until, Key: one.Key,
			SHA256: one.SHA256.String(), KeySHA256: one.KeySHA256.String(), Authority: one.Authority, Faults: seen.Faults(n),
		}
		if asPEM {
			object.PEM = string(one.PEM())
		}
		c.out.event("certificate", map[string]any{"certificate": object})
		if asPEM {
			c.out.text("%s", one.PEM())
			continue
		}
		for _, line := range words.DescribeCertificate(c.Lang, seen, n) {
			c.out.text("%s", line)
		}
		c.out.text("")
	}
}

// plainServer reads HOST:PORT.
func plainServer(text, starttls string) (mail.Server, error) {
	host, port, err := net.SplitHostPort(text)
	if err != nil {
		return mail.Server{}, usage("not HOST:PORT: " + text)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return mail.Server{}, usage("not a port: " + port)
	}
	s := mail.Server{Host: host, Port: number, Security: mail.TLS, Auth: mail.PasswordAuth, Protocol: mail.IMAP}
	switch number {
	case 995:
		s.Protocol = mail.POP3
	case 465:
		s.Protocol = mail.Submission
	}
	if starttls != "" {
		s.Security = mail.STARTTLS
		s.Protocol = map[string]mail.Protocol{"imap": mail.IMAP, "pop3": mail.POP3, "smtp": mail.Submission}[starttls]
	}
	if err := s.Validate(); err != nil {
		return s, usage(err.Error())
	}
	return s, nil
}
