package acceptance

import (
	"path/filepath"
	"strconv"
	"testing"

	"letterbox/mail/mailtest"
)

// TestHostilePOP3Servers binds to and syncs with the POP3 servers of the collection that are hostile in the protocol;
// those that are hostile in TLS meet the code that IMAP's do, and the client's own test.
func TestHostilePOP3Servers(t *testing.T) {
	cases := mailtest.HostileCases(t, "pop3")
	certs := mailtest.HostileCerts(t)
	submission := mailtest.SMTP(t)
	ca := trusting(t, filepath.Join(certs, "ca.pem"), submission.CAPEM())
	for _, c := range cases {
		if c.Override["cert"] != nil || c.Override["tls"] != nil {
			continue
		}
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			server := mailtest.StartHostile(t, c, certs)
			outcome := newProfile(t, ca).enduresPOP3(server, mailtest.SMTP(t, mailtest.SMTPUser("ada", server.Password)))
			for _, complaint := range server.Judge(outcome, patience) {
				t.Errorf("%s; asserted: %s; seen: %s", complaint, c.Assertion, outcome.Visible)
			}
		})
	}
}

// enduresPOP3 binds to and syncs with a hostile server, a second time if the first one failed, and returns what came
// of it.
func (p *profile) enduresPOP3(server *mailtest.HostileServer, submission *mailtest.SMTPServer) (o mailtest.HostileOutcome) {
	p.t.Helper()
	in, out := server.Server(), submission.Server()
	bound := p.timed(&o, server.Password+"\n", "bind", "ada@corp.example", "--password-stdin", "--username", "ada", "--incoming", in.URL(), "--outgoing", out.URL())
	if bound.status != 0 {
		return o
	}
	p.again(2, &o, "", "sync", "--once")
	o.Stored = append(o.Stored, "INBOX")
	for _, row := range p.collected("INBOX") {
		id, _ := row["id"].(float64)
		if row["has_body"] == true {
			o.Stored = append(o.Stored, p.must("", "show", strconv.Itoa(int(id)), "--raw").stdout)
		}
	}
	return o
}
