package app_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// room is one row of the dependency rule: a package and what it may import besides the standard library. Names of
// ours are relative to the module, those of theirs are path prefixes; "..." at the end of ours means everything
// below. never lists packages of the standard library that would break what the package promises.
type room struct {
	name   string
	ours   []string
	theirs []string
	never  []string
}

const (
	xtext = "golang.org/x/text/"
	xnet  = "golang.org/x/net/"
	sasl  = "github.com/emersion/go-sasl"
	fyne  = "fyne.io/fyne/v2"
)

// pure packages compute: they touch neither the network nor a database.
var pure = []string{"net", "net/http", "net/smtp", "crypto/tls", "database/sql", "os/exec"}

// house is the dependency rule of the whole module: everyone may import mail, which imports the standard library
// only; adapters never import each other; only app knows concrete types; only ui, ui/view, ui/widget and ui/ime
// know Fyne, and only ui opens windows with it. .golangci.yml says the same for editors.
var house = []room{
	{name: "", ours: []string{"app"}},

	{name: "app", ours: []string{"..."}, theirs: []string{"github.com/jeandeaual/go-locale", "golang.org/x/term", "golang.org/x/sync/"}},
	{name: "app/acceptance", ours: []string{"..."}},
	{name: "app/binder", ours: []string{"mail"}, theirs: []string{"golang.org/x/sync/"}, never: pure},
	{name: "app/card", ours: []string{"mail"}, never: pure},
	{name: "app/command", ours: []string{
		"app/binder", "app/card", "app/diagnose", "app/pictures", "app/policy", "app/trust", "mail", "mail/discover", "mail/engine", "mail/dial", "mail/mbox", "mail/message", "mail/provider", "mail/search", "mail/verdict", "oauth", "storage", "ui/hypertext", "ui/hypertext/...", "ui/words",
	}, theirs: []string{"golang.org/x/term"}},
	{name: "app/demo", ours: []string{"mail", "mail/mailtest", "mail/message"}, theirs: []string{"github.com/emersion/", xtext}},
	{name: "app/diagnose", ours: []string{"mail"}, never: pure},
	{name: "app/indexer", ours: []string{"mail", "mail/search", "mail/search/extract"}, never: pure},
	{name: "app/pictures"},
	{name: "app/hub", ours: []string{"mail"}, never: pure},
	{name: "app/report", ours: []string{"mail", "ui/words"}, never: pure},
	{name: "app/policy", ours: []string{"mail"}, theirs: []string{"golang.org/x/sys/", "howett.net/plist", xnet}},
	{name: "app/policy/generate", ours: []string{"app/policy"}, theirs: []string{"howett.net/plist"}},
	{name: "app/trust", ours: []string{"mail"}, theirs: []string{xnet}, never: pure},

	{name: "mail", never: []string{"os", "net/http", "net/smtp", "crypto/tls", "database/sql", "os/exec"}}, // net only joins host and port
	{name: "mail/dial", ours: []string{"mail"}, theirs: []string{xnet, xtext, "golang.org/x/crypto/ocsp"}},
	{name: "mail/discover", ours: []string{"mail", "mail/provider"}, theirs: []string{xnet, xtext, "golang.org/x/sync/"}},
	{name: "mail/engine", ours: []string{"mail"}, theirs: []string{"golang.org/x/sync/"}, never: pure},
	{name: "mail/imap", ours: []string{"mail", "mail/dial", "mail/sasl", "mail/verdict"}, theirs: []string{"github.com/emersion/go-imap/v2", sasl, xtext}},
	{name: "mail/mbox", ours: []string{"mail"}, never: pure},
	{name: "mail/mailtest", ours: []string{"mail"}, theirs: []string{"github.com/emersion/", "github.com/xdg-go/scram", xtext, "golang.org/x/crypto/"}},
	{name: "mail/message", ours: []string{"mail"}, theirs: []string{
		"github.com/emersion/go-message", "github.com/rivo/uniseg", "github.com/wlynxg/chardet", xnet, xtext,
	}, never: pure},
	{name: "mail/pop3", ours: []string{"mail", "mail/dial", "mail/sasl", "mail/verdict"}, theirs: []string{sasl}},
	{name: "mail/provider", ours: []string{"mail"}, theirs: []string{xnet}, never: pure},
	{name: "mail/sasl", ours: []string{"mail"}, theirs: []string{sasl, "github.com/xdg-go/scram", xtext, "golang.org/x/crypto/"}, never: []string{"net", "net/http", "net/smtp", "database/sql", "os/exec"}}, // of TLS only the state, which mechanisms bind to
	{name: "mail/smtp", ours: []string{"mail", "mail/dial", "mail/sasl", "mail/verdict"}, theirs: []string{"github.com/emersion/go-smtp", sasl, xnet, xtext}},

	{name: "mail/search", ours: []string{"mail", "mail/search/pinyin"}, theirs: []string{xtext}, never: pure},
	{name: "mail/search/pinyin", never: pure},
	{name: "mail/search/extract", ours: []string{"mail/search"}, theirs: []string{xnet, xtext}, never: pure},

	{name: "mail/verdict", ours: []string{"mail"}, theirs: []string{xtext}, never: pure},

	{name: "oauth", ours: []string{"mail"}, theirs: []string{"golang.org/x/oauth2", "golang.org/x/sync/"}},
	{name: "oauth/oauthtest"},
	{name: "storage", ours: []string{"mail", "mail/search", "mail/search/pinyin"}, theirs: []string{
		"github.com/gofrs/flock", "github.com/klauspost/compress/", "golang.org/x/sys/", "modernc.org/sqlite", xtext,
	}},
	{name: "storage/secret", ours: []string{"mail"}, theirs: []string{
		"github.com/godbus/dbus/v5", "github.com/zalando/go-keyring", "golang.org/x/crypto/", "golang.org/x/sys/",
	}},

	{name: "assets"},
	{name: "ui", ours: []string{"assets", "mail", "ui/..."}, theirs: []string{fyne}},
	{name: "ui/early"},
	{name: "ui/emptywindow", theirs: []string{fyne}},
	{name: "ui/hypertext/...", ours: []string{"ui/hypertext/..."}, theirs: []string{
		xnet, xtext, "golang.org/x/image/", "github.com/rivo/uniseg", "github.com/tdewolff/parse/v2", "github.com/andybalholm/cascadia",
		"github.com/go-text/typesetting/",
	}, never: pure},
	{name: "ui/ime/...", ours: []string{"ui/ime/..."}, theirs: []string{fyne, "github.com/godbus/dbus/v5", "golang.org/x/sys/"}},
	{name: "ui/model", ours: []string{"mail", "mail/search", "mail/search/pinyin"}, theirs: []string{xtext, "github.com/rivo/uniseg"}, never: pure},
	{name: "ui/view", ours: []string{"assets", "mail", "mail/search", "ui/hypertext/...", "ui/ime", "ui/model", "ui/widget", "ui/words"}, theirs: []string{fyne}, never: pure},
	{name: "ui/picturetest", never: pure},
	{name: "ui/text", theirs: []string{"github.com/rivo/uniseg"}, never: pure},
	{name: "ui/typeset", theirs: []string{"github.com/go-text/typesetting/", "github.com/rivo/uniseg", "golang.org/x/image/math/fixed", xtext}, never: pure},
	{name: "ui/widget", ours: []string{"assets", "ui/hypertext/...", "ui/ime", "ui/text", "ui/typeset"}, theirs: []string{
		fyne, "github.com/go-text/", "github.com/rivo/uniseg", "golang.org/x/image/",
	}, never: pure},
	{name: "ui/words", ours: []string{"mail"}, theirs: []string{xtext}, never: pure},
}

