package acceptance

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"letterbox/mail/mailtest"
)

// explained runs the verb over some replies and returns an object for each.
func explained(t *testing.T, replies, language string, flags ...string) []map[string]any {
	t.Helper()
	r := newProfile(t, "").run(replies, append([]string{"explain", "--lang", language}, flags...)...)
	if r.status != 0 || len(r.lines) == 0 {
		t.Fatalf("status %d: %s", r.status, r.stderr)
	}
	return r.lines[:len(r.lines)-1] // the last one is the result
}

// TestExplain has every collected reply explained: by the right action, and with a headline in both languages.
func TestExplain(t *testing.T) {
	group := map[string]string{}
	for _, row := range mailtest.SharedTable(t, "action_groups.tsv") {
		for class := range strings.FieldsSeq(row["classes"]) {
			group[class] = row["group"]
		}
	}
	asked := map[[3]string][]map[string]string{} // by protocol, stage and provider
	for _, row := range mailtest.SharedTable(t, "server_responses.tsv") {
		key := [3]string{row["protocol"], row["stage"], row["provider"]}
		asked[key] = append(asked[key], row)
	}
	if len(asked) < 80 {
		t.Fatalf("only %d kinds of replies", len(asked))
	}
	for key, rows := range asked {
		replies := ""
		for _, row := range rows {
			replies += row["verbatim_response"] + "\n"
		}
		for _, language := range []string{"en", "zh-CN"} {
			told := explained(t, replies, language, "--protocol", key[0], "--stage", key[1], "--provider", key[2])
			if len(told) != len(rows) {
				t.Fatalf("%d answers to %d replies", len(told), len(rows))
			}
			for i, row := range rows {
				class, _ := told[i]["class"].(string)
				headline, _ := told[i]["headline"].(string)
				if class == "" || group[class] != group[row["class"]] || headline == "" {
					t.Errorf("%q: class %q, headline %q", row["verbatim_response"], class, headline)
				}
			}
		}
	}
}

func TestExplainReadsWhatServersSend(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("535 Error: 请使用授权码登录。")
	if err != nil {
		t.Fatal(err)
	}
	told := explained(t, gbk+"\n\n"+"550 \x1b[31m"+strings.Repeat("x", 2000)+"\n", "en", "--protocol", "smtp", "--stage", "login", "--host", "smtp.qq.com")
	if len(told) != 2 || told[0]["class"] != "AUTHCODE_REQUIRED" || told[0]["reply"] != "Error: 请使用授权码登录。" {
		t.Fatalf("%v", told)
	}
	reply, _ := told[1]["reply"].(string)
	if len(reply) == 0 || len(reply) > 500 || strings.Contains(reply, "\x1b") {
		t.Errorf("a reply that is not fit to be shown: %q", reply)
	}
}
