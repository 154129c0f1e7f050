package model

import "letterbox/mail"

// actions returns what can be done now.
func (s *Shell) actions() []Action {
	list := []Action{}
	if s.CanWrite() {
		list = append(list, ActionWrite)
	}
	list = append(list, ActionRefresh)
	if s.config.Searcher != nil {
		list = append(list, ActionSearch)
	}
	if s.config.Outbox != nil {
		list = append(list, ActionOutbox)
	}
	list = append(list, ActionSettings, ActionAdd)
	if s.CanDiagnose() {
		list = append(list, ActionDiagnose)
	}
	if s.config.Reporter != nil {
		list = append(list, ActionReport)
	}
	return list
}

// goTo goes where the switcher leads. Searching is left to the view, which has the field.
func (s *Shell) goTo(t Target) {
	switch t.Kind {
	case TargetFolder:
		s.search.Close()
		s.writing.outbox.Show(false)
		s.sidebar.Select(t.Folder.ID)
	case TargetPerson:
		s.search.Close()
		s.search.SetText(personQuery(t.Person))
	case TargetSearch:
		s.search.OpenSaved(t.Saved)
	case TargetMessage:
		s.ShowMessage(t.Message)
	case TargetAction:
		s.act(t.Action)
	}
}

// personQuery asks for what somebody wrote.
func personQuery(p mail.Address) string { return `from:"` + p.Spec() + `" ` }

func (s *Shell) act(a Action) {
	switch a {
	case ActionWrite:
		s.Write()
	case ActionRefresh:
		s.Refresh()
	case ActionOutbox:
		s.writing.undo.Dismiss()
		s.writing.outbox.Show(true)
	case ActionSettings:
		s.OpenSettings(true)
	case ActionAdd:
		s.AddAccount()
	case ActionDiagnose:
		s.OpenDiagnosis(0)
	case ActionReport:
		s.OpenReport()
	case ActionSearch: // the view's: it has the field
	}
}

// ShowMessage brings the folder of a message on screen, with the message selected.
func (s *Shell) ShowMessage(m mail.Message) {
	s.search.Close()
	s.writing.outbox.Show(false)
	s.sidebar.Select(m.Folder)
	if s.list.IndexOf(m.ID) >= 0 {
		s.list.Select(m.ID)
		return
	}
	s.list.next = m.ID
}
