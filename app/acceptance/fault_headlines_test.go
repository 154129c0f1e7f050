package acceptance

import (
	"io"
	"iter"
	"slices"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// toldFault is a fault of a server and who can do something about it, as every person is told it.
type toldFault struct {
	name    string
	in, out side // nil: a good server
	code    mail.Code
	who     string

	// play starts the verb that meets the fault, where that is more than binding to two servers.
	play func(t *testing.T, language string) *running
}

func refusesAt(command, reply string) side {
	return imapSide(mailtest.IMAPFaults(refuse(command, "{tag} "+reply+"\r\n")))
}

func refusesSending(reply string) side {
	return smtpSide(mailtest.SMTPFaults(refuse("AUTH", reply+"\r\n")))
}

func silentAt(command string) side { return imapSide(mailtest.IMAPFaults(hang(command))) }

// oldTLS answers as servers do that speak no version of TLS which is still safe: by an alert (RFC 8446 section 6.2).
func oldTLS(t *testing.T) mail.Server {
	t.Helper()
	return peer(t, false, func(c io.ReadWriter) {
		_, _ = io.CopyN(io.Discard, c, 5)
		_, _ = c.Write([]byte{0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46}) // alert: protocol version
	})
}

// connectionFaults are met before anybody signs in.
func connectionFaults(t *testing.T) []toldFault {
	faults := []toldFault{
		{name: "refused", in: closed, code: mail.Refused, who: "you"},
		{name: "reset", in: imapSide(mailtest.IMAPFaults(drop("GREETING"))), code: mail.ConnectionLost, who: "network"},
		{name: "version of TLS", in: oldTLS, code: mail.TLSFailed, who: "administrator"},
		{name: "chain", in: imapSide(mailtest.IMAPCertificate(mailtest.UnknownCACert)), code: mail.TLSUntrusted, who: "administrator"},
		{name: "name in the certificate", in: imapSide(mailtest.IMAPCertificate(mailtest.WrongNameCert)), code: mail.TLSWrongName, who: "you"},
		{name: "expired", in: imapSide(mailtest.IMAPCertificate(mailtest.ExpiredCert)), code: mail.TLSExpired, who: "administrator"},
		{name: "clock", in: imapSide(mailtest.IMAPCertificate(mailtest.NotYetValidCert)), code: mail.TLSExpired, who: "you"},
		{name: "HTTP", in: web(false), code: mail.WrongProtocol, who: "letterbox"},
		{name: "POP3 on the port", in: pop(mailtest.POP3Clear()), code: mail.WrongProtocol, who: "letterbox"},
		{name: "clear text on the port", in: asked(mail.TLS, imapSide(mailtest.IMAPStartTLS())), code: mail.PlainPort, who: "letterbox"},
		{name: "STARTTLS stripped", in: asked(mail.STARTTLS, imapSide(mailtest.IMAPClear())), code: mail.TLSNotOffered, who: "letterbox"},
		{name: "no encryption asked for", in: asked(mail.Plain, imapSide(mailtest.IMAPClear())), code: mail.PlainForbidden, who: "administrator"},
		{name: "floods", in: imapSide(mailtest.IMAPFaults(flood("GREETING", "* OK a line without an end "))), code: mail.LimitExceeded, who: "letterbox"},
	}
	for _, command := range []string{"HANDSHAKE", "GREETING", "AUTHENTICATE", "LIST", "SELECT", "FETCH"} {
		faults = append(faults, toldFault{name: "hangs at " + command, in: silentAt(command), code: mail.TimedOut, who: "network"})
	}
	if filtered := unansweredConnections(t); len(filtered) > 0 {
		faults = append(faults, toldFault{name: "filtered", in: filtered[0].in, code: mail.Unreachable, who: "network"})
	}
	return faults
}

// replyFaults are what servers say to a sign-in, to opening the inbox, and to sending.
func replyFaults() []toldFault {
	return []toldFault{
		{name: "no mechanism in common", out: smtpSide(mailtest.SMTPMechanisms("GSSAPI")), code: mail.MechanismMissing, who: "administrator"},
		{name: "password", in: refusesAt("AUTHENTICATE", "NO [AUTHENTICATIONFAILED] no"), code: mail.AuthRejected, who: "you"},
		{name: "IMAP is off", in: refusesAt("AUTHENTICATE", "NO [ALERT] Your account is not enabled for IMAP use"), code: mail.ProtocolDisabled, who: "you"},
		{name: "app password", in: refusesAt("AUTHENTICATE", "NO [ALERT] Application-specific password required"), code: mail.AppPasswordNeeded, who: "you"},
		{name: "authorization code", in: refusesAt("AUTHENTICATE", "NO Please using authorized code to login"), code: mail.AppPasswordNeeded, who: "you"},
		{name: "code has ended", in: refusesAt("AUTHENTICATE", "NO Login fail. Authorization code is expired"), code: mail.AppPasswordNeeded, who: "you"},
		{name: "password has to be changed", in: refusesAt("AUTHENTICATE", "NO You must change your initial password"), code: mail.SignInExpired, who: "you"},
		{name: "second factor", in: refusesAt("AUTHENTICATE", "NO Two-factor authentication required"), code: mail.AccessDenied, who: "you"},
		{name: "no passwords", in: refusesAt("AUTHENTICATE", "NO Basic authentication is disabled."), code: mail.MechanismMissing, who: "letterbox"},
		{name: "too many sign-ins", in: refusesAt("AUTHENTICATE", "NO [LIMIT] Login rate limit hit, try again in 10 minutes"), code: mail.RateLimited, who: "letterbox"},
		{name: "too many connections", in: refusesAt("AUTHENTICATE", "NO [LIMIT] Too many simultaneous connections"), code: mail.RateLimited, who: "letterbox"},
		{name: "locked", in: refusesAt("AUTHENTICATE", "NO Your account is locked"), code: mail.AccountUnavailable, who: "administrator"},
		{name: "disabled", in: refusesAt("AUTHENTICATE", "NO This account has been disabled"), code: mail.AccountUnavailable, who: "administrator"},
		{name: "domain has ended", in: refusesAt("AUTHENTICATE", "NO the domain has expired"), code: mail.AccountUnavailable, who: "administrator"},
		{name: "inside only", in: refusesAt("AUTHENTICATE", "NO Login from this IP address is not allowed"), code: mail.AccessDenied, who: "administrator"},
		{name: "company rule", in: refusesAt("AUTHENTICATE", "NO blocked by security policy"), code: mail.AccessDenied, who: "administrator"},
		{name: "busy", in: refusesAt("AUTHENTICATE", "NO [UNAVAILABLE] down for maintenance"), code: mail.ServerBusy, who: "letterbox"},
		{name: "ID missing", in: refusesAt("SELECT", "NO SELECT Unsafe Login. Please contact kefu@188.com for help"), code: mail.AccessDenied, who: "you"},
		{name: "another mailbox", in: refusesAt("SELECT", "BAD User is authenticated but not connected."), code: mail.AccessDenied, who: "you"},
		{name: "full", in: refusesAt("SELECT", "NO [OVERQUOTA] mailbox is full"), code: mail.QuotaExceeded, who: "you"},
		{name: "no folder", in: refusesAt("SELECT", "NO [NONEXISTENT] Folder not exist"), code: mail.FolderMissing, who: "letterbox"},
		{name: "SMTP is off", out: refusesSending("550 User has no permission"), code: mail.ProtocolDisabled, who: "you"},
	}
}

// TestThirtyFaultsThirtyHeadlines meets one fault each, in both languages. Every fault has a headline
// of its own, names who can do something about it, and offers something to do.
func TestThirtyFaultsThirtyHeadlines(t *testing.T) {
	ca := trustingAll(t)
	faults := slices.Concat(lookupFaults(), connectionFaults(t), replyFaults(), signInFaults())
	if len(faults) < 50 {
		t.Fatalf("%d faults", len(faults))
	}
	for _, language := range []string{"en", "zh-CN"} {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			headlines := map[string]string{}
			for f, headline := range meet(t, ca, language, faults) {
				if other, twice := headlines[headline]; twice {
					t.Errorf("%s and %s are both told as %q", other, f.name, headline)
				}
				headlines[headline] = f.name
			}
		})
	}
}

