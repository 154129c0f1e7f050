package card

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// deepest is how far objects and arrays may stand in each other.
const deepest = 4

// strict reads one JSON object into what the pointer points to. It refuses what the standard decoder lets pass: members
// that occur twice or differ from known ones in case only, null, text that is not UTF-8, and anything after the end.
func strict(text []byte, into any) error {
	if err := wellFormed(text); err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	return decoder.Decode(into)
}

// wellFormed checks what does not depend on which members are known.
func wellFormed(text []byte) error {
	if !utf8.Valid(text) {
		return errors.New("it is not UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	first, err := decoder.Token()
	if err != nil {
		return err
	}
	if first != json.Delim('{') {
		return errors.New("it is not a JSON object")
	}
	if err := members(decoder, 1); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the end")
	}
	return nil
}

// members reads an object whose brace has been read.
func members(decoder *json.Decoder, depth int) error {
	seen := map[string]bool{}
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return err
		}
		name, _ := token.(string)
		if !known[name] {
			return fmt.Errorf("member %.40q is unknown", name)
		}
		if seen[name] {
			return fmt.Errorf("member %q occurs twice", name)
		}
		seen[name] = true
		if err := value(decoder, depth); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	_, err := decoder.Token()
	return err
}

func value(decoder *json.Decoder, depth int) error {
	token, err := decoder.Token()
	switch {
	case err != nil:
		return err
	case token == nil:
		return errors.New("it is null")
	case token != json.Delim('{') && token != json.Delim('['):
		return nil
	case depth == deepest:
		return errors.New("it is too deep")
	case token == json.Delim('{'):
		return members(decoder, depth+1)
	}
	for decoder.More() {
		if err := value(decoder, depth+1); err != nil {
			return err
		}
	}
	_, err = decoder.Token()
	return err
}

// known are the members of a card and of its payload, as they are written. Which of them belongs where is left to the
// decoder.
var known = map[string]bool{
	"mailbind": true, "payload": true, "key": true, "signature": true,
	"version": true, "issuer": true, "domains": true, "incoming": true, "outgoing": true, "username": true, "domain": true,
	"expires": true, "ca": true, "help": true, "help_url": true,
	"zh-CN": true, "en": true,
}

// versionOf returns the number under a name, 0 without one. It is asked before anything else, because a later version
// may have members that this one does not know.
func versionOf(text []byte, name string) int {
	var members map[string]json.RawMessage
	if json.Unmarshal(text, &members) != nil {
		return 0
	}
	var version int
	if json.Unmarshal(members[name], &version) != nil {
		return 0
	}
	return version
}
