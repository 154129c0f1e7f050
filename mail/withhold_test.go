package mail_test

import (
	"errors"
	"strings"
	"testing"

	"letterbox/mail"
)

func TestWithholdTakesThePasswordOutOfAProblem(t *testing.T) {
	cause := errors.New(`NO "pa\"ss word" is wrong`)
	p := &mail.Problem{Code: mail.AuthRejected, Reply: `bad password pa"ss word (cGEic3Mgd29yZA==)`, Err: cause}
	clean := mail.Password(`pa"ss word`).Withhold(p)
	if all := clean.Reply + clean.Error(); strings.Contains(all, "ss word") || strings.Contains(all, "cGEic3") || !strings.Contains(all, "bad password [redacted]") {
		t.Errorf("told: %s", all)
	}
	if !errors.Is(p.Err, cause) || clean.Code != mail.AuthRejected {
		t.Error("the problem itself was changed, or more than its words")
	}
	harmless := &mail.Problem{Reply: "locked", Err: cause}
	if got := mail.Password("secret").Withhold(harmless); got.Reply != "locked" || !errors.Is(got, cause) {
		t.Errorf("a problem without the password became %v", got)
	}
	for _, cred := range []mail.Credential{{}, mail.Password("a")} {
		if got := cred.Withhold(harmless); got != harmless {
			t.Errorf("%v", got)
		}
	}
	if mail.Password("secret").Withhold(nil) != nil {
		t.Error("nothing became a problem")
	}
}
