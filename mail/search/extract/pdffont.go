package extract

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// maxMapped is how many codes of one font are kept.
const maxMapped = 70_000

// pdfFont tells what the codes of a font mean. A nil font says nothing, and nothing is written then.
type pdfFont struct {
	width   int // bytes of a code
	meaning map[uint32]string
	charset encoding.Encoding // for codes without meaning; nil when nothing tells
}

// cmaps are encodings of composite fonts that are charsets (ISO 32000-1 table 118).
var cmaps = map[string]encoding.Encoding{
	"UniGB-UCS2-H": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "UniGB-UTF16-H": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	"UniCNS-UCS2-H": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "UniCNS-UTF16-H": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	"UniJIS-UCS2-H": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "UniJIS-UTF16-H": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	"GBK-EUC-H": simplifiedchinese.GBK, "GB-EUC-H": simplifiedchinese.GBK, "GBKp-EUC-H": simplifiedchinese.GBK, "GBK2K-H": simplifiedchinese.GB18030,
	"ETen-B5-H": traditionalchinese.Big5, "B5pc-H": traditionalchinese.Big5,
}

// font reads a font once.
func (p *pdf) font(v any) *pdfFont {
	ref, isRef := v.(pdfRef)
	if f, known := p.fonts[int(ref)]; known && isRef {
		return f
	}
	d := p.resolve(v).dict()
	if d == nil {
		return nil
	}
	f := &pdfFont{width: 1}
	encoded := name(p.resolve(d["Encoding"]).value)
	if name(d["Subtype"]) == "Type0" {
		f.width = 2
		f.charset = cmaps[strings.TrimSuffix(strings.TrimSuffix(encoded, "-V"), "-H")+"-H"]
	} else {
		f.charset = charmap.Windows1252
		if encoded == "MacRomanEncoding" {
			f.charset = charmap.Macintosh
		}
	}
	if m := p.resolve(d["ToUnicode"]); m.stream != nil {
		f.meaning = map[uint32]string{}
		f.readMap(p.content(m))
	}
	if isRef {
		p.fonts[int(ref)] = f
	}
	return f
}

// readMap reads the pairs and ranges of a ToUnicode map (section 9.10.3).
func (f *pdfFont) readMap(data []byte) {
	r := pdfReader{data: data}
	var operands []any
	for {
		v := r.value(0)
		if _, over := v.(end); over && r.at >= len(data) {
			return
		}
		operator, isOperator := v.(pdfOperator)
		if !isOperator {
			if len(operands) < 4*maxMapped {
				operands = append(operands, v)
			}
			continue
		}
		switch operator {
		case "endcodespacerange":
			if low, ok := first[pdfString](operands); ok && len(low) > 0 {
				f.width = min(len(low), 4)
			}
		case "endbfchar":
			for i := 0; i+1 < len(operands); i += 2 {
				f.mean(operands[i], operands[i+1])
			}
		case "endbfrange":
			for i := 0; i+2 < len(operands); i += 3 {
				f.meanRange(operands[i], operands[i+1], operands[i+2])
			}
		}
		operands = operands[:0]
	}
}

func first[T any](list []any) (value T, ok bool) {
	if len(list) > 0 {
		value, ok = list[0].(T)
	}
	return value, ok
}

func (f *pdfFont) mean(code, text any) {
	c, isCode := code.(pdfString)
	t, isText := text.(pdfString)
	if isCode && isText && len(f.meaning) < maxMapped {
		f.meaning[hexValue(c)] = utf16Text(t)
	}
}

func (f *pdfFont) meanRange(low, high, to any) {
	l, isLow := low.(pdfString)
	h, isHigh := high.(pdfString)
	if !isLow || !isHigh {
		return
	}
	from, until := hexValue(l), hexValue(h)
	if until < from || until-from > 1<<16 {
		return
	}
	switch t := to.(type) {
	case []any:
		for i, v := range t[:min(len(t), int(until-from)+1)] {
			if s, ok := v.(pdfString); ok && len(f.meaning) < maxMapped {
				f.meaning[from+uint32(i)] = utf16Text(s)
			}
		}
	case pdfString:
		text := []rune(utf16Text(t))
		for code := from; code <= until && len(text) > 0 && len(f.meaning) < maxMapped; code++ {
			f.meaning[code] = string(text)
			text[len(text)-1]++
		}
	}
}

func utf16Text(s pdfString) string {
	units := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}

// decode writes what a shown string means.
func (f *pdfFont) decode(s pdfString, out *strings.Builder) {
	if f == nil {
		return
	}
	if len(f.meaning) == 0 {
		if f.charset == nil {
			return
		}
		if text, err := f.charset.NewDecoder().Bytes(s); err == nil && utf8.Valid(text) {
			out.Write(text)
		}
		return
	}
	for len(s) >= f.width {
		out.WriteString(f.meaning[hexValue(s[:f.width])])
		s = s[f.width:]
	}
}
