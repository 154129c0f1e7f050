package search_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail/search"
)

var now = time.Date(2026, 11, 24, 15, 0, 0, 0, time.FixedZone("CST", 8*3600)) // a Tuesday

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, now.Location()) }

func words(text string) search.Words { return search.Words{Text: text} }

func in(field search.Field, text string) search.Words {
	return search.Words{Field: field, Text: text}
}

func TestQueriesSayWhatPeopleMean(t *testing.T) {
	unread, flagged := search.Is{State: search.Unread}, search.Is{State: search.Flagged}
	for text, want := range map[string]search.Expr{
		"":                        search.All{},
		"invoice":                 words("invoice"),
		"发票 合同":                   search.All{words("发票"), words("合同")},
		`"Q3 report"`:             words("q3 report"),
		"“会议 通知”":                 words("会议 通知"),
		"「會議」":                    words("会议"),
		"inv*":                    search.Words{Text: "inv", Prefix: true},
		"发票*":                     words("发票"),
		"PO-2026/113":             words("po 2026 113"),
		"a -b":                    search.All{words("a"), search.Not{Expr: words("b")}},
		"a －b":                    search.All{words("a"), search.Not{Expr: words("b")}},
		`-"b c"`:                  search.Not{Expr: words("b c")},
		"NOT b":                   search.Not{Expr: words("b")},
		"a OR b c":                search.Any{words("a"), search.All{words("b"), words("c")}},
		"发票 或 合同":                 search.Any{words("发票"), words("合同")},
		"a AND b":                 search.All{words("a"), words("b")},
		"(a OR b) c":              search.All{search.Any{words("a"), words("b")}, words("c")},
		"（a OR b） c":              search.All{search.Any{words("a"), words("b")}, words("c")},
		"-(a b)":                  search.Not{Expr: search.All{words("a"), words("b")}},
		"from:li":                 search.Words{Field: search.From, Text: "li", Sound: true},
		"FROM:Li":                 search.Words{Field: search.From, Text: "li", Sound: true},
		"发件人：张三":                  in(search.From, "张三"),
		"寄件者:張三":                  in(search.From, "张三"),
		"from:li.na@example.com":  in(search.From, "li na example com"),
		`to:"Li Na"`:              in(search.To, "li na"),
		"收件人:李娜":                  in(search.To, "李娜"),
		"cc:x":                    in(search.Cc, "x"),
		"抄送：x":                    in(search.Cc, "x"),
		"subject:发票":              in(search.Subject, "发票"),
		"主题：“季度 报告”":              in(search.Subject, "季度 报告"),
		"body:x":                  in(search.Body, "x"),
		"正文:x":                    in(search.Body, "x"),
		"filename:report.pdf":     in(search.Filename, "report pdf"),
		"文件名:合同":                  in(search.Filename, "合同"),
		"-from:li":                search.Not{Expr: search.Words{Field: search.From, Text: "li", Sound: true}},
		"has:attachment":          search.Attached{},
		"有:附件":                    search.Attached{},
		"is:unread":               unread,
		"is:read":                 search.Not{Expr: unread},
		"是：未读":                    unread,
		"is:flagged":              flagged,
		"in:inbox":                search.In{Name: "inbox"},
		"文件夹：项目/测试":               search.In{Name: "项目 测试"},
		"account:ada@example.com": search.Account{Name: "ada example com"},
		"larger:10M":              search.Size{Over: 10 << 20},
		"大于:1.5MB":                search.Size{Over: 3 << 19},
		"smaller:２０k":             search.Size{Under: 20 << 10},
		"larger:10兆":              search.Size{Over: 10 << 20},
		"lang:zh":                 search.Language{Code: "zh"},
		"语言：中文":                   search.Language{Code: "zh"},
		"http://example.com/a":    words("http example com a"),
		"12:30":                   words("12 30"),
		"Re: hello":               search.All{words("re"), words("hello")},
		"don't":                   words("don t"),
		"foo(bar)":                words("foo bar"),
		"\x00a\x07b\u0085c":       search.All{words("a"), words("b"), words("c")},
		"🎉":                       words("🎉"),
	} {
		got := search.Parse(text, search.Options{Now: now})
		if diff := cmp.Diff(want, got.Expr); diff != "" {
			t.Errorf("%q (-want +got)\n%s", text, diff)
		}
		if len(got.Notes) != 0 {
			t.Errorf("%q: notes %v", text, got.Notes)
		}
	}
}

func TestDatesAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]search.During{
		"on:today":             {From: day(2026, 11, 24), Until: day(2026, 11, 25)},
		"日期:昨天":                {From: day(2026, 11, 23), Until: day(2026, 11, 24)},
		"on:上周":                {From: day(2026, 11, 16), Until: day(2026, 11, 23)},
		"on:last week":         {From: day(2026, 11, 16), Until: day(2026, 11, 23)},
		`on:"last week"`:       {From: day(2026, 11, 16), Until: day(2026, 11, 23)},
		"on:这个月":               {From: day(2026, 11, 1), Until: day(2026, 12, 1)},
		"on:上個月":               {From: day(2026, 10, 1), Until: day(2026, 11, 1)},
		"on:去年":                {From: day(2025, 1, 1), Until: day(2026, 1, 1)},
		"on:2026":              {From: day(2026, 1, 1), Until: day(2027, 1, 1)},
		"on:2026-03":           {From: day(2026, 3, 1), Until: day(2026, 4, 1)},
		"on:2026/12":           {From: day(2026, 12, 1), Until: day(2027, 1, 1)},
		"on:2026年3月5日":         {From: day(2026, 3, 5), Until: day(2026, 3, 6)},
		"on:３月":                {From: day(2026, 3, 1), Until: day(2026, 4, 1)},
		"on:12月24日":            {From: day(2025, 12, 24), Until: day(2025, 12, 25)},
		"on:monday":            {From: day(2026, 11, 23), Until: day(2026, 11, 24)},
		"on:周三":                {From: day(2026, 11, 18), Until: day(2026, 11, 19)},
		"before:2026-03":       {Until: day(2026, 3, 1)},
		"早于：2026-03":           {Until: day(2026, 3, 1)},
		"after:2026-03-05":     {From: day(2026, 3, 5)},
		"after:上周":             {From: day(2026, 11, 16)},
		"on:last 7 days":       {From: day(2026, 11, 17)},
		"after:past 2 weeks":   {From: day(2026, 11, 10)},
		"日期:最近3天":              {From: day(2026, 11, 21)},
		"on:3d":                {From: day(2026, 11, 21)},
		"晚于:2个月":               {From: day(2026, 9, 24)},
		"since:yesterday":      {From: day(2026, 11, 23)},
		"until:2026-03-05":     {Until: day(2026, 3, 5)},
		"during:previous year": {From: day(2025, 1, 1), Until: day(2026, 1, 1)},
	} {
		got := search.Parse(text, search.Options{Now: now})
		if diff := cmp.Diff(search.Expr(want), got.Expr); diff != "" || len(got.Notes) > 0 {
			t.Errorf("%q: notes %v (-want +got)\n%s", text, got.Notes, diff)
		}
	}
}

