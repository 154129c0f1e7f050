package model

import (
	"context"
	"io"

	"letterbox/mail"
)

// Fetcher brings what is not here yet of a large message.
type Fetcher interface {
	// FetchRest brings all of a message of which only the beginning is here, and goes on where an earlier call was
	// interrupted. progress hears how many bytes are here and how many there are, from any goroutine. May be called
	// from any goroutine.
	FetchRest(ctx context.Context, id mail.MessageID, progress func(have, of int64)) error
}

// Rest is what is not here yet of a large message, and how far its download is. The zero value: nothing is missing.
type Rest struct {
	Have, Of int64 // bytes
	Busy     bool
	Stopped  bool          // the person stopped it
	Problem  *mail.Problem // why it was interrupted
}

// Percent returns how much of the message is here.
func (r Rest) Percent() int { return int(100 * r.Have / max(r.Of, 1)) }

// download is the rest of one message on its way. It goes on while other messages are read.
type download struct {
	slot slot
	rest Rest
}

// begun takes over how much is here of the message that is read.
func (l *Letter) begun(body mail.Body) {
	if l.Fetcher == nil {
		return
	}
	id, of := l.state.ID, max(l.state.Message.Size, body.Missing)
	switch d := l.downloads[id]; {
	case body.Missing == 0:
		l.state.Rest = Rest{}
	case d != nil:
		l.state.Rest = d.rest
	default:
		l.state.Rest = Rest{Have: of - body.Missing, Of: of}
	}
}

// FetchRest downloads the rest of the message that is read. One that is on its way is left alone.
func (l *Letter) FetchRest() {
	id := l.state.ID
	if l.state.Rest.Of == 0 || l.state.Rest.Busy || l.Fetcher == nil {
		return
	}
	d := &download{rest: Rest{Have: l.state.Rest.Have, Of: l.state.Rest.Of, Busy: true}}
	if l.downloads == nil {
		l.downloads = map[mail.MessageID]*download{}
	}
	l.downloads[id] = d
	runTelling(l.Scope, &d.slot,
		func(ctx context.Context, tell func(Rest)) (struct{}, error) {
			return struct{}{}, l.Fetcher.FetchRest(ctx, id, func(have, of int64) { tell(Rest{Have: have, Of: of, Busy: true}) })
		},
		func(r Rest) { l.rested(id, d, r) },
		func(_ struct{}, err error) {
			if err != nil {
				l.rested(id, d, Rest{Have: d.rest.Have, Of: d.rest.Of, Problem: mail.ProblemOf(err)})
				return
			}
			delete(l.downloads, id)
			if l.state.ID == id {
				l.state.Rest = Rest{}
				l.readHeading()
				l.readBody()
			}
			l.changed(l.state)
		})
	l.rested(id, d, d.rest)
}

// rested shows how far a download is, if its message is the one that is read.
func (l *Letter) rested(id mail.MessageID, d *download, r Rest) {
	d.rest = r
	if l.state.ID == id {
		l.state.Rest = r
		l.changed(l.state)
	}
}

// StopRest stops the download for the message that is read. What came stays, and the next one goes on there.
func (l *Letter) StopRest() {
	d := l.downloads[l.state.ID]
	if d == nil || !d.rest.Busy {
		return
	}
	d.slot.stop()
	l.rested(l.state.ID, d, Rest{Have: d.rest.Have, Of: d.rest.Of, Stopped: true})
}

// SaveRaw writes the message as the server sent it, or what there is of it, to w and closes it.
func (l *Letter) SaveRaw(w io.WriteCloser) { l.SavePart(mail.Part{}, w) }
