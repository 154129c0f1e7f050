package imap

import (
	"context"
	"slices"
	"strings"

	"letterbox/mail"
)

// MovesAtOnce reports whether the server moves messages by one command (RFC 6851). Of one that does not, Move is
// refused; there a move is Copy and then Expunge.
func (s *Session) MovesAtOnce() bool { return s.has("MOVE") }

// has reports whether the server has an extension that IMAP4rev2 includes.
func (s *Session) has(extension string) bool { return s.Capable(extension) || s.Capable("IMAP4rev2") }

// Move moves messages from the selected folder to another, of which Wire is used. Messages that are gone already are
// passed over by the server and missing in the result, as all are where the server does not tell. Many messages take
// several commands; with an error comes the place of those that were moved before it.
func (s *Session) Move(ctx context.Context, uids []mail.UID, to mail.Folder) (mail.Copied, error) {
	return s.transfer(ctx, "UID MOVE", uids, to)
}

// Copy copies messages from the selected folder into another, with their flags and dates. What Move says of its
// result is true of Copy too.
func (s *Session) Copy(ctx context.Context, uids []mail.UID, to mail.Folder) (mail.Copied, error) {
	return s.transfer(ctx, "UID COPY", uids, to)
}

func (s *Session) transfer(ctx context.Context, name string, uids []mail.UID, to mail.Folder) (mail.Copied, error) {
	t := transfer{copied: mail.Copied{UIDs: make(map[mail.UID]mail.UID)}}
	err := s.run(ctx, mail.StageStore, func() error {
		return eachCommand(uids, func(set string, part []mail.UID) error {
			t.asked = part
			st, err := s.do(newCommand(name, set).astring(to.Wire), t.hear)
			if err == nil {
				t.take(st)
			}
			return err
		})
	})
	return t.copied, inFolder(err, to.Path)
}

// transfer gathers what servers tell of where messages went: in the answer to COPY, and, since the messages vanish
// before that comes, ahead of the answer to MOVE (RFC 6851 section 4.3).
type transfer struct {
	copied mail.Copied
	asked  []mail.UID // of the command under way, ascending
	moot   bool       // the target became another folder in between
}

func (t *transfer) hear(u untagged) error {
	if u.name == "OK" {
		if st, ok := parseStatus(u.text[1:]); ok {
			t.take(st)
		}
	}
	return nil
}

func (t *transfer) take(st status) {
	if st.code != "COPYUID" || t.moot {
		return
	}
	validity, from, to, ok := parseCopyUID(st.arg, len(t.asked))
	if !ok {
		return
	}
	for _, uid := range from {
		if _, asked := slices.BinarySearch(t.asked, uid); !asked {
			return
		}
	}
	if t.copied.UIDValidity != 0 && t.copied.UIDValidity != validity {
		t.moot = true
		t.copied = mail.Copied{UIDs: make(map[mail.UID]mail.UID)}
		return
	}
	t.copied.UIDValidity = validity
	for i, uid := range from {
		t.copied.UIDs[uid] = to[i]
	}
}

// parseCopyUID reads "UIDVALIDITY from to" (RFC 4315 section 3). ok is false when the sets do not correspond or hold
// more than most members: a wrong place is worse than none.
func parseCopyUID(arg string, most int) (validity uint32, from, to []mail.UID, ok bool) {
	words := strings.Fields(arg)
	if len(words) != 3 {
		return 0, nil, nil, false
	}
	validity, ok = number32([]byte(words[0]))
	from, okFrom := expand(words[1], most)
	to, okTo := expand(words[2], most)
	if !ok || validity == 0 || !okFrom || !okTo || len(from) != len(to) || repeats(from) || repeats(to) {
		return 0, nil, nil, false
	}
	return validity, from, to, true
}

// expand lists the members of a sequence set in its order, most of them at most.
func expand(set string, most int) (uids []mail.UID, ok bool) {
	ok = eachMember(set, func(first, last uint32) bool {
		if uint64(last-first) >= uint64(most-len(uids)) {
			return false
		}
		for n := uint64(first); n <= uint64(last); n++ {
			uids = append(uids, mail.UID(n))
		}
		return true
	})
	return uids, ok
}

// eachMember hands out the members of a sequence set, as ranges from the smaller to the larger end. It ends, and
// returns false, with a member that is no range of UIDs, and when take says so.
func eachMember(set string, take func(first, last uint32) bool) bool {
	for part := range strings.SplitSeq(set, ",") {
		low, high, ranged := strings.Cut(part, ":")
		first, ok := number32([]byte(low))
		last := first
		if ranged && ok {
			last, ok = number32([]byte(high))
		}
		if !ok || first == 0 || last == 0 || !take(min(first, last), max(first, last)) {
			return false
		}
	}
	return true
}

func repeats(uids []mail.UID) bool {
	sorted := slices.Sorted(slices.Values(uids))
	return len(slices.Compact(sorted)) != len(uids)
}
