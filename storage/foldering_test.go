package storage

import (
	"strings"
	"testing"

	"letterbox/mail"
)

func (d *desk) paths(want string) {
	d.t.Helper()
	var paths []string
	for _, f := range must(d.db.Folders(d.t.Context(), d.account))(d.t) {
		path := f.Path
		if f.Wire != f.Path && !strings.HasPrefix(f.Wire, "\x00") {
			path += "=" + f.Wire
		}
		if strings.HasPrefix(f.Wire, "\x00") {
			path += "?"
		}
		paths = append(paths, path)
	}
	if got := strings.Join(paths, " "); got != want {
		d.t.Errorf("folders %q, want %q", got, want)
	}
	d.ok(d.db.Integrity(d.t.Context()))
}

func (d *desk) create(parent mail.FolderID, name string) (mail.OperationID, mail.FolderID) {
	d.t.Helper()
	id := d.apply(mail.CreateFolder{Account: d.account, Parent: parent, Name: name})
	list := must(d.db.PendingOperations(d.t.Context(), d.account))(d.t)
	return id, list[len(list)-1].Made
}

func (d *desk) rename(folder, parent mail.FolderID, name string) mail.OperationID {
	d.t.Helper()
	return d.apply(mail.RenameFolder{Folder: folder, Parent: parent, Name: name})
}

func TestFolderOperations(t *testing.T) {
	db, _ := openNew(t)
	for name, run := range map[string]func(*desk){
		"create, then move into it": func(d *desk) {
			id, made := d.create(d.folders["B"], "新")
			d.folders["new"] = made
			m := d.move("INBOX", "new", 1)
			d.paths("INBOX B C B/新?")
			d.list("INBOX", "B", "C")
			d.paths("INBOX B C B/新?")
			d.ok(d.db.DoneOperation(t.Context(), id, mail.Placed{}))
			d.ok(d.db.NameFolder(t.Context(), made, "B/&ZbA-"))
			d.paths("INBOX B C B/新=B/&ZbA-")
			d.done(m, map[int]mail.UID{1: 1})
			d.want("INBOX:2 3 B/新:1")
		},
		"create, and the list brings the name": func(d *desk) {
			_, made := d.create(0, "D")
			d.list("INBOX", "B", "C", "D")
			d.paths("INBOX B C D")
			if d.folders["D"] != made {
				t.Error("another folder")
			}
		},
		"create fails, and what was moved comes back": func(d *desk) {
			id, made := d.create(0, "D")
			d.folders["D"] = made
			d.move("INBOX", "D", 1)
			d.flag("D", 1)
			d.create(made, "E")
			d.fail(id)
			d.paths("INBOX B C")
			d.want("INBOX:1f 2 3")
			d.queue("SetFlags INBOX 1@1")
		},
		"create is undone": func(d *desk) {
			id, made := d.create(0, "D")
			d.ok(d.db.DoneOperation(t.Context(), id, mail.Placed{}))
			d.ok(d.db.NameFolder(t.Context(), made, "D"))
			d.undo(id)
			d.paths("INBOX B C")
			d.queue("DeleteFolder D")
		},
		"rename with children": func(d *desk) {
			d.list("INBOX", "B", "B/x", "B/x/y", "Bx")
			id := d.rename(d.folders["B"], 0, "项目")
			d.paths("INBOX 项目=B 项目/x=B/x 项目/x/y=B/x/y Bx")
			d.list("INBOX", "B", "B/x", "B/x/y", "Bx")
			d.paths("INBOX 项目=B 项目/x=B/x 项目/x/y=B/x/y Bx")
			d.ok(d.db.DoneOperation(t.Context(), id, mail.Placed{}))
			d.ok(d.db.NameFolder(t.Context(), d.folders["B"], "W"))
			d.paths("INBOX 项目=W 项目/x=W/x 项目/x/y=W/x/y Bx")
			back := d.undo(id)
			d.paths("INBOX B=W B/x=W/x B/x/y=W/x/y Bx")
			d.fail(back)
			d.paths("INBOX 项目=W 项目/x=W/x 项目/x/y=W/x/y Bx")
		},
		"rename twice, the first fails": func(d *desk) {
			a := d.rename(d.folders["B"], 0, "D")
			d.rename(d.folders["B"], d.folders["C"], "E")
			d.paths("INBOX C/E=B C")
			d.fail(a)
			d.paths("INBOX B C")
			d.queue()
		},
		"rename, and the list has the new name only": func(d *desk) {
			d.rename(d.folders["B"], 0, "D")
			was := d.folders["B"]
			d.list("INBOX", "D", "C")
			d.paths("INBOX D C")
			if d.folders["D"] != was {
				t.Error("another folder")
			}
		},
		"delete, undo": func(d *desk) {
			id := d.apply(mail.DeleteFolder{Folder: d.folders["B"]})
			d.list("INBOX", "B", "C")
			d.paths("INBOX C")
			d.undo(id)
			d.list("INBOX", "B", "C")
			d.paths("INBOX B C")
		},
		"delete": func(d *desk) {
			d.move("INBOX", "B", 1)
			id := d.apply(mail.DeleteFolder{Folder: d.folders["B"]})
			d.queue("Move INBOX 1@1", "DeleteFolder B")
			d.ok(d.db.DoneOperation(t.Context(), id, mail.Placed{})) // the server did it although the move is still to come
			d.queue()
			d.want("INBOX:1 2 3")
		},
		"the target goes": func(d *desk) {
			d.move("INBOX", "B", 1)
			d.copy("INBOX", "B", 2)
			d.remove("B", 1)
			d.list("INBOX", "C")
			d.queue()
			d.want("INBOX:1 2 3")
			if n := len(must(d.db.Conflicts(t.Context(), d.account))(t)); n != 2 {
				t.Error(n, "conflicts")
			}
		},
		"the source goes": func(d *desk) {
			m := d.move("INBOX", "B", 1)
			d.done(m, map[int]mail.UID{1: 11})
			d.remove("B", 1)
			d.list("INBOX", "C")
			d.queue()
			d.want("INBOX:2 3")
		},
		"subscribe": func(d *desk) {
			id := d.apply(mail.Subscribe{Folder: d.folders["B"], On: true})
			d.queue("Subscribe B")
			d.ok(d.db.DoneOperation(t.Context(), id, mail.Placed{}))
			d.undo(id)
			if p := must(d.db.PendingOperations(t.Context(), d.account))(t); p[0].Op != (mail.Subscribe{Folder: d.folders["B"]}) {
				t.Errorf("%+v", p)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := deskIn(t, db, hash([]byte(name))[:12]+"@example.org")
			run(d)
			d.ok(d.db.Integrity(t.Context()))
		})
	}
}

