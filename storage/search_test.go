package storage

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
	"letterbox/mail/message"
	"letterbox/mail/search"
)

// catchUp indexes what is pending as the program does.
func catchUp(tb testing.TB, db *DB) {
	tb.Helper()
	for {
		batch := must(db.PendingSearch(tb.Context(), 7))(tb)
		if batch.Empty() {
			break
		}
		var entries []search.Entry
		for _, m := range batch.Changed {
			entries = append(entries, readEntry(tb, db, m))
		}
		if err := db.IndexMessages(tb.Context(), batch, entries); err != nil {
			tb.Fatal(err)
		}
	}
	for more := true; more; {
		more = must(db.MergeSearch(tb.Context()))(tb)
	}
}

func readEntry(tb testing.TB, db *DB, m mail.Message) search.Entry {
	tb.Helper()
	e := search.Entry{Message: m}
	if m.HasBody {
		r, _, err := db.OpenBody(tb.Context(), m.ID)
		if err != nil {
			tb.Fatal(err)
		}
		read := must(message.Read(r, message.Options{}))(tb)
		e.Text.Body, e.Text.Quoted = search.SplitQuoted(read.Body.Text)
		e.Language = search.LanguageOf(read.Body.Text)
		if err := r.Close(); err != nil {
			tb.Fatal(err)
		}
	}
	return e
}

