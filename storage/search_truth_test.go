package storage

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"letterbox/mail"
	"letterbox/mail/mailtest"
	"letterbox/mail/message"
	"letterbox/mail/search"
)

// truth is what a mailbox is known to hold.
type truth struct {
	ids     []mail.MessageID
	entries map[mail.MessageID]search.Entry
	forms   map[mail.MessageID]*search.Forms
}

// fillIndex stores and indexes n messages of the corpus, every seventh of which has a number of an order.
func fillIndex(tb testing.TB, n int) (*DB, *truth) {
	tb.Helper()
	db, _, texts := fillStore(tb, n)
	return db, indexAll(tb, db, texts)
}

// fillStore stores messages, and returns what stands in them.
func fillStore(tb testing.TB, n int) (*DB, mail.FolderID, map[mail.UID]search.Text) {
	tb.Helper()
	db, _ := openNew(tb)
	_, folders := bind(tb, db, "ada@example.org")
	corpus := mailtest.NewCorpus(7, n)
	texts := make(map[mail.UID]search.Text, n)
	for start := 0; start < n; start += chunkSize {
		var list []NewMessage
		for i := start; i < min(n, start+chunkSize); i++ {
			m, text := specimen(corpus.At(i), i)
			texts[m.UID] = text
			list = append(list, m)
		}
		must(db.AddMessages(tb.Context(), folders[0].ID, list))(tb)
	}
	return db, folders[0].ID, texts
}

// specimen returns a message of the corpus as a server would tell it, and its text.
func specimen(s mailtest.Specimen, i int) (NewMessage, search.Text) {
	read := message.Parse(s.Raw, message.Options{})
	var text search.Text
	text.Body, text.Quoted = search.SplitQuoted(read.Body.Text)
	if i%7 == 0 {
		text.Body += fmt.Sprintf("\nPO-2026/%03d, 合计 ¥%d.50\n", i%500, 1000+i)
	}
	for _, p := range read.Body.Attachments() {
		text.Files = append(text.Files, search.File{Name: p.Filename})
	}
	return NewMessage{
		UID: mail.UID(i + 1), Flags: s.Flags, Received: s.Received, Size: int64(len(s.Raw)), Envelope: read.Envelope, Attachment: read.Attachment,
	}, text
}

// indexAll does what is pending, and returns what should be found.
func indexAll(tb testing.TB, db *DB, texts map[mail.UID]search.Text) *truth {
	tb.Helper()
	t := &truth{entries: map[mail.MessageID]search.Entry{}, forms: map[mail.MessageID]*search.Forms{}}
	for {
		batch := must(db.PendingSearch(tb.Context(), chunkSize))(tb)
		if batch.Empty() {
			break
		}
		var entries []search.Entry
		for _, m := range batch.Changed {
			e := search.Entry{Message: m, Text: texts[m.UID], Language: search.LanguageOf(texts[m.UID].Body)}
			entries = append(entries, e)
			e.Complete()
			t.ids = append(t.ids, m.ID)
			t.entries[m.ID] = e
		}
		if err := db.IndexMessages(tb.Context(), batch, entries); err != nil {
			tb.Fatal(err)
		}
		for more := true; more; {
			more = must(db.MergeSearch(tb.Context()))(tb)
		}
	}
	return t
}

// form returns the canonical texts of a message, made when they are first asked for.
func (t *truth) form(id mail.MessageID) *search.Forms {
	if t.forms[id] == nil {
		t.forms[id] = search.FormsOf(t.entries[id].Text)
	}
	return t.forms[id]
}

// matches scans one message.
func (t *truth) matches(id mail.MessageID, e search.Expr) bool {
	m := t.entries[id].Message
	switch e := e.(type) {
	case search.All:
		return !slices.ContainsFunc(e, func(part search.Expr) bool { return !t.matches(id, part) })
	case search.Any:
		return slices.ContainsFunc(e, func(part search.Expr) bool { return t.matches(id, part) })
	case search.Not:
		return !t.matches(id, e.Expr)
	case search.Words:
		return t.form(id).Matches(e)
	case search.Is:
		return e.State == search.Unread && !m.Flags.Has(mail.Seen) || e.State == search.Flagged && m.Flags.Has(mail.Flagged)
	case search.Attached:
		return m.Attachment == mail.HasAttachment
	case search.During:
		return !m.When().Before(e.From) && (e.Until.IsZero() || m.When().Before(e.Until))
	case search.Size:
		return m.Size > e.Over && (e.Under == 0 || m.Size < e.Under)
	case search.Language:
		return t.entries[id].Language == e.Code
	default:
		return e == search.In{Name: "inbox"}
	}
}

// expected returns what a scan of everything finds, newest first.
func (t *truth) expected(e search.Expr) (list []mail.MessageID) {
	for _, id := range t.ids {
		if t.matches(id, e) {
			list = append(list, id)
		}
	}
	slices.SortFunc(list, func(a, b mail.MessageID) int {
		if c := t.entries[b].Message.When().Compare(t.entries[a].Message.When()); c != 0 {
			return c
		}
		return int(b - a)
	})
	return list
}

