package press_test

import (
	"context"
	"image"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"letterbox/mail/mailtest"
	"letterbox/mail/message"
	"letterbox/ui/hypertext"
	"letterbox/ui/hypertext/css"
	"letterbox/ui/hypertext/press"
	"letterbox/ui/hypertext/text"
)

const patient = time.Minute // no test is about time

func open(t *testing.T, p *press.Press, markup string) *press.Leaf {
	t.Helper()
	leaf, err := p.Open(context.Background(), press.Order{Markup: markup, Width: 600, Height: 200, Album: &hypertext.Album{}, Time: patient})
	if err != nil {
		t.Fatal(err)
	}
	return leaf
}

func TestWhatAPageWants(t *testing.T) {
	p := press.New(text.NewLibrary)
	leaf := open(t, p, `<img src="https://a.example/1.png"><img src="https://a.example/1.png"><img src=http://b.example/2.png>
<img src=cid:x><img src=data:image/png,x><img src=/relative><img src=//c.example/x><img src=file:///x>
<img src=https://d.example/p width=1 height=1><img src=https://e.example/wf/open?x width=200><div style="background:url(https://f.example/bg)">x</div>
<div style="display:none"><img src=https://never.example/x></div><img srcset="https://never.example/y 2x"><video poster=https://never.example/z></video>`)
	got := ""
	for _, r := range leaf.Remote {
		got += " " + r.Host
		if r.Tracker {
			got += "!"
		}
	}
	const want = " f.example a.example b.example d.example! e.example!"
	if got != want {
		t.Errorf("wants%s, not%s", got, want)
	}
}

func TestLinksThatSayOtherwise(t *testing.T) {
	p := press.New(text.NewLibrary)
	for markup, want := range map[string]int{
		`<a href="https://example.com/">example.com</a>`:                     0,
		`<a href="https://mail.example.com/">www.example.com</a>`:            0,
		`<a href="https://example.org/">https://example.com/x</a>`:           1,
		`<a href="https://example.org/">Press here</a>`:                      0,
		`<a href="https://example.org/">report.finalx</a>`:                   0,
		`<a href="https://example.org/">readme.md</a>`:                       0,
		`<a href="http://192.0.2.1/">example.com</a>`:                        1,
		`<a href="https://example.com@evil.example/">Press here</a>`:         1,
		`<a href="https://xn--pple-43d.com/">Press here</a>`:                 1,
		`<a href="mailto:a@example.org">example.com</a>`:                     0,
		`<a href="https://example.org/"><span>exam</span><b>ple.com</b></a>`: 1,
	} {
		if got := open(t, p, markup).Doubts; len(got) != want {
			t.Errorf("%s: %+v", markup, got)
		}
	}
}

func TestLookAlikes(t *testing.T) {
	for domain, want := range map[string]string{
		"example.com": "", "bücher.example": "", "例子.测试": "", "abc例子.com": "", "пример.рф": "", "xn--e1afmkfd.xn--p1ai": "",
		"аpple.com": "xn--pple-43d.com", "xn--pple-43d.com": "xn--pple-43d.com", "сосо.com": "xn--n1aab2b.com",
	} {
		if _, ascii, _ := press.LookAlike(domain); (ascii == "") != (want == "") || want != "" && !strings.HasPrefix(ascii, "xn--") {
			t.Errorf("%s: %q", domain, ascii)
		}
	}
}

func TestAnchorsAndFolds(t *testing.T) {
	p := press.New(text.NewLibrary)
	leaf := open(t, p, `<body style="margin:0"><div style="height:500px">x</div><a name=here></a><p id=there>y`)
	if y, ok := leaf.Anchor("there"); !ok || y < 500 || y > 530 {
		t.Errorf("an anchor at %g, %t", y, ok)
	}
	if _, ok := leaf.Anchor("nowhere"); ok {
		t.Error("an anchor that is not there")
	}
	order := press.Order{Markup: `Yes.<blockquote type=cite>` + strings.Repeat("word ", 100), Width: 600, Height: 200, Fold: true, Time: patient}
	folded, err := p.Open(context.Background(), order)
	if err != nil || !folded.Folded || strings.Contains(folded.Index.Text(), "word") {
		t.Errorf("folded %t, %v", folded.Folded, err)
	}
}

// TestPressServesManyAtOnce lays out and paints from several goroutines.
func TestPressServesManyAtOnce(t *testing.T) {
	p := press.New(text.NewLibrary)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 5 {
				leaf, err := p.Open(context.Background(), press.Order{Markup: "<p>text", Width: 300, Height: 100, Time: patient})
				if err != nil {
					t.Error(err)
					return
				}
				p.Paint(context.Background(), leaf, image.NewRGBA(image.Rect(0, 0, 300, 100)), 0, 0, 1)
			}
		})
	}
	all.Wait()
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if p.Paint(ended, open(t, p, "x"), image.NewRGBA(image.Rect(0, 0, 1, 1)), 0, 0, 1) {
		t.Error("painted for nobody")
	}
}

// TestHostileMailIsShownAndWantsOnlyPictures shows mail that tries everything that ever made a mail program ask the
// network. The engine imports no network; what a page wants is a list, and it holds addresses of the web only.
func TestHostileMailIsShownAndWantsOnlyPictures(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(mailtest.SharedData(t, "privacy"), "*", "*.[eh][mt]*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents: %v", err)
	}
	p := press.New(text.NewLibrary)
	dst := image.NewRGBA(image.Rect(0, 0, 600, 200))
	for _, path := range files {
		if filepath.Base(filepath.Dir(path)) == "dos" {
			continue
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		markup := hypertext.Decode(raw)
		if strings.HasSuffix(path, ".eml") {
			markup = message.Parse(raw, message.Options{}).Body.HTML
		}
		leaf, err := p.Open(context.Background(), press.Order{
			Markup: markup, Width: 600, Height: 200, Dark: true, Ground: css.Black, Fold: true, Album: &hypertext.Album{}, Time: patient,
		})
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(path), err)
			continue
		}
		p.Paint(context.Background(), leaf, dst, 0, 0, 1)
		for _, r := range leaf.Remote {
			if !strings.HasPrefix(r.Address, "http") || r.Host == "" {
				t.Errorf("%s wants %s", filepath.Base(path), r.Address)
			}
		}
	}
}