// listed is what `go list` tells of a package.
type listed struct {
	ImportPath string
	Doc        string
	Imports    []string
	GoFiles    []string
}

const module = "letterbox"

func TestEveryImportObeysTheHouseRule(t *testing.T) {
	for _, system := range []string{"linux", "windows", "darwin"} {
		for _, p := range packages(t, system) {
			name := relative(p.ImportPath)
			at := slices.IndexFunc(house, func(r room) bool { return matches(r.name, name) })
			if at < 0 {
				t.Errorf("package %s is not in the table: add a room for it to house in app/arch_test.go, and to .golangci.yml", name)
				continue
			}
			for _, path := range p.Imports {
				if complaint := house[at].forbids(path); complaint != "" {
					t.Errorf("%s on %s imports %s: %s", name, system, path, complaint)
				}
			}
		}
	}
}

// forbids says why a room may not import a package, "" when it may.
func (r room) forbids(path string) string {
	switch {
	case path == "C":
		if r.name != "ui/ime/..." {
			return "only ui/ime calls C"
		}
	case path == module || strings.HasPrefix(path, module+"/"):
		to := relative(path)
		if to == "mail/mailtest" && r.name != "app/demo" {
			return "mailtest is for tests and app/demo"
		}
		if !slices.ContainsFunc(r.ours, func(o string) bool { return matches(o, to) }) {
			return "the house rule has no such arrow"
		}
	case strings.Contains(strings.SplitN(path, "/", 2)[0], "."):
		if path == fyne+"/app" && r.name != "ui" && r.name != "ui/emptywindow" {
			return "only ui opens windows; this would bring C into every test"
		}
		if !slices.ContainsFunc(r.theirs, func(prefix string) bool { return strings.HasPrefix(path, prefix) }) {
			return "this room does not use that module"
		}
	case slices.Contains(r.never, path):
		return "this package computes, it does no such I/O"
	}
	return ""
}

