package storage

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/mailtest"
	"letterbox/mail/search"
)

// benchmarkMessages is how many messages the benchmarks search; a tenth with -short.
func benchmarkMessages() int {
	if testing.Short() {
		return 10_000
	}
	return 100_000
}

// BenchmarkSearch tells, of an index of 100 000 messages, how long the first fifty hits with their snippets take, by
// kind of query; how fast it was made; how large it is; and how long a reader of mail waited at most meanwhile.
func BenchmarkSearch(b *testing.B) {
	db, _ := openNew(b)
	_, folders := bind(b, db, "ada@example.org")
	texts := map[mail.UID]search.Text{}
	corpus := mailtest.NewCorpus(7, benchmarkMessages())
	for start := 0; start < corpus.Len(); start += chunkSize {
		var list []NewMessage
		for i := start; i < start+chunkSize; i++ {
			m, text := specimen(corpus.At(i), i)
			texts[m.UID] = text
			list = append(list, m)
		}
		must(db.AddMessages(b.Context(), folders[0].ID, list))(b)
	}
	ctx, end := context.WithCancel(b.Context())
	waited := make(chan time.Duration)
	go func() { waited <- longestRead(ctx, db, folders[0].ID) }()
	begun := time.Now()
	known := indexAll(b, db, texts)
	took := time.Since(begun)
	end()
	blocked := <-waited
	coverage := must(db.SearchCoverage(b.Context()))(b)
	b.Run("build", func(b *testing.B) {
		for b.Loop() {
		}
		b.ReportMetric(float64(corpus.Len())/took.Seconds(), "messages/s")
		b.ReportMetric(float64(coverage.Bytes)/float64(coverage.Text), "of-text")
		b.ReportMetric(float64(blocked.Microseconds())/1000, "reader-ms-max")
	})
	for _, kind := range []struct {
		name  string
		order search.Order
		make  func(*rand.Rand, search.Entry) string
	}{
		{"one to four characters", search.Newest, func(r *rand.Rand, e search.Entry) string { return slice(r, e.Text.Body, 1+r.IntN(4)) }},
		{"word", search.Newest, func(r *rand.Rand, e search.Entry) string { return word(r, e.Text.Body) }},
		{"prefix", search.Newest, func(r *rand.Rand, e search.Entry) string { w := word(r, e.Text.Body); return w[:cut(w, 2)] + "*" }},
		{"from and word", search.Newest, func(r *rand.Rand, e search.Entry) string {
			return "from:" + e.Message.Envelope.Sender().Local + " " + word(r, e.Text.Body)
		}},
		{"phrase", search.Newest, func(r *rand.Rand, e search.Entry) string { return `"` + slice(r, e.Text.Body, 8) + `"` }},
		{"by relevance", search.Relevant, func(r *rand.Rand, e search.Entry) string { return word(r, e.Text.Body) + " " + word(r, e.Text.Body) }},
		{"unread", search.Newest, func(r *rand.Rand, e search.Entry) string { return "is:unread " + word(r, e.Text.Body) }},
	} {
		b.Run(kind.name, func(b *testing.B) {
			random := rand.New(rand.NewPCG(3, 4))
			var times []time.Duration
			for b.Loop() {
				e := known.entries[known.ids[random.IntN(len(known.ids))]]
				q := search.Parse(kind.make(random, e), search.Options{Now: start})
				begun := time.Now()
				must(db.Search(b.Context(), search.Request{Query: q, Order: kind.order}))(b)
				times = append(times, time.Since(begun))
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, "p95-ms")
			b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
		})
	}
}

// longestRead reads the first page of a folder over and over and returns how long that took at most.
func longestRead(ctx context.Context, db *DB, folder mail.FolderID) (longest time.Duration) {
	for ctx.Err() == nil {
		begun := time.Now()
		if _, err := db.Newest(ctx, folder, 50); err != nil {
			return longest
		}
		longest = max(longest, time.Since(begun))
	}
	return longest
}
