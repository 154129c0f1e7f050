package policy

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var templates = filepath.Join("..", "..", "packaging", "policy")

// groupPolicy is as much of an ADMX and an ADML file as matters here.
type groupPolicy struct {
	Policies []struct {
		Class string `xml:"class,attr"`
		Key   string `xml:"key,attr"`
		Texts []struct {
			Value string `xml:"valueName,attr"`
		} `xml:"elements>multiText"`
	} `xml:"policies>policy"`
	Strings []struct {
		ID   string `xml:"id,attr"`
		Text string `xml:",chardata"`
	} `xml:"resources>stringTable>string"`
}

func template(t *testing.T, path ...string) groupPolicy {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(append([]string{templates}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	var g groupPolicy
	if err := xml.Unmarshal(text, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

// TestTemplatesOfGroupPolicy has the template write where the program reads, and explain every member of the schema in
// both languages.
func TestTemplatesOfGroupPolicy(t *testing.T) {
	g := template(t, "Letterbox.admx")
	if len(g.Policies) != 1 || len(g.Policies[0].Texts) != 1 {
		t.Fatalf("%+v", g)
	}
	if p := g.Policies[0]; p.Class != "Machine" || p.Key != registryPath || p.Texts[0].Value != registryValue {
		t.Errorf("%+v", p)
	}
	text, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var s schema
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	english, chinese := explained(t, "en-US"), explained(t, "zh-CN")
	for name, member := range s.Properties {
		if !strings.Contains(english, name+": "+member.English) || !strings.Contains(chinese, name+"："+member.Chinese) {
			t.Errorf("%s is not explained as in the schema", name)
		}
	}
}

func explained(t *testing.T, language string) string {
	t.Helper()
	for _, s := range template(t, language, "Letterbox.adml").Strings {
		if s.ID == "PolicyExplain" {
			return s.Text
		}
	}
	t.Fatalf("%s explains nothing", language)
	return ""
}

// TestExampleIsInOrder reads the policy that administrators begin with.
func TestExampleIsInOrder(t *testing.T) {
	p, err := Check(filepath.Join(templates, "example.json"))
	if err != nil || len(p.Servers) == 0 {
		t.Errorf("%+v, %v", p, err)
	}
}
