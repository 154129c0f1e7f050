package engine

import (
	"context"
	"errors"
	"slices"
	"time"

	"letterbox/mail"
)

// What cannot be read of a message is never passed over: the message is listed with what the server says about it, and
// noted with the reason, so that it is not asked for over and over, does not keep the others waiting, and is tried again
// when its time has come (mail.Unreadable.Due) or the person says so.
const (
	mostLacking  = 100 // headers that may stay out of one answer before the folder counts as not readable
	mostMended   = 20  // unreadable messages that a round tries again
	mostBreaking = 3   // how often a message breaks the protocol before it counts as unreadable
	mostLosing   = 5   // how often the connection is lost on it, which may also be the network's fault
)

// Barer is a Session that tells what the server knows of messages without reading them; those that it no longer has
// are left out. Every protocol here does. Raw of the headers is empty.
type Barer interface {
	Bare(ctx context.Context, uids []mail.UID, each func(mail.FetchedHeader) error) error
}

// Refuser is a Session that passes over what the server refuses, and remembers why: POP3.
type Refuser interface {
	Refusal(uid mail.UID) *mail.Problem
}

type unreadableStore interface {
	AddUnreadable(ctx context.Context, folder mail.FolderID, rows []mail.NewMessage, notes []mail.Unreadable) error
	NoteUnreadable(ctx context.Context, folder mail.FolderID, notes []mail.Unreadable) error
	NoteFolder(ctx context.Context, folder mail.FolderID, code mail.Code, reply string) error
	Suspect(ctx context.Context, folder mail.FolderID, uid mail.UID) (times int, err error)
	Suspects(ctx context.Context, folder mail.FolderID) ([]mail.Unreadable, error)
	Unreadable(ctx context.Context, id mail.MessageID) (mail.Unreadable, bool, error)
	Unreadables(ctx context.Context, account mail.AccountID) ([]mail.Unreadable, error)
	UnreadablesDue(ctx context.Context, account mail.AccountID, at time.Time, limit int) ([]mail.Unreadable, error)
	SetHeader(ctx context.Context, folder mail.FolderID, message mail.NewMessage) error
	// Readable ends the note of a message.
	Readable(ctx context.Context, folder mail.FolderID, uid mail.UID) error
}

// lackHeaders lists those messages of a chunk whose headers did not come although they were asked for. What the server
// does not know any more is left out.
func (r *round) lackHeaders(ctx context.Context, f mail.Folder, asked []mail.UID, came map[mail.UID]bool) error {
	missing := slices.DeleteFunc(slices.Clone(asked), func(uid mail.UID) bool { return came[uid] })
	bare, able := r.session.(Barer)
	if len(missing) == 0 || !able {
		return nil
	}
	var rows []mail.NewMessage
	var notes []mail.Unreadable
	take := func(h mail.FetchedHeader) error {
		rows = append(rows, mail.NewMessage{UID: h.UID, Flags: h.Flags, Received: r.arrived(h.Received, time.Time{}), Size: h.Size})
		notes = append(notes, mail.Unreadable{UID: h.UID, Lack: mail.LackHeader, Code: mail.ServerRefused, Noted: r.config.Now()})
		return nil
	}
	err := r.bare(ctx, bare, missing, take)
	switch {
	case err != nil:
		return err
	case len(rows) == 0:
		return nil
	case len(rows) > mostLacking:
		account, err := accountByID(ctx, r.config.Store, r.account)
		if err != nil {
			return err
		}
		return &mail.Problem{Code: mail.ProtocolViolation, Stage: mail.StageFetch, Server: account.Incoming, Retry: mail.RetryLater, Err: errLacking}
	}
	r.config.Log.Warn("messages listed without their headers", "account", r.account, "folder", f.ID, "count", len(rows), "first", rows[0].UID)
	return r.config.Store.AddUnreadable(ctx, f.ID, rows, notes)
}

// bare asks what the server knows of messages, of each by itself when it refuses them together. Of one that it says
// nothing about at all the UID is known, and that it is there.
func (r *round) bare(ctx context.Context, from Barer, uids []mail.UID, take func(mail.FetchedHeader) error) error {
	err := from.Bare(ctx, uids, take)
	switch {
	case err == nil || !refusedOne(ctx, r.session, err):
		return err
	case len(uids) == 1:
		return take(mail.FetchedHeader{UID: uids[0]})
	case len(uids) > mostLacking:
		return err
	}
	for _, uid := range uids {
		if err := r.bare(ctx, from, []mail.UID{uid}, take); err != nil {
			return err
		}
	}
	return nil
}

