package policy

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strconv"
	"sync"
)

// SchemaJSON is the JSON Schema of a policy. The templates for administrators are generated from it.
//
//go:embed schema.json
var SchemaJSON []byte

// Schema is as much of a JSON Schema as schema.json uses.
type Schema struct {
	Type      string // object, array, string, integer or boolean
	English   string // what it means
	Chinese   string
	Format    string // of a string: idn-hostname, date
	Pattern   string // regular expression of a string
	Enum      []string
	MinLength int
	MinItems  int
	Required  []string
	Members   []Member // of an object, in the order in which people read them
	Names     string   // regular expression of the names of members that are free
	Free      *Schema  // what those members are; nil where there are none
	Items     *Schema  // of an array
}

// Member is a member of an object.
type Member struct {
	Name string
	Schema
}

// TheSchema returns the schema of a policy.
var TheSchema = sync.OnceValue(func() Schema {
	n, err := tree(SchemaJSON)
	if err != nil {
		panic(fmt.Errorf("schema.json: %w", err)) // a test reads it too
	}
	return schemaOf(n)
})

func schemaOf(n *node) Schema {
	text := func(name string) string {
		if m := n.member(name); m != nil {
			return m.text
		}
		return ""
	}
	number := func(name string) int {
		v, _ := strconv.Atoi(text(name)) // 0 without one
		return v
	}
	list := func(name string) (values []string) {
		if m := n.member(name); m != nil {
			for _, item := range m.items {
				values = append(values, item.text)
			}
		}
		return values
	}
	s := Schema{
		Type: text("type"), English: text("description"), Chinese: text("x-description-zh-CN"), Format: text("format"), Pattern: text("pattern"), Enum: list("enum"),
		MinLength: number("minLength"), MinItems: number("minItems"), Required: list("required"),
	}
	if m := n.member("properties"); m != nil {
		for _, one := range m.members {
			s.Members = append(s.Members, Member{one.name, schemaOf(one.value)})
		}
	}
	if m := n.member("propertyNames"); m != nil {
		s.Names = schemaOf(m).Pattern
	}
	s.Free, s.Items = inside(n, "additionalProperties"), inside(n, "items")
	return s
}

// inside returns the schema in a member; nil where it is not there, or false.
func inside(n *node, name string) *Schema {
	m := n.member(name)
	if m == nil || m.kind != "object" {
		return nil
	}
	s := schemaOf(m)
	return &s
}

// Examples returns an example of every member of the policy, as JSON.
func Examples() map[string]json.RawMessage {
	var s struct {
		Properties map[string]struct {
			Example json.RawMessage `json:"x-example"`
		} `json:"properties"`
	}
	if err := json.Unmarshal(SchemaJSON, &s); err != nil {
		panic(fmt.Errorf("schema.json: %w", err)) // see TheSchema
	}
	examples := map[string]json.RawMessage{}
	for name, m := range s.Properties {
		examples[name] = m.Example
	}
	return examples
}
