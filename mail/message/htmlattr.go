package message

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// attributes are the few attributes of a tag that matter for text.
type attributes struct {
	href, alt, style string
	hidden           bool
	first            int // start of an ordered list
}

// read takes the attributes of the current tag.
func (a *attributes) read(z *html.Tokenizer) {
	for more := true; more; {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "href":
			a.href = string(value)
		case "alt":
			a.alt = string(value)
		case "style":
			if len(value) <= maxURLBytes {
				a.style = string(value)
			}
		case "hidden":
			a.hidden = true
		case "start":
			a.first, _ = strconv.Atoi(string(value))
		}
	}
}

// hides reports whether the attributes keep the element from being seen. It knows the ways that newsletters hide
// their preview line.
func (a *attributes) hides() bool {
	if a.hidden {
		return true
	}
	if a.style == "" {
		return false
	}
	zeroHeight, clipped := false, false
	for declaration := range strings.SplitSeq(strings.ToLower(a.style), ";") {
		property, value, _ := strings.Cut(declaration, ":")
		property = strings.TrimSpace(property)
		value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))
		if hiding[property+":"+value] || property == "opacity" && isZero(value) {
			return true
		}
		zeroHeight = zeroHeight || strings.HasSuffix(property, "height") && property != "line-height" && isZero(value)
		clipped = clipped || property == "overflow" && value == "hidden"
	}
	return zeroHeight && clipped
}

var hiding = map[string]bool{
	"display:none": true, "visibility:hidden": true, "visibility:collapse": true, "mso-hide:all": true,
}

// isZero reports a CSS number or length of nothing.
func isZero(value string) bool {
	return value != "" && strings.Trim(value, "0.pxemt%") == "" && strings.Contains(value, "0")
}

// safeURL returns an absolute http, https or mailto URL as it can be opened, "" for anything else.
func safeURL(raw string) string {
	raw = strings.TrimSpace(raw)
	if raw == "" || len(raw) > maxURLBytes {
		return ""
	}
	raw = strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f || isInvisible(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(raw, ""))
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" {
			return ""
		}
	case "mailto":
		if u.Opaque == "" && u.Path == "" {
			return ""
		}
	default:
		return ""
	}
	return u.String()
}

// metaCharset returns the charset that a document declares for itself in its first bytes, "" when it does not.
func metaCharset(doc []byte) string {
	head := bytes.ToLower(doc[:min(len(doc), 2048)])
	i := bytes.Index(head, []byte("charset="))
	if i < 0 || !bytes.Contains(head[:i], []byte("<meta")) {
		return ""
	}
	value := bytes.TrimLeft(head[i+len("charset="):], "\"' ")
	if end := bytes.IndexAny(value, "\"' />;\r\n"); end > 0 {
		return string(value[:end])
	}
	return ""
}
