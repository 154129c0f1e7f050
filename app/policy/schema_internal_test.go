package policy

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// schema is as much of JSON Schema as schema.json uses.
type schema struct {
	Type          string            `json:"type"`
	English       string            `json:"description"`
	Chinese       string            `json:"x-description-zh-CN"`
	Pattern       string            `json:"pattern"`
	MinItems      int               `json:"minItems"`
	Required      []string          `json:"required"`
	Properties    map[string]schema `json:"properties"`
	Items         *schema           `json:"items"`
	PropertyNames *schema           `json:"propertyNames"`
	Others        json.RawMessage   `json:"additionalProperties"`
}

// TestSchemaIsThatOfTheProgram compares schema.json with what the program reads, member by member.
func TestSchemaIsThatOfTheProgram(t *testing.T) {
	text, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var s schema
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	s.compare(t, "", reflect.TypeFor[Policy]())
	for _, c := range []struct{ has, want string }{
		{s.Properties["allowed_domains"].Items.Pattern, domainForm.String()},
		{s.Properties["allowed_providers"].Items.Pattern, idForm.String()},
		{s.Properties["oauth"].PropertyNames.Pattern, idForm.String()},
		{s.Properties["oauth"].others(t).Properties["tenant"].Pattern, tenantForm.String()},
	} {
		if c.has != c.want {
			t.Errorf("pattern %q, want %q", c.has, c.want)
		}
	}
	if s.Properties["allowed_domains"].MinItems != 1 || s.Properties["allowed_providers"].MinItems != 1 {
		t.Error("an empty list is no rule")
	}
}

func (s schema) compare(t *testing.T, path string, of reflect.Type) {
	t.Helper()
	if of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	want := map[reflect.Kind]string{reflect.Struct: "object", reflect.Map: "object", reflect.Slice: "array", reflect.String: "string", reflect.Bool: "boolean"}[of.Kind()]
	if s.Type != want {
		t.Errorf("%s: %q, want %q", path, s.Type, want)
		return
	}
	switch of.Kind() {
	case reflect.Struct:
		s.compareMembers(t, path, of)
	case reflect.Map:
		s.others(t).compare(t, path+"/*", of.Elem())
	case reflect.Slice:
		s.Items.compare(t, path+"/*", of.Elem())
	default:
	}
}

func (s schema) compareMembers(t *testing.T, path string, of reflect.Type) {
	t.Helper()
	var names, required []string
	for i := range of.NumField() {
		field := of.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "-" {
			continue
		}
		names = append(names, name)
		if options != "omitempty" {
			required = append(required, name)
		}
		member := s.Properties[name]
		if member.English == "" || !strings.ContainsFunc(member.Chinese, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s/%s is not described in both languages", path, name)
		}
		member.compare(t, path+"/"+name, field.Type)
	}
	slices.Sort(names)
	if has := slices.Sorted(maps.Keys(s.Properties)); !slices.Equal(has, names) || string(s.Others) != "false" {
		t.Errorf("%s has %v, want %v and no others", path, has, names)
	}
	slices.Sort(required)
	if slices.Sort(s.Required); !slices.Equal(s.Required, required) {
		t.Errorf("%s requires %v, want %v", path, s.Required, required)
	}
}

// others is what members without a name of their own are.
func (s schema) others(t *testing.T) schema {
	t.Helper()
	var others schema
	if err := json.Unmarshal(s.Others, &others); err != nil {
		t.Fatalf("additionalProperties: %v", err)
	}
	return others
}
