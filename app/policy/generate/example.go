package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"howett.net/plist"

	"letterbox/app/policy"
)

// exampleOf is a policy with every member.
func exampleOf(s policy.Schema, examples map[string]json.RawMessage) ([]byte, error) {
	parts := make([]string, len(s.Members))
	for i, m := range s.Members {
		parts[i] = fmt.Sprintf("%q: %s", m.Name, examples[m.Name])
	}
	var b bytes.Buffer
	if err := json.Indent(&b, []byte("{"+strings.Join(parts, ",")+"}"), "", "  "); err != nil {
		return nil, fmt.Errorf("example: %w", err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// onLines writes a list of words one in a line.
func onLines(example json.RawMessage) string {
	var list []string
	if err := json.Unmarshal(example, &list); err != nil {
		return string(example)
	}
	return strings.Join(list, "\n")
}

// compact writes an example in one line.
func compact(example json.RawMessage) string {
	var b bytes.Buffer
	if err := json.Compact(&b, example); err != nil {
		return string(example)
	}
	return b.String()
}

// Names of the profile. The administrator gives it others.
const (
	domain      = "org.letterbox.mail" // the preferences that the program reads
	profileUUID = "5B1A0F4E-9C3D-4B7E-8C55-2D2E6F0A7C01"
	payloadUUID = "5B1A0F4E-9C3D-4B7E-8C55-2D2E6F0A7C02"
)

// mobileconfig is a profile with which the management of Macs sets the members of the example.
func mobileconfig(s policy.Schema, examples map[string]json.RawMessage) ([]byte, error) {
	payload := map[string]any{
		"PayloadType": domain, "PayloadIdentifier": domain + ".policy", "PayloadUUID": payloadUUID, "PayloadVersion": 1,
		"PayloadDisplayName": "Letterbox",
	}
	for _, m := range s.Members {
		value, err := plain(examples[m.Name])
		if err != nil {
			return nil, fmt.Errorf("profile: %s: %w", m.Name, err)
		}
		payload[m.Name] = value
	}
	text, err := plist.MarshalIndent(map[string]any{
		"PayloadType": "Configuration", "PayloadIdentifier": domain + ".profile", "PayloadUUID": profileUUID, "PayloadVersion": 1,
		"PayloadDisplayName": "Letterbox", "PayloadDescription": s.English, "PayloadScope": "System", "PayloadContent": []any{payload},
	}, plist.XMLFormat, "  ")
	if err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	return append(text, '\n'), nil
}

// plain reads an example with whole numbers as such.
func plain(example json.RawMessage) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(example))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	if number, ok := value.(json.Number); ok {
		return number.Int64()
	}
	return value, nil
}
