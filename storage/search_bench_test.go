package storage

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/search"
)

// benchmarkMessages is how many messages the benchmarks search; a tenth with -short.
func benchmarkMessages() int {
	if testing.Short() {
		return 10_000
	}
	return 100_000
}

// askedAtOnce is how many queries one round of a benchmark asks.
const askedAtOnce = 100

// question makes queries about a message of the corpus.
type question struct {
	name  string
	order search.Order
	make  func(*rand.Rand, search.Entry) []string
}

func one(fn func(*rand.Rand, search.Entry) string) func(*rand.Rand, search.Entry) []string {
	return func(r *rand.Rand, e search.Entry) []string { return []string{fn(r, e)} }
}

var questions = []question{
	{"one character", search.Newest, one(func(r *rand.Rand, e search.Entry) string { return chinese(r, e, 1) })},
	{"two characters", search.Newest, one(func(r *rand.Rand, e search.Entry) string { return chinese(r, e, 2) })},
	{"three characters", search.Newest, one(func(r *rand.Rand, e search.Entry) string { return chinese(r, e, 3) })},
	{"four characters", search.Newest, one(func(r *rand.Rand, e search.Entry) string { return chinese(r, e, 4) })},
	{"word", search.Newest, one(func(r *rand.Rand, e search.Entry) string { return word(r, e.Text.Body) })},
	{"prefix", search.Newest, one(func(r *rand.Rand, e search.Entry) string { w := word(r, e.Text.Body); return w[:cut(w, 2)] + "*" })},
	{"from and word", search.Newest, one(func(r *rand.Rand, e search.Entry) string {
		return "from:" + e.Message.Envelope.Sender().Local + " " + word(r, e.Text.Body)
	})},
	{"phrase", search.Newest, one(func(r *rand.Rand, e search.Entry) string { return `"` + slice(r, e.Text.Body, 8) + `"` })},
	{"long phrase", search.Newest, one(func(r *rand.Rand, e search.Entry) string { return `"` + slice(r, e.Text.Body, 30) + `"` })},
	{"by relevance", search.Relevant, one(func(r *rand.Rand, e search.Entry) string { return word(r, e.Text.Body) + " " + word(r, e.Text.Body) })},
	{"unread", search.Newest, one(func(r *rand.Rand, e search.Entry) string { return "is:unread " + word(r, e.Text.Body) })},
	{"everything", search.Newest, one(func(*rand.Rand, search.Entry) string { return "" })},
	{"a key while typing", search.Newest, keys},
}

// chinese returns neighbouring characters of a message, or of any other text where it has none.
func chinese(r *rand.Rand, e search.Entry, n int) string {
	runs := strings.FieldsFunc(e.Text.Body, func(c rune) bool { return c < 0x4e00 || c > 0x9fff })
	runs = slices.DeleteFunc(runs, func(run string) bool { return len(run) < 3*n })
	if len(runs) == 0 {
		return slice(r, "会议发票合同付款附件报告", n)
	}
	return slice(r, runs[r.IntN(len(runs))]+"  ", n)
}

// keys are what stands in the field after each key of a few words.
func keys(r *rand.Rand, e search.Entry) (list []string) {
	typed := []rune(word(r, e.Text.Body) + " " + word(r, e.Text.Body))
	for i := range typed {
		list = append(list, string(typed[:i+1]))
	}
	return list
}

// BenchmarkSearch tells, of an index of 100 000 messages, how long the first fifty hits with their snippets take, by
// kind of query; how fast it was made; how large it is; how long a reader of mail waited at most meanwhile; how soon a
// new message is found; and whether what is found is what a scan of all texts finds.
func BenchmarkSearch(b *testing.B) {
	db, known := benchmarkBuild(b, benchmarkMessages())
	for _, q := range questions {
		b.Run(q.name, func(b *testing.B) { ask(b, db, known, q) })
	}
	b.Run("facets", func(b *testing.B) {
		m := meter{B: b}
		for b.Loop() {
			m.time(func() {
				q := search.Parse("会议", search.Options{Now: start})
				must(db.SearchFacets(b.Context(), search.Request{Query: q}, time.UTC))(b)
			})
		}
		m.report()
	})
	b.Run("truth", func(b *testing.B) { benchmarkTruth(b, db, known) })
	b.Run("new message", func(b *testing.B) { benchmarkArrival(b, db, known) })
}

