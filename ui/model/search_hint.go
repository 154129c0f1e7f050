package model

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"letterbox/mail"
	"letterbox/mail/search/pinyin"
)

// PeopleReader knows the people seen. Its methods may be called from any goroutine.
type PeopleReader interface {
	// People returns at most n of them, the likeliest first.
	People(ctx context.Context, n int) ([]mail.Address, error)
}

// HintKind is what a Hint completes.
type HintKind string

// The kinds.
const (
	HintOperator HintKind = "operator" // Name is the operator with its colon
	HintPerson   HintKind = "person"
	HintFolder   HintKind = "folder"
	HintValue    HintKind = "value" // Name is one of the values that the operator takes
)

// Hint completes what is being typed.
type Hint struct {
	Kind   HintKind
	Name   string // as it is typed
	Means  string // of an operator and of a value: the English name of what it is, for the words
	Person mail.Address
	Folder mail.Folder
	Text   string // the whole query with it
}

const hintsMost = 7

// hintOperators are the operators that are offered: the English name, which is also what they are, and the Chinese one.
var hintOperators = [][2]string{
	{"from", "发件人"},
	{"to", "收件人"},
	{"subject", "主题"},
	{"in", "在"},
	{"is", "是"},
	{"has", "有"},
	{"on", "日期"},
	{"body", "正文"},
	{"filename", "附件名"},
	{"cc", "抄送"},
	{"before", "早于"},
	{"after", "晚于"},
	{"larger", "大于"},
	{"smaller", "小于"},
}

// hintValues are the values of operators that take few: English and Chinese.
var hintValues = map[string][][2]string{
	"is":  {{"unread", "未读"}, {"read", "已读"}, {"starred", "星标"}, {"answered", "已回复"}, {"draft", "草稿"}},
	"has": {{"attachment", "附件"}},
	"on":  {{"today", "今天"}, {"yesterday", "昨天"}, {"this week", "本周"}, {"last week", "上周"}, {"this month", "本月"}, {"last month", "上月"}},
}

// sameValues are operators that take the values of another one.
var sameValues = map[string]string{"before": "on", "after": "on"}

// ReadPeople reads who is known, for hints: the person is about to search.
func (s *Search) ReadPeople() {
	if s.People == nil {
		return
	}
	run(s.Scope, &s.knowing,
		func(ctx context.Context) ([]mail.Address, error) { return s.People.People(ctx, switcherPeople) },
		func(people []mail.Address, err error) {
			if err == nil { // without them the rest is hinted at
				s.people = people
				s.changed(s.state)
			}
		})
}

// Hints returns what may complete a text at whose end one types; in Chinese where that is typed, else in the language
// asked for. An empty text is completed by the operators.
func (s *Search) Hints(text string, chinese bool) []Hint {
	start := 0
	if at := strings.LastIndexAny(text, " \t　（("); at >= 0 {
		_, size := utf8.DecodeRuneInString(text[at:])
		start = at + size
	}
	if strings.Count(text, `"`)%2 == 1 || strings.Count(text, "“") != strings.Count(text, "”") {
		return nil // a phrase is being typed
	}
	before, word := text[:start], text[start:]
	if strings.HasPrefix(word, "-") {
		before, word = before+"-", word[1:]
	}
	name, value, operates := cutOperator(word)
	if !operates {
		return operatorHints(before, word, chinese)
	}
	means, inChinese := operatorMeans(name)
	return s.valueHints(before+word[:len(word)-len(value)], means, value, inChinese)
}

// cutOperator cuts a word at its colon, of either width.
func cutOperator(word string) (name, value string, operates bool) {
	at := strings.IndexAny(word, ":：")
	if at < 0 {
		return "", "", false
	}
	_, size := utf8.DecodeRuneInString(word[at:])
	return word[:at], word[at+size:], true
}

// operatorMeans returns what an operator is, "" for one that is not hinted at.
func operatorMeans(name string) (means string, chinese bool) {
	for _, o := range hintOperators {
		if name == o[1] {
			return o[0], true
		}
		if strings.EqualFold(name, o[0]) {
			return o[0], false
		}
	}
	return "", false
}

// operatorHints offers the operators that begin with what is typed. A single letter begins too many.
func operatorHints(before, word string, chinese bool) []Hint {
	if word == "" && strings.TrimSpace(before) != "" {
		return nil
	}
	typed := strings.ToLower(word)
	var list []Hint
	for _, o := range hintOperators {
		for i, name := range o {
			fits := word == "" && (i == 1) == chinese || len(typed) > 1 && strings.HasPrefix(name, typed)
			if fits && len(list) < hintsMost {
				list = append(list, Hint{Kind: HintOperator, Name: name + ":", Means: o[0], Text: before + name + ":"})
			}
		}
	}
	return list
}

// valueHints offers values of an operator, in the language in which it is typed.
func (s *Search) valueHints(before, means, value string, chinese bool) []Hint {
	switch means {
	case "from", "to", "cc":
		return s.personHints(before, value)
	case "in":
		return s.folderHints(before, value)
	}
	if same, ok := sameValues[means]; ok {
		means = same
	}
	var list []Hint
	for _, v := range hintValues[means] {
		name := v[0]
		if chinese {
			name = v[1]
		}
		if strings.HasPrefix(name, strings.ToLower(value)) && name != value {
			list = append(list, Hint{Kind: HintValue, Name: name, Means: v[0], Text: before + quoted(name) + " "})
		}
	}
	return list
}

func (s *Search) personHints(before, value string) []Hint {
	var list []Hint
	for _, p := range s.people {
		if len(list) < hintsMost && (value == "" || personFits(p, value)) {
			list = append(list, Hint{Kind: HintPerson, Name: p.Display(), Person: p, Text: before + quoted(p.Spec()) + " "})
		}
	}
	return list
}

func personFits(p mail.Address, typed string) bool {
	lower := strings.ToLower(typed)
	return strings.Contains(strings.ToLower(p.Name), lower) || strings.HasPrefix(strings.ToLower(p.Spec()), lower) || pinyin.Match(p.Name, typed)
}

func (s *Search) folderHints(before, value string) []Hint {
	var list []Hint
	lower := strings.ToLower(value)
	for _, f := range s.Folders() {
		if len(list) == hintsMost || slices.ContainsFunc(list, func(h Hint) bool { return h.Folder.Path == f.Path }) {
			continue
		}
		if strings.Contains(strings.ToLower(f.Path), lower) || strings.HasPrefix(string(f.Role), lower) || value != "" && pinyin.Match(f.Path, value) {
			list = append(list, Hint{Kind: HintFolder, Name: f.Path, Folder: f, Text: before + quoted(f.Path) + " "})
		}
	}
	return list
}

// quoted puts a value that has blanks into quotes.
func quoted(value string) string {
	if strings.ContainsAny(value, " \t　()（）") {
		return `"` + value + `"`
	}
	return value
}