var errLacking = errors.New("most headers that were asked for did not come")

// came reports whether a header is one: there are servers that answer NIL for what they cannot read.
func came(h mail.FetchedHeader) bool { return len(h.Raw) > 0 || h.Size == 0 }

// refusedOne reports whether a fetch was refused for a reason that may lie in one of its messages.
func refusedOne(ctx context.Context, session Session, err error) bool {
	var p *mail.Problem
	if session.Broken() || ctx.Err() != nil || !errors.As(err, &p) || !fromServer(p) {
		return false
	}
	switch p.Code {
	case mail.ServerRefused, mail.ProtocolViolation, mail.Unknown, mail.ServerBusy, mail.LimitExceeded, mail.AccessDenied:
		return true
	default:
		return false
	}
}

// haulEach fetches messages of the selected folder. When the server refuses them because of some message, they are
// fetched in halves, until only that message is left out, with the reason. room is as with haulBodies.
func haulEach(ctx context.Context, session Session, wanted []mail.Missing, room []byte) (haul, error) {
	h, err := haulBodies(ctx, session, wanted, room)
	if err == nil {
		h.ask(session)
	}
	if err == nil || !refusedOne(ctx, session, err) {
		return h, err
	}
	rest := slices.DeleteFunc(slices.Clone(wanted), func(m mail.Missing) bool { return !slices.Contains(h.missing, m.UID) })
	h.missing = nil
	if len(rest) == 1 {
		h.missing, h.refused = []mail.UID{rest[0].UID}, map[mail.UID]*mail.Problem{rest[0].UID: mail.ProblemOf(err)}
		return h, nil
	}
	for _, half := range [][]mail.Missing{rest[:len(rest)/2], rest[len(rest)/2:]} {
		part, err := haulEach(ctx, session, half, nil)
		h.add(part)
		if err != nil {
			return h, err
		}
	}
	return h, nil
}

// add takes over what another fetch brought.
func (h *haul) add(other haul) {
	h.bodies = append(h.bodies, other.bodies...)
	h.missing = append(h.missing, other.missing...)
	for uid, p := range other.refused {
		h.refuse(uid, p)
	}
}

func (h *haul) refuse(uid mail.UID, why *mail.Problem) {
	if h.refused == nil {
		h.refused = map[mail.UID]*mail.Problem{}
	}
	h.refused[uid] = why
}

// ask finds out why messages did not come, where the session remembers it.
func (h *haul) ask(session Session) {
	from, remembers := session.(Refuser)
	if !remembers {
		return
	}
	for _, uid := range h.missing {
		if p := from.Refusal(uid); p != nil {
			h.refuse(uid, p)
		}
	}
}

// lacks returns the notes of the messages that did not come. attempts is how often they were tried with this.
func (h haul) lacks(config Config, attempts int) []mail.Unreadable {
	var notes []mail.Unreadable
	for _, uid := range h.missing {
		u := mail.Unreadable{UID: uid, Lack: mail.LackBody, Code: mail.MessageGone, Attempts: attempts, Noted: config.Now()}
		if p := h.refused[uid]; p != nil {
			u.Code, u.Reply = p.Code, p.Reply
		}
		notes = append(notes, u)
	}
	return notes
}

// suspect keeps what came of a fetch before the connection broke, and counts against the message that was on its way.
// One that breaks it again and again is left out from then on, so that the others come.
func (r *round) suspect(ctx context.Context, f mail.Folder, h haul, cause error) error {
	missing := h.missing
	if h.missing = nil; len(h.bodies) > 0 && ctx.Err() == nil {
		if _, err := h.store(ctx, r.config, f.ID); err != nil {
			return errors.Join(cause, err)
		}
	}
	u, guilty, err := r.breaker(ctx, f, missing, cause)
	if err != nil || !guilty {
		return errors.Join(cause, err)
	}
	u.Lack = mail.LackBody
	return errors.Join(cause, r.config.Store.NoteUnreadable(ctx, f.ID, []mail.Unreadable{u}))
}

// suspectHeader is suspect for a fetch of headers. A message that is left out is listed by its UID.
func (r *round) suspectHeader(ctx context.Context, f mail.Folder, asked []mail.UID, came map[mail.UID]bool, cause error) error {
	missing := slices.DeleteFunc(slices.Clone(asked), func(uid mail.UID) bool { return came[uid] })
	u, guilty, err := r.breaker(ctx, f, missing, cause)
	if err != nil || !guilty {
		return errors.Join(cause, err)
	}
	u.Lack = mail.LackHeader
	row := mail.NewMessage{UID: u.UID, Received: u.Noted}
	return errors.Join(cause, r.config.Store.AddUnreadable(ctx, f.ID, []mail.NewMessage{row}, []mail.Unreadable{u}))
}

