package verdict_test

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
	"letterbox/mail/verdict"
)

var protocols = map[string]mail.Protocol{"imap": mail.IMAP, "pop3": mail.POP3, "smtp": mail.Submission}

// TestCollectedReplies goes by what the person is told: several classes lead to the same.
func TestCollectedReplies(t *testing.T) {
	group := map[string]string{}
	for _, row := range table(t, "action_groups.tsv") {
		for class := range strings.FieldsSeq(row["classes"]) {
			group[class] = row["group"]
		}
	}
	right, count := 0, 0
	for _, row := range table(t, "server_responses.tsv") {
		if row["protocol"] == "oauth" {
			continue // the sign-in's own
		}
		count++
		r := verdict.Parse([]byte(row["verbatim_response"]), protocols[row["protocol"]], verdict.ParsePhase(row["stage"]))
		r.Family = verdict.FamilyOf("", row["provider"])
		class := r.Class()
		if group[class] == group[row["class"]] && class != "" {
			right++
			continue
		}
		t.Logf("%s %s %s %q: %s, want %s", row["provider"], row["protocol"], row["stage"], row["verbatim_response"], class, row["class"])
	}
	if count < 150 || right*100 < count*98 {
		t.Errorf("%d of %d replies are understood", right, count)
	}
}

func table(t *testing.T, name string) []map[string]string {
	t.Helper()
	file, err := os.Open(mailtest.SharedData(t, name))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	reader := csv.NewReader(file)
	reader.Comma, reader.LazyQuotes, reader.FieldsPerRecord = '\t', true, -1
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, field := range row {
			m[rows[0][i]] = field
		}
		list = append(list, m)
	}
	return list
}
