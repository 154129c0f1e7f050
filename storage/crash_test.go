package storage

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
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
// pages are sound, the counts are right, every message that has a body has its own, and no saved draft is lost.
func TestCrash(t *testing.T) {
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(7, uint64(os.Getpid())))
	drafts, rounds := 0, 25
	if testing.Short() {
		rounds = 3
	}
	for range rounds {
		drafts = max(drafts, killed(t, dir, 1+random.IntN(60)))
		db, notice, _ := openDir(t, dir)
		if len(notice.Repairs) > 0 {
			t.Fatalf("repairs: %+v", notice.Repairs)
		}
		checkProfile(t, db, drafts)
		if err := db.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// killed starts a writer and kills it after some of its steps, in the middle of the next. It returns the number of
// the last draft that the writer said was saved.
func killed(t *testing.T, dir string, steps int) (draft int) {
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
		if n, err := strconv.Atoi(strings.TrimPrefix(lines.Text(), "draft ")); err == nil {
			draft = n
		}
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() { // said before the end, so it counts
		if n, err := strconv.Atoi(strings.TrimPrefix(lines.Text(), "draft ")); err == nil {
			draft = n
		}
	}
	_ = child.Wait() // it was killed
	return draft
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
	what := w.random.IntN(8)
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
		w.draft++
		_, err = w.db.SaveComposition(ctx, mail.Composition{Account: w.account.ID, Text: words(uint64(w.draft), 5000)})
		if err == nil {
			fmt.Println("draft", w.draft)
		}
	case 7:
		if w.random.IntN(4) == 0 {
			err = w.db.ResetFolder(ctx, folder, w.random.Uint32())
		}
	}
	fmt.Println("step", what)
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
func bodyOf(folder mail.FolderID, id mail.MessageID, size int) []byte {
	return append(fmt.Appendf(nil, "X-Owner: %d %d\r\n", folder, id), text(uint64(id), size)...)
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
		list = append(list, NewBody{Message: m.ID, Raw: bodyOf(folder, m.ID, size)})
	}
	return w.db.PutBodies(ctx, list)
}

func (w *crashWriter) operate(ctx context.Context, folder mail.FolderID) error {
	ids, err := w.db.MessageIDs(ctx, folder)
	if err != nil {
		return err
	}
	op := mail.SetFlags{Folder: folder, Messages: ids[:min(len(ids), 20)], Add: mail.Flags(w.random.IntN(8)), Remove: mail.Flags(w.random.IntN(8))}
	if _, err := w.db.ApplyOperation(ctx, op); err != nil {
		return err
	}
	queue, err := w.db.PendingOperations(ctx, w.account.ID)
	if err != nil || len(queue) < 5 {
		return err
	}
	if w.random.IntN(2) == 0 {
		return w.db.DoneOperation(ctx, queue[0].ID, mail.Placed{})
	}
	return w.db.FailOperation(ctx, queue[0].ID, nil, true)
}

func checkProfile(t *testing.T, db *DB, drafts int) {
	t.Helper()
	ctx := t.Context()
	if err := db.Integrity(ctx); err != nil {
		t.Fatal(err)
	}
	for _, d := range []*database{db.profile, db.mail, db.bodies} {
		err := d.view(ctx, func(c *connection) error {
			var finding string
			_, err := c.one([]any{&finding}, "PRAGMA integrity_check")
			if err == nil && finding != "ok" {
				t.Error(d.schema.file, finding)
			}
			n, err := c.number("SELECT count(*) FROM pragma_foreign_key_check")
			if n > 0 {
				t.Error(d.schema.file, n, "rows refer to nothing")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	rows, files := 0, 0
	for _, a := range must(db.Accounts(ctx))(t) {
		if n := len(must(db.Compositions(ctx, a.ID))(t)); n < drafts {
			t.Errorf("%d drafts, %d were saved", n, drafts)
		}
		for _, f := range must(db.Folders(ctx, a.ID))(t) {
			for _, m := range must(db.Messages(ctx, must(db.MessageIDs(ctx, f.ID))(t)))(t) {
				if !m.HasBody {
					continue
				}
				rows++
				raw := readBody(t, db, m.ID)
				if !bytes.Equal(raw, bodyOf(f.ID, m.ID, len(raw)-len(bodyOf(f.ID, m.ID, 0)))) {
					t.Errorf("message %d has another's body", m.ID)
				}
				if len(raw) > largeBody {
					files++
				}
			}
		}
	}
	wantBodies(t, db, rows, files)
	if list := must(filepath.Glob(filepath.Join(db.dir, "*.new*")))(t); len(list) > 0 {
		t.Error("left over:", list)
	}
}
