package typeset

import "strings"

// wide reports whether a character is written without blanks between words, and is one em wide.
func wide(r rune) bool {
	return r >= 0x2E80 && (r <= 0x9FFF || (r >= 0xAC00 && r <= 0xD7A3) || (r >= 0xF900 && r <= 0xFAFF) ||
		(r >= 0xFF00 && r <= 0xFFEF) || (r >= 0x20000 && r <= 0x3FFFF))
}

// Characters that must not begin or end a line (GB/T 15834, JIS X 4051).
const (
	notFirst = "，。、；：？！）】》」』〉〕”’…—·～％‰℃々ーっッゃャゅュょョぁァぃィぇェ,.;:?!)]}%•›»"
	notLast  = "（【《「『〈〔“‘([{￥¥$«"
)

// mayBreak corrects what UAX 14 says about the place between two characters: closing and opening marks stay with what
// they belong to even where the rules for Latin would part them, and a Chinese quotation mark, which they never part
// from its neighbours, may begin or end a line.
func mayBreak(before, after rune, allowed bool) bool {
	switch {
	case strings.ContainsRune(notFirst, after) || strings.ContainsRune(notLast, before):
		return allowed && before == ' '
	case (after == '“' || after == '‘') && wide(before):
		return true
	case (before == '”' || before == '’') && wide(after):
		return true
	}
	return allowed
}
