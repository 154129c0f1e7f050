package fold_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"letterbox/ui/hypertext/dom"
	"letterbox/ui/hypertext/fold"
)

// folded returns the text that remains.
func folded(markup string) (string, bool) {
	doc := dom.Parse(markup, dom.Limits{})
	did := fold.Quotes(doc)
	var out []string
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		if n.Type == html.TextNode {
			out = append(out, strings.Fields(n.Data)...)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	visit(doc.Body)
	return strings.Join(out, " "), did
}

func TestQuotes(t *testing.T) {
	long := strings.Repeat("quoted words ", 30)
	for name, c := range map[string]struct {
		markup, want string
	}{
		"gmail":          {`<div>Yes.</div><div class="gmail_quote">On Monday he wrote: <blockquote>` + long + `</blockquote></div>`, "Yes. ···"},
		"cited":          {`Yes.<blockquote type=cite>` + long + `</blockquote>No.`, "Yes. ··· No."},
		"outlook":        {`<div><p>Yes.</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt'>From: x</div></div><p>` + long + `</p></div>`, "Yes. ···"},
		"outlook online": {`<div>Yes.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">From: x</div><div>` + long + `</div>`, "Yes. ···"},
		"qq":             {`<div>好的</div><div>------------------ 原始邮件 ------------------</div><div>` + long + `</div>`, "好的 ···"},
		"signature":      {`<p>Yes.</p><div class="gmail_signature">` + long + `</div>`, "Yes. ···"},
		"short":          {`Yes.<blockquote type=cite>No.</blockquote>`, "Yes. No."},
		"nothing else":   {`<blockquote type=cite>` + long + `</blockquote>`, strings.TrimSpace(long)},
		"plain quote":    {`Yes.<blockquote>` + long + `</blockquote>`, "Yes. " + strings.TrimSpace(long)},
	} {
		got, did := folded(c.markup)
		if got != c.want || did != strings.Contains(c.want, "···") {
			t.Errorf("%s: %.80q, %v", name, got, did)
		}
	}
}

func FuzzQuotes(f *testing.F) {
	f.Add(`a<div id=appendonsend>` + strings.Repeat("x", 200))
	f.Fuzz(func(_ *testing.T, markup string) { folded(markup) })
}
