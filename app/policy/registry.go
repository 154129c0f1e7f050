package policy

import (
	"errors"
	"fmt"
	"strings"
)

// registryPath is the key below HKEY_LOCAL_MACHINE, and registryValue the value in it that holds the policy's JSON, in
// one line or in several. packaging/policy has the template with which group policy writes it.
const (
	registryPath  = `Software\Policies\Letterbox`
	registryValue = "Policy"
)

// fromRegistry makes a policy of the values of the key. Names are compared as the registry does; one that is not known
// is refused, as a member that is not known would be.
func fromRegistry(place string, values map[string][]string) (Policy, error) {
	found := false
	var text []string
	for name, value := range values {
		switch {
		case name == "" && strings.Join(value, "") == "": // the key's own value, which group policy may leave there
		case !strings.EqualFold(name, registryValue):
			return Policy{}, invalid(place, fmt.Errorf("the value %q is not known", name))
		default:
			found, text = true, value
		}
	}
	if !found {
		return Policy{}, nil
	}
	joined := strings.Join(text, "\n")
	if len(joined) > largest {
		return Policy{}, invalid(place, errors.New("the policy is too long"))
	}
	return parseFrom(place, []byte(joined))
}