// meet plays every fault and yields its headline. Those whose servers do not answer begin all at once and are waited for
// last; the others are played a few at a time, so that none of them waits for the processor instead of its server.
func meet(t *testing.T, ca, language string, faults []toldFault) iter.Seq2[toldFault, string] {
	t.Helper()
	const atOnce = 4
	var silent []toldFault
	var waiting []*running
	for _, f := range faults {
		if pace(f.code) == hasty {
			silent, waiting = append(silent, f), append(waiting, f.begin(t, ca, language))
		}
	}
	prompt := slices.DeleteFunc(slices.Clone(faults), func(f toldFault) bool { return pace(f.code) == hasty })
	return func(yield func(toldFault, string) bool) {
		for group := range slices.Chunk(prompt, atOnce) {
			var told []*running
			for _, f := range group {
				told = append(told, f.begin(t, ca, language))
			}
			for i, f := range group {
				if headline := f.check(t, told[i]); !yield(f, headline) {
					return
				}
			}
		}
		for i, f := range silent {
			if headline := f.check(t, waiting[i]); !yield(f, headline) {
				return
			}
		}
	}
}

func (f toldFault) begin(t *testing.T, ca, language string) *running {
	t.Helper()
	if f.play != nil {
		return f.play(t, language)
	}
	in, out := f.in, f.out
	if in == nil {
		in = imapSide()
	}
	if out == nil {
		out = smtpSide()
	}
	incoming, outgoing := in(t), out(t)
	incoming.Protocol, outgoing.Protocol = mail.IMAP, mail.Submission
	return newProfile(t, ca).start(secret+"\n", "bind", "ada@corp.example", "--password-stdin", "--username", "ada",
		"--incoming", incoming.URL(), "--outgoing", outgoing.URL(), "--timeout-scale", pace(f.code), "--lang", language)
}

// check waits for the diagnosis and returns its headline.
func (f toldFault) check(t *testing.T, bind *running) string {
	t.Helper()
	problem := bind.wait().problem()
	headline, _ := problem["headline"].(string)
	advice, _ := problem["advice"].([]any)
	actions, _ := problem["actions"].([]any)
	if problem["code"] != string(f.code) || problem["who"] != f.who || headline == "" || len(advice) == 0 || len(actions) == 0 {
		t.Errorf("%s: %v for %v, want %s for %s: %v", f.name, problem["code"], problem["who"], f.code, f.who, problem)
	}
	return headline
}

// whoUnlessOffline is who can help on a computer that has a network.
func whoUnlessOffline(who string) string {
	if unlessOffline(mail.HostNotFound) == mail.Offline {
		return "network"
	}
	return who
}
