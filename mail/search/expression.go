package search

import "time"

// Field is a part of a message that words are looked for in.
type Field uint8

// The fields. Anywhere is all of them, and the texts of attachments.
const (
	Anywhere Field = iota
	Subject
	From
	To // and blind copies
	Cc
	Body
	Filename
)

// State is something that a message is or is not.
type State uint8

// The states.
const (
	Unread State = iota
	Flagged
	Answered
	Draft
)

// Expr is a condition on messages. The set is sealed.
type Expr interface{ expr() }

// The conditions.
type (
	// All is that every one of the conditions holds; an empty one holds for every message.
	All []Expr
	// Any is that one of the conditions holds; an empty one holds for none.
	Any []Expr
	// Not is that the condition does not hold.
	Not struct{ Expr Expr }
	// Words is that a text stands in a field, as Canonical defines it.
	Words struct {
		Field  Field
		Text   string // canonical, without the blanks at the ends; not empty
		Prefix bool   // the last word may go on
		Sound  bool   // or it is how a Chinese name of the field is read: package pinyin
	}
	// Is is that a message has a state.
	Is struct{ State State }
	// Attached is that a message has attachments.
	Attached struct{}
	// In is that a message is in a folder: one whose path or role is Name, in canonical form, or that contains it.
	In struct{ Name string }
	// Account is that a message is of an account whose address or label contains Name, in canonical form.
	Account struct{ Name string }
	// During is that a message's date is not before From, if that is not zero, and before Until, if that is not.
	During struct{ From, Until time.Time }
	// Size is that a message has more than Over bytes, and less than Under unless that is 0.
	Size struct{ Over, Under int64 }
	// Language is that a message is written in a language, by its script: "zh", "ja", "ko", "ru", "en" for all that
	// use Latin letters, and so on. See Languages.
	Language struct{ Code string }
)

func (All) expr()      {}
func (Any) expr()      {}
func (Not) expr()      {}
func (Words) expr()    {}
func (Is) expr()       {}
func (Attached) expr() {}
func (In) expr()       {}
func (Account) expr()  {}
func (During) expr()   {}
func (Size) expr()     {}
func (Language) expr() {}

// Query is what was typed, understood.
type Query struct {
	Expr  Expr
	Notes []Note // what was not taken as it stands, in the order of the text
}

// Wanted returns the words that a message is wanted for, in order, each once: not those that are excluded.
func (q Query) Wanted() []Words {
	var list []Words
	seen := map[Words]bool{}
	walk(q.Expr, func(w Words) {
		if !seen[w] {
			seen[w] = true
			list = append(list, w)
		}
	})
	return list
}

// walk calls found for all words of e that are not excluded.
func walk(e Expr, found func(Words)) {
	switch e := e.(type) {
	case All:
		for _, part := range e {
			walk(part, found)
		}
	case Any:
		for _, part := range e {
			walk(part, found)
		}
	case Words:
		found(e)
	default:
	}
}
