package words

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Key names a sentence.
type Key string

// text is a sentence in both languages. Placeholders are {0}, {1} … for T and {name} … for explanations. An
// English text with "|" has a form for one and a form for any other first number.
type text struct{ zh, en string }

func (t text) in(lang Language) string {
	if lang == ZH {
		return t.zh
	}
	return t.en
}

// T returns the sentence of a key with its placeholders filled. Whole numbers are grouped as counts; anything
// else is printed with fmt.Sprint. A key without a sentence returns the key itself, which the tests rule out.
func T(lang Language, key Key, args ...any) string {
	t, ok := sentences[key]
	if !ok {
		return string(key)
	}
	s := t.in(lang)
	if one, many, plural := strings.Cut(s, "|"); plural {
		s = many
		if len(args) > 0 && args[0] == 1 {
			s = one
		}
	}
	if len(args) == 0 {
		return s
	}
	return fill(lang, s, func(name string) string {
		i, err := strconv.Atoi(name)
		if err != nil || i >= len(args) {
			return ""
		}
		switch v := args[i].(type) {
		case int:
			return Count(v)
		default:
			return fmt.Sprint(v)
		}
	})
}

// fill replaces {name} by what value returns for it. In Chinese a blank is put between a Chinese character and a
// Latin letter or digit where text and value meet.
func fill(lang Language, s string, value func(string) string) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(s, '{')
		if open < 0 {
			break
		}
		shut := strings.IndexByte(s[open:], '}')
		if shut < 0 {
			break
		}
		joinTo(&b, lang, s[:open])
		joinTo(&b, lang, value(s[open+1:open+shut]))
		s = s[open+shut+1:]
	}
	joinTo(&b, lang, s)
	return b.String()
}

func joinTo(b *strings.Builder, lang Language, next string) {
	if lang == ZH && b.Len() > 0 && next != "" {
		before, _ := utf8.DecodeLastRuneInString(b.String())
		after, _ := utf8.DecodeRuneInString(next)
		if (unicode.Is(unicode.Han, before) && latin(after)) || (latin(before) && unicode.Is(unicode.Han, after)) {
			b.WriteByte(' ')
		}
	}
	b.WriteString(next)
}

func latin(r rune) bool {
	return r < unicode.MaxLatin1 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// names returns the placeholders of a template.
func names(s string) []string {
	var list []string
	for part := range strings.SplitSeq(s, "{") {
		if name, _, ok := strings.Cut(part, "}"); ok {
			list = append(list, name)
		}
	}
	return list
}