// contents returns what an index holds, message by message, whatever its documents and segments are.
func contents(tb testing.TB, db *DB) map[mail.MessageID]string {
	tb.Helper()
	all := map[mail.MessageID][]string{}
	d := must(db.index(tb.Context()))(tb)
	err := db.search.snapshot(tb.Context(), d, func(c *catalog, conn *connection) error {
		for _, s := range c.segments {
			for n := range s.terms {
				var page listing
				if _, err := conn.one([]any{&page.docs, &page.places}, "SELECT page.data, place.data FROM page JOIN place USING (id) WHERE page.id = ?", s.pageID(n)); err != nil {
					return err
				}
				if err := listPage(c, page, all); err != nil {
					return err
				}
			}
		}
		for _, doc := range c.order {
			text, err := c.codec.documentText(conn, doc)
			known := c.docs[doc]
			all[known.message] = append(all[known.message], fmt.Sprintf("%+v %+v %d %d %d %d %d %+v", text, known.time, known.size, known.body, known.thread, known.marks, known.lang, c.people[known.person]))
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	joined := map[mail.MessageID]string{}
	for id, list := range all {
		slices.Sort(list)
		joined[id] = strings.Join(list, "\n")
	}
	return joined
}

func listPage(c *catalog, page listing, all map[mail.MessageID][]string) error {
	for r := (pageReader{rest: page.docs}); ; {
		more, err := r.next()
		if err != nil || !more {
			return err
		}
		places, err := r.places(page.places)
		if err != nil {
			return err
		}
		for l := newListReader(listing{r.docs, places}, c.room); ; {
			more, err := l.next()
			if err != nil {
				return err
			}
			if !more {
				break
			}
			if c.live.has(l.doc) {
				id := c.docs[l.doc].message
				all[id] = append(all[id], fmt.Sprintf("%q %d %v", r.term, l.rank, l.places))
			}
		}
	}
}

// rawLetter is a raw message.
func rawLetter(subject, body string) []byte {
	return []byte("From: Li Na <li@example.com>\r\nTo: ada@example.org\r\nSubject: " + subject + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + body + "\r\n")
}

// office is a mailbox whose index is watched.
type office struct {
	*testing.T
	db      *DB
	account mail.Account
	folders []mail.Folder
	ids     []mail.MessageID
}

func newOffice(t *testing.T) *office {
	o := &office{T: t}
	o.db, _ = openNew(t)
	o.account, o.folders = bind(t, o.db, "ada@example.org")
	o.add(1, 20)
	catchUp(t, o.db)
	return o
}

// add stores messages with bodies as a pull does.
func (o *office) add(from, to int) {
	o.Helper()
	var list []NewMessage
	for uid := from; uid <= to; uid++ {
		h := header(uid)
		h.Envelope.Subject = fmt.Sprintf("发票 number%d", uid)
		list = append(list, h)
	}
	must(o.db.AddMessages(o.Context(), o.folders[0].ID, list))(o)
	o.ids = must(o.db.MessageIDs(o.Context(), o.folders[0].ID))(o)
	var bodies []NewBody
	for _, m := range must(o.db.Messages(o.Context(), o.ids))(o) {
		if !m.HasBody {
			bodies = append(bodies, NewBody{Message: m.ID, Raw: rawLetter(m.Envelope.Subject, fmt.Sprintf("请付款 token%d\n> quoted%d", m.UID, m.UID)), Attachment: mail.NoAttachment})
		}
	}
	if err := o.db.PutBodies(o.Context(), bodies); err != nil {
		o.Fatal(err)
	}
}

func (o *office) apply(op mail.Operation) {
	o.Helper()
	must(o.db.ApplyOperation(o.Context(), op))(o)
}

// finds returns how many messages a query finds.
func (o *office) finds(query string) int {
	o.Helper()
	list, _ := hits(o, o.db, search.Request{Query: search.Parse(query, search.Options{Now: start})})
	return len(list)
}

func TestIndexAfterEveryChangeIsOneBuiltFromNothing(t *testing.T) {
	inbox := func(o *office) mail.FolderID { return o.folders[0].ID }
	for name, change := range map[string]func(*office){
		"arrive":        func(o *office) { o.add(21, 25) },
		"vanish":        func(o *office) { o.fine(o.db.RemoveUIDs(o.Context(), inbox(o), []mail.UID{3, 4, 99})) },
		"delete":        func(o *office) { o.apply(mail.Delete{Folder: inbox(o), Messages: o.ids[:3]}) },
		"move":          func(o *office) { o.apply(mail.Move{Folder: inbox(o), Messages: o.ids[:3], To: o.folders[1].ID}) },
		"copy":          func(o *office) { o.apply(mail.Copy{Folder: inbox(o), Messages: o.ids[:3], To: o.folders[1].ID}) },
		"flag":          func(o *office) { o.apply(mail.SetFlags{Folder: inbox(o), Messages: o.ids[:3], Add: mail.Flagged}) },
		"evict bodies":  func(o *office) { must(o.db.EvictBodies(o.Context(), o.account.ID, start.Add(1e6*time.Hour), 5))(o) },
		"forget a body": func(o *office) { o.fine(o.db.ForgetBody(o.Context(), o.ids[2])) },
		"another body": func(o *office) {
			o.fine(o.db.PutBodies(o.Context(), []NewBody{{Message: o.ids[2], Raw: rawLetter("x", "完全不同")}}))
		},
		"keep a draft": func(o *office) { must(keepDraft(o, "第一稿"))(o) },
		"edit a draft": editDraft,
		"reset a folder": func(o *office) {
			o.fine(o.db.ResetFolder(o.Context(), inbox(o), 77))
			o.fine(o.db.EndReset(o.Context(), inbox(o)))
		},
		"lose a folder": func(o *office) {
			o.apply(mail.Move{Folder: inbox(o), Messages: o.ids[:3], To: o.folders[1].ID})
			must(o.db.SaveFolders(o.Context(), o.account.ID, []mail.Folder{{Path: "INBOX", Wire: "INBOX", Role: mail.RoleInbox, Selectable: true}}))(o)
		},
		"rename a folder": func(o *office) { o.apply(mail.RenameFolder{Folder: o.folders[1].ID, Name: "改名"}) },
		"flags of a server": func(o *office) {
			o.fine(o.db.SetFlags(o.Context(), inbox(o), []UIDFlags{{UID: 3, Flags: mail.Seen}, {UID: 4}}))
		},
		"delete a folder": func(o *office) {
			o.apply(mail.Move{Folder: inbox(o), Messages: o.ids[:3], To: o.folders[1].ID})
			catchUp(o, o.db)
			o.apply(mail.DeleteFolder{Folder: o.folders[1].ID})
		},
		"undo a deletion": func(o *office) {
			id := must(o.db.ApplyOperation(o.Context(), mail.Delete{Folder: inbox(o), Messages: o.ids[:3]}))(o)
			catchUp(o, o.db)
			must(o.db.UndoOperation(o.Context(), id))(o)
		},
		"remove the account": func(o *office) { o.fine(o.db.RemoveAccount(o.Context(), o.account.ID)) },
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			change(o)
			catchUp(t, o.db)
			grown := contents(t, o.db)
			if err := o.db.RebuildSearch(t.Context()); err != nil {
				t.Fatal(err)
			}
			catchUp(t, o.db)
			if diff := cmp.Diff(contents(t, o.db), grown); diff != "" {
				t.Errorf("-built from nothing +grown\n%s", diff)
			}
		})
	}
}

func (o *office) fine(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

// keepDraft stores a message that no server has.
func keepDraft(o *office, body string) (mail.MessageID, error) {
	raw := rawLetter("草稿", body)
	id, _, err := o.db.KeepMessage(o.Context(), o.folders[0].ID, mail.NewLocal{Flags: mail.Draft | mail.Seen, Received: start, Raw: raw, Envelope: message.Envelope(raw)})
	return id, err
}

func editDraft(o *office) {
	first := must(keepDraft(o, "第一稿"))(o)
	catchUp(o, o.db)
	must(keepDraft(o, "第二稿"))(o)
	o.apply(mail.Delete{Folder: o.folders[0].ID, Messages: []mail.MessageID{first}})
}

func TestSearchKnowsOfChangesAtOnce(t *testing.T) {
	o := newOffice(t)
	for query, want := range map[string]int{"发票": 20, "token7": 1, "quoted7": 1, "请付款": 20, "is:unread": 14, "in:inbox": 20, "in:项目": 0, "account:ada": 20, "account:bob": 0} {
		if got := o.finds(query); got != want {
			t.Errorf("%s: %d hits, want %d", query, got, want)
		}
	}
	o.apply(mail.Move{Folder: o.folders[0].ID, Messages: o.ids[:3], To: o.folders[1].ID})
	o.apply(mail.Delete{Folder: o.folders[0].ID, Messages: o.ids[3:5]})
	if a, b, c := o.finds("in:测试"), o.finds("in:inbox"), o.finds("发票 token*"); a != 3 || b != 15 || c != 18 {
		t.Errorf("before the index knows: %d moved, %d left, %d by a prefix", a, b, c)
	}
}

func TestChangesWhileABatchIsReadAreNotLost(t *testing.T) {
	o := newOffice(t)
	o.add(21, 21)
	batch := must(o.db.PendingSearch(t.Context(), 100))(t)
	e := readEntry(t, o.db, batch.Changed[0])
	o.fine(o.db.PutBodies(t.Context(), []NewBody{{Message: e.Message.ID, Raw: rawLetter("发票", "新的内容")}}))
	o.fine(o.db.IndexMessages(t.Context(), batch, []search.Entry{e}))
	if n := o.finds("token21"); n != 1 {
		t.Errorf("%d messages with what was read", n)
	}
	catchUp(t, o.db)
	if a, b := o.finds("token21"), o.finds("新的内容"); a != 0 || b != 1 {
		t.Errorf("%d messages with the old text, %d with the new one", a, b)
	}
}

func TestABatchThatWasCutOffIsDoneAgain(t *testing.T) {
	o := newOffice(t)
	o.add(21, 30)
	batch := must(o.db.PendingSearch(t.Context(), 100))(t)
	var entries []search.Entry
	for _, m := range batch.Changed {
		entries = append(entries, readEntry(t, o.db, m))
	}
	d := must(o.db.index(t.Context()))(t)
	o.db.search.writing.Lock()
	err := o.db.search.take(t.Context(), d, batch, entries) // and then the process ends, before mail.db knows
	o.db.search.writing.Unlock()
	o.fine(err)
	o.fine(o.db.Close(context.Background()))
	o.db, _, _ = openDir(t, o.db.dir)
	catchUp(t, o.db)
	if n := o.finds("发票"); n != 30 {
		t.Errorf("%d messages, want 30", n)
	}
	if c := must(o.db.SearchCoverage(t.Context()))(t); c.Indexed != 30 || c.Waiting != 0 {
		t.Errorf("coverage %+v", c)
	}
}

func TestIndexStaysWhatItIsOverARestart(t *testing.T) {
	o := newOffice(t)
	o.add(21, 60)
	catchUp(t, o.db)
	before := contents(t, o.db)
	o.fine(o.db.Close(t.Context()))
	o.db, _, _ = openDir(t, o.db.dir)
	if diff := cmp.Diff(before, contents(t, o.db)); diff != "" {
		t.Error(diff)
	}
}

func TestDamagedIndexIsMadeAnewWhileSearchSaysWhatIsMissing(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"nothing left":  func([]byte) []byte { return nil },
		"no database":   func(b []byte) []byte { return bytes.Repeat([]byte("x"), len(b)) },
		"cut short":     func(b []byte) []byte { return b[:len(b)/2] },
		"zeroed inside": func(b []byte) []byte { clear(b[4096:]); return b },
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.fine(o.db.Close(t.Context()))
			path := filepath.Join(o.db.dir, searchSchema.file)
			o.fine(os.WriteFile(path, damage(must(os.ReadFile(path))(t)), 0o600))
			o.db, _, _ = openDir(t, o.db.dir)
			result := must(o.db.Search(t.Context(), search.Request{Query: search.Parse("发票", search.Options{Now: start})}))(t)
			if c := result.Coverage; c.Messages != 20 || c.Indexed != 0 || c.Waiting != 20 || len(result.Hits) != 0 {
				t.Errorf("coverage %+v with %d hits", c, len(result.Hits))
			}
			catchUp(t, o.db)
			if n := o.finds("发票"); n != 20 {
				t.Errorf("%d messages, want 20", n)
			}
		})
	}
}

