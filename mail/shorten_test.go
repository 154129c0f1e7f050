package mail_test

import (
	"testing"

	"letterbox/mail"
)

func TestShortenLeavesTheFirstCharacterAndTheDomain(t *testing.T) {
	cases := []struct {
		text, want string
		known      []string
	}{
		{"", "", nil},
		{"250 OK", "250 OK", nil},
		{"MAIL FROM:<ada.lovelace+x@corp.example> SIZE=3", "MAIL FROM:<a…@corp.example> SIZE=3", nil},
		{"imaps://zhang%40corp.example:993", "imaps://z…%40corp.example:993", nil},
		{"张伟@公司.example 和 b@c", "张…@公司.example 和 b…@c", nil},
		{`to "ada b"@corp.example`, "to a…@corp.example", nil},
		{"a@[192.0.2.1], b@[IPv6:2001:db8::1]", "a…@[192.0.2.1], b…@[IPv6:2001:db8::1]", nil},
		{"user ZhangWei refused, zhangwei", "user Z… refused, z…", []string{"zhangwei"}},
		{"NO zhangwei is locked", "NO z… is locked", []string{"zhangwei@corp.example"}},
		{`NO CORP\zhangwei is locked`, `NO CORP\z… is locked`, []string{`CORP\zhangwei`}},
		{"an adapter for ada, ada_x and Ada", "an adapter for a…, a…_x and A…", []string{"ada"}},
		{"a short name ab stays", "a short name ab stays", []string{"ab"}},
		{"张伟明 locked", "张… locked", []string{"张伟明"}},
		{"broken \xff\xfe zhangwei", "broken \xff\xfe z…", []string{"zhangwei"}},
	}
	for _, c := range cases {
		if got := mail.Shorten(c.text, c.known...); got != c.want {
			t.Errorf("%q with %q is %q, want %q", c.text, c.known, got, c.want)
		}
	}
}

func TestShortenTwiceIsShortenOnce(t *testing.T) {
	for _, text := range []string{"a@b.example", "zhangwei@corp.example wrote to \"x y\"@z", "no address"} {
		once := mail.Shorten(text, "zhangwei")
		if twice := mail.Shorten(once, "zhangwei"); twice != once {
			t.Errorf("%q became %q, then %q", text, once, twice)
		}
	}
}