// breaker counts against the first of the messages that were on their way when the connection broke, since servers send
// in the order of UIDs, and reports whether that was once too often. It is tried alone then, by mend, and clears itself if
// it was another one.
func (r *round) breaker(ctx context.Context, f mail.Folder, missing []mail.UID, cause error) (u mail.Unreadable, guilty bool, err error) {
	p := mail.ProblemOf(cause)
	most := mostBreaking
	if connection(p.Code) {
		most = mostLosing
	}
	if !breaks(p.Code) || len(missing) == 0 || ctx.Err() != nil {
		return u, false, nil
	}
	r.blamed = true
	u = mail.Unreadable{UID: slices.Min(missing), Code: p.Code, Reply: p.Reply, Noted: r.config.Now()}
	times, err := r.config.Store.Suspect(ctx, f.ID, u.UID)
	if err != nil || times < most {
		return u, false, err
	}
	r.config.Log.Warn("a message breaks the connection", "account", r.account, "folder", f.ID, "uid", u.UID, "code", p.Code)
	return u, true, nil
}

// connection reports whether an error may as well be the network's.
func connection(code mail.Code) bool { return code == mail.ConnectionLost || code == mail.TimedOut }

// breaks reports whether an error may come from what a message holds.
func breaks(code mail.Code) bool {
	return connection(code) || code == mail.ProtocolViolation || code == mail.LimitExceeded || code == mail.ServerBusy
}

// mend tries unreadable messages again whose time has come, and counts those that are left.
func (r *round) mend(ctx context.Context) error {
	due, err := r.config.Store.UnreadablesDue(ctx, r.account, r.config.Now(), mostMended)
	if err != nil {
		return err
	}
	var selected mail.FolderID
	for _, u := range due {
		if selected != u.Folder {
			f, err := r.config.Store.Folder(ctx, u.Folder)
			if err != nil {
				return err
			}
			if _, err := r.session.Select(ctx, f); err != nil {
				return err
			}
			selected = u.Folder
		}
		read, err := mendOne(ctx, r.config, r.session, u)
		if err != nil {
			return err
		}
		if read {
			r.summary.Bodies++
		}
	}
	left, err := r.config.Store.Unreadables(ctx, r.account)
	r.summary.Unreadable = len(left)
	return err
}

// mendOne tries to read a message of the selected folder again, and reports whether it could be read. The attempt is
// counted before it is made, so that one that breaks the connection is not made again at once.
func mendOne(ctx context.Context, config Config, session Session, u mail.Unreadable) (read bool, err error) {
	u.Attempts, u.Noted = u.Attempts+1, config.Now()
	if err := config.Store.NoteUnreadable(ctx, u.Folder, []mail.Unreadable{u}); err != nil {
		return false, err
	}
	known, err := config.Store.Message(ctx, u.Message)
	if err != nil {
		return false, err
	}
	if known, err = learn(ctx, session, u, known); err != nil {
		return false, err
	}
	if known.Size > mail.LargeMessage {
		return mendLarge(ctx, config, session, u, known)
	}
	h, err := haulEach(ctx, session, []mail.Missing{{ID: u.Message, UID: u.UID, Size: known.Size}}, nil)
	if err != nil {
		return false, err
	}
	if len(h.bodies) == 0 {
		return false, h.stillLacks(ctx, config, session, u, known)
	}
	if u.Lack == mail.LackHeader {
		if err := setHeader(ctx, config, u, known, h.bodies[0].Raw); err != nil {
			return false, err
		}
	}
	stored, err := h.store(ctx, config, u.Folder)
	return stored > 0, err
}

// learn asks what the server knows of a message of which only the UID was listed. That it says nothing is no error.
func learn(ctx context.Context, session Session, u mail.Unreadable, known mail.Message) (mail.Message, error) {
	bare, able := session.(Barer)
	if !able || u.Lack != mail.LackHeader || known.Size > 0 {
		return known, nil
	}
	err := bare.Bare(ctx, []mail.UID{u.UID}, func(h mail.FetchedHeader) error {
		known.Size = h.Size
		if !h.Received.IsZero() {
			known.Received = h.Received
		}
		return nil
	})
	if err != nil && refusedOne(ctx, session, err) {
		return known, nil
	}
	return known, err
}

