package model

import (
	"testing"
)

func TestAddressListsAreReadAsPeopleTypeThem(t *testing.T) {
	for typed, want := range map[string]string{
		"a@b.cn":                           "a@b.cn",
		"a@b.cn;c@d.cn":                    "a@b.cn, c@d.cn",
		"ａ＠ｂ。ｃｎ、 c@d.cn，":                  "a@b.cn, c@d.cn",
		`"Li, Na" <a@b.cn>, 王强<c@d.cn>`:    `"Li, Na" <a@b.cn>, 王强 <c@d.cn>`,
		"nobody, a@b.cn":                   "nobody, a@b.cn",
		"Anna (work) <a@b.cn>":             `"Anna (work)" <a@b.cn>`,
		"a@b.cn\nc@d.cn\n":                 "a@b.cn, c@d.cn",
		`"unfinished, a@b.cn`:              `"unfinished, a@b.cn`,
		"<a@b.cn>, 李娜 ＜lina@corp.example＞": "a@b.cn, 李娜 <lina@corp.example>",
	} {
		if got := tidy(typed); got != want {
			t.Errorf("%q becomes %q, want %q", typed, got, want)
		}
		if got := tidy(tidy(typed)); got != want {
			t.Errorf("%q changes again to %q", typed, got)
		}
	}
}