// hits returns all that the index finds, page by page, and the total it tells.
func hits(tb testing.TB, db *DB, request search.Request) (list []mail.MessageID, total int) {
	tb.Helper()
	request.Plain, request.Count = true, true
	for {
		result := must(db.Search(tb.Context(), request))(tb)
		for _, h := range result.Hits {
			list = append(list, h.Message.ID)
		}
		if !result.Exact {
			tb.Error("an exact total was wanted")
		}
		if !result.More {
			return list, result.Total
		}
		request.After = result.Hits[len(result.Hits)-1].Position
	}
}

// first returns the first page of what the index finds, and the total.
func first(tb testing.TB, db *DB, request search.Request) (list []mail.MessageID, total int) {
	tb.Helper()
	request.Plain, request.Count = true, true
	result := must(db.Search(tb.Context(), request))(tb)
	for _, h := range result.Hits {
		list = append(list, h.Message.ID)
	}
	return list, result.Total
}

// queries makes questions about what the messages hold.
func (t *truth) queries(random *rand.Rand, n int) (list []string) {
	for len(list) < n {
		e := t.entries[t.ids[random.IntN(len(t.ids))]]
		text := e.Text.Body
		if random.IntN(4) == 0 {
			text = e.Text.Subject
		}
		switch random.IntN(8) {
		case 0, 1, 2:
			list = append(list, slice(random, text, 1+random.IntN(6)))
		case 3:
			list = append(list, word(random, text), word(random, text)+" "+word(random, text))
		case 4:
			list = append(list, `"`+strings.Map(plain, slice(random, text, 5+random.IntN(25)))+`"`)
		case 5:
			name := e.Message.Envelope.Sender()
			list = append(list, "from:"+name.Local, `from:"`+name.Name+`" `+word(random, text), `发件人：“`+slice(random, name.Name, 2)+`”`)
		case 6:
			w := word(random, text)
			list = append(list, w[:cut(w, 3)]+"*", "-"+w+" "+word(random, text), w+" OR "+word(random, text), "subject:"+w, "正文:"+w)
		default:
			i := int(e.Message.UID - 1)
			list = append(list, fmt.Sprintf("PO-2026/%03d", i%500), fmt.Sprint(1000+i), e.Message.When().Format("on:2006-01-02"), fmt.Sprintf("合计 %d.50", 1000+i))
		}
	}
	return append(list, "is:unread 会议", "is:flagged", "未读 lang:zh", "has:attachment 发票", "filename:pdf", "larger:20k", "smaller:1k lang:ja", "in:inbox 合同", "發票", "邮件", "ｐｌｅａｓｅ",
		"(meeting OR 会议) -report", "的", "a*", "before:2025-04 the", "after:2025-04-10", "Große", "grosse", "「會議」", "")
}

// slice returns some neighbouring characters of text.
func slice(random *rand.Rand, text string, n int) string {
	runes := []rune(text)
	if len(runes) == 0 {
		return "x"
	}
	start := random.IntN(len(runes))
	return strings.Map(plain, string(runes[start:min(len(runes), start+n)]))
}

// plain takes what means something in a query for a blank.
func plain(r rune) rune {
	if strings.ContainsRune("\"“”「」『』()（）:：-*＊|>\n\r", r) {
		return ' '
	}
	return r
}

func word(random *rand.Rand, text string) string {
	words := strings.Fields(strings.Map(plain, text))
	if len(words) == 0 {
		return "x"
	}
	w := []rune(words[random.IntN(len(words))])
	start := 0
	if w[0] > 0x2e80 {
		start = random.IntN(len(w))
	}
	return string(w[start:min(len(w), start+8)])
}

// cut returns the length of the first n characters.
func cut(text string, n int) int {
	for i := range text {
		if n == 0 {
			return i
		}
		n--
	}
	return len(text)
}

func TestSearchFindsWhatAScanFindsAndNothingElse(t *testing.T) {
	db, known := fillIndex(t, 5000)
	random := rand.New(rand.NewPCG(5, 9))
	empty := 0
	queries := known.queries(random, 320)
	for i, text := range queries {
		if !utf8.ValidString(text) {
			t.Fatalf("query %q", text)
		}
		q := search.Parse(text, search.Options{Now: start})
		want := known.expected(q.Expr)
		got, total := first(t, db, search.Request{Query: q, Limit: 400})
		if i%10 == 0 {
			got, total = hits(t, db, search.Request{Query: q, Limit: 700})
		}
		if len(got) > len(want) || !slices.Equal(got, want[:len(got)]) || len(got) < min(len(want), 400) || total != len(want) {
			t.Errorf("%q (%+v): %d hits, total %d, want %d", text, q.Expr, len(got), total, len(want))
		}
		if len(want) == 0 {
			empty++
		}
		if i%12 != 0 {
			continue
		}
		relevant, _ := hits(t, db, search.Request{Query: q, Limit: 1900, Order: search.Relevant})
		slices.Sort(relevant)
		if slices.Sort(want); !slices.Equal(relevant, want) {
			t.Errorf("%q by relevance: %d hits, want %d", text, len(relevant), len(want))
		}
	}
	if empty > len(queries)/4 {
		t.Errorf("%d of %d queries find nothing: they prove little", empty, len(queries))
	}
	foldIndex(t, db)
	coverage := must(db.SearchCoverage(context.Background()))(t)
	if coverage.Messages != 5000 || coverage.Indexed != 5000 || coverage.Waiting != 0 {
		t.Errorf("coverage %+v", coverage)
	}
	t.Logf("%d queries, %d without a hit; index %d bytes for %d bytes of text", len(queries), empty, coverage.Bytes, coverage.Text)
}
