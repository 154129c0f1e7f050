package acceptance

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"letterbox/mail"
	"letterbox/mail/message"
)

// file is a message in a Maildir.
type file struct {
	path   string
	folder string
	id     string
	flags  mail.Flags
	raw    []byte
}

// letters are the flags in the names of files in Maildirs, in the order of the alphabet.
var letters = []struct {
	letter string
	flag   mail.Flags
}{{"D", mail.Draft}, {"F", mail.Flagged}, {"P", mail.Forwarded}, {"R", mail.Answered}, {"S", mail.Seen}, {"T", mail.Deleted}}

// files reads the Maildirs, in an order that names do not decide.
func (m *shared) files() (all []file) {
	m.t.Helper()
	for _, folder := range sharedFolders {
		paths, err := filepath.Glob(filepath.Join(m.near, folder, "[cn][ue][rw]", "*"))
		if err != nil {
			m.t.Fatal(err)
		}
		for _, path := range paths {
			raw, err := os.ReadFile(path) //nolint:gosec // of this test
			if err != nil {
				m.t.Fatal(err)
			}
			f := file{path: path, folder: folder, id: message.Envelope(raw).MessageID, raw: raw}
			_, info, _ := strings.Cut(filepath.Base(path), ":2,")
			for _, l := range letters {
				if strings.Contains(info, l.letter) {
					f.flags |= l.flag
				}
			}
			all = append(all, f)
		}
	}
	slices.SortFunc(all, func(a, b file) int { return strings.Compare(a.folder+a.id, b.folder+b.id) })
	return all
}

// number is what isync puts into names: the UID in this folder.
var number = regexp.MustCompile(`,U=\d+`)

// put gives a file the name that says its folder and flags.
func (m *shared) put(f file, folder string, flags mail.Flags) {
	m.t.Helper()
	name, _, _ := strings.Cut(filepath.Base(f.path), ":2,")
	if folder != f.folder {
		name = number.ReplaceAllString(name, "")
	}
	name += ":2,"
	for _, l := range letters {
		if flags.Has(l.flag) {
			name += l.letter
		}
	}
	if err := os.Rename(f.path, filepath.Join(m.near, folder, "cur", name)); err != nil {
		m.t.Fatal(err)
	}
}

// script is what the script does in the Maildirs.
func (m *shared) script() {
	m.t.Helper()
	files := m.files()
	m.random.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	moved, removed, marked := 0, 0, 0
	for _, f := range files {
		switch own := m.owner[f.id]; {
		case own && removed < 2:
			removed++
			m.note("script removes %s", f.id)
			m.places[f.id], m.doomed[f.id] = "", true
			if err := os.Remove(f.path); err != nil {
				m.t.Fatal(err)
			}
		case own && moved < 2 && f.folder != "Archive":
			moved++
			m.note("script moves %s to Archive", f.id)
			m.places[f.id] = "Archive"
			m.put(f, "Archive", f.flags)
		case marked < 4:
			marked++
			m.note("script marks %s", f.id)
			m.put(f, f.folder, f.flags^[]mail.Flags{mail.Seen, mail.Flagged}[marked%2])
		}
	}
	id := fmt.Sprintf("script.%d@example.test", m.round)
	m.ids, m.owner[id], m.places[id] = append(m.ids, id), true, "INBOX"
	write(m.t, filepath.Join(m.near, "INBOX", "new", fmt.Sprintf("%d.script.example", m.round)),
		fmt.Sprintf("From: Ben <ben@example.test>\nTo: ada@corp.example\nSubject: by the script\nMessage-ID: <%s>\nDate: Mon, 02 Mar 2026 10:20:30 +0000\n\nhello\n", id))
}
