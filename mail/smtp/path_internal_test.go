package smtp

import (
	"errors"
	"strings"
	"testing"

	"letterbox/mail"
)

func TestWirePath(t *testing.T) {
	for _, test := range []struct{ local, domain, want string }{
		{"ada", "corp.example", "<ada@corp.example>"},
		{"a.b+c/d=e", "corp.example", "<a.b+c/d=e@corp.example>"},
		{"a..b", "docomo.example", `<"a..b"@docomo.example>`},
		{"a.", "docomo.example", `<"a."@docomo.example>`},
		{`a"b\c@d`, "corp.example", `<"a\"b\\c@d"@corp.example>`},
		{"张伟", "公司.example", "<张伟@xn--55qx5d.example>"},
		{"ada", "under_score.example", "<ada@under_score.example>"},
		{"ada", "[127.0.0.1]", "<ada@[127.0.0.1]>"},
		{"ada", "[IPv6:::1]", "<ada@[IPv6:::1]>"},
	} {
		got, err := wirePath(mail.Address{Local: test.local, Domain: test.domain})
		if got != test.want || err != nil {
			t.Errorf("%q %q: %q %v", test.local, test.domain, got, err)
		}
	}
}

func TestWirePathRefuses(t *testing.T) {
	for _, a := range []mail.Address{
		{Local: "a", Domain: "b> NOTIFY=NEVER"},
		{Local: "a@b> NOTIFY=NEVER", Domain: "c.example"},
		{Local: "a", Domain: "b.example>\r\nDATA"},
		{Local: "a\r\nRCPT TO:<x@y>", Domain: "b.example"},
		{Local: "a\n", Domain: "b.example"},
		{Local: "a b", Domain: "b.example"},
		{Local: "a\x00", Domain: "b.example"},
		{Local: "a\x7f", Domain: "b.example"},
		{Local: "a\u2028b", Domain: "b.example"},
		{Local: "a\u3000b", Domain: "b.example"},
		{Local: "a\x85", Domain: "b.example"},
		{Local: "<a", Domain: "b.example"},
		{Local: "", Domain: "b.example"},
		{Local: "a", Domain: ""},
		{Local: "a", Domain: "b..example"},
		{Local: "a", Domain: "b.example."},
		{Local: "a", Domain: "b example"},
		{Local: "a", Domain: "公司 .example"},
		{Local: "a", Domain: "[127.0.0.1"},
		{Local: "a", Domain: "[fe80::1%eth0]"},
		{Local: "a", Domain: "[x> NOTIFY=NEVER]"},
		{Local: strings.Repeat("a", 400), Domain: "b.example"},
	} {
		if path, err := wirePath(a); !errors.Is(err, errPath) {
			t.Errorf("%+v: %q %v", a, path, err)
		}
	}
}

func FuzzWirePath(f *testing.F) {
	f.Add("a@b> NOTIFY=NEVER", "c\r\n")
	f.Add("张", "公司.中国")
	f.Add("a", "[IPv6:::1]")
	f.Fuzz(func(t *testing.T, local, domain string) {
		path, err := wirePath(mail.Address{Local: local, Domain: domain})
		if err != nil {
			return
		}
		if strings.ContainsAny(path[1:len(path)-1], "<> \t\r\n\x00") || path[0] != '<' || path[len(path)-1] != '>' || len(path) > maxPath {
			t.Fatalf("%q %q: %q", local, domain, path)
		}
	})
}
