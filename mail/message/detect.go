package message

import "github.com/wlynxg/chardet"

// detectWindow is how much of a text is looked at.
const detectWindow = 64 << 10

// minStatistics is how many upper bytes statistics need to be better than the Western default.
const minStatistics = 8

// detect guesses the charset of 8-bit text that is not UTF-8. The East Asian multi-byte sets are told apart by
// which rows of their tables are in use, because statistics fail on the short texts that subjects and file names
// are; Cyrillic by which half of the upper bytes is lower case; the rest is left to a statistical detector and, at
// the end, to the Western default.
func detect(data []byte, h *hints) charset {
	if len(data) > detectWindow {
		data = data[:detectWindow]
	}
	if cs := detectEastAsian(data); cs.family != familyNone {
		return cs
	}
	if cs := detectCyrillic(data); cs.family != familyNone {
		return cs
	}
	if highBytes(data) < minStatistics || !h.mayDetect() {
		return win1252
	}
	guess := chardet.Detect(data)
	if guess.Confidence >= 0.5 {
		if cs := charsetOf(guess.Encoding); cs.family == familySingle || cs.family == familyMulti {
			if _, damage := decodeWith(cs, data); damage*25 <= highBytes(data) {
				return cs
			}
		}
	}
	return win1252
}

// rows counts the double-byte characters of a text.
type rows struct {
	pairs, broken int
	level1        int // GB 2312 level 1 (rows 16-55) and symbols (rows 1-3, 10 of KS X 1001 alike)
	hangul        int // KS X 1001 rows 16-40
	kana          int // rows 4 and 5: hiragana and katakana of EUC-JP
	lowTrail      int // second bytes below A1: GBK, Big5, not EUC
	big5          int // Big5 level 1: A4-C6
}

func countRows(data []byte) rows {
	var r rows
	for i := 0; i < len(data); i++ {
		lead := data[i]
		if lead < 0x80 {
			continue
		}
		if i+1 == len(data) && len(data) == detectWindow {
			break
		}
		if lead == 0x80 || lead == 0xff || i+1 >= len(data) || data[i+1] < 0x40 || data[i+1] == 0x7f || data[i+1] == 0xff {
			r.broken++
			continue
		}
		i++
		r.pairs++
		r.count(lead, data[i])
	}
	return r
}

func (r *rows) count(lead, trail byte) {
	if lead >= 0xa4 && lead <= 0xc6 && (trail < 0x7f || trail >= 0xa1) {
		r.big5++
	}
	if trail < 0xa1 {
		r.lowTrail++
		return
	}
	switch {
	case lead >= 0xb0 && lead <= 0xd7:
		r.level1++
		if lead <= 0xc8 {
			r.hangul++
		}
	case lead >= 0xa1 && lead <= 0xa3:
		r.level1++
	case lead == 0xa4 || lead == 0xa5:
		r.kana++
	}
}

// detectEastAsian applies the row tests; familyNone when the bytes are not East Asian text.
func detectEastAsian(data []byte) charset {
	if kana, other := shiftJISKana(data); kana >= 3 && kana > other {
		if _, damage := decodeWith(shiftJIS, data); damage == 0 {
			return shiftJIS
		}
	}
	r := countRows(data)
	if r.pairs == 0 || r.broken*20 > r.pairs {
		return charset{}
	}
	switch {
	case r.isJapanese():
		return eucJP
	case r.isBig5():
		return believe(big5, data)
	case r.isKorean():
		return believe(eucKR, data)
	case r.level1*10 >= r.pairs*8:
		return believe(gb18030, data)
	}
	return charset{}
}

// isJapanese: every sentence has kana.
func (r *rows) isJapanese() bool { return r.lowTrail == 0 && r.kana*6 >= r.pairs && r.kana > 1 }

// isBig5: a third of its second bytes lie below A1, where GB 2312 and EUC have none.
func (r *rows) isBig5() bool { return r.lowTrail*5 >= r.pairs && r.big5*10 >= r.pairs*8 && r.pairs > 1 }

// isKorean: nearly all characters lie in the rows of hangul, which Chinese fills only by half.
func (r *rows) isKorean() bool {
	return r.lowTrail == 0 && r.hangul >= 5 && (r.level1-r.hangul)*12 <= r.pairs && r.hangul*10 >= r.pairs*9
}

// believe returns cs if the data decodes with it.
func believe(cs charset, data []byte) charset {
	if _, damage := decodeWith(cs, data); damage*25 <= highBytes(data) {
		return cs
	}
	return charset{}
}

// shiftJISKana counts the two-byte kana of Shift_JIS and the other two-byte characters.
func shiftJISKana(data []byte) (kana, other int) {
	for i := 0; i+1 < len(data); i++ {
		switch c, d := data[i], data[i+1]; {
		case c == 0x82 && d >= 0x9f && d <= 0xf1, c == 0x83 && d >= 0x40 && d <= 0x96:
			kana++
			i++
		case c >= 0x81 && c <= 0x9f || c >= 0xe0 && c <= 0xfc:
			other++
			i++
		}
	}
	return kana, other
}

// detectCyrillic tells KOI8-R from windows-1251: words are runs of upper bytes, and lower case, which is most of a
// text, is C0-DF in the one and E0-FF in the other.
func detectCyrillic(data []byte) charset {
	letters, koiLower, winLower, high := 0, 0, 0, 0
	run, inRuns := 0, 0
	for _, c := range data {
		if c < 0x80 {
			run = 0
			continue
		}
		high++
		if c < 0xc0 {
			continue
		}
		letters++
		if run++; run > 1 {
			inRuns++
		}
		if c < 0xe0 {
			koiLower++
		} else {
			winLower++
		}
	}
	if letters < 4 || letters*10 < high*9 || inRuns*2 < letters {
		return charset{}
	}
	switch {
	case koiLower*10 >= letters*7:
		return koi8R
	case winLower*10 >= letters*7:
		return win1251
	}
	return charset{}
}
