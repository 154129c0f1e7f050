package engine_test

import (
	"testing"
	"time"

	"letterbox/mail/dial"
	"letterbox/mail/engine"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

// BenchmarkFirstSync20k brings a large INBOX with all bodies, parsed, compressed and stored, and compares it with
// draining the same bytes into a counter in the same run.
func BenchmarkFirstSync20k(b *testing.B) {
	server, client := largeMailbox(b)
	firstSync(b, server, client, large)
}

// BenchmarkFirstSync3k is small enough to be profiled, and its messages are as large as those of people who send files.
func BenchmarkFirstSync3k(b *testing.B) {
	const messages = 3000
	server := mailtest.Dovecot(b)
	server.Deliver("ada", "INBOX", mailtest.Bulk(1, 0, messages))
	client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: server.Roots()})})
	drainBodies(b, server)
	firstSync(b, server, client, messages)
}

// firstSync syncs into new profiles.
func firstSync(b *testing.B, server *mailtest.Real, client *imap.Client, messages int) {
	b.Helper()
	var floor, ours time.Duration
	for b.Loop() {
		floor += drainBodies(b, server)
		e, account := benchEngine(b, server, client, nothing)
		began := time.Now()
		summary, err := e.Once(b.Context(), account, engine.Bodies, func(engine.Progress) {})
		ours += time.Since(began)
		if err != nil || summary.Bodies != messages {
			b.Fatalf("%+v, %v", summary, err)
		}
	}
	b.ReportMetric(float64(ours)/float64(floor), "x-drain")
	b.ReportMetric(floor.Seconds()/float64(b.N), "drain-s")
	b.ReportMetric(ours.Seconds()/float64(b.N), "ours-s")
}

// drainBodies is drain for whole messages.
func drainBodies(b *testing.B, server *mailtest.Real) time.Duration {
	b.Helper()
	return drainFetch(b, server, "(UID BODY.PEEK[])")
}
