package acceptance

import (
	"testing"

	"letterbox/mail/mailtest"
)

// TestCompareTellsWhatHasNotArrived lets mail come that was not fetched yet: the counts say so, and fetching brings both
// sides in step.
func TestCompareTellsWhatHasNotArrived(t *testing.T) {
	t.Parallel()
	s := newSender(t)
	s.must("", "sync", "--once")
	appendAll(t, s.server, "INBOX", mailtest.NewCorpus(3, 5))
	inbox := func(args ...string) (agrees bool, server, here any) {
		accounts, _ := s.must("", append([]string{"compare"}, args...)...).last()["accounts"].([]any)
		if len(accounts) != 1 {
			t.Fatalf("%d accounts were compared", len(accounts))
		}
		account, _ := accounts[0].(map[string]any)
		folders, _ := account["folders"].([]any)
		for _, row := range folders {
			if f, _ := row.(map[string]any); f["folder"] == "INBOX" {
				server, here = f["server"], f["here"]
			}
		}
		agrees, _ = account["agrees"].(bool)
		return agrees, server, here
	}
	if agrees, server, here := inbox(); agrees || server != 5.0 || here != 0.0 {
		t.Errorf("before the fetch: agrees %v, %v on the server, %v here", agrees, server, here)
	}
	if agrees, server, here := inbox("--fetch"); !agrees || server != 5.0 || here != 5.0 {
		t.Errorf("after the fetch: agrees %v, %v on the server, %v here", agrees, server, here)
	}
}
