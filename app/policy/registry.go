package policy

import (
	"encoding/json"
	"strconv"
	"strings"
)

// registryPath is the key below HKEY_LOCAL_MACHINE that holds the policy: either the value registryValue with the JSON of
// all of it, in one line or in several, or a value for every member. packaging/policy has the template with which group
// policy writes both.
const (
	registryPath  = `Software\Policies\Letterbox`
	registryValue = "Policy"
)

// value is a value of the registry: lines of text, or a number.
type value struct {
	lines   []string
	number  uint64
	numeric bool
}

func (v value) text() string { return strings.Join(v.lines, "\n") }

// fromRegistry makes a policy of the values of the key. Names are compared as the registry does; one that is not known
// is refused, as a member that is not known would be.
func fromRegistry(place string, values map[string]value) (Policy, error) {
	var whole *value
	members := map[string]json.RawMessage{}
	for name, v := range values {
		switch {
		case name == "" && !v.numeric && v.text() == "": // the key's own value, which group policy may leave there
		case strings.EqualFold(name, registryValue):
			whole = &v
		default:
			member, text, err := v.member(name)
			if err != nil {
				return Policy{}, invalid(place, in(err, name))
			}
			members[member] = text
		}
	}
	switch {
	case whole == nil && len(members) == 0:
		return Policy{}, nil
	case whole == nil:
		return fromMembers(place, members)
	case len(members) > 0:
		return Policy{}, invalid(place, in(wrong(Twice, ""), registryValue))
	case whole.numeric:
		return Policy{}, invalid(place, in(wrong(WrongType, "string"), registryValue))
	}
	if len(whole.text()) > largest {
		return Policy{}, invalid(place, tooLong())
	}
	return parseFrom(place, []byte(whole.text()))
}

// member returns the member of the policy that a value stands for, and its JSON.
func (v value) member(name string) (string, json.RawMessage, error) {
	for _, m := range TheSchema().Members {
		if !strings.EqualFold(m.Name, name) {
			continue
		}
		text := v.json(m.Schema)
		if len(text) > largest {
			return "", nil, tooLong()
		}
		_, err := tree(text) // the line is that of the value
		return m.Name, text, err
	}
	return "", nil, wrong(Unknown, "")
}

// json writes a value as JSON: a switch and a number as group policy stores them, a list of words one in a line, and
// everything else as it stands there.
func (v value) json(s Schema) json.RawMessage {
	switch {
	case v.numeric && s.Type == "boolean" && v.number <= 1:
		return []byte(strconv.FormatBool(v.number == 1))
	case v.numeric:
		return []byte(strconv.FormatUint(v.number, 10))
	case s.Type == "array" && s.Items.Type == "string" && !strings.HasPrefix(strings.TrimSpace(v.text()), "["):
		words := []string{}
		for _, line := range v.lines {
			if word := strings.TrimSpace(line); word != "" {
				words = append(words, word)
			}
		}
		text, _ := json.Marshal(words) // strings always can be
		return text
	}
	return []byte(v.text())
}

// fromMembers makes a policy of its members. Lines are those of no text that anybody has.
func fromMembers(place string, members any) (Policy, error) {
	text, err := json.Marshal(members)
	if err != nil {
		return Policy{}, invalid(place, err)
	}
	p, err := parse(text)
	if err != nil {
		return Policy{}, invalid(place, withoutLine(err))
	}
	p.Path = place
	return p, nil
}
