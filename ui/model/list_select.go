package model

import (
	"maps"

	"letterbox/mail"
)

// IsSelected reports whether a message is the selected one, or one of several.
func (l *List) IsSelected(id mail.MessageID) bool {
	if l.many != nil {
		return l.many[id]
	}
	return id != 0 && id == l.state.Selected
}

// Selection returns what is selected, in the order of the list.
func (l *List) Selection() []mail.MessageID {
	if l.many == nil {
		if l.state.Selected == 0 {
			return nil
		}
		return []mail.MessageID{l.state.Selected}
	}
	ids := make([]mail.MessageID, 0, len(l.many))
	for _, id := range l.ids {
		if l.many[id] {
			ids = append(ids, id)
		}
	}
	return ids
}

// Select selects a message of the list and no other; zero selects none.
func (l *List) Select(id mail.MessageID) {
	l.pivot = id
	l.choose(id, nil)
}

// choose selects several messages, of which lead is the one that the keyboard is at, or lead alone.
func (l *List) choose(lead mail.MessageID, many map[mail.MessageID]bool) {
	if len(many) < 2 {
		many = nil
	}
	if many == nil && l.many == nil && lead == l.state.Selected {
		return
	}
	had := l.many != nil
	l.many, l.state.Selected, l.state.Many = many, lead, len(many)
	l.state.Version++
	l.changed(l.state)
	switch {
	case many == nil:
		l.chosen(lead)
	case !had:
		l.chosen(0)
	}
}

// SelectAt selects the message at an index and no other; an index outside selects the nearest.
func (l *List) SelectAt(i int) {
	if len(l.ids) > 0 {
		l.up = false
		l.Select(l.ids[min(max(i, 0), len(l.ids)-1)])
	}
}

// Move selects the message delta rows further down, or up; the first one when none is selected.
func (l *List) Move(delta int) {
	at := l.IndexOf(l.state.Selected)
	if at < 0 {
		l.SelectAt(0)
		return
	}
	l.StepTo(at + delta)
}

// StepTo selects the message at an index as a step of reading: which way it goes decides what is read after a move.
func (l *List) StepTo(i int) {
	up := i < l.IndexOf(l.state.Selected)
	l.SelectAt(i)
	l.up = up
}

// ToggleAt adds the message at an index to what is selected, or takes it out.
func (l *List) ToggleAt(i int) {
	if i < 0 || i >= len(l.ids) {
		return
	}
	id := l.ids[i]
	many := map[mail.MessageID]bool{}
	for _, s := range l.Selection() {
		many[s] = true
	}
	lead := id
	if many[id] {
		delete(many, id)
		lead = l.firstOf(many)
	} else {
		many[id] = true
	}
	l.pivot = id
	l.choose(lead, many)
}

func (l *List) firstOf(set map[mail.MessageID]bool) mail.MessageID {
	for _, id := range l.ids {
		if set[id] {
			return id
		}
	}
	return 0
}

// ExtendTo selects everything from where the selection began to an index; an index outside stands for the nearest.
func (l *List) ExtendTo(i int) {
	if len(l.ids) == 0 {
		return
	}
	i = min(max(i, 0), len(l.ids)-1)
	from := l.IndexOf(l.pivot)
	if from < 0 {
		from = max(l.IndexOf(l.state.Selected), 0)
		l.pivot = l.ids[from]
	}
	many := make(map[mail.MessageID]bool, max(from, i)-min(from, i)+1)
	for _, id := range l.ids[min(from, i) : max(from, i)+1] {
		many[id] = true
	}
	l.choose(l.ids[i], many)
}

// Extend moves the end of the selection delta rows down, or up.
func (l *List) Extend(delta int) {
	l.ExtendTo(l.IndexOf(l.state.Selected) + delta)
}

// SelectAll selects every message of the list.
func (l *List) SelectAll() {
	many := make(map[mail.MessageID]bool, len(l.ids))
	for _, id := range l.ids {
		many[id] = true
	}
	lead := l.state.Selected
	if len(l.ids) > 0 && !many[lead] {
		lead = l.ids[0]
	}
	l.choose(lead, many)
}

// SelectOne leaves only the message selected that the keyboard is at, and reports whether there were several.
func (l *List) SelectOne() bool {
	if l.many == nil {
		return false
	}
	l.Select(l.state.Selected)
	return true
}

// dropGoneSelection takes out of the selection what is no longer in the list.
func (l *List) dropGoneSelection() {
	if l.state.Selected == 0 {
		return
	}
	if l.many == nil {
		if l.IndexOf(l.state.Selected) < 0 {
			l.state.Selected = 0
		}
		return
	}
	left := make(map[mail.MessageID]bool, len(l.many))
	for _, id := range l.ids {
		if l.many[id] {
			left[id] = true
		}
	}
	if len(left) == len(l.many) {
		return
	}
	lead := l.state.Selected
	if !left[lead] {
		lead = l.firstOf(left)
	}
	l.choose(lead, left)
}

// withdraw takes messages out of the list that are on their way elsewhere, before the store says so, and selects the
// next one in the direction of reading. They do not come back before restore is called for them.
func (l *List) withdraw(ids []mail.MessageID) {
	going := make(map[mail.MessageID]bool, len(ids))
	for _, id := range ids {
		going[id] = true
	}
	next, leads := l.after(going), l.IsSelected(l.state.Selected) && going[l.state.Selected]
	maps.Copy(l.withdrawn, going)
	l.ids = without(l.ids, going)
	if l.fresh != nil {
		l.fresh = without(l.fresh, going)
	}
	if leads {
		l.Select(next)
	}
	l.redraw()
}

// after returns the message to be read once others have gone: the one behind them, or before them for somebody who
// reads upwards.
func (l *List) after(going map[mail.MessageID]bool) mail.MessageID {
	var above, below mail.MessageID
	met := false
	for _, id := range l.ids {
		switch {
		case going[id]:
			met, below = true, 0
		case !met:
			above = id
		case below == 0:
			below = id
		}
	}
	if below == 0 || (l.up && above != 0) {
		return above
	}
	return below
}

// restore lets messages appear again where the store has them. What is being read may be from before.
func (l *List) restore(ids []mail.MessageID) {
	for _, id := range ids {
		delete(l.withdrawn, id)
	}
	l.reading.stop()
	l.Reload()
}

func without(ids []mail.MessageID, out map[mail.MessageID]bool) []mail.MessageID {
	if len(out) == 0 {
		return ids
	}
	kept := make([]mail.MessageID, 0, len(ids))
	for _, id := range ids {
		if !out[id] {
			kept = append(kept, id)
		}
	}
	return kept
}
