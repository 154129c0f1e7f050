package discover

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"

	"letterbox/mail"
	"letterbox/mail/provider"
)

// srv asks DNS for the services of a domain (RFC 6186, RFC 8314 section 5.1).
type srv struct {
	dns       Resolver
	catalogue *provider.Catalogue
}

// Rank implements Source.
func (srv) Rank() int { return 4 }

// services in order of preference: TLS from the start before STARTTLS, IMAP before POP3.
var services = []service{
	{"imaps", mail.IMAP, mail.TLS},
	{"imap", mail.IMAP, mail.STARTTLS},
	{"pop3s", mail.POP3, mail.TLS},
	{"pop3", mail.POP3, mail.STARTTLS},
	{"submissions", mail.Submission, mail.TLS},
	{"submission", mail.Submission, mail.STARTTLS},
}

type service struct {
	name     string
	protocol mail.Protocol
	security mail.Security
}

// Find implements Source. A host of the domain itself is trusted although DNS is not: its certificate proves it.
// Any other host is not.
func (s srv) Find(ctx context.Context, q Query) ([]mail.Candidate, error) {
	records, err := s.lookUp(ctx, q.Domain)
	var incoming, outgoing []mail.Server
	for i, offered := range records {
		for _, r := range offered {
			server := services[i].at(r, q.Address)
			switch {
			case server.Validate() != nil:
			case server.Protocol.Incoming():
				incoming = append(incoming, server)
			default:
				outgoing = append(outgoing, server)
			}
		}
	}
	list := paired(incoming, outgoing)
	for i := range list {
		c := &list[i]
		if p, known := s.catalogue.ByHost(c.Incoming.Host); known {
			c.Provider = p.ID
		}
		c.Origins = mail.Origins{
			Incoming: mail.Origin{Source: SourceSRV, Where: q.Domain, Trusted: within(c.Incoming.Host, q.Domain)},
			Outgoing: mail.Origin{Source: SourceSRV, Where: q.Domain, Trusted: within(c.Outgoing.Host, q.Domain)},
			Username: asTyped,
		}
		settle(c)
	}
	return list, err
}

// asTyped is where a user name comes from that is the address.
var asTyped = mail.Origin{Source: SourceTyped, Trusted: true}

// lookUp asks for all services at once. It fails only when none could be asked for.
func (s srv) lookUp(ctx context.Context, domain string) ([][]*net.SRV, error) {
	records, failures := make([][]*net.SRV, len(services)), make([]error, len(services))
	var asking sync.WaitGroup
	for i, service := range services {
		asking.Go(func() {
			_, found, err := s.dns.LookupSRV(ctx, service.name, "tcp", domain)
			if records[i] = found; len(found) == 0 {
				failures[i] = unreached(ctx, err)
			}
		})
	}
	asking.Wait()
	for _, err := range failures {
		if err == nil {
			return records, nil
		}
	}
	return nil, errors.Join(failures...)
}

// at is the server that a record names. A target of "." says that the service is not offered; it makes a server
// without a host, which is none.
func (s service) at(r *net.SRV, a mail.Address) mail.Server {
	host := strings.ToLower(strings.TrimSuffix(r.Target, "."))
	return mail.Server{Protocol: s.protocol, Security: s.security, Host: host, Port: int(r.Port), Auth: mail.PasswordAuth, Username: a.Spec()}
}
