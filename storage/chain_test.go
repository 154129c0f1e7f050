package storage

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

// desk is a profile with folders INBOX, B and C. INBOX has the UIDs 1 to 3, of which 3 is seen.
type desk struct {
	t       *testing.T
	db      *DB
	account mail.AccountID
	folders map[string]mail.FolderID
	m       map[int]mail.MessageID // by UID in INBOX
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	db, _ := openNew(t)
	return deskIn(t, db, "ada@example.org")
}

// deskIn is a desk of its own in a profile, under an account of its own.
func deskIn(t *testing.T, db *DB, address string) *desk {
	t.Helper()
	a := must(db.AddAccount(t.Context(), account(address), nil))(t)
	d := &desk{t: t, db: db, account: a.ID, folders: map[string]mail.FolderID{}, m: map[int]mail.MessageID{}}
	d.list("INBOX", "B", "C")
	must(db.AddMessages(t.Context(), d.folders["INBOX"], headers(3)))(t)
	for name, id := range d.folders {
		d.ok(db.SaveSync(t.Context(), id, mail.SyncState{UIDValidity: 1}))
		if name == "INBOX" {
			for _, m := range must(db.Messages(t.Context(), must(db.MessageIDs(t.Context(), id))(t)))(t) {
				d.m[int(m.UID)] = m.ID
			}
		}
	}
	return d
}

// list is what the server says of folders.
func (d *desk) list(paths ...string) {
	d.t.Helper()
	var server []mail.Folder
	for _, path := range paths {
		server = append(server, mail.Folder{Path: path, Wire: path, Delimiter: "/", Selectable: true})
	}
	for _, f := range must(d.db.SaveFolders(d.t.Context(), d.account, server))(d.t) {
		d.folders[f.Path] = f.ID
	}
}

func (d *desk) ok(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) apply(op mail.Operation) mail.OperationID {
	d.t.Helper()
	return must(d.db.ApplyOperation(d.t.Context(), op))(d.t)
}

func (d *desk) ids(uids ...int) []mail.MessageID {
	var list []mail.MessageID
	for _, uid := range uids {
		list = append(list, d.m[uid])
	}
	return list
}

func (d *desk) move(from, to string, uids ...int) mail.OperationID {
	d.t.Helper()
	return d.apply(mail.Move{Folder: d.folders[from], To: d.folders[to], Messages: d.ids(uids...)})
}

func (d *desk) copy(from, to string, uids ...int) mail.OperationID {
	d.t.Helper()
	return d.apply(mail.Copy{Folder: d.folders[from], To: d.folders[to], Messages: d.ids(uids...)})
}

func (d *desk) flag(in string, uids ...int) mail.OperationID {
	d.t.Helper()
	return d.apply(mail.SetFlags{Folder: d.folders[in], Messages: d.ids(uids...), Add: mail.Flagged})
}

func (d *desk) remove(in string, uids ...int) mail.OperationID {
	d.t.Helper()
	return d.apply(mail.Delete{Folder: d.folders[in], Messages: d.ids(uids...)})
}

// done says where the messages, named by their UID in INBOX, are now.
func (d *desk) done(id mail.OperationID, at map[int]mail.UID) {
	d.t.Helper()
	placed := mail.Placed{UIDValidity: 1, UIDs: map[mail.MessageID]mail.UID{}}
	for uid, to := range at {
		placed.UIDs[d.m[uid]] = to
	}
	d.ok(d.db.DoneOperation(d.t.Context(), id, placed))
}

func (d *desk) fail(id mail.OperationID) {
	d.t.Helper()
	d.ok(d.db.FailOperation(d.t.Context(), id, &mail.Problem{Code: mail.QuotaExceeded, Reply: "full"}, true))
}

func (d *desk) undo(id mail.OperationID) mail.OperationID {
	d.t.Helper()
	return must(d.db.UndoOperation(d.t.Context(), id))(d.t)
}

// pull is a complete pull of a folder: header names its mail, by its number, and the UID it has.
func (d *desk) pull(folder string, at map[int]mail.UID) {
	d.t.Helper()
	ctx, id := d.t.Context(), d.folders[folder]
	var list []NewMessage
	var remote []mail.UID
	for n, uid := range at {
		h := header(n)
		h.UID = uid
		list, remote = append(list, h), append(remote, uid)
	}
	slices.SortFunc(list, func(a, b NewMessage) int { return int(a.UID) - int(b.UID) })
	var gone []mail.UID
	for _, uid := range must(d.db.UIDs(ctx, id))(d.t) {
		if !slices.Contains(remote, uid) {
			gone = append(gone, uid)
		}
	}
	d.ok(d.db.RemoveUIDs(ctx, id, gone))
	must(d.db.AddMessages(ctx, id, list))(d.t)
	d.ok(d.db.EndReset(ctx, id))
}

