package search

import (
	"strings"
	"unicode/utf8"
)

// maxWord is how many bytes of a word an index holds; longer ones are not words of any language.
const maxWord = 48

// fieldMark stands before the terms of a field; those of Anywhere have none.
var fieldMark = [Filename + 1]string{Subject: "\x01", From: "\x02", To: "\x03", Cc: "\x04", Filename: "\x05"}

// Rank says where a term stands in a message, the best place first.
type Rank uint8

// The ranks.
const (
	Written Rank = iota // in a header field, the text, or the name of a file
	Carried             // only in what is quoted, a signature, or the text of a file
)

// Terms calls add for the terms by which an index finds a message, some of them several times, with their places. The
// terms of what stands together have places that rise by at most MaxStep each.
func (f *Forms) Terms(add func(term string, rank Rank, place int)) {
	place := 0
	for field := Subject; field <= Filename; field++ {
		for i, form := range f.fields[field] {
			rank := Written
			if field == Body && i == 1 {
				rank = Carried
			}
			place = termsOf(form, place, func(term string, place int) {
				add(term, rank, place)
				if field != Body {
					add(fieldMark[field]+term, Written, place)
				}
			})
		}
	}
	for _, form := range f.fields[Anywhere] {
		place = termsOf(form, place, func(term string, place int) { add(term, Carried, place) })
	}
}

// MaxStep is how far the places of terms that Lookups returns next to each other are apart at most.
const MaxStep = 2

// termsOf calls add for each word of a canonical form, and for each pair of neighbours in its runs of glyphs and for
// their last ones, so that every glyph begins a term. Every word and glyph takes one place; it returns the next one.
func termsOf(form string, place int, add func(term string, place int)) int {
	for chunk := range strings.SplitSeq(form, " ") {
		if chunk == "" || chunk == wall[1:2] {
			continue
		}
		first, size := utf8.DecodeRuneInString(chunk)
		if classify(first) != glyph {
			add(cutWord(chunk), place)
			place++
			continue
		}
		for rest := chunk; rest != ""; {
			_, next := utf8.DecodeRuneInString(rest[size:])
			add(rest[:size+next], place)
			place++
			rest, size = rest[size:], next
		}
	}
	return place
}

func cutWord(word string) string {
	if len(word) <= maxWord {
		return word
	}
	end := maxWord
	for !utf8.RuneStart(word[end]) {
		end--
	}
	return word[:end]
}

// Lookup is a term to be looked up in an index, or all terms that begin with it.
type Lookup struct {
	Term   string
	Prefix bool
}

// Lookups returns what a message that matches w has all of. Exact says that a message which has all of it matches.
func (w Words) Lookups() (list []Lookup, exact bool) { return w.LookupsIn(w.Field) }

// LookupsIn is Lookups for the terms of one field, of which w's is Anywhere or the same.
func (w Words) LookupsIn(field Field) (list []Lookup, exact bool) {
	mark := fieldMark[field]
	chunks := strings.Split(w.Text, " ")
	exact = len(chunks) == 1 && field != Body
	for i, chunk := range chunks {
		first, size := utf8.DecodeRuneInString(chunk)
		if classify(first) != glyph {
			word := cutWord(chunk)
			exact = exact && len(chunk) < maxWord
			list = append(list, Lookup{mark + word, word == chunk && w.Prefix && i == len(chunks)-1})
			continue
		}
		if size == len(chunk) {
			list = append(list, Lookup{mark + chunk, true})
			continue
		}
		pairs := 0
		for rest := chunk; len(rest) > size; pairs++ {
			_, next := utf8.DecodeRuneInString(rest[size:])
			list = append(list, Lookup{mark + rest[:size+next], false})
			rest, size = rest[size:], next
		}
		exact = exact && pairs == 1
	}
	return list, exact
}
