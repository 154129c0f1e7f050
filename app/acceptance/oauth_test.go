package acceptance

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

const aliceAddress = "alice@example.test"

// signedIn is a profile whose policy names a real authority, and a real server that asks this authority about tokens.
type signedIn struct {
	*profile
	authority *mailtest.OIDC
	server    *mailtest.Real
	policy    string
}

func newSignIn(t *testing.T, more ...mailtest.RealOption) *signedIn {
	t.Helper()
	authority := mailtest.StartOIDC(t)
	server := mailtest.Dovecot(t, append(more,
		mailtest.RealUser("alice", secret), mailtest.RealUser("mallory", secret), mailtest.RealAuthority(authority))...)
	server.Deliver("alice", "INBOX", mailtest.NewCorpus(3, 20).All())
	s := &signedIn{profile: newProfile(t, server.CAFile()), authority: authority, server: server}
	s.policy = filepath.Join(t.TempDir(), "policies.json")
	s.decide(map[string]any{"corp": map[string]any{"client_id": "letterbox-test"}})
	return s
}

// decide writes the policy.
func (s *signedIn) decide(registrations map[string]any) {
	s.t.Helper()
	issuer := s.authority.Issuer()
	text, err := json.Marshal(map[string]any{"oauth": registrations, "authorities": map[string]any{"corp": map[string]any{
		"domains": []string{"example.test"}, "auth_url": issuer + "/auth", "token_url": issuer + "/token", "device_url": issuer + "/device/auth",
		"issuers": []string{issuer}, "scopes": []string{"mail", "openid", "email", "offline_access"},
	}}})
	if err != nil {
		s.t.Fatal(err)
	}
	writeFile(s.t, s.policy, text)
}

// bindArguments are those that bind alice by a sign-in.
func (s *signedIn) bindArguments(more ...string) []string {
	return append([]string{
		"bind", aliceAddress, "--oauth", "--policy", s.policy,
		"--incoming", s.server.Server(mail.TLS).URL(), "--outgoing", s.server.Submission(mail.TLS).URL(),
	}, more...)
}

// as is bindArguments with a browser before which somebody sits.
func (s *signedIn) as(person string, more ...string) []string {
	s.t.Helper()
	return s.bindArguments(append([]string{"--open", browserOf(s.t, person)}, more...)...)
}

func (s *signedIn) sync() result { return s.run("", "sync", "--once", "--policy", s.policy) }

// stored returns the sealed secrets of the profile by kind.
func (s *signedIn) stored() map[string]string {
	s.t.Helper()
	db := s.open()
	defer s.close(db)
	accounts, err := db.Accounts(s.t.Context())
	if err != nil || len(accounts) != 1 {
		s.t.Fatal(accounts, err)
	}
	found := map[string]string{}
	for _, kind := range []string{"password", "refresh-token", "access-token"} {
		if sealed, err := db.Secret(s.t.Context(), accounts[0].ID, kind); err == nil {
			found[kind] = string(sealed)
		}
	}
	return found
}

// TestSignIn binds by the browser, goes on with the refresh token, loses the grant, and signs in again in place.
func TestSignIn(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	r := s.must("", s.as("alice")...)
	checkSignInEvents(t, r, "OAUTHBEARER")
	first := s.stored()
	if len(first) != 1 || first["refresh-token"] == "" {
		t.Fatalf("secrets %v", first)
	}
	key := s.key(aliceAddress)

	if r := s.sync(); r.status != 0 {
		t.Fatalf("sync: exit %d\n%s%s", r.status, r.stdout, r.stderr)
	}
	if s.listed() != 20 {
		t.Fatalf("%d messages", s.listed())
	}
	second := s.stored()
	if second["refresh-token"] == first["refresh-token"] {
		t.Error("the rotated refresh token was not stored")
	}
	s.server.Deliver("alice", "INBOX", mailtest.NewCorpus(4, 2).All())
	if r := s.sync(); r.status != 0 || s.listed() != 22 {
		t.Fatalf("second sync: exit %d, %d messages\n%s", r.status, s.listed(), r.stdout)
	}

	s.authority.Revoke("alice")
	for range 2 {
		checkSignInAgain(t, s.sync())
	}
	if s.listed() != 22 {
		t.Errorf("%d messages after the grant was revoked", s.listed())
	}

	s.fails(11, mail.ConsentDenied, "bind", aliceAddress, "--renew", "--oauth", "--policy", s.policy, "--open", browserOf(t, "declines"))
	checkSignInAgain(t, s.sync())
	s.must("", "bind", aliceAddress, "--renew", "--oauth", "--policy", s.policy, "--open", browserOf(t, "alice"))
	if r := s.sync(); r.status != 0 || s.listed() != 22 {
		t.Errorf("after signing in again: exit %d, %d messages\n%s", r.status, s.listed(), r.stdout)
	}
	if again := s.key(aliceAddress); again == nil || *again != *key {
		t.Error("the key was replaced")
	}
	s.fails(2, mail.AlreadyBound, s.as("alice")...)
}

