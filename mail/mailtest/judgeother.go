package mailtest

import (
	"slices"
	"strings"
)

// judgePOP3 interprets the assertions that only cases of POP3 have. No client may ever delete on its own.
func (h *HostileServer) judgePOP3(o HostileOutcome, transcript []HostileLine, complain func(string, ...any)) {
	for _, l := range transcript {
		switch name := commandOf(h.Case.Proto, l.Data); {
		case l.Dir == "C" && name == "DELE":
			complain("deleted: %q", l.Data)
		case l.Dir == "C" && name == "APOP" && strings.Contains(h.Case.Assertion, "no APOP"):
			complain("signed in by %q", l.Data)
		}
	}
	letters := o.Stored[min(1, len(o.Stored)):]
	switch {
	case strings.Contains(h.Case.Assertion, "2 messages stored"):
		if want := []string{HonestStore[1], HonestStore[1]}; !slices.Equal(letters, want) {
			complain("stored %.300q", letters)
		}
	case strings.Contains(h.Case.Assertion, "stored bytes equal source"):
		if source, _ := h.Case.Override["msg"].(string); !slices.Equal(letters, []string{source}) {
			complain("stored %.300q", letters)
		}
	case strings.Contains(h.Case.Assertion, "no DELE before fsync"):
		if !slices.Equal(letters, HonestStore[1:]) {
			complain("stored %.300q", letters)
		}
	case strings.Contains(h.Case.Assertion, "message retried"):
		if !o.Failed || len(letters) > 0 {
			complain("failed %v, stored %.300q", o.Failed, letters)
		}
	}
}

// judgeSMTP interprets the assertions that only cases of submission have.
func (h *HostileServer) judgeSMTP(o HostileOutcome, transcript []HostileLine, complain func(string, ...any)) {
	says := func(phrase string) bool { return strings.Contains(h.Case.Assertion, phrase) }
	rcpts := map[string]int{}
	for _, l := range transcript {
		if l.Dir != "C" {
			continue
		}
		if says("no password bytes") && h.exposes(l.Data) {
			complain("the password was sent: %q", l.Data)
		}
		switch commandOf(h.Case.Proto, l.Data) {
		case "RCPT":
			_, address, _ := strings.Cut(strings.TrimRight(l.Data, "\r\n"), ":") // a line without one is no address of Asked
			address, _, _ = strings.Cut(strings.TrimPrefix(address, "<"), ">")
			rcpts[address]++
		case "BCC":
			if says("no Bcc/RCPT beyond the given") {
				complain("a header was injected: %q", l.Data)
			}
		}
	}
	for address, times := range rcpts {
		if !slices.Contains(o.Asked, address) {
			complain("a recipient that nobody named: %q", address)
		}
		if says("failed only") && times > 1 && slices.Index(o.Asked, address) != 1 { // the server refuses the second
			complain("%q was accepted and named again", address)
		}
	}
	on, _ := h.Case.Override["on"].(map[string]any)
	end, _ := on[dataEnd].(string)
	if says("copies accepted by the server <= 1") && h.copies > 1 && !strings.HasPrefix(end, "4") {
		complain("submitted %d times", h.copies)
	}
}
