package model

import (
	"time"

	"letterbox/mail"
)

// newSearch makes the search of the shell.
func newSearch(s *Shell) *Search {
	return NewSearch(SearchConfig{
		Scope: s.config.Scope, Searcher: s.config.Searcher, Now: time.Now,
		Here:   func() mail.Folder { return s.list.state.Folder },
		Folder: s.sidebar.find,
		Chosen: s.foundChosen, People: s.config.People, Folders: s.sidebar.selectable, Servers: s.config.Servers,
		Opened: s.searchOpened,
		Keeper: s.config.Saved, Kept: s.sidebar.setSaved,
	})
}

// Search returns the presenter of searching.
func (s *Shell) Search() *Search { return s.search }

// Selection returns the messages that are selected on screen: in the folder's list, or among what was found.
func (s *Shell) Selection() []mail.MessageID { return s.front().Selection() }

// front returns the list that is on screen.
func (s *Shell) front() messageChoice {
	if s.search.state.Open {
		return s.search
	}
	return s.list
}

// foundChosen shows a message that was found.
func (s *Shell) foundChosen(id mail.MessageID, m mail.Message) {
	s.letter.Show(id, m)
	s.switcher.read(m)
}

// searchOpened shows what is selected in the list that comes on screen: nothing when results do.
func (s *Shell) searchOpened(open bool) {
	if open {
		s.letter.Show(0, mail.Message{})
		return
	}
	s.showSelected()
}

// showSelected shows the message that is selected in the folder's list, unless several are.
func (s *Shell) showSelected() {
	if s.list.state.Many > 0 {
		s.letter.Show(0, mail.Message{})
		return
	}
	row, _ := s.list.rows.get(s.list.state.Selected) // the zero message, which clears the reader, where none is selected
	s.letter.Show(s.list.state.Selected, row.Message)
}
