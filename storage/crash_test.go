package storage

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// crashDir is set in the process that is killed: the profile it writes to.
const crashDir = "LETTERBOX_TEST_CRASH_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		fmt.Println("failed:", writeForEver(dir))
		os.Exit(1)
	}
	goleak.VerifyTestMain(m)
}

// TestCrash kills a writing process at random moments. Whatever the moment: the profile opens without repair, all
// pages are sound, the counts are right, every message that has a body has its own, and one that exists only here has
// it; no saved draft, with its file, and no message that was to be sent is lost, and none is in the outbox twice.
func TestCrash(t *testing.T) {
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(7, uint64(os.Getpid())))
	said, rounds := promises{}, 25
	if testing.Short() {
		rounds = 3
	}
	for round := range rounds {
		if round%9 == 8 { // looking at everything takes the longer the more there is
			dir, said = t.TempDir(), promises{}
		}
		said = said.and(killed(t, dir, 1+random.IntN(60)))
		db, notice, _ := openDir(t, dir)
		mailtest.PromisesOf(t, "kill").Sound(len(notice.Repairs), errors.Join(db.Integrity(t.Context()), everyPage(t.Context(), db)))
		if t.Failed() {
			t.Fatalf("repairs: %+v", notice.Repairs)
		}
		checkProfile(t, db, said)
		if err := db.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// promises are the numbers of the last draft and the last outgoing message that a writer said were stored.
type promises struct{ draft, out int }

func (p promises) and(q promises) promises {
	return promises{draft: max(p.draft, q.draft), out: max(p.out, q.out)}
}

// hear takes a promise from what a writer says.
func (p promises) hear(line string) promises {
	what, text, _ := strings.Cut(line, " ")
	n, _ := strconv.Atoi(text)
	switch what {
	case "draft":
		p.draft = n
	case "out":
		p.out = n
	}
	return p
}

// killed starts a writer and kills it after some of its steps, in the middle of the next. It returns what the writer
// said was stored.
func killed(t *testing.T, dir string, steps int) (said promises) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), crashDir+"="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for steps > 0 && lines.Scan() {
		steps--
		if strings.HasPrefix(lines.Text(), "failed:") {
			t.Error(lines.Text())
		}
		said = said.hear(lines.Text())
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() { // said before the end, so it counts
		said = said.hear(lines.Text())
	}
	_ = child.Wait() // it was killed
	return said
}

// writeForEver does what an engine does, without order, and says each step when it is done.
func writeForEver(dir string) error {
	ctx := context.Background()
	db, _, err := Open(ctx, Config{Dir: dir})
	if err != nil {
		return err
	}
	w := &crashWriter{db: db, random: rand.New(rand.NewPCG(uint64(os.Getpid()), 3))}
	if err := w.begin(ctx); err != nil {
		return err
	}
	for {
		if err := w.step(ctx); err != nil {
			return err
		}
	}
}

type crashWriter struct {
	db      *DB
	random  *rand.Rand
	account mail.Account
	folders []mail.Folder
	draft   int
	out     int
}

func (w *crashWriter) begin(ctx context.Context) error {
	accounts, err := w.db.Accounts(ctx)
	if err != nil {
		return err
	}
	if len(accounts) == 0 {
		if w.account, err = w.db.AddAccount(ctx, account("ada@example.org"), nil); err != nil {
			return err
		}
	} else {
		w.account = accounts[0]
	}
	drafts, err := w.db.Compositions(ctx, w.account.ID)
	w.draft = len(drafts)
	if err != nil {
		return err
	}
	outbox, err := w.db.Outbox(ctx, w.account.ID)
	for _, o := range outbox {
		n, _, _ := strings.Cut(o.MessageID, "@")
		number, _ := strconv.Atoi(n)
		w.out = max(w.out, number)
	}
	return err
}

func (w *crashWriter) step(ctx context.Context) (err error) {
	if len(w.folders) == 0 || w.random.IntN(10) == 0 {
		w.folders, err = w.db.SaveFolders(ctx, w.account.ID, []mail.Folder{
			{Path: "INBOX", Wire: "INBOX"}, {Path: "x", Wire: fmt.Sprint("x", w.random.IntN(3))},
		})
		if err != nil {
			return err
		}
	}
	folder := w.folders[w.random.IntN(len(w.folders))].ID
	what := w.random.IntN(10)
	switch what {
	case 0:
		_, err = w.db.AddMessages(ctx, folder, headers(1+w.random.IntN(300)))
	case 1, 2:
		err = w.fetchBodies(ctx, folder)
	case 3:
		err = w.db.RemoveUIDs(ctx, folder, w.someUIDs())
	case 4:
		var list []UIDFlags
		for _, uid := range w.someUIDs() {
			list = append(list, UIDFlags{UID: uid, Flags: mail.Flags(w.random.IntN(8))})
		}
		err = w.db.SetFlags(ctx, folder, list)
	case 5:
		err = w.operate(ctx, folder)
	case 6:
		err = w.write(ctx)
	case 7:
		if w.random.IntN(4) == 0 {
			err = w.db.ResetFolder(ctx, folder, w.random.Uint32())
		} else {
			err = w.db.EndReset(ctx, folder)
		}
	case 8:
		err = w.send(ctx)
	case 9:
		err = w.keep(ctx, folder)
	}
	fmt.Println("step", what)
	return err
}

