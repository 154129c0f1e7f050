package indexer_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"letterbox/app/indexer"
	"letterbox/mail"
	"letterbox/mail/search"
)

// shelf is a store in memory.
type shelf struct {
	waiting []mail.Message
	taken   map[mail.MessageID]search.Entry
	batches int
	merges  int
	fails   error
}

func (s *shelf) PendingSearch(_ context.Context, limit int) (search.Batch, error) {
	var b search.Batch
	for _, m := range s.waiting[:min(limit, len(s.waiting))] {
		b.Changed = append(b.Changed, m)
		b.Log = append(b.Log, search.Change{ID: int64(m.ID), Message: m.ID})
	}
	return b, s.fails
}

func (s *shelf) IndexMessages(_ context.Context, b search.Batch, entries []search.Entry) error {
	s.batches++
	for _, e := range entries {
		s.taken[e.Message.ID] = e
	}
	s.waiting = s.waiting[len(b.Log):]
	return nil
}

func (s *shelf) MergeSearch(context.Context) (bool, error) {
	s.merges++
	return s.merges%3 != 0, nil
}

// letters are what can be read.
type letters map[mail.MessageID]indexer.Letter

func (l letters) read(_ context.Context, id mail.MessageID) (indexer.Letter, error) {
	letter, ok := l[id]
	if !ok {
		return letter, &mail.Problem{Code: mail.BodyNotStored, Stage: mail.StageStore, Retry: mail.RetryLater}
	}
	return letter, nil
}

func texts(parts map[string]string) func(string) (io.Reader, error) {
	return func(path string) (io.Reader, error) {
		text, ok := parts[path]
		if !ok {
			return nil, errors.New("no such part")
		}
		return strings.NewReader(text), nil
	}
}

func TestMessagesAreReadWithTheirFiles(t *testing.T) {
	s := &shelf{taken: map[mail.MessageID]search.Entry{}, waiting: []mail.Message{{ID: 1, HasBody: true}, {ID: 2}, {ID: 3, HasBody: true}, {ID: 4, HasBody: true}}}
	l := letters{
		1: {
			Body: mail.Body{Text: "你好\n> 旧\n", Parts: []mail.Part{
				{Path: "2", Filename: "a.txt", MediaType: "text/plain", Attachment: true},
				{Path: "3", Filename: "b.docx", Attachment: true},
				{Path: "4", Filename: "c.png", MediaType: "image/png", Attachment: true},
				{Path: "5", Filename: "d.txt", Attachment: true, Size: 1 << 40},
				{Path: "9", Filename: "e.txt", Attachment: true},
				{Path: "6", MediaType: "text/plain"},
			}},
			Open: texts(map[string]string{"2": "file text", "3": "broken", "5": "never read"}),
		},
		3: {Body: mail.Body{Text: strings.Repeat("长", 1<<20)}},
	}
	if err := indexer.New(indexer.Config{Store: s, Read: l.read}).Catch(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	first := s.taken[1]
	if first.Text.Body != "你好\n" || first.Text.Quoted != "旧\n" || first.Language != "zh" || len(first.Text.Files) != 5 {
		t.Errorf("first message: %+v", first)
	}
	want := []search.File{
		{Name: "a.txt", Text: "file text"},
		{Name: "b.docx", Skipped: search.Damaged},
		{Name: "c.png"},
		{Name: "d.txt", Skipped: search.TooLarge},
		{Name: "e.txt", Skipped: search.Damaged},
	}
	for i, f := range first.Text.Files {
		if f != want[i] {
			t.Errorf("file %+v, want %+v", f, want[i])
		}
	}
	if e := s.taken[3]; !e.Cut || len(e.Text.Body) > 2<<20 || !strings.HasSuffix(e.Text.Body, "长") {
		t.Errorf("a long text: cut %v, %d bytes", e.Cut, len(e.Text.Body))
	}
	if e, there := s.taken[4]; !there || e.Message.HasBody || e.Text.Body != "" {
		t.Errorf("a message whose body is lost: %+v", e)
	}
}

func TestABatchThatIsTooMuchIsCutAndGoesOn(t *testing.T) {
	s, l := &shelf{taken: map[mail.MessageID]search.Entry{}}, letters{}
	for id := mail.MessageID(1); id <= 20; id++ {
		s.waiting = append(s.waiting, mail.Message{ID: id, HasBody: true})
		l[id] = indexer.Letter{Body: mail.Body{Text: strings.Repeat("word ", 300_000)}}
	}
	var noted []int
	err := indexer.New(indexer.Config{Store: s, Read: l.read}).Catch(t.Context(), func(done int) { noted = append(noted, done) })
	if err != nil || len(s.taken) != 20 || s.batches < 4 || noted[len(noted)-1] != 20 {
		t.Errorf("%d messages in %d batches, noted %v: %v", len(s.taken), s.batches, noted, err)
	}
}

func TestRunTakesWhatChangesAndEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &shelf{taken: map[mail.MessageID]search.Entry{}, fails: errors.New("disk full")}
		x := indexer.New(indexer.Config{Store: s, Read: letters{}.read})
		changed, ended := make(chan []mail.Event), make(chan struct{})
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go func() {
			defer close(ended)
			x.Run(ctx, changed)
		}()
		time.Sleep(time.Minute) // the first look, at the start, fails
		synctest.Wait()
		s.fails, s.waiting = nil, []mail.Message{{ID: 7}}
		changed <- nil
		synctest.Wait()
		if len(s.taken) != 1 {
			t.Errorf("%d messages after a change, want 1", len(s.taken))
		}
		close(changed)
		<-ended
		go x.Run(ctx, make(chan []mail.Event))
		cancel()
		synctest.Wait()
	})
}
