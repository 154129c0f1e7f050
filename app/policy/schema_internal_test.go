package policy

import (
	"encoding/json"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// TestSchemaIsThatOfTheProgram compares schema.json with what the program reads, member by member.
func TestSchemaIsThatOfTheProgram(t *testing.T) {
	s := TheSchema()
	if !described(s) {
		t.Error("the policy is not described in both languages")
	}
	compare(t, "", s, reflect.TypeFor[Policy]())
	if got := SettingNames(); !slices.Equal(got, []string{"language", "theme"}) {
		t.Errorf("settings %v", got)
	}
	p := parsed(t, `{"settings": {"language": "zh-CN", "theme": "dark"}}`)
	for _, name := range SettingNames() {
		if p.Setting(name) == "" {
			t.Errorf("the setting %s is not read", name)
		}
	}
}

var kinds = map[reflect.Kind]string{
	reflect.Struct: "object", reflect.Map: "object", reflect.Slice: "array", reflect.String: "string", reflect.Bool: "boolean", reflect.Int: "integer",
}

func compare(t *testing.T, path string, s Schema, of reflect.Type) {
	t.Helper()
	if of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	if want := kinds[of.Kind()]; s.Type != want {
		t.Errorf("%s: %q, want %q", path, s.Type, want)
		return
	}
	for _, pattern := range []string{s.Pattern, s.Names} {
		if _, err := regexp.Compile(pattern); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	switch of.Kind() {
	case reflect.Struct:
		compareMembers(t, path, s, of)
	case reflect.Map:
		compare(t, path+"/*", *s.Free, of.Elem())
	case reflect.Slice:
		compare(t, path+"/*", *s.Items, of.Elem())
	default:
	}
}

func compareMembers(t *testing.T, path string, s Schema, of reflect.Type) {
	t.Helper()
	members := map[string]Schema{}
	for _, m := range s.Members {
		members[m.Name] = m.Schema
	}
	var names, required []string
	for i := range of.NumField() {
		field := of.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "-" {
			continue
		}
		names = append(names, name)
		if options == "" {
			required = append(required, name)
		}
		if !described(members[name]) {
			t.Errorf("%s/%s is not described in both languages", path, name)
		}
		compare(t, path+"/"+name, members[name], field.Type)
	}
	slices.Sort(names)
	if has := slices.Sorted(maps.Keys(members)); !slices.Equal(has, names) || s.Free != nil {
		t.Errorf("%s has %v, want %v and no others", path, has, names)
	}
	slices.Sort(required)
	if has := slices.Sorted(slices.Values(s.Required)); !slices.Equal(has, required) {
		t.Errorf("%s requires %v, want %v", path, has, required)
	}
}

func described(s Schema) bool {
	return s.English != "" && strings.ContainsFunc(s.Chinese, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// TestExamplesAreInOrder reads the example of every member, from which the files for administrators are made.
func TestExamplesAreInOrder(t *testing.T) {
	whole := map[string]json.RawMessage{}
	for name, example := range Examples() {
		whole[name] = example
		if name == "locked" || name == "plaintext" {
			continue // say nothing by themselves
		}
		if _, err := parse(fmtObject(name, example)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	text, err := json.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parse(text); err != nil || len(whole) != len(TheSchema().Members) {
		t.Errorf("%s: %v", text, err)
	}
}

func fmtObject(name string, value json.RawMessage) []byte {
	return []byte(`{"` + name + `": ` + string(value) + `}`)
}
