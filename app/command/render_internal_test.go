package command

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"image/color"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
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

func TestRenderPaints(t *testing.T) {
	dir := t.TempDir()
	page, out := filepath.Join(dir, "a.eml"), filepath.Join(dir, "out.png")
	dot := "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=="
	mail := "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n" +
		"<body style='margin:0;background:#fff'><img src='cid:dot' width=50 height=50 style='display:block'>text\r\n--b\r\nContent-Type: image/png\r\n" +
		"Content-ID: <dot>\r\nContent-Transfer-Encoding: base64\r\n\r\n" + dot + "\r\n--b--\r\n"
	if err := os.WriteFile(page, []byte(mail), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args  []string
		x, y  int
		color color.RGBA
	}{
		{nil, 80, 90, color.RGBA{255, 255, 255, 255}},
		{[]string{"--dark"}, 80, 90, color.RGBA{0x1B, 0x1F, 0x24, 255}},
		{[]string{"--scale", "2"}, 99, 99, color.RGBA{255, 0, 0, 255}},
		{[]string{"--dark"}, 49, 49, color.RGBA{255, 0, 0, 255}},
	} {
		printed, err := render(t, append(c.args, "--width", "100", "--png", out, page)...)
		if err != nil || strings.Contains(printed, "words") {
			t.Fatalf("%q: %s, %v", c.args, printed, err)
		}
		f, err := os.Open(out)
		if err != nil {
			t.Fatal(err)
		}
		m, err := png.Decode(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		if got := color.RGBAModel.Convert(m.At(c.x, c.y)); got != c.color {
			t.Errorf("%q: %v at %d,%d, want %v", c.args, got, c.x, c.y, c.color)
		}
	}
}

// TestRenderFetchesWhenAsked loads the pictures of a page by a stand-in for the network.
func TestRenderFetchesWhenAsked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.html")
	markup := `<img src="https://a.example/x.png"><img src="http://b.example/y.png"><img src="https://c.example/t.gif" width=1 height=1><div style="background:url(https://d.example/z.png)">.`
	if err := os.WriteFile(path, []byte(markup), 0o600); err != nil {
		t.Fatal(err)
	}
	var asked []string
	o := &renderOptions{fetch: func(_ context.Context, address string) ([]byte, error) {
		asked = append(asked, address)
		return nil, errors.New("nobody is there")
	}}
	c := &call{out: newPrinter(io.Discard, Globals{JSON: true})}
	opt := hypertext.Options{Width: 100, Height: 100, Fonts: hypertext.SystemFonts(), Images: &hypertext.Album{}}
	if err := o.file(context.Background(), c, path, opt); err != nil {
		t.Fatal(err)
	}
	slices.Sort(asked)
	if want := []string{"https://a.example/x.png", "https://d.example/z.png"}; !slices.Equal(asked, want) {
		t.Errorf("asked for %q", asked)
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
