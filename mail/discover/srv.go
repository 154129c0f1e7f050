package discover

import (
	"context"
	"errors"
	"strings"

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
var services = []struct {
	name     string
	protocol mail.Protocol
	security mail.Security
}{
	{"imaps", mail.IMAP, mail.TLS},
	{"imap", mail.IMAP, mail.STARTTLS},
	{"pop3s", mail.POP3, mail.TLS},
	{"pop3", mail.POP3, mail.STARTTLS},
	{"submissions", mail.Submission, mail.TLS},
	{"submission", mail.Submission, mail.STARTTLS},
}

// Find implements Source. A host of the domain itself is trusted although DNS is not: its certificate proves it.
// Any other host is not.
func (s srv) Find(ctx context.Context, q Query) ([]mail.Candidate, error) {
	var incoming, outgoing []mail.Server
	var failures []error
	for _, service := range services {
		_, records, err := s.dns.LookupSRV(ctx, service.name, "tcp", q.Domain)
		if err = unreached(ctx, err); err != nil && len(records) == 0 {
			failures = append(failures, err)
			continue
		}
		for _, r := range records {
			// A target of "." says that the service is not offered.
			host := strings.ToLower(strings.TrimSuffix(r.Target, "."))
			server := mail.Server{Protocol: service.protocol, Security: service.security, Host: host, Port: int(r.Port), Auth: mail.PasswordAuth, Username: q.Address.Spec()}
			switch {
			case server.Validate() != nil:
			case service.protocol.Incoming():
				incoming = append(incoming, server)
			default:
				outgoing = append(outgoing, server)
			}
		}
	}
	if len(failures) == len(services) {
		return nil, errors.Join(failures...)
	}
	list := paired(incoming, outgoing)
	for i, c := range list {
		if p, known := s.catalogue.ByHost(c.Incoming.Host); known {
			list[i].Provider = p.ID
		}
		list[i].Source = SourceSRV
		list[i].Trusted = within(c.Incoming.Host, q.Domain) && within(c.Outgoing.Host, q.Domain)
	}
	return list, nil
}
