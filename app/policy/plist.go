package policy

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"

	"howett.net/plist"
)

// readManaged reads a property list with which a Mac is managed: a dictionary of the members of the policy, in XML or in
// binary. One that is not there, or that says nothing, is the zero policy.
func readManaged(path string) (Policy, error) {
	file, err := os.Open(path) //nolint:gosec // a fixed place, where only administrators can write
	if errors.Is(err, fs.ErrNotExist) {
		return Policy{}, nil
	}
	if err != nil {
		return Policy{}, invalid(path, err)
	}
	defer func() { _ = file.Close() }() // it is only read
	raw, err := io.ReadAll(io.LimitReader(file, largest+1))
	switch {
	case err != nil:
		return Policy{}, invalid(path, err)
	case len(raw) > largest:
		return Policy{}, invalid(path, tooLong())
	}
	return fromPlist(path, raw)
}

// fromPlist makes a policy of a property list. Members are the same as in JSON; a date and raw bytes are none.
func fromPlist(place string, raw []byte) (Policy, error) {
	text := bytes.TrimSpace(bytes.TrimPrefix(raw, []byte("\uFEFF")))
	if !bytes.HasPrefix(text, []byte("bplist0")) && !bytes.HasPrefix(text, []byte("<")) {
		return Policy{}, invalid(place, wrong(Unreadable, "not a property list")) // plist reads more than Macs write
	}
	var members map[string]any
	if _, err := plist.Unmarshal(raw, &members); err != nil {
		return Policy{}, invalid(place, wrong(Unreadable, err.Error()))
	}
	for name := range members {
		if strings.HasPrefix(name, "Payload") { // of the profile that the members came with
			delete(members, name)
		}
	}
	if len(members) == 0 {
		return Policy{}, nil
	}
	if err := plain(members); err != nil {
		return Policy{}, invalid(place, err)
	}
	return fromMembers(place, members)
}

// plain refuses what JSON has no type for.
func plain(value any) error {
	switch v := value.(type) {
	case map[string]any:
		for name, one := range v {
			if err := plain(one); err != nil {
				return in(err, name)
			}
		}
	case []any:
		for i, one := range v {
			if err := plain(one); err != nil {
				return inItem(err, i)
			}
		}
	case string, bool, uint64, int64, float64:
	default:
		return wrong(WrongType, "string")
	}
	return nil
}
