package storage

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// letter is a message on the server of the model. n tells which one it is; copies have the same.
type letter struct {
	n     int
	flags mail.Flags
}

// box is a folder of the server.
type box struct {
	validity uint32
	next     mail.UID
	mail     map[mail.UID]letter
}

func (b *box) add(l letter) mail.UID {
	b.next++
	b.mail[b.next-1] = l
	return b.next - 1
}

// find returns the newest message with a number from a UID on, 0 when there is none.
func (b *box) find(n int, from mail.UID) (found mail.UID) {
	for uid, l := range b.mail {
		if l.n == n && uid >= from {
			found = max(found, uid)
		}
	}
	return found
}

// world is a server, the cache of it, and somebody who uses both.
type world struct {
	*desk
	random   *rand.Rand
	boxes    map[mail.FolderID]*box
	folder   []mail.FolderID
	uidplus  bool
	last     int          // number given last
	lost     map[int]bool // the server has refused it, or another client has removed one of it
	torn     bool         // an operation has reached the server and its end has not come back, or UIDs changed under one
	log      []string
	answered []mail.OperationID
}

func newWorld(t *testing.T, db *DB, seed uint64) *world {
	a := must(db.AddAccount(t.Context(), account(fmt.Sprintf("u%d@example.org", seed)), nil))(t)
	w := &world{
		desk: &desk{t: t, db: db, account: a.ID, folders: map[string]mail.FolderID{}, m: map[int]mail.MessageID{}},
		lost: map[int]bool{}, random: rand.New(rand.NewPCG(seed, 5)), boxes: map[mail.FolderID]*box{}, uidplus: seed%3 != 0,
	}
	w.list("INBOX", "B", "C")
	for _, name := range []string{"INBOX", "B", "C"} {
		id := w.folders[name]
		w.folder = append(w.folder, id)
		w.boxes[id] = &box{validity: 1, next: 1, mail: map[mail.UID]letter{}}
		for range 4 {
			w.last++
			w.boxes[id].add(letter{n: w.last})
		}
		w.pullBox(id)
	}
	return w
}

func (w *world) anyFolder() mail.FolderID { return w.folder[w.random.IntN(len(w.folder))] }

func (w *world) some(folder mail.FolderID) []mail.MessageID {
	ids := must(w.db.MessageIDs(w.t.Context(), folder))(w.t)
	w.random.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	return ids[:min(len(ids), 1+w.random.IntN(3))]
}

// act is something the person does.
func (w *world) act() {
	in, to := w.anyFolder(), w.anyFolder()
	var op mail.Operation
	switch w.random.IntN(6) {
	case 0, 1:
		op = mail.Move{Folder: in, To: to, Messages: w.some(in)}
	case 2:
		op = mail.Copy{Folder: in, To: to, Messages: w.some(in)}
	case 3:
		op = mail.Delete{Folder: in, Messages: w.some(in)}
	case 4:
		op = mail.SetFlags{Folder: in, Messages: w.some(in), Add: mail.Flags(w.random.IntN(8)), Remove: mail.Flags(w.random.IntN(8))}
	default:
		w.last++
		m := localDraft(strings.Repeat(".", 1000+w.last)) // as long as header says
		m.Envelope.MessageID, m.Flags = fmt.Sprint(w.last, "@model"), mail.Seen
		id, operation, err := w.db.KeepMessage(w.t.Context(), in, m)
		w.ok(err)
		w.log = append(w.log, fmt.Sprintf("keep %d as %d: operation %d", w.last, id, operation))
		return
	}
	id := w.apply(op)
	w.log = append(w.log, fmt.Sprintf("%T%+v: operation %d", op, op, id))
}

// takeBack undoes one of the last operations.
func (w *world) takeBack() {
	list := must(w.db.PendingOperations(w.t.Context(), w.account))(w.t)
	ids := slices.Clone(w.answered)
	for _, p := range list {
		ids = append(ids, p.ID)
	}
	if len(ids) == 0 {
		return
	}
	id := ids[w.random.IntN(len(ids))]
	undo, err := w.db.UndoOperation(w.t.Context(), id)
	if err != nil {
		wantCode(w.t, err, mail.NotFound)
	}
	w.log = append(w.log, fmt.Sprintf("undo %d: %d %v", id, undo, err))
}

