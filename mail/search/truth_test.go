package search_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"letterbox/mail/search"
)

// terms collects what an index holds of a text: the places of every term, and the first that is not the body's.
func terms(text search.Text) (all map[string][]int, body int) {
	all = map[string][]int{}
	body, _ = search.FormsOf(text).Terms(func(term string, _ search.Rank, place int) { all[term] = append(all[term], place) })
	return all, body
}

// finds answers a query from the terms alone.
func finds(all map[string][]int, body int, w search.Words, list []search.Lookup) bool {
	begins := map[int]int{} // how many of the lookups stand behind a place as they should
	for _, l := range list {
		seen := map[int]bool{}
		for term, places := range all {
			if term != l.Term && !(l.Prefix && strings.HasPrefix(term, l.Term)) {
				continue
			}
			for _, place := range places {
				seen[place-l.Offset] = true
			}
		}
		for place := range seen {
			begins[place]++
		}
	}
	for place, n := range begins {
		if n == len(list) && (w.Field != search.Body || place < body) {
			return true
		}
	}
	return false
}

// agree checks that the terms find whatever matches, and nothing else where they claim so.
func agree(t *testing.T, text search.Text, w search.Words) {
	t.Helper()
	list, exact := w.Lookups()
	all, body := terms(text)
	matches, found := search.FormsOf(text).Matches(w), finds(all, body, w, list)
	if matches && !found || exact && matches != found {
		t.Errorf("%+v in %+v: matches %v, found %v, exact %v", w, text, matches, found, exact)
	}
}

