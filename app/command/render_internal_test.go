package command

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/ui/hypertext"
)

// render runs the verb with its flags and returns what it prints.
func render(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	set := flag.NewFlagSet("render", flag.ContinueOnError)
	run := renderFlags(set)
	if err := set.Parse(args); err != nil {
		t.Fatal(err)
	}
	c := &call{args: set.Args(), out: newPrinter(&out, Globals{JSON: true})}
	err := run(context.Background(), c)
	return out.String(), err
}

func TestRenderSaysWhereEverythingIs(t *testing.T) {
	dir := t.TempDir()
	page, message, dump := filepath.Join(dir, "a.html"), filepath.Join(dir, "b.eml"), filepath.Join(dir, "out.json")
	write := func(path, text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(page, `<!DOCTYPE html><p><a href="https://example.org">one</a> two<img src="https://example.org/x.png">`)
	write(message, "From: a@example.org\r\nSubject: x\r\n\r\nplain <text>\r\n")
	for _, c := range []struct {
		path, images string
		words        []string
		width        float64
	}{
		{page, "placeholder", []string{"one", "two"}, 200},
		{page, "none", []string{"one", "two"}, 0},
		{message, "none", []string{"plain", "<text>"}, 0},
	} {
		if _, err := render(t, "--width", "400", "--images", c.images, "--dump", dump, c.path); err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(dump)
		if err != nil {
			t.Fatal(err)
		}
		var got hypertext.Dump
		if err := json.Unmarshal(raw, &got); err != nil {
			t.Fatal(err)
		}
		var words []string
		for _, w := range got.Words {
			words = append(words, w.Text)
		}
		if strings.Join(words, " ") != strings.Join(c.words, " ") || got.W != 400 {
			t.Errorf("%s: got %q on %g px", c.path, words, got.W)
		}
		if c.width > 0 && (len(got.Images) != 1 || got.Images[0].W != c.width) {
			t.Errorf("%s: got pictures %+v", c.path, got.Images)
		}
	}
}

func TestRenderTellsWhatItCannot(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing.html")
	if _, err := render(t, missing); mail.ProblemOf(err).Code != mail.NotFound {
		t.Errorf("a file that is not there: %v", err)
	}
	for _, args := range [][]string{{"--width", "0", missing}, {"--images", "all", missing}} {
		if _, err := render(t, args...); ExitStatus(err) != ExitStatus(usage("x")) {
			t.Errorf("%q: %v", args, err)
		}
	}
}
