package engine_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strings"

	"letterbox/mail"
	"letterbox/mail/engine"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
	"letterbox/mail/message"
)

const flagsThatMatter = mail.Seen | mail.Flagged | mail.Answered

func liesAt(folder string, uid mail.UID, flags mail.Flags, raw []byte) mailtest.Lies {
	sum := sha256.Sum256(raw)
	return mailtest.Lies{
		Folder: folder, UID: uid, Flags: strings.Join((flags & flagsThatMatter).Wire(), ","),
		ID: message.Envelope(raw).MessageID, Hash: hex.EncodeToString(sum[:]),
	}
}

// remote returns every message that the server has.
func (f *field) remote() (all []mailtest.Lies) {
	f.t.Helper()
	s := f.direct()
	defer func() { _ = s.Close() }()
	folders, err := s.Folders(f.t.Context())
	f.must(err)
	for _, folder := range folders {
		state, err := s.Select(f.t.Context(), folder)
		f.must(err)
		if state.Exists > 0 {
			all = append(all, f.remoteFolder(s, folder.Path)...)
		}
	}
	return all
}

func (f *field) remoteFolder(s *imap.Session, path string) (list []mailtest.Lies) {
	f.t.Helper()
	flags := map[mail.UID]mail.Flags{}
	var uids []mail.UID
	f.must(s.Flags(f.t.Context(), []mail.UIDRange{{First: 1}}, func(uid mail.UID, now mail.Flags) error {
		flags[uid], uids = now, append(uids, uid)
		return nil
	}))
	f.must(s.Bodies(f.t.Context(), uids, func(uid mail.UID, _ int64, body io.Reader) error {
		raw, err := io.ReadAll(body)
		list = append(list, liesAt(path, uid, flags[uid], raw))
		return err
	}))
	return list
}

// local returns every message of the cache. What a body says of itself is in ID, and what is kept beside it in kept.
func (f *field) local() (all []mailtest.Lies, kept map[mailtest.Lies]string) {
	f.t.Helper()
	kept = map[mailtest.Lies]string{}
	folders, err := f.store.Folders(f.t.Context(), f.account.ID)
	f.must(err)
	for _, folder := range folders {
		ids, err := f.store.MessageIDs(f.t.Context(), folder.ID)
		f.must(err)
		rows, err := f.store.Messages(f.t.Context(), ids)
		f.must(err)
		for _, m := range rows {
			body, _, err := f.store.OpenBody(f.t.Context(), m.ID)
			f.must(err)
			raw, err := io.ReadAll(body)
			f.must(err)
			_ = body.Close() // it was only read
			lies := liesAt(folder.Path, m.UID, m.Flags, raw)
			all, kept[lies] = append(all, lies), m.Envelope.MessageID
		}
	}
	return all, kept
}

// placesOf returns where every message lies with which flags, by Message-ID.
func placesOf(all []mailtest.Lies) map[string][]string {
	places := map[string][]string{}
	for _, l := range all {
		places[l.ID] = append(places[l.ID], l.Folder+" "+l.Flags)
	}
	for _, p := range places {
		slices.Sort(p)
	}
	return places
}

// others returns everything that is kept of the account that nothing happens to.
func (f *field) others() string {
	f.t.Helper()
	var out bytes.Buffer
	f.must(f.store.Export(f.t.Context(), &out))
	_, others, _ := strings.Cut(out.String(), `"`+bystander+"@")
	return others
}

// settled checks every promise about mail that is kept, after faults have ended: want is where the messages of a run must
// lie, of which those that are not in it were deleted.
func (f *field) settled(run string, want map[string][]string, deleted ...string) {
	f.t.Helper()
	p := mailtest.PromisesOf(f.t, run)
	there := f.remote()
	here, kept := f.local()
	places := placesOf(there)
	if len(want) > 0 {
		pending, err := f.store.PendingOperations(f.t.Context(), f.account.ID)
		f.must(err)
		p.DoneInOrder(want, places, nil, len(pending))
		f.remember(want)
		p.NothingShownIsLost(f.everShown(), func(id string) bool { return places[id] != nil && placesOf(here)[id] != nil })
	}
	if len(deleted) > 0 {
		p.NothingComesBack(deleted, func(id string) bool { return places[id] != nil || placesOf(here)[id] != nil })
	}
	if len(there) > 0 {
		p.Converged(there, here)
		p.OwnBodies(here, func(l mailtest.Lies) string { return kept[l] })
	}
	p.Sound(0, f.store.Integrity(f.t.Context()))
	f.idle(p)
}

// idle has one more round, which must do nothing, not even with the other account.
func (f *field) idle(p mailtest.Promises) {
	f.t.Helper()
	before, told := f.others(), f.events.Load()
	s, err := f.engine.Once(f.t.Context(), f.account, engine.Bodies, func(engine.Progress) {})
	f.must(err)
	p.SecondSyncIdle(s.Headers+s.Bodies, int(f.events.Load()-told))
	p.OthersUntouched(before, f.others())
}

// remember adds messages to those that were shown and must stay.
func (f *field) remember(want map[string][]string) {
	for id := range want {
		f.shown[id] = true
	}
}

func (f *field) everShown() (ids []string) {
	for id := range f.shown {
		ids = append(ids, id)
	}
	return ids
}

// judgeSent checks every promise about a message that was to be sent. It reports whether its fate is unknown.
func (f *field) judgeSent(id string, o mail.Outgoing) (unknown bool) {
	f.t.Helper()
	p := mailtest.PromisesOf(f.t, id)
	fate := mailtest.Fate{ID: id, State: o.State, Taken: f.relayed(id), Copies: len(placesOf(f.remote())[id+"@corp.example"])}
	p.SentAtMostOnce(fate)
	p.NoSilentNonSend(fate)
	p.OneCopyInSent(fate)
	switch o.State {
	case mail.OutgoingCopied, mail.OutgoingUnknown:
	default:
		f.t.Errorf("%s is %s (%v) after %d attempts and a good connection", id, o.State, o.Problem, o.Attempts)
	}
	return o.State == mail.OutgoingUnknown
}