// stillLacks notes that a message could not be read again, and takes what can be had of it.
func (h haul) stillLacks(ctx context.Context, config Config, session Session, u mail.Unreadable, known mail.Message) error {
	for _, note := range h.lacks(config, u.Attempts) {
		note.Lack = u.Lack
		if err := config.Store.NoteUnreadable(ctx, u.Folder, []mail.Unreadable{note}); err != nil {
			return err
		}
	}
	if err := salvage(ctx, config, session, u, known); err != nil {
		return err
	}
	return lateHeader(ctx, config, session, u, known)
}

// salvage keeps the beginning of a message that does not come as a whole, where the server sends that.
func salvage(ctx context.Context, config Config, session Session, u mail.Unreadable, known mail.Message) error {
	if _, able := session.(Parter); !able || known.Preview != "" {
		return nil
	}
	_, err := bringBeginning(ctx, config, session, mail.Missing{ID: u.Message, UID: u.UID, Size: known.Size})
	var p *mail.Problem
	if errors.As(err, &p) && (p.Code == mail.MessageGone || refusedOne(ctx, session, err)) {
		return nil
	}
	return err
}

// mendLarge is mendOne for a message that is too large to be brought as a whole: it is mended when its beginning is here.
func mendLarge(ctx context.Context, config Config, session Session, u mail.Unreadable, known mail.Message) (bool, error) {
	start, err := bringBeginning(ctx, config, session, mail.Missing{ID: u.Message, UID: u.UID, Size: known.Size})
	switch {
	case err != nil && (mail.ProblemOf(err).Code == mail.MessageGone || refusedOne(ctx, session, err)):
		h := haul{missing: []mail.UID{u.UID}}
		h.refuse(u.UID, mail.ProblemOf(err))
		return false, h.stillLacks(ctx, config, session, u, known)
	case err != nil:
		return false, err
	}
	if u.Lack == mail.LackHeader {
		if err := setHeader(ctx, config, u, known, start); err != nil {
			return false, err
		}
	}
	return true, config.Store.Readable(ctx, u.Folder, u.UID)
}

// lateHeader asks for the header alone, of a message that was listed without one and whose body does not come.
func lateHeader(ctx context.Context, config Config, session Session, u mail.Unreadable, known mail.Message) error {
	if u.Lack != mail.LackHeader {
		return nil
	}
	var raw []byte
	_, err := session.Headers(ctx, []mail.UIDRange{{First: u.UID, Last: u.UID}}, func(h mail.FetchedHeader) error {
		raw = slices.Clone(h.Raw)
		return nil
	})
	if err != nil || len(raw) == 0 {
		if err != nil && !refusedOne(ctx, session, err) {
			return err
		}
		return nil
	}
	return setHeader(ctx, config, u, known, raw)
}

// setHeader stores what a header says of a message that was listed without it.
func setHeader(ctx context.Context, config Config, u mail.Unreadable, known mail.Message, raw []byte) error {
	envelope, attachment := config.ReadHeader(raw)
	known.Size = max(known.Size, int64(len(raw))) // the server need not have told it
	return config.Store.SetHeader(ctx, u.Folder, mail.NewMessage{UID: u.UID, Received: known.Received, Size: known.Size, Envelope: envelope, Attachment: attachment})
}

// mendNow tries an unreadable message of the selected folder again, because somebody waits to read it.
func mendNow(ctx context.Context, config Config, session Session, id mail.MessageID) error {
	u, found, err := config.Store.Unreadable(ctx, id)
	if err != nil || !found { // it has become readable meanwhile
		return err
	}
	if read, err := mendOne(ctx, config, session, u); err != nil || read {
		return err
	}
	return whyUnread(ctx, config.Store, id)
}

// whyUnread returns what is noted of a message as a problem: that the server no longer has it, when it said nothing.
func whyUnread(ctx context.Context, store Store, id mail.MessageID) error {
	u, found, err := store.Unreadable(ctx, id)
	if err != nil {
		return err
	}
	message, err := store.Message(ctx, id)
	if err != nil {
		return err
	}
	account, err := accountByID(ctx, store, message.Account)
	if err != nil {
		return err
	}
	if !found || u.Code == mail.MessageGone && u.Lack == mail.LackBody {
		return &mail.Problem{Code: mail.MessageGone, Stage: mail.StageFetch, Server: account.Incoming, Retry: mail.RetryNever}
	}
	if connection(u.Code) {
		return &mail.Problem{Code: u.Code, Stage: mail.StageFetch, Server: account.Incoming, Retry: mail.RetryLater}
	}
	return u.Problem(account.Incoming)
}
