package acceptance

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// TestTortureOtherClient has two clients work on one mailbox at the same time: the program, and isync, which keeps a
// Maildir in step that a script marks, moves, removes and adds messages in. Both have marked any message; each moves and
// removes its own. Afterwards the program, the server and the Maildir hold the same, every message lies where it was put
// last, once, and what was removed stays away.
func TestTortureOtherClient(t *testing.T) {
	t.Parallel()
	rounds, seed := 2, uint64(1)
	if os.Getenv("LETTERBOX_TORTURE") != "" {
		rounds, seed = kills(t), uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d", seed)
	m := newShared(t, seed)
	for round := range rounds {
		m.round = round
		m.program()
		m.script()
		theirs := make(chan error, 1)
		go func() {
			_, err := m.isync()
			theirs <- err
		}()
		m.must("", "sync", "--once")
		if err := <-theirs; err != nil {
			m.note("isync: %v", err) // what the program has moved away is gone for it; its next run is the one that counts
		}
		m.rest(fmt.Sprintf("round %d", round+1))
		if t.Failed() {
			t.Fatalf("%q", m.diary)
		}
	}
}

// shared is a mailbox with two clients.
type shared struct {
	*site
	near   string            // the Maildirs, one for each folder
	config string            // of isync
	owner  map[string]bool   // by Message-ID: true where only the script moves and removes the message
	places map[string]string // by Message-ID: the folder where the message was put last, "" once it is removed
}

// sharedFolders are those that isync keeps in step.
var sharedFolders = []string{"INBOX", "Archive", "Trash"}

func newShared(t *testing.T, seed uint64) *shared {
	t.Helper()
	if _, err := exec.LookPath("mbsync"); err != nil {
		mailtest.Absent(t, "no isync (%v); tools/packages.sh test installs it", err)
	}
	server := mailtest.Dovecot(t, mailtest.RealUser("ada", secret))
	m := &shared{
		site: newSite(t, seed, "Dovecot", server), near: t.TempDir(), owner: map[string]bool{}, places: map[string]string{},
	}
	for i, id := range m.ids {
		m.owner[id], m.places[id] = i%2 == 0, "INBOX"
	}
	m.config = write(t, filepath.Join(m.near, "mbsyncrc"), fmt.Sprintf(`IMAPStore far
Host localhost
Port %d
User ada
Pass %s
SSLType IMAPS
CertificateFile %s

MaildirStore near
Path %[4]s/
Inbox %[4]s/INBOX
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Patterns INBOX Archive Trash
Create Near
Sync All
Expunge Both
SyncState *
`, server.Server(mail.TLS).Port, secret, server.CAFile(), m.near))
	m.must("", "sync", "--once")
	m.isyncNow()
	return m
}

// isync brings the Maildirs and the server in step.
func (m *shared) isync() (string, error) {
	out, err := exec.CommandContext(m.t.Context(), "mbsync", "-c", m.config, "all").CombinedOutput() //nolint:gosec // of this file
	if err != nil {
		err = fmt.Errorf("%w: %s", err, out)
	}
	return string(out), err
}

func (m *shared) isyncNow() {
	m.t.Helper()
	if _, err := m.isync(); err != nil {
		m.t.Fatal(err)
	}
}

// rest lets both clients come to rest and compares everything.
func (m *shared) rest(when string) {
	m.t.Helper()
	for range 2 {
		m.isyncNow()
		m.must("", "sync", "--once")
	}
	m.settle(when)
	m.quiet(when)
	there, want, gone := map[string][]string{}, map[string][]string{}, []string{}
	here := m.files()
	remote := m.remote()
	for _, l := range remote {
		there[l.ID] = append(there[l.ID], l.Folder)
	}
	for id, folder := range m.places {
		if folder == "" {
			gone = append(gone, id)
		} else {
			want[id] = []string{folder}
		}
	}
	p := mailtest.PromisesOf(m.t, when)
	p.DoneInOrder(want, there, nil, 0)
	if len(gone) > 0 {
		p.NothingComesBack(gone, func(id string) bool { return len(there[id]) > 0 })
	}
	var theirs, servers []string
	for _, f := range here {
		theirs = append(theirs, fmt.Sprintln(f.folder, f.id, f.flags.Wire()))
	}
	for _, l := range remote {
		servers = append(servers, fmt.Sprintln(l.Folder, l.ID, strings.Fields(l.Flags)))
	}
	slices.Sort(theirs)
	slices.Sort(servers)
	if !slices.Equal(theirs, servers) {
		m.t.Errorf("%s: only in the Maildir: %q\nonly on the server: %q", when, without(theirs, servers), without(servers, theirs))
	}
}

// own returns messages that one of the clients moves and removes, in random order; of those that both have seen.
func (m *shared) own(rows []row, script bool) []row {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r row) bool { return m.owner[r.msgID] != script })
	m.random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	return rows
}

// program is what the person does, offline.
func (m *shared) program() {
	m.t.Helper()
	rows, folders := m.shown()
	h := hand{site: m.site, rows: rows, folders: folders}
	h.on(h.pick(3), "flag", "--set", "flagged", "--clear", "seen")
	h.on(h.pick(3), "flag", "--set", "seen,answered")
	mine := m.own(rows, false)
	part := func(n int) (some []row) {
		some, mine = mine[:min(n, len(mine))], mine[min(n, len(mine)):]
		return some
	}
	to := sharedFolders[m.random.IntN(len(sharedFolders))]
	m.done(h, part(2), to, "move", to)
	m.done(h, part(1), "", "delete", "--forever")
	away := part(1)
	if len(away) > 0 && away[0].folder.Path == "Trash" {
		m.done(h, away, "", "delete")
	} else {
		m.done(h, away, "Trash", "delete")
	}
	raw := h.letter("here")
	id := m.ids[len(m.ids)-1]
	m.owner[id], m.places[id] = false, "INBOX"
	h.run("import", write(m.t, filepath.Join(m.t.TempDir(), "letter.eml"), string(raw)), "--folder", "INBOX")
}

// done does a verb with messages and writes down where they are then.
func (m *shared) done(h hand, rows []row, to, verb string, args ...string) {
	m.t.Helper()
	if len(rows) == 0 {
		return
	}
	h.on(rows, verb, args...)
	for _, r := range rows {
		if m.places[r.msgID] = to; to == "" {
			m.doomed[r.msgID] = true
		}
	}
}
