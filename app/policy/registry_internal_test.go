package policy

import (
	"strings"
	"testing"

	"letterbox/mail"
)

const place = `HKLM\` + registryPath

// TestPolicyInTheRegistry has values as group policy and as an administrator's script write them.
func TestPolicyInTheRegistry(t *testing.T) {
	for name, values := range map[string]map[string][]string{
		"one line": {"Policy": {`{"allowed_domains": ["corp.example"]}`}},
		"lines":    {"policy": {`{`, `  "allowed_domains":`, `  ["corp.example"]`, `}`}, "": {""}},
	} {
		if p, err := fromRegistry(place, values); err != nil || p.Path != place || len(p.AllowedDomains) != 1 {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
	}
	for _, values := range []map[string][]string{{}, {"": {""}}} {
		if p, err := fromRegistry(place, values); err != nil || p.Path != "" {
			t.Errorf("%v: %+v, %v", values, p, err)
		}
	}
	for name, values := range map[string]map[string][]string{
		"another name": {"Polcy": {`{}`}},
		"two values":   {"Policy": {`{}`}, "allowed_domains": {"corp.example"}},
		"empty":        {"Policy": {""}},
		"no lines":     {"Policy": nil},
		"cut off":      {"Policy": {`{"allowed_domains": [`}},
		"huge":         {"Policy": {strings.Repeat(" ", largest), `{}`}},
	} {
		_, err := fromRegistry(place, values)
		if p := mail.ProblemOf(err); err == nil || p.Code != mail.PolicyInvalid || p.Facts[mail.FactPath] != place {
			t.Errorf("%s: %v", name, err)
		}
	}
}
