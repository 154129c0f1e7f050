package app

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"letterbox/app/binder"
	"letterbox/app/command"
	"letterbox/mail"
	"letterbox/mail/mailtest"
	"letterbox/oauth/oauthtest"
	"letterbox/ui/model"
)

// signedInHouse is a running program with an account that signed in at an authority, and its servers.
type signedInHouse struct {
	*testing.T
	*house
	authority *oauthtest.Authority
	browser   *oauthtest.Browser
	server    *mailtest.Real
	account   mail.Account
	events    <-chan []mail.Event
}

func newSignedInHouse(t *testing.T) *signedInHouse {
	t.Helper()
	s := &signedInHouse{T: t, authority: oauthtest.New(t)}
	s.browser = &oauthtest.Browser{HTTP: s.authority.HTTP(), User: "alice"}
	s.server = mailtest.Dovecot(t, mailtest.RealUser("alice", "unused"), mailtest.RealTokens(func(token string) (string, bool) {
		return "alice", s.authority.Valid(token)
	}))
	ca, err := mailtest.SharedCA()
	if err != nil {
		t.Fatal(err)
	}
	rules, err := json.Marshal(map[string]any{
		"oauth": map[string]any{"corp": map[string]any{"client_id": oauthtest.ClientID}},
		"authorities": map[string]any{"corp": map[string]any{
			"domains": []string{"example.test"}, "auth_url": s.authority.URL() + "/authorize", "token_url": s.authority.URL() + "/token", "scopes": []string{"mail", "openid"},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	s.house, err = build(t.Context(), command.Globals{
		DataDir: filepath.Join(t.TempDir(), "profile"), Secrets: "memory", TimeoutScale: 1,
		CAFile: written(t, "roots.pem", string(ca.PEM())+string(s.authority.CAPEM())), PolicyFile: written(t, "policies.json", string(rules)),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.close)
	var cancel func()
	s.events, cancel = s.hub.Subscribe()
	t.Cleanup(cancel)
	if err := s.engine.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.account, _, err = s.binder.Bind(t.Context(), binder.Request{
		Address: mail.Address{Local: "alice", Domain: "example.test"}, Secret: s.proof(),
		Candidates: []mail.Candidate{{Trusted: true, Incoming: s.server.Server(mail.TLS), Outgoing: s.server.Submission(mail.TLS)}},
	}, func(mail.Check) {})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// proof has alice sign in.
func (s *signedInHouse) proof() mail.Credential {
	s.Helper()
	request := model.SignInRequest{Address: mail.Address{Local: "alice", Domain: "example.test"}, Incoming: mail.IMAP}
	cred, err := s.signIn(s.Context(), request, s.browser, func(model.SignInWait) {})
	if err != nil {
		s.Fatal(err)
	}
	return cred
}

// until waits until the account's worker does something, and more is true, and returns its status.
func (s *signedInHouse) until(activity mail.Activity, more func() bool) mail.SyncStatus {
	s.Helper()
	patience := time.NewTimer(time.Minute)
	defer patience.Stop()
	for {
		if all := s.engine.Status(); len(all) == 1 && all[0].Activity == activity && more() {
			return all[0]
		}
		select {
		case <-s.events:
		case <-patience.C:
			s.Fatalf("not %s: %+v", activity, s.engine.Status())
		}
	}
}

func always() bool { return true }

// restart takes every connection away.
func (s *signedInHouse) restart() {
	s.server.Stop()
	s.server.Start()
	s.engine.Refresh(s.account.ID)
}

// TestRenewWhileRunning ends the grant under a running program, for want of a second factor: the account waits for its
// person, without asking the authority again. Signing in again in place, with what the authority asked for, sets it to
// work, and the mail is where it was.
func TestRenewWhileRunning(t *testing.T) {
	s := newSignedInHouse(t)
	s.until(mail.Watching, always)
	s.authority.Set(oauthtest.Interaction)
	s.restart()
	status := s.until(mail.NeedsAttention, always)
	if status.Problem == nil || status.Problem.Code != mail.SignInExpired {
		t.Fatalf("told %v", status.Problem)
	}
	asked := s.authority.Refreshes()
	if err := s.engine.FetchBody(t.Context(), 99); err == nil {
		t.Error("a message that is not there was fetched")
	}
	if _, err := s.openSession(t.Context(), s.account); mail.ProblemOf(err).Code != mail.SignInExpired || s.authority.Refreshes() != asked {
		t.Errorf("another session: %v, %d refreshes", err, s.authority.Refreshes()-asked)
	}
	folders, err := s.store.Folders(t.Context(), s.account.ID)
	if err != nil || len(folders) == 0 {
		t.Fatal(folders, err)
	}

	s.authority.Set(oauthtest.None)
	proof := s.proof()
	if links := s.browser.Links(); !strings.Contains(links[len(links)-1], "claims=%7B%22access_token%22") || strings.Contains(links[0], "claims=") {
		t.Errorf("links %q", links)
	}
	if _, err := (bound{s.house}).Renew(t.Context(), s.account, proof, func(mail.Check) {}); err != nil {
		t.Fatal(err)
	}
	s.until(mail.Watching, always)
	asked = s.authority.Refreshes()
	s.restart() // from now on by the refresh token that was stored
	if status := s.until(mail.Watching, func() bool { return s.authority.Refreshes() > asked }); status.Problem != nil {
		t.Errorf("told %v", status.Problem)
	}
	if again, err := s.store.Folders(t.Context(), s.account.ID); err != nil || len(again) != len(folders) || again[0].ID != folders[0].ID {
		t.Errorf("folders %v, %v", again, err)
	}
}
