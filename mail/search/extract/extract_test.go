package extract_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"letterbox/mail/search"
	"letterbox/mail/search/extract"
)

// archive packs files into one.
func archive(tb testing.TB, files map[string]string) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func deflate(text string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write([]byte(text))
	_ = z.Close()
	return b.String()
}

// document writes a PDF of one page whose font is number 4 and whose content is number 5.
func document(font, content, more string) []byte {
	return []byte("%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n" +
		"3 0 obj\n<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>\nendobj\n4 0 obj\n" + font + "\nendobj\n" +
		fmt.Sprintf("5 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n", len(content), content) + more + "trailer\n<</Root 1 0 R>>\n")
}

// chinese is a PDF whose codes mean something by a map, both packed.
func chinese(text string) []byte {
	var chars, shown strings.Builder
	for i, r := range []rune(text) {
		units := utf16.Encode([]rune{r})
		fmt.Fprintf(&chars, "<%04x> <%04x>\n", i+1, units[0])
		fmt.Fprintf(&shown, "%04x", i+1)
	}
	cmap := deflate("1 begincodespacerange <0000> <ffff> endcodespacerange\n" + fmt.Sprint(len([]rune(text))) + " beginbfchar\n" + chars.String() + "endbfchar\n")
	content := deflate("BT /F1 12 Tf 72 720 Td <" + shown.String() + "> Tj ET")
	pdf := document("<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 6 0 R>>", "", fmt.Sprintf("6 0 obj\n<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n", len(cmap), cmap))
	return append(pdf, []byte(fmt.Sprintf("5 0 obj\n<</Filter[/FlateDecode]/Length %d>>\nstream\n%s\nendstream\nendobj\n", len(content), content))...)
}

func TestFilesGiveTheirText(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("季度报告，请审阅")
	if err != nil {
		t.Fatal(err)
	}
	latin := "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
	for _, test := range []struct {
		name, file, mediaType string
		data                  []byte
		want                  []string
		not                   string
	}{
		{"UTF-8", "a.txt", "", []byte("\ufeff合同 contract"), []string{"合同 contract"}, ""},
		{"GBK", "a.csv", "", []byte(gbk), []string{"季度报告，请审阅"}, ""},
		{"UTF-16", "a.txt", "", []byte("\xff\xfe\x08T\x0cT"), []string{"合同"}, ""},
		{"by media type", "noname", "text/x-log", []byte("line one"), []string{"line one"}, ""},
		{"HTML", "a.html", "", []byte("<style>p{}</style><p>Hello&nbsp;<b>World</b></p><script>var hidden</script><p>再见"), []string{"Hello\u00a0World", "再见"}, "hidden"},
		{"docx", "a.docx", "", archive(t, map[string]string{
			"word/document.xml":  `<w:document xmlns:w="x"><w:body><w:p><w:r><w:t>采购</w:t></w:r><w:r><w:t>合同</w:t></w:r></w:p><w:p><w:r><w:t>Total &amp; tax</w:t></w:r></w:p></w:body></w:document>`,
			"word/footnotes.xml": `<w:footnotes xmlns:w="x"><w:t>note seven</w:t></w:footnotes>`, "word/styles.xml": `<a><t>style</t></a>`,
		}), []string{"采购合同\n", "Total & tax", "note seven"}, "style"},
		{"xlsx", "a.xlsx", "", archive(t, map[string]string{
			"xl/sharedStrings.xml":     `<sst><si><t>单价</t></si><si><t>Quantity</t></si></sst>`,
			"xl/worksheets/sheet1.xml": `<worksheet><row><c t="s"><v>98765</v></c><c><v>1234.5</v></c><c t="inlineStr"><is><t>inline</t></is></c></row></worksheet>`,
		}), []string{"单价", "Quantity", "1234.5", "inline"}, "98765"},
		{"pptx", "a.pptx", "", archive(t, map[string]string{
			"ppt/slides/slide10.xml": `<p:sld xmlns:a="x"><a:p><a:t>second</a:t></a:p></p:sld>`, "ppt/slides/slide2.xml": `<p:sld xmlns:a="x"><a:p><a:t>first</a:t></a:p></p:sld>`,
		}), []string{"first\nsecond"}, ""},
		{"odt", "a.odt", "", archive(t, map[string]string{"content.xml": `<office:document xmlns:text="x"><text:p>开放 <text:span>format</text:span></text:p></office:document>`}), []string{"开放 format"}, ""},
		{"PDF with plain text", "a.pdf", "", document(latin, "BT /F1 12 Tf (Purchase \\(order\\)) Tj 0 -14 Td [(PO-)-20(2026/)10(113)-500(paid)] TJ ET", ""), []string{"Purchase (order)\nPO-2026/113 paid"}, ""},
		{"PDF in Chinese", "a.pdf", "", chinese("采购合同编号"), []string{"采购合同编号"}, ""},
		{"PDF in GBK", "a.pdf", "", document("<</Type/Font/Subtype/Type0/Encoding/GBK-EUC-H>>", "BT /F1 9 Tf <"+hex.EncodeToString([]byte(gbk))+"> Tj ET", ""), []string{"季度报告"}, ""},
		{"PDF without an end", "a.pdf", "", bytes.TrimSuffix(document(latin, "BT /F1 12 Tf (still here) Tj ET", ""), []byte("\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n")), []string{"still here"}, ""},
		{"a picture", "a.png", "image/png", []byte("\x89PNG"), []string{}, "PNG"},
	} {
		kind := extract.Kind(test.file, test.mediaType)
		text, reason := extract.Text(bytes.NewReader(test.data), kind, extract.Usual)
		for _, want := range test.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q lacks %q", test.name, text, want)
			}
		}
		if reason != "" || test.not != "" && strings.Contains(text, test.not) {
			t.Errorf("%s: %q, reason %q", test.name, text, reason)
		}
	}
}

