package extract

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"letterbox/mail/search"
)

// readPlain reads text of which nothing tells the charset: UTF-8, UTF-16 with a mark, else GB 18030, which has every
// character that people on Chinese systems save, and reads ASCII as it is.
func readPlain(data []byte, limits Limits) (string, search.Reason) {
	var reason search.Reason
	if len(data) > 2*limits.Text {
		data, reason = data[:2*limits.Text], search.TooLarge
	}
	if bytes.IndexByte(data[:min(len(data), 4096)], 0) >= 0 && !marked(data) {
		return "", "" // no text at all
	}
	return decode(data), reason
}

// marked reports whether data begins with the byte order mark of UTF-16.
func marked(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff})
}

func decode(data []byte) string {
	var e encoding.Encoding
	switch {
	case marked(data):
		e = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	case utf8.Valid(data[:len(data)-tail(data)]):
		return strings.ToValidUTF8(string(bytes.TrimPrefix(data, []byte("\ufeff"))), "\ufffd")
	default:
		e = simplifiedchinese.GB18030
	}
	text, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return ""
	}
	return string(text)
}

// tail returns how many bytes at the end may be the beginning of a character that was cut.
func tail(data []byte) int {
	for n := 1; n <= min(3, len(data)); n++ {
		if utf8.RuneStart(data[len(data)-n]) {
			if !utf8.FullRune(data[len(data)-n:]) {
				return n
			}
			return 0
		}
	}
	return 0
}

// blocks are elements around which text is not one line.
var blocks = map[string]bool{
	"p": true, "div": true, "br": true, "tr": true, "td": true, "th": true, "li": true, "h1": true, "h2": true, "h3": true, "h4": true, "title": true, "table": true,
	"section": true, "article": true, "pre": true, "blockquote": true,
}

// readMarkup reads what a browser would show, about.
func readMarkup(data []byte, limits Limits) (string, search.Reason) {
	z := html.NewTokenizer(strings.NewReader(decode(data)))
	z.SetMaxBuf(1 << 20)
	var b strings.Builder
	hidden := ""
	for b.Len() <= limits.Text {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return b.String(), ""
		case html.TextToken:
			if hidden == "" {
				b.Write(z.Text())
			}
		case html.CommentToken, html.DoctypeToken:
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			hidden = hides(hidden, string(name), kind)
			if blocks[string(name)] {
				b.WriteString("\n")
			}
		}
	}
	return b.String(), search.TooLarge
}

// hides returns the element in which nothing is shown, after a tag.
func hides(hidden, name string, kind html.TokenType) string {
	switch {
	case hidden == "" && kind == html.StartTagToken && (name == "script" || name == "style"):
		return name
	case hidden == name && kind == html.EndTagToken:
		return ""
	default:
		return hidden
	}
}
