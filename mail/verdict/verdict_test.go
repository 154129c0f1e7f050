package verdict_test

import (
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
	for _, row := range mailtest.SharedTable(t, "action_groups.tsv") {
		for class := range strings.FieldsSeq(row["classes"]) {
			group[class] = row["group"]
		}
	}
	count := 0
	for _, row := range mailtest.SharedTable(t, "server_responses.tsv") {
		if row["protocol"] == "oauth" {
			continue // the sign-in's own
		}
		count++
		r := verdict.Parse([]byte(row["verbatim_response"]), protocols[row["protocol"]], verdict.ParsePhase(row["stage"]))
		r.Family = verdict.FamilyOf("", row["provider"])
		if class := r.Class(); class == "" || group[class] != group[row["class"]] {
			t.Errorf("%s %s %s %q: %s, want %s", row["provider"], row["protocol"], row["stage"], row["verbatim_response"], class, row["class"])
		}
	}
	if count < 150 {
		t.Errorf("only %d replies", count)
	}
}
