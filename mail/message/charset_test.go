package message

import (
	"encoding/base64"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

const (
	chinese     = "请查收附件：三月份的报价单，谢谢。"
	traditional = "請查收附件：三月份的報價單，謝謝。"
	japaneseTxt = "添付の見積書をご確認ください。よろしくお願いします。"
	koreanTxt   = "첨부된 견적서를 확인해 주세요. 감사합니다."
	russian     = "Добрый день, высылаю вам счёт на оплату"
)

// encode encodes s; it fails the test where the charset lacks a character.
func encode(t testing.TB, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Declared charsets are decoded in every spelling that mail programs use.
func TestDeclaredCharset(t *testing.T) {
	for _, c := range []struct {
		name string
		enc  encoding.Encoding
		text string
	}{
		{"gbk", simplifiedchinese.GBK, chinese},
		{"GB2312", simplifiedchinese.GBK, "朱镕基"}, // has a character that only GBK has
		{"gb18030", simplifiedchinese.GB18030, "𠀀㐂" + chinese},
		{"cp936", simplifiedchinese.GBK, chinese},
		{"x-gbk", simplifiedchinese.GBK, chinese},
		{"hz-gb-2312", simplifiedchinese.HZGB2312, "请查收"},
		{"Big5", traditionalchinese.Big5, traditional},
		{"cp950", traditionalchinese.Big5, traditional},
		{"iso-2022-jp", japanese.ISO2022JP, japaneseTxt},
		{"Shift_JIS", japanese.ShiftJIS, japaneseTxt},
		{"euc-jp", japanese.EUCJP, japaneseTxt},
		{"ks_c_5601-1987", korean.EUCKR, koreanTxt},
		{"EUC-KR", korean.EUCKR, koreanTxt},
		{"koi8_r", charmap.KOI8R, russian},
		{"windows-1251", charmap.Windows1251, russian},
		{"cp1251", charmap.Windows1251, russian},
		{"ibm866", charmap.CodePage866, russian},
		{"iso8859-5", charmap.ISO8859_5, russian},
		{"iso-8859-1", charmap.Windows1252, "“smart” – café €"},
		{"iso-8859-15", charmap.ISO8859_15, "€ œuvre"},
		{"utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "Grüße " + chinese},
		{"utf8", unicode.UTF8, chinese},
		{`"UTF-8"`, unicode.UTF8, chinese},
	} {
		got, guessed := decodeText(encode(t, c.enc, c.text), c.name, nil)
		if got != c.text || guessed {
			t.Errorf("%s: %q, guessed %v", c.name, got, guessed)
		}
	}
}

func TestSevenBitCharset(t *testing.T) {
	iso2022kr := "\x1b$)C\x0e" + string(without8(encode(t, korean.EUCKR, "견적서"))) + "\x0f ok"
	iso2022cn := "\x1b$)A\x0e" + string(without8(encode(t, simplifiedchinese.GBK, "报价单"))) + "\x0f ok"
	for _, c := range []struct{ charset, raw, want string }{
		{"utf-7", "Hi Mom -+Jjo--!", "Hi Mom -☺-!"},
		{"utf-7", "1 +- 1 = +AGEAYg-", "1 + 1 = ab"},
		{"iso-2022-kr", iso2022kr, "견적서 ok"},
		{"", iso2022kr, "견적서 ok"},
		{"iso-2022-cn", iso2022cn, "报价单 ok"},
		{"", string(encode(t, japanese.ISO2022JP, japaneseTxt)), japaneseTxt},
		{"us-ascii", string(encode(t, japanese.ISO2022JP, japaneseTxt)), japaneseTxt},
		{"", string(encode(t, simplifiedchinese.HZGB2312, "请查收")) + "~}.", "请查收."},
		{"", "a ~{ tilde ~} b", "a ~{ tilde ~} b"},
		{"utf-16", "plain after all", "plain after all"},
	} {
		if got, _ := decodeText([]byte(c.raw), c.charset, nil); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.charset, c.raw, got, c.want)
		}
	}
}

func without8(b []byte) []byte {
	out := make([]byte, len(b))
	for i, c := range b {
		out[i] = c & 0x7f
	}
	return out
}

// A wrong or missing declaration does not garble the text.
func TestWrongCharset(t *testing.T) {
	for _, c := range []struct {
		what, declared string
		raw            []byte
		hints          *hints
		want           string
	}{
		{"UTF-8 declared, GBK meant", "utf-8", encode(t, simplifiedchinese.GBK, chinese), nil, chinese},
		{"unknown-8bit", "unknown-8bit", encode(t, simplifiedchinese.GBK, chinese), nil, chinese},
		{"ASCII declared", "us-ascii", encode(t, simplifiedchinese.GBK, "会议通知"), nil, "会议通知"},
		{"short GBK", "", encode(t, simplifiedchinese.GBK, "张三"), nil, "张三"},
		{"Latin-1 declared by habit, GBK meant", "iso-8859-1", encode(t, simplifiedchinese.GBK, chinese), nil, chinese},
		{"Latin-1 declared, UTF-8 meant", "iso-8859-1", []byte("Grüße"), nil, "Grüße"},
		{"unknown name", "x-nonsense", encode(t, korean.EUCKR, koreanTxt), nil, koreanTxt},
		{"nothing, Big5", "", encode(t, traditionalchinese.Big5, traditional), nil, traditional},
		{"nothing, Shift_JIS", "", encode(t, japanese.ShiftJIS, japaneseTxt), nil, japaneseTxt},
		{"nothing, EUC-JP", "", encode(t, japanese.EUCJP, japaneseTxt), nil, japaneseTxt},
		{"nothing, KOI8-R", "", encode(t, charmap.KOI8R, russian), nil, russian},
		{"nothing, windows-1251", "", encode(t, charmap.Windows1251, russian), nil, russian},
		{"nothing, Latin-1", "", encode(t, charmap.Windows1252, "Schöne Grüße aus München, à bientôt"), nil, "Schöne Grüße aus München, à bientôt"},
		{"hint", "", encode(t, charmap.Windows1255, "שלום"), &hints{names: []string{"windows-1255"}}, "שלום"},
		{"hint that is wrong", "", encode(t, simplifiedchinese.GBK, chinese), &hints{names: []string{"iso-8859-1"}}, chinese},
		{"UTF-8 cut in a character", "utf-8", []byte(chinese[:len(chinese)-1]), nil, chinese[:len(chinese)-3] + "\uFFFD"},
	} {
		got, guessed := decodeText(c.raw, c.declared, c.hints)
		if strings.TrimRight(got, "\uFFFD") != strings.TrimRight(c.want, "\uFFFD") || !guessed {
			t.Errorf("%s: %q, guessed %v", c.what, got, guessed)
		}
	}
}

func TestDecodeWords(t *testing.T) {
	gbk := encode(t, simplifiedchinese.GBK, "请查收附件")
	b64 := base64.StdEncoding.EncodeToString
	for _, c := range []struct{ what, raw, want string }{
		{"plain", " Hello ", "Hello"},
		{"base64", "=?utf-8?B?" + b64([]byte(chinese)) + "?=", chinese},
		{"Q", "=?iso-8859-1?q?a_b=5Fc=3F_caf=E9?=", "a b_c? café"},
		{"split inside a character", "=?gbk?B?" + b64(gbk[:3]) + "?=\r\n =?gbk?B?" + b64(gbk[3:]) + "?=", "请查收附件"},
		{"base64 text cut anywhere", "=?utf-8?B?6K+35p+l5?= =?UTF-8?B?pS2?=", "请查收"[:6] + "收"},
		{"blanks between words", "=?utf-8?q?a?= \t=?utf-8?q?b?= c =?utf-8?q?d?=", "ab c d"},
		{"blank between charsets", "=?utf-8?q?a?= =?iso-8859-1?q?b?=", "ab"},
		{"no padding", "=?utf-8?B?5byg5Lg?= x", "张\uFFFD x"},
		{"language", "=?utf-8*en?Q?caf=C3=A9?=", "café"},
		{"blanks inside", "=?utf-8?Q?caf=C3=A9 du matin?=", "café du matin"},
		{"glued to text", "Re:=?utf-8?B?5byg5LiJ?=[2]", "Re:张三[2]"},
		{"unknown charset", "=?x-none?Q?caf=C3=A9?=", "café"},
		{"wrong charset", "=?utf-8?B?" + b64(gbk) + "?=", "请查收附件"},
		{"raw UTF-8", "会议通知", "会议通知"},
		{"raw GBK", string(gbk), "请查收附件"},
		{"raw and encoded", "会议 =?utf-8?B?5byg5LiJ?=", "会议 张三"},
		{"raw ISO-2022-JP", string(encode(t, japanese.ISO2022JP, "添付の見積書")), "添付の見積書"},
		{"line breaks and NUL from inside", "=?utf-8?Q?a=0D=0ABcc:_x=00y?=", "a Bcc: xy"},
		{"direction override", "=?utf-8?B?" + b64([]byte("\u202egpj.exe")) + "?=", "gpj.exe"},
		{"fold", "a\r\n\tb\r\n  c", "a b c"},
		{"unfinished", "=?utf-8?Q?abc", "=?utf-8?Q?abc"},
		{"not a word", "=?a?= =?b c?Q?x?= 1=?2", "=?a?= =?b c?Q?x?= 1=?2"},
	} {
		if got := decodeWords([]byte(c.raw), nil); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}
