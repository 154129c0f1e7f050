package storage

import (
	"fmt"
	"testing"

	"letterbox/mail"
)

func BenchmarkAddMessages(b *testing.B) {
	list := headers(20000)
	for b.Loop() {
		b.StopTimer()
		db, _ := openNew(b)
		_, folders := bind(b, db, "ada@example.org")
		b.StartTimer()
		must(db.AddMessages(b.Context(), folders[0].ID, list))(b)
	}
	b.ReportMetric(float64(len(list)*b.N)/b.Elapsed().Seconds(), "messages/s")
}

func filled(b *testing.B, n int) (*DB, mail.FolderID) {
	db, _ := openNew(b)
	_, folders := bind(b, db, "ada@example.org")
	must(db.AddMessages(b.Context(), folders[0].ID, headers(n)))(b)
	return db, folders[0].ID
}

func BenchmarkMessageIDs100k(b *testing.B) {
	db, folder := filled(b, 100000)
	for b.Loop() {
		if n := len(must(db.MessageIDs(b.Context(), folder))(b)); n != 100000 {
			b.Fatal(n)
		}
	}
}

func BenchmarkMessagesPage(b *testing.B) {
	db, folder := filled(b, 20000)
	ids := must(db.MessageIDs(b.Context(), folder))(b)
	i := 0
	for b.Loop() {
		if n := len(must(db.Messages(b.Context(), ids[i%19900:i%19900+100]))(b)); n != 100 {
			b.Fatal(n)
		}
		i += 100
	}
}

func BenchmarkPutBodies(b *testing.B) {
	for _, size := range []int{8 << 10, 64 << 10, 1 << 20} {
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			const n = 100
			db, folder := filled(b, n)
			var list []NewBody
			for _, id := range must(db.MessageIDs(b.Context(), folder))(b) {
				list = append(list, NewBody{Message: id, Raw: text(uint64(id), size), Preview: "the first words"})
			}
			b.SetBytes(int64(n * size))
			for b.Loop() {
				if err := db.PutBodies(b.Context(), list); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "bodies/s")
		})
	}
}

// BenchmarkOpen is what a start of the program waits for: a profile with 20 000 messages that was closed in order.
func BenchmarkOpen(b *testing.B) {
	db, _ := filled(b, 20000)
	if err := db.Close(b.Context()); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		again, _, err := Open(b.Context(), Config{Dir: db.dir})
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := again.Close(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
