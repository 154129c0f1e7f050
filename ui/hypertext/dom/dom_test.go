package dom

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestDecodeFindsTheCharset(t *testing.T) {
	for name, c := range map[string]struct{ raw, label, want string }{
		"label":          {"\xC4\xE3\xBA\xC3", "gb2312", "你好"},
		"superset":       {"\x81\x30\x81\x30", "GBK", "\u0080"},
		"meta":           {"<meta charset=gbk>\xC4\xE3", "", "<meta charset=gbk>你"},
		"byte order":     {"\xEF\xBB\xBF你", "gbk", "你"},
		"none but valid": {"你好", "", "你好"},
		"label wins":     {"<meta charset=utf-8>\xC4\xE3", "gbk", "<meta charset=utf-8>你"},
		"broken":         {"a\xFFb", "utf-8", "a\uFFFDb"},
	} {
		if got := Decode([]byte(c.raw), c.label); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestModeFollowsTheDoctype(t *testing.T) {
	for doctype, want := range map[string]Mode{
		"":                NoQuirks,
		"<!DOCTYPE html>": NoQuirks,
		`<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">`: LimitedQuirks,
		`<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">`:                    LimitedQuirks,
		`<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">`:                                                           Quirks,
		`<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN">`:                                                            Quirks,
		`<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">`:             NoQuirks,
	} {
		if doctype == "" {
			want = Quirks
		}
		if got := Parse(doctype+"<p>x", Limits{}).Mode; got != want {
			t.Errorf("%s: got mode %d, want %d", doctype, got, want)
		}
	}
}

func TestLimitsLeaveOutWhatIsTooMuch(t *testing.T) {
	for name, c := range map[string]struct {
		markup string
		limits Limits
		text   string
	}{
		"bytes": {"abcdef", Limits{Bytes: 3}, "abc"},
		"text":  {"<p>abc<p>def", Limits{Text: 4}, "abcd"},
		"depth": {strings.Repeat("<div>", 3000) + "deep", Limits{}, "deep"},
	} {
		d := Parse(c.markup, c.limits)
		if got := textOf(d.Body); got != c.text || !d.Truncated {
			t.Errorf("%s: got %q, truncated %v", name, got, d.Truncated)
		}
	}
	if d := Parse(strings.Repeat("<b></b>", 100), Limits{Nodes: 10}); !d.Truncated || count(d.Root) > 10 {
		t.Errorf("nodes: %d remain, truncated %v", count(d.Root), d.Truncated)
	}
}

func TestParseKeepsWhatIsShownOnly(t *testing.T) {
	d := Parse(`<style media="print">p{color:red}</style><!--[if mso]><p>old</p><![endif]--><script>x()</script>
		<![if !mso]><p>new</p><![endif]><style type="text/less">x</style>`, Limits{})
	if got := strings.TrimSpace(textOf(d.Body)); got != "new" {
		t.Errorf("got text %q", got)
	}
	if len(d.Styles) != 1 || !strings.HasPrefix(d.Styles[0], "@media print{p{color:red}") {
		t.Errorf("got styles %q", d.Styles)
	}
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(textOf(c))
	}
	return b.String()
}

func count(n *html.Node) int {
	sum := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		sum += 1 + count(c)
	}
	return sum
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"<p>x", "<table><td>a<b></table>", "<!DOCTYPE html><frameset>", "<svg><p>", "\x00<\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, markup string) {
		d := Parse(Decode([]byte(markup), ""), Limits{Nodes: 1000, Depth: 50})
		if d.Root == nil || d.Body == nil || count(d.Root) > 1000 {
			t.Fatal("a document without an end or a beginning")
		}
	})
}
