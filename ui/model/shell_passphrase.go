package model

// CanUnlock reports whether there is a passphrase to ask for.
func (s *Shell) CanUnlock() bool { return s.config.Locks != nil }

// Unlock asks for the passphrase that the account keys wait for.
func (s *Shell) Unlock() {
	if !s.CanUnlock() || s.wizard != nil {
		return
	}
	s.state.Settings = false
	s.showWizard(WizardConfig{Unlock: true, Return: true})
	s.changed(s.state)
}
