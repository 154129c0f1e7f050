package policy

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// conform holds a value against its schema. The error is a *Mistake without its line.
func (s Schema) conform(n *node) error {
	if n.kind != s.Type {
		return wrong(WrongType, s.Type)
	}
	switch s.Type {
	case "object":
		return s.conformObject(n)
	case "array":
		if len(n.items) < s.MinItems {
			return wrong(Empty, "")
		}
		for i, item := range n.items {
			if err := s.Items.conform(item); err != nil {
				return inItem(err, i)
			}
		}
		return nil
	default:
		return s.conformText(n.text)
	}
}

func (s Schema) conformObject(n *node) error {
	for _, m := range n.members {
		expected, known := s.member(m.name)
		if !known {
			return in(wrong(Unknown, ""), m.name)
		}
		if err := expected.conform(m.value); err != nil {
			return in(err, m.name)
		}
	}
	for _, name := range s.Required {
		if n.member(name) == nil {
			return wrong(Missing, name)
		}
	}
	return nil
}

// member returns what a member is to be.
func (s Schema) member(name string) (Schema, bool) {
	i := slices.IndexFunc(s.Members, func(m Member) bool { return m.Name == name })
	if i >= 0 {
		return s.Members[i].Schema, true
	}
	if s.Free == nil || s.Names != "" && !compiled(s.Names).MatchString(name) {
		return Schema{}, false
	}
	return *s.Free, true
}

func (s Schema) conformText(text string) error {
	switch {
	case s.Enum != nil && !slices.Contains(s.Enum, text):
		return wrong(NotOneOf, strings.Join(s.Enum, ", "))
	case utf8.RuneCountInString(text) < s.MinLength:
		return wrong(Empty, "")
	case s.Pattern != "" && !compiled(s.Pattern).MatchString(text):
		return wrong(s.kind(), text)
	}
	return nil
}

// kind is what is wrong with a text that does not match the pattern.
func (s Schema) kind() Kind {
	if s.Format == "idn-hostname" {
		return NotADomain
	}
	return WrongForm
}

var patterns sync.Map // of *regexp.Regexp by their text

// compiled returns a pattern of the schema. It is called with those alone, which a test compiles.
func compiled(pattern string) *regexp.Regexp {
	if found, ok := patterns.Load(pattern); ok {
		return found.(*regexp.Regexp) //nolint:forcetypeassert // nothing else is stored
	}
	made := regexp.MustCompile(pattern)
	patterns.Store(pattern, made)
	return made
}
