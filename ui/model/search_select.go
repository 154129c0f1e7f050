package model

import (
	"slices"

	"letterbox/mail"
	"letterbox/mail/search"
)

// IndexOf returns where a hit stands, -1 when it is not there.
func (s *Search) IndexOf(id mail.MessageID) int {
	return slices.IndexFunc(s.state.Hits, func(h search.Hit) bool { return h.Message.ID == id })
}

// Select selects a hit, which is then read; zero selects none.
func (s *Search) Select(id mail.MessageID) {
	if id == s.state.Selected {
		return
	}
	s.state.Selected = id
	s.Chosen(id, s.lead())
	s.redraw()
}

// SelectAt selects the hit at an index; an index outside stands for the nearest.
func (s *Search) SelectAt(i int) {
	if n := len(s.state.Hits); n > 0 {
		s.Select(s.state.Hits[min(max(i, 0), n-1)].Message.ID)
	}
}

// Move selects the hit delta rows further down, or up; the first one when none is selected.
func (s *Search) Move(delta int) {
	at := s.IndexOf(s.state.Selected)
	if at < 0 {
		at, delta = 0, 0
	}
	s.SelectAt(at + delta)
}

// Selection returns the selected hit.
func (s *Search) Selection() []mail.MessageID {
	if s.state.Selected == 0 {
		return nil
	}
	return []mail.MessageID{s.state.Selected}
}

func (s *Search) lead() mail.Message {
	if at := s.IndexOf(s.state.Selected); at >= 0 {
		return s.state.Hits[at].Message
	}
	return mail.Message{}
}

func (s *Search) here() mail.Folder {
	f, _ := s.Folder(s.lead().Folder) // the zero folder where none is selected
	return f
}

func (s *Search) withdraw(ids []mail.MessageID) {
	at := s.IndexOf(s.state.Selected)
	for _, id := range ids {
		s.hidden[id] = true
	}
	s.state.Hits = s.shown(s.state.Hits)
	if s.state.Selected != 0 && s.hidden[s.state.Selected] {
		s.state.Selected = 0
		if len(s.state.Hits) > 0 {
			s.SelectAt(at)
			return
		}
		s.Chosen(0, mail.Message{})
	}
	s.redraw()
}

// left lets messages appear again that could not leave. Those that did stay away until something else is asked: where
// they are now they may well be found.
func (s *Search) left(ids []mail.MessageID, err error) {
	if err != nil {
		s.returned(ids)
	}
}

func (s *Search) returned(ids []mail.MessageID) {
	for _, id := range ids {
		delete(s.hidden, id)
	}
	s.again()
}

func (s *Search) reflag(ids []mail.MessageID, add, remove mail.Flags) {
	for _, id := range ids {
		f := s.flags[id]
		s.flags[id] = flags{f.add&^remove | add, f.remove&^add | remove}
	}
	s.state.Hits = s.shown(s.state.Hits)
	s.redraw()
}

func (s *Search) refill() {
	clear(s.flags)
	s.again()
}