// push carries out the first operation of the queue. It may be refused, and the answer may be lost.
func (w *world) push(faults bool) bool {
	list := must(w.db.PendingOperations(w.t.Context(), w.account))(w.t)
	if len(list) == 0 {
		return false
	}
	p := list[0]
	if faults && p.Begun == nil && w.random.IntN(6) == 0 {
		w.log = append(w.log, fmt.Sprintf("refuse %d", p.ID))
		if _, fresh := p.Op.(mail.Append); fresh {
			w.lost[number(p.Sources[0].MessageID)] = true
		}
		w.ok(w.db.FailOperation(w.t.Context(), p.ID, &mail.Problem{Code: mail.ServerRefused}, true))
		return true
	}
	target := w.boxes[targetOf(p.Op)]
	if p.Begun == nil {
		b := mail.Begun{}
		if target != nil {
			b = mail.Begun{UIDValidity: target.validity, UIDNext: target.next}
		}
		w.ok(w.db.BeginOperation(w.t.Context(), p.ID, b))
	}
	placed := w.carryOut(p, target)
	if faults && w.random.IntN(5) == 0 {
		w.torn = true
		w.log = append(w.log, fmt.Sprintf("do %d, and the answer is lost", p.ID))
		return true
	}
	w.log = append(w.log, fmt.Sprintf("do %d: %+v", p.ID, placed))
	w.answered = append(w.answered, p.ID)
	w.ok(w.db.DoneOperation(w.t.Context(), p.ID, placed))
	return true
}

func targetOf(op mail.Operation) mail.FolderID {
	switch o := op.(type) {
	case mail.Move:
		return o.To
	case mail.Copy:
		return o.To
	default:
		return op.In()
	}
}

// carryOut does on the server what an engine would.
func (w *world) carryOut(p Pending, target *box) mail.Placed {
	placed := mail.Placed{UIDs: map[mail.MessageID]mail.UID{}}
	source := w.boxes[p.Op.In()]
	for _, s := range p.Sources {
		n := number(s.MessageID)
		uid := s.UID
		if uid == 0 {
			uid = source.find(n, 0)
		}
		l, there := source.mail[uid]
		again := mail.UID(0) // an earlier attempt has brought it
		if p.Begun != nil && p.Begun.UIDValidity == target.validity {
			again = target.find(n, p.Begun.UIDNext)
		}
		switch o := p.Op.(type) {
		case mail.SetFlags:
			if there {
				l.flags = l.flags&^o.Remove | o.Add
				source.mail[uid] = l
			}
		case mail.Delete:
			delete(source.mail, uid)
		case mail.Move:
			if there {
				delete(source.mail, uid)
				placed.UIDs[s.Message] = target.add(l)
			}
		case mail.Copy:
			if again == 0 && there {
				again = target.add(l)
			}
			placed.UIDs[s.Message] = again
		case mail.Append:
			if again = cmp.Or(s.UID, again); again == 0 {
				again = target.add(letter{n: n, flags: mail.Seen})
			}
			placed.UIDs[s.Message] = again
		}
	}
	if placed.UIDValidity = target.validity; !w.uidplus {
		placed = mail.Placed{}
	}
	return placed
}

func number(messageID string) int {
	text, _, _ := strings.Cut(messageID, "@")
	n, _ := strconv.Atoi(text)
	return n
}

// elsewhere is something another client does.
func (w *world) elsewhere() {
	b := w.boxes[w.anyFolder()]
	uids := slices.Sorted(maps.Keys(b.mail))
	switch {
	case w.random.IntN(12) == 0:
		w.torn = w.torn || len(must(w.db.PendingOperations(w.t.Context(), w.account))(w.t)) > 0
		b.validity++
		old := b.mail
		b.mail, b.next = map[mail.UID]letter{}, 100
		for _, uid := range uids {
			b.add(old[uid])
		}
		w.log = append(w.log, "UIDVALIDITY changes")
	case len(uids) == 0 || w.random.IntN(2) == 0:
		w.last++
		b.add(letter{n: w.last})
	case w.random.IntN(2) == 0:
		uid := uids[w.random.IntN(len(uids))]
		w.lost[b.mail[uid].n] = true
		delete(b.mail, uid)
		w.log = append(w.log, fmt.Sprint("expunge ", uid))
	default:
		uid := uids[w.random.IntN(len(uids))]
		l := b.mail[uid]
		l.flags ^= mail.Flags(1 << w.random.IntN(3))
		b.mail[uid] = l
	}
}