// checkSignInEvents checks what scripts hear of a binding by sign-in: where to sign in, then both servers.
func checkSignInEvents(t *testing.T, r result, mechanism string) {
	t.Helper()
	var events []string
	authenticated := 0
	for _, l := range r.lines {
		name, _ := l["event"].(string)
		if len(events) == 0 || events[len(events)-1] != name {
			events = append(events, name)
		}
		if l["stage"] == "authenticate" && l["status"] == "ok" {
			authenticated++
			if l["finding"] != mechanism {
				t.Errorf("signed in by %v", l["finding"])
			}
		}
	}
	if !slices.Equal(events, []string{"signin", "check", "result"}) || authenticated != 2 {
		t.Errorf("events %v, %d servers signed in to", events, authenticated)
	}
	if link, _ := r.lines[0]["link"].(string); !strings.Contains(link, "code_challenge_method=S256") || !strings.Contains(link, "login_hint=alice%40example.test") {
		t.Errorf("link %q", link)
	}
}

// checkSignInAgain checks that a grant that ended is told as such, in words that say what to do.
func checkSignInAgain(t *testing.T, r result) {
	t.Helper()
	p := r.problem()
	advice, _ := json.Marshal(p["advice"])
	actions, _ := json.Marshal(p["actions"])
	if r.status != 11 || r.code() != mail.SignInExpired || p["class"] != "OAUTH_REAUTH" {
		t.Errorf("exit %d, %s", r.status, r.stdout)
	}
	if !strings.Contains(string(advice), "Sign in again") || !strings.Contains(string(actions), `"sign-in"`) {
		t.Errorf("advice %s, actions %s", advice, actions)
	}
}

// TestSignInFails lets people and policies stand in the way. Nothing is kept, and no mail server hears of it.
func TestSignInFails(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	for name, c := range map[string]struct {
		arguments []string
		status    int
		code      mail.Code
		class     string
	}{
		"declined":        {s.as("declines"), 11, mail.ConsentDenied, "OAUTH_USER_CANCEL"},
		"closed tab":      {s.as("closes", "--timeout-scale", "0.003"), 11, mail.TimedOut, "OAUTH_USER_CANCEL"},
		"no browser":      {s.as("breaks", "--timeout-scale", "0.003"), 11, mail.TimedOut, "OAUTH_USER_CANCEL"},
		"another account": {s.as("mallory"), 11, mail.AuthRejected, "OAUTH_MAILBOX_MISMATCH"},
		"foreign mailbox": {s.as("mallory", "--any-account"), 11, mail.AuthRejected, "OAUTH_TOKEN_REJECTED"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newProfile(t, s.ca)
			r := p.fails(c.status, c.code, c.arguments...)
			if r.problem()["class"] != c.class {
				t.Errorf("class %v", r.problem()["class"])
			}
			p.holdsNothing()
		})
	}
}

// TestSignInForPOP3 binds an account that is read by POP3, at servers that know the older mechanism only.
func TestSignInForPOP3(t *testing.T) {
	t.Parallel()
	s := newSignIn(t, mailtest.RealTokenMechanisms("XOAUTH2"))
	r := s.must("", s.as("alice", "--incoming", s.server.POP3(mail.STARTTLS).URL(), "--outgoing", s.server.Submission(mail.STARTTLS).URL())...)
	checkSignInEvents(t, r, "XOAUTH2")
	for range 2 {
		if r := s.sync(); r.status != 0 || s.listed() != 20 {
			t.Fatalf("exit %d, %d messages\n%s", r.status, s.listed(), r.stdout)
		}
	}
	s.authority.Revoke("alice")
	checkSignInAgain(t, s.sync())
}

// TestSignInAsAlias signs in to the account behind an address, which the person has to agree to.
func TestSignInAsAlias(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	s.must("", s.as("mallory", "--any-account", "--username", "mallory")...)
	if r := s.sync(); r.status != 0 {
		t.Errorf("exit %d\n%s", r.status, r.stdout)
	}
}

// TestDeviceCode signs in on another device.
func TestDeviceCode(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	verb := s.startWatched(`"event":"signin"`, "", s.bindArguments("--device")...)
	verb.until()
	var told struct{ Link, Code string }
	if err := json.Unmarshal(verb.stdout.text.Bytes(), &told); err != nil { // nothing follows before the code is typed
		t.Fatal(err)
	}
	if err := allowDevice(t.Context(), told.Link, told.Code, "alice"); err != nil {
		t.Fatal(err)
	}
	if r := verb.wait(); r.status != 0 {
		t.Fatalf("exit %d\n%s%s", r.status, r.stdout, r.stderr)
	}
	if r := s.sync(); r.status != 0 || s.listed() != 20 {
		t.Errorf("exit %d, %d messages\n%s", r.status, s.listed(), r.stdout)
	}
}

// TestSignInNeedsARegistration tells what an administrator has to do where nobody has registered Letterbox.
func TestSignInNeedsARegistration(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	s.decide(map[string]any{})
	r := s.fails(16, mail.PolicyForbids, s.as("alice")...)
	advice, _ := json.Marshal(r.problem()["advice"])
	if r.problem()["class"] != "OAUTH_APP_MISCONFIG" || r.problem()["who"] != "administrator" || !strings.Contains(string(advice), "http://127.0.0.1/") {
		t.Errorf("told %s", r.stdout)
	}
	s.holdsNothing()
}

// TestPolicyThatIsWrong ends the program before it does anything.
func TestPolicyThatIsWrong(t *testing.T) {
	t.Parallel()
	p := newProfile(t, "")
	file := filepath.Join(t.TempDir(), "policies.json")
	writeFile(t, file, []byte(`{"oath":{}}`))
	r := p.fails(16, mail.PolicyInvalid, "accounts", "--policy", file)
	if detail, _ := r.problem()["detail"].(string); !strings.Contains(detail, file) {
		t.Errorf("told %q", detail)
	}
}
