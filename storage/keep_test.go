package storage

import (
	"bytes"
	"errors"
	"testing"

	"letterbox/mail"
)

func (d *desk) keep(folder, key, body string) (mail.MessageID, mail.OperationID) {
	d.t.Helper()
	m := localDraft(body)
	m.Key = key
	id, operation, err := d.db.KeepMessage(d.t.Context(), d.folders[folder], m)
	d.ok(err)
	d.m[0] = id
	return id, operation
}

// pulled is what a pull brings of the message that keep stores.
func pulled(uid mail.UID, body string) []NewMessage {
	m := localDraft(body)
	return []NewMessage{{UID: uid, Flags: mail.Seen, Received: m.Received, Size: int64(len(body)), Envelope: m.Envelope}}
}

func TestKeepMessage(t *testing.T) {
	db, _ := openNew(t)
	for name, run := range map[string]func(*desk){
		"appended": func(d *desk) {
			id, operation := d.keep("B", "", "one")
			d.want("INBOX:1 2 3 B:draft?")
			d.done(operation, map[int]mail.UID{0: 9})
			d.want("INBOX:1 2 3 B:draft@9")
			if got := readBody(t, d.db, id); string(got) != "one" {
				t.Errorf("%q", got)
			}
		},
		"the same key": func(d *desk) {
			a, x := d.keep("B", "sent:1", "one")
			b, y := d.keep("B", "sent:1", "other")
			if a != b || x != y {
				t.Error("stored twice")
			}
			d.want("INBOX:1 2 3 B:draft?")
			d.done(x, map[int]mail.UID{0: 9})
			d.ok(d.db.RemoveUIDs(t.Context(), d.folders["B"], []mail.UID{9}))
			d.keep("B", "sent:1", "one")
			d.want("INBOX:1 2 3")
		},
		"a server does not want it": func(d *desk) {
			id, operation := d.keep("B", "", "one")
			d.fail(operation)
			d.queue()
			d.pull("B", nil)
			d.want("INBOX:1 2 3 B:draft?")
			d.list("INBOX", "C")
			d.want("INBOX:1 2 3 B:draft?")
			d.ok(d.db.ResetFolder(t.Context(), d.folders["B"], 7))
			d.pull("B", nil)
			if got := readBody(t, d.db, id); string(got) != "one" {
				t.Errorf("%q", got)
			}
			if d.apply(mail.Append{Folder: d.folders["B"], Message: id}) == 0 {
				t.Error("cannot be tried again")
			}
			d.queue("Append B draft@0")
		},
		"not begun, so what is there is another one": func(d *desk) {
			d.keep("B", "", "one")
			must(d.db.AddMessages(t.Context(), d.folders["B"], pulled(4, "one")))(t)
			d.want("INBOX:1 2 3 B:draft? draft@4")
		},
		"begun, and a pull finds it": func(d *desk) {
			id, operation := d.keep("B", "", "one")
			d.ok(d.db.BeginOperation(t.Context(), operation, mail.Begun{UIDValidity: 1, UIDNext: 5}))
			must(d.db.AddMessages(t.Context(), d.folders["B"], pulled(4, "one")))(t)
			d.want("INBOX:1 2 3 B:draft? draft@4")
			must(d.db.AddMessages(t.Context(), d.folders["B"], pulled(5, "one")))(t)
			d.want("INBOX:1 2 3 B:draft@4 draft@5")
			d.queue("Append B draft@5")
			d.done(operation, nil)
			if got := readBody(t, d.db, id); string(got) != "one" {
				t.Errorf("%q", got)
			}
		},
		"begun, and the server has changed it": func(d *desk) {
			id, operation := d.keep("B", "", "one")
			d.ok(d.db.BeginOperation(t.Context(), operation, mail.Begun{UIDValidity: 1, UIDNext: 5}))
			must(d.db.AddMessages(t.Context(), d.folders["B"], pulled(5, "one with more")))(t)
			d.want("INBOX:1 2 3 B:draft@5")
			if m := must(d.db.Message(t.Context(), id))(t); m.HasBody || m.Size != 13 {
				t.Errorf("%+v", m)
			}
		},
		"taken back": func(d *desk) {
			id, operation := d.keep("B", "", "one")
			d.undo(operation)
			d.queue()
			d.want("INBOX:1 2 3")
			if _, _, err := d.db.readBody(t.Context(), id); !errors.Is(err, errBodyDamaged) {
				t.Error("its body stays", err)
			}
		},
		"moved before it was appended": func(d *desk) {
			_, operation := d.keep("B", "", "one")
			m := d.move("B", "C", 0)
			d.done(operation, map[int]mail.UID{0: 9})
			d.queue("Move B draft@9")
			d.done(m, map[int]mail.UID{0: 3})
			d.want("INBOX:1 2 3 C:draft@3")
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := deskIn(t, db, hash([]byte(name))[:12]+"@example.org")
			run(d)
			d.ok(d.db.Integrity(t.Context()))
		})
	}
}

func TestCopySharesItsBody(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	for _, size := range []int{100, 2 * largeBody} {
		raw := text(uint64(size), size)
		d.ok(d.db.PutBodies(ctx, []NewBody{{Message: d.m[1], Raw: raw, Preview: "p"}}))
		id := d.copy("INBOX", "B", 1)
		wantBodies(t, d.db, 1, size/largeBody/2)
		double := must(d.db.MessageIDs(ctx, d.folders["B"]))(t)[0]
		if m := must(d.db.Message(ctx, double))(t); !m.HasBody || m.Preview != "p" || !bytes.Equal(readBody(t, d.db, double), raw) {
			t.Errorf("%+v", m)
		}
		d.ok(d.db.Close(ctx))
		d.db, _, _ = openDir(t, d.db.dir)
		d.db.untidy.Store(true) // so that the next Open sweeps
		d.ok(d.db.Close(ctx))
		d.db, _, _ = openDir(t, d.db.dir)
		wantBodies(t, d.db, 1, size/largeBody/2)
		d.ok(d.db.ForgetBody(ctx, d.m[1]))
		if !bytes.Equal(readBody(t, d.db, double), raw) {
			t.Error("the copy has lost its body")
		}
		d.ok(d.db.ShareBody(ctx, double, d.m[1]))
		if !bytes.Equal(readBody(t, d.db, d.m[1]), raw) {
			t.Error("the original has no body")
		}
		d.undo(id)
		if !bytes.Equal(readBody(t, d.db, d.m[1]), raw) {
			t.Error("the original has lost its body with the copy")
		}
		d.ok(d.db.ForgetBody(ctx, d.m[1]))
		wantBodies(t, d.db, 0, 0)
	}
}