func TestIndexDamagedInsideIsMadeAnewWhenThatIsFound(t *testing.T) {
	o := newOffice(t)
	d := must(o.db.index(t.Context()))(t)
	o.fine(d.update(t.Context(), func(c *connection) error {
		_, err := c.exec("UPDATE page SET data = ?", []byte("\xff\xff\xff\xff\xff"))
		return err
	}))
	if n := o.finds("发票"); n != 0 {
		t.Errorf("%d messages from damaged pages", n)
	}
	catchUp(t, o.db)
	if n := o.finds("发票"); n != 20 {
		t.Errorf("%d messages, want 20", n)
	}
}

func TestCoverageTellsHowFarTheTextsGo(t *testing.T) {
	o := newOffice(t)
	rows := must(o.db.Messages(t.Context(), o.ids))(t)
	must(o.db.EvictBodies(t.Context(), o.account.ID, rows[4].When(), 100))(t)
	catchUp(t, o.db)
	c := must(o.db.SearchCoverage(t.Context()))(t)
	kept := 0
	for _, m := range must(o.db.Messages(t.Context(), o.ids))(t) {
		if m.HasBody {
			kept++
		}
	}
	if c.Messages != 20 || c.Indexed != 20 || c.Bodies != kept || kept == 20 || c.BodiesSince.IsZero() || c.Bytes == 0 || c.Whole() {
		t.Errorf("%d bodies kept, coverage %+v", kept, c)
	}
}

