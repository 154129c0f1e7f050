package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"strconv"

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
		err = tooLong()
	}
	if err != nil {
		return Policy{}, invalid(path, err)
	}
	return parseFrom(path, text)
}

func tooLong() error { return wrong(TooLong, strconv.Itoa(largest)) }

// parseFrom is parse for a text with a place that people know it by.
func parseFrom(place string, text []byte) (Policy, error) {
	p, err := parse(text)
	if err != nil {
		return Policy{}, invalid(place, err)
	}
	p.Path = place
	return p, nil
}

// parse reads and checks a policy. What it does not know it refuses. The error is a *Mistake.
func parse(text []byte) (Policy, error) {
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	n, err := tree(text)
	if err != nil {
		return Policy{}, err
	}
	p, err := parseTree(n, text)
	var m *Mistake
	if errors.As(err, &m) {
		m.Line = n.lineOf(m.place)
	}
	return p, err
}

func parseTree(n *node, text []byte) (Policy, error) {
	if err := TheSchema().conform(n); err != nil {
		return Policy{}, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var p Policy
	if err := decoder.Decode(&p); err != nil {
		return Policy{}, wrong(NotJSON, err.Error())
	}
	if err := p.check(); err != nil {
		return Policy{}, err
	}
	return p, nil
}