// benchmarkBuild fills an index and tells how that went.
func benchmarkBuild(b *testing.B, n int) (*DB, *truth) {
	b.Helper()
	db, folder, texts := fillStore(b, n)
	ctx, end := context.WithCancel(b.Context())
	waited := make(chan time.Duration)
	go func() { waited <- longestRead(ctx, db, folder) }()
	begun, cpu := time.Now(), cpuTime()
	known := indexAll(b, db, texts)
	took, worked := time.Since(begun), cpuTime()-cpu
	end()
	blocked := <-waited
	foldIndex(b, db)
	coverage := must(db.SearchCoverage(b.Context()))(b)
	b.Run("build", func(b *testing.B) {
		for b.Loop() {
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(float64(n)/took.Seconds(), "messages/s")
		b.ReportMetric(float64(n)/worked.Seconds(), "messages/cpu-s")
		b.ReportMetric(float64(coverage.Bytes)/float64(coverage.Text), "of-text")
		b.ReportMetric(float64(coverage.Bytes)/(1<<20), "MB")
		b.ReportMetric(float64(blocked.Microseconds())/1000, "reader-ms-max")
	})
	return db, known
}

// foldIndex puts what is in the log of the index into its file, as closing does.
func foldIndex(tb testing.TB, db *DB) {
	tb.Helper()
	d := must(db.index(tb.Context()))(tb)
	c := must(d.take(tb.Context(), d.writer))(tb)
	defer func() { d.writer <- c }()
	c.ctx = context.WithoutCancel(tb.Context())
	if err := c.drain("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		tb.Fatal(err)
	}
}

// longestRead reads the first page of a folder now and then and returns how long that took at most.
func longestRead(ctx context.Context, db *DB, folder mail.FolderID) (longest time.Duration) {
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return longest
		case <-tick.C:
		}
		begun := time.Now()
		if _, err := db.Newest(ctx, folder, 50); err != nil {
			return longest
		}
		longest = max(longest, time.Since(begun))
	}
}

// meter tells the median and the 95th percentile of times.
type meter struct {
	*testing.B
	times []time.Duration
	cpu   time.Duration
}

func (m *meter) time(fn func()) {
	begun, cpu := time.Now(), cpuTime()
	fn()
	m.times = append(m.times, time.Since(begun))
	m.cpu += cpuTime() - cpu
}

func (m *meter) report() {
	slices.Sort(m.times)
	m.ReportMetric(0, "ns/op")
	m.ReportMetric(float64(m.times[len(m.times)*95/100].Microseconds())/1000, "p95-ms")
	m.ReportMetric(float64(m.times[len(m.times)/2].Microseconds())/1000, "p50-ms")
	m.ReportMetric(float64(m.cpu.Microseconds())/1000/float64(len(m.times)), "cpu-ms")
}

// ask asks about messages of the corpus, the same ones every time.
func ask(b *testing.B, db *DB, known *truth, q question) {
	random := rand.New(rand.NewPCG(3, 4))
	m := meter{B: b}
	for b.Loop() {
		for range askedAtOnce {
			for _, text := range q.make(random, known.entries[known.ids[random.IntN(len(known.ids))]]) {
				m.time(func() {
					query := search.Parse(text, search.Options{Now: start, Typing: len(text)%2 == 0})
					must(db.Search(b.Context(), search.Request{Query: query, Order: q.order}))(b)
				})
			}
		}
	}
	m.report()
}

// benchmarkTruth compares what is found with a scan of all texts.
func benchmarkTruth(b *testing.B, db *DB, known *truth) {
	queries := known.queries(rand.New(rand.NewPCG(5, 9)), 320)
	var found, wanted, right int
	for _, text := range queries {
		q := search.Parse(text, search.Options{Now: start})
		want := known.expected(q.Expr)
		got, total := first(b, db, search.Request{Query: q, Limit: 2000})
		found, wanted = found+total, wanted+len(want)
		there := make(map[mail.MessageID]bool, len(want))
		for _, id := range want {
			there[id] = true
		}
		wrong := 0
		for _, id := range got {
			if !there[id] {
				wrong++
			}
		}
		right += min(total, len(want)) - wrong
	}
	for b.Loop() {
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(len(queries)), "queries")
	b.ReportMetric(100*float64(right)/float64(wanted), "%recall")
	b.ReportMetric(100*float64(right)/float64(found), "%precision")
}

// benchmarkArrival tells how long it takes until a message that was stored is found.
func benchmarkArrival(b *testing.B, db *DB, known *truth) {
	folder := known.entries[known.ids[0]].Message.Folder
	uid := mail.UID(len(known.ids))
	m := meter{B: b}
	for b.Loop() {
		uid++
		arrived := NewMessage{UID: uid, Received: start, Envelope: mail.Envelope{Subject: "arrival"}}
		m.time(func() {
			must(db.AddMessages(b.Context(), folder, []NewMessage{arrived}))(b)
			batch := must(db.PendingSearch(b.Context(), chunkSize))(b)
			entry := search.Entry{Message: batch.Changed[0], Text: search.Text{Body: "请查收 unheardof"}}
			if err := db.IndexMessages(b.Context(), batch, []search.Entry{entry}); err != nil {
				b.Fatal(err)
			}
			result := must(db.Search(b.Context(), search.Request{Query: search.Parse("unheardof", search.Options{Now: start})}))(b)
			if result.Total == 0 {
				b.Error("a new message is not found")
			}
		})
	}
	m.report()
}
