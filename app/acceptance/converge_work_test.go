package acceptance

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"letterbox/mail"
)

// standing are the folders that both servers begin with; the others may be renamed and deleted.
var standing = []string{"Archive", "Drafts", "INBOX", "Junk", "Sent", "Trash"}

// work is one round: the person does things offline, then another client does others at the server, and neither knows
// of the other.
func (s *site) work() {
	s.t.Helper()
	rows, folders := s.shown()
	h := hand{site: s, rows: rows, folders: folders, going: map[string][]string{}, burnt: map[string]bool{}}
	for _, i := range s.random.Perm(len(offline)) {
		offline[i](h)
	}
	far := session(s.t, s.server)
	defer func() { _ = far.Close() }() // it has done what it was for
	for _, i := range s.random.Perm(len(atServer)) {
		if err := atServer[i](s.t.Context(), h, far); err != nil {
			s.note("refused: %v", err)
		}
	}
	for folder := range h.burnt {
		for _, r := range rows {
			if r.folder.Path == folder {
				s.doomed[r.msgID] = true
			}
		}
		for _, id := range h.going[folder] {
			s.doomed[id] = true
		}
	}
}

// note writes down what was done.
func (s *site) note(format string, args ...any) {
	s.diary = append(s.diary, fmt.Sprintf("%d ", s.round)+fmt.Sprintf(format, args...))
}

// hand chooses what to do from what the program showed before the round.
type hand struct {
	*site
	rows    []row
	folders []mail.Folder
	going   map[string][]string // Message-IDs that somebody brings to a folder, by path
	burnt   map[string]bool     // paths of folders that somebody deletes
}

// pick chooses messages.
func (h hand) pick(n int) (chosen []row) {
	for _, i := range h.random.Perm(len(h.rows))[:min(n, len(h.rows))] {
		chosen = append(chosen, h.rows[i])
	}
	return chosen
}

func (h hand) anyFolder() mail.Folder { return h.folders[h.random.IntN(len(h.folders))] }

// own chooses a folder that may be renamed and deleted.
func (h hand) own() (mail.Folder, bool) {
	own := slices.DeleteFunc(slices.Clone(h.folders), func(f mail.Folder) bool { return slices.Contains(standing, f.Path) })
	if len(own) == 0 {
		return mail.Folder{}, false
	}
	return own[h.random.IntN(len(own))], true
}

// standing chooses a folder that nobody deletes: a message that cannot be stored in any other stays here alone.
func (h hand) standing() mail.Folder {
	all := slices.DeleteFunc(slices.Clone(h.folders), func(f mail.Folder) bool { return !slices.Contains(standing, f.Path) })
	return all[h.random.IntN(len(all))]
}

// doubled notes that there may be one more of each message.
func (h hand) doubled(rows []row) {
	for _, r := range rows {
		h.copied[r.msgID]++
	}
}

// letter makes a message that is new.
func (h hand) letter(who string) []byte {
	id := fmt.Sprintf("%s.%d@example.test", who, h.round)
	h.ids = append(h.ids, id)
	return fmt.Appendf(nil, "From: Ben <ben@example.test>\r\nTo: ada@corp.example\r\nSubject: %[1]s =?UTF-8?B?56ys5LiA5bCB?=\r\nMessage-ID: <%[1]s>\r\nDate: Mon, 02 Mar 2026 10:20:30 +0000\r\n\r\nhello %[1]s\r\n", id)
}

// brought notes that messages go to a folder.
func (h hand) brought(to mail.Folder, rows []row) {
	for _, r := range rows {
		h.going[to.Path] = append(h.going[to.Path], r.msgID)
	}
}

// run does a verb of the program. What cannot be done any more after what was done before is refused.
func (h hand) run(args ...string) {
	h.t.Helper()
	r := h.site.run("", args...)
	if r.status != 0 && r.status != 18 {
		h.t.Fatalf("%s: letterbox %v: exit %d\n%s%s", h.name, args, r.status, r.stdout, r.stderr)
	}
}

func ids(rows []row) (list []string) {
	for _, r := range rows {
		list = append(list, r.msgID)
	}
	return list
}

// on does a verb with messages.
func (h hand) on(rows []row, verb string, args ...string) {
	h.t.Helper()
	h.note("%s %q %q", verb, ids(rows), args)
	line := []string{verb}
	for _, r := range rows {
		line = append(line, strconv.FormatInt(r.id, 10))
	}
	h.run(append(line, args...)...)
}