func TestFolderNames(t *testing.T) {
	d := newDesk(t)
	d.list("INBOX", "B", "B/x", "C")
	for _, c := range []struct {
		op    mail.Operation
		class string
	}{
		{mail.CreateFolder{Account: d.account, Name: "B"}, "FOLDER_EXISTS"},
		{mail.CreateFolder{Account: d.account, Parent: d.folders["B"], Name: "x"}, "FOLDER_EXISTS"},
		{mail.CreateFolder{Account: d.account, Name: ""}, "FOLDER_NAME"},
		{mail.CreateFolder{Account: d.account, Name: "a/b"}, "FOLDER_NAME"},
		{mail.CreateFolder{Account: d.account, Name: "a\nb"}, "FOLDER_NAME"},
		{mail.CreateFolder{Account: d.account + 1, Parent: d.folders["B"], Name: "y"}, "OTHER_ACCOUNT"},
		{mail.RenameFolder{Folder: d.folders["B"], Name: "C"}, "FOLDER_EXISTS"},
		{mail.RenameFolder{Folder: d.folders["B"], Parent: d.folders["B/x"], Name: "y"}, "FOLDER_NAME"},
	} {
		_, err := d.db.ApplyOperation(t.Context(), c.op)
		if p := mail.ProblemOf(err); p == nil || p.Class != c.class {
			t.Errorf("%+v: %v", c.op, err)
		}
	}
	if id := d.rename(d.folders["B"], 0, "B"); id != 0 {
		t.Error("renaming to the same name is something")
	}
	_, err := d.db.ApplyOperation(t.Context(), mail.Move{Folder: d.folders["B"], To: 99})
	wantCode(t, err, mail.NotFound)
}