// pullBox is a complete pull of a folder.
func (w *world) pullBox(id mail.FolderID) {
	ctx, b := w.t.Context(), w.boxes[id]
	before := w.identities(id)
	f := must(w.db.Folder(ctx, id))(w.t)
	if f.Sync.UIDValidity != 0 && f.Sync.UIDValidity != b.validity {
		w.ok(w.db.ResetFolder(ctx, id, b.validity))
	}
	var gone []mail.UID
	local := must(w.db.UIDs(ctx, id))(w.t)
	for _, uid := range local {
		if _, there := b.mail[uid]; !there {
			gone = append(gone, uid)
		}
	}
	w.ok(w.db.RemoveUIDs(ctx, id, gone))
	var fresh []NewMessage
	var flags []UIDFlags
	for _, uid := range slices.Sorted(maps.Keys(b.mail)) {
		l := b.mail[uid]
		h := header(l.n)
		h.UID, h.Flags, h.Envelope.MessageID = uid, l.flags, fmt.Sprint(l.n, "@model")
		if _, local := slices.BinarySearch(local, uid); !local {
			fresh = append(fresh, h)
		}
		flags = append(flags, UIDFlags{UID: uid, Flags: l.flags})
	}
	must(w.db.AddMessages(ctx, id, fresh))(w.t)
	w.ok(w.db.SetFlags(ctx, id, flags))
	w.ok(w.db.EndReset(ctx, id))
	w.ok(w.db.SaveSync(ctx, id, mail.SyncState{UIDValidity: b.validity, UIDNext: b.next}))
	for n, ids := range w.identities(id) {
		if len(before[n]) == len(ids) && !slices.Equal(before[n], ids) {
			w.t.Errorf("message %d is %v in folder %d, was %v", n, ids, id, before[n])
		}
	}
}

// identities returns the messages that are shown in a folder by number.
func (w *world) identities(id mail.FolderID) map[int][]mail.MessageID {
	list := map[int][]mail.MessageID{}
	for _, m := range must(w.db.Messages(w.t.Context(), must(w.db.MessageIDs(w.t.Context(), id))(w.t)))(w.t) {
		n := number(m.Envelope.MessageID)
		list[n] = append(list[n], m.ID)
		slices.Sort(list[n])
	}
	return list
}

// view is what is shown of a folder, by number and, if wanted, with UIDs and flags.
func (w *world) view(id mail.FolderID, exact bool) (list []string) {
	for _, m := range must(w.db.Messages(w.t.Context(), must(w.db.MessageIDs(w.t.Context(), id))(w.t)))(w.t) {
		list = append(list, described(letter{number(m.Envelope.MessageID), m.Flags}, m.UID, exact))
	}
	slices.Sort(list)
	return list
}

func described(l letter, uid mail.UID, exact bool) string {
	if exact {
		return fmt.Sprintf("%d@%d%v", l.n, uid, l.flags.Wire())
	}
	return fmt.Sprint(l.n)
}

// same compares the cache with the server, whose queue is empty.
func (w *world) same() {
	var there, here []mailtest.Lies
	for _, id := range w.folder {
		var want []string
		for uid, l := range w.boxes[id].mail {
			want = append(want, described(l, uid, true))
		}
		for _, text := range want {
			there = append(there, mailtest.Lies{Folder: fmt.Sprint(id), Flags: text})
		}
		for _, text := range w.view(id, true) {
			here = append(here, mailtest.Lies{Folder: fmt.Sprint(id), Flags: text})
		}
	}
	if len(there)+len(here) > 0 {
		mailtest.PromisesOf(w.t, "model").Converged(there, here)
	}
}

