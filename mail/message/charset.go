package message

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// family groups charsets by what has to be checked before they are believed.
type family uint8

const (
	familyNone   family = iota // unknown, or US-ASCII, which says nothing about 8-bit bytes
	familyUTF8                 //
	familySingle               // one byte per character: every byte string decodes
	familyMulti                // EUC, GBK, Big5, Shift_JIS: most wrong byte strings do not decode
	familySeven                // ISO-2022, HZ, UTF-7: 7-bit with escapes, also valid UTF-8
	familyWide                 // UTF-16, UTF-32
)

// charset is one entry of the table: how to decode and how much to believe it.
type charset struct {
	family family
	decode func([]byte) string // replaces what it cannot decode by U+FFFD
}

func standard(f family, e encoding.Encoding) charset {
	return charset{family: f, decode: func(data []byte) string {
		out, err := e.NewDecoder().Bytes(data)
		if err != nil {
			return string(out) + "\uFFFD"
		}
		return string(out)
	}}
}

var (
	gb18030  = standard(familyMulti, simplifiedchinese.GB18030)
	big5     = standard(familyMulti, traditionalchinese.Big5)
	shiftJIS = standard(familyMulti, japanese.ShiftJIS)
	eucJP    = standard(familyMulti, japanese.EUCJP)
	eucKR    = standard(familyMulti, korean.EUCKR)
	iso2022J = standard(familySeven, japanese.ISO2022JP)
	hz       = standard(familySeven, simplifiedchinese.HZGB2312)
	koi8R    = standard(familySingle, charmap.KOI8R)
	win1251  = standard(familySingle, charmap.Windows1251)
	win1252  = standard(familySingle, charmap.Windows1252)
	utf8Set  = charset{family: familyUTF8, decode: func(b []byte) string { return strings.ToValidUTF8(string(b), "\uFFFD") }}
	shifted  = charset{family: familySeven, decode: decodeShifted}
	utf7Set  = charset{family: familySeven, decode: decodeUTF7}
)

