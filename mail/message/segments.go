package message

import (
	"sort"
	"strconv"
	"strings"
)

// segment is one piece of a continued or extended parameter (RFC 2231 sections 3 and 4).
type segment struct {
	index    int
	extended bool // percent-encoded; the first one carries the charset
	whole    bool // name*=, not name*0*=
	text     string
}

// segmentOf reads the suffix of the parameter's name: "*", "*3" or "*3*".
func segmentOf(suffix, text string) (segment, bool) {
	seg := segment{text: text, extended: strings.HasSuffix(suffix, "*")}
	digits := strings.Trim(suffix, "*")
	if digits == "" {
		seg.whole = true
		return seg, true
	}
	n, err := strconv.Atoi(digits)
	seg.index = n
	return seg, err == nil && n >= 0
}

// joinSegments puts the pieces in order, joins their bytes and decodes them at once, since characters are split
// between pieces. A gap ends the value.
func joinSegments(segs []segment, h *hints) string {
	sort.SliceStable(segs, func(i, j int) bool {
		if segs[i].whole != segs[j].whole {
			return segs[i].whole
		}
		return segs[i].index < segs[j].index
	})
	var data []byte
	charsetName, extended := "", false
	for i, seg := range segs {
		if i > 0 && (segs[0].whole || seg.index > segs[i-1].index+1) {
			break
		}
		if i > 0 && seg.index == segs[i-1].index {
			continue
		}
		text := seg.text
		if seg.extended {
			if i == 0 {
				charsetName, text = splitExtended(text)
				extended = true
			}
			data = appendPercent(data, text)
		} else {
			data = append(data, text...)
		}
	}
	if !extended {
		return joinWords(string(data), h)
	}
	text, _ := decodeText(data, charsetName, h)
	return joinWords(text, h)
}

// splitExtended splits charset'language'text; text alone is taken as it is.
func splitExtended(s string) (charsetName, text string) {
	name, rest, ok := strings.Cut(s, "'")
	if !ok {
		return "", s
	}
	_, text, ok = strings.Cut(rest, "'")
	if !ok {
		return "", s
	}
	return name, text
}

// appendPercent undoes percent-encoding; what is no valid escape stays.
func appendPercent(dst []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && hexValue[s[i+1]] < 16 && hexValue[s[i+2]] < 16 {
			dst = append(dst, hexValue[s[i+1]]<<4|hexValue[s[i+2]])
			i += 2
			continue
		}
		dst = append(dst, s[i])
	}
	return dst
}
