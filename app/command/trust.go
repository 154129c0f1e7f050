package command

import (
	"context"
	"errors"
	"flag"
	"net"
	"os"
	"time"

	"letterbox/mail"
	"letterbox/ui/words"
)

var trustVerb = verb{
	name:  "trust",
	usage: "trust [HOST:PORT [--starttls imap|pop3|smtp] --fingerprint HEX | HOST --ca-file PEM | HOST[:PORT] --remove]",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		var f trustFlags
		set.StringVar(&f.starttls, "starttls", "", "the port begins in clear text: imap, pop3 or smtp")
		set.StringVar(&f.fingerprint, "fingerprint", "", "SHA-256 of the certificate to accept there")
		set.BoolVar(&f.remove, "remove", false, "accept nothing there any more")
		return f.run
	},
	maxArgs: 1,
}

type trustFlags struct {
	starttls, fingerprint string
	remove                bool
}

// run accepts the certificate with a fingerprint, lets the authorities of --ca-file vouch for a host, takes that back,
// or lists what was accepted. Elsewhere --ca-file is for one run; beside --fingerprint it is here, too.
func (f *trustFlags) run(ctx context.Context, c *call) error {
	authorities := ""
	if f.fingerprint == "" && !f.remove {
		authorities, c.CAFile = c.CAFile, ""
	}
	switch {
	case len(c.args) == 0 && (f.fingerprint != "" || f.remove || authorities != ""):
		return usage("which server?")
	case f.fingerprint != "" && f.remove:
		return usage("--fingerprint and --remove exclude each other")
	}
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	switch {
	case len(c.args) == 0:
		return c.listTrust(ctx, s)
	case f.remove:
		return c.distrust(ctx, s, c.args[0])
	case f.fingerprint != "":
		return f.acceptPin(ctx, c, s)
	case authorities != "":
		return c.acceptAuthorities(ctx, s, c.args[0], authorities)
	}
	return usage("--fingerprint, --ca-file or --remove?")
}

// acceptPin connects, and accepts what is shown there if it is what was named. Where an exception is not possible nobody
// is asked; one that is not needed is not made.
func (f *trustFlags) acceptPin(ctx context.Context, c *call, s *Services) error {
	named, err := mail.ParseFingerprint(f.fingerprint)
	if err != nil {
		return usage("--fingerprint: " + err.Error())
	}
	server, err := plainServer(c.args[0], f.starttls)
	if err != nil {
		return err
	}
	if err := s.Trust.Allowed(server.Host); err != nil {
		return err
	}
	seen := s.Inspect(ctx, server)
	if seen.Problem != nil || seen.By == mail.ByPin {
		if err := s.Trust.AcceptNamed(ctx, seen, named); err != nil {
			return err
		}
		seen.By = mail.ByPin
	}
	c.out.event("result", map[string]any{"server": serverJSON(server), "trusted_by": seen.By})
	c.out.text("%s", words.T(c.Lang, words.CertificateTrusted(seen.By), server.HostPort()))
	return nil
}

func (c *call) acceptAuthorities(ctx context.Context, s *Services, host, file string) error {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return usage("--ca-file: " + err.Error())
	}
	chain, err := mail.CertificatesInPEM(text)
	if err != nil {
		return usage("--ca-file: " + err.Error())
	}
	if err := s.Trust.AddAuthorities(ctx, host, chain); err != nil {
		return err
	}
	c.out.event("result", map[string]any{"host": host, "trusted_by": mail.ByPrivateCA})
	c.out.text("%s", words.T(c.Lang, words.CertificateTrusted(mail.ByPrivateCA), host))
	return nil
}

// distrust removes the pin of a host and port; without a port, all that was accepted for the host.
func (c *call) distrust(ctx context.Context, s *Services, target string) error {
	host, port := target, 0
	if server, err := plainServer(target, ""); err == nil {
		host, port = server.Host, server.Port
	}
	known, err := s.Trust.For(ctx, host)
	if err != nil {
		return err
	}
	if known.IsZero() { // where exceptions count no more they can still be removed
		if known, err = s.Trust.List(ctx); err != nil {
			return err
		}
	}
	removed := 0
	for _, p := range known.Pins {
		if p.Host == mail.CanonicalHost(host) && (port == 0 || p.Port == port) {
			err = errors.Join(err, s.Trust.RemovePin(ctx, p.Host, p.Port))
			removed++
		}
	}
	for _, a := range known.Authorities {
		if a.Host == mail.CanonicalHost(host) && port == 0 {
			err = errors.Join(err, s.Trust.RemoveAuthority(ctx, a.Host, a.SHA256))
			removed++
		}
	}
	switch {
	case err != nil:
		return err
	case removed == 0:
		return notFound(target)
	}
	c.out.event("result", map[string]any{"host": host, "removed": removed})
	c.out.text("%s", words.T(c.Lang, words.CommandDistrusted, target))
	return nil
}

type pinObject struct {
	Host     string    `json:"host"`
	Port     int       `json:"port"`
	SHA256   string    `json:"sha256"`
	Accepted time.Time `json:"accepted"`
	Until    time.Time `json:"until"`
	Counts   bool      `json:"counts"` // false where exceptions are no longer possible
}

type trustedCAObject struct {
	Host    string    `json:"host"`
	Subject string    `json:"subject"`
	SHA256  string    `json:"sha256"`
	Added   time.Time `json:"added"`
	Counts  bool      `json:"counts"`
}

func (c *call) listTrust(ctx context.Context, s *Services) error {
	all, err := s.Trust.List(ctx)
	if err != nil {
		return err
	}
	pins, authorities := []pinObject{}, []trustedCAObject{}
	for _, p := range all.Pins {
		pins = append(pins, pinObject{p.Host, p.Port, p.SHA256.String(), p.Accepted, p.Until, s.Trust.Allowed(p.Host) == nil})
		c.out.text("%s:%d\t%s\t%s", p.Host, p.Port, p.SHA256.Pairs(), p.Until.Format(time.DateOnly))
	}
	for _, a := range all.Authorities {
		object := trustedCAObject{Host: a.Host, SHA256: a.SHA256.String(), Added: a.Added, Counts: s.Trust.Allowed(a.Host) == nil}
		if read, err := mail.ReadCertificate(a.DER); err == nil {
			object.Subject = read.Subject
		}
		authorities = append(authorities, object)
		c.out.text("%s\t%s\t%s", a.Host, a.SHA256.Pairs(), object.Subject)
	}
	c.out.event("result", map[string]any{"pins": pins, "authorities": authorities})
	return nil
}
