package search_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail/search"
)

func TestCanonicalFormMakesOneOfWhatPeopleTakeForOne(t *testing.T) {
	long := strings.Repeat("这是一行很长的文字", 3)
	for _, test := range []struct{ name, text, want string }{
		{"nothing", "", " "},
		{"punctuation only", "——…！？ .,;", " "},
		{"case", "Invoice INVOICE", " invoice invoice "},
		{"accents", "Café Müller résumé Ångström", " cafe muller resume angstrom "},
		{"combining accents", "Cafe\u0301 Mu\u0308ller", " cafe muller "},
		{"letters without decomposition", "Straße Łódź Øre", " strasse lodz ore "},
		{"Cyrillic keeps its letters", "Ёлка йод", " елка йод "},
		{"full width", "ＡＢＣ　１２３", " abc 123 "},
		{"ligature", "ﬁnance", " finance "},
		{"traditional", "發票與合約", " 发票与合约 "},
		{"half-width katakana", "ｶﾞｲﾄﾞ", " ガイド "},
		{"katakana with a combining mark", "カ\u3099イト\u3099", " ガイド "},
		{"a voiced letter is another one", "か が", " か が "},
		{"order code", "PO-2026/113", " po 2026 113 "},
		{"number", "¥1,234.50", " 1 234 50 "},
		{"address", "li.na@example.com", " li na example com "},
		{"scripts meet", "Q3报告v2", " q3 报告 v2 "},
		{"scripts meet over a blank", "Q3 报告 v2", " q3 报告 v2 "},
		{"punctuation parts characters", "会议，通知", " 会议 通知 "},
		{"a short line parts characters", "会议\n通知", " 会议 通知 "},
		{"a wrapped line does not", long + "会议\n通知", " " + long + "会议通知 "},
		{"nor with blanks and CR", long + "会议 \r\n通知", " " + long + "会议通知 "},
		{"an empty line does", long + "会议\n\n通知", " " + long + "会议 通知 "},
		{"a stop before the break does", long + "会议。\n通知", " " + long + "会议 通知 "},
		{"invisible characters say nothing", "in\u200bvo\u00adice 发\u200b票", " invoice 发票 "},
		{"pictograms", "🎉🎉 ok", " 🎉🎉 ok "},
		{"control characters and bad bytes", "a\x00b\x1fc\xffd", " a b c d "},
		{"private use", "a\ue001b", " a b "},
		{"Korean", "회의 자료", " 회의 자료 "},
		{"Thai", "ประชุม", " ประชุม "},
		{"beyond the basic plane", "𠮷野家", " 𠮷野家 "},
		{"underscore", "report_final_v2.docx", " report final v2 docx "},
	} {
		if diff := cmp.Diff(test.want, search.Canonical(test.text)); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", test.name, diff)
		}
	}
}

func TestCanonicalFormIsItsOwn(t *testing.T) {
	for _, text := range []string{"Café 發票-2026 ガイド", "PO-2026/113 Łódź", "a  b\n\nc", "ﬁ ㎏ ①"} {
		once := search.Canonical(text)
		if twice := search.Canonical(once); twice != once {
			t.Errorf("%q becomes %q and then %q", text, once, twice)
		}
	}
}

func TestNothingMatchesAcrossItemsOfAField(t *testing.T) {
	forms := search.FormsOf(search.Text{From: []string{"Anna Li <anna@example.com>", "李娜 <na@example.org>"}})
	for text, want := range map[string]bool{"anna li": true, "com 李": false, "李娜": true, "example org": true, "ann": false} {
		w := search.Words{Field: search.From, Text: strings.TrimSpace(search.Canonical(text))}
		if forms.Matches(w) != want {
			t.Errorf("%q: matches %v, want %v", text, !want, want)
		}
	}
}

func TestQuotedPartsAndSignaturesAreToldFromWhatWasWritten(t *testing.T) {
	for _, test := range []struct{ name, text, written, quoted string }{
		{"nothing quoted", "Hello\nworld\n", "Hello\nworld\n", ""},
		{"quoted lines", "Yes.\n> Shall we?\n>> Meet?\nBye\n", "Yes.\nBye\n", "Shall we?\nMeet?\n"},
		{"signature", "Yes.\n-- \nAnna\n", "Yes.\n", "-- \nAnna\n"},
		{"English heading", "Yes.\nOn Mon, 2 Mar 2026, Anna wrote:\nold\n", "Yes.\n", "On Mon, 2 Mar 2026, Anna wrote:\nold\n"},
		{"Chinese heading", "好。\n在 2026年3月2日，张三 写道：\n旧\n", "好。\n", "在 2026年3月2日，张三 写道：\n旧\n"},
		{"Outlook", "好。\n-----原始邮件-----\n旧\n", "好。\n", "-----原始邮件-----\n旧\n"},
		{"only quoted", "---- Forwarded Message ----\nold\n", "---- Forwarded Message ----\nold\n", ""},
		{"a comparison is no quotation", "a > b\n", "a > b\n", ""},
	} {
		written, quoted := search.SplitQuoted(test.text)
		if written != test.written || quoted != test.quoted {
			t.Errorf("%s: written %q, quoted %q", test.name, written, quoted)
		}
	}
}

func TestLanguageIsToldByLetters(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "12 + 3": "", "Meeting at noon": "en", "会议 agenda notes": "zh", "会議資料をお送りします": "ja", "회의 자료 report": "ko",
		"Отчёт за март": "ru", "ประชุม": "th", "Grüße aus Köln": "en",
	} {
		if got := search.LanguageOf(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
