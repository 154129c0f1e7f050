package imap_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/imap"
)

// TestChangesConverge makes the same random changes on servers of different make. Wherever they say that messages
// went, there they are, and in the end both hold the same.
func TestChangesConverge(t *testing.T) {
	const steps = 40
	left := make(map[string]map[string][]string)
	for name, start := range realServers {
		m := newMirror(t, openReal(t, start(t)))
		random := rand.New(rand.NewPCG(5, 7))
		for range steps {
			m.step(random)
		}
		left[name] = m.check()
	}
	for folder, want := range left["dovecot"] {
		if got := left["cyrus"][folder]; !slices.Equal(got, want) {
			t.Errorf("%s holds %q on one server and %q on the other", folder, got, want)
		}
	}
}

// mirror is a session and what its folders must hold: subjects by UID.
type mirror struct {
	changer
	folders  []mail.Folder
	expected []map[mail.UID]string
	made     int
}

func newMirror(t *testing.T, s *imap.Session) *mirror {
	t.Helper()
	m := &mirror{changer: newChanger(t, s)}
	for _, path := range []string{"INBOX", "甲", "b"} {
		f := mail.Folder{Path: path, Wire: path}
		if path != "INBOX" {
			f = m.folder(path)
		}
		m.folders, m.expected = append(m.folders, f), append(m.expected, map[mail.UID]string{})
	}
	return m
}

// step makes one change. Which one depends on random and on what the folders hold, but not on UIDs.
func (m *mirror) step(random *rand.Rand) {
	from := random.IntN(len(m.folders))
	to := (from + 1 + random.IntN(len(m.folders)-1)) % len(m.folders)
	action, share := random.IntN(5), 1+random.IntN(3)
	if action < 2 {
		m.made++
		subject := fmt.Sprint("m", m.made)
		m.expected[from][m.add(m.folders[from], subject, 0)] = subject
		return
	}
	uids := m.some(from, share)
	m.enter(m.folders[from])
	switch action {
	case 2:
		copied, err := m.Copy(m.t.Context(), uids, m.folders[to])
		m.place(copied, err, uids, from, to)
	case 3:
		copied, err := m.Move(m.t.Context(), uids, m.folders[to])
		m.place(copied, err, uids, from, to)
		m.forget(from, uids)
	default:
		must(m.t, m.Expunge(m.t.Context(), uids))
		m.forget(from, uids)
	}
}

// some returns the UIDs of every share-th message, by subject.
func (m *mirror) some(folder, share int) []mail.UID {
	uids := slices.SortedFunc(maps.Keys(m.expected[folder]), func(a, b mail.UID) int {
		return strings.Compare(m.expected[folder][a]+fmt.Sprintf(" %010d", a), m.expected[folder][b]+fmt.Sprintf(" %010d", b))
	})
	var chosen []mail.UID
	for i := 0; i < len(uids); i += share {
		chosen = append(chosen, uids[i])
	}
	return chosen
}

func (m *mirror) place(copied mail.Copied, err error, uids []mail.UID, from, to int) {
	m.t.Helper()
	must(m.t, err)
	if len(copied.UIDs) != len(uids) {
		m.t.Fatalf("%d of %d were placed", len(copied.UIDs), len(uids))
	}
	for was, is := range copied.UIDs {
		m.expected[to][is] = m.expected[from][was]
	}
}

func (m *mirror) forget(folder int, uids []mail.UID) {
	for _, uid := range uids {
		delete(m.expected[folder], uid)
	}
}

// check compares every folder with what it must hold and returns the subjects.
func (m *mirror) check() map[string][]string {
	m.t.Helper()
	all := make(map[string][]string)
	for i, f := range m.folders {
		state := m.enter(f)
		if got := m.subjects(); !maps.Equal(got, m.expected[i]) || state.Exists != len(got) {
			m.t.Errorf("%s holds %v, want %v", f.Path, got, m.expected[i])
		}
		all[f.Path] = slices.Sorted(maps.Values(m.expected[i]))
	}
	return all
}
