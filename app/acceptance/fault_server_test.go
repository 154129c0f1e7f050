package acceptance

import (
	"path/filepath"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// serverFault is one way in which a server is not what was typed, and the diagnosis.
type serverFault struct {
	name    string
	in, out side // nil: a good server
	stage   mail.Stage
	code    mail.Code
	status  int
}

// refuse makes a server answer a command with a text and go on.
func refuse(command, reply string) mailtest.Fault { return mailtest.Fault{On: command, Reply: reply} }

// flood makes a server answer a command with a text for ever.
func flood(command, text string) mailtest.Fault {
	return mailtest.Fault{On: command, Reply: text, Then: mailtest.Flood}
}

func drop(command string) mailtest.Fault { return mailtest.Fault{On: command, Then: mailtest.Drop} }

func hang(command string) mailtest.Fault { return mailtest.Fault{On: command, Then: mailtest.Hang} }

// wrongServers are servers that are another one, or none.
func wrongServers() []serverFault {
	return []serverFault{
		{name: "a name that cannot be", in: at("mail_server.example", 993), stage: mail.StageResolve, code: unlessOffline(mail.HostNotFound), status: 14},
		{name: "a port that is closed", in: closed, stage: mail.StageConnect, code: mail.Refused, status: 14},
		{name: "a port that is closed for sending", out: closed, stage: mail.StageConnect, code: mail.Refused, status: 14},
		{name: "TLS to a clear-text port", in: asked(mail.TLS, imapSide(mailtest.IMAPStartTLS())), stage: mail.StageSecure, code: mail.PlainPort, status: 10},
		{name: "TLS to a clear-text port for sending", out: asked(mail.TLS, smtpSide(mailtest.SMTPStartTLS())), stage: mail.StageSecure, code: mail.PlainPort, status: 10},
		{name: "POP port", in: pop(), stage: mail.StageGreet, code: mail.WrongProtocol, status: 12},
		{name: "POP port in clear text", in: pop(mailtest.POP3Clear()), stage: mail.StageSecure, code: mail.WrongProtocol, status: 12},
		{name: "STARTTLS to a POP port", in: asked(mail.STARTTLS, pop(mailtest.POP3Clear())), stage: mail.StageGreet, code: mail.WrongProtocol, status: 12},
		{name: "HTTP", in: web(false), stage: mail.StageSecure, code: mail.WrongProtocol, status: 12},
		{name: "HTTP for sending", out: web(false), stage: mail.StageSecure, code: mail.WrongProtocol, status: 12},
		{name: "SMTP where IMAP is expected", in: smtpSide(), stage: mail.StageGreet, code: mail.WrongProtocol, status: 12},
		{name: "IMAP where SMTP is expected", out: imapSide(), stage: mail.StageGreet, code: mail.WrongProtocol, status: 12},
		{name: "clear text", in: asked(mail.Plain, imapSide(mailtest.IMAPClear())), stage: mail.StageSecure, code: mail.PlainForbidden, status: 16},
	}
}

// insecureServers are servers to which no password may be sent.
func insecureServers() []serverFault {
	certificate := func(kind mailtest.CertKind, code mail.Code) serverFault {
		return serverFault{
			name: string(kind) + " certificate", in: imapSide(mailtest.IMAPCertificate(kind)),
			stage: mail.StageSecure, code: code, status: 10,
		}
	}
	return []serverFault{
		certificate(mailtest.SelfSignedCert, mail.TLSUntrusted),
		certificate(mailtest.UnknownCACert, mail.TLSUntrusted),
		certificate(mailtest.ExpiredCert, mail.TLSExpired),
		certificate(mailtest.NotYetValidCert, mail.TLSExpired),
		certificate(mailtest.WrongNameCert, mail.TLSWrongName),
		{
			name: "untrusted certificate after STARTTLS", in: imapSide(mailtest.IMAPStartTLS(), mailtest.IMAPCertificate(mailtest.UnknownCACert)),
			stage: mail.StageSecure, code: mail.TLSUntrusted, status: 10,
		},
		{name: "untrusted certificate for sending", out: smtpSide(mailtest.SMTPCertificate(mailtest.UnknownCACert)), stage: mail.StageSecure, code: mail.TLSUntrusted, status: 10},
		{
			name: "expired certificate for sending after STARTTLS", out: smtpSide(mailtest.SMTPStartTLS(), mailtest.SMTPCertificate(mailtest.ExpiredCert)),
			stage: mail.StageSecure, code: mail.TLSExpired, status: 10,
		},
		{name: "wrong-name certificate for sending", out: smtpSide(mailtest.SMTPCertificate(mailtest.WrongNameCert)), stage: mail.StageSecure, code: mail.TLSWrongName, status: 10},
		{name: "no STARTTLS", in: asked(mail.STARTTLS, imapSide(mailtest.IMAPClear())), stage: mail.StageSecure, code: mail.TLSNotOffered, status: 10},
		{
			name: "STARTTLS refused", in: imapSide(mailtest.IMAPStartTLS(), mailtest.IMAPFaults(refuse("STARTTLS", "{tag} NO not today\r\n"))),
			stage: mail.StageSecure, code: mail.TLSNotOffered, status: 10,
		},
		{name: "no STARTTLS for sending", out: asked(mail.STARTTLS, smtpSide(mailtest.SMTPClear())), stage: mail.StageSecure, code: mail.TLSNotOffered, status: 10},
		{
			name: "STARTTLS refused for sending", out: smtpSide(mailtest.SMTPStartTLS(), mailtest.SMTPFaults(refuse("STARTTLS", "454 4.7.0 not today\r\n"))),
			stage: mail.StageSecure, code: mail.TLSNotOffered, status: 10,
		},
		{name: "TLS that fails", in: imapSide(mailtest.IMAPFaults(refuse("HANDSHAKE", "\x15\x03\x03\x00\x02\x02\x28"))), stage: mail.StageSecure, code: mail.TLSFailed, status: 10},
	}
}

// brokenServers are the right servers, which break off or never end.
func brokenServers() []serverFault {
	lost := func(command string, stage mail.Stage) serverFault {
		return serverFault{
			name: "closes at " + command, in: imapSide(mailtest.IMAPFaults(drop(command))),
			stage: stage, code: mail.ConnectionLost, status: 14,
		}
	}
	floods := func(command, text string, stage mail.Stage) serverFault {
		return serverFault{
			name: "floods at " + command + " with " + strings.TrimSpace(text[:min(len(text), 24)]), in: imapSide(mailtest.IMAPFaults(flood(command, text))),
			stage: stage, code: mail.LimitExceeded, status: 13,
		}
	}
	return []serverFault{
		lost("HANDSHAKE", mail.StageSecure), lost("GREETING", mail.StageGreet), lost("AUTHENTICATE", mail.StageAuthenticate),
		lost("LIST", mail.StageList), lost("SELECT", mail.StageOpen), lost("FETCH", mail.StageFetch),
		{
			name: "closes in the middle of a literal", in: imapSide(mailtest.IMAPFaults(mailtest.Fault{On: "FETCH", Then: mailtest.CutAnswer, Cut: 200})),
			stage: mail.StageFetch, code: mail.ConnectionLost, status: 14,
		},
		{name: "closes at EHLO", out: smtpSide(mailtest.SMTPFaults(drop("EHLO"))), stage: mail.StageGreet, code: mail.ConnectionLost, status: 14},
		{name: "closes at AUTH", out: smtpSide(mailtest.SMTPFaults(drop("AUTH"))), stage: mail.StageAuthenticate, code: mail.ConnectionLost, status: 14},
		floods("GREETING", "* OK a line without an end ", mail.StageGreet),
		floods("LIST", "* LIST () \"/\" \"more\"\r\n", mail.StageList),
		floods("SELECT", "* FLAGS (a)\r\n", mail.StageOpen),
		floods("FETCH", "* 1 FETCH (FLAGS ())\r\n", mail.StageFetch),
		floods("FETCH", "* 1 FETCH (BODY[HEADER] {4000000000}\r\n", mail.StageFetch),
		{name: "floods at EHLO", out: smtpSide(mailtest.SMTPFaults(flood("EHLO", "250-more\r\n"))), stage: mail.StageGreet, code: mail.LimitExceeded, status: 13},
		{
			name: "refuses the password", in: imapSide(mailtest.IMAPFaults(refuse("AUTHENTICATE", "{tag} NO [AUTHENTICATIONFAILED] no\r\n"))),
			stage: mail.StageAuthenticate, code: mail.AuthRejected, status: 11,
		},
	}
}

// silentServers fall silent at every stage.
func silentServers() []serverFault {
	silent := func(name string, in, out side, stage mail.Stage) serverFault {
		return serverFault{name: "hangs at " + name, in: in, out: out, stage: stage, code: mail.TimedOut, status: 14}
	}
	imap := func(command string, stage mail.Stage) serverFault {
		return silent(command, imapSide(mailtest.IMAPFaults(hang(command))), nil, stage)
	}
	smtp := func(command string, stage mail.Stage) serverFault {
		return silent(command+" for sending", nil, smtpSide(mailtest.SMTPFaults(hang(command))), stage)
	}
	return []serverFault{
		imap("HANDSHAKE", mail.StageSecure), imap("GREETING", mail.StageGreet), imap("AUTHENTICATE", mail.StageAuthenticate),
		imap("LIST", mail.StageList), imap("SELECT", mail.StageOpen), imap("FETCH", mail.StageFetch),
		silent("STARTTLS", imapSide(mailtest.IMAPStartTLS(), mailtest.IMAPFaults(hang("STARTTLS"))), nil, mail.StageSecure),
		silent("an HTTPS port", web(true), nil, mail.StageGreet),
		smtp("HANDSHAKE", mail.StageSecure), smtp("GREETING", mail.StageGreet), smtp("EHLO", mail.StageGreet), smtp("AUTH", mail.StageAuthenticate),
	}
}

// TestServerFaults binds to servers each of which has one fault. Every fault is diagnosed for what it is, in words of
// its own in both languages, and nothing of the attempt is kept.
func TestServerFaults(t *testing.T) {
	ca := trustingAll(t)
	told := &wording{seen: map[diagnosis]bool{}}
	var waiting []*attempt // all at the same time, while the others are played
	for _, c := range append(silentServers(), unansweredConnections(t)...) {
		waiting = append(waiting, c.begin(t, ca, told))
	}
	t.Run("at once", func(t *testing.T) {
		for _, list := range [][]serverFault{wrongServers(), insecureServers(), brokenServers()} {
			for _, c := range list {
				t.Run(c.name, func(t *testing.T) {
					t.Parallel()
					c.begin(t, ca, told).end(t, told)
				})
			}
		}
	})
	for _, a := range waiting {
		t.Run(a.fault.name, func(t *testing.T) { a.end(t, told) })
	}
	told.compare(t)
}

// trustingAll returns the file of the authority of all servers in this process.
func trustingAll(t *testing.T) string {
	t.Helper()
	ca, err := mailtest.SharedCA()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ca.pem")
	writeFile(t, path, ca.PEM())
	return path
}
