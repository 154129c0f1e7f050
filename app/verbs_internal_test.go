package app

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"letterbox/app/command"
	"letterbox/mail"
	"letterbox/ui/words"
)

// said is what a verb printed.
type said struct {
	status   int
	out, err string
}

// result returns the last object of a run with --json.
func (s said) result(t *testing.T) map[string]any {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(s.out), "\n")
	var object map[string]any
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &object); err != nil {
		t.Fatalf("%v in %q, exit %d, %s", err, s.out, s.status, s.err)
	}
	return object
}

// verb runs a verb of the command line on the house of the desk.
func (d desk) verb(lang words.Language, name string, args ...string) said {
	d.Helper()
	var out, errs bytes.Buffer
	open := func(context.Context, command.Globals) (*command.Services, error) {
		s := d.house.services()
		s.Close = func() {}
		return s, nil
	}
	status := command.Run(d.Context(), command.Globals{Lang: lang}, name, args, command.Streams{In: strings.NewReader(""), Out: &out, Err: &errs}, open)
	return said{status, out.String(), errs.String()}
}

func TestConflictsVerb(t *testing.T) {
	d := newDesk(t)
	if s := d.verb(words.EN, "conflicts"); s.status != 0 || !strings.Contains(s.out, words.T(words.EN, words.ConflictsNone)) {
		t.Errorf("without any: %+v", s)
	}
	op, err := d.house.store.ApplyOperation(t.Context(), mail.SetFlags{Folder: d.folders[mail.RoleInbox], Messages: []mail.MessageID{d.receive()}, Add: mail.Flagged})
	if err := d.house.store.FailOperation(t.Context(), must(t, op, err), &mail.Problem{Code: mail.QuotaExceeded, Class: "QUOTA_FULL", Reply: "NO full\x1b[2J"}, true); err != nil {
		t.Fatal(err)
	}
	s := d.verb(words.ZH, "conflicts", "ada@corp.example")
	for _, want := range []string{"ada@corp.example", "更改「收件箱」中 1 封邮件的标记", "标记恢复成了服务器上的样子", "NO full"} {
		if !strings.Contains(s.out, want) {
			t.Errorf("%q is missing in %q", want, s.out)
		}
	}
	if strings.Contains(s.out, "\x1b") {
		t.Error("the server steers the terminal")
	}
	list, _ := d.verb(words.EN, "conflicts", "--json").result(t)["conflicts"].([]any)
	if len(list) != 1 {
		t.Fatalf("%v", list)
	}
	one, _ := list[0].(map[string]any)
	if why, _ := one["problem"].(map[string]any); one["kind"] != "set-flags" || one["folder"] != "INBOX" || why["code"] != string(mail.QuotaExceeded) || why["class"] != "QUOTA_FULL" {
		t.Errorf("%v", one)
	}
}