// offline is what the person does with the program.
var offline = []func(hand){
	func(h hand) {
		h.on(h.pick(3), "flag", "--set", []string{"seen", "flagged", "answered"}[h.random.IntN(3)])
	},
	func(h hand) { h.on(h.pick(3), "flag", "--clear", []string{"seen", "flagged"}[h.random.IntN(2)]) },
	func(h hand) {
		rows, to := h.pick(3), h.anyFolder()
		h.brought(to, rows)
		h.on(rows, "move", to.Path)
	},
	func(h hand) {
		rows, to := h.pick(2), h.anyFolder()
		h.brought(to, rows)
		h.doubled(rows)
		h.on(rows, "copy", to.Path)
	},
	func(h hand) {
		rows := h.pick(2)
		for _, r := range rows { // what lies in the trash goes for good
			if r.folder.Path == "Trash" || slices.Contains(h.going["Trash"], r.msgID) {
				h.doomed[r.msgID] = true
			}
		}
		h.on(rows, "delete")
	},
	func(h hand) {
		rows := h.pick(1)
		h.doomed[rows[0].msgID] = true
		h.on(rows, "delete", "--forever")
	},
	func(h hand) {
		to, raw := h.standing(), h.letter("here")
		h.note("import %s", to.Path)
		h.run("import", write(h.t, filepath.Join(h.t.TempDir(), "letter.eml"), string(raw)), "--folder", to.Path)
	},
	func(h hand) {
		made := fmt.Sprintf("这里 %d", h.round)
		h.note("create %s", made)
		h.run("folder", "create", made)
	},
	func(h hand) {
		if f, there := h.own(); there {
			h.note("rename %s", f.Path)
			h.run("folder", "rename", f.Path, f.Path+"x")
		}
	},
	func(h hand) {
		if f, there := h.own(); there && h.random.IntN(2) == 0 {
			h.burnt[f.Path] = true
			h.note("delete %s", f.Path)
			h.run("folder", "delete", f.Path)
		}
	},
}

// far is a session of the other client.
type far interface {
	Select(ctx context.Context, folder mail.Folder) (mail.SyncState, error)
	StoreFlags(ctx context.Context, uids []mail.UID, add, remove mail.Flags) error
	Move(ctx context.Context, uids []mail.UID, to mail.Folder) (mail.Copied, error)
	Copy(ctx context.Context, uids []mail.UID, to mail.Folder) (mail.Copied, error)
	Expunge(ctx context.Context, uids []mail.UID) error
	Append(ctx context.Context, to mail.Folder, flags mail.Flags, received time.Time, raw []byte) (uint32, mail.UID, error)
	CreateFolder(ctx context.Context, path, delimiter string) (string, error)
	RenameFolder(ctx context.Context, from, path, delimiter string) (string, error)
	DeleteFolder(ctx context.Context, wire string) error
}

// there does something with each of some messages where they lie.
func (h hand) there(ctx context.Context, s far, what string, rows []row, do func(uids []mail.UID) error) (err error) {
	h.note("there %s %q", what, ids(rows))
	for _, r := range rows {
		if _, unselected := s.Select(ctx, r.folder); unselected != nil {
			err = errors.Join(err, unselected)
			continue
		}
		err = errors.Join(err, do([]mail.UID{r.uid}))
	}
	return err
}

// atServer is what the other client does. Its errors say that it came too late.
var atServer = []func(context.Context, hand, far) error{
	func(ctx context.Context, h hand, s far) error {
		add, remove := mail.Flags(0), mail.Seen
		if h.random.IntN(2) == 0 {
			add, remove = mail.Flagged|mail.Forwarded, 0
		}
		return h.there(ctx, s, "flag", h.pick(4), func(uids []mail.UID) error { return s.StoreFlags(ctx, uids, add, remove) })
	},
	func(ctx context.Context, h hand, s far) error {
		rows, to := h.pick(2), h.anyFolder()
		h.brought(to, rows)
		return h.there(ctx, s, "move to "+to.Path, rows, func(uids []mail.UID) error {
			_, err := s.Move(ctx, uids, to)
			return err
		})
	},
	func(ctx context.Context, h hand, s far) error {
		rows, to := h.pick(2), h.anyFolder()
		h.brought(to, rows)
		h.doubled(rows)
		return h.there(ctx, s, "copy to "+to.Path, rows, func(uids []mail.UID) error {
			_, err := s.Copy(ctx, uids, to)
			return err
		})
	},
	func(ctx context.Context, h hand, s far) error {
		rows := h.pick(1)
		h.doomed[rows[0].msgID] = true
		return h.there(ctx, s, "expunge", rows, func(uids []mail.UID) error { return s.Expunge(ctx, uids) })
	},
	func(ctx context.Context, h hand, s far) error {
		to, raw := h.standing(), h.letter("there")
		h.note("there append to %s", to.Path)
		_, _, err := s.Append(ctx, to, mail.Seen, time.Time{}, raw)
		return err
	},
	func(ctx context.Context, h hand, s far) error {
		_, err := s.CreateFolder(ctx, fmt.Sprintf("那里 %d", h.round), "/")
		return err
	},
	func(ctx context.Context, h hand, s far) error {
		f, there := h.own()
		if !there {
			return nil
		}
		if h.random.IntN(2) == 0 {
			h.note("there rename %s", f.Path)
			_, err := s.RenameFolder(ctx, f.Wire, f.Path+"y", "/")
			return err
		}
		h.note("there delete %s", f.Path)
		h.burnt[f.Path] = true
		return s.DeleteFolder(ctx, f.Wire)
	},
}
