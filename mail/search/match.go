package search

import (
	"slices"
	"strings"

	"letterbox/mail/search/pinyin"
)

// Text is what words are looked for in, of one message. Fields with several items have one string for each.
type Text struct {
	Subject string
	From    []string // names and addresses
	To      []string // with the blind copies
	Cc      []string
	Body    string // what the sender wrote
	Quoted  string // what the sender quoted, and the signature
	Files   []File
}

// File is an attachment.
type File struct {
	Name    string
	Text    string // as far as it was read
	Skipped Reason // why it was not read to its end; "" when it was, and for kinds of files that have no text
}

// Reason says why the text of a file was not read, or not to its end.
type Reason string

// The reasons.
const (
	TooLarge  Reason = "too-large" // the file, or what is packed in it
	Damaged   Reason = "damaged"
	Encrypted Reason = "encrypted"
)

// Forms are the canonical forms of a Text, for matching many words.
type Forms struct {
	fields [Filename + 1][]string // of Anywhere only what no other field has
	sounds [Filename + 1][]string // how the names of people are read
}

// FormsOf returns the canonical forms of t.
func FormsOf(t Text) *Forms {
	var f Forms
	f.fields[Subject] = []string{Canonical(t.Subject)}
	f.fields[From] = []string{CanonicalOf(t.From)}
	f.fields[To] = []string{CanonicalOf(t.To)}
	f.fields[Cc] = []string{CanonicalOf(t.Cc)}
	for field, items := range map[Field][]string{From: t.From, To: t.To, Cc: t.Cc} {
		f.sounds[field] = soundsOf(items)
	}
	f.fields[Body] = []string{Canonical(t.Body), Canonical(t.Quoted)}
	names := make([]string, len(t.Files))
	for i, file := range t.Files {
		names[i] = file.Name
		f.fields[Anywhere] = append(f.fields[Anywhere], Canonical(file.Text))
	}
	f.fields[Filename] = []string{CanonicalOf(names)}
	return &f
}

// soundsOf returns how the names in the items of a field are read.
func soundsOf(items []string) (list []string) {
	for _, item := range items {
		list = append(list, pinyin.Sounds(item)...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Matches reports whether the words stand in the field that they are looked for in, or are how a name there is read.
func (f *Forms) Matches(w Words) bool {
	if w.Sound && slices.ContainsFunc(f.sounds[w.Field], w.soundsLike) {
		return true
	}
	pattern := w.pattern()
	if w.Field != Anywhere {
		return containsAny(f.fields[w.Field], pattern)
	}
	for i := range f.fields {
		if containsAny(f.fields[i], pattern) {
			return true
		}
	}
	return false
}

// soundsLike reports whether a name that is read so is meant.
func (w Words) soundsLike(sound string) bool {
	return sound == w.Text || w.Prefix && strings.HasPrefix(sound, w.Text)
}

func containsAny(list []string, pattern string) bool {
	for _, form := range list {
		if strings.Contains(form, pattern) {
			return true
		}
	}
	return false
}

// pattern returns the bytes that a canonical form contains if it matches: words at the ends are whole.
func (w Words) pattern() string {
	text := w.Text
	if wordStart(text) {
		text = " " + text
	}
	if !w.Prefix && wordEnd(w.Text) {
		text += " "
	}
	return text
}

func wordStart(form string) bool {
	for _, r := range form {
		return classify(r) == letter
	}
	return false
}