func TestEveryPackageTellsItsStory(t *testing.T) {
	for _, p := range packages(t, "linux") {
		if p.Doc == "" && len(p.GoFiles) > 0 {
			t.Errorf("package %s has no package comment", relative(p.ImportPath))
		}
	}
}

func TestFilesHaveOneSubject(t *testing.T) {
	const limit = 600
	root := ".."
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == ".git" || entry.Name() == "build" || entry.Name() == "testdata") {
			return filepath.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		generated := bytes.HasPrefix(text, []byte("// Code generated "))
		if lines := bytes.Count(text, []byte("\n")); lines > limit && !generated {
			t.Errorf("%s has %d lines, more than %d: which second subject can move out?", path, lines, limit)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTopLevelStaysSmall(t *testing.T) {
	want := []string{
		".ci", ".github", ".gitignore", ".golangci.yml", "CHANGELOG.md", "FyneApp.toml", "LICENSE", "Makefile", "README.md",
		"app", "assets", "go.mod", "go.sum", "mail", "main.go", "oauth", "packaging", "storage", "tools", "ui",
	}
	cmd := exec.Command("git", "ls-files")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("git ls-files: %v", err)
		}
		t.Skipf("not a git checkout: %v", err)
	}
	for path := range strings.Lines(string(out)) {
		top := strings.SplitN(strings.TrimSpace(path), "/", 2)[0]
		if !slices.Contains(want, top) {
			t.Errorf("%s is at the top level; it belongs into one of the rooms", top)
		}
	}
}

// packages lists the module's packages as they are built for a system, C files included.
func packages(t *testing.T, system string) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Doc,Imports,GoFiles", "./...")
	cmd.Dir = ".."
	cmd.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=1")
	var problems bytes.Buffer
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list for %s: %v\n%s", system, err, problems.String())
	}
	var all []listed
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatalf("go list for %s: %v", system, err)
		}
		all = append(all, p)
	}
}

func relative(path string) string {
	return strings.TrimPrefix(strings.TrimPrefix(path, module), "/")
}

// matches reports whether a package is the pattern or, when that ends in "...", is the same or below.
func matches(pattern, name string) bool {
	if below, ok := strings.CutSuffix(pattern, "..."); ok {
		return strings.HasPrefix(name+"/", below)
	}
	return pattern == name
}
