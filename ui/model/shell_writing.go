package model

import (
	"context"
	"errors"
	"slices"
	"time"

	"letterbox/mail"
)

// writing is the part of the shell that opens and closes the windows in which messages are written.
type writing struct {
	moves  *Moves
	undo   *Undo
	outbox *OutboxView
	open   []*Compose // in the order in which they were opened
}

func newWriting(s *Shell) writing {
	c := s.config
	w := writing{undo: NewUndo(c.Scope, c.Mailer, c.Undoer)}
	w.outbox = &OutboxView{
		scope: c.Scope, outbox: c.Outbox, changed: func(OutboxState) {},
		edit:  s.reopen,
		drop:  s.discard,
		stuck: func(n int) { s.writing.undo.say(UndoState{Deed: Deed{Kind: DeedRefused, Count: n}}) },
	}
	w.moves = NewMoves(s.front, w.undo, s.sidebar.foldersOf)
	return w
}

// Moves returns what is done to the selected messages.
func (s *Shell) Moves() *Moves { return s.writing.moves }

// Undo returns the presenter of the bar that takes things back.
func (s *Shell) Undo() *Undo { return s.writing.undo }

// Outbox returns the presenter of the outbox.
func (s *Shell) Outbox() *OutboxView { return s.writing.outbox }

// Writing returns the windows in which messages are written.
func (s *Shell) Writing() []*Compose { return slices.Clone(s.writing.open) }

// CanWrite reports whether there is an account to send from.
func (s *Shell) CanWrite() bool { return s.config.Writer != nil && len(s.senders()) > 0 }

// senders returns the accounts that can send.
func (s *Shell) senders() []mail.Account {
	var list []mail.Account
	for _, a := range s.settings.state.Accounts {
		if !a.Archived {
			list = append(list, a)
		}
	}
	return list
}

// Write opens a window for a new message, from the account on screen.
func (s *Shell) Write() { s.WriteTo("") }

// WriteTo opens a window for a new message to an address.
func (s *Shell) WriteTo(to string) {
	s.compose(s.list.state.Folder.Account, mail.Purpose{Kind: mail.PurposeNew}, to)
}

// Respond opens a window that answers or forwards the selected message. Nothing happens unless one is selected.
func (s *Shell) Respond(kind mail.PurposeKind) {
	if ids := s.Selection(); len(ids) == 1 {
		s.compose(s.front().here().Account, mail.Purpose{Kind: kind, Message: ids[0]}, "")
	}
}

// EditDraft opens a message of a Drafts folder for editing; another message is left alone. It reports whether it did.
func (s *Shell) EditDraft(id mail.MessageID) bool {
	here := s.front().here()
	if here.Role != mail.RoleDrafts || s.config.Writer == nil || id == 0 {
		return false
	}
	s.compose(here.Account, mail.Purpose{Kind: mail.PurposeEdit, Message: id}, "")
	return true
}

func (s *Shell) compose(account mail.AccountID, p mail.Purpose, to string) {
	if !s.CanWrite() {
		return
	}
	if p.Kind == mail.PurposeEdit {
		for _, c := range s.writing.open {
			if c.Purpose == p || c.state.Draft.Copy == p.Message {
				c.raised()
				return
			}
		}
	}
	senders := s.senders()
	if !slices.ContainsFunc(senders, func(a mail.Account) bool { return a.ID == account }) {
		account = senders[0].ID
	}
	c := s.composeConfig(account, p)
	c.To = to
	s.writing.open = append(s.writing.open, NewCompose(c))
	s.changed(s.state)
}

func (s *Shell) composeConfig(account mail.AccountID, p mail.Purpose) ComposeConfig {
	return ComposeConfig{
		Scope: s.config.Scope, Writer: s.config.Writer, Account: account, Purpose: p, Senders: s.senders(),
		Speaks: s.speaks, Now: time.Now, Over: s.composed,
	}
}

// reopen opens a window for a draft that was taken back.
func (s *Shell) reopen(draft mail.Composition) {
	s.writing.open = append(s.writing.open, openCompose(s.composeConfig(draft.Account, draft.Purpose), draft))
	s.changed(s.state)
}

// composed closes a window and says in the main one what became of the message.
func (s *Shell) composed(c *Compose, how Ending) {
	s.writing.open = slices.DeleteFunc(s.writing.open, func(x *Compose) bool { return x == c })
	draft := c.outward()
	switch {
	case how.Sent != 0:
		s.sending(how.Sent)
	case how.Discard:
		s.discard(draft)
	case how.Kept:
		s.writing.undo.offer(&deed{Deed: Deed{Kind: DeedKept, Count: 1}, undone: func() { s.discard(draft) }}, false)
	}
	s.changed(s.state)
}

// sending offers to take a message back that was sent just now, for as long as it waits.
func (s *Shell) sending(id mail.OutgoingID) {
	s.writing.outbox.Reload()
	if s.config.Outbox == nil {
		return
	}
	var draft mail.Composition
	d := &deed{Deed: Deed{Kind: DeedSending, Count: 1}}
	d.back = func(ctx context.Context) error {
		var err error
		draft, err = s.config.Outbox.Recall(ctx, id)
		return err
	}
	d.undone = func() { s.reopen(draft) }
	do(s.config.Scope,
		func(ctx context.Context) error {
			all, err := s.config.Outbox.Outgoing(ctx)
			for _, o := range all {
				if o.ID == id {
					d.rest = time.Until(o.Due)
				}
			}
			return err
		},
		func(error) {
			if d.rest > 0 { // else it leaves at once, as the person has chosen
				s.writing.undo.offer(d, false)
			}
		})
}

// discard removes a draft once the person cannot take that back any more.
func (s *Shell) discard(draft mail.Composition) {
	s.writing.undo.offer(&deed{
		Deed:   Deed{Kind: DeedDiscarded, Count: 1},
		back:   func(context.Context) error { return nil },
		undone: func() { s.reopen(draft) },
		late:   func(ctx context.Context) error { return s.config.Writer.Discard(ctx, draft.ID) },
	}, false)
}

// Rest saves everything that is being written: the program is about to end. It is called on the UI goroutine, after
// which the UI goroutine runs nothing any more.
func (s *Shell) Rest(ctx context.Context) error {
	var failed error
	for _, c := range s.writing.open {
		failed = errors.Join(failed, c.Rest(ctx))
	}
	return failed
}

// foldersOf returns the folders of an account, from memory.
func (s *Sidebar) foldersOf(id mail.AccountID) []mail.Folder {
	for _, a := range s.read {
		if a.account.ID == id {
			return a.folders
		}
	}
	return nil
}