func TestWhatIsNotTakenAsItStandsIsExplained(t *testing.T) {
	for _, test := range []struct {
		text string
		want search.Note
		expr search.Expr
	}{
		{"form:li", search.Note{Kind: search.UnknownOperator, Operator: "form", Given: "form", Suggestion: "from"}, words("form li")},
		{"subjct:x", search.Note{Kind: search.UnknownOperator, Operator: "subjct", Given: "subjct", Suggestion: "subject"}, words("subjct x")},
		{"发件:张三", search.Note{Kind: search.UnknownOperator, Operator: "发件", Given: "发件", Suggestion: "发件人"}, words("发件 张三")},
		{"colour:red", search.Note{Kind: search.UnknownOperator, Operator: "colour", Given: "colour"}, words("colour red")},
		{"is:unred", search.Note{Kind: search.UnknownValue, Operator: "is", Given: "unred", Suggestion: "unread"}, search.All{}},
		{"has:atachment", search.Note{Kind: search.UnknownValue, Operator: "has", Given: "atachment", Suggestion: "attachment"}, search.All{}},
		{"before:2026-13", search.Note{Kind: search.UnknownValue, Operator: "before", Given: "2026-13"}, search.All{}},
		{"on:2026-02-30", search.Note{Kind: search.UnknownValue, Operator: "on", Given: "2026-02-30"}, search.All{}},
		{"on:yesterdy", search.Note{Kind: search.UnknownValue, Operator: "on", Given: "yesterdy", Suggestion: "yesterday"}, search.All{}},
		{"larger:big", search.Note{Kind: search.UnknownValue, Operator: "larger", Given: "big"}, search.All{}},
		{"larger:NaN", search.Note{Kind: search.UnknownValue, Operator: "larger", Given: "NaN"}, search.All{}},
		{"from:", search.Note{Kind: search.MissingValue, Operator: "from", Given: "from:"}, search.All{}},
		{"a from: b", search.Note{Kind: search.MissingValue, Operator: "from", Given: "from:"}, search.All{words("a"), words("b")}},
		{`"a b`, search.Note{Kind: search.UnclosedQuote, Given: "a b"}, words("a b")},
		{"(a b", search.Note{Kind: search.Unbalanced, Given: "("}, search.All{words("a"), words("b")}},
		{"a )b", search.Note{Kind: search.Unbalanced, Given: ")"}, search.All{words("a"), words("b")}},
		{"a ——", search.Note{Kind: search.NothingThere, Given: "——"}, words("a")},
		{"a OR", search.Note{Kind: search.LoneWord, Given: "OR"}, search.All{words("a"), words("or")}},
		{"未读", search.Note{Kind: search.TakenAsFilter, Given: "未读", Suggestion: "是:未读"}, search.Is{State: search.Unread}},
		{"有附件", search.Note{Kind: search.TakenAsFilter, Given: "有附件", Suggestion: "有:附件"}, search.Attached{}},
	} {
		got := search.Parse(test.text, search.Options{Now: now})
		if diff := cmp.Diff([]search.Note{test.want}, got.Notes); diff != "" {
			t.Errorf("%q: notes (-want +got)\n%s", test.text, diff)
		}
		if diff := cmp.Diff(test.expr, got.Expr); diff != "" {
			t.Errorf("%q (-want +got)\n%s", test.text, diff)
		}
	}
	if got := search.Parse(`"未读"`, search.Options{Now: now}); len(got.Notes) > 0 || got.Expr != words("未读") {
		t.Errorf("a filter in quotes is a word: %+v", got)
	}
}

func TestLastWordGoesOnWhileOneTypes(t *testing.T) {
	for text, want := range map[string]search.Expr{
		"inv":      search.Words{Text: "inv", Prefix: true},
		"inv ":     words("inv"),
		"a inv":    search.All{words("a"), search.Words{Text: "inv", Prefix: true}},
		"from:inv": search.Words{Field: search.From, Text: "inv", Prefix: true, Sound: true},
		`"inv"`:    words("inv"),
		"发":        words("发"),
	} {
		if diff := cmp.Diff(want, search.Parse(text, search.Options{Now: now, Typing: true}).Expr); diff != "" {
			t.Errorf("%q (-want +got)\n%s", text, diff)
		}
	}
}

func TestLongAndDeepQueriesAreCutAndSaySo(t *testing.T) {
	for name, text := range map[string]string{
		"long":  strings.Repeat("发票 ", 10_000),
		"deep":  strings.Repeat("(", 10_000) + "a" + strings.Repeat(")", 10_000),
		"nots":  strings.Repeat("NOT ", 150) + "a",
		"many":  strings.Repeat("a OR ", 2_000) + "b",
		"quote": strings.Repeat(`"`, 9_999),
	} {
		q := search.Parse(text, search.Options{Now: now})
		if len(q.Notes) == 0 {
			t.Errorf("%s: nothing is said about what was left out", name)
		}
	}
	if q := search.Parse(strings.Repeat("票", 3_400), search.Options{Now: now}); len(q.Notes) != 0 {
		t.Errorf("10 kB in one word: %v", q.Notes)
	}
}
