package model

import (
	"strings"
	"unicode/utf8"

	"letterbox/mail/search"
	"letterbox/mail/search/pinyin"
)

// ranked is a target with how well it fits.
type ranked struct {
	Target
	score int
}

// The scores of how a name fits what was typed.
const (
	fitsWhole  = 100
	fitsStart  = 90
	fitsWord   = 80 // the start of a word
	fitsSound  = 70 // how the name is read
	fitsInside = 60
	fitsLetter = 30 // its letters in their order, with others between them
	fitsFound  = 10 // the index says so
)

// kindScores is what a kind is worth besides: places one goes to daily come before mail.
var kindScores = map[TargetKind]int{TargetFolder: 8, TargetSearch: 7, TargetPerson: 5, TargetAction: 3, TargetMessage: -50}

// rank says how well a target fits what was typed, and marks it. Everything fits nothing.
func rank(t Target, typed string) (ranked, bool) {
	if typed == "" {
		return ranked{Target: t}, true
	}
	score, marks := fit(t.Name, typed)
	if score == 0 && t.Kind == TargetPerson {
		score, _ = fit(t.Person.Spec(), typed) // the name is what is marked
	}
	if score == 0 && t.Kind == TargetFolder {
		score, _ = fit(t.Folder.Path, typed) // as above
	}
	if score == 0 && t.found {
		score, marks = fitsWords(t.Name, typed)
	}
	t.Marks = marks
	return ranked{t, score + kindScores[t.Kind]}, score > 0
}

// fitsWords is for messages: the words may stand anywhere in them, as the index says.
func fitsWords(name, typed string) (int, []search.Span) {
	return fitsFound, search.Marks(name, search.Parse(typed, search.Options{Typing: true}).Wanted())
}

// fit says how well a name fits what was typed, 0 for not at all, and where.
func fit(name, typed string) (int, []search.Span) {
	lower, want := strings.ToLower(name), strings.ToLower(typed)
	if len(lower) != len(name) { // marks are places in name
		lower = name
	}
	if at := strings.Index(lower, want); at >= 0 {
		span := []search.Span{{Start: at, End: at + len(want)}}
		switch {
		case len(want) == len(lower):
			return fitsWhole, span
		case at == 0:
			return fitsStart, span
		case !utf8.RuneStart(lower[at]), strings.ContainsRune(" .-_/·@（(「", lastRune(lower[:at])):
			return fitsWord, span
		default:
			return fitsInside, span
		}
	}
	if start, end, ok := pinyin.Find(name, typed); ok {
		return fitsSound, []search.Span{{Start: start, End: end}}
	}
	return scattered(lower, want)
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// scattered finds the letters of what was typed in their order. Fewer than three say nothing.
func scattered(name, typed string) (int, []search.Span) {
	letters := []rune(typed)
	if len(letters) < 3 {
		return 0, nil
	}
	var marks []search.Span
	for i, r := range name {
		if len(letters) == 0 {
			break
		}
		if r == letters[0] {
			letters = letters[1:]
			end := i + utf8.RuneLen(r)
			if n := len(marks); n > 0 && marks[n-1].End == i {
				marks[n-1].End = end
			} else {
				marks = append(marks, search.Span{Start: i, End: end})
			}
		}
	}
	if len(letters) > 0 || len(marks) > 4 {
		return 0, nil
	}
	return fitsLetter, marks
}
