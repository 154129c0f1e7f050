package words

import (
	"strings"

	"golang.org/x/text/language"
)

// Language is one of the languages of the product, as a BCP 47 tag.
type Language string

// The languages.
const (
	ZH Language = "zh-CN"
	EN Language = "en"
)

// Languages are all languages, in the order of the settings.
var Languages = []Language{ZH, EN}

// Match returns the language for a person's preferred locales, best first, written as BCP 47 tags or as POSIX
// locales ("zh_CN.UTF-8"). Any Chinese is ZH; everything else is EN.
func Match(locales ...string) Language {
	for _, l := range locales {
		if cut := strings.IndexAny(l, ".@"); cut >= 0 {
			l = l[:cut]
		}
		tag, err := language.Parse(strings.ReplaceAll(l, "_", "-"))
		if err != nil {
			continue
		}
		switch base, _ := tag.Base(); base.String() {
		case "zh":
			return ZH
		case "en":
			return EN
		}
	}
	return EN
}

// Words speaks one language.
type Words struct{ lang Language }

// For returns the words of a language. An unknown language is EN.
func For(lang Language) Words {
	if lang != ZH {
		lang = EN
	}
	return Words{lang}
}

// Language returns the language that is spoken.
func (w Words) Language() Language { return w.lang }

// T returns the sentence of a key. See the function T.
func (w Words) T(key Key, args ...any) string { return T(w.lang, key, args...) }

// Pick returns the text of this language from texts keyed by language, as the catalogue of providers has them:
// else the English one, else any.
func (w Words) Pick(texts map[string]string) string {
	for _, lang := range []string{string(w.lang), string(EN), string(ZH)} {
		if t := texts[lang]; t != "" {
			return t
		}
	}
	return ""
}
