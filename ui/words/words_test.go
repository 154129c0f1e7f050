package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"letterbox/mail"
)

var (
	tight     = regexp.MustCompile(`[\p{Han}][A-Za-z0-9]|[A-Za-z0-9][\p{Han}]`)
	halfWidth = regexp.MustCompile(`[\p{Han}][,;:!?]|[\p{Han}]\.( |$)`)
	codeLike  = regexp.MustCompile(`\b[A-Z]{2,}_[A-Z_]+\b|\b[a-z]+-[a-z]+-[a-z]+\b|\b[45]\d\d\b`)
	youPlain  = regexp.MustCompile(`你|亲[，。]|哦|吧。`)
)

// checkTone fails when a sentence breaks the rules of the house.
func checkTone(t *testing.T, where string, lang Language, s string) {
	t.Helper()
	if strings.TrimSpace(s) == "" {
		t.Errorf("%s %s: empty", where, lang)
	}
	if strings.ContainsAny(s, "!！") {
		t.Errorf("%s %s shouts: %q", where, lang, s)
	}
	if lang == ZH {
		if m := tight.FindString(s); m != "" && !strings.Contains(s, "日") {
			t.Errorf("%s zh: no blank in %q of %q", where, m, s)
		}
		if m := halfWidth.FindString(s); m != "" {
			t.Errorf("%s zh: half-width punctuation in %q", where, s)
		}
		if m := youPlain.FindString(s); m != "" {
			t.Errorf("%s zh: %q in %q", where, m, s)
		}
		return
	}
	if regexp.MustCompile(`\p{Han}|[，。：；？（）]`).MatchString(s) && where != string(SettingsChinese) {
		t.Errorf("%s en: Chinese in %q", where, s)
	}
	if strings.Contains(strings.ToLower(s), "oops") || strings.Contains(strings.ToLower(s), "please") {
		t.Errorf("%s en: tone of %q", where, s)
	}
}

// constants returns the values of the string constants of a type in a package folder.
func constants(t *testing.T, dir, typeName string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if id, ok := spec.Type.(*ast.Ident); !ok || id.Name != typeName {
				return true
			}
			for _, v := range spec.Values {
				if lit, ok := v.(*ast.BasicLit); ok {
					s, err := strconv.Unquote(lit.Value)
					if err != nil {
						t.Fatal(err)
					}
					values = append(values, s)
				}
			}
			return true
		})
	}
	return values
}

func TestEveryKeyHasItsSentences(t *testing.T) {
	keys := constants(t, ".", "Key")
	if len(keys) < 100 {
		t.Fatalf("found %d keys only", len(keys))
	}
	seen := map[string]bool{}
	for _, k := range keys {
		if seen[k] {
			t.Errorf("key %s is declared twice", k)
		}
		seen[k] = true
		s, ok := sentences[Key(k)]
		if !ok {
			t.Errorf("key %s has no sentence", k)
			continue
		}
		if k == string(AccountPlaceholder) {
			continue
		}
		checkTone(t, k, ZH, s.zh)
		checkTone(t, k, EN, s.en)
		if zh, en := strings.Join(sorted(names(s.zh)), ","), strings.Join(sorted(names(oneForm(s.en))), ","); zh != en && !strings.Contains(s.en, "|") {
			if k != string(ConsentTitle) {
				t.Errorf("key %s: placeholders differ: %s and %s", k, zh, en)
			}
		}
	}
	for k := range sentences {
		if _, operator := operatorSentences[k]; !operator && !seen[string(k)] {
			t.Errorf("sentence %s has no key", k)
		}
	}
}

func oneForm(s string) string { one, _, _ := strings.Cut(s, "|"); return one }

func sorted(list []string) []string {
	set := map[string]bool{}
	var out []string
	for i := range 10 {
		for _, s := range list {
			if s == strconv.Itoa(i) && !set[s] {
				set[s] = true
				out = append(out, s)
			}
		}
	}
	return out
}

