package imap

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"letterbox/mail"
)

// Resume selects a folder, of which Wire and Sync are used, and asks what happened in it since Sync (RFC 7162). With
// QRESYNC the server tells everything in the answer to SELECT; with CONDSTORE alone it tells which flags changed and
// which messages are new, but not what vanished. changes is nil when everything has to be compared: the server has
// neither, the UIDs are valid no more, Sync is of no use, or what the server says cannot be right. The state is that
// of the moment before the changes were told, so that the next Resume misses nothing.
func (s *Session) Resume(ctx context.Context, folder mail.Folder) (state mail.SyncState, changes *mail.FolderChanges, err error) {
	err = s.run(ctx, mail.StageOpen, func() error {
		return s.identifying(func() (err error) {
			state, changes, err = s.resume(folder)
			return err
		})
	})
	return state, changes, inFolder(err, folder.Path)
}

func (s *Session) resume(f mail.Folder) (mail.SyncState, *mail.FolderChanges, error) {
	if f.Sync.UIDValidity != 0 && f.Sync.HighestModSeq != 0 {
		if err := s.enable(); err != nil {
			return mail.SyncState{}, nil, err
		}
	}
	r := resumption{s: s, known: f.Sync}
	var parameter string
	switch {
	case s.resyncs && f.Sync.UIDValidity != 0 && f.Sync.HighestModSeq != 0:
		r.resyncing = true
		parameter = fmt.Sprintf("(QRESYNC (%d %d))", f.Sync.UIDValidity, f.Sync.HighestModSeq)
	case s.Capable("CONDSTORE") || s.Capable("QRESYNC"):
		parameter = "(CONDSTORE)"
	default:
		r.moot = true
	}
	state, err := s.openWith(f, parameter, r.hear)
	if parameter != "" && err != nil && tolerate(err) == nil {
		r.moot = true
		state, err = s.open(f)
	}
	if err != nil {
		return state, nil, err
	}
	changes, err := r.changes(state)
	return state, changes, err
}

// enable asks once in a session for QRESYNC, where it is offered. That is allowed while no folder is selected (RFC
// 5161 section 3.1).
func (s *Session) enable() error {
	if s.asked || !s.Capable("QRESYNC") {
		return nil
	}
	if s.selected {
		if !s.Capable("UNSELECT") {
			return nil
		}
		if _, err := s.do(newCommand("UNSELECT"), nil); err != nil {
			return tolerate(err)
		}
		s.selected, s.exists = false, 0
	}
	s.asked = true
	_, err := s.do(newCommand("ENABLE", "QRESYNC"), func(u untagged) error {
		for u.name == "ENABLED" && !u.ended() {
			kind, data := u.value()
			if kind == valueNone {
				break
			}
			s.resyncs = s.resyncs || string(data) == "QRESYNC"
		}
		return nil
	})
	return tolerate(err)
}

// resumption gathers what a server tells of the changes in a folder.
type resumption struct {
	s         *Session
	known     mail.SyncState
	resyncing bool
	moot      bool // what was told is not all
	flags     []mail.UIDFlags
	vanished  []Range
}

func (r *resumption) hear(u untagged) error {
	switch u.name {
	case "OK":
		if st, _ := parseStatus(u.text[1:]); st.code == "CLOSED" { // what came before is of the folder that was selected
			r.flags, r.vanished, r.moot = nil, nil, false
		}
	case "FETCH":
		item := parseFetch(u)
		if item.uid == 0 || !item.hasFlags {
			r.moot = r.moot || r.resyncing
			return nil
		}
		r.flags = append(r.flags, mail.UIDFlags{UID: item.uid, Flags: item.flags})
		if len(r.flags) > max(int(r.s.exists), r.known.Exists)+1000 {
			return limitError{"more changes than messages"}
		}
	case "VANISHED":
		earlier, ranges, ok := parseVanished(u)
		if !earlier {
			return nil
		}
		r.moot = r.moot || !ok
		r.vanished = append(r.vanished, ranges...)
		if len(r.vanished) > r.s.config.Limits.Messages {
			return limitError{"more vanished messages than a folder holds"}
		}
	}
	return nil
}

// changes makes of what was heard what happened in the folder, and asks what is missing.
func (r *resumption) changes(state mail.SyncState) (*mail.FolderChanges, error) {
	if r.moot || r.known.HighestModSeq == 0 || r.known.UIDValidity == 0 ||
		state.UIDValidity != r.known.UIDValidity || state.HighestModSeq < r.known.HighestModSeq {
		return nil, nil
	}
	if !r.resyncing && state.HighestModSeq > r.known.HighestModSeq {
		c := newCommand("UID FETCH", "1:*", "(UID FLAGS)", fmt.Sprintf("(CHANGEDSINCE %d)", r.known.HighestModSeq))
		c.room = 1 << 10 * int64(r.s.exists)
		r.flags = nil
		if _, err := r.s.do(c, r.hear); err != nil {
			return nil, tolerate(err)
		}
	}
	// A server that counts changes and tells none has forgotten them.
	if state.HighestModSeq > r.known.HighestModSeq && r.resyncing && len(r.flags)+len(r.vanished) == 0 {
		return nil, nil
	}
	vanished := newSet(r.vanished)
	return &mail.FolderChanges{Flags: latest(r.flags, vanished), Vanished: vanished, Complete: r.resyncing}, nil
}

// latest keeps of each message what was said of it last, ascending, and leaves out those that vanished.
func latest(flags []mail.UIDFlags, vanished uidSet) []mail.UIDFlags {
	slices.SortStableFunc(flags, func(a, b mail.UIDFlags) int { return cmp.Compare(a.UID, b.UID) })
	kept := flags[:0]
	for _, f := range flags {
		switch n := len(kept); {
		case vanished.contains(f.UID):
		case n > 0 && kept[n-1].UID == f.UID:
			kept[n-1] = f
		default:
			kept = append(kept, f)
		}
	}
	return kept
}

// parseVanished reads "(EARLIER) 1:3,7" (RFC 7162 section 3.2.10). Ranges are never taken apart, however much they
// hold. ok is false when some of it could not be read.
func parseVanished(u untagged) (earlier bool, ranges []Range, ok bool) {
	kind, data := u.value()
	if kind == valueList {
		earlier = true
		_, data = u.value()
	}
	ok = eachMember(string(data), func(first, last uint32) bool {
		ranges = append(ranges, Range{First: mail.UID(first), Last: mail.UID(last)})
		return true
	})
	return earlier, ranges, ok
}

// vanish takes a VANISHED response that was not asked for: with QRESYNC it stands for as many EXPUNGE responses as it
// names messages. One that names more than there are is not counted, so that no message is taken for missing.
func (s *Session) vanish(u untagged) {
	earlier, ranges, _ := parseVanished(u)
	if earlier {
		return
	}
	var gone uint64
	for _, r := range newSet(ranges) {
		gone += uint64(r.Last-r.First) + 1
	}
	if s.selected && gone <= uint64(s.exists) {
		s.exists -= uint32(gone)
	}
	s.news++
}

// identifying opens a folder, and again after ID when the server wanted that first.
func (s *Session) identifying(open func() error) error {
	err := open()
	var refused *refusal
	if errors.As(err, &refused) && !s.identified && s.classify(err, mail.StageOpen).Class == "IMAP_ID_REQUIRED" {
		if _, err = s.identify(); err == nil {
			err = open()
		}
	}
	return err
}
