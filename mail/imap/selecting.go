package imap

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"strings"

	"letterbox/mail"
)

// Select opens a folder, of which Wire is used, for the methods that follow. A UIDVALIDITY of 0 in the result
// means that the server gave none, so nothing may be remembered by UID.
func (s *Session) Select(ctx context.Context, f mail.Folder) (state mail.SyncState, err error) {
	err = s.run(ctx, mail.StageOpen, func() error {
		state, err = s.open(f)
		if err != nil && !s.identified && s.classify(err, mail.StageOpen).Class == "IMAP_ID_REQUIRED" {
			if _, err = s.identify(); err == nil {
				state, err = s.open(f)
			}
		}
		return err
	})
	if p := (*mail.Problem)(nil); errors.As(err, &p) {
		p.Facts = map[string]string{mail.FactFolder: f.Path}
	}
	return state, err
}

func (s *Session) open(f mail.Folder) (mail.SyncState, error) {
	var state mail.SyncState
	s.selected, s.exists = false, 0
	_, err := s.do(newCommand("SELECT").astring(f.Wire), func(u untagged) error {
		if u.name != "OK" {
			return nil
		}
		st, _ := parseStatus(u.text[1:])
		n, ok := number([]byte(st.arg))
		if !ok {
			return nil
		}
		switch st.code {
		case "UIDVALIDITY":
			state.UIDValidity = clamp32(n)
		case "UIDNEXT":
			state.UIDNext = mail.UID(clamp32(n))
		case "HIGHESTMODSEQ":
			state.HighestModSeq = n
		}
		return nil
	})
	if err != nil {
		return mail.SyncState{}, err
	}
	if int64(s.exists) > int64(s.config.Limits.Messages) {
		return mail.SyncState{}, limitError{fmt.Sprintf("%d messages in a folder", s.exists)}
	}
	s.selected, state.Exists = true, int(s.exists)
	return state, nil
}

// UIDs returns the UIDs of all messages of the selected folder, ascending.
func (s *Session) UIDs(ctx context.Context) (uids []mail.UID, err error) {
	err = s.run(ctx, mail.StageFetch, func() error {
		uids, err = s.search()
		return err
	})
	return uids, err
}

// search asks for all UIDs. The answer is one line, which may therefore be as long as the folder is large, but the
// ranges of an ESEARCH (RFC 4731) never bring more UIDs than the folder has messages.
func (s *Session) search() ([]mail.UID, error) {
	const digits = 11 // of a UID, with the blank behind it
	most := int(s.exists) + 1000
	c := newCommand("UID SEARCH", "ALL")
	if s.Capable("ESEARCH") {
		c = newCommand("UID SEARCH", "RETURN (ALL) ALL")
	}
	c.line = digits * most
	c.room = int64(c.line)
	var uids []mail.UID
	add := func(first, last uint32) error {
		if first == 0 || last < first {
			return nil
		}
		if uint64(len(uids))+uint64(last-first) >= uint64(most) {
			return limitError{"more UIDs than messages"}
		}
		for n := uint64(first); n <= uint64(last); n++ {
			uids = append(uids, mail.UID(n))
		}
		return nil
	}
	_, err := s.do(c, func(u untagged) error {
		switch u.name {
		case "SEARCH":
			return eachNumber(u, add)
		case "ESEARCH":
			return eachRange(u, add)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	sort.Slice(uids, func(i, j int) bool { return uids[i] < uids[j] })
	return compact(uids), nil
}

func eachNumber(u untagged, add func(first, last uint32) error) error {
	for !u.ended() {
		kind, data := u.value()
		if kind == valueNone {
			return nil
		}
		if n, ok := number32(data); ok {
			if err := add(n, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// eachRange reads the ALL of an ESEARCH response: "(TAG "L0001") UID ALL 1:3,7".
func eachRange(u untagged, add func(first, last uint32) error) error {
	for !u.ended() {
		kind, data := u.value()
		if kind == valueNone {
			return nil
		}
		if kind != valueAtom || !strings.EqualFold(string(data), "ALL") {
			continue
		}
		_, set := u.value()
		for _, part := range strings.Split(string(set), ",") {
			low, high, ranged := strings.Cut(part, ":")
			first, ok := number32([]byte(low))
			last, okLast := first, ok
			if ranged {
				last, okLast = number32([]byte(high))
			}
			if !ok || !okLast {
				continue
			}
			if err := add(min(first, last), max(first, last)); err != nil {
				return err
			}
		}
	}
	return nil
}

func compact(sorted []mail.UID) []mail.UID {
	kept := sorted[:0]
	for i, uid := range sorted {
		if i == 0 || uid != sorted[i-1] {
			kept = append(kept, uid)
		}
	}
	return kept
}
