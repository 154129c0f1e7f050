package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"letterbox/mail"
)

// largest is how many bytes a policy may have.
const largest = 1 << 20

// document is a policy's JSON.
type document struct {
	OAuth       map[mail.ProviderID]Registration `json:"oauth"`
	Authorities map[mail.ProviderID]Authority    `json:"authorities"`
}

// Load reads the system's policy or, where the system has none, the named file; "" names none. Errors are
// *mail.Problem with the path as fact: PolicyInvalid, and PolicyForbids for a named file beside the system's.
func Load(named string) (Policy, error) { return load(systemFile, named) }

func load(system, named string) (Policy, error) {
	p, err := read(system)
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
	p, err = read(named)
	if err == nil && p.Path == "" {
		err = invalid(named, fs.ErrNotExist)
	}
	return p, err
}

// read reads a file; one that is not there is the zero policy.
func read(path string) (Policy, error) {
	if path == "" {
		return Policy{}, nil
	}
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
	p, err := parse(text)
	if err != nil {
		return Policy{}, invalid(path, err)
	}
	p.Path = path
	return p, nil
}

// parse reads and checks a policy. What it does not know it refuses.
func parse(text []byte) (Policy, error) {
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(text, []byte("\uFEFF"))))
	decoder.DisallowUnknownFields()
	var d *document
	if err := decoder.Decode(&d); err != nil {
		return Policy{}, err
	}
	if d == nil {
		return Policy{}, errors.New("a policy is a JSON object")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return Policy{}, errors.New("something follows the policy's end")
	}
	if err := d.check(); err != nil {
		return Policy{}, err
	}
	return Policy{OAuth: d.OAuth, Authorities: d.Authorities}, nil
}

func invalid(path string, err error) *mail.Problem {
	return &mail.Problem{
		Code: mail.PolicyInvalid, Retry: mail.RetryAfterChange, Facts: map[string]string{mail.FactPath: path},
		Err: fmt.Errorf("policy %s: %w", path, err),
	}
}
