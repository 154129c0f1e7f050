package acceptance

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"letterbox/assets"
)

// catalogue puts a file in the place of the program's own catalogue.
func (p *profile) catalogue(text string) string {
	p.t.Helper()
	path := filepath.Join(p.dir, "providers.json")
	if err := os.MkdirAll(p.dir, 0o700); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
	return path
}

// TestDiscoverByAnotherCatalogue has a file take the place of the catalogue, and says which one is used.
func TestDiscoverByAnotherCatalogue(t *testing.T) {
	p := newProfile(t, "")
	own := strings.NewReplacer("imap.qq.com", "imap.mirror.example", `"checked": "2026-11-23"`, `"checked": "2027-02-03"`).Replace(string(assets.ProvidersJSON))
	path := p.catalogue(own)
	r := p.must("", "discover", "li@qq.com", "--offline")
	used, _ := r.last()["catalogue"].(map[string]any)
	if got := first(r); got.in != "imap.mirror.example" || used["file"] != path || used["checked"] != "2027-02-03" || len(r.lines) != 1 {
		t.Errorf("%+v from %v: %s", got, used, r.stdout)
	}

	p.catalogue(own[:len(own)/2])
	r = p.must("", "discover", "li@qq.com", "--offline")
	notice, _ := r.lines[0]["problem"].(map[string]any)
	used, _ = r.last()["catalogue"].(map[string]any)
	if got := first(r); got.in != "imap.qq.com" || used["file"] != "" || notice["class"] != "CATALOGUE_INVALID" || notice["headline"] == "" {
		t.Errorf("%+v from %v: %s", got, used, r.stdout)
	}
}