func TestConversationsArePagedAndFacetsCounted(t *testing.T) {
	db, known := fillIndex(t, 300)
	q := search.Parse("", search.Options{Now: start})
	list, _ := hits(t, db, search.Request{Query: q, Limit: 17, Grouped: true})
	threads := map[uint64]bool{}
	for _, e := range known.entries {
		threads[threadOf(e.Message)] = true
	}
	if len(list) != len(threads) {
		t.Errorf("%d conversations, want %d", len(list), len(threads))
	}
	facets := must(db.SearchFacets(t.Context(), search.Request{Query: q}, time.UTC))(t)
	if facets.Total != 300 || len(facets.Folders) != 1 || facets.Folders[0].Hits != 300 || len(facets.People) == 0 || len(facets.Months) == 0 {
		t.Errorf("facets %+v", facets)
	}
	for _, p := range slices.Concat(facets.People, facets.Months) {
		narrowed, _ := hits(t, db, search.Request{Query: search.Parse(p.Query, search.Options{Now: start.UTC()})})
		if len(narrowed) != p.Hits {
			t.Errorf("%s: %d hits, but %q finds %d", p.Name, p.Hits, p.Query, len(narrowed))
		}
	}
}

func FuzzIndexPages(f *testing.F) {
	var page listing
	w := pageWriter{full: func(_ string, p listing) error { page = p; return nil }}
	for term, doc := range map[string]uint32{"发票": 1, "发送": 7} {
		var g growing
		g.note(search.Carried, 3)
		g.note(search.Written, 900)
		g.end(doc, 1000)
		g.note(search.Written, 0)
		g.end(doc+200, 1)
		_ = w.term(term, g.listing()) // full does not fail
	}
	_ = w.flush() // as above
	f.Add(page.docs, page.places)
	f.Add(packDocuments([]numbered{{doc: 3, document: document{message: 4, time: -1, body: 9}}}, []sender{{"a@b", "A"}}), []byte(nil))
	f.Add(packText(search.Text{Body: "x", Files: []search.File{{Name: "y"}}}), []byte{1})
	f.Fuzz(func(_ *testing.T, data, places []byte) { // what is refused is refused; nothing may panic
		_ = listPage(&catalog{}, listing{data, places}, map[mail.MessageID][]string{})
		_, _ = unpackDocuments(data, func(sender) int32 { return 0 })
		_, _ = unpackText(data)
		_, _ = unpackFirsts(data)
		sets := found{newDocSet(100), newDocSet(100)}
		_ = sets.take(data)
		p := part{Lookup: search.Lookup{Offset: 2}}
		_ = p.spotsOf(func(doc uint32) int32 { return int32(doc) }, partPage{docs: data, size: len(places)}, places, sets.all, func(spot) {})
	})
}

func TestPlacesAreReadAsTheyWereWritten(t *testing.T) {
	lists := [][]int32{{0}, {5}, {0, 1, 2, 3}, {999}, {0, 999}, {7, 8, 500, 501, 998}, {123}}
	var w bitWriter
	for i := range 3 * len(lists) {
		w.places(lists[i%len(lists)], 1000)
	}
	r := bitReader{in: w.bytes()}
	for i := range 3 * len(lists) {
		got, err := r.places(nil, 1000)
		if diff := cmp.Diff(lists[i%len(lists)], got); err != nil || diff != "" {
			t.Fatalf("list %d: %v (-want +got)\n%s", i, err, diff)
		}
	}
	if _, err := r.places(nil, 1000); err == nil {
		t.Error("a list behind the last one")
	}
}
