package ui

import (
	"context"

	"letterbox/ui/view"
)

// FocusSearch puts the keyboard into the search field, as the shortcut does.
func (w *Window) FocusSearch(ctx context.Context) error {
	return w.onMailbox(ctx, (*view.Mailbox).FocusSearch)
}

// FocusList puts the keyboard into the list of messages.
func (w *Window) FocusList(ctx context.Context) error {
	return w.onMailbox(ctx, (*view.Mailbox).FocusList)
}

func (w *Window) onMailbox(ctx context.Context, do func(*view.Mailbox)) error {
	return w.Do(ctx, func() {
		if m := w.mailboxOnScreen(); m != nil {
			do(m)
		}
	})
}
