package storage

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"letterbox/mail"
)

// damageRounds is how many times TestFlippedBytes damages a profile; a long run takes some thousands.
var damageRounds = flag.Int("damage.rounds", 36, "how often a profile is damaged")

// keepsake is a closed profile, one that was cut off while its logs were full, and what is in both.
type keepsake struct {
	closed, open string
	inbox        []NewMessage
	folder       mail.FolderID
	account      mail.AccountID
	collected    mail.AccountID
	drafts       int
	outbox       int
	pending      int
	local        string // Message-ID of what no server has
}

func newKeepsake(t *testing.T) keepsake {
	t.Helper()
	ctx := t.Context()
	db, _ := openNew(t)
	a, _, outbox := fillProfile(t, db)
	folders := must(db.Folders(ctx, a.ID))(t)
	k := keepsake{closed: t.TempDir(), open: t.TempDir(), inbox: headers(400), folder: folders[0].ID, account: a.ID, drafts: 5, outbox: len(outbox), local: "only-here@example.org"}
	must(db.AddMessages(ctx, k.folder, k.inbox))(t)
	ids := must(db.MessageIDs(ctx, k.folder))(t)
	var bodies []NewBody
	for i, id := range ids[:60] {
		bodies = append(bodies, NewBody{Message: id, Raw: text(uint64(i), 300*(i+1))})
	}
	bodies = append(bodies, NewBody{Message: ids[61], Raw: text(99, 2*largeBody)})
	ok(t, db.PutBodies(ctx, bodies))
	maildrop := account("pop@example.org")
	maildrop.Incoming.Protocol = mail.POP3
	b := must(db.AddAccount(ctx, maildrop, nil))(t)
	k.collected = b.ID
	drop := must(db.SaveFolders(ctx, b.ID, []mail.Folder{{Path: "INBOX", Wire: "INBOX", Role: mail.RoleInbox, Selectable: true}}))(t)
	must(db.AddMessages(ctx, drop[0].ID, headers(30)))(t)
	for _, op := range []mail.Operation{
		mail.SetFlags{Folder: k.folder, Messages: ids[:3], Add: mail.Flagged},
		mail.Move{Folder: k.folder, To: folders[1].ID, Messages: ids[10:12]},
		mail.SetFlags{Folder: k.folder, Messages: ids[20:21], Add: mail.Seen},
	} {
		must(db.ApplyOperation(ctx, op))(t)
	}
	_, _, err := db.KeepMessage(ctx, k.folder, mail.NewLocal{Raw: text(7, 9000), Envelope: mail.Envelope{MessageID: k.local, Subject: "only here"}})
	ok(t, err)
	k.pending = len(must(db.PendingOperations(ctx, k.account))(t))
	// The end of a log may be what a crash leaves, so what counts must not be the last in it.
	ok(t, db.SaveSync(ctx, k.folder, mail.SyncState{UIDValidity: 7, UIDNext: 401}))
	ok(t, db.SetSetting(ctx, "theme", "light"))
	ok(t, db.PutBodies(ctx, bodies[:1]))
	copyDir(t, db.dir, k.open)
	ok(t, db.RemoveUIDs(ctx, folders[1].ID, []mail.UID{1}))
	ok(t, db.Close(ctx))
	copyDir(t, db.dir, k.closed)
	return k
}

func ok(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func copyDir(tb testing.TB, from, to string) {
	tb.Helper()
	ok(tb, os.CopyFS(to, os.DirFS(from)))
}

// flips damage a file at random.
var flips = map[string]func(r *rand.Rand, raw []byte){
	"bytes in the header":   func(r *rand.Rand, raw []byte) { flip(r, raw[:100], 1+r.IntN(3)) },
	"bytes in one page":     func(r *rand.Rand, raw []byte) { flip(r, pageOf(r, raw), 1+r.IntN(8)) },
	"the head of a page":    func(r *rand.Rand, raw []byte) { flip(r, pageOf(r, raw)[:12], 1+r.IntN(3)) },
	"bytes everywhere":      func(r *rand.Rand, raw []byte) { flip(r, raw, 1+len(raw)/2000) },
	"a sector of zeros":     func(r *rand.Rand, raw []byte) { clear(pageOf(r, raw)[512*r.IntN(8):][:512]) },
	"a page of another one": func(r *rand.Rand, raw []byte) { copy(pageOf(r, raw), pageOf(r, raw)) },
	"a page of noise": func(r *rand.Rand, raw []byte) {
		page := pageOf(r, raw)
		for i := range page {
			page[i] = byte(r.Uint32())
		}
	},
}

func flip(r *rand.Rand, raw []byte, n int) {
	for range n {
		raw[r.IntN(len(raw))] ^= byte(1 + r.IntN(255))
	}
}

func pageOf(r *rand.Rand, raw []byte) []byte {
	page := r.IntN(max(len(raw)/4096, 1)) * 4096
	return raw[page:min(page+4096, len(raw))]
}

// TestFlippedBytes damages files of a profile at random places. Whatever is hit, the profile opens, at once or when the
// damage was met once; then it is sound, the server's mail is all there after a pull, and what no server has is there or
// said to be lost. A flip inside a text cannot be seen; that nothing else is wrong is checked.
func TestFlippedBytes(t *testing.T) {
	k := newKeepsake(t)
	names := []string{"profile.db", "mail.db", "bodies.db"}
	kinds := slices.Sorted(keysOf(flips))
	for round := range *damageRounds {
		r := rand.New(rand.NewPCG(uint64(round), 6))
		file, kind, from := names[round%3], kinds[round/3%len(kinds)], k.closed
		if round%5 == 4 {
			from = k.open
			if round%2 == 0 {
				file += "-wal"
			}
		}
		t.Run(fmt.Sprintf("%d %s %s", round, file, kind), func(t *testing.T) {
			dir := t.TempDir()
			copyDir(t, from, dir)
			path := filepath.Join(dir, file)
			raw := must(os.ReadFile(path))(t)
			if len(raw) < 4096 {
				t.Fatalf("%s has %d bytes", file, len(raw))
			}
			version := slices.Clone(raw[60:64])
			flips[kind](r, raw)
			if raw[60] < 0x80 { // a version that could be a newer program's is respected
				copy(raw[60:64], version)
			}
			ok(t, os.WriteFile(path, raw, 0o600))
			k.survives(t, dir)
		})
	}
}

func keysOf[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for key := range m {
			if !yield(key) {
				return
			}
		}
	}
}