// write saves a draft with a file, and says so.
func (w *crashWriter) write(ctx context.Context) error {
	w.draft++
	c, err := w.db.SaveComposition(ctx, mail.Composition{Account: w.account.ID, MessageID: fmt.Sprint(w.draft, "@draft"), Text: words(uint64(w.draft), 5000)})
	if err != nil {
		return err
	}
	fmt.Println("draft", w.draft)
	_, err = w.db.AddDraftFile(ctx, c.ID, "f", "text/plain", strings.NewReader(words(uint64(w.draft), 3000)))
	return err
}

// send queues a message, and goes some steps with one that is queued already.
func (w *crashWriter) send(ctx context.Context) error {
	w.out++
	_, err := w.db.Enqueue(ctx, mail.Outgoing{Account: w.account.ID, MessageID: fmt.Sprint(w.out, "@out")}, []byte(fmt.Sprint("out ", w.out)), 0)
	if err != nil {
		return err
	}
	fmt.Println("out", w.out)
	list, err := w.db.Outbox(ctx, w.account.ID)
	if err != nil {
		return err
	}
	o := list[w.random.IntN(len(list))]
	if o.State == mail.OutgoingQueued {
		_, err = w.db.BeginSending(ctx, o.ID)
		return err
	}
	states := []mail.OutgoingState{mail.OutgoingLeaving, mail.OutgoingSent, mail.OutgoingCopied, mail.OutgoingFailed, mail.OutgoingQueued}
	err = w.db.SettleOutgoing(ctx, o.ID, mail.Outcome{State: states[w.random.IntN(len(states))]})
	if absent(err) {
		return nil // not a step that is possible
	}
	return err
}

// keep stores a message that exists only here.
func (w *crashWriter) keep(ctx context.Context, folder mail.FolderID) error {
	m := mail.NewLocal{Received: start, Envelope: mail.Envelope{MessageID: fmt.Sprint(w.random.Uint32(), "@kept")}}
	m.Raw = bodyOf(m.Envelope.MessageID, 100+w.random.IntN(5)*largeBody/2)
	_, _, err := w.db.KeepMessage(ctx, folder, m)
	return err
}

func (w *crashWriter) someUIDs() []mail.UID {
	var list []mail.UID
	for range w.random.IntN(30) {
		list = append(list, mail.UID(1+w.random.IntN(300)))
	}
	return list
}

// bodyOf is a body that tells whose it is.
func bodyOf(messageID string, size int) []byte {
	return append(fmt.Appendf(nil, "Message-ID: %s\r\n", messageID), text(uint64(len(messageID)), size)...)
}

func (w *crashWriter) fetchBodies(ctx context.Context, folder mail.FolderID) error {
	missing, err := w.db.Bodyless(ctx, folder, 8, time.Time{})
	if err != nil {
		return err
	}
	var list []NewBody
	for _, m := range missing {
		size := 4000
		if w.random.IntN(5) == 0 {
			size = largeBody + 1000
		}
		row, err := w.db.Message(ctx, m.ID)
		if err != nil {
			return err
		}
		list = append(list, NewBody{Message: m.ID, Raw: bodyOf(row.Envelope.MessageID, size)})
	}
	return w.db.PutBodies(ctx, list)
}

func (w *crashWriter) operate(ctx context.Context, folder mail.FolderID) error {
	ids, err := w.db.MessageIDs(ctx, folder)
	if err != nil {
		return err
	}
	ids = ids[:min(len(ids), 20)]
	to := w.folders[w.random.IntN(len(w.folders))].ID
	var op mail.Operation
	switch w.random.IntN(4) {
	case 0:
		op = mail.Move{Folder: folder, Messages: ids, To: to}
	case 1:
		op = mail.Copy{Folder: folder, Messages: ids, To: to}
	case 2:
		op = mail.Delete{Folder: folder, Messages: ids[:len(ids)/4]}
	default:
		op = mail.SetFlags{Folder: folder, Messages: ids, Add: mail.Flags(w.random.IntN(8)), Remove: mail.Flags(w.random.IntN(8))}
	}
	if _, err := w.db.ApplyOperation(ctx, op); err != nil {
		return err
	}
	queue, err := w.db.PendingOperations(ctx, w.account.ID)
	if err != nil || len(queue) < 5 {
		return err
	}
	switch w.random.IntN(4) {
	case 0:
		_, err := w.db.UndoOperation(ctx, queue[w.random.IntN(len(queue))].ID)
		if absent(err) {
			return nil
		}
		return err
	case 1:
		if err := w.db.BeginOperation(ctx, queue[0].ID, mail.Begun{UIDNext: 1}); err != nil {
			return err
		}
		fallthrough
	case 2:
		return w.db.DoneOperation(ctx, queue[0].ID, mail.Placed{})
	}
	return w.db.FailOperation(ctx, queue[0].ID, nil, true)
}

