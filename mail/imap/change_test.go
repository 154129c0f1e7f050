package imap_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

// realServers are the servers of other makes.
var realServers = map[string]func(testing.TB, ...mailtest.RealOption) *mailtest.Real{"dovecot": mailtest.Dovecot, "cyrus": mailtest.Cyrus}

// openReal opens a session of the first user of a server.
func openReal(t *testing.T, running *mailtest.Real) *imap.Session {
	t.Helper()
	server := running.Server(mail.TLS)
	client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: running.Roots()})})
	s, err := client.Open(t.Context(), server, running.Credential(server.Username), nil)
	must(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

// changer is a session with what tests ask of folders.
type changer struct {
	*imap.Session
	t         *testing.T
	delimiter string
}

func newChanger(t *testing.T, s *imap.Session) changer {
	t.Helper()
	folders, err := s.Folders(t.Context())
	must(t, err)
	return changer{s, t, folders[0].Delimiter}
}

// folder makes a folder.
func (c changer) folder(path string) mail.Folder {
	c.t.Helper()
	wire, err := c.CreateFolder(c.t.Context(), path, c.delimiter)
	must(c.t, err)
	return mail.Folder{Path: path, Wire: wire}
}

// enter selects a folder.
func (c changer) enter(f mail.Folder) mail.SyncState {
	c.t.Helper()
	state, err := c.Select(c.t.Context(), f)
	must(c.t, err)
	return state
}

// add appends a message and returns its UID.
func (c changer) add(f mail.Folder, subject string, flags mail.Flags) mail.UID {
	c.t.Helper()
	before, err := c.Status(c.t.Context(), f)
	must(c.t, err)
	validity, uid, err := c.Append(c.t.Context(), f, flags, time.Date(2026, 3, 4, 5, 6, 7, 0, time.FixedZone("", 8*3600)), message(subject))
	must(c.t, err)
	if told := c.Capable("UIDPLUS"); told != (uid != 0) || told && (validity != before.UIDValidity || uid < before.UIDNext) {
		c.t.Fatalf("%s is at %d/%d in %+v", subject, validity, uid, before)
	}
	return max(uid, before.UIDNext)
}

// subjects returns what the selected folder holds.
func (c changer) subjects() map[mail.UID]string {
	c.t.Helper()
	found := make(map[mail.UID]string)
	uids, err := c.UIDs(c.t.Context())
	must(c.t, err)
	must(c.t, c.Bodies(c.t.Context(), uids, func(uid mail.UID, _ int64, r io.Reader) error {
		raw, err := io.ReadAll(r)
		_, after, _ := bytes.Cut(raw, []byte("Subject: "))
		subject, _, _ := bytes.Cut(after, []byte("\r\n"))
		found[uid] = string(subject)
		return err
	}))
	return found
}

func (c changer) holds(f mail.Folder, subjects ...string) {
	c.t.Helper()
	c.enter(f)
	if got := slices.Sorted(maps.Values(c.subjects())); !slices.Equal(got, subjects) {
		c.t.Errorf("%s holds %q, want %q", f.Path, got, subjects)
	}
}

// TestChanges makes every change on every kind of server.
func TestChanges(t *testing.T) {
	starts := map[string]func(*testing.T) *imap.Session{
		"memory": func(t *testing.T) *imap.Session { return open(t, mailtest.IMAP(t)) },
		"memory without extensions": func(t *testing.T) *imap.Session {
			return open(t, mailtest.IMAP(t, mailtest.IMAPCapabilities()))
		},
	}
	for name, start := range realServers {
		starts[name] = func(t *testing.T) *imap.Session { return openReal(t, start(t)) }
	}
	for name, start := range starts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newChanger(t, start(t))
			for _, change := range []func(changer){transfers, finds, expunges, appends, folderChanges} {
				change(c)
			}
		})
	}
}