// want compares what is shown: "INBOX:1 2f B:3@7", messages by their first UID, f when flagged, @ the present UID when
// it is another one, ? for none.
func (d *desk) want(shown string) {
	d.t.Helper()
	var parts []string
	for _, f := range must(d.db.Folders(d.t.Context(), d.account))(d.t) {
		for i, m := range d.messages(f) {
			text := m
			if i == 0 {
				text = f.Path + ":" + m
			}
			parts = append(parts, text)
		}
	}
	if got := strings.Join(parts, " "); got != shown {
		d.t.Errorf("shown %q, want %q", got, shown)
	}
	d.ok(d.db.Integrity(d.t.Context()))
}

func (d *desk) messages(f mail.Folder) []string {
	var list []string
	for _, m := range must(d.db.Messages(d.t.Context(), must(d.db.MessageIDs(d.t.Context(), f.ID))(d.t)))(d.t) {
		n, _, _ := strings.Cut(m.Envelope.MessageID, "@")
		if m.Flags.Has(mail.Flagged) {
			n += "f"
		}
		switch {
		case m.UID == 0:
			n += "?"
		case fmt.Sprint(m.UID) != strings.TrimSuffix(n, "f"):
			n += fmt.Sprint("@", m.UID)
		}
		list = append(list, n)
	}
	slices.Sort(list)
	return list
}

// queue compares what waits for the server: "move INBOX:1@1 2@2".
func (d *desk) queue(want ...string) {
	d.t.Helper()
	var got []string
	for _, p := range must(d.db.PendingOperations(d.t.Context(), d.account))(d.t) {
		text := strings.TrimPrefix(fmt.Sprintf("%T", p.Op), "mail.")
		if f, err := d.db.Folder(d.t.Context(), p.Op.In()); err == nil {
			text += " " + f.Path
		}
		for _, s := range p.Sources {
			n, _, _ := strings.Cut(s.MessageID, "@")
			text += fmt.Sprintf(" %s@%d", n, s.UID)
			if s.Gone {
				text += "gone"
			}
		}
		got = append(got, text)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		d.t.Error(diff)
	}
}

