package storage

import (
	"context"
	"slices"
	"testing"
	"time"

	"letterbox/mail"
)

// BenchmarkReaderDuringSync reads pages of a list of 20,000 messages while headers and bodies are stored in bulk, as a
// first sync does, and tells how long the slowest hundredth of the pages took.
func BenchmarkReaderDuringSync(b *testing.B) {
	db, folder := filled(b, 20000)
	ids := must(db.MessageIDs(b.Context(), folder))(b)
	account := must(db.Accounts(b.Context()))(b)[0].ID
	others := must(db.SaveFolders(b.Context(), account, []mail.Folder{
		{Path: "INBOX", Wire: "INBOX", Role: mail.RoleInbox, Selectable: true}, {Path: "Bulk", Wire: "Bulk", Selectable: true},
	}))(b)
	ctx, stop := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() { ended <- storeInBulk(ctx, db, others[1].ID, ids) }() // ends with stop; waited for below
	var took []time.Duration
	for i := 0; b.Loop(); i += 100 {
		began := time.Now()
		if n := len(must(db.Messages(b.Context(), ids[i%19900:i%19900+100]))(b)); n != 100 {
			b.Fatal(n)
		}
		took = append(took, time.Since(began))
	}
	stop()
	if err := <-ended; err != nil {
		b.Fatal(err)
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "median-ms")
}

// storeInBulk stores new headers in one folder and bodies in another until ctx ends.
func storeInBulk(ctx context.Context, db *DB, folder mail.FolderID, ids []mail.MessageID) error {
	list := headers(5000)
	raw := text(1, 16<<10)
	for round := 0; ctx.Err() == nil; round++ {
		for i := range list {
			list[i].UID += mail.UID(len(list))
		}
		for batch := range slices.Chunk(list, 500) {
			if _, err := db.AddMessages(ctx, folder, batch); err != nil && ctx.Err() == nil {
				return err
			}
		}
		for part := range slices.Chunk(ids[:2000], 200) {
			var bodies []NewBody
			for _, id := range part {
				bodies = append(bodies, NewBody{Message: id, Raw: raw, Preview: "the first words"})
			}
			if err := db.PutBodies(ctx, bodies); err != nil && ctx.Err() == nil {
				return err
			}
		}
	}
	return nil
}
