package model

import (
	"context"
	"slices"
	"time"

	"letterbox/mail"
)

const (
	savePause  = 700 * time.Millisecond // from the first change to the save that holds it
	retryPause = 3 * time.Second        // after a save that failed
)

// edited has what was changed saved soon. Somebody who goes on typing does not put the save off.
func (m *Compose) edited() {
	m.edits++
	if m.state.Save != SaveRunning && m.state.Save != SaveFailed {
		m.state.Save = SavePending
	}
	m.saveIn(savePause)
	m.changed(m.state)
}

func (m *Compose) saveIn(pause time.Duration) {
	if m.pausing.busy() || m.over {
		return
	}
	run(m.Scope, &m.pausing,
		func(ctx context.Context) (struct{}, error) {
			timer := time.NewTimer(pause)
			defer timer.Stop()
			select {
			case <-timer.C:
				return struct{}{}, nil
			case <-ctx.Done():
				return struct{}{}, ctx.Err()
			}
		},
		func(_ struct{}, err error) {
			if err == nil {
				m.save()
			}
		})
}

// save writes the present state, unless that is being done: then what came since is saved next.
func (m *Compose) save() {
	m.pausing.stop()
	if m.saving || m.edits == m.saved {
		return
	}
	m.saving, m.state.Save = true, SaveRunning
	edits, draft := m.edits, m.outward()
	var kept mail.Composition
	m.order.do(m.Scope,
		func(ctx context.Context) error {
			draft.ID = m.id
			var err error
			if kept, err = m.Writer.Save(ctx, draft); err == nil {
				m.id = kept.ID
			}
			return err
		},
		func(err error) { m.written(edits, kept, err) })
}

// outward is the draft with its lists copied, for another goroutine.
func (m *Compose) outward() mail.Composition {
	draft := m.state.Draft
	draft.Files = slices.Clone(draft.Files)
	return draft
}

// written takes over how a save went.
func (m *Compose) written(edits int, kept mail.Composition, err error) {
	m.saving = false
	m.state.SaveErr = mail.ProblemOf(err)
	if err != nil {
		m.state.Save, m.leaving = SaveFailed, nil
		m.saveIn(retryPause)
		m.changed(m.state)
		return
	}
	m.saved = edits
	d := &m.state.Draft
	d.ID, d.Revision, d.Changed, d.MessageID = kept.ID, kept.Revision, kept.Changed, kept.MessageID
	m.state.Save, m.state.SavedAt = SaveDone, m.Now()
	switch {
	case m.edits > m.saved && m.leaving != nil:
		m.save()
	case m.edits > m.saved:
		m.state.Save = SavePending
		m.saveIn(savePause)
	case m.leaving != nil && m.state.Files == 0:
		m.leaving()
		return
	}
	m.changed(m.state)
}

// whenSaved does something once everything is on disk. A save that fails keeps the window open.
func (m *Compose) whenSaved(then func()) {
	m.leaving = then
	if m.edits == m.saved && !m.saving && m.state.Files == 0 {
		then()
		return
	}
	m.save()
}

// Close closes the window. The draft is kept if anything in it is the person's.
func (m *Compose) Close() {
	switch {
	case m.over || m.state.Sending:
	case m.state.Loading:
		m.end(Ending{})
	case m.same() && m.state.Files == 0:
		m.dropUnchanged()
	default:
		m.whenSaved(func() {
			m.leave()
			m.end(Ending{Kept: true})
		})
	}
}

// same reports that the draft holds nothing but what was prepared.
func (m *Compose) same() bool {
	a, b := m.begun, m.state.Draft
	return a.Account == b.Account && a.To == b.To && a.Cc == b.Cc && a.Bcc == b.Bcc &&
		a.Subject == b.Subject && a.Text == b.Text && slices.Equal(a.Files, b.Files)
}

// dropUnchanged ends what nobody changed: a draft that was there stays, anything else leaves nothing behind.
func (m *Compose) dropUnchanged() {
	switch {
	case m.begun.Revision > 0:
		m.whenSaved(func() {
			m.leave()
			m.end(Ending{})
		})
	default:
		m.removeStored()
		m.end(Ending{})
	}
}

// removeStored discards what was stored of a draft, such as the files of a forwarded message.
func (m *Compose) removeStored() {
	m.order.do(m.Scope,
		func(ctx context.Context) error {
			if m.id == 0 {
				return nil
			}
			return m.Writer.Discard(ctx, m.id)
		},
		func(error) {}) // it is seen among the drafts if it is still there
}

func (m *Compose) leave() {
	m.order.do(m.Scope,
		func(ctx context.Context) error {
			if m.id != 0 {
				m.Writer.Leave(ctx, m.id)
			}
			return nil
		},
		func(error) {})
}

// Discard closes the window for a draft that the person does not want. It goes once it cannot be taken back any more.
func (m *Compose) Discard() {
	if m.over || m.state.Sending {
		return
	}
	if m.same() && m.begun.Revision == 0 {
		m.dropUnchanged()
		return
	}
	m.whenSaved(func() { m.end(Ending{Discard: true}) })
}

// end closes the window, once.
func (m *Compose) end(how Ending) {
	if m.over {
		return
	}
	m.over = true
	m.beginning.stop()
	m.pausing.stop()
	m.completing.stop()
	m.Over(m, how)
}

// Rest saves what is not on disk yet, without the UI goroutine's queue: the program is about to end, and whoever calls
// it is the UI goroutine. It waits for what is under way.
func (m *Compose) Rest(ctx context.Context) error {
	if m.over || m.state.Loading || m.edits == m.saved {
		return nil
	}
	if m.order.last != nil {
		select {
		case <-m.order.last:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	draft := m.outward()
	draft.ID = m.id
	kept, err := m.Writer.Save(ctx, draft)
	if err == nil {
		m.Writer.Leave(ctx, kept.ID)
	}
	return err
}
