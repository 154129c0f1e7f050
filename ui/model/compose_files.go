package model

import (
	"context"
	"io"
	"slices"

	"letterbox/mail"
)

// Attach stores a file with the draft. open is called off the UI goroutine.
func (m *Compose) Attach(name string, open func() (io.ReadCloser, error)) {
	m.state.Files++
	m.state.Forgot = false
	m.edits++
	m.save() // a file needs a draft to be stored with
	var file mail.DraftFile
	m.order.do(m.Scope,
		func(ctx context.Context) error {
			r, err := open()
			if err != nil {
				return err
			}
			defer r.Close()
			file, err = m.Writer.Attach(ctx, m.id, name, r)
			return err
		},
		func(err error) {
			m.state.Files--
			if m.state.Problem = mail.ProblemOf(err); err == nil {
				m.state.Draft.Files = append(slices.Clone(m.state.Draft.Files), file)
				m.edited()
			}
			if m.leaving != nil {
				m.whenSaved(m.leaving)
			}
			m.changed(m.state)
		})
	m.changed(m.state)
}

// Detach removes an attached file.
func (m *Compose) Detach(id mail.DraftFileID) {
	var left []mail.DraftFile
	for _, f := range m.state.Draft.Files {
		if f.ID != id {
			left = append(left, f)
		}
	}
	m.state.Draft.Files = left
	m.order.do(m.Scope,
		func(ctx context.Context) error { return m.Writer.Detach(ctx, id) },
		func(err error) {
			if err != nil {
				m.state.Problem = mail.ProblemOf(err)
				m.changed(m.state)
			}
		})
	m.edited()
}

// DismissProblem takes away what is said about something that did not work.
func (m *Compose) DismissProblem() {
	m.state.Problem = nil
	m.changed(m.state)
}
