package search

import "unicode"

// Languages are the codes of Language.
var Languages = []string{"en", "zh", "ja", "ko", "ru", "th", "ar", "he", "el"}

// sampled is how many letters LanguageOf looks at.
const sampled = 2000

// LanguageOf returns the code of the language that a text is written in, as far as its letters tell; "" when it has
// none. Chinese text may have many Latin words in it, and Japanese many Chinese characters.
func LanguageOf(text string) string {
	counts := map[string]int{}
	total := 0
	for _, r := range text {
		if r < 0x80 {
			if 'a' <= r|0x20 && r|0x20 <= 'z' {
				counts["en"]++
				total++
			}
		} else if code := scriptOf(r); code != "" {
			counts[code]++
			total++
		}
		if total == sampled {
			break
		}
	}
	if counts["ja"]*12 > counts["zh"] && counts["ja"] > 1 {
		counts["ja"] += counts["zh"]
		counts["zh"] = 0
	}
	best, most := "", 0
	for _, code := range Languages {
		n := counts[code]
		if code != "en" {
			n *= 6 // a glyph says more than a letter, and every language has Latin names in it
		}
		if n > most {
			best, most = code, n
		}
	}
	return best
}

func scriptOf(r rune) string {
	switch {
	case unicode.Is(unicode.Han, r):
		return "zh"
	case unicode.In(r, unicode.Hiragana, unicode.Katakana):
		return "ja"
	case unicode.Is(unicode.Latin, r):
		return "en"
	case unicode.Is(unicode.Hangul, r):
		return "ko"
	case unicode.Is(unicode.Cyrillic, r):
		return "ru"
	case unicode.Is(unicode.Thai, r):
		return "th"
	case unicode.Is(unicode.Arabic, r):
		return "ar"
	case unicode.Is(unicode.Hebrew, r):
		return "he"
	case unicode.Is(unicode.Greek, r):
		return "el"
	default:
		return ""
	}
}
