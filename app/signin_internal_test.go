package app

import (
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"

	"letterbox/app/command"
	"letterbox/app/policy"
	"letterbox/mail"
	"letterbox/oauth"
	"letterbox/storage"
	"letterbox/ui/model"
)

// signInHouse is a house of which only the sign-in is built.
func signInHouse(t *testing.T, rules policy.Policy) *house {
	t.Helper()
	dir := t.TempDir()
	store, _, err := storage.Open(t.Context(), storage.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close(t.Context()) })
	vault, err := openVault(t.Context(), store, dir, command.Globals{Secrets: "memory"})
	if err != nil {
		t.Fatal(err)
	}
	h := &house{store: store, vault: vault, authorities: authorities{rules, store}, log: slog.New(slog.DiscardHandler)}
	vault.authorities, vault.oauth = h.authorities, oauth.New(oauth.Config{})
	t.Cleanup(func() { vault.sources.close(t.Context()) })
	return h
}

var ownRules = policy.Policy{
	OAuth: map[mail.ProviderID]policy.Registration{"m365": {ClientID: "ours", Tenant: "contoso.example"}, "corp": {ClientID: "corp-client"}},
	Authorities: map[mail.ProviderID]policy.Authority{"corp": {
		Domains: []string{"corp.example"}, AuthURL: "https://sso.corp.example/auth", TokenURL: "https://sso.corp.example/token",
		Scopes: []string{"mail", "openid", "offline_access"},
	}},
}

func TestWhereAnAccountSignsIn(t *testing.T) {
	h := signInHouse(t, ownRules)
	for _, c := range []struct {
		id      mail.ProviderID
		address string
		auth    string // beginning of AuthURL
		client  string
		locked  bool
	}{
		{"m365", "ada@contoso.example", "https://login.microsoftonline.com/contoso.example/", "ours", true},
		{"outlook_com", "ada@outlook.example", "https://login.microsoftonline.com/consumers/", "ours", true},
		{"m365_cn", "ada@contoso.example", "https://login.partner.microsoftonline.cn/organizations/", "", false},
		{"gmail", "ada@gmail.com", "https://accounts.google.com/", "", false},
		{"corp", "", "https://sso.corp.example/auth", "corp-client", true},
		{"", "Ada@Corp.Example", "https://sso.corp.example/auth", "corp-client", true},
		{"gmail", "ada@corp.example", "https://sso.corp.example/auth", "corp-client", true},
	} {
		address, _ := mail.ParseAddress(c.address)
		p, locked, err := h.authorities.provider(t.Context(), c.id, address)
		if err != nil || !strings.HasPrefix(p.AuthURL, c.auth) || p.Registration.ClientID != c.client || locked != c.locked {
			t.Errorf("%s %s: %s by %q, locked %v, %v", c.id, c.address, p.AuthURL, p.Registration.ClientID, locked, err)
		}
	}
	if _, _, err := h.authorities.provider(t.Context(), "qq", mail.Address{}); mail.ProblemOf(err).Code != mail.MechanismMissing {
		t.Errorf("a provider without a sign-in: %v", err)
	}
	own, _, _ := h.authorities.provider(t.Context(), "corp", mail.Address{})
	if own.Params["prompt"] != "consent" || !slices.Equal(own.ScopesFor(mail.IMAP, mail.Submission), []string{"mail", "openid", "offline_access"}) {
		t.Errorf("own authority %+v", own)
	}
}

func TestRegistration(t *testing.T) {
	h := signInHouse(t, ownRules)
	port := signIn{h}
	before, err := port.Registration(t.Context(), "m365_cn")
	if err != nil || before.ClientID != "" || before.Locked || before.Consent != "" || !before.Device || before.Console != "https://portal.azure.cn" ||
		!slices.Equal(before.Redirects, []string{"http://localhost/"}) || !slices.Contains(before.Scopes, "offline_access") {
		t.Errorf("before %+v, %v", before, err)
	}
	err = port.Register(t.Context(), "m365_cn", model.Registration{ClientID: " 0f6c ", Tenant: "a/b"})
	if mail.ProblemOf(err).Facts[oauth.FactMissing] != "tenant" {
		t.Errorf("a tenant that is no name: %v", err)
	}
	if err := port.Register(t.Context(), "m365_cn", model.Registration{ClientID: " 0f6c ", Tenant: "contoso.example"}); err != nil {
		t.Fatal(err)
	}
	after, err := port.Registration(t.Context(), "m365_cn")
	if err != nil || after.ClientID != "0f6c" || after.Tenant != "contoso.example" || !strings.HasPrefix(after.Consent, "https://login.partner.microsoftonline.cn/contoso.example/") {
		t.Errorf("after %+v, %v", after, err)
	}
	if err := port.Register(t.Context(), "m365", model.Registration{ClientID: "mine"}); mail.ProblemOf(err).Code != mail.PolicyForbids {
		t.Errorf("against the policy: %v", err)
	}
	if err := port.Register(t.Context(), "m365_gcch", model.Registration{ClientID: "gov"}); err != nil {
		t.Fatal(err)
	}
	if same, err := port.Registration(t.Context(), "m365_dod"); err != nil || same.ClientID != "gov" {
		t.Errorf("another provider of the same authority: %+v, %v", same, err)
	}
	p, ok := h.authorities.recognise(mail.Address{Local: "ada", Domain: "corp.example"})
	if !ok || p.ID != "corp" || p.Secret != mail.BrowserSignIn {
		t.Errorf("recognised %+v", p)
	}
}

