package discover

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html/charset"

	"letterbox/mail"
)

// The part of Thunderbird's configuration format, version 1.1, that says where servers are.
type configXML struct {
	XMLName  xml.Name      `xml:"clientConfig"`
	Provider []providerXML `xml:"emailProvider"`
}

type providerXML struct {
	Incoming []serverXML `xml:"incomingServer"`
	Outgoing []serverXML `xml:"outgoingServer"`
}

type serverXML struct {
	Type       string   `xml:"type,attr"`
	Host       string   `xml:"hostname"`
	Port       string   `xml:"port"`
	SocketType string   `xml:"socketType"`
	Username   string   `xml:"username"`
	Auth       []string `xml:"authentication"`
}

// maxServers bounds what one file may propose.
const maxServers = 20

// parseConfig reads a configuration file for an address. It takes what it can use and drops the rest: servers in
// clear text, of unknown types, with impossible hosts or ports, or without a way to sign in. It returns nil for
// anything that is not such a file. The candidates have no source and no trust yet; IMAP comes before POP3.
func parseConfig(text []byte, a mail.Address) []mail.Candidate {
	decoder := xml.NewDecoder(bytes.NewReader(text)) //nolint:gosec // a file of bounded size into a struct of strings
	decoder.Strict = false
	decoder.CharsetReader = charset.NewReaderLabel
	var config configXML
	if err := decoder.Decode(&config); err != nil {
		return nil
	}
	var incoming, outgoing []mail.Server
	for _, p := range config.Provider {
		incoming = append(incoming, usable(p.Incoming, a, mail.Protocol.Incoming)...)
		outgoing = append(outgoing, usable(p.Outgoing, a, func(p mail.Protocol) bool { return p == mail.Submission })...)
	}
	slices.SortStableFunc(incoming, func(x, y mail.Server) int { return protocolOrder(x) - protocolOrder(y) })
	return paired(incoming, outgoing)
}

func protocolOrder(s mail.Server) int {
	if s.Protocol == mail.IMAP {
		return 0
	}
	return 1
}

// paired joins each incoming server with the best outgoing one, and the best incoming one with the other outgoing
// ones, best first.
func paired(incoming, outgoing []mail.Server) []mail.Candidate {
	if len(incoming) == 0 || len(outgoing) == 0 {
		return nil
	}
	var list []mail.Candidate
	for _, out := range outgoing {
		list = append(list, mail.Candidate{Incoming: incoming[0], Outgoing: out})
	}
	for _, in := range incoming[1:] {
		list = append(list, mail.Candidate{Incoming: in, Outgoing: outgoing[0]})
	}
	return list
}

func usable(list []serverXML, a mail.Address, wanted func(mail.Protocol) bool) []mail.Server {
	var kept []mail.Server
	for _, raw := range list {
		if s, ok := raw.server(a); ok && wanted(s.Protocol) && len(kept) < maxServers {
			kept = append(kept, s)
		}
	}
	return kept
}

var protocolNames = map[string]mail.Protocol{"imap": mail.IMAP, "pop3": mail.POP3, "smtp": mail.Submission}

// securityNames leaves "plain" out: a server in clear text is never proposed.
var securityNames = map[string]mail.Security{"ssl": mail.TLS, "tls": mail.TLS, "starttls": mail.STARTTLS}

func (raw serverXML) server(a mail.Address) (mail.Server, bool) {
	host, err := names.ToASCII(strings.ToLower(strings.TrimSpace(fill(raw.Host, a))))
	if err != nil {
		return mail.Server{}, false
	}
	port, err := strconv.Atoi(strings.TrimSpace(raw.Port))
	if err != nil {
		return mail.Server{}, false
	}
	s := mail.Server{
		Protocol: protocolNames[word(raw.Type)], Security: securityNames[word(raw.SocketType)], Host: host, Port: port,
		Auth: method(raw.Auth), Username: strings.TrimSpace(fill(raw.Username, a)),
	}
	if s.Username == "" || strings.ContainsAny(s.Username, "%\r\n\x00") {
		s.Username = a.Spec()
	}
	return s, s.Validate() == nil && strings.Contains(s.Host, ".")
}

func word(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// fill puts the parts of the address where the file wants them.
func fill(pattern string, a mail.Address) string {
	return strings.NewReplacer("%EMAILADDRESS%", a.Spec(), "%EMAILLOCALPART%", a.Local, "%EMAILDOMAIN%", a.Domain).Replace(pattern)
}

// method prefers a password, which works everywhere, over OAuth, for which a program must be registered with the
// provider. A file that says nothing means a password; ways that we do not have leave the zero, invalid method.
func method(listed []string) mail.AuthMethod {
	if len(listed) == 0 {
		return mail.PasswordAuth
	}
	var found mail.AuthMethod
	for _, l := range listed {
		switch word(l) {
		case "password-cleartext", "password-encrypted", "plain", "secure", "ntlm":
			return mail.PasswordAuth
		case "oauth2":
			found = mail.OAuth2
		}
	}
	return found
}
