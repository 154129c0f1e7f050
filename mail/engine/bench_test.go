package engine_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/engine"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
	"letterbox/mail/message"
	"letterbox/storage"
)

// large is the size of the mailbox in the benchmarks.
const large = 20_000

// largeMailbox is a Dovecot with one large INBOX whose index is warm.
func largeMailbox(b *testing.B) (*mailtest.Real, *imap.Client) {
	b.Helper()
	server := mailtest.Dovecot(b)
	server.Deliver("ada", "INBOX", mailtest.NewCorpus(1, large).All())
	client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: server.Roots()})})
	drain(b, server)
	return server, client
}

// drain reads the answer to the FETCH of all headers into a counter: the least that anybody can do with it.
func drain(b *testing.B, server *mailtest.Real) time.Duration {
	b.Helper()
	return drainFetch(b, server, "(UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS (DATE FROM TO CC BCC REPLY-TO SUBJECT MESSAGE-ID IN-REPLY-TO REFERENCES CONTENT-TYPE)])")
}

// nothing hears events.
func nothing([]mail.Event) {}

// drainFetch reads the answer to a FETCH of all messages into a counter.
func drainFetch(b *testing.B, server *mailtest.Real, items string) time.Duration {
	b.Helper()
	s := server.Server(mail.TLS)
	conn, err := tls.Dial("tcp", s.HostPort(), &tls.Config{RootCAs: server.Roots(), MinVersion: tls.VersionTLS12})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	in := bufio.NewReaderSize(conn, 64<<10)
	command := func(tag, line string) {
		if _, err := fmt.Fprintf(conn, "%s %s\r\n", tag, line); err != nil {
			b.Fatal(err)
		}
		for {
			answer, err := in.ReadSlice('\n')
			if err != nil && err != bufio.ErrBufferFull { //nolint:errorlint // the reader's own value
				b.Fatal(err)
			}
			if strings.HasPrefix(string(answer), tag+" ") {
				return
			}
		}
	}
	command("a", "LOGIN ada pw")
	command("b", "SELECT INBOX")
	began := time.Now()
	command("c", "UID FETCH 1:* "+items)
	return time.Since(began)
}

func benchEngine(b *testing.B, server *mailtest.Real, client *imap.Client, publish func([]mail.Event)) (*engine.Engine, mail.Account) {
	b.Helper()
	store, _, err := storage.Open(b.Context(), storage.Config{Dir: b.TempDir(), Publish: publish})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = store.Close(context.Background()) })
	e, err := engine.New(engine.Config{
		Store: store, Publish: publish,
		ReadHeader: func(raw []byte) (mail.Envelope, mail.Attachment) {
			h := message.ReadHeader(raw)
			return h.Envelope, mail.AttachmentUnknown
		},
		ReadBody: readBody, ReadLocal: readLocal, Submit: noSubmission, SavesSent: savesNothing,
		Open: signIn(client),
	})
	if err != nil {
		b.Fatal(err)
	}
	if err := e.Start(b.Context()); err != nil { // without an account nothing runs
		b.Fatal(err)
	}
	b.Cleanup(e.Close)
	account, err := store.AddAccount(b.Context(), mail.Account{Address: mail.Address{Local: "ada", Domain: "corp.example"}, Incoming: server.Server(mail.TLS)}, nil)
	if err != nil {
		b.Fatal(err)
	}
	return e, account
}

// BenchmarkHeaders20k pulls all headers of a large INBOX, parsed and stored, and compares it with draining the same
// answer into a counter in the same run.
func BenchmarkHeaders20k(b *testing.B) {
	server, client := largeMailbox(b)
	var floor, ours time.Duration
	for b.Loop() {
		floor += drain(b, server)
		e, account := benchEngine(b, server, client, nothing)
		began := time.Now()
		summary, err := e.Once(b.Context(), account, engine.HeadersOnly, func(engine.Progress) {})
		ours += time.Since(began)
		if err != nil || summary.Headers != large {
			b.Fatalf("%+v, %v", summary, err)
		}
	}
	b.ReportMetric(float64(ours)/float64(floor), "x-drain")
	b.ReportMetric(floor.Seconds()/float64(b.N), "drain-s")
	b.ReportMetric(ours.Seconds()/float64(b.N), "ours-s")
}

// counting is a session that counts the round trips that the engine makes until the first screen.
type counting struct {
	engine.Session
	trips *int
}

func (c counting) Folders(ctx context.Context) ([]mail.Folder, error) {
	*c.trips++
	return c.Session.Folders(ctx)
}

func (c counting) Select(ctx context.Context, f mail.Folder) (mail.SyncState, error) {
	*c.trips++
	return c.Session.Select(ctx, f)
}

func (c counting) HeadersLast(ctx context.Context, n int, each func(mail.FetchedHeader) error) ([]mail.UID, error) {
	*c.trips++
	return c.Session.HeadersLast(ctx, n, each)
}

// BenchmarkFirstScreen measures from the verified session to the first fifty headers stored and announced.
func BenchmarkFirstScreen(b *testing.B) {
	server, client := largeMailbox(b)
	var took time.Duration
	trips := 0
	for b.Loop() {
		session, err := client.Verify(b.Context(), server.Server(mail.TLS), mail.Password("pw"), func(mail.Check) {})
		if err != nil {
			b.Fatal(err)
		}
		announced := make(chan struct{}, 1)
		e, account := benchEngine(b, server, client, func(events []mail.Event) {
			for _, event := range events {
				if _, messages := event.(mail.MessagesChanged); messages {
					select {
					case announced <- struct{}{}:
					default:
					}
				}
			}
		})
		trips = 0
		began := time.Now()
		e.Add(account, counting{session, &trips})
		<-announced
		took += time.Since(began)
		e.Close()
	}
	b.ReportMetric(float64(took.Milliseconds())/float64(b.N), "first-screen-ms")
	b.ReportMetric(float64(trips), "round-trips")
}
