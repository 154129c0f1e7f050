package message

import (
	"strings"

	"golang.org/x/net/html"
)

// joinHTML makes one document of the pieces, "" when none has HTML. A single piece stays as it is. Several are each
// parsed and written out again first, so that markup left open in one can never reach into the next: what a stranger
// wrote must not enclose what was decrypted or quoted behind it.
func joinHTML(pieces []piece) string {
	rich, shown := 0, 0
	for _, p := range pieces {
		if p.html != "" {
			rich++
		}
		if p.html != "" || strings.TrimSpace(p.plain) != "" {
			shown++
		}
	}
	if rich == 0 {
		return ""
	}
	var out strings.Builder
	for _, p := range pieces {
		switch {
		case p.html != "" && shown == 1:
			return p.html
		case p.html != "":
			out.WriteString(closedHTML(p.html))
		case strings.TrimSpace(p.plain) != "":
			out.WriteString(plainAsHTML(p.plain))
		}
	}
	return out.String()
}

// closedHTML returns the markup with everything closed, or its text when it cannot be parsed.
func closedHTML(doc string) string {
	root, err := html.Parse(strings.NewReader(doc))
	if err == nil {
		var out strings.Builder
		out.WriteString("<div>")
		if err = renderContent(&out, root); err == nil {
			out.WriteString("</div>\n")
			return out.String()
		}
	}
	text, _ := textOfHTML(doc)
	return plainAsHTML(text)
}

// renderContent writes the style sheets of the head and the content of the body.
func renderContent(out *strings.Builder, root *html.Node) error {
	for part := range root.Descendants() {
		inHead := part.Parent != nil && part.Parent.Data == "head" && part.Data == "style"
		inBody := part.Parent != nil && part.Parent.Data == "body" && part.Parent.Parent != nil && part.Parent.Parent.Data == "html"
		if !inHead && !inBody {
			continue
		}
		if err := html.Render(out, part); err != nil {
			return err
		}
	}
	return nil
}

func plainAsHTML(text string) string {
	return `<pre style="white-space:pre-wrap;font-family:inherit">` + html.EscapeString(text) + "</pre>\n"
}
