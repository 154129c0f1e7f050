package discover

import "letterbox/mail"

// Complete returns the complete servers that an incomplete one may stand for, in order of likelihood. Missing
// fields (Host "", Port 0, Security "", Username "", Auth "") are filled in from each other and from the address;
// given ones are kept. The protocol is required. Clear text is never filled in.
func Complete(partial mail.Server, a mail.Address, domain string) []mail.Server {
	if partial.Auth == "" {
		partial.Auth = mail.PasswordAuth
	}
	hosts := []string{partial.Host}
	if partial.Host == "" {
		hosts = usualHosts(partial.Protocol, domain)
	}
	names := []string{partial.Username}
	if partial.Username == "" {
		names = []string{a.Spec(), a.Local}
	}
	var list []mail.Server
	for _, name := range names {
		for _, w := range ways(partial) {
			for _, host := range hosts {
				s := partial
				s.Host, s.Port, s.Security, s.Username = host, w.port, w.security, name
				list = append(list, s)
			}
		}
	}
	return list
}

// usualHosts returns what people call their servers.
func usualHosts(p mail.Protocol, domain string) []string {
	switch p {
	case mail.IMAP:
		return []string{"imap." + domain, "mail." + domain, domain}
	case mail.POP3:
		return []string{"pop." + domain, "pop3." + domain, "mail." + domain, domain}
	default:
		return []string{"smtp." + domain, "mail." + domain, domain}
	}
}

type way struct {
	port     int
	security mail.Security
}

// ways returns the ports and securities that fit what is given (RFC 8314 section 3). 994 is where NetEase and
// Coremail submit over TLS.
func ways(s mail.Server) []way {
	usual := map[mail.Protocol][]way{
		mail.IMAP:       {{993, mail.TLS}, {143, mail.STARTTLS}},
		mail.POP3:       {{995, mail.TLS}, {110, mail.STARTTLS}},
		mail.Submission: {{465, mail.TLS}, {587, mail.STARTTLS}, {994, mail.TLS}},
	}[s.Protocol]
	if s.Port != 0 && s.Security != "" {
		return []way{{s.Port, s.Security}}
	}
	var list []way
	for _, w := range usual {
		if (s.Port == 0 || s.Port == w.port) && (s.Security == "" || s.Security == w.security) {
			list = append(list, w)
		}
	}
	switch {
	case len(list) > 0:
		return list
	case s.Port != 0:
		return []way{{s.Port, mail.TLS}, {s.Port, mail.STARTTLS}}
	default:
		return []way{{mail.DefaultPort(s.Protocol, s.Security), s.Security}}
	}
}

// Expand returns the candidates that can be guessed from a domain alone, in order of likelihood: names that fit
// together, TLS before STARTTLS, IMAP before POP3, the whole address before the local part as the user name.
func Expand(a mail.Address, domain string) []mail.Candidate {
	pairs := []struct{ in, out string }{{"imap.", "smtp."}, {"mail.", "mail."}, {"imap.", "mail."}, {"", ""}}
	var list []mail.Candidate
	add := func(in mail.Server, out mail.Server) {
		list = append(list, mail.Candidate{Source: SourceGuess, Incoming: in, Outgoing: out})
	}
	server := func(p mail.Protocol, host string, w way, user string) mail.Server {
		return mail.Server{Protocol: p, Host: host, Port: w.port, Security: w.security, Auth: mail.PasswordAuth, Username: user}
	}
	imap, smtp := ways(mail.Server{Protocol: mail.IMAP}), ways(mail.Server{Protocol: mail.Submission})[:2]
	for _, user := range []string{a.Spec(), a.Local} {
		for _, read := range imap {
			for _, p := range pairs {
				for _, send := range smtp {
					add(server(mail.IMAP, p.in+domain, read, user), server(mail.Submission, p.out+domain, send, user))
				}
			}
		}
	}
	for _, p := range []struct{ in, out string }{{"pop.", "smtp."}, {"pop3.", "smtp."}, {"mail.", "mail."}} {
		add(server(mail.POP3, p.in+domain, way{995, mail.TLS}, a.Spec()), server(mail.Submission, p.out+domain, smtp[0], a.Spec()))
	}
	return list
}
