package engine_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"letterbox/mail/engine"
	"letterbox/mail/mailtest"
)

// manyFolders invents folders in a tree, of which the first has all the messages but one each.
func manyFolders(folders, messages int, capabilities string) mailtest.Invention {
	plan := mailtest.Invention{Capabilities: capabilities, Folders: []mailtest.InventedFolder{{Name: "INBOX", Messages: messages, ModSeq: 1}}}
	for i := range folders - 1 {
		plan.Folders = append(plan.Folders, mailtest.InventedFolder{Name: fmt.Sprintf("Customers %d/Project %d", i%70, i), Messages: 1, ModSeq: 1})
	}
	return plan
}

// TestHugeMailboxesCostWhatTheyHold counts what is asked for a mailbox of many folders and many messages. It grows with
// the folders and the chunks of headers and with nothing else, and when nothing has changed it is one command.
func TestHugeMailboxesCostWhatTheyHold(t *testing.T) {
	const folders, messages, chunk = 300, 10_000, 2000
	f := newFable(t, manyFolders(folders, messages, "LIST-STATUS CONDSTORE ESEARCH"))
	s, err := f.round(engine.HeadersOnly)
	f.must(err)
	if s.Headers != messages+folders-1 || s.Folders != folders {
		t.Errorf("%+v", s)
	}
	// Each folder is opened, its newest messages are asked for, and all UIDs.
	count := f.server.Counted()
	if count["LIST"] != 1 || count["SELECT"] != folders || count["SEARCH"] != folders || count["FETCH"] > folders+messages/chunk || len(count) != 4 {
		t.Errorf("asked for: %v", count)
	}
	before := f.server.Counted()
	if s, err = f.round(engine.Bodies); err != nil || len(before) > 0 {
		t.Errorf("%+v, %v", s, err)
	}
	f.server.Asked()
	if s, err = f.round(engine.Bodies); err != nil || s.Headers+s.Bodies > 0 {
		t.Errorf("%+v, %v", s, err)
	}
	if count := f.server.Counted(); len(count) != 1 || count["LIST"] != 1 {
		t.Errorf("nothing has changed, asked for: %v", count)
	}
}

// TestHugeMailboxesTakeLittleMemory measures what the process holds while headers come, above what it held before.
func TestHugeMailboxesTakeLittleMemory(t *testing.T) {
	const messages, bound = 20_000, 100 << 20
	f := newFable(t, manyFolders(2, messages, ""))
	held := func() uint64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	runtime.GC()
	before, most := held(), uint64(0)
	_, err := f.engine.Once(t.Context(), f.account, engine.HeadersOnly, func(engine.Progress) { most = max(most, held()) })
	f.must(err)
	if f.folder("INBOX").Total != messages {
		t.Errorf("%d messages", f.folder("INBOX").Total)
	}
	if most == 0 || most > before+bound {
		t.Errorf("it held %d MB more", (most-before)>>20)
	}
	runtime.GC()
	if after := held(); after > before+bound/4 {
		t.Errorf("%d MB are kept", (after-before)>>20)
	}
}

// BenchmarkHugeMailbox brings the headers of 200,000 messages in 5,000 folders, and looks again.
func BenchmarkHugeMailbox(b *testing.B) {
	const folders, messages = 5000, 200_000
	var first, second, page, tree time.Duration
	for b.Loop() {
		f := newFable(b, manyFolders(folders, messages, "LIST-STATUS CONDSTORE ESEARCH"))
		timed := func(sum *time.Duration, work func()) {
			began := time.Now()
			work()
			*sum += time.Since(began)
		}
		timed(&first, func() {
			s, err := f.round(engine.HeadersOnly)
			if f.must(err); s.Headers != messages+folders-1 {
				b.Fatalf("%+v", s)
			}
		})
		timed(&second, func() {
			_, err := f.round(engine.HeadersOnly)
			f.must(err)
		})
		timed(&page, func() {
			newest, err := f.store.Newest(b.Context(), f.folder("INBOX").ID, 100)
			if f.must(err); newest.Of != messages || newest.Messages[0].UID != messages {
				b.Fatalf("%d of %d", len(newest.Messages), newest.Of)
			}
		})
		timed(&tree, func() {
			all, err := f.store.Folders(b.Context(), f.account.ID)
			if f.must(err); len(all) != folders {
				b.Fatal(len(all))
			}
		})
	}
	each := func(d time.Duration) float64 { return d.Seconds() / float64(b.N) }
	b.ReportMetric(each(first), "first-s")
	b.ReportMetric(each(second), "second-s")
	b.ReportMetric(each(page)*1000, "page-ms")
	b.ReportMetric(each(tree)*1000, "folders-ms")
	b.ReportMetric(float64(mailtest.PeakMemory(b))/(1<<20), "peak-MB")
}
