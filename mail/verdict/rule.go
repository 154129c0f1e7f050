package verdict

import "strings"

// rule says which class a reply has. All conditions that are set must hold. Lists are separated by blanks; within a
// list one element is enough.
type rule struct {
	families  string // "" for any
	protocols string // "imap pop3 submission"; "" for any
	phases    string // a reply whose phase is unknown satisfies every list
	status    string // "NO BAD"; "" for any
	command   string // how the refused command begins; "" for any
	code      int    // 535 exactly, 4 for all 4xx; 0 for any
	enhanced  string // without its first digit: ".7.8" exactly, ".4." for a whole subject; "" for any

	// What the words hold, in small letters. An element of all may give alternatives, separated by "|".
	all []string

	// What the words must not hold: alternatives, separated by "|"; "" for nothing.
	without string

	class string
}

// says returns fragments all of which must be in a reply's words; each may be alternatives separated by "|".
func says(fragments ...string) []string { return fragments }

func (u *rule) holds(r Reply, words string) bool {
	return u.fits(r) && u.codes(r) && u.told(words)
}

func (u *rule) fits(r Reply) bool {
	return (u.families == "" || oneOf(u.families, string(r.Family)) || oneOf(u.families, r.Family.house())) &&
		(u.protocols == "" || r.Protocol == "" || oneOf(u.protocols, string(r.Protocol))) &&
		(u.phases == "" || r.Phase == Any || r.Phase == "" || oneOf(u.phases, string(r.Phase))) &&
		(u.status == "" || oneOf(u.status, r.Status)) &&
		strings.HasPrefix(r.Command, u.command)
}

func (u *rule) codes(r Reply) bool {
	return (u.code == 0 || u.code == r.Code || u.code == r.Code/100) && (u.enhanced == "" || subcode(r.Enhanced, u.enhanced))
}

func (u *rule) told(words string) bool {
	for _, alternatives := range u.all {
		if !anyOf(words, alternatives) {
			return false
		}
	}
	return u.without == "" || !anyOf(words, u.without)
}

func anyOf(words, alternatives string) bool {
	for a := range strings.SplitSeq(alternatives, "|") {
		if strings.Contains(words, a) {
			return true
		}
	}
	return false
}

func oneOf(list, word string) bool {
	for w := range strings.FieldsSeq(list) {
		if w == word {
			return true
		}
	}
	return false
}

// subcode compares an enhanced code without its class: ".7.8" exactly, ".4." as the subject.
func subcode(enhanced, want string) bool {
	if enhanced == "" {
		return false
	}
	if strings.HasSuffix(want, ".") {
		return strings.HasPrefix(enhanced[1:], want)
	}
	return enhanced[1:] == want
}
