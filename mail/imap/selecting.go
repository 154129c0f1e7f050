package imap

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"letterbox/mail"
)

// Select opens a folder, of which Wire is used, for the methods that follow. A UIDVALIDITY of 0 in the result
// means that the server gave none, so nothing may be remembered by UID.
func (s *Session) Select(ctx context.Context, f mail.Folder) (state mail.SyncState, err error) {
	err = s.run(ctx, mail.StageOpen, func() error {
		return s.identifying(func() (err error) {
			state, err = s.open(f)
			return err
		})
	})
	return state, inFolder(err, f.Path)
}

// inFolder adds to a problem which folder it is about.
func inFolder(err error, path string) error {
	if p := (*mail.Problem)(nil); errors.As(err, &p) {
		facts := map[string]string{mail.FactFolder: path}
		maps.Copy(facts, p.Facts)
		p.Facts = facts
	}
	return err
}

func (s *Session) open(f mail.Folder) (mail.SyncState, error) { return s.openWith(f, "", nil) }

// openWith is open with a parameter of SELECT (RFC 4466 section 2.1). on hears what the server tells besides.
func (s *Session) openWith(f mail.Folder, parameter string, on func(untagged) error) (mail.SyncState, error) {
	const perMessage = 256 // bytes of an answer that tells of changes
	var state mail.SyncState
	s.selected, s.exists = false, 0
	c := newCommand("SELECT").astring(f.Wire)
	if parameter != "" {
		c.text(parameter)
		c.room = perMessage * int64(s.config.Limits.Messages)
		c.line = perMessage * f.Sync.Exists
	}
	_, err := s.do(c, func(u untagged) error {
		if on != nil {
			mark := *u.cursor
			if err := on(u); err != nil {
				return err
			}
			*u.cursor = mark
		}
		if u.name != "OK" {
			return nil
		}
		st, _ := parseStatus(u.text[1:])
		n, ok := number([]byte(st.arg))
		if !ok && st.code != "CLOSED" {
			return nil
		}
		switch st.code {
		case "CLOSED": // what came before is of the folder that was selected
			state, s.exists = mail.SyncState{}, 0
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
	s.selected, s.folder, state.Exists = true, f.Wire, int(s.exists)
	return state, nil
}

// UIDs returns the UIDs of all messages of the selected folder, ascending and each once. There are servers whose SEARCH
// keeps some back; when it names fewer messages than the folder has, the messages themselves are asked too.
func (s *Session) UIDs(ctx context.Context) (uids []mail.UID, err error) {
	err = s.run(ctx, mail.StageFetch, func() error {
		if uids, err = s.search(); err != nil || int64(len(uids)) >= int64(s.exists) {
			return err
		}
		more, err := s.numbered()
		uids = ascending(append(uids, more...))
		return err
	})
	return uids, err
}

// numbered asks every message of the selected folder for its UID. A refusal is no error: nothing is known then.
func (s *Session) numbered() (uids []mail.UID, err error) {
	c := newCommand("FETCH", "1:*", "(UID)")
	c.room = 1 << 10 * int64(s.exists)
	_, err = s.do(c, func(u untagged) error {
		if u.name != "FETCH" {
			return nil
		}
		if item := parseFetch(u); item.uid != 0 {
			if len(uids) > s.mostUIDs() {
				return limitError{"more UIDs than messages"}
			}
			uids = append(uids, item.uid)
		}
		return nil
	})
	return uids, tolerate(err)
}

// mostUIDs is how many UIDs an answer may name, repetitions included: the count that the server told may be too low.
func (s *Session) mostUIDs() int {
	const untold = 100_000
	return min(max(2*int(s.exists), untold), 2*s.config.Limits.Messages)
}

// search asks for all UIDs. The answer is one line, which may therefore be as long as the folder is large, but the
// ranges of an ESEARCH (RFC 4731) never bring many more UIDs than the folder has messages.
func (s *Session) search() ([]mail.UID, error) { return s.searchFor("ALL") }

// searchFor asks for the UIDs that a criterion fits, ascending.
func (s *Session) searchFor(criterion string) ([]mail.UID, error) {
	c := newCommand("UID SEARCH")
	if s.Capable("ESEARCH") {
		c.text("RETURN (ALL)")
	}
	return s.searchBy(c.text(criterion))
}

func (s *Session) searchBy(c *command) ([]mail.UID, error) {
	const digits = 11 // of a UID, with the blank behind it
	most := s.mostUIDs()
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
	return ascending(uids), nil
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

// ascending sorts UIDs and leaves out those that repeat.
func ascending(uids []mail.UID) []mail.UID {
	slices.Sort(uids)
	return slices.Compact(uids)
}
