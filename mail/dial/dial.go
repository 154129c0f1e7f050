// Package dial makes the connections of all mail protocols, so that the rules of transport security live in one
// place.
//
// A connection passes three stages: the name is resolved, a TCP connection is made to the first address that
// answers (RFC 8305), and for mail.TLS the TLS handshake follows. For mail.STARTTLS the protocol speaks its own
// command on the clear connection and then calls Conn.StartTLS.
//
// Invariants: TLS is version 1.2 or newer and the certificate is always verified against the host's name; there
// is no switch that turns this off. What Config.Trust adds is for one host: an authority, or a pin that accepts one
// single certificate there until that certificate changes or its time is over (judge.go). Clear text is refused unless Config.AllowPlain names the host. Bytes that
// arrived before the handshake never pass into the protected stream. Every read and write has a deadline, and a
// context that ends closes the socket at once. The trace sees redacted bytes only.
//
// The package never retries, never stores anything, and starts no goroutine that outlives a call.
package dial

import (
	"context"
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"strings"
	"time"

	"golang.org/x/net/idna"

	"letterbox/mail"
)

// Config says how connections are made. The zero value is usable.
type Config struct {
	Roots      *x509.CertPool           // authorities; nil: the system's
	Trust      Trust                    // what is trusted beside them; nil: nothing
	Now        func() time.Time         // nil: time.Now
	Timeouts   Timeouts                 // zero fields get defaults
	Trace      func(mail.Server) Tracer // called once per connection; nil, or a nil answer: no trace
	AllowPlain func(host string) bool   // hosts that a policy lets speak clear text; nil: none
	Resolver   Resolver                 // nil: the system's

	// Connect makes a TCP connection to an address and a port; nil: as the system does.
	Connect func(ctx context.Context, network, address string) (net.Conn, error)
}

// Resolver finds the addresses of a host. *net.Resolver is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// Trust answers which authorities and which single certificates are trusted for one host beside Config.Roots; host is
// in ASCII, in small letters. Errors are *mail.Problem and end the handshake. It is called once per handshake, from any
// goroutine.
type Trust func(ctx context.Context, host string) (mail.Trust, error)

// Dialer makes connections. It is safe for concurrent use.
type Dialer struct {
	config Config
}

// New returns a Dialer.
func New(config Config) *Dialer {
	config.Timeouts = config.Timeouts.filled()
	if config.Now == nil {
		config.Now = time.Now
	}
	if config.Resolver == nil {
		config.Resolver = net.DefaultResolver
	}
	if config.Connect == nil {
		dialer := net.Dialer{KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: time.Minute, Interval: 30 * time.Second}}
		config.Connect = dialer.DialContext
	}
	return &Dialer{config: config}
}

// Timeouts returns the bounds in use, without zeros.
func (d *Dialer) Timeouts() Timeouts { return d.config.Timeouts }

// Dial resolves, connects and, for mail.TLS, secures. note, which may be nil, hears each stage as running and
// then as ok or failed. Errors are *mail.Problem. ctx bounds the call, not the connection: see Conn.CloseOn.
func (d *Dialer) Dial(ctx context.Context, s mail.Server, note func(mail.Check)) (*Conn, error) {
	if s.Security == mail.Plain && (d.config.AllowPlain == nil || !d.config.AllowPlain(s.Host)) {
		return nil, Step(ctx, s, mail.StageSecure, note, func() (string, error) {
			return "", &mail.Problem{Code: mail.PlainForbidden, Class: "TLS_REQUIRED", Stage: mail.StageSecure, Server: s, Retry: mail.RetryAfterChange}
		})
	}
	var addresses []netip.Addr
	err := Step(ctx, s, mail.StageResolve, note, func() (finding string, err error) {
		addresses, err = d.resolve(ctx, s.Host)
		return lookupFinding(addresses, err), err
	})
	if err != nil {
		return nil, err
	}
	var raw net.Conn
	err = Step(ctx, s, mail.StageConnect, note, func() (finding string, err error) {
		var attempts []attempt
		raw, attempts, err = d.connect(ctx, addresses, s.Port)
		return connectFinding(attempts), err
	})
	if err != nil {
		return nil, err
	}
	conn := d.wrap(raw, s)
	if s.Security == mail.TLS {
		if err := conn.StartTLS(ctx, note); err != nil {
			conn.Close()
			return nil, err
		}
	}
	return conn, nil
}

// Step runs one stage of reaching s: it notes it as running, runs work, and notes how it ended, how long it took
// and what was found. note may be nil. The error is a *mail.Problem: work's own, or what Classify makes of it.
func Step(ctx context.Context, s mail.Server, stage mail.Stage, note func(mail.Check), work func() (finding string, err error)) error {
	if note == nil {
		note = func(mail.Check) {}
	}
	check := mail.Check{Server: s.Protocol, Stage: stage, Status: mail.CheckRunning}
	note(check)
	began := time.Now()
	finding, err := work()
	check.Status, check.Elapsed, check.Finding = mail.CheckOK, time.Since(began), finding
	if err != nil {
		check.Status, check.Problem = mail.CheckFailed, InContext(ctx, err, stage, s)
		note(check)
		return check.Problem
	}
	note(check)
	return nil
}

// InContext is Classify for an operation under ctx: when ctx ended, the closed socket that err tells of is only
// the consequence, and the problem says Canceled or TimedOut.
func InContext(ctx context.Context, err error, stage mail.Stage, s mail.Server) *mail.Problem {
	if cause := ctx.Err(); cause != nil {
		p := mail.ProblemOf(cause)
		p.Stage, p.Server = stage, s
		return p
	}
	return Classify(err, stage, s)
}

func (d *Dialer) resolve(ctx context.Context, host string) ([]netip.Addr, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{ip.Unmap()}, nil
	}
	name, err := idna.Lookup.ToASCII(host)
	if err != nil {
		return nil, &net.DNSError{Err: err.Error(), Name: host, IsNotFound: true}
	}
	ctx, cancel := context.WithTimeout(ctx, d.config.Timeouts.Resolve)
	defer cancel()
	found, err := d.config.Resolver.LookupNetIP(ctx, "ip", name)
	if err == nil && len(found) == 0 {
		err = &net.DNSError{Err: "no addresses", Name: host, IsNotFound: true}
	}
	if err != nil && ctx.Err() != nil {
		err = errors.Join(ctx.Err(), err)
	}
	return interleave(found), err
}

func joinAddresses(list []netip.Addr) string {
	texts := make([]string, len(list))
	for i, a := range list {
		texts[i] = a.String()
	}
	return strings.Join(texts, " ")
}