func TestWhatIsSkippedHasAReason(t *testing.T) {
	small := extract.Limits{File: 1 << 20, Unpacked: 1 << 20, Text: 1000}
	bomb := archive(t, map[string]string{"word/document.xml": "<t>" + strings.Repeat(" ", 3<<20) + "</t>"})
	inner := deflate(strings.Repeat(" ", 2<<20))
	for name, test := range map[string]struct {
		file string
		data []byte
		want search.Reason
	}{
		"a bomb":                 {"a.docx", bomb, search.TooLarge},
		"a bomb in a PDF":        {"a.pdf", append(document("<<>>", "", ""), []byte("5 0 obj <</Filter/FlateDecode>> stream\n"+inner+"\nendstream\n")...), search.TooLarge},
		"long text":              {"a.txt", bytes.Repeat([]byte("长"), 2000), search.TooLarge},
		"a large file":           {"a.txt", make([]byte, 2<<20), search.TooLarge},
		"no archive":             {"a.docx", []byte("PK but not really"), search.Damaged},
		"a locked document":      {"a.docx", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), search.Encrypted},
		"no PDF":                 {"a.pdf", []byte("hello"), search.Damaged},
		"a PDF without pages":    {"a.pdf", []byte("%PDF-1.7\n1 0 obj <<>> endobj"), search.Damaged},
		"a locked PDF":           {"a.pdf", append(document("<<>>", "", ""), []byte("trailer <</Encrypt 9 0 R>>")...), search.Encrypted},
		"XML that breaks off":    {"a.odt", archive(t, map[string]string{"content.xml": "<p>begun <"}), search.Damaged},
		"elements without limit": {"a.odt", archive(t, map[string]string{"content.xml": strings.Repeat("<a>", 5000)}), search.TooLarge},
	} {
		text, reason := extract.Text(bytes.NewReader(test.data), extract.Kind(test.file, ""), small)
		if reason != test.want || len(text) > small.Text || !utf8.ValidString(text) {
			t.Errorf("%s: reason %q, want %q, with %d bytes of text", name, reason, test.want, len(text))
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add(".pdf", chinese("合同"))
	f.Add(".pdf", document("<</Subtype/Type1>>", "BT /F1 1 Tf (a\\101\\\n) ' ET BI EI", "9 0 obj <</Type/ObjStm/N 2/First 8>> stream\n1 0 2 3 <<>> (x)\nendstream"))
	f.Add(".docx", []byte("PK\x03\x04"))
	f.Add(".html", []byte("<p>a&amp;<script>"))
	f.Add(".txt", []byte("\xff\xfea\x00"))
	f.Fuzz(func(t *testing.T, kind string, data []byte) {
		limits := extract.Limits{File: 1 << 20, Unpacked: 1 << 20, Text: 4096}
		text, _ := extract.Text(bytes.NewReader(data), kind, limits)
		if len(text) > limits.Text {
			t.Errorf("%d bytes of text", len(text))
		}
	})
}
