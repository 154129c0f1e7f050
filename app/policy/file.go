package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"

	"letterbox/mail"
)

// largest is how many bytes a policy may have.
const largest = 1 << 20

// Load reads the system's policy or, where the system has none, the named file; "" names none. Errors are
// *mail.Problem with the path as fact: PolicyInvalid, and PolicyForbids for a named file beside the system's.
func Load(named string) (Policy, error) { return load(system, named) }

// Check reads a policy without putting it in force. Errors are *mail.Problem with the path as fact.
func Check(path string) (Policy, error) {
	p, err := read(path)
	if err == nil && p.Path == "" {
		err = invalid(path, fs.ErrNotExist)
	}
	return p, err
}

func load(system func() (Policy, error), named string) (Policy, error) {
	p, err := system()
	switch {
	case err != nil:
		return Policy{}, err
	case named == "":
		return p, nil
	case p.Path != "":
		return Policy{}, &mail.Problem{
			Code: mail.PolicyForbids, Retry: mail.RetryNever, Facts: map[string]string{mail.FactPath: p.Path},
			Err: errors.New("another policy cannot be named where the system has one"),
		}
	}
	return Check(named)
}

// read reads a file; one that is not there is the zero policy.
func read(path string) (Policy, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Policy{}, nil
	}
	if err != nil {
		return Policy{}, invalid(path, err)
	}
	defer func() { _ = file.Close() }()
	text, err := io.ReadAll(io.LimitReader(file, largest+1))
	if err == nil && len(text) > largest {
		err = fmt.Errorf("more than %d bytes", largest)
	}
	if err != nil {
		return Policy{}, invalid(path, err)
	}
	return parseFrom(path, text)
}

// parseFrom is parse for a text with a place that people know it by.
func parseFrom(place string, text []byte) (Policy, error) {
	p, err := parse(text)
	if err != nil {
		return Policy{}, invalid(place, err)
	}
	p.Path = place
	return p, nil
}

// parse reads and checks a policy. What it does not know it refuses.
func parse(text []byte) (Policy, error) {
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var p *Policy
	if err := decoder.Decode(&p); err != nil {
		return Policy{}, err
	}
	if p == nil {
		return Policy{}, errors.New("a policy is a JSON object")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return Policy{}, errors.New("something follows the policy's end")
	}
	if err := nothingIsNull(text); err != nil {
		return Policy{}, err
	}
	if err := p.check(); err != nil {
		return Policy{}, err
	}
	return *p, nil
}

// nothingIsNull refuses members that are null: to the decoder they are as good as missing, and a rule must not go
// missing.
func nothingIsNull(text []byte) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		if string(members[name]) == "null" {
			return fmt.Errorf("%s is null", name)
		}
	}
	return nil
}

func invalid(path string, err error) *mail.Problem {
	return &mail.Problem{
		Code: mail.PolicyInvalid, Retry: mail.RetryAfterChange, Facts: map[string]string{mail.FactPath: path},
		Err: fmt.Errorf("policy %s: %w", path, err),
	}
}
