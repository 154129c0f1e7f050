package model

import "testing"

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
