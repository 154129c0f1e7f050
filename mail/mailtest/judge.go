package mailtest

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// HostileOutcome is what became of a client that was sent through a HostileCase.
type HostileOutcome struct {
	Failed  bool          // it reported an error, or ended with a code other than 0
	Elapsed time.Duration // of the longest single step
	Visible string        // everything that it showed or would show to a person
	Stored  []string      // names of folders, and messages, that it took for real
	Asked   []string      // addresses to which a person wanted mail to be submitted
}

// HonestStore is what an honest run of the server leaves: one folder, one message.
var HonestStore = []string{"INBOX", "From: a@example.org\r\nTo: b@example.org\r\nSubject: control\r\nMessage-ID: <1@x>\r\nDate: Mon, 02 Mar 2026 10:20:30 +0000\r\n\r\nhello\r\n"}

// Judge ends the server and returns how the client broke the case's assertion, empty when it did not. patience is
// how long a step of the client may take under the timeouts it was given.
func (h *HostileServer) Judge(o HostileOutcome, patience time.Duration) (broken []string) {
	transcript := h.Transcript()
	complain := func(format string, args ...any) { broken = append(broken, fmt.Sprintf(format, args...)) }
	for _, line := range transcript {
		if line.Dir != "C" || line.TLS {
			continue
		}
		if name := commandOf(h.Case.Proto, line.Data); betrays[name] || h.exposes(line.Data) {
			complain("in clear text: %q", line.Data)
		}
	}
	if h.spoilt != nil {
		complain("the server itself failed: %v", h.spoilt)
	}
	if o.Elapsed > patience {
		complain("took %v", o.Elapsed)
	}
	if h.followed {
		complain("followed a referral")
	}
	for _, taint := range []string{"ATTACKER-TEXT", "attacker text", "INJECTED", "injected", "Inject!!!"} {
		if strings.Contains(o.Visible, taint) || slices.ContainsFunc(o.Stored, func(s string) bool { return strings.Contains(s, taint) }) {
			complain("took %q", taint)
		}
	}
	h.judgeAssertion(o, transcript, complain)
	switch h.Case.Proto {
	case "pop3":
		h.judgePOP3(o, transcript, complain)
	case "smtp":
		h.judgeSMTP(o, transcript, complain)
	}
	return broken
}

// betrays are the commands that must never be seen in clear text.
var betrays = map[string]bool{
	"AUTHENTICATE": true, "LOGIN": true, "AUTH": true, "USER": true, "PASS": true, "APOP": true, "MAIL": true,
	"APPEND": true, "SELECT": true, "EXAMINE": true, "COMPRESS": true,
}

// judgeAssertion interprets the case's own assertion by the phrases it is made of.
func (h *HostileServer) judgeAssertion(o HostileOutcome, transcript []HostileLine, complain func(string, ...any)) {
	says := func(phrases ...string) bool {
		return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(h.Case.Assertion, p) })
	}
	said := func(names ...string) bool {
		return slices.ContainsFunc(transcript, func(l HostileLine) bool {
			return l.Dir == "C" && slices.Contains(names, commandOf(h.Case.Proto, l.Data))
		})
	}
	played := !h.dormant && (len(h.Case.On()) == 0 || said(h.Case.On()...))
	switch {
	case says("exit code != 0", "exit != 0", "exit code = TLS error", "exit TLS/IO error", "client aborts", "as imap-B1", "reported;"):
		if !o.Failed && played {
			complain("no error")
		}
	case says("exit 0", "logged in"):
		if o.Failed {
			complain("an error")
		}
	case says("identical to a run without"):
		if o.Failed || !slices.Equal(o.Stored, HonestStore) {
			complain("failed %v, stored %.300q", o.Failed, o.Stored)
		}
	case says("1 message with those bytes"):
		if len(o.Stored) != 2 || !strings.Contains(o.Stored[1], " OK done\r\n* 2 EXISTS\r\nxx") {
			complain("stored %.300q", o.Stored)
		}
	case says("no LOGIN"):
		if said("LOGIN", "AUTHENTICATE") {
			complain("a sign-in was tried")
		}
	case says("no further command"):
		if played && said("SELECT", "LIST", "FETCH") {
			complain("went on after the answer to another command")
		}
	}
	if says("no message/folder stored", "nothing stored", "no partial garbage", "no bytes after TLS alert") && o.Failed {
		for _, thing := range o.Stored {
			if !slices.Contains(HonestStore, thing) {
				complain("stored %.300q", thing)
			}
		}
	}
}

// commandOf returns the name in capitals of a client's line.
func commandOf(proto, line string) string {
	if proto == "imap" {
		_, name := commandName(strings.TrimRight(line, "\r\n"))
		return name
	}
	name, _, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
	name, _, _ = strings.Cut(name, ":")
	return strings.ToUpper(name)
}