func transfers(c changer) {
	ctx, inbox, target := c.t.Context(), mail.Folder{Wire: "INBOX"}, c.folder("目标 & more")
	one, two, three := c.add(inbox, "one", mail.Seen), c.add(inbox, "two", 0), c.add(inbox, "three", mail.Flagged)
	c.enter(inbox)
	copied, err := c.Copy(ctx, []mail.UID{three, one, 0, 999_999}, target)
	must(c.t, err)
	state, err := c.Status(ctx, target)
	must(c.t, err)
	if c.Capable("UIDPLUS") && (len(copied.UIDs) != 2 || copied.UIDValidity != state.UIDValidity) || state.Exists != 2 || state.UIDNext == 0 {
		c.t.Errorf("copied %+v, then the target is %+v", copied, state)
	}
	if c.MovesAtOnce() {
		copied, err = c.Move(ctx, []mail.UID{two, 999_999}, target)
	} else if copied, err = c.Copy(ctx, []mail.UID{two}, target); err == nil {
		err = c.Expunge(ctx, []mail.UID{two})
	}
	must(c.t, err)
	moved := copied.UIDs[two]
	gone, err := c.Copy(ctx, []mail.UID{two}, target)
	must(c.t, err)
	if len(gone.UIDs) != 0 {
		c.t.Errorf("a message that is gone was copied to %v", gone.UIDs)
	}
	c.holds(inbox, "one", "three")
	c.holds(target, "one", "three", "two")
	if c.Capable("UIDPLUS") && c.subjects()[moved] != "two" {
		c.t.Errorf("two went to %d, there is %v", moved, c.subjects())
	}
	c.enter(inbox)
	_, err = c.Copy(ctx, []mail.UID{one}, mail.Folder{Path: "nowhere", Wire: "nowhere"})
	if p := mail.ProblemOf(err); p == nil || p.Code != mail.FolderMissing || p.Facts[mail.FactFolder] != "nowhere" || c.Broken() {
		c.t.Errorf("copying to nowhere: %v", err)
	}
}

func finds(c changer) {
	ctx, inbox := c.t.Context(), mail.Folder{Wire: "INBOX"}
	wanted := c.add(inbox, "find-me", 0)
	c.add(inbox, "find-me-not", 0)
	c.enter(inbox)
	for id, from := range map[string]mail.UID{"find-me@x": 0, "<find-me@x>": wanted} {
		if got, err := c.Find(ctx, id, from); err != nil || !slices.Equal(got, []mail.UID{wanted}) {
			c.t.Errorf("find %s from %d: %v %v", id, from, got, err)
		}
	}
	for id, from := range map[string]mail.UID{"find-me@x": wanted + 1, "other@x": 0, "": 0} {
		if got, err := c.Find(ctx, id, from); err != nil || len(got) != 0 {
			c.t.Errorf("find %s from %d: %v %v", id, from, got, err)
		}
	}
}

func expunges(c changer) {
	f := c.folder("expunge")
	a, b := c.add(f, "a", 0), c.add(f, "b", mail.Deleted)
	c.add(f, "c", 0)
	c.enter(f)
	must(c.t, c.Expunge(c.t.Context(), []mail.UID{a, 0, ^mail.UID(0)}))
	c.holds(f, "b", "c")
	must(c.t, c.Flags(c.t.Context(), []imap.Range{{First: b, Last: b}}, func(_ mail.UID, flags mail.Flags) error {
		if !flags.Has(mail.Deleted) {
			c.t.Error("the mark of another message is gone")
		}
		return nil
	}))
	must(c.t, c.Expunge(c.t.Context(), nil))
	c.holds(f, "b", "c")
}

