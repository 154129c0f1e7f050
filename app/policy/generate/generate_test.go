package main

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"howett.net/plist"

	"letterbox/app/policy"
)

var folder = filepath.Join("..", "..", "..", "packaging", "policy")

// TestFilesAreThoseOfTheSchema compares what is kept with what is generated. After a change of the schema: go generate
// ./app/policy.
func TestFilesAreThoseOfTheSchema(t *testing.T) {
	made, err := files()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range made {
		if has, err := os.ReadFile(filepath.Join(folder, name)); err != nil || string(has) != string(want) {
			t.Errorf("%s is not what the schema says (%v)", name, err)
		}
	}
}

// groupPolicy is as much of an ADMX and an ADML file as matters here.
type groupPolicy struct {
	Policies []struct {
		Name    string `xml:"name,attr"`
		Class   string `xml:"class,attr"`
		Key     string `xml:"key,attr"`
		Display string `xml:"displayName,attr"`
		Explain string `xml:"explainText,attr"`
		Value   string `xml:"valueName,attr"`
		Texts   []struct {
			Value string `xml:"valueName,attr"`
		} `xml:"elements>multiText"`
		Enums []struct {
			Value string `xml:"valueName,attr"`
			Items []struct {
				Display string `xml:"displayName,attr"`
			} `xml:"item"`
		} `xml:"elements>enum"`
	} `xml:"policies>policy"`
	Strings []struct {
		ID   string `xml:"id,attr"`
		Text string `xml:",chardata"`
	} `xml:"resources>stringTable>string"`
}

func read(t *testing.T, path ...string) groupPolicy {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(append([]string{folder}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	var g groupPolicy
	if err := xml.Unmarshal(text, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

// TestTemplateOfGroupPolicy has a rule for every member, each stored where the program reads it and explained in both
// languages in the words of the schema.
func TestTemplateOfGroupPolicy(t *testing.T) {
	g, members := read(t, "Letterbox.admx"), policy.TheSchema().Members
	if len(g.Policies) != len(members)+1 {
		t.Fatalf("%d rules for %d members", len(g.Policies), len(members))
	}
	for l, name := range map[language]string{english: "en-US", chinese: "zh-CN"} {
		words := map[string]string{}
		for _, s := range read(t, name, "Letterbox.adml").Strings {
			words["$(string."+s.ID+")"] = s.Text
		}
		for i, p := range g.Policies {
			stored := p.Value
			for _, text := range p.Texts {
				stored = text.Value
			}
			for _, enum := range p.Enums {
				stored = enum.Value
				for _, item := range enum.Items {
					if words[item.Display] == "" {
						t.Errorf("%s: %s has no words", name, item.Display)
					}
				}
			}
			if p.Class != "Machine" || p.Key != key || stored != p.Name || words[p.Display] == "" {
				t.Errorf("%s: %+v", name, p)
			}
			if i > 0 && !strings.HasPrefix(words[p.Explain], meaning(members[i-1].Schema, l)) {
				t.Errorf("%s: %s is not explained", name, p.Name)
			}
		}
	}
}

// TestExamplesCanBePutIntoForce reads the example as the program does, and the profile as it comes to a Mac.
func TestExamplesCanBePutIntoForce(t *testing.T) {
	example, err := policy.Check(filepath.Join(folder, "example.json"))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(folder, "Letterbox.mobileconfig"))
	if err != nil {
		t.Fatal(err)
	}
	var profile struct {
		Content []map[string]any `plist:"PayloadContent"`
	}
	if _, err := plist.Unmarshal(raw, &profile); err != nil || len(profile.Content) != 1 {
		t.Fatal(profile, err)
	}
	for name := range profile.Content[0] {
		if strings.HasPrefix(name, "Payload") {
			delete(profile.Content[0], name)
		}
	}
	managed, err := json.Marshal(profile.Content[0])
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "managed.json")
	if err := os.WriteFile(path, managed, 0o600); err != nil {
		t.Fatal(err)
	}
	same, err := policy.Check(path)
	if err != nil {
		t.Fatal(err)
	}
	same.Path = example.Path
	a, _ := json.Marshal(example) //nolint:errchkjson // read from JSON a moment ago
	b, _ := json.Marshal(same)    //nolint:errchkjson // likewise
	if string(a) != string(b) {
		t.Errorf("the example is\n%s\nand the profile\n%s", a, b)
	}
}
