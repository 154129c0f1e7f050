package policy

import (
	"testing"

	"golang.org/x/sys/windows/registry"

	"letterbox/mail"
)

// TestKeyOfTheRegistry writes a key of the person who runs the test and reads it as the computer's.
func TestKeyOfTheRegistry(t *testing.T) {
	const path = `Software\Letterbox policy test`
	if p, err := fromKey(registry.CURRENT_USER, path, place); err != nil || p.Path != "" {
		t.Fatalf("without a key: %+v, %v", p, err)
	}
	key, _, err := registry.CreateKey(registry.CURRENT_USER, path, registry.ALL_ACCESS)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = registry.DeleteKey(registry.CURRENT_USER, path) })
	defer func() { _ = key.Close() }()
	for _, write := range []func() error{
		func() error { return key.SetStringValue("Policy", `{"allowed_domains": ["corp.example"]}`) },
		func() error {
			return key.SetStringsValue("Policy", []string{"{", `"allowed_domains": ["corp.example"]}`})
		},
	} {
		if err := write(); err != nil {
			t.Fatal(err)
		}
		if p, err := fromKey(registry.CURRENT_USER, path, place); err != nil || p.Path != place || len(p.AllowedDomains) != 1 {
			t.Errorf("%+v, %v", p, err)
		}
	}
	if err := key.SetDWordValue("Policy", 1); err != nil {
		t.Fatal(err)
	}
	if _, err := fromKey(registry.CURRENT_USER, path, place); mail.ProblemOf(err).Code != mail.PolicyInvalid {
		t.Errorf("a number: %v", err)
	}
}