func appends(c changer) {
	f := c.folder("append")
	large := append(message("large"), bytes.Repeat([]byte("0123456789abcde\r\n"), 40_000)...)
	early := time.Date(1970, 1, 2, 3, 4, 5, 0, time.UTC)
	for i, at := range []time.Time{{}, early, time.Date(2106, 2, 8, 0, 0, 0, 0, time.UTC)} {
		_, _, err := c.Append(c.t.Context(), f, mail.Seen|mail.Draft, at, large)
		must(c.t, err)
		uid := c.enter(f).UIDNext - 1
		_, err = c.Headers(c.t.Context(), []imap.Range{{First: uid, Last: uid}}, func(h imap.Header) error {
			if h.Flags != mail.Seen|mail.Draft || h.Size != int64(len(large)) || at == early && !h.Received.Equal(at) || at != early && h.Received.Year() < 2026 {
				c.t.Errorf("message %d was stored as %v %d %v", i, h.Flags, h.Size, h.Received)
			}
			return nil
		})
		must(c.t, err)
	}
	_, _, err := c.Append(c.t.Context(), mail.Folder{Wire: "nowhere"}, 0, time.Time{}, message("x"))
	if p := mail.ProblemOf(err); p == nil || p.Code != mail.FolderMissing || c.Broken() {
		c.t.Errorf("appending to nowhere: %v", err)
	}
}

func folderChanges(c changer) {
	ctx := c.t.Context()
	parent := c.folder("项目")
	child := c.folder("项目" + c.delimiter + "测试 😀&")
	again := c.folder(child.Path)
	if again.Wire != child.Wire || parent.Wire != "&mHl27g-" {
		c.t.Errorf("made %q, again %q, below %q", child.Wire, again.Wire, parent.Wire)
	}
	c.enter(child)
	wire, err := c.RenameFolder(ctx, parent.Wire, "归档项目", c.delimiter)
	must(c.t, err)
	if c.has("项目") || !c.has("归档项目") || !c.has("归档项目"+c.delimiter+"测试 😀&") {
		c.t.Error("renaming left other folders")
	}
	again.Wire, err = c.RenameFolder(ctx, parent.Wire, "归档项目", c.delimiter)
	if err != nil || again.Wire != wire {
		c.t.Errorf("renamed again: %q %v", again.Wire, err)
	}
	must(c.t, c.Subscribe(ctx, wire, false))
	must(c.t, c.Subscribe(ctx, wire, true))
	child.Wire = wire + c.delimiter + child.Wire[len(parent.Wire)+len(c.delimiter):]
	c.enter(child)
	for range 2 {
		must(c.t, c.DeleteFolder(ctx, child.Wire))
	}
	if c.has("归档项目" + c.delimiter + "测试 😀&") {
		c.t.Error("the folder is still there")
	}
	if err := c.DeleteFolder(ctx, "INBOX"); err == nil || c.Broken() {
		c.t.Errorf("INBOX was removed: %v", err)
	}
}

func (c changer) has(path string) bool {
	folders, err := c.Folders(c.t.Context())
	must(c.t, err)
	return slices.ContainsFunc(folders, func(f mail.Folder) bool { return f.Path == path && f.Selectable })
}

// TestManyMessagesMoveInSeveralCommands moves more than one command takes.
func TestManyMessagesMoveInSeveralCommands(t *testing.T) {
	server := mailtest.IMAP(t)
	must(t, server.AddFolder("target"))
	const many = 1234
	for i := range many {
		must(t, server.Append("INBOX", message(fmt.Sprint(i)), time.Time{}, 0))
	}
	s := open(t, server)
	_, err := s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
	must(t, err)
	uids, err := s.UIDs(t.Context())
	must(t, err)
	copied, err := s.Move(t.Context(), uids, mail.Folder{Wire: "target"})
	must(t, err)
	if len(copied.UIDs) != many || copied.UIDs[1] != 1 || copied.UIDs[many] != many {
		t.Errorf("%d messages were placed", len(copied.UIDs))
	}
	if left, err := s.UIDs(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("%d are left: %v", len(left), err)
	}
}

// TestAChangeEndsWithItsContext calls off what a server does not answer.
func TestAChangeEndsWithItsContext(t *testing.T) {
	server := mailtest.IMAP(t, mailtest.IMAPFaults(mailtest.Fault{On: "MOVE", Then: mailtest.Hang}))
	s := selectedInbox(t, server)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(20*time.Millisecond, cancel)
	if _, err := s.Move(ctx, []mail.UID{1}, mail.Folder{Wire: "INBOX"}); !mail.IsCanceled(err) || !s.Broken() {
		t.Errorf("got %v, broken %v", err, s.Broken())
	}
}
