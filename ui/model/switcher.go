package model

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"letterbox/mail"
	"letterbox/mail/search"
)

// TargetKind is what a Target is.
type TargetKind string

// The kinds.
const (
	TargetFolder  TargetKind = "folder"
	TargetSearch  TargetKind = "search" // one that was saved
	TargetPerson  TargetKind = "person"
	TargetAction  TargetKind = "action"
	TargetMessage TargetKind = "message"
)

// Action is something that the program does, besides what it does to messages.
type Action string

// The actions, in the order in which they are offered.
const (
	ActionWrite    Action = "write"
	ActionRefresh  Action = "refresh"
	ActionSearch   Action = "search"
	ActionOutbox   Action = "outbox"
	ActionSettings Action = "settings"
	ActionAdd      Action = "add"
	ActionDiagnose Action = "diagnose"
	ActionReport   Action = "report"
)

// Target is something to switch to.
type Target struct {
	Kind    TargetKind
	Folder  mail.Folder
	Saved   search.Saved
	Person  mail.Address
	Action  Action
	Message mail.Message

	found bool          // the index says that it fits
	Name  string        // as the view words it
	Marks []search.Span // in Name: what matches what was typed
}

// SwitcherState is the quick switcher.
type SwitcherState struct {
	Open    bool
	Typed   string
	Targets []Target
	At      int // of Targets: where the keyboard is
}

const (
	switcherMost   = 50  // targets that are shown
	switcherPeople = 300 // that are looked through
	recentMost     = 20  // messages that were read
	recentShown    = 5   // of them while nothing is typed
)

// Switcher leads to folders, people, messages and actions by the keyboard alone. It belongs to the UI goroutine.
type Switcher struct {
	shell   *Shell
	state   SwitcherState
	changed func(SwitcherState)
	name    func(Target) string
	people  []mail.Address
	found   []mail.Message // by the index, for what is typed
	recent  []mail.Message // read, the last one first

	asking, finding slot
}

func newSwitcher(s *Shell) *Switcher {
	return &Switcher{shell: s, changed: func(SwitcherState) {}, name: func(Target) string { return "" }}
}

// Switcher returns the quick switcher.
func (s *Shell) Switcher() *Switcher { return s.switcher }

// Observe sets who draws the state, and how targets are worded, and has it drawn at once.
func (w *Switcher) Observe(name func(Target) string, changed func(SwitcherState)) {
	w.name, w.changed = name, changed
	changed(w.state)
}

// State returns what is shown.
func (w *Switcher) State() SwitcherState { return w.state }

// Open shows the switcher, with nothing typed.
func (w *Switcher) Open() {
	if w.state.Open || w.shell.state.Screen != ScreenMailbox {
		return
	}
	w.state = SwitcherState{Open: true}
	w.found = nil
	w.askPeople()
	w.arrange()
}

// Close takes it away.
func (w *Switcher) Close() {
	if !w.state.Open {
		return
	}
	w.asking.stop()
	w.finding.stop()
	w.state = SwitcherState{}
	w.changed(w.state)
}

// Type looks for what is typed.
func (w *Switcher) Type(typed string) {
	if !w.state.Open || typed == w.state.Typed {
		return
	}
	w.state.Typed = typed
	w.askMessages()
	w.arrange()
}

// Reword names the targets again: they are worded in another language now.
func (w *Switcher) Reword() { w.arrange() }

// Move goes delta targets down, or up.
func (w *Switcher) Move(delta int) {
	w.state.At = max(min(w.state.At+delta, len(w.state.Targets)-1), 0)
	w.changed(w.state)
}

// Take goes to the target at an index.
func (w *Switcher) Take(at int) {
	if at < 0 || at >= len(w.state.Targets) {
		return
	}
	t := w.state.Targets[at]
	w.Close()
	w.shell.goTo(t)
}

// read remembers a message that was opened.
func (w *Switcher) read(m mail.Message) {
	if m.ID == 0 {
		return
	}
	kept := slices.DeleteFunc(slices.Clone(w.recent), func(old mail.Message) bool { return old.ID == m.ID })
	w.recent = slices.Insert(kept, 0, m)
	w.recent = w.recent[:min(len(w.recent), recentMost)]
}

func (w *Switcher) askPeople() {
	people := w.shell.config.People
	if people == nil {
		return
	}
	run(w.shell.config.Scope, &w.asking,
		func(ctx context.Context) ([]mail.Address, error) { return people.People(ctx, switcherPeople) },
		func(list []mail.Address, err error) {
			if err == nil { // without them there is the rest
				w.people = list
				w.arrange()
			}
		})
}

// askMessages looks for messages whose subject has what is typed.
func (w *Switcher) askMessages() {
	w.finding.stop()
	w.found = nil
	typed, searcher := strings.TrimSpace(w.state.Typed), w.shell.config.Searcher
	if typed == "" || searcher == nil {
		return
	}
	query := search.Parse(typed, search.Options{Now: w.shell.search.Now(), Typing: true})
	request := search.Request{Query: query, Limit: recentMost, Plain: true}
	run(w.shell.config.Scope, &w.finding,
		func(ctx context.Context) (search.Result, error) { return searcher.Search(ctx, request) },
		func(r search.Result, err error) {
			if err != nil {
				return
			}
			for _, h := range r.Hits {
				w.found = append(w.found, h.Message)
			}
			w.arrange()
		})
}

// arrange ranks everything by what is typed. What was ranked first stays where the keyboard is.
func (w *Switcher) arrange() {
	if !w.state.Open {
		return
	}
	typed := strings.TrimSpace(w.state.Typed)
	var list []ranked
	for _, t := range w.candidates(typed == "") {
		t.Name = w.name(t)
		if r, ok := rank(t, typed); ok {
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(a, b ranked) int { return cmp.Compare(b.score, a.score) })
	w.state.Targets, w.state.At = nil, 0
	for _, r := range list[:min(len(list), switcherMost)] {
		w.state.Targets = append(w.state.Targets, r.Target)
	}
	w.changed(w.state)
}

// candidates returns everything that one may mean, the likeliest kinds first; only what is used daily while nothing is
// typed.
func (w *Switcher) candidates(daily bool) []Target {
	var list []Target
	for i, m := range w.recent {
		if !daily || i < recentShown {
			list = append(list, Target{Kind: TargetMessage, Message: m, found: holds(w.found, m.ID)})
		}
	}
	for _, s := range w.shell.sidebar.state.Saved {
		list = append(list, Target{Kind: TargetSearch, Saved: s})
	}
	for _, f := range w.shell.sidebar.selectable() {
		list = append(list, Target{Kind: TargetFolder, Folder: f})
	}
	for _, a := range w.shell.actions() {
		list = append(list, Target{Kind: TargetAction, Action: a})
	}
	if daily {
		return list
	}
	for _, p := range w.people {
		list = append(list, Target{Kind: TargetPerson, Person: p})
	}
	for _, m := range w.found {
		if !holds(w.recent, m.ID) {
			list = append(list, Target{Kind: TargetMessage, Message: m, found: true})
		}
	}
	return list
}

func holds(list []mail.Message, id mail.MessageID) bool {
	return slices.ContainsFunc(list, func(m mail.Message) bool { return m.ID == id })
}
