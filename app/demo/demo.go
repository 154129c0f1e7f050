// Package demo is a mailbox to try the program with: an IMAP and a submission server in this process, on loopback
// with TLS, and a sample mailbox of Messages messages in Chinese and English that looks like a company's.
//
// The servers are real ones, and the program reaches them as it reaches any other: nothing in the client knows of
// the demo but the roots to trust and the password. Both are made anew at each start and live in memory only, as
// does everything that is stored or sent. The servers listen on 127.0.0.1 and nowhere else; what is submitted goes
// no further than to the demo mailbox itself.
//
// The messages are the same at each start but for their dates, which are relative to the time that Start is told.
package demo

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"fmt"
	"sync"
	"time"

	"letterbox/mail"
)

// Messages is how many messages the sample mailbox has.
const Messages = 200

// me is who the mailbox belongs to.
var me = person{"陈默", "demo@letterbox.example"}

// Demo is the running servers. Its methods are safe for concurrent use.
type Demo struct {
	roots    *x509.CertPool
	password string
	mailbox  *mailbox

	mu       sync.Mutex
	incoming *service
	outgoing *service
	fresh    int // how many prepared messages were delivered
}

// Start makes the mailbox with dates relative to now and starts the servers. The caller closes the Demo; ctx bounds
// only the start.
func Start(ctx context.Context, now time.Time) (*Demo, error) {
	identity, err := newIdentity(now)
	if err != nil {
		return nil, err
	}
	d := &Demo{roots: identity.roots, password: rand.Text()}
	if d.mailbox, err = newMailbox(me.address, d.password); err != nil {
		return nil, err
	}
	letters, err := letters(now)
	if err != nil {
		return nil, err
	}
	for _, l := range letters {
		if err := d.mailbox.store(l.folder, l.raw, l.date, l.flags); err != nil {
			return nil, err
		}
	}
	d.incoming = newService(identity.config(), func() server { return newIMAP(d.mailbox) })
	d.outgoing = newService(identity.config(), func() server { return newSubmission(d.mailbox) })
	if err := d.GoOnline(ctx); err != nil {
		return nil, err
	}
	return d, nil
}

// Address returns the address of the mailbox.
func (d *Demo) Address() mail.Address {
	return mail.Address{Name: me.name, Local: "demo", Domain: "letterbox.example"}
}

// Owns reports whether an address is the demo mailbox's. Nobody else can have it: the domain is reserved (RFC 2606).
func Owns(a mail.Address) bool { return a.Spec() == me.address }

// Password returns what signs in. It is another one at each start.
func (d *Demo) Password() mail.Credential { return mail.Password(d.password) }

// Candidate returns where the servers are. It stays the same while they are offline.
func (d *Demo) Candidate() mail.Candidate {
	at := func(p mail.Protocol, s *service) mail.Server {
		return mail.Server{Protocol: p, Host: loopback, Port: s.port(), Security: mail.TLS, Auth: mail.PasswordAuth, Username: me.address}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return mail.Candidate{Source: "preset", Trusted: true, Incoming: at(mail.IMAP, d.incoming), Outgoing: at(mail.Submission, d.outgoing)}
}

// Roots returns the pool that trusts the servers, and nothing else.
func (d *Demo) Roots() *x509.CertPool { return d.roots }

// Deliver puts the next of a few prepared messages into the inbox, dated at. Clients that wait are told.
func (d *Demo) Deliver(at time.Time) error {
	d.mu.Lock()
	next := arrivals[d.fresh%len(arrivals)]
	d.fresh++
	serial := Messages + d.fresh
	d.mu.Unlock()
	l, err := next.letter(at, serial)
	if err != nil {
		return err
	}
	return d.DeliverRaw(l.raw, at)
}

// DeliverRaw puts a message (RFC 5322, with CRLF) into the inbox.
func (d *Demo) DeliverRaw(raw []byte, at time.Time) error {
	return d.mailbox.store(inbox, raw, at, 0)
}

// GoOffline closes the servers' ports and all connections, as an unplugged cable does. The mailbox stays.
func (d *Demo) GoOffline() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.incoming.stop()
	d.outgoing.stop()
}

// GoOnline opens the servers' ports again, the same ones as before. It does nothing when they are open.
func (d *Demo) GoOnline(ctx context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, s := range []*service{d.incoming, d.outgoing} {
		if err := s.start(ctx); err != nil {
			d.incoming.stop()
			d.outgoing.stop()
			return fmt.Errorf("demo mailbox: %w", err)
		}
	}
	return nil
}

// Close ends the servers. It waits until they are gone.
func (d *Demo) Close() { d.GoOffline() }