// everyPage looks at every page of every database, and for rows that refer to nothing.
func everyPage(ctx context.Context, db *DB) error {
	var faults []error
	for _, d := range []*database{db.profile, db.mail, db.bodies} {
		faults = append(faults, d.view(ctx, func(c *connection) error {
			var finding string
			if _, err := c.one([]any{&finding}, "PRAGMA integrity_check"); err != nil {
				return err
			}
			n, err := c.number("SELECT count(*) FROM pragma_foreign_key_check")
			if err == nil && (finding != "ok" || n > 0) {
				err = fmt.Errorf("%s: %s, %d rows refer to nothing", d.schema.file, finding, n)
			}
			return err
		}))
	}
	return errors.Join(faults...)
}

func checkProfile(t *testing.T, db *DB, said promises) {
	t.Helper()
	ctx := t.Context()
	var bodies []mailtest.Lies
	var localOnly, kept []string
	for _, a := range must(db.Accounts(ctx))(t) {
		checkPromises(t, db, said)
		for _, f := range must(db.Folders(ctx, a.ID))(t) {
			for _, m := range must(db.Messages(ctx, must(db.MessageIDs(ctx, f.ID))(t)))(t) {
				id := m.Envelope.MessageID
				if strings.HasSuffix(id, "@kept") {
					localOnly = append(localOnly, id)
				}
				if !m.HasBody {
					continue
				}
				raw := readBody(t, db, m.ID)
				bodies, kept = append(bodies, mailtest.Lies{Folder: f.Path, ID: id, Hash: string(raw)}), append(kept, id)
			}
		}
	}
	p := mailtest.PromisesOf(t, "kill")
	if len(bodies) > 0 {
		p.OwnBodies(bodies, func(l mailtest.Lies) string {
			if raw := []byte(l.Hash); bytes.Equal(raw, bodyOf(l.ID, len(raw)-len(bodyOf(l.ID, 0)))) {
				return l.ID
			}
			return strings.ToValidUTF8(l.Hash[:min(len(l.Hash), 80)], "?")
		})
	}
	if len(localOnly) > 0 {
		p.LocalOnlyStays(localOnly, kept)
	}
	checkBodies(t, db)
	if list := must(filepath.Glob(filepath.Join(db.dir, "*.new*")))(t); len(list) > 0 {
		t.Error("left over:", list)
	}
}

// checkPromises looks for every draft and every outgoing message that was said to be stored. Drafts stay for ever in
// this test, and messages of the outbox too.
func checkPromises(t *testing.T, db *DB, said promises) {
	t.Helper()
	list := must(db.Compositions(t.Context(), 0))(t)
	saved, kept := map[string]string{}, map[string]string{}
	for n := range said.draft {
		saved[fmt.Sprint(n+1, "@draft")] = words(uint64(n+1), 5000)
	}
	for _, c := range list {
		kept[c.MessageID] = c.Text
	}
	if len(saved) > 0 {
		mailtest.PromisesOf(t, "kill").DraftsSurvive(saved, kept, nil)
	}
	for _, c := range list {
		for _, f := range c.Files {
			r := must(db.OpenDraftFile(t.Context(), f.ID))(t)
			raw := must(io.ReadAll(r))(t)
			if err := r.Close(); err != nil || int64(len(raw)) != f.Size {
				t.Errorf("file of %d bytes has %d: %v", f.Size, len(raw), err)
			}
		}
	}
	seen := map[string]bool{}
	for _, o := range must(db.Outbox(t.Context(), 0))(t) {
		if seen[o.MessageID] {
			t.Error(o.MessageID, "is in the outbox twice")
		}
		seen[o.MessageID] = true
		if o.State == mail.OutgoingCopied {
			continue
		}
		if raw := must(db.OutgoingRaw(t.Context(), o.ID))(t); "out "+strings.TrimSuffix(o.MessageID, "@out") != string(raw) {
			t.Errorf("%s is %q", o.MessageID, raw)
		}
	}
	for n := range said.out {
		if !seen[fmt.Sprint(n+1, "@out")] {
			t.Error("lost from the outbox:", n+1)
		}
	}
}

// checkBodies compares bodies.db with what mail.db says, deleted messages too.
func checkBodies(t *testing.T, db *DB) {
	t.Helper()
	ctx := t.Context()
	claimed := must(db.listClaimed(ctx))(t)
	files := must(db.listBodyFiles())(t)
	if orphans := must(db.unowned(ctx, claimed, files))(t); len(orphans)+len(claimed)+len(files) > 0 {
		t.Errorf("bodies of nobody %v, messages without body %v, files of nobody %v", orphans, claimed, files)
	}
}
