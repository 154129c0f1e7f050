package pinyin_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail/search/pinyin"
)

func TestNamesAreFoundByWhatPeopleType(t *testing.T) {
	for _, test := range []struct{ name, typed, want string }{
		{"张三", "zhangsan", "张三"},
		{"張三", "ZhangSan", "張三"},
		{"张三", "zs", "张三"},
		{"张三", "zhangs", "张三"},
		{"张三", "zhsan", "张三"},
		{"张三", "zhang san", "张三"},
		{"张三", "z", "张"},
		{"张三", "san", "三"},
		{"张三", "sz", ""},
		{"张三", "", ""},
		{"张三", "张", ""},
		{"单田芳", "shantf", "单田芳"},
		{"曾国藩", "zengguofan", "曾国藩"},
		{"吕布", "lvbu", "吕布"},
		{"吕布", "lübu", "吕布"},
		{"吕布", "lubu", "吕布"},
		{"西安", "xi'an", "西安"},
		{"西安", "xian", "西安"},
		{"已发送邮件", "yfsyj", "已发送邮件"},
		{"已发送邮件", "yj", "邮件"},
		{"财务 2 部", "cw2b", "财务 2 部"},
		{"IT 支持", "itzc", "IT 支持"},
		{"Ada Lin", "lin", "Lin"},
		{"Ada Lin", "in", ""},
		{"李娜 (采购)", "cg", "采购"},
		{"Ada", "adam", ""},
	} {
		start, end, found := pinyin.Find(test.name, test.typed)
		if test.name[start:end] != test.want || found != (test.want != "") {
			t.Errorf("%q in %q: %q, %v", test.typed, test.name, test.name[start:end], found)
		}
	}
}

func TestSoundsOfANameAreWhatItIsIndexedBy(t *testing.T) {
	for name, want := range map[string]string{
		"张三 <zhang@example.com>": "zhang zhangsan zs",
		"张小明":                    "xiaoming xm zhang zhangxiao zhangxiaoming zhangxm zx zxm",
		"Ada Lovelace":           "",
		"吕布":                     "lb lu lubu lv lvbu lyu lyubu",
		"":                       "",
	} {
		if diff := cmp.Diff(want, strings.Join(pinyin.Sounds(name), " ")); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", name, diff)
		}
	}
	if n := len(pinyin.Sounds(strings.Repeat("单曾行重乐", 1000))); n == 0 || n > 200 {
		t.Errorf("%d sounds of a very long name", n)
	}
}

func TestEveryUsualCharacterHasAReading(t *testing.T) {
	for _, r := range "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运" {
		if len(pinyin.Readings(r)) == 0 {
			t.Errorf("%c has none", r)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("张三", "zs")
	f.Add(strings.Repeat("石", 40), strings.Repeat("shi", 40)+"x")
	f.Fuzz(func(t *testing.T, name, typed string) {
		start, end, found := pinyin.Find(name, typed)
		if !found {
			return
		}
		if start >= end || end > len(name) || !utf8.RuneStart(name[start]) {
			t.Errorf("%q in %q: %d to %d", typed, name, start, end)
		}
	})
}
