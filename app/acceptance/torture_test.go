package acceptance

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/mailtest"
	"letterbox/mail/message"
)

// The torture tests kill the program, by SIGKILL, again and again while it works, and look after every kill whether
// what it promises still holds. In CI they do it a few times; LETTERBOX_TORTURE says how often, as make torture does.

// kills returns how often a torture test kills the program.
func kills(t *testing.T) int {
	t.Helper()
	text := os.Getenv("LETTERBOX_TORTURE")
	if text == "" {
		return 5
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("LETTERBOX_TORTURE: %v", err)
	}
	return n
}

// wheel is one profile that is tortured, with a server that other clients change at the same time.
type wheel struct {
	*profile
	server *mailtest.Real
	random *rand.Rand
	whole  time.Duration // of a run that nobody disturbs
}

func newWheel(t *testing.T) *wheel {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	server := mailtest.Dovecot(t, mailtest.RealUser("ada", secret))
	server.Deliver("ada", "INBOX", mailtest.Bulk(seed, 0, 100))
	w := &wheel{profile: bound(t, server), server: server, random: rand.New(rand.NewPCG(seed, 1))} //nolint:gosec // to be repeated
	w.whole = w.must("", "sync", "--once").took
	return w
}

// killed runs a verb and kills it at a random moment of its life.
func (w *wheel) killed(args ...string) {
	w.t.Helper()
	cmd := w.command(args...)
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	time.Sleep(time.Duration(w.random.Int64N(int64(2 * w.whole))))
	_ = cmd.Process.Kill() // it may have ended
	_ = cmd.Wait()
}

// append stores a message at the server, as another client or a stranger does.
func (w *wheel) append(id string) {
	w.t.Helper()
	s := session(w.t, w.server)
	defer func() { _ = s.Close() }()
	raw := fmt.Appendf(nil, "From: Ben <ben@example.test>\r\nTo: ada@corp.example\r\nSubject: %[1]s\r\nMessage-ID: <%[1]s@example.test>\r\n\r\nhello %[1]s\r\n", id)
	if _, _, err := s.Append(w.t.Context(), mail.Folder{Path: "INBOX", Wire: "INBOX"}, 0, time.Time{}, raw); err != nil {
		w.t.Fatal(err)
	}
}

// expunge removes a message for good, as another client does.
func (w *wheel) expunge(id string) {
	w.t.Helper()
	s := session(w.t, w.server)
	defer func() { _ = s.Close() }()
	_, err := s.Select(w.t.Context(), mail.Folder{Path: "INBOX", Wire: "INBOX"})
	uids, unfound := s.Find(w.t.Context(), id+"@example.test", 1)
	if err := errors.Join(err, unfound, s.Expunge(w.t.Context(), uids)); err != nil || len(uids) != 1 {
		w.t.Errorf("%d messages expunged: %v", len(uids), err)
	}
}

// number returns the local number of a message of INBOX by its subject.
func (w *wheel) number(subject string) string {
	w.t.Helper()
	r := w.must("", "list", "INBOX")
	list, _ := r.last()["messages"].([]any)
	for _, m := range list {
		if row, _ := m.(map[string]any); row["subject"] == subject {
			return fmt.Sprintf("%.0f", row["id"])
		}
	}
	w.t.Fatalf("%s is not in INBOX", subject)
	return ""
}