func TestChains(t *testing.T) {
	db, _ := openNew(t)
	for name, run := range map[string]func(*desk){
		"move": func(d *desk) {
			id := d.move("INBOX", "B", 1, 3)
			d.want("INBOX:2 B:1? 3?")
			d.queue("Move INBOX 1@1 3@3")
			d.done(id, map[int]mail.UID{1: 11, 3: 13})
			d.want("INBOX:2 B:1@11 3@13")
			d.queue()
		},
		"move, flag, move, delete": func(d *desk) {
			a := d.move("INBOX", "B", 1, 2)
			b := d.flag("B", 1)
			c := d.move("B", "C", 1, 2)
			e := d.remove("C", 2)
			d.want("INBOX:3 C:1f?")
			d.queue("Move INBOX 1@1 2@2", "SetFlags B 1@0", "Move B 1@0 2@0", "Delete C 2@0")
			d.done(a, map[int]mail.UID{1: 11, 2: 12})
			d.queue("SetFlags B 1@11", "Move B 1@11 2@12", "Delete C 2@0")
			d.done(b, nil)
			d.done(c, map[int]mail.UID{1: 21, 2: 22})
			d.queue("Delete C 2@22")
			d.want("INBOX:3 C:1f@21")
			d.done(e, nil)
			d.want("INBOX:3 C:1f@21")
			if _, err := d.db.Message(t.Context(), d.m[2]); mail.ProblemOf(err).Code != mail.NotFound {
				t.Error(err)
			}
		},
		"there and back": func(d *desk) {
			a := d.move("INBOX", "B", 1)
			b := d.move("B", "INBOX", 1)
			d.want("INBOX:1? 2 3")
			d.pull("INBOX", map[int]mail.UID{1: 1, 2: 2, 3: 3})
			d.want("INBOX:1? 2 3")
			d.done(a, map[int]mail.UID{1: 11})
			d.queue("Move B 1@11")
			d.done(b, map[int]mail.UID{1: 4})
			d.want("INBOX:1@4 2 3")
		},
		"copy, then delete the original": func(d *desk) {
			a := d.copy("INBOX", "B", 1)
			b := d.remove("INBOX", 1)
			d.want("INBOX:2 3 B:1?")
			d.queue("Copy INBOX 1@1", "Delete INBOX 1@1")
			d.done(a, map[int]mail.UID{1: 11})
			d.done(b, nil)
			d.want("INBOX:2 3 B:1@11")
		},
		"undo in the middle": func(d *desk) {
			a := d.move("INBOX", "B", 1)
			d.flag("B", 1)
			d.move("B", "C", 1)
			if d.undo(a) != 0 {
				t.Error("something was queued")
			}
			d.want("INBOX:1f 2 3")
			d.queue("SetFlags INBOX 1@1")
		},
		"failure takes what follows with it": func(d *desk) {
			a := d.move("INBOX", "B", 1, 2)
			d.flag("B", 1)
			d.remove("B", 1)
			d.copy("B", "C", 2)
			d.fail(a)
			d.want("INBOX:1f 2 3 C:2?")
			d.queue("SetFlags INBOX 1@1", "Copy INBOX 2@2")
			c := must(d.db.Conflicts(t.Context(), d.account))(t)
			if diff := cmp.Diff([]mail.Conflict{{Account: d.account, Noted: start, Kind: mail.KindMove, Folder: "INBOX", Target: "B", Messages: 2, Code: mail.QuotaExceeded, Reply: "full"}}, c); diff != "" {
				t.Error(diff)
			}
		},
		"undo what is done": func(d *desk) {
			a := d.move("INBOX", "B", 1, 3)
			d.done(a, map[int]mail.UID{1: 11, 3: 13})
			b := d.undo(a)
			d.queue("Move B 1@11 3@13")
			d.done(b, map[int]mail.UID{1: 4, 3: 5})
			d.want("INBOX:1@4 2 3@5")
			_, err := d.db.UndoOperation(t.Context(), a)
			wantCode(t, err, mail.NotFound)
			d.done(d.undo(b), nil)
			d.want("INBOX:2 B:1? 3?")
		},
		"undo what was begun": func(d *desk) {
			a := d.copy("INBOX", "B", 1)
			d.ok(d.db.BeginOperation(t.Context(), a, mail.Begun{UIDValidity: 1, UIDNext: 5}))
			b := d.undo(a)
			d.want("INBOX:1 2 3")
			d.queue("Copy INBOX 1@1", "Delete B 1@0")
			d.done(a, map[int]mail.UID{1: 7})
			d.queue("Delete B 1@7")
			d.done(b, nil)
			d.want("INBOX:1 2 3")
		},
		"undo delete": func(d *desk) {
			a := d.remove("INBOX", 1, 3)
			d.want("INBOX:2")
			d.pull("INBOX", map[int]mail.UID{1: 1, 2: 2, 3: 3})
			d.want("INBOX:2")
			d.undo(a)
			d.want("INBOX:1 2 3")
		},
		"deleted on both sides": func(d *desk) {
			d.remove("INBOX", 1, 3)
			d.pull("INBOX", map[int]mail.UID{2: 2, 3: 3})
			d.queue("Delete INBOX 3@3")
			d.pull("INBOX", map[int]mail.UID{2: 2})
			d.queue()
			d.want("INBOX:2")
		},
		"no UIDs are told, then pulled": func(d *desk) {
			a := d.move("INBOX", "B", 1)
			b := d.move("B", "C", 1)
			d.done(a, nil)
			d.queue("Move B 1@0")
			d.pull("B", map[int]mail.UID{1: 40})
			d.queue("Move B 1@40")
			d.done(b, nil)
			d.want("INBOX:2 3 C:1?")
			d.pull("C", map[int]mail.UID{1: 41})
			d.want("INBOX:2 3 C:1@41")
		},
		"pulled while under way": func(d *desk) {
			a := d.move("INBOX", "B", 1)
			b := d.copy("INBOX", "B", 2)
			d.pull("B", map[int]mail.UID{1: 40, 2: 41})
			d.want("INBOX:2 3 B:1? 1@40 2? 2@41")
			d.done(a, map[int]mail.UID{1: 40})
			d.done(b, nil)
			d.want("INBOX:2 3 B:1@40 2@41")
		},
		"moved away by somebody else": func(d *desk) {
			a := d.move("INBOX", "B", 1)
			d.pull("INBOX", map[int]mail.UID{2: 2, 3: 3})
			d.queue("Move INBOX 1@1gone")
			d.done(a, nil)
			d.pull("B", nil)
			d.want("INBOX:2 3")
		},
		"UIDVALIDITY changes": func(d *desk) {
			d.flag("INBOX", 2)
			d.remove("INBOX", 3)
			d.ok(d.db.ResetFolder(t.Context(), d.folders["INBOX"], 2))
			d.queue("SetFlags INBOX 2@0", "Delete INBOX 3@0")
			d.pull("INBOX", map[int]mail.UID{2: 102, 3: 103, 4: 104})
			d.want("INBOX:2f@102 4@104")
			d.queue("SetFlags INBOX 2@102", "Delete INBOX 3@103")
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := deskIn(t, db, hash([]byte(name))[:12]+"@example.org")
			run(d)
			d.ok(d.db.Integrity(t.Context()))
		})
	}
}
