package policy

import (
	"errors"
	"fmt"

	"golang.org/x/sys/windows/registry"
)

// system reads the policy of a computer from the registry, where only administrators can write.
func system() (Policy, error) {
	return fromKey(registry.LOCAL_MACHINE, registryPath, `HKLM\`+registryPath)
}

// fromKey reads the policy in a key, which people know as place; a key that is not there is the zero policy.
func fromKey(root registry.Key, path, place string) (Policy, error) {
	key, err := registry.OpenKey(root, path, registry.QUERY_VALUE|registry.WOW64_64KEY)
	if errors.Is(err, registry.ErrNotExist) {
		return Policy{}, nil
	}
	if err != nil {
		return Policy{}, invalid(place, err)
	}
	defer func() { _ = key.Close() }() // it is only read
	names, err := key.ReadValueNames(-1)
	if err != nil {
		return Policy{}, invalid(place, err)
	}
	values := map[string]value{}
	for _, name := range names {
		if values[name], err = valueOf(key, name); err != nil {
			return Policy{}, invalid(place, fmt.Errorf("%s: %w", name, err))
		}
	}
	return fromRegistry(place, values)
}

// valueOf reads a value that is a number, or a text of one line or of several.
func valueOf(key registry.Key, name string) (value, error) {
	text, _, err := key.GetStringsValue(name)
	if errors.Is(err, registry.ErrUnexpectedType) {
		var line string
		line, _, err = key.GetStringValue(name)
		text = []string{line}
	}
	if errors.Is(err, registry.ErrUnexpectedType) {
		number, _, err := key.GetIntegerValue(name)
		return value{number: number, numeric: true}, err
	}
	return value{lines: text}, err
}
