package imap_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

// TestResumeAgainstRealServers asks what another session has changed in between.
func TestResumeAgainstRealServers(t *testing.T) {
	for name, start := range realServers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			running := start(t)
			other := newChanger(t, openReal(t, running))
			s := openReal(t, running)
			f := other.folder("resume")
			var uids []mail.UID
			for _, subject := range strings.Fields("a b c d e f g h") {
				uids = append(uids, other.add(f, subject, 0))
			}
			f.Sync = other.enter(f)
			resumed(t, s, &f, nil, nil)
			must(t, other.StoreFlags(t.Context(), uids[:1], mail.Seen, 0))
			must(t, other.Expunge(t.Context(), uids[2:5]))
			added := other.add(f, "new", mail.Flagged)
			resumed(t, s, &f, []mail.UIDFlags{{UID: uids[0], Flags: mail.Seen}, {UID: added, Flags: mail.Flagged}}, []mail.UIDRange{{First: uids[2], Last: uids[4]}})
			resumed(t, s, &f, nil, nil)
			must(t, other.Expunge(t.Context(), uids[7:]))
			must(t, s.Noop(t.Context()))
			if left, err := s.UIDs(t.Context()); err != nil || len(left) != 5 {
				t.Errorf("left are %v: %v", left, err)
			}
			headers := 0
			_, err := s.HeadersLast(t.Context(), 4, func(imap.Header) error { headers++; return nil })
			if must(t, err); headers != 4 {
				t.Errorf("%d of the last 4, after one vanished that was not asked for", headers)
			}
			f.Sync.UIDValidity++
			if _, changes, err := s.Resume(t.Context(), f); err != nil || changes != nil {
				t.Errorf("of another folder: %+v %v", changes, err)
			}
		})
	}
}

// resumed resumes a folder, compares what changed, and leaves the new state in f.
func resumed(t *testing.T, s *imap.Session, f *mail.Folder, flags []mail.UIDFlags, vanished []mail.UIDRange) {
	t.Helper()
	state, changes, err := s.Resume(t.Context(), *f)
	must(t, err)
	if changes == nil || !changes.Complete {
		t.Fatalf("from %+v to %+v nothing is known of the changes: %+v", f.Sync, state, changes)
	}
	vanishedHere := slices.DeleteFunc(slices.Clone(changes.Vanished), func(r mail.UIDRange) bool { return vanished == nil })
	if !slices.Equal(changes.Flags, flags) || !slices.Equal(vanishedHere, vanished) {
		t.Errorf("changes are %+v, want %+v and %+v", changes, flags, vanished)
	}
	f.Sync = state
}

