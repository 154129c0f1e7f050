package dom

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// Decode returns the text of an HTML part in UTF-8. label is the charset of the MIME header, "" when there was
// none. A byte order mark wins over the label, the label over a meta element; without any of them valid UTF-8 is
// taken as such (HTML section 13.2.3.2).
func Decode(raw []byte, label string) string {
	if text, ok := bytes.CutPrefix(raw, []byte("\xEF\xBB\xBF")); ok {
		return strings.ToValidUTF8(string(text), "\uFFFD")
	}
	enc := encodingOf(raw, label)
	if enc == nil {
		return strings.ToValidUTF8(string(raw), "\uFFFD")
	}
	text, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "\uFFFD")
	}
	return string(text)
}

// encodingOf returns nil for UTF-8.
func encodingOf(raw []byte, label string) encoding.Encoding {
	content := ""
	if label != "" {
		content = "text/html; charset=" + label
	}
	enc, name, certain := charset.DetermineEncoding(raw, content)
	switch {
	case name == "utf-8", !certain && utf8.Valid(raw):
		return nil
	case name == "gbk":
		return simplifiedchinese.GB18030 // what calls itself GB2312 or GBK uses characters of its superset
	}
	return enc
}