// remote reads everything that the server has.
func (w *wheel) remote() []mailtest.Lies {
	w.t.Helper()
	ctx := w.t.Context()
	s := session(w.t, w.server)
	defer func() { _ = s.Close() }()
	folders, err := s.Folders(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	var all []mailtest.Lies
	for _, f := range folders {
		if _, err := s.Select(ctx, f); err != nil {
			w.t.Fatal(err)
		}
		uids, err := s.UIDs(ctx)
		if err != nil {
			w.t.Fatal(err)
		}
		all = append(all, w.folder(ctx, s, f.Path, uids)...)
	}
	return all
}

type remoteSession interface {
	Bodies(ctx context.Context, uids []mail.UID, each func(uid mail.UID, size int64, body io.Reader) error) error
	Flags(ctx context.Context, set []mail.UIDRange, each func(mail.UID, mail.Flags) error) error
}

func (w *wheel) folder(ctx context.Context, s remoteSession, path string, uids []mail.UID) []mailtest.Lies {
	w.t.Helper()
	if len(uids) == 0 {
		return nil
	}
	found := map[mail.UID]mailtest.Lies{}
	err := s.Bodies(ctx, uids, func(uid mail.UID, _ int64, body io.Reader) error {
		raw, err := io.ReadAll(body)
		sum := sha256.Sum256(raw)
		found[uid] = mailtest.Lies{Folder: path, UID: uid, ID: message.Envelope(raw).MessageID, Hash: hex.EncodeToString(sum[:])}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	err = s.Flags(ctx, []mail.UIDRange{{First: 1}}, func(uid mail.UID, flags mail.Flags) error {
		if l, there := found[uid]; there {
			l.Flags = strings.Join(flags.Wire(), " ")
			found[uid] = l
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	var list []mailtest.Lies
	for _, uid := range uids {
		list = append(list, found[uid])
	}
	return list
}

// exported reads the export of the cache in the same form; Message-IDs are not in it.
func (w *wheel) exported() []mailtest.Lies {
	w.t.Helper()
	var out struct {
		Accounts []struct {
			Folders []struct {
				Path     string `json:"path"`
				Pending  int    `json:"pending"`
				Messages []struct {
					UID    mail.UID `json:"uid"`
					Flags  []string `json:"flags"`
					SHA256 string   `json:"sha256"`
				} `json:"messages"`
			} `json:"folders"`
		} `json:"accounts"`
	}
	if err := json.Unmarshal([]byte(w.must("", "export").stdout), &out); err != nil {
		w.t.Fatal(err)
	}
	var all []mailtest.Lies
	for _, f := range out.Accounts[0].Folders {
		if f.Pending > 0 {
			w.t.Errorf("%d operations wait in %s", f.Pending, f.Path)
		}
		for _, m := range f.Messages {
			all = append(all, mailtest.Lies{Folder: f.Path, UID: m.UID, Flags: strings.Join(m.Flags, " "), Hash: m.SHA256})
		}
	}
	return all
}

// converged checks after a clean sync that the cache holds exactly what the server does, body by body, that one more
// sync brings nothing, and that nothing was damaged. It returns what the server has.
func (w *wheel) converged(run string) []mailtest.Lies {
	w.t.Helper()
	w.must("", "sync", "--once")
	p, there := mailtest.PromisesOf(w.t, run), w.remote()
	p.Converged(there, w.exported())
	again := w.must("", "sync", "--once")
	p.SecondSyncIdle(again.count(w.t, "messages")+again.count(w.t, "bodies"), 0)
	p.Sound(w.repairs(), nil)
	return there
}

// repairs returns how many files of the profile were set aside as damaged.
func (w *wheel) repairs() int {
	w.t.Helper()
	aside, err := filepath.Glob(filepath.Join(w.dir, "*.damaged-*"))
	if err != nil {
		w.t.Fatal(err)
	}
	return len(aside)
}

// placesOf returns where each message lies with its flags, by Message-ID.
func placesOf(there []mailtest.Lies) map[string][]string {
	places := map[string][]string{}
	for _, l := range there {
		places[l.ID] = append(places[l.ID], strings.TrimSpace(l.Folder+" "+l.Flags))
	}
	return places
}

// TestTortureSync kills the program while it pushes what the person did offline, and pulls what others do at the same
// time. Nothing is lost, nothing comes back, nothing is doubled, and in the end both sides agree.
func TestTortureSync(t *testing.T) {
	w := newWheel(t)
	var shown, gone []string
	for i := range kills(t) {
		name := func(what string) string { return fmt.Sprintf("%s%d", what, i) }
		for _, what := range []string{"flag", "move", "delete", "gone"} {
			w.append(name(what))
		}
		w.must("", "sync", "--once")
		w.must("", "flag", w.number(name("flag")), "--set", "flagged")
		w.must("", "move", w.number(name("move")), "Archive")
		w.must("", "delete", w.number(name("delete")))
		done := make(chan struct{})
		go func() {
			defer close(done)
			w.append(name("other"))
			w.expunge(name("gone"))
		}()
		w.killed("sync", "--once")
		<-done
		places := placesOf(w.converged(fmt.Sprintf("kill %d", i+1)))
		p := mailtest.PromisesOf(t, fmt.Sprintf("kill %d", i+1))
		want := map[string][]string{}
		for what, place := range map[string]string{"flag": `INBOX \Flagged`, "move": "Archive", "delete": "Trash", "other": "INBOX"} {
			id := name(what) + "@example.test"
			want[id], shown = []string{place}, append(shown, id)
		}
		p.DoneInOrder(want, places, nil, 0)
		p.NothingShownIsLost(shown, func(id string) bool { return len(places[id]) == 1 })
		gone = append(gone, name("gone")+"@example.test")
		p.NothingComesBack(gone, func(id string) bool { return places[id] != nil })
		if t.Failed() {
			t.Fatalf("after %d kills", i+1)
		}
	}
}

// TestTortureSend kills the program while it sends. A message is taken at most once, what the outbox says of it is true,
// and its copy lies in Sent exactly once if it was sent.
func TestTortureSend(t *testing.T) {
	w := newWheel(t)
	states := map[string]int{}
	for i := range kills(t) {
		subject := fmt.Sprintf("send%d", i)
		r := w.must("", "send", "--queue", "--to", "ben@example.test", "--subject", subject, "--body-file", write(t, t.TempDir()+"/body", "hello"))
		queued, _ := r.last()["outgoing"].(map[string]any)
		id, _ := queued["message_id"].(string)
		w.killed("sync", "--once")
		w.must("", "sync", "--once")
		w.must("", "sync", "--once")
		state := w.stateOf(id)
		states[state]++
		fate := mailtest.Fate{ID: id, State: mail.OutgoingState(cmp.Or(state, string(mail.OutgoingCopied)))}
		for _, m := range w.server.Relay().Mail() {
			if strings.Contains(string(m.Data), id) {
				fate.Taken++
			}
		}
		run := fmt.Sprintf("kill %d of %s", i+1, subject)
		fate.Copies = len(placesOf(w.converged(run))[id])
		p := mailtest.PromisesOf(t, run)
		p.SentAtMostOnce(fate)
		p.NoSilentNonSend(fate)
		p.OneCopyInSent(fate)
		if id == "" || fate.State != mail.OutgoingCopied && fate.State != mail.OutgoingUnknown {
			t.Errorf("%s: %+v rests in the outbox after two good syncs", run, fate)
		}
		if t.Failed() {
			t.FailNow()
		}
	}
	t.Logf("states: %v", states)
}

// stateOf returns the state of an outgoing message, "" when it has left the outbox: it was sent, and its copy is stored.
func (w *wheel) stateOf(id string) string {
	w.t.Helper()
	list, _ := w.must("", "outbox").last()["outbox"].([]any)
	for _, m := range list {
		if row, _ := m.(map[string]any); row["message_id"] == id {
			state, _ := row["state"].(string)
			return state
		}
	}
	return ""
}
