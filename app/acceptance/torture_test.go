package acceptance

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
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

// lies is a message as it lies at the server.
type lies struct {
	folder string
	uid    mail.UID
	flags  string
	id     string
	hash   string
}

// remote reads everything that the server has.
func (w *wheel) remote() []lies {
	w.t.Helper()
	ctx := w.t.Context()
	s := session(w.t, w.server)
	defer func() { _ = s.Close() }()
	folders, err := s.Folders(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	var all []lies
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

func (w *wheel) folder(ctx context.Context, s remoteSession, path string, uids []mail.UID) []lies {
	w.t.Helper()
	if len(uids) == 0 {
		return nil
	}
	found := map[mail.UID]lies{}
	err := s.Bodies(ctx, uids, func(uid mail.UID, _ int64, body io.Reader) error {
		raw, err := io.ReadAll(body)
		sum := sha256.Sum256(raw)
		found[uid] = lies{folder: path, uid: uid, id: message.Envelope(raw).MessageID, hash: hex.EncodeToString(sum[:])}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	err = s.Flags(ctx, []mail.UIDRange{{First: 1}}, func(uid mail.UID, flags mail.Flags) error {
		if l, there := found[uid]; there {
			l.flags = strings.Join(flags.Wire(), " ")
			found[uid] = l
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	var list []lies
	for _, uid := range uids {
		list = append(list, found[uid])
	}
	return list
}

// exported reads the export of the cache in the same form; Message-IDs are not in it.
func (w *wheel) exported() []lies {
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
	var all []lies
	for _, f := range out.Accounts[0].Folders {
		if f.Pending > 0 {
			w.t.Errorf("%d operations wait in %s", f.Pending, f.Path)
		}
		for _, m := range f.Messages {
			all = append(all, lies{folder: f.Path, uid: m.UID, flags: strings.Join(m.Flags, " "), hash: m.SHA256})
		}
	}
	return all
}

// converged fails the test unless, after a clean sync, the cache holds exactly what the server does, body by body, and
// one more sync brings nothing. It returns what the server has.
func (w *wheel) converged() []lies {
	w.t.Helper()
	w.must("", "sync", "--once")
	there, here := w.remote(), w.exported()
	plain := slices.Clone(there)
	for i := range plain {
		plain[i].id = ""
	}
	order := func(a, b lies) int {
		return strings.Compare(fmt.Sprintf("%s %010d", a.folder, a.uid), fmt.Sprintf("%s %010d", b.folder, b.uid))
	}
	slices.SortFunc(plain, order)
	slices.SortFunc(here, order)
	if !slices.Equal(plain, here) {
		for i := range min(len(plain), len(here)) {
			if plain[i] != here[i] {
				w.t.Errorf("server %+v\ncache  %+v", plain[i], here[i])
				break
			}
		}
		w.t.Errorf("the server has %d messages, the cache %d", len(plain), len(here))
	}
	again := w.must("", "sync", "--once").last()
	if again["messages"] != 0.0 || again["bodies"] != 0.0 {
		w.t.Errorf("one more sync brought %v", again)
	}
	return there
}

// placesOf returns where the messages with an id lie, with their flags.
func placesOf(there []lies, id string) []string {
	var places []string
	for _, l := range there {
		if l.id == id+"@example.test" {
			places = append(places, strings.TrimSpace(l.folder+" "+l.flags))
		}
	}
	return places
}

// TestTortureSync kills the program while it pushes what the person did offline, and pulls what others do at the same
// time. Nothing is lost, nothing comes back, nothing is doubled, and in the end both sides agree.
func TestTortureSync(t *testing.T) {
	w := newWheel(t)
	for i := range kills(t) {
		name := func(what string) string { return fmt.Sprintf("%s%d", what, i) }
		for _, what := range []string{"flag", "move", "delete"} {
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
		}()
		w.killed("sync", "--once")
		<-done
		there := w.converged()
		for what, want := range map[string]string{"flag": `INBOX \Flagged`, "move": "Archive", "delete": "Trash", "other": "INBOX"} {
			if places := placesOf(there, name(what)); len(places) != 1 || places[0] != want {
				t.Errorf("%s is at %q, not at %s", name(what), places, want)
			}
		}
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
		taken, copies := 0, 0
		for _, m := range w.server.Relay().Mail() {
			if strings.Contains(string(m.Data), id) {
				taken++
			}
		}
		for _, l := range w.converged() {
			if l.id == id {
				copies++
			}
		}
		state := w.stateOf(id)
		states[state]++
		sent := state == "" && taken == 1 && copies == 1
		unsure := state == "unknown" && taken <= 1 && copies == 0
		if id == "" || !sent && !unsure {
			t.Fatalf("after %d kills: %s is %q, was taken %d times and lies in Sent %d times", i+1, subject, state, taken, copies)
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
