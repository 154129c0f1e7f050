package oauth_test

import (
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
	"letterbox/oauth"
)

// TestTable compares the table with the facts that were collected of each provider.
func TestTable(t *testing.T) {
	raw, err := os.ReadFile(mailtest.SharedData(t, "providers.json"))
	if err != nil {
		t.Fatal(err)
	}
	var collected struct {
		Providers []struct {
			ID    mail.ProviderID
			OAuth *struct {
				Authorize, Token string
				Scopes           []string
				Params           map[string]string
			}
		}
	}
	if raw[0] == '[' {
		raw = []byte(`{"providers":` + string(raw) + `}`)
	}
	if err := json.Unmarshal(raw, &collected); err != nil {
		t.Fatal(err)
	}
	var ids []mail.ProviderID
	for _, c := range collected.Providers {
		if c.OAuth == nil {
			continue
		}
		ids = append(ids, c.ID)
		p, err := oauth.For(c.ID, oauth.Registration{ClientID: "ours", Tenant: "contoso.example"})
		if err != nil {
			t.Errorf("%s: %v", c.ID, err)
			continue
		}
		if p.AuthURL != strings.ReplaceAll(c.OAuth.Authorize, "{tenant}", "contoso.example") || p.TokenURL != strings.ReplaceAll(c.OAuth.Token, "{tenant}", "contoso.example") {
			t.Errorf("%s: %s, %s", c.ID, p.AuthURL, p.TokenURL)
		}
		scopes := p.ScopesFor()
		for _, s := range c.OAuth.Scopes {
			if !slices.Contains(scopes, s) {
				t.Errorf("%s: scope %s is missing of %v", c.ID, s, scopes)
			}
		}
		for key, value := range c.OAuth.Params {
			if key != "login_hint" && p.Params[key] != value {
				t.Errorf("%s: parameter %s=%q", c.ID, key, p.Params[key])
			}
		}
	}
	slices.Sort(ids)
	if !slices.Equal(ids, oauth.Known()) {
		t.Errorf("collected %v, known %v", ids, oauth.Known())
	}
}

func TestScopesOfOneResource(t *testing.T) {
	for _, id := range oauth.Known() {
		p, err := oauth.For(id, oauth.Registration{ClientID: "ours"})
		if err != nil {
			t.Fatal(err)
		}
		hosts := map[string]bool{}
		for _, s := range p.ScopesFor() {
			if u, _ := url.Parse(s); u != nil && u.Host != "" {
				hosts[u.Host] = true
			}
		}
		if len(hosts) > 1 {
			t.Errorf("%s: one request asks for scopes of %v", id, hosts)
		}
		if only := p.ScopesFor(mail.IMAP, mail.Submission); len(only) > len(p.ScopesFor()) || strings.Contains(strings.Join(only, " "), "POP") {
			t.Errorf("%s: IMAP and SMTP ask for %v", id, only)
		}
		for _, endpoint := range []string{p.AuthURL, p.TokenURL, p.Console} {
			if !strings.HasPrefix(endpoint, "https://") || strings.Contains(endpoint, "{") {
				t.Errorf("%s: endpoint %q", id, endpoint)
			}
		}
	}
}

func TestUnregistered(t *testing.T) {
	p, err := oauth.For("m365_cn", oauth.Registration{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = oauth.New(oauth.Config{}).Authorize(t.Context(), oauth.Request{Provider: p, Protocols: []mail.Protocol{mail.IMAP}})
	problem := fails(t, err, mail.PolicyForbids, oauth.ClassMisconfigured)
	if !errors.Is(err, oauth.ErrUnregistered) || problem.Facts[oauth.FactRedirect] != "http://localhost/" || problem.Facts[oauth.FactConsole] != "https://portal.azure.cn" ||
		!strings.HasPrefix(problem.Facts[oauth.FactScopes], "https://partner.outlook.cn/IMAP.AccessAsUser.All ") {
		t.Errorf("facts %v", problem.Facts)
	}
	if _, err := p.AdminConsentURL(); !errors.Is(err, oauth.ErrUnregistered) {
		t.Errorf("consent link: %v", err)
	}
}

func TestAdminConsentURL(t *testing.T) {
	p, _ := oauth.For("m365", oauth.Registration{ClientID: "ours", Tenant: "contoso.example"})
	link, err := p.AdminConsentURL(mail.IMAP, mail.Submission)
	u, bad := url.Parse(link)
	if err != nil || bad != nil {
		t.Fatal(err, bad)
	}
	q := u.Query()
	if u.Host != "login.microsoftonline.com" || u.Path != "/contoso.example/v2.0/adminconsent" || q.Get("client_id") != "ours" ||
		q.Get("scope") != "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send" {
		t.Errorf("link %s", link)
	}
	g, _ := oauth.For("gmail", oauth.Registration{ClientID: "ours"})
	if link, err := g.AdminConsentURL(); link != "" || err != nil {
		t.Errorf("Google has no such link: %q, %v", link, err)
	}
}

func TestForRefuses(t *testing.T) {
	for _, tenant := range []string{"a/b", "../x", "contoso.example?x=1", "a b", ".", "-"} {
		_, err := oauth.For("m365", oauth.Registration{Tenant: tenant})
		fails(t, err, mail.PolicyInvalid, "")
	}
	_, err := oauth.For("qq", oauth.Registration{})
	fails(t, err, mail.MechanismMissing, "MECH_UNSUPPORTED")
}

func TestIdentityIs(t *testing.T) {
	cases := []struct {
		known, typed string
		same         bool
	}{
		{"Alice@Example.test", "alice@example.test", true},
		{"alice@example.test", "alice@other.test", false},
		{"a.lice@gmail.com", "alice@googlemail.com", true},
		{"alice@gmail.com", "alice+work@gmail.com", true},
		{"a.lice@example.test", "alice@example.test", false},
	}
	for _, c := range cases {
		address, err := mail.ParseAddress(c.typed)
		if err != nil {
			t.Fatal(err)
		}
		if got := (oauth.Identity{Addresses: []string{"x@y.test", c.known}}).Is(address); got != c.same {
			t.Errorf("%s is %s: %v", c.known, c.typed, got)
		}
	}
}