// samples returns problems of a code with and without facts, for a known and an unknown provider.
func samples(code mail.Code, class string) []struct {
	p *mail.Problem
	c Context
} {
	server := mail.Server{Protocol: mail.IMAP, Host: "imap.corp.example", Port: 993, Security: mail.TLS, Username: "zhangwei"}
	full := &mail.Problem{Code: code, Class: class, Stage: mail.StageAuthenticate, Server: server, Reply: "NO 暂时不能登录.", Facts: map[string]string{
		mail.FactNames: "mail.other.example", mail.FactIssuer: "Corp CA", mail.FactFrom: "2024-01-01T00:00:00Z",
		mail.FactUntil: "2025-01-01T00:00:00Z", mail.FactPath: "/data/letterbox.db", mail.FactFolder: "INBOX",
		mail.FactVersion: "3", mail.FactSpeaks: "HTTP", mail.FactAfter: "30s",
	}}
	known := Context{Address: "zhangwei@corp.example", Provider: mail.Provider{
		ID: "tencent_exmail", Name: map[string]string{"zh-CN": "腾讯企业邮箱", "en": "Tencent corporate mail"},
		Incoming:  []mail.Server{{Host: "imap.corp.example"}},
		SecretURL: "https://exmail.qq.com/", HelpURL: "https://open.work.weixin.qq.com/help2/pc/19880",
	}}
	latinName := known
	latinName.Provider.ID, latinName.Provider.Name = "gmail", map[string]string{"zh-CN": "Gmail", "en": "Gmail"}
	return []struct {
		p *mail.Problem
		c Context
	}{{&mail.Problem{Code: code, Class: class}, Context{}}, {full, Context{}}, {full, known}, {full, latinName}}
}

func checkExplanation(t *testing.T, code mail.Code, class string) {
	t.Helper()
	where := string(code) + " " + class
	for _, lang := range Languages {
		for _, s := range samples(code, class) {
			x := ExplainFor(lang, s.p, s.c)
			tone := func(part, text string) {
				checkTone(t, where+" "+part, lang, strings.ReplaceAll(text, "NO 暂时不能登录", "…"))
			}
			tone("headline", x.Headline)
			if codeLike.MatchString(strings.ReplaceAll(x.Headline, "imap.corp.example", "")) {
				t.Errorf("%s: code in headline %q", where, x.Headline)
			}
			if strings.HasSuffix(x.Headline, "。") || strings.HasSuffix(x.Headline, ".") {
				t.Errorf("%s: full stop in headline %q", where, x.Headline)
			}
			if strings.Contains(x.Headline, "暂时不能") {
				t.Errorf("%s: the server's words in headline %q", where, x.Headline)
			}
			if x.Detail != "" {
				tone("detail", x.Detail)
			}
			if len(x.Advice) == 0 {
				t.Errorf("%s: no advice", where)
			}
			for _, a := range x.Advice {
				tone("advice", a)
			}
			if x.Who.Label(lang) == "" {
				t.Errorf("%s: nobody to solve it", where)
			}
			if len(x.Actions) == 0 {
				t.Errorf("%s: no action", where)
			}
			for _, a := range x.Actions {
				tone("action", a.Label)
			}
			if !strings.Contains(x.Technical, string(code)) {
				t.Errorf("%s: technical text lacks the code: %q", where, x.Technical)
			}
			if strings.Contains(x.Headline+x.Detail+x.Closing+strings.Join(x.Advice, ""), "{") {
				t.Errorf("%s: placeholder left in %+v", where, x)
			}
		}
	}
}

func TestEveryCodeIsExplained(t *testing.T) {
	codes := constants(t, "../../mail", "Code")
	if len(codes) < 40 {
		t.Fatalf("found %d codes only", len(codes))
	}
	headlines := map[string]string{}
	for _, c := range codes {
		if _, ok := entries[mail.Code(c)]; !ok {
			t.Errorf("code %s has no words", c)
			continue
		}
		checkExplanation(t, mail.Code(c), "")
		for _, lang := range Languages {
			h := Explain(lang, &mail.Problem{Code: mail.Code(c)}).Headline
			if other, twice := headlines[h]; twice {
				t.Errorf("%s and %s share the headline %q", c, other, h)
			}
			headlines[h] = c
		}
	}
	for class := range classes {
		checkExplanation(t, codeOf(class), class)
	}
}

func TestEveryStageAndRoleIsNamed(t *testing.T) {
	for _, s := range constants(t, "../../mail", "Stage") {
		if _, ok := stageNames[mail.Stage(s)]; !ok {
			t.Errorf("stage %s has no name", s)
		}
	}
	for _, r := range constants(t, "../../mail", "Role") {
		if _, ok := roleNames[mail.Role(r)]; !ok && r != "" {
			t.Errorf("role %s has no name", r)
		}
	}
	for _, n := range constants(t, "../../mail", "Note") {
		if Note(EN, mail.Note(n)) == "" {
			t.Errorf("note %s has no sentence", n)
		}
	}
	for f, c := range checklists {
		for _, lang := range Languages {
			for _, part := range append(append(append([]text{c.detail}, c.refused...), c.switchOn...), c.getSecret...) {
				checkTone(t, "checklist "+strconv.Itoa(int(f)), lang, part.in(lang))
			}
		}
	}
}
