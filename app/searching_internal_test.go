package app

import (
	"strings"
	"testing"

	"letterbox/ui/words"
)

func TestSearchVerbFindsWhatIsInMessagesAndFiles(t *testing.T) {
	d := newDesk(t)
	id := d.receive()
	for query, want := range map[string]int{
		"報告": 1, "first": 1, "signature": 1, "发件人：张三": 1, "文件名:数据": 1, `"a b"`: 1, "有附件": 1, "in:inbox": 1, "in:sent": 0, "before:2026-11-18": 0, "first -报告": 0,
	} {
		result := d.verb(words.EN, "search", "--json", "--relevant", query).result(t)
		list, _ := result["hits"].([]any)
		coverage, _ := result["coverage"].(map[string]any)
		if len(list) != want || int(result["total"].(float64)) != want || coverage["indexed"] != 1.0 || coverage["waiting"] != 0.0 || coverage["bodies"] != 1.0 {
			t.Errorf("%s: %v", query, result)
		}
		if want == 1 && list[0].(map[string]any)["id"] != float64(id) {
			t.Errorf("%s: %v", query, list[0])
		}
	}
	said := d.verb(words.ZH, "search", "form:张三", "--facets")
	for _, want := range []string{"没有「form」这个条件", "from", "没有找到", "全部 1 封邮件均可搜索", "包括全部正文"} {
		if !strings.Contains(said.out, want) {
			t.Errorf("%q is missing in %q", want, said.out)
		}
	}
	said = d.verb(words.EN, "search", "FIRST", "--facets", "--grouped", "--account", "ada@corp.example", "--folder", "inbox")
	for _, want := range []string{"«first» line", "Re: 报告", "张三", "INBOX", "1 message\n"} {
		if !strings.Contains(said.out, want) {
			t.Errorf("%q is missing in %q", want, said.out)
		}
	}
	if s := d.verb(words.EN, "search"); s.status != 2 {
		t.Errorf("without a query: exit %d", s.status)
	}
	if s := d.verb(words.EN, "search", "--rebuild"); s.status != 0 || !strings.Contains(s.out, "rebuilt") {
		t.Errorf("rebuild: %+v", s)
	}
	if s := d.verb(words.EN, "search", strings.Repeat("(\"票", 4000)); s.status != 0 {
		t.Errorf("10 kB of nonsense: exit %d, %s", s.status, s.err)
	}
}
