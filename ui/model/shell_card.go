package model

// OpenCard shows the binding card of a file in the wizard, which is opened if the mailbox is shown. While a mailbox is
// being bound or asks for a new secret nothing happens: the person is busy with it.
func (s *Shell) OpenCard(path string) {
	if s.config.Cards == nil || s.state.Screen == ScreenStarting {
		return
	}
	if s.wizard == nil {
		s.AddAccount()
	}
	s.wizard.OpenCard(path)
}
