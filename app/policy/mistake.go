package policy

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"letterbox/mail"
)

// Kind says what is wrong with a policy. ui/words has a sentence for each.
type Kind string

// What can be wrong. The comment says what Mistake.Value is.
const (
	Unreadable    Kind = "unreadable"     // why it cannot be read
	NotJSON       Kind = "not-json"       // what was expected
	TooLong       Kind = "too-long"       // how many bytes there may be
	Twice         Kind = "twice"          // the member stands there twice
	Unknown       Kind = "unknown"        // this version does not know the member
	WrongType     Kind = "wrong-type"     // the type that is expected
	Missing       Kind = "missing"        // the member that is missing
	Empty         Kind = "empty"          // a list or a text without content
	NotOneOf      Kind = "not-one-of"     // what there may be, with commas
	WrongForm     Kind = "wrong-form"     // what stands there
	NotADomain    Kind = "not-a-domain"   // what stands there
	NotAHost      Kind = "not-a-host"     // what stands there
	NotADay       Kind = "not-a-day"      // what stands there
	NotAnAddress  Kind = "not-an-address" // what stands there
	NotAURL       Kind = "not-a-url"      // what stands there
	NotHTTPS      Kind = "not-https"      // what stands there
	NotAServer    Kind = "not-a-server"   // what stands there
	NoIncoming    Kind = "no-incoming"    // what stands there
	NoOutgoing    Kind = "no-outgoing"    // what stands there
	UserInURL     Kind = "user-in-url"    // the URL has a user
	ClearText     Kind = "clear-text"     // the host, which plaintext does not name
	Taken         Kind = "taken"          // the domain, which stands somewhere else too
	WithoutForm   Kind = "without-form"   // a domain that no user name has
	NoCertificate Kind = "no-certificate" // what is wrong with the PEM text
	NoFingerprint Kind = "no-fingerprint" // what stands there
	NothingGiven  Kind = "nothing-given"  // an entry that says nothing
	BadCatalogue  Kind = "bad-catalogue"  // what is wrong with it
)

// Mistake is the first thing that is wrong with a policy.
type Mistake struct {
	Kind  Kind
	Value string // see Kind; "" where it says nothing
	Line  int    // of the text; 0 where it has none

	place []step
}

// step leads from a value to one in it: to the member of a name or, without a name, to an item.
type step struct {
	name string
	item int
}

var plainName = regexp.MustCompile(`^[a-z0-9_]+$`)

// At names the member as people write it: servers[0].incoming; "" for the policy as a whole.
func (m *Mistake) At() string {
	var b strings.Builder
	for _, s := range m.place {
		switch {
		case s.name == "":
			fmt.Fprintf(&b, "[%d]", s.item)
		case !plainName.MatchString(s.name):
			fmt.Fprintf(&b, "[%q]", s.name)
		case b.Len() > 0:
			b.WriteString("." + s.name)
		default:
			b.WriteString(s.name)
		}
	}
	return b.String()
}

// Error tells line, member, kind and value, for the technical part of what people are shown.
func (m *Mistake) Error() string {
	parts := []string{string(m.Kind)}
	if at := m.At(); at != "" {
		parts = slices.Insert(parts, 0, at)
	}
	if m.Line > 0 {
		parts = slices.Insert(parts, 0, "line "+strconv.Itoa(m.Line))
	}
	if m.Value != "" {
		parts = append(parts, m.Value)
	}
	return strings.Join(parts, ": ")
}

// in says that a mistake is in a member.
func in(err error, name string) error { return within(err, step{name: name}) }

// inItem says that a mistake is in an item of a list.
func inItem(err error, i int) error { return within(err, step{item: i}) }

func within(err error, s step) error {
	var m *Mistake
	if errors.As(err, &m) {
		m.place = slices.Insert(m.place, 0, s)
	}
	return err
}

// wrong makes a mistake about the value that is looked at.
func wrong(kind Kind, value string) error { return &Mistake{Kind: kind, Value: value} }

// Facts of a *mail.Problem about a policy, beside mail.FactPath.
const (
	FactMistake = "mistake" // the Kind
	FactMember  = "member"  // Mistake.At
	FactLine    = "line"    // Mistake.Line
	FactValue   = "value"   // Mistake.Value
)

// invalid makes the problem of a policy at a place.
func invalid(path string, err error) *mail.Problem {
	facts := map[string]string{mail.FactPath: path}
	var m *Mistake
	if !errors.As(err, &m) {
		m = &Mistake{Kind: Unreadable, Value: err.Error()}
	}
	facts[FactMistake] = string(m.Kind)
	for name, value := range map[string]string{FactMember: m.At(), FactValue: m.Value} {
		if value != "" {
			facts[name] = value
		}
	}
	if m.Line > 0 {
		facts[FactLine] = strconv.Itoa(m.Line)
	}
	return &mail.Problem{
		Code: mail.PolicyInvalid, Retry: mail.RetryAfterChange, Facts: facts, Err: fmt.Errorf("policy %s: %w", path, err),
	}
}

// withoutLine drops the line of a mistake in a text that people do not have.
func withoutLine(err error) error {
	var m *Mistake
	if errors.As(err, &m) {
		m.Line = 0
	}
	return err
}