// survives opens a damaged profile, works with it, and looks whether everything is there.
func (k keepsake) survives(t *testing.T, dir string) {
	t.Helper()
	lost := false
	for attempt := range 3 {
		db, notice, err := Open(context.Background(), Config{Dir: dir, Now: func() time.Time { return start }})
		if err != nil {
			t.Fatalf("attempt %d: %v", attempt, err)
		}
		for _, repair := range notice.Repairs {
			lost = lost || repair.Lost
		}
		err = k.pull(db)
		if err == nil {
			k.compare(t, db, lost)
			ok(t, db.Close(context.Background()))
			return
		}
		_ = db.Close(context.Background()) // it may be too damaged to be closed in order
		if p := mail.ProblemOf(err); p.Code != mail.CacheDamaged {
			t.Fatalf("attempt %d: %v", attempt, err)
		}
	}
	t.Error("the damage was met three times and never mended")
}

// pull does what the engine does: it makes the mailbox what the server has, and reads everything that can be shown.
func (k keepsake) pull(db *DB) error {
	ctx := context.Background()
	if _, err := db.Account(ctx, k.account); absent(err) {
		return nil // the account was lost; that is compared
	} else if err != nil {
		return err
	}
	folders, err := db.SaveFolders(ctx, k.account, []mail.Folder{
		{Path: "INBOX", Wire: "INBOX", Delimiter: "/", Role: mail.RoleInbox, Selectable: true},
		{Path: "项目/测试", Wire: "&mHl27g-/&bUuL1Q-", Delimiter: "/", Selectable: true},
	})
	if err != nil {
		return err
	}
	here, err := db.UIDs(ctx, folders[0].ID)
	if err != nil {
		return err
	}
	gone := slices.DeleteFunc(here, func(uid mail.UID) bool { return uid >= 1 && int(uid) <= len(k.inbox) })
	if err := db.RemoveUIDs(ctx, folders[0].ID, gone); err != nil {
		return err
	}
	if _, err := db.AddMessages(ctx, folders[0].ID, k.inbox); err != nil {
		return err
	}
	for _, f := range folders {
		if err := db.EndReset(ctx, f.ID); err != nil {
			return err
		}
		newest, err := db.Newest(ctx, f.ID, 1000)
		if err != nil {
			return err
		}
		for _, m := range newest.Messages {
			if body, _, err := db.OpenBody(ctx, m.ID); err == nil {
				_ = body.Close() // it was only read
			} else if code := mail.ProblemOf(err).Code; code != mail.BodyNotStored {
				return err
			}
		}
	}
	return db.Integrity(ctx)
}

// compare looks for what has to be there.
func (k keepsake) compare(t *testing.T, db *DB, lost bool) {
	t.Helper()
	ctx := t.Context()
	if _, err := db.Account(ctx, k.account); absent(err) {
		if !lost {
			t.Error("an account is gone, and nobody was told")
		}
		return
	}
	folders := must(db.Folders(ctx, k.account))(t)
	times := map[mail.UID]int{}
	for _, uid := range must(db.UIDs(ctx, folders[0].ID))(t) {
		times[uid]++
	}
	if len(times) != len(k.inbox) {
		t.Errorf("%d messages of the server's %d", len(times), len(k.inbox))
	}
	left := map[string]int{
		"drafts":               len(must(db.Compositions(ctx, k.account))(t)) - k.drafts,
		"messages to be sent":  len(must(db.Outbox(ctx, k.account))(t)) - k.outbox,
		"operations":           len(must(db.PendingOperations(ctx, k.account))(t)) - k.pending,
		"messages only here":   k.onlyHere(t, db) - 1,
		"messages of maildrop": k.drop(t, db) - 30,
	}
	for what, more := range left {
		if more > 0 || more < 0 && !lost {
			t.Errorf("%+d %s, and lost is %v", more, what, lost)
		}
	}
}

// onlyHere counts the message that no server has, with its body.
func (k keepsake) onlyHere(t *testing.T, db *DB) (n int) {
	t.Helper()
	for _, f := range must(db.Folders(t.Context(), k.account))(t) {
		for _, m := range must(db.Messages(t.Context(), must(db.MessageIDs(t.Context(), f.ID))(t)))(t) {
			if m.UID != 0 || m.Envelope.MessageID != k.local && m.Size != 9000 { // one of the two may be garbled
				continue
			}
			body, size, err := db.OpenBody(t.Context(), m.ID)
			switch {
			case err == nil && size == 9000:
				ok(t, body.Close())
			case err == nil || mail.ProblemOf(err).Code != mail.BodyNotStored: // which is what its operation is told
				t.Errorf("%d bytes, %v", size, err)
			}
			n++
		}
	}
	return n
}

// drop counts the messages of the account whose mail is collected.
func (k keepsake) drop(t *testing.T, db *DB) (n int) {
	t.Helper()
	for _, f := range must(db.Folders(t.Context(), k.collected))(t) {
		n += f.Total
	}
	return n
}
