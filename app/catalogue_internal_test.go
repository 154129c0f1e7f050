package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"letterbox/app/policy"
	"letterbox/assets"
	"letterbox/mail"
)

// written puts a catalogue into a folder and returns its path.
func written(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAFileTakesThePlaceOfTheCatalogue(t *testing.T) {
	changed := strings.Replace(string(assets.ProvidersJSON), `"checked": "2026-11-23"`, `"checked": "2027-01-01"`, 1)
	good, missing := written(t, "good.json", changed), filepath.Join(t.TempDir(), "missing.json")
	bad := written(t, "bad.json", `{"schema": 1, "providers": "none"}`)
	for name, test := range map[string]struct {
		paths         []string
		path, checked string
		problem       string // path of the file that is told of
	}{
		"none":             {nil, "", "2026-11-23", ""},
		"missing":          {[]string{missing}, "", "2026-11-23", ""},
		"there":            {[]string{missing, good}, good, "2027-01-01", ""},
		"the first of two": {[]string{good, bad}, good, "2027-01-01", ""},
		"bad":              {[]string{bad}, "", "2026-11-23", bad},
		"bad, then good":   {[]string{bad, good}, good, "2027-01-01", bad},
		"a folder":         {[]string{t.TempDir()}, "", "2026-11-23", "a folder"},
	} {
		b, err := openBook(policy.Policy{}, test.paths...)
		if err != nil || b.path != test.path || b.Checked() != test.checked {
			t.Errorf("%s: %q of %s: %v", name, b.path, b.Checked(), err)
		}
		if (b.problem == nil) != (test.problem == "") {
			t.Errorf("%s: %v", name, b.problem)
		}
		if b.problem != nil && (b.problem.Code != mail.PolicyInvalid || test.problem == bad && b.problem.Facts[mail.FactPath] != bad) {
			t.Errorf("%s: %v", name, b.problem)
		}
	}
}
