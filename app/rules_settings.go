package app

import "letterbox/app/policy"

// ruledPreferences is the choices of the window under the policy: what is locked is the policy's, and what the person has
// not chosen is as the policy begins it.
type ruledPreferences struct {
	*preferences
	rules policy.Policy
}

// Get returns a choice, "" if there is none.
func (p ruledPreferences) Get(key string) string {
	if own := p.preferences.Get(key); own != "" && !p.rules.Locks(key) {
		return own
	}
	return p.rules.Setting(key)
}

// Set keeps a choice that is not locked.
func (p ruledPreferences) Set(key, value string) {
	if !p.rules.Locks(key) {
		p.preferences.Set(key, value)
	}
}
