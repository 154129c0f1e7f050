package search

import (
	"strings"
	"unicode/utf8"
)

// maxWord is how many bytes of a word an index holds; longer ones are not words of any language.
const maxWord = 48

// fieldMark stands before the terms of a field; those of Anywhere have none.
var fieldMark = [Filename + 1]string{Subject: "\x01", From: "\x02", To: "\x03", Cc: "\x04", Filename: "\x05"}

// soundMark stands before how the names of a field are read.
var soundMark = [Filename + 1]string{From: "\x06", To: "\x07", Cc: "\x08"}

// Rank says where a term stands in a message, the best place first.
type Rank uint8

// The ranks.
const (
	Written Rank = iota // in a header field, the text, or the name of a file
	Carried             // only in what is quoted, a signature, or the text of a file
)

// Terms calls add for the terms by which an index finds a message, with every place where they stand; the places of one
// term rise. Words and glyphs that stand next to each other have neighbouring places, and nothing else has. The places
// of what the sender wrote or quoted come first; Terms returns the first place behind them, and behind all.
func (f *Forms) Terms(add func(term string, rank Rank, place int)) (body, end int) {
	place := 0
	for i, form := range f.fields[Body] {
		rank := Written
		if i == 1 {
			rank = Carried
		}
		place = termsOf(form, place, func(term string, place int) { add(term, rank, place) })
	}
	body = place
	for _, field := range []Field{Subject, From, To, Cc, Filename} {
		for _, form := range f.fields[field] {
			place = termsOf(form, place, func(term string, place int) {
				add(term, Written, place)
				add(fieldMark[field]+term, Written, place)
			})
		}
		for _, sound := range f.sounds[field] {
			add(soundMark[field]+sound, Written, place)
		}
	}
	for _, form := range f.fields[Anywhere] {
		place = termsOf(form, place, func(term string, place int) { add(term, Carried, place) })
	}
	return body, place + 1
}

// termsOf calls add for each word of a canonical form, and for each pair of neighbours in its runs of glyphs and for
// their last ones, so that every glyph begins a term. Every word and glyph takes one place, and so does what parts the
// items of a field; it returns the next place but one, which nothing before it is next to.
func termsOf(form string, place int, add func(term string, place int)) int {
	for chunk := range strings.SplitSeq(form, " ") {
		if chunk == "" {
			continue
		}
		if chunk == wall[1:2] {
			place++
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
	return place + 1
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

// Lookup is a term to be looked up in an index, or all terms that begin with it, and how many places behind the
// beginning of the words it stands.
type Lookup struct {
	Term   string
	Prefix bool
	Offset int
}

// Lookups returns what a message that matches w has all of, each at its place behind the first, and for the field Body
// before the place that Terms returned. Exact says that such a message matches; it does unless a word is very long.
func (w Words) Lookups() (list []Lookup, exact bool) { return w.LookupsIn(w.Field) }

// SoundLookup returns what is to be looked up for a name that is read so; false when w is no such thing.
func (w Words) SoundLookup() (Lookup, bool) {
	return Lookup{Term: soundMark[w.Field] + w.Text, Prefix: w.Prefix}, w.Sound
}

// LookupsIn is Lookups for the terms of one field, of which w's is Anywhere or the same.
func (w Words) LookupsIn(field Field) (list []Lookup, exact bool) {
	mark := fieldMark[field]
	chunks := strings.Split(w.Text, " ")
	exact = true
	place := 0
	for i, chunk := range chunks {
		last := i == len(chunks)-1
		first, size := utf8.DecodeRuneInString(chunk)
		if classify(first) != glyph {
			word := cutWord(chunk)
			exact = exact && len(chunk) <= maxWord-utf8.UTFMax
			list = append(list, Lookup{mark + word, word == chunk && w.Prefix && last, place})
			place++
			continue
		}
		for rest := chunk; rest != ""; {
			_, next := utf8.DecodeRuneInString(rest[size:])
			if next > 0 || !last || size == len(chunk) { // a run may go on behind its last glyph
				list = append(list, Lookup{mark + rest[:size+next], next == 0 && last, place})
			}
			place++
			rest, size = rest[size:], next
		}
	}
	return list, exact
}