func TestTermsFindWhatMatches(t *testing.T) {
	text := search.Text{
		Subject: "Re: 發票 PO-2026/113 Q3报告", From: []string{"李娜 <li.na@example.com>"}, To: []string{"Ada <ada@example.org>"},
		Cc: []string{"王伟"}, Body: "Please pay. 请付款，谢谢。 " + strings.Repeat("x", 60), Quoted: "旧邮件 old words",
		Files: []search.File{{Name: "合同_v2.pdf", Text: "甲方 party"}},
	}
	for _, typed := range []string{
		"发", "票", "发票", "發票", "报告", "q3", "q3报告", "po-2026/113", "2026", "202", "li na", "li.na@example.com", "李", "李娜", "ada", "王伟", "pay",
		"请付款", "付款谢谢", "旧邮件", "old words", "合同", "合同_v2", "甲方", "party", "no", "款谢", "娜ada", "合同 v2", "同 v2", "谢谢 旧", "words 合同", "113 q3 报", "请 付款", strings.Repeat("x", 60), strings.Repeat("x", 48), strings.Repeat("x", 47),
	} {
		form := strings.TrimSpace(search.Canonical(typed))
		for field := search.Anywhere; field <= search.Filename; field++ {
			for _, prefix := range []bool{false, true} {
				agree(t, text, search.Words{Field: field, Text: form, Prefix: prefix && form[len(form)-1] < 0x80})
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"", "from:li 发票 -合同 OR (a b)", `"un closed`, "发件人：“张 三” after:last week", "a\x00b\xff", "(((", "x:y:z", "NOT", "- -- -(", "larger:9e99999g on:0000-00", "在:\"", "＊*"} {
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, text string, typing bool) {
		q := search.Parse(text, search.Options{Now: now, Typing: typing})
		if q.Expr == nil {
			t.Fatal("no expression")
		}
		for _, w := range q.Wanted() {
			if strings.TrimSpace(search.Canonical(w.Text)) != w.Text || w.Text == "" {
				t.Errorf("%q is not in canonical form", w.Text)
			}
		}
		for _, n := range q.Notes {
			if utf8.RuneCountInString(n.Given) > 60 {
				t.Errorf("a note of %d characters", utf8.RuneCountInString(n.Given))
			}
		}
	})
}

func FuzzMatch(f *testing.F) {
	f.Add("Re: 發票 PO-2026/113", "发票", false)
	f.Add("Café ｶﾞ\nß", "cafe", true)
	f.Fuzz(func(t *testing.T, text, typed string, prefix bool) {
		form := search.Canonical(text)
		if again := search.Canonical(form); again != form {
			t.Fatalf("%q becomes %q and then %q", text, form, again)
		}
		want := strings.TrimSpace(search.Canonical(typed))
		if want == "" {
			return
		}
		w := search.Words{Text: want, Prefix: prefix}
		agree(t, search.Text{Body: text, Subject: typed}, w)
		agree(t, search.Text{Body: text}, w)
		snippet, found := search.Cut(text, []search.Words{w}, 40)
		if !utf8.ValidString(text) {
			return
		}
		if matches := search.FormsOf(search.Text{Subject: text}).Matches(w); matches != found && len(text) < 32<<10 {
			t.Errorf("%q in %q: matches %v, but the snippet says %v", want, text, matches, found)
		}
		if strings.ContainsFunc(snippet.Text, func(r rune) bool { return r == '\n' || r == 0 }) {
			t.Errorf("snippet %q", snippet.Text)
		}
		for _, m := range slices.Backward(snippet.Marks) {
			if m.Start < 0 || m.Start >= m.End || m.End > len(snippet.Text) || !utf8.ValidString(snippet.Text[m.Start:m.End]) {
				t.Errorf("mark %v in %q", m, snippet.Text)
			}
		}
	})
}

func TestSnippetsShowWhatWasLookedFor(t *testing.T) {
	long := strings.Repeat("这里没有要找的内容。\n", 20) + "请尽快处理發票，\n谢谢。发 票" + strings.Repeat(" filler", 100)
	for _, test := range []struct{ name, text, typed, want string }{
		{"short", "Please pay the Invoice now", "invoice", "Please pay the [Invoice] now"},
		{"every hit", "pay, PAY and pay", "pay", "[pay], [PAY] and [pay]"},
		{"neighbours", "pay pay", "pay", "[pay] [pay]"},
		{"accents", "das Cafe\u0301 dort", "café", "das [Cafe\u0301] dort"},
		{"nothing", "Hello\n\nworld", "pay", "Hello world"},
		{"code", "Order PO-2026/113 shipped", "po-2026/113", "Order [PO-2026/113] shipped"},
		{"traditional in a long text", long, "发票", "…请尽快处理[發票]， 谢谢。发 票 filler filler fille…"},
		{"beyond a piece", strings.Repeat("abcdefghi ", 9_000) + "needle end", "needle", "…hi abcdef [needle] end"},
	} {
		w := search.Words{Text: strings.TrimSpace(search.Canonical(test.typed))}
		s, _ := search.Cut(test.text, []search.Words{w}, 35)
		got := s.Text
		for _, m := range slices.Backward(s.Marks) {
			got = got[:m.Start] + "[" + got[m.Start:m.End] + "]" + got[m.End:]
		}
		if test.name == "beyond a piece" {
			if !strings.Contains(got, "[needle] end") {
				t.Errorf("%s: %q", test.name, got)
			}
		} else if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func BenchmarkCanonical(b *testing.B) {
	text := strings.Repeat("请在周五之前确认合同，然后发送发票。 Please confirm the contract before Friday and send the invoice.\n", 60)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		search.Canonical(text)
	}
}

func TestPeopleAreFoundByHowTheirNamesAreRead(t *testing.T) {
	text := search.Text{From: []string{"张三 <z@example.com>"}, To: []string{"李小明 <l@example.com>", "Ada <ada@example.org>"}, Body: "zhangsan"}
	for query, want := range map[string]bool{
		"from:zhangsan": true, "from:zs": true, "from:ZS": true, "from:zhang": true, "from:zhangs": false, "from:zhangs*": true, "from:san": false, "from:lxm": false,
		"to:lxm": true, "to:xiaoming": true, "收件人:lixiao*": true, "to:zs": false, `from:"zs"`: false, "subject:zs": false, "to:ada": true, "zs": false, "from:z": true,
	} {
		w, ok := search.Parse(query, search.Options{Now: now}).Expr.(search.Words)
		if !ok || search.FormsOf(text).Matches(w) != want {
			t.Errorf("%s: %+v matches: %v", query, w, !want)
		}
	}
	marks := search.Marks("Dr. 张三", []search.Words{{Field: search.From, Text: "zs", Sound: true}})
	if len(marks) != 1 || marks[0] != (search.Span{Start: 4, End: 10}) {
		t.Errorf("marks %v", marks)
	}
}