// charsets holds what the indexes of x/text lack, or answer in another way than mail needs: GB 2312 is decoded as
// its superset GB 18030, the ISO-8859 and code page names that mail programs invented are known.
var charsets = map[string]charset{
	"utf-8": utf8Set, "utf8": utf8Set, "unicode-1-1-utf-8": utf8Set, "utf-8mb4": utf8Set, "utf": utf8Set,
	"gb18030": gb18030, "gb-18030": gb18030, "gbk": gb18030, "gb2312": gb18030, "gb-2312": gb18030, "gb-2312-80": gb18030,
	"gb2312-80": gb18030, "cp936": gb18030, "ms936": gb18030, "windows-936": gb18030, "936": gb18030, "euc-cn": gb18030,
	"euccn": gb18030, "gb": gb18030, "chinese": gb18030, "csgb2312": gb18030, "iso-ir-58": gb18030, "gb13000": gb18030,
	"hz": hz, "hz-gb-2312": hz, "hz-gb2312": hz,
	"big5": big5, "big-5": big5, "big5-hkscs": big5, "big5hkscs": big5, "cp950": big5, "windows-950": big5, "ms950": big5,
	"big5-eten": big5, "950": big5, "cn-big5": big5,
	"shift-jis": shiftJIS, "sjis": shiftJIS, "cp932": shiftJIS, "windows-932": shiftJIS, "ms932": shiftJIS, "ms-kanji": shiftJIS,
	"windows-31j": shiftJIS, "shift-jisx0213": shiftJIS, "shift-jis-2004": shiftJIS, "932": shiftJIS,
	"euc-jp": eucJP, "eucjp": eucJP, "eucjp-ms": eucJP, "ujis": eucJP, "cp51932": eucJP,
	"iso-2022-jp": iso2022J, "iso2022jp": iso2022J, "iso-2022-jp-1": iso2022J, "iso-2022-jp-2": iso2022J,
	"iso-2022-jp-3": iso2022J, "iso-2022-jp-ms": iso2022J, "cp50220": iso2022J, "cp50221": iso2022J, "cp50222": iso2022J,
	"jis": iso2022J, "csiso2022jp": iso2022J,
	"euc-kr": eucKR, "euckr": eucKR, "ks-c-5601-1987": eucKR, "ks-c-5601": eucKR, "ksc5601": eucKR, "cp949": eucKR, "uhc": eucKR,
	"windows-949": eucKR, "ms949": eucKR, "949": eucKR, "ks-c-5601-1989": eucKR, "korean": eucKR, "kcs5601": eucKR,
	"iso-2022-kr": shifted, "iso2022kr": shifted, "csiso2022kr": shifted,
	"iso-2022-cn": shifted, "iso2022cn": shifted, "iso-2022-cn-ext": shifted,
	"utf-7": utf7Set, "utf7": utf7Set, "unicode-1-1-utf-7": utf7Set, "csunicode11utf7": utf7Set,
	"utf-16":   standard(familyWide, unicode.UTF16(unicode.BigEndian, unicode.UseBOM)),
	"utf-16be": standard(familyWide, unicode.UTF16(unicode.BigEndian, unicode.UseBOM)),
	"utf-16le": standard(familyWide, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)),
	"ucs-2":    standard(familyWide, unicode.UTF16(unicode.BigEndian, unicode.UseBOM)),
	"unicode":  standard(familyWide, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)),
	"utf-32":   standard(familyWide, utf32.UTF32(utf32.BigEndian, utf32.UseBOM)),
	"utf-32be": standard(familyWide, utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)),
	"utf-32le": standard(familyWide, utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)),
	"cp437":    standard(familySingle, charmap.CodePage437), "ibm437": standard(familySingle, charmap.CodePage437),
	"cp850": standard(familySingle, charmap.CodePage850), "ibm850": standard(familySingle, charmap.CodePage850),
	"cp852": standard(familySingle, charmap.CodePage852), "ibm852": standard(familySingle, charmap.CodePage852),
	"cp855": standard(familySingle, charmap.CodePage855), "ibm855": standard(familySingle, charmap.CodePage855),
	"cp858": standard(familySingle, charmap.CodePage858), "ibm858": standard(familySingle, charmap.CodePage858),
	"cp860": standard(familySingle, charmap.CodePage860), "cp862": standard(familySingle, charmap.CodePage862),
	"cp863": standard(familySingle, charmap.CodePage863), "cp865": standard(familySingle, charmap.CodePage865),
	"cp866": standard(familySingle, charmap.CodePage866), "ibm866": standard(familySingle, charmap.CodePage866),
	"koi8-r": koi8R, "koi8r": koi8R, "koi8": koi8R, "koi": koi8R,
	"latin1": win1252, "latin-1": win1252, "iso8859-1": win1252, "8859-1": win1252, "iso-8859-1": win1252, "cp1252": win1252,
	"ansi": win1252, "iso-8859": win1252, "western": win1252,
	"macintosh": standard(familySingle, charmap.Macintosh), "mac-roman": standard(familySingle, charmap.Macintosh),
	"macroman": standard(familySingle, charmap.Macintosh), "mac-cyrillic": standard(familySingle, charmap.MacintoshCyrillic),
	"tis-620": standard(familySingle, charmap.Windows874), "tis620": standard(familySingle, charmap.Windows874),
}

// asciiNames are declarations that say nothing about bytes above 127.
var asciiNames = map[string]bool{
	"": true, "us-ascii": true, "ascii": true, "usascii": true, "ansi-x3.4-1968": true, "ansi-x3-4-1968": true, "iso646-us": true,
	"7bit": true, "8bit": true, "unknown-8bit": true, "unknown": true, "default": true, "none": true, "x-unknown": true, "binary": true,
}

// charsetOf returns the charset that a message names in any of the spellings in use; familyNone when it is unknown
// or promises nothing.
func charsetOf(name string) charset {
	name = canonicalCharset(name)
	if asciiNames[name] {
		return charset{}
	}
	for _, n := range []string{name, strings.TrimPrefix(name, "x-"), strings.TrimPrefix(name, "cs")} {
		if c, ok := charsets[n]; ok {
			return c
		}
	}
	if digits, ok := strings.CutPrefix(name, "cp"); ok && strings.HasPrefix(digits, "125") {
		name = "windows-" + digits
	}
	name = strings.Replace(name, "iso8859-", "iso-8859-", 1)
	if e, err := htmlindex.Get(name); err == nil && e != encoding.Replacement {
		return standard(familySingle, e)
	}
	if e, err := ianaindex.MIME.Encoding(name); err == nil && e != nil && e != encoding.Replacement {
		return standard(familySingle, e)
	}
	return charset{}
}

// canonicalCharset folds the spellings of a charset's name: case, quotes, underscores, a language behind "*".
func canonicalCharset(name string) string {
	if len(name) > 64 {
		return ""
	}
	name, _, _ = strings.Cut(name, "*")
	name = strings.ToLower(strings.Trim(name, " \t\"'<>;,"))
	return strings.ReplaceAll(strings.ReplaceAll(name, "_", "-"), " ", "-")
}
