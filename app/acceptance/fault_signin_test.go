package acceptance

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
	"letterbox/oauth/oauthtest"
)

// signInPolicy is a policy file that knows an authority, and Letterbox as its client.
func signInPolicy(t *testing.T, authority *oauthtest.Authority, registration map[string]any) string {
	t.Helper()
	text, err := json.Marshal(map[string]any{
		"oauth": map[string]any{"corp": registration},
		"authorities": map[string]any{"corp": map[string]any{
			"domains": []string{"example.test"}, "auth_url": authority.URL() + "/authorize", "token_url": authority.URL() + "/token",
			"scopes": []string{"mail", "openid", "offline_access"},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "policies.json")
	writeFile(t, path, text)
	return path
}

// signInBefore is a sign-in that ends on the authority's pages: no mail server hears of it.
func signInBefore(fault oauthtest.Fault, person string) func(*testing.T, string) *running {
	return func(t *testing.T, language string) *running {
		t.Helper()
		authority := oauthtest.New(t)
		authority.Set(fault)
		p := newProfile(t, trusting(t, trustingAll(t), authority.CAPEM()))
		return p.start("", "bind", aliceAddress, "--oauth", "--open", browserOf(t, person), "--lang", language,
			"--policy", signInPolicy(t, authority, map[string]any{"client_id": oauthtest.ClientID}),
			"--incoming", "imaps://127.0.0.1:1", "--outgoing", "smtps://127.0.0.1:1")
	}
}

// tokenWorld is a mail server that takes what an authority issues, and a person who signs in there.
type tokenWorld struct {
	*profile
	authority *oauthtest.Authority
	server    *mailtest.Real
	policy    string
}

func newTokenWorld(t *testing.T) tokenWorld {
	t.Helper()
	authority := oauthtest.New(t)
	server := mailtest.Dovecot(t, mailtest.RealUser("alice", secret), mailtest.RealTokens(func(token string) (string, bool) {
		return "alice", authority.Valid(token)
	}))
	ca, err := mailtest.SharedCA()
	if err != nil {
		t.Fatal(err)
	}
	roots := trusting(t, trusting(t, server.CAFile(), authority.CAPEM()), ca.PEM())
	return tokenWorld{newProfile(t, roots), authority, server, signInPolicy(t, authority, map[string]any{"client_id": oauthtest.ClientID})}
}

// binding are the arguments that bind alice with a server for sending.
func (w tokenWorld) binding(language string, outgoing mail.Server) []string {
	return []string{
		"bind", aliceAddress, "--oauth", "--open", browserOf(w.t, "alice"), "--policy", w.policy, "--lang", language,
		"--incoming", w.server.Server(mail.TLS).URL(), "--outgoing", outgoing.URL(),
	}
}

// grantRevoked signs in, and looks for mail after the grant has been taken back.
func grantRevoked(t *testing.T, language string) *running {
	t.Helper()
	w := newTokenWorld(t)
	w.must("", w.binding(language, w.server.Submission(mail.TLS))...)
	w.authority.RevokeAll()
	return w.start("", "sync", "--once", "--policy", w.policy, "--lang", language)
}

// tenantSendsNot has a good token and an organisation that has switched off sending by mail clients.
func tenantSendsNot(t *testing.T, language string) *running {
	t.Helper()
	w := newTokenWorld(t)
	outgoing := mailtest.SMTP(t, mailtest.SMTPMechanisms("XOAUTH2"), mailtest.SMTPFaults(
		refuse("AUTH", "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.\r\n"))).Server()
	outgoing.Username = ""
	return w.start("", w.binding(language, outgoing)...)
}

// signInFaults are met by those who sign in with the browser.
func signInFaults() []toldFault {
	return []toldFault{
		{name: "consent declined", play: signInBefore(oauthtest.None, "declines"), code: mail.ConsentDenied, who: "you"},
		{name: "consent in part", play: signInBefore(oauthtest.LessScope, "alice"), code: mail.ConsentDenied, who: "letterbox"},
		{name: "an administrator has to approve", play: signInBefore(oauthtest.NeedsApproval, "alice"), code: mail.ConsentDenied, who: "administrator"},
		{name: "another account", play: signInBefore(oauthtest.None, "mallory"), code: mail.AuthRejected, who: "you"},
		{name: "the authority is busy", play: signInBefore(oauthtest.Unavailable, "alice"), code: mail.ServerBusy, who: "letterbox"},
		{name: "grant revoked", play: grantRevoked, code: mail.SignInExpired, who: "letterbox"},
		{name: "SMTP is off for everybody", play: tenantSendsNot, code: mail.ProtocolDisabled, who: "administrator"},
	}
}
