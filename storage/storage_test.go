package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

// start is the clock of the tests.
var start = time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)

// recorder keeps what was published.
type recorder struct {
	mu     sync.Mutex
	events []mail.Event
}

func (r *recorder) publish(events []mail.Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.events = append(r.events, events...)
}

// take returns what was published since the last call.
func (r *recorder) take() []mail.Event {
	r.mu.Lock()
	defer r.mu.Unlock()
	events := r.events
	r.events = nil
	return events
}

func openDir(tb testing.TB, dir string) (*DB, Notice, *recorder) {
	tb.Helper()
	rec := &recorder{}
	db, notice, err := Open(tb.Context(), Config{Dir: dir, Publish: rec.publish, Now: func() time.Time { return start }})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := db.Close(context.Background()); err != nil {
			tb.Error(err)
		}
	})
	return db, notice, rec
}

func openNew(tb testing.TB) (*DB, *recorder) {
	tb.Helper()
	db, notice, rec := openDir(tb, tb.TempDir())
	if len(notice.Repairs) > 0 || notice.Problem() != nil {
		tb.Fatalf("new profile has repairs: %+v", notice)
	}
	return db, rec
}

func account(address string) mail.Account {
	a, err := mail.ParseAddress(address)
	if err != nil {
		panic(err)
	}
	a.Name = "李 Ada"
	return mail.Account{
		Address: a, Label: "工作", Provider: "qq", Bound: start,
		Incoming: mail.Server{Protocol: mail.IMAP, Host: "imap.example.org", Port: 993, Security: mail.TLS, Auth: mail.PasswordAuth, Username: address},
		Outgoing: mail.Server{Protocol: mail.Submission, Host: "smtp.example.org", Port: 465, Security: mail.TLS, Auth: mail.PasswordAuth, Username: address},
	}
}

// bind adds an account with an INBOX and a folder of its own.
func bind(tb testing.TB, db *DB, address string) (mail.Account, []mail.Folder) {
	tb.Helper()
	a := must(db.AddAccount(tb.Context(), account(address), []Secret{{Kind: "password", Sealed: []byte{1, 2, 3}}}))(tb)
	folders := must(db.SaveFolders(tb.Context(), a.ID, []mail.Folder{
		{Path: "INBOX", Wire: "INBOX", Delimiter: "/", Role: mail.RoleInbox, Selectable: true},
		{Path: "项目/测试", Wire: "&mHl27g-/&bUuL1Q-", Delimiter: "/", Selectable: true},
	}))(tb)
	return a, folders
}

func must[T any](value T, err error) func(testing.TB) T {
	return func(tb testing.TB) T {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
		return value
	}
}

func header(uid int) NewMessage {
	flags := mail.Flags(0)
	if uid%3 == 0 {
		flags = mail.Seen
	}
	return NewMessage{
		UID: mail.UID(uid), Flags: flags, Size: int64(1000 + uid), Received: start.Add(time.Duration(uid) * time.Minute),
		Attachment: mail.NoAttachment,
		Envelope: mail.Envelope{
			Subject: fmt.Sprintf("第 %d 封：quarterly report and other things", uid), Date: start.Add(time.Duration(uid)*time.Minute - time.Second),
			From:      []mail.Address{{Name: "王小明", Local: "wang", Domain: "example.org"}},
			To:        []mail.Address{{Name: "Ada", Local: "ada", Domain: "example.org"}, {Local: "bo", Domain: "example.org"}},
			MessageID: fmt.Sprintf("%d@example.org", uid), InReplyTo: "0@example.org", References: []string{"0@example.org"},
		},
	}
}

func headers(n int) []NewMessage {
	list := make([]NewMessage, n)
	for i := range list {
		list[i] = header(i + 1)
	}
	return list
}

// text returns n bytes that compress about as well as mail does.
func text(seed uint64, n int) []byte {
	r := rand.New(rand.NewPCG(seed, 1))
	words := []string{"the ", "邮件 ", "report ", "Received: from ", "quarter ", "\r\n", "=E4=BD=A0", "meeting ", "at noon "}
	var b bytes.Buffer
	for b.Len() < n {
		b.WriteString(words[r.IntN(len(words))])
		fmt.Fprintf(&b, "%x", r.Uint32())
	}
	return b.Bytes()[:n]
}

// words returns n bytes that JSON writes as they are.
func words(seed uint64, n int) string {
	r := rand.New(rand.NewPCG(seed, 2))
	var b strings.Builder
	for b.Len() < n {
		fmt.Fprintf(&b, "word %x ", r.Uint32())
	}
	return b.String()[:n]
}

func wantCode(tb testing.TB, err error, code mail.Code) {
	tb.Helper()
	var p *mail.Problem
	if !errors.As(err, &p) || p.Code != code {
		tb.Errorf("error %v, want %s", err, code)
	}
}

func readBody(tb testing.TB, db *DB, id mail.MessageID) []byte {
	tb.Helper()
	r, size, err := db.OpenBody(tb.Context(), id)
	if err != nil {
		tb.Fatal(err)
	}
	defer r.Close()
	raw, err := io.ReadAll(r)
	if err != nil {
		tb.Fatal(err)
	}
	if int64(len(raw)) != size {
		tb.Fatalf("body of %d bytes, announced %d", len(raw), size)
	}
	return raw
}

func TestAccounts(t *testing.T) {
	db, rec := openNew(t)
	ctx := t.Context()
	a, _ := bind(t, db, "ada@example.org")
	if diff := cmp.Diff([]mail.Account{a}, must(db.Accounts(ctx))(t)); diff != "" {
		t.Error(diff)
	}
	_, err := db.AddAccount(ctx, account("ADA@example.org"), nil)
	wantCode(t, err, mail.AlreadyBound)
	if got := must(db.Secret(ctx, a.ID, "password"))(t); !bytes.Equal(got, []byte{1, 2, 3}) {
		t.Errorf("secret %v", got)
	}
	_, err = db.Secret(ctx, a.ID, "token")
	wantCode(t, err, mail.SecretMissing)
	wantCode(t, db.PutSecret(ctx, 99, "token", []byte{1}), mail.NotFound)
	a.Label = "home"
	if err := db.SaveAccount(ctx, a); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(a, must(db.Account(ctx, a.ID))(t)); diff != "" {
		t.Error(diff)
	}
	rec.take()
	if err := db.RemoveAccount(ctx, a.ID); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]mail.Event{mail.AccountChanged{Account: a.ID}}, rec.take()); diff != "" {
		t.Error(diff)
	}
	_, err = db.Account(ctx, a.ID)
	wantCode(t, err, mail.NotFound)
	wantCode(t, db.RemoveAccount(ctx, a.ID), mail.NotFound)
	if again, _ := bind(t, db, "ada@example.org"); again.ID == a.ID {
		t.Error("account ID was used again")
	}
}

func TestSettings(t *testing.T) {
	db, _ := openNew(t)
	if got := must(db.Setting(t.Context(), "theme"))(t); got != "" {
		t.Errorf("setting %q", got)
	}
	for _, value := range []string{"dark", "浅色", ""} {
		if err := db.SetSetting(t.Context(), "theme", value); err != nil {
			t.Fatal(err)
		}
		if got := must(db.Setting(t.Context(), "theme"))(t); got != value {
			t.Errorf("setting %q, want %q", got, value)
		}
	}
}