// bindCorp stores an account of the own authority, with a refresh token.
func bindCorp(t *testing.T, h *house, token string) (mail.Account, keeper) {
	t.Helper()
	f := &fresh{tokens: &oauth.Held{}, authority: "https://sso.corp.example/token"}
	if err := f.tokens.Keep(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	account := mail.Account{
		Address:  mail.Address{Local: "ada", Domain: "corp.example"},
		Incoming: mail.Server{Protocol: mail.IMAP, Host: "imap.corp.example", Port: 993, Security: mail.TLS, Auth: mail.OAuth2},
		Outgoing: mail.Server{Protocol: mail.Submission, Host: "smtp.corp.example", Port: 465, Security: mail.TLS, Auth: mail.OAuth2},
	}
	sealed, err := h.vault.Seal(t.Context(), account.Address, mail.Tokens(f))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(sealed), token) {
		t.Error("the token is readable")
	}
	account, err = accounts{h.store, h.vault}.Add(t.Context(), account, sealed)
	if err != nil {
		t.Fatal(err)
	}
	return account, keeper{h.vault, account, f.authority}
}

func TestKeeper(t *testing.T) {
	h := signInHouse(t, ownRules)
	account, k := bindCorp(t, h, "first-token")
	if got, err := k.Load(t.Context()); got != "first-token" || err != nil {
		t.Errorf("loaded %q, %v", got, err)
	}
	if err := k.Keep(t.Context(), "second-token"); err != nil {
		t.Fatal(err)
	}
	if got, err := (keeper{h.vault, account, k.authority}).Load(t.Context()); got != "second-token" || err != nil {
		t.Errorf("loaded %q, %v", got, err)
	}
	if got, err := (keeper{h.vault, account, "https://elsewhere.example/token"}).Load(t.Context()); got != "" || err != nil {
		t.Errorf("another authority was given %q, %v", got, err)
	}
	if err := h.vault.Forget(t.Context(), account.Address); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Load(t.Context()); mail.ProblemOf(err).Code != mail.SecretMissing {
		t.Errorf("without the key: %v", err)
	}
}

// TestOneSourceForAnAccount has many connections sign in at once, and replaces the secret.
func TestOneSourceForAnAccount(t *testing.T) {
	h := signInHouse(t, ownRules)
	account, _ := bindCorp(t, h, "first-token")
	sources := make([]mail.TokenSource, 8)
	var group sync.WaitGroup
	for i := range sources {
		group.Go(func() {
			cred, err := h.vault.credential(t.Context(), account)
			if err != nil {
				t.Error(err)
			}
			sources[i] = cred.Source()
		})
	}
	group.Wait()
	for _, s := range sources {
		if s == nil || s != sources[0] {
			t.Error("another source")
		}
	}
	account.Incoming.Auth, account.Outgoing.Auth = mail.PasswordAuth, mail.PasswordAuth
	sealed, err := h.vault.Seal(t.Context(), account.Address, mail.Password("new"))
	if err != nil {
		t.Fatal(err)
	}
	if err := (accounts{h.store, h.vault}).Renew(t.Context(), account, sealed); err != nil {
		t.Fatal(err)
	}
	cred, err := h.vault.credential(t.Context(), account)
	if password, _ := cred.Reveal(t.Context()); err != nil || password != "new" || cred.Source() != nil {
		t.Errorf("credential of %v, %v", cred.Method(), err)
	}
	if _, err := sources[0].Token(t.Context()); !mail.IsCanceled(err) {
		t.Errorf("the old source goes on: %v", err)
	}
	if _, err := h.store.Secret(t.Context(), account.ID, refreshKind); mail.ProblemOf(err).Code != mail.SecretMissing {
		t.Errorf("the old token is still there: %v", err)
	}
}
