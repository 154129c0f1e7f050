package discover

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"letterbox/mail"
)

// documents are configuration files as they are found in the world, and a page that is none.
func documents(tb testing.TB) map[string][]byte {
	tb.Helper()
	paths, err := filepath.Glob("testdata/*.xml")
	if err != nil || len(paths) < 5 {
		tb.Fatalf("%d documents: %v", len(paths), err)
	}
	all := make(map[string][]byte)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			tb.Fatal(err)
		}
		all[filepath.Base(path)] = text
	}
	return all
}

func TestDocumentsAreRead(t *testing.T) {
	all := documents(t)
	for name, want := range map[string]string{
		"hoster.xml": "imaps://mail.corp.example:993 smtps://mail.corp.example:465 li@corp.example password 4",
		"oauth.xml":  "imaps://imap.big.example:993 smtp+starttls://smtp.big.example:587 li@corp.example password 1",
		"legacy.xml": "pop3s://pop.corp.example:995 smtp+starttls://smtp.corp.example:587 li password 1",
		"gb2312.xml": "imaps://imap.gongsi.example:993 smtps://smtp.gongsi.example:994 li@corp.example password 1",
		"page.xml":   "",
	} {
		got := ""
		if list := parseConfig(all[name], li); len(list) > 0 {
			in := list[0].Incoming
			got = strings.Join([]string{in.URL(), list[0].Outgoing.URL(), in.Username, string(in.Auth), string(rune('0' + len(list)))}, " ")
		}
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// usableOnly fails when a file made us propose what must never be proposed.
func usableOnly(t *testing.T, text []byte) {
	t.Helper()
	list := parseConfig(text, li)
	if len(list) > 4*maxServers {
		t.Fatalf("%d candidates", len(list))
	}
	for _, c := range list {
		for _, s := range []mail.Server{c.Incoming, c.Outgoing} {
			if s.Validate() != nil || s.Security == mail.Plain || s.Username == "" || strings.ContainsAny(s.Username, "\r\n\x00") {
				t.Fatalf("unusable: %+v", s)
			}
		}
		if !c.Incoming.Protocol.Incoming() || c.Outgoing.Protocol != mail.Submission {
			t.Fatalf("in the wrong place: %+v", c)
		}
	}
}

// spliced are pieces that trouble readers of XML.
var spliced = []string{
	"&lt;", "&x;", "&#0;", "&#x10FFFF;", "<![CDATA[", "]]>", "<!--", "-->", "<?xml version=\"1.1\"?>", "<!DOCTYPE c [<!ENTITY x \"&x;&x;\">]>",
	"<!ENTITY y SYSTEM \"file:///etc/passwd\">", "\x00", "\xff\xfe", "\xef\xbb\xbf", "</", "<", ">", "%EMAILDOMAIN%", "%EMAILADDRESS%", "%",
	"<clientConfig>", "</clientConfig>", "<emailProvider>", "<incomingServer type=\"imap\">", "<port>-1</port>", "99999999999999999999", "..", "xn--",
	"encoding=\"utf-16\"", "xmlns=\"urn:x\"", "SSL", "plain", "\r", "例子",
}

// mutated changes a document in a few places.
func mutated(random *rand.Rand, all [][]byte) []byte {
	text := bytes.Clone(all[random.IntN(len(all))])
	for range 1 + random.IntN(3) {
		if len(text) == 0 {
			break
		}
		at := random.IntN(len(text))
		end := min(len(text), at+1+random.IntN(60))
		switch random.IntN(6) {
		case 0:
			text = append(text[:at:at], text[end:]...)
		case 1:
			text = append(text[:end:end], text[at:]...)
		case 2:
			text[at] ^= byte(1 << random.IntN(8))
		case 3:
			text = append(text[:at:at], append([]byte(spliced[random.IntN(len(spliced))]), text[at:]...)...)
		case 4:
			text = text[:at]
		default:
			other := all[random.IntN(len(all))]
			text = append(text[:at:at], other[random.IntN(len(other)):]...)
		}
	}
	return text
}

// TestMutatedDocuments reads a corpus of damaged files. It is the same one in every run.
func TestMutatedDocuments(t *testing.T) {
	named := documents(t)
	var all [][]byte
	for _, name := range []string{"hoster.xml", "oauth.xml", "legacy.xml", "gb2312.xml", "page.xml"} {
		all = append(all, named[name])
	}
	random := rand.New(rand.NewPCG(6186, 8314)) //nolint:gosec // the same files in every run
	read := 0
	for range 3000 {
		text := mutated(random, all)
		usableOnly(t, text)
		if len(parseConfig(text, li)) > 0 {
			read++
		}
	}
	if read < 300 || read > 2700 {
		t.Errorf("%d files were readable: the damage is too great or too small to try anything", read)
	}
}

func TestRecursiveAndDeepFilesAreRefusedAtOnce(t *testing.T) {
	bomb := `<!DOCTYPE c [<!ENTITY a "aaaaaaaaaa">`
	for c := 'b'; c < 'p'; c++ {
		bomb += `<!ENTITY ` + string(c) + ` "` + strings.Repeat("&"+string(c-1)+";", 10) + `">`
	}
	for name, text := range map[string]string{
		"entities":          bomb + `]>` + wrap(one("imap", "&o;", "993", "SSL", "")),
		"an entity of it":   `<!DOCTYPE c [<!ENTITY x "&x;">]>` + wrap(one("imap", "&x;", "993", "SSL", "")),
		"depth":             strings.Repeat("<a>", 300_000),
		"depth inside":      `<clientConfig><emailProvider>` + strings.Repeat("<incomingServer>", 60_000),
		"many servers":      wrap(strings.Repeat(one("imap", "imap.corp.example", "993", "SSL", ""), 5000)),
		"a long host":       wrap(one("imap", strings.Repeat("a.", 200_000)+"example", "993", "SSL", "")),
		"many ways":         wrap(one("imap", "imap.corp.example", "993", "SSL", strings.Repeat("<authentication>x</authentication>", 20_000))),
		"an unknown script": `<?xml version="1.0" encoding="klingon"?>` + wrap(one("imap", "imap.corp.example", "993", "SSL", "")),
		"UTF-16 as UTF-8":   `<?xml version="1.0" encoding="utf-16"?>` + wrap(one("imap", "imap.corp.example", "993", "SSL", "")),
	} {
		t.Run(name, func(t *testing.T) { usableOnly(t, []byte(text)) })
	}
}

func FuzzParseConfig(f *testing.F) {
	for _, text := range documents(f) {
		f.Add(text)
	}
	f.Add([]byte(wrap(one("imap", "imap.corp.example", "993", "SSL", ""))))
	f.Add([]byte(`<?xml version="1.0" encoding="utf-16"?><clientConfig>`))
	f.Add([]byte(strings.Repeat("<a>", 2000)))
	f.Add([]byte(`<clientConfig><emailProvider><incomingServer type="imap"><hostname>&#0;%EMAILDOMAIN%</hostname>`))
	f.Fuzz(usableOnly)
}