// TestResume takes answers that Dovecot and Cyrus do not give.
func TestResume(t *testing.T) {
	const opened = "* 9 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [HIGHESTMODSEQ 50] x\r\n"
	changed := mail.FolderChanges{Flags: []mail.UIDFlags{{UID: 3, Flags: mail.Seen}}}
	for _, c := range []struct {
		name, caps, enabled, open, fetch string
		want                             *mail.FolderChanges
	}{
		{"ranges that hold billions", "ENABLE QRESYNC", "QRESYNC", opened + "* VANISHED (EARLIER) 4:4294967295,1\r\n* 3 FETCH (UID 3 FLAGS (\\Seen) MODSEQ (50))\r\n", "", &mail.FolderChanges{
			Flags: changed.Flags, Vanished: []mail.UIDRange{{First: 1, Last: 1}, {First: 4, Last: ^mail.UID(0)}}, Complete: true,
		}},
		{"the same message twice, and one that vanished", "QRESYNC", "QRESYNC", opened + "* 9 FETCH (UID 9 FLAGS ())\r\n* 3 FETCH (UID 3 FLAGS ())\r\n* VANISHED (EARLIER) 8:9\r\n* 3 FETCH (UID 3 FLAGS (\\Seen))\r\n", "", &mail.FolderChanges{
			Flags: changed.Flags, Vanished: []mail.UIDRange{{First: 8, Last: 9}}, Complete: true,
		}},
		{"the end of the folder before", "QRESYNC", "QRESYNC", "* VANISHED 5:6\r\n* 4 FETCH (UID 4 FLAGS ())\r\n* 1 EXISTS\r\n* OK [CLOSED] x\r\n" + opened + "* 3 FETCH (UID 3 FLAGS (\\Seen))\r\n", "", &mail.FolderChanges{
			Flags: changed.Flags, Complete: true,
		}},
		{"a set that is none", "QRESYNC", "QRESYNC", opened + "* VANISHED (EARLIER) 1:x\r\n", "", nil},
		{"flags of nobody", "QRESYNC", "QRESYNC", opened + "* 3 FETCH (FLAGS (\\Seen))\r\n", "", nil},
		{"a count that went back", "QRESYNC", "QRESYNC", strings.Replace(opened, "50", "20", 1), "", nil},
		{"changes that are not told", "QRESYNC", "QRESYNC", opened, "", nil},
		{"no count", "QRESYNC", "QRESYNC", "* 9 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [NOMODSEQ] x\r\n", "", nil},
		{"CONDSTORE alone", "CONDSTORE", "", opened, "* 3 FETCH (UID 3 FLAGS (\\Seen))\r\n", &changed},
		{"QRESYNC that is not enabled", "QRESYNC CONDSTORE", "", opened, "* 3 FETCH (MODSEQ (50) UID 3 FLAGS (\\Seen))\r\n", &changed},
		{"neither", "", "", opened, "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			enabled := "{tag} OK\r\n"
			if c.enabled != "" {
				enabled = "* ENABLED " + c.enabled + "\r\n" + enabled
			}
			server := mailtest.IMAP(t, mailtest.IMAPFaults(
				mailtest.Fault{On: "CAPABILITY", Reply: "* CAPABILITY IMAP4rev1 " + c.caps + "\r\n{tag} OK\r\n"},
				mailtest.Fault{On: "AUTHENTICATE", Reply: "{tag} OK [CAPABILITY IMAP4rev1 " + c.caps + "] in\r\n"},
				mailtest.Fault{On: "ENABLE", Reply: enabled},
				mailtest.Fault{On: "SELECT", Reply: c.open + "{tag} OK\r\n"},
				mailtest.Fault{On: "FETCH", Reply: c.fetch + "{tag} OK\r\n"},
			))
			s := open(t, server)
			f := mail.Folder{Wire: "INBOX", Sync: mail.SyncState{UIDValidity: 7, HighestModSeq: 40, Exists: 9}}
			state, changes, err := s.Resume(t.Context(), f)
			must(t, err)
			if state.Exists != 9 || state.UIDValidity != 7 {
				t.Errorf("state: %+v", state)
			}
			if !sameChanges(changes, c.want) {
				t.Errorf("changes are %+v, want %+v", changes, c.want)
			}
		})
	}
}

func sameChanges(a, b *mail.FolderChanges) bool {
	if a == nil || b == nil {
		return a == b
	}
	return slices.Equal(a.Flags, b.Flags) && slices.Equal(a.Vanished, b.Vanished) && a.Complete == b.Complete
}

// TestResumeFallsBack selects plainly on a server that offers more than it has.
func TestResumeFallsBack(t *testing.T) {
	server := mailtest.IMAP(t, mailtest.IMAPFaults(
		mailtest.Fault{On: "AUTHENTICATE", Reply: "{tag} OK [CAPABILITY IMAP4rev1 QRESYNC] in\r\n"},
		mailtest.Fault{On: "ENABLE", Reply: "* ENABLED QRESYNC\r\n{tag} OK\r\n"},
		mailtest.Fault{On: "SELECT", Reply: "{tag} BAD what\r\n", Once: true},
		mailtest.Fault{On: "SELECT", Reply: "* 1 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [HIGHESTMODSEQ 9] x\r\n{tag} OK\r\n", Once: true},
	))
	s := open(t, server)
	state, changes, err := s.Resume(t.Context(), mail.Folder{Wire: "INBOX", Sync: mail.SyncState{UIDValidity: 1, HighestModSeq: 5}})
	if err != nil || changes != nil || state.Exists != 1 {
		t.Errorf("got %+v %+v %v", state, changes, err)
	}
}

// TestVanishedCounts keeps count of the messages while QRESYNC tells of them.
func TestVanishedCounts(t *testing.T) {
	for set, want := range map[string]int{"2:3": 1, "(EARLIER) 2:3": 3, "1:4294967295": 3, "x": 3, "(EARLIER": 3, "2,2,2": 2} {
		server := mailtest.IMAP(t, mailtest.IMAPFaults(mailtest.Fault{On: "NOOP", Reply: "* VANISHED " + set + "\r\n{tag} OK\r\n"}))
		for _, subject := range []string{"one", "two", "three"} {
			must(t, server.Append("INBOX", message(subject), time.Time{}, 0))
		}
		if got := countAfterNoop(t, server); got != want {
			t.Errorf("%s: %d messages, want %d", set, got, want)
		}
	}
}

func countAfterNoop(t *testing.T, server *mailtest.Server) int {
	t.Helper()
	s := open(t, server)
	_, err := s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
	must(t, err)
	must(t, s.Noop(t.Context()))
	return s.Exists()
}
