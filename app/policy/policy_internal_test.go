package policy

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"letterbox/mail"
)

const good = `{
	"oauth": {"m365": {"client_id": "0f6c", "tenant": "contoso.example"}, "gmail": {"client_id": "a.apps", "client_secret": "GOCSPX-public"}},
	"authorities": {"corp": {
		"domains": ["corp.example", "mail.corp.example"], "auth_url": "https://sso.corp.example/auth", "token_url": "https://sso.corp.example/token",
		"issuers": ["https://sso.corp.example"], "scopes": ["mail", "offline_access"]
	}}
}`

func TestPolicyIsRead(t *testing.T) {
	path := written(t, "\uFEFF"+good)
	p, err := load(at(filepath.Join(folder(t), "absent")), path)
	if err != nil {
		t.Fatal(err)
	}
	if p.Path != path || p.OAuth["m365"] != (Registration{ClientID: "0f6c", Tenant: "contoso.example"}) || p.OAuth["gmail"].Secret != "GOCSPX-public" {
		t.Errorf("read %+v", p)
	}
	for address, want := range map[string]mail.ProviderID{"Corp.Example": "corp", "mail.corp.example": "corp", "corp.example.org": "", "": ""} {
		if id, _, ok := p.AuthorityOf(mail.Address{Local: "ada", Domain: address}); id != want || ok != (want != "") {
			t.Errorf("%q belongs to %q", address, id)
		}
	}
	if p.Loopback() {
		t.Error("an authority on this computer")
	}
}

func TestSystemComesFirst(t *testing.T) {
	system, named := written(t, good), written(t, `{}`)
	if p, err := load(at(system), ""); err != nil || p.Path != system {
		t.Error(p.Path, err)
	}
	if _, err := load(at(system), named); mail.ProblemOf(err).Code != mail.PolicyForbids {
		t.Errorf("another policy beside the system's: %v", err)
	}
	if _, err := load(at(written(t, `{`)), named); mail.ProblemOf(err).Code != mail.PolicyInvalid {
		t.Errorf("a system's policy that is damaged: %v", err)
	}
	if p, err := load(none, ""); err != nil || p.Path != "" || len(p.OAuth) != 0 {
		t.Errorf("without any: %+v, %v", p, err)
	}
	for _, path := range []string{filepath.Join(folder(t), "absent"), folder(t)} {
		_, err := load(none, path)
		if p := mail.ProblemOf(err); p.Code != mail.PolicyInvalid || p.Facts[mail.FactPath] != path || errors.Unwrap(p) == nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestPolicyThatIsWrong(t *testing.T) {
	authority := func(change, to string) string {
		whole := `{"authorities":{"corp":{"domains":["corp.example"],"auth_url":"https://a.example/","token_url":"http://127.0.0.1:1/t","device_url":"http://[::1]/d","issuers":["x"],"scopes":["mail"]}}}`
		if !strings.Contains(whole, change) {
			t.Fatalf("%q is not there", change)
		}
		return strings.Replace(whole, change, to, 1)
	}
	if p, err := parse([]byte(authority("corp", "corp"))); err != nil || !p.Loopback() {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"empty": "", "null": "null", "array": "[]", "two": "{} {}", "cut off": good[:len(good)-1], "unknown member": `{"oath":{}}`,
		"unknown field": `{"oauth":{"m365":{"client":"a"}}}`, "wrong type": `{"oauth":[]}`, "no client": `{"oauth":{"m365":{"tenant":"a"}}}`,
		"client with blank": `{"oauth":{"m365":{"client_id":"a b"}}}`, "tenant with path": `{"oauth":{"m365":{"client_id":"a","tenant":"a/b"}}}`,
		"secret with newline": `{"oauth":{"gmail":{"client_id":"a","client_secret":"a\nb"}}}`, "name": `{"oauth":{"M 365":{"client_id":"a"}}}`,
		"clear text":      authority("https://a.example/", "http://a.example/"),
		"localhost":       authority("http://127.0.0.1:1/t", "http://localhost/t"),
		"no token_url":    authority("http://127.0.0.1:1/t", ""),
		"other scheme":    authority("https://a.example/", "file:///etc/passwd"),
		"user in the URL": authority("https://a.example/", "https://ada:pw@a.example/"),
		"fragment":        authority("https://a.example/", "https://a.example/#x"),
		"device_url":      authority("http://[::1]/d", "http://a.example/d"),
		"no scopes":       authority(`["mail"]`, `[]`),
		"empty scope":     authority(`["mail"]`, `["mail",""]`),
		"issuer":          authority(`["x"]`, `["x y"]`),
		"capitals":        authority("corp.example", "Corp.example"),
		"not a domain":    authority("corp.example", "ada@corp.example"),
		"domain twice":    authority(`"corp":{"domains"`, `"b":{"domains":["corp.example"],"auth_url":"https://b.example","token_url":"https://b.example","scopes":["mail"]},"corp":{"domains"`),
	} {
		if _, err := parse([]byte(text)); err == nil {
			t.Errorf("%s is taken: %s", name, text)
		}
	}
	if _, err := load(none, written(t, strings.Repeat(" ", largest)+"{}")); mail.ProblemOf(err).Code != mail.PolicyInvalid {
		t.Errorf("a huge policy: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte(ruled))
	f.Add([]byte(`{"authorities":{"a":{"auth_url":"http://127.0.0.1","token_url":"https://x","scopes":["s"]}}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := parse(text)
		if err != nil {
			return
		}
		for id, a := range p.Authorities {
			if checkURL(a.AuthURL) != nil || checkURL(a.TokenURL) != nil || len(a.Scopes) == 0 {
				t.Errorf("%s: %+v", id, a)
			}
		}
	})
}

func written(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(folder(t), "policies.json")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { remove(t, path) })
	return path
}

// folder is a temporary folder that is removed as Wine can: testing's own are removed by a call that it lacks.
func folder(t *testing.T) string {
	t.Helper()
	path, err := os.MkdirTemp("", "policy") //nolint:usetesting // see above
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { remove(t, path) })
	return path
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Error(err)
	}
}

// at is a system's own place for its policy.
func at(path string) func() (Policy, error) { return func() (Policy, error) { return read(path) } }

func none() (Policy, error) { return Policy{}, nil }
