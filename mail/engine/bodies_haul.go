package engine

import (
	"bytes"
	"context"
	"io"

	"letterbox/mail"
)

// haul is what a FETCH brought.
type haul struct {
	bodies  []mail.NewBody             // Preview and Attachment are not read yet
	missing []mail.UID                 // not sent, or too large to keep
	refused map[mail.UID]*mail.Problem // why, of those of which the server said it
	room    []byte                     // most of the bodies lie in it: it is used again when they are stored
}

// haulBodies fetches messages of the selected folder. room, which may be nil, is memory that it may use.
func haulBodies(ctx context.Context, session Session, wanted []mail.Missing, room []byte) (haul, error) {
	h := haul{room: roomFor(wanted, room)}
	ids := make(map[mail.UID]mail.Missing, len(wanted))
	uids := make([]mail.UID, len(wanted))
	for i, m := range wanted {
		ids[m.UID], uids[i] = m, m.UID
	}
	err := session.Bodies(ctx, uids, func(uid mail.UID, size int64, body io.Reader) error {
		m, asked := ids[uid]
		if !asked || size > largestBody {
			return nil
		}
		raw, err := h.take(size, body)
		if err != nil || len(raw) > largestBody { // what was announced need not be what comes
			return err
		}
		if len(raw) == 0 && m.Size > 0 { // NIL is what servers send of messages that they cannot read
			return nil
		}
		delete(ids, uid)
		h.bodies = append(h.bodies, mail.NewBody{Message: m.ID, Raw: raw})
		return nil
	})
	for uid := range ids {
		h.missing = append(h.missing, uid)
	}
	return h, err
}

// roomFor returns an empty room that the wanted messages most likely fit into: the one that is there, or a new one. A
// message too large to be fetched with others gets memory of its own.
func roomFor(wanted []mail.Missing, room []byte) []byte {
	var announced int64
	for _, m := range wanted {
		announced += m.Size
	}
	needed := announced + bytes.MinRead
	switch {
	case announced > bodyBatchBytes || needed <= int64(cap(room)):
		return room[:0]
	case announced > bodyBatchBytes/4: // the next ones will be of that kind
		needed = bodyBatchBytes + bytes.MinRead
	}
	return make([]byte, 0, needed)
}

// take reads one body to its end, into the room if it fits, but no more than a byte beyond the largest that is kept.
func (h *haul) take(size int64, body io.Reader) ([]byte, error) {
	body = io.LimitReader(body, largestBody+1)
	start := len(h.room)
	free := h.room[start:cap(h.room)]
	if size >= int64(len(free)) {
		return readRest(nil, size, body)
	}
	n, err := fill(free, body)
	switch {
	case err == io.EOF: //nolint:errorlint // the end itself: a connection that was cut wraps an EOF, too
		h.room = h.room[:start+n]
		return free[:n:n], nil
	case err != nil:
		return nil, err
	}
	return readRest(free, size, body)
}

// fill reads until p is full, which is no error, or until the error that ends r. io.ReadFull has one error for the end of
// a body and for a body that was cut off, which must never be taken for each other.
func fill(p []byte, r io.Reader) (n int, err error) {
	for n < len(p) && err == nil {
		var m int
		m, err = r.Read(p[n:])
		n += m
	}
	return n, err
}

// readRest returns what was read already and the rest of a body in memory of its own.
func readRest(begun []byte, size int64, body io.Reader) ([]byte, error) {
	var raw bytes.Buffer
	raw.Grow(max(int(size), len(begun)) + bytes.MinRead) // so that reading to the end does not double it
	raw.Write(begun)
	_, err := io.Copy(&raw, body)
	return raw.Bytes(), err
}

// store reads and stores what came and returns how many bodies that were. A message that did not come is recorded as
// unreadable, so that the next batch goes on behind it.
func (h haul) store(ctx context.Context, config Config, folder mail.FolderID) (int, error) {
	for i := range h.bodies {
		h.bodies[i].Preview, h.bodies[i].Attachment = config.ReadBody(h.bodies[i].Raw)
	}
	if err := config.Store.PutBodies(ctx, h.bodies); err != nil {
		return 0, err
	}
	if len(h.missing) > 0 {
		if err := config.Store.NoteUnreadable(ctx, folder, h.lacks(config, 1)); err != nil {
			return 0, err
		}
	}
	return len(h.bodies), nil
}
