package model

import "letterbox/mail"

// Policy is what the administrator has decided for this computer. It does not change while the program runs.
type Policy struct {
	Source string                         // where it comes from; "" when there is none
	Rules  func(language string) []string // in sentences, one each

	// Locks reports whether the setting of a key cannot be changed; nil: all can. What is set is what Preferences says.
	Locks func(key string) bool
	// Window returns how many days of bodies are kept on this computer, 0 for all, if there is a rule; nil: there is none.
	Window func() (days int, ruled bool)
	// PlainUntil returns the last day on which a host may speak clear text, as 2006-01-02; false where it may not. nil:
	// none may.
	PlainUntil func(host string) (day string, allowed bool)
}

// ClearText is how an account stands that connects without encryption.
type ClearText struct {
	Is    bool   // one of its servers does not encrypt
	Until string // the last day on which all of them may, as 2006-01-02; "" when they may not
}

// clearText tells how an account stands. Archived accounts connect to nobody.
func (p *Policy) clearText(a mail.Account) ClearText {
	var c ClearText
	if a.Archived {
		return c
	}
	for _, s := range []mail.Server{a.Incoming, a.Outgoing} {
		if s.Security != mail.Plain {
			continue
		}
		day, allowed := "", false
		if p != nil && p.PlainUntil != nil {
			day, allowed = p.PlainUntil(s.Host)
		}
		switch {
		case !allowed:
			return ClearText{Is: true}
		case c.Until == "" || day < c.Until:
			c = ClearText{Is: true, Until: day}
		}
	}
	return c
}

func (p *Policy) locks(key string) bool { return p != nil && p.Locks != nil && p.Locks(key) }

// ClearText tells whether an account connects without encryption, and how long it may.
func (s *Shell) ClearText(a mail.Account) ClearText { return s.config.Policy.clearText(a) }

// OpenPolicy returns what the open page shows, nil when it is not open.
func (s *Shell) OpenPolicy() *Policy { return s.certifying.policy }

// ShowPolicy shows what the administrator has decided, over everything else.
func (s *Shell) ShowPolicy() {
	if s.config.Policy == nil {
		return
	}
	s.CloseSupport()
	s.CloseCertificates()
	s.state.Settings = false
	s.certifying.policy = s.config.Policy
	s.changed(s.state)
}

// obey has the settings keep to a policy, nil for none.
func (s *Settings) obey(p *Policy) { s.policy = p }

// Locked reports whether the administrator has locked the setting of a key.
func (s *Settings) Locked(key string) bool { return s.policy.locks(key) }

// ClearText tells whether an account connects without encryption, and how long it may.
func (s *Settings) ClearText(a mail.Account) ClearText { return s.policy.clearText(a) }

// SourcePolicy is the Source of a Candidate whose servers the administrator has named.
const SourcePolicy = "policy"

// administered reports whether the administrator has named the servers of the address.
func (w *Wizard) administered() bool {
	return len(w.found) > 0 && w.found[0].Source == SourcePolicy && !w.state.Edited && !w.renews()
}
