package hypertext_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"letterbox/mail/mailtest"
	"letterbox/ui/hypertext"
	"letterbox/ui/hypertext/text"
)

// reference is the font that the layouts of the browser were made with.
const reference = "Liberation Sans"

// referenceFonts returns a library of the font of the browser's layouts and of the one that helped it out with
// Chinese. The test is skipped where they are not installed, and fails there in CI.
func referenceFonts(tb testing.TB) *text.Library {
	tb.Helper()
	l := text.NewLibrary()
	latin := "/usr/share/fonts/truetype/liberation/LiberationSans-"
	for i, name := range []string{"Regular", "Bold", "Italic", "BoldItalic"} {
		l.Add(reference, i&1 == 1, i >= 2, font(tb, latin+name+".ttf"))
	}
	for i, name := range []string{"Regular", "Bold"} {
		l.Add("Noto Sans CJK SC", i == 1, false, font(tb, "/usr/share/fonts/opentype/noto/NotoSansCJK-"+name+".ttc"))
	}
	return l
}

func font(tb testing.TB, path string) []byte {
	tb.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		mailtest.Absent(tb, "the font of the reference layouts: %v", err)
	}
	return data
}

func referenceOptions(fonts *text.Library) hypertext.Options {
	return hypertext.Options{Width: 700, Height: 900, Fonts: fonts, Family: reference, Images: hypertext.Placeholder{}}
}

func readJSON(t *testing.T, path string, into any) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		t.Fatal(err)
	}
}

// TestLayoutsResembleABrowsers compares the layout of real mail with that of a browser. The floors in testdata may
// only rise: whoever makes layouts better raises them.
func TestLayoutsResembleABrowsers(t *testing.T) {
	dir := mailtest.SharedData(t, "htmlmail")
	opt := referenceOptions(referenceFonts(t))
	var floor struct{ Mean, Min, Gate float64 }
	readJSON(t, filepath.Join("testdata", "floor.json"), &floor)
	files, err := filepath.Glob(filepath.Join(dir, "*.html"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents: %v", err)
	}
	var sum, gates float64
	worst, worstName := 1.0, ""
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".html")
		s := scoreOf(t, path, filepath.Join(dir, "reference", name+".json"), opt)
		sum += s.total
		gates += float64(flag(s.gate))
		if s.total < worst {
			worst, worstName = s.total, name
		}
		if !s.gate {
			t.Logf("%s lost words or links", name)
		}
	}
	n := float64(len(files))
	t.Logf("%d documents: mean %.4f, min %.3f (%s), gate %.3f", len(files), sum/n, worst, worstName, gates/n)
	if sum/n < floor.Mean || worst < floor.Min || gates/n < floor.Gate {
		t.Errorf("mean %.4f, min %.3f, gate %.3f are below the floors %+v", sum/n, worst, gates/n, floor)
	}
}

func scoreOf(t *testing.T, path, reference string, opt hypertext.Options) score {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	opt.Time = slowest
	page, err := hypertext.Open(context.Background(), hypertext.Decode(raw), opt)
	if err != nil {
		t.Errorf("%s: %v", filepath.Base(path), err)
		return score{}
	}
	var ref hypertext.Dump
	readJSON(t, reference, &ref)
	return compare(ref, page.Dump())
}
