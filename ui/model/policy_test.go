package model

import (
	"testing"

	"letterbox/mail"
)

func TestPolicyPageTakesThePlaceOfOthers(t *testing.T) {
	policy := &Policy{Source: "/etc/letterbox/policies.json"}
	drawn := 0
	s := &Shell{config: Config{Policy: policy}, changed: func(ShellState) { drawn++ }}
	s.state.Settings = true
	s.ShowPolicy()
	if s.OpenPolicy() != policy || s.state.Settings || drawn == 0 {
		t.Errorf("shown %v, settings %v", s.OpenPolicy(), s.state.Settings)
	}
	s.CloseCertificates()
	if s.OpenPolicy() != nil {
		t.Error("the page stays")
	}
	without := &Shell{changed: func(ShellState) {}}
	without.ShowPolicy()
	if without.OpenPolicy() != nil {
		t.Error("a page about nothing")
	}
}

// TestAfterEnabling has an employee whose administrator has named the servers: address and secret are all that is typed,
// the servers are filled in and cannot be changed, and the catalogue offers no other way.
func TestAfterEnabling(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		own := mail.Candidate{
			Source: SourcePolicy, Trusted: true,
			Incoming: mail.Server{Protocol: mail.IMAP, Host: "mail.corp.example", Port: 993, Security: mail.TLS, Auth: mail.PasswordAuth, Username: `CORP\ada`},
			Outgoing: mail.Server{Protocol: mail.Submission, Host: "mail.corp.example", Port: 465, Security: mail.TLS, Auth: mail.PasswordAuth, Username: `CORP\ada`},
		}
		popped := qq
		popped.Domains = []string{"corp.example"}
		popped.Incoming = append(popped.Incoming[:1:1], mail.Server{Protocol: mail.POP3, Host: "pop.qq.com", Port: 995, Security: mail.TLS})
		setup := &fakeSetup{providers: []mail.Provider{popped}, found: []mail.Candidate{own}}
		w := NewWizard(WizardConfig{Scope: d.scope, Setup: setup, Leave: func(mail.Account) {}})
		w.SetQuery("ada@corp.example")
		w.Next()
		d.settle()
		w.OpenAdvanced()
		d.settle()
		s := w.State()
		if !s.Administered || s.Incoming.Host != "mail.corp.example" || s.Incoming.Port != "993" || s.Incoming.Username != `CORP\ada` || s.Outgoing.Port != "465" || len(s.Options) != 1 {
			t.Fatalf("filled in: %+v", s)
		}
		w.SetIncoming(ServerForm{Protocol: mail.POP3, Host: "elsewhere.example", Port: "110", Security: mail.Plain})
		w.SetOutgoing(ServerForm{Host: "elsewhere.example", Port: "25", Security: mail.Plain})
		w.ChooseOption(1)
		if after := w.State(); after.Edited || after.Incoming != s.Incoming || after.Outgoing != s.Outgoing {
			t.Errorf("changed to %+v and %+v", after.Incoming, after.Outgoing)
		}
		w.SetSecret("abcdefghijklmnop")
		w.Next()
		d.settle()
		if len(setup.bindings) != 1 || setup.bindings[0].Candidate.Incoming != own.Incoming || setup.bindings[0].Candidate.Outgoing != own.Outgoing {
			t.Errorf("bound %+v", setup.bindings)
		}
	})
}

// TestClearTextOfAccounts tells the badge of an account from its servers and from the policy's days.
func TestClearTextOfAccounts(t *testing.T) {
	days := map[string]string{"old.example": "2027-01-31", "older.example": "2026-12-31"}
	p := &Policy{PlainUntil: func(host string) (string, bool) { day, ok := days[host]; return day, ok }}
	server := func(host string, security mail.Security) mail.Server {
		return mail.Server{Host: host, Security: security}
	}
	for name, c := range map[string]struct {
		policy *Policy
		a      mail.Account
		want   ClearText
	}{
		"protected":   {p, mail.Account{Incoming: server("old.example", mail.TLS), Outgoing: server("old.example", mail.STARTTLS)}, ClearText{}},
		"one":         {p, mail.Account{Incoming: server("old.example", mail.Plain), Outgoing: server("old.example", mail.TLS)}, ClearText{true, "2027-01-31"}},
		"both":        {p, mail.Account{Incoming: server("old.example", mail.Plain), Outgoing: server("older.example", mail.Plain)}, ClearText{true, "2026-12-31"}},
		"no longer":   {p, mail.Account{Incoming: server("old.example", mail.Plain), Outgoing: server("new.example", mail.Plain)}, ClearText{Is: true}},
		"no policy":   {nil, mail.Account{Outgoing: server("old.example", mail.Plain)}, ClearText{Is: true}},
		"empty":       {&Policy{}, mail.Account{Outgoing: server("old.example", mail.Plain)}, ClearText{Is: true}},
		"kept only":   {nil, mail.Account{Archived: true, Outgoing: server("old.example", mail.Plain)}, ClearText{}},
		"no security": {nil, mail.Account{}, ClearText{}},
	} {
		if got := c.policy.clearText(c.a); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}