// foreseen compares what is shown after a pull with what the server will have when the queue has been carried out.
func (w *world) foreseen() {
	ahead := &world{desk: w.desk, boxes: map[mail.FolderID]*box{}, uidplus: true}
	for id, b := range w.boxes {
		ahead.boxes[id] = &box{validity: b.validity, next: b.next, mail: maps.Clone(b.mail)}
	}
	at := map[mail.MessageID]mail.UID{} // where earlier operations of the queue put messages
	for _, p := range must(w.db.PendingOperations(w.t.Context(), w.account))(w.t) {
		for i, s := range p.Sources {
			if s.UID == 0 {
				p.Sources[i].UID = at[s.Message]
			}
			if s.Gone || ahead.missing(p, p.Sources[i]) {
				if n := number(s.MessageID); !w.lost[n] {
					w.t.Errorf("operation %d looks for %d, which is not there", p.ID, n)
				}
				return // that it is nowhere is seen when the operation has been tried
			}
		}
		placed := ahead.carryOut(p, ahead.boxes[targetOf(p.Op)])
		if _, isCopy := p.Op.(mail.Copy); !isCopy {
			maps.Copy(at, placed.UIDs)
		}
	}
	for _, id := range w.folder {
		var want []string
		for uid, l := range ahead.boxes[id].mail {
			want = append(want, described(l, uid, false))
		}
		for _, m := range must(w.db.Messages(w.t.Context(), must(w.db.MessageIDs(w.t.Context(), id))(w.t)))(w.t) {
			if n := number(m.Envelope.MessageID); m.UID == 0 && w.onlyHere(m.ID) {
				want = append(want, fmt.Sprint(n))
			}
		}
		slices.Sort(want)
		if got := w.view(id, false); !slices.Equal(got, want) {
			w.t.Errorf("folder %d shows %v, server will have %v", id, got, want)
		}
	}
}

// missing reports whether the server has no message that an operation begins with.
func (w *world) missing(p Pending, s mail.Source) bool {
	_, fresh := p.Op.(mail.Append)
	return !fresh && s.UID == 0 && w.boxes[p.Op.In()].find(number(s.MessageID), 0) == 0
}

// onlyHere reports whether a message was refused by the server, and is kept.
func (w *world) onlyHere(id mail.MessageID) bool {
	here := false
	w.ok(w.db.View(w.t.Context(), func(r Reader) error {
		n, err := r.c.number(`SELECT local AND NOT EXISTS (SELECT 1 FROM operation_message om JOIN operation o ON o.id = om.operation
			WHERE om.message = message.id AND o.kind = 'append') FROM message WHERE id = ?`, int64(id))
		here = n != 0
		return err
	}))
	return here
}

// TestModel does random things on both sides, with refusals and lost answers, against a model of the server. Whatever
// happens, the counts are right, a pull shows what the server will have when the queue has been carried out, and in the end both have the
// same. LETTERBOX_TEST_SEED repeats one run.
func TestModel(t *testing.T) {
	db, _ := openNew(t)
	seeds := []uint64{}
	if text := os.Getenv("LETTERBOX_TEST_SEED"); text != "" {
		seeds = append(seeds, must(strconv.ParseUint(text, 10, 64))(t))
	}
	base := uint64(time.Now().UnixNano()) % 1_000_000_000
	for i := range uint64(30) {
		if len(seeds) < 30 && os.Getenv("LETTERBOX_TEST_SEED") == "" {
			seeds = append(seeds, base+i)
		}
	}
	for _, seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := newWorld(t, db, seed)
			for range 40 {
				w.step()
			}
			for w.push(false) {
			}
			for range 2 {
				for _, id := range w.folder {
					w.pullBox(id)
				}
			}
			w.settleLocal()
			w.same()
			w.ok(db.mail.view(t.Context(), checkCounts))
			if t.Failed() {
				t.Log(strings.Join(w.log, "\n"))
			}
		})
		if t.Failed() {
			return
		}
	}
}

func (w *world) step() {
	switch w.random.IntN(8) {
	case 0, 1, 2:
		w.act()
	case 3:
		w.takeBack()
	case 4, 5:
		w.push(true)
	case 6:
		w.elsewhere()
	default:
		w.log = append(w.log, "pull")
		for _, id := range w.folder {
			w.pullBox(id)
		}
		if !w.torn {
			w.foreseen()
		}
	}
	w.ok(w.db.mail.view(w.t.Context(), checkCounts))
}

// settleLocal removes what the server did not want, so that the rest can be compared.
func (w *world) settleLocal() {
	for _, id := range w.folder {
		for _, m := range must(w.db.MessageIDs(w.t.Context(), id))(w.t) {
			if w.onlyHere(m) {
				w.apply(mail.Delete{Folder: id, Messages: []mail.MessageID{m}})
			}
		}
	}
	for w.push(false) {
	}
}
