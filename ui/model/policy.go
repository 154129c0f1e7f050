package model

// Policy is what the administrator has decided for this computer. It does not change while the program runs.
type Policy struct {
	Source string                         // where it comes from; "" when there is none
	Rules  func(language string) []string // in sentences, one each
}

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
