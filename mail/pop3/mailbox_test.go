package pop3_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/mailtest"
	"letterbox/mail/pop3"
)

// register numbers names in memory.
type register map[string]mail.UID

func (r register) UIDs(_ context.Context, uidls []string) ([]mail.UID, error) {
	uids := make([]mail.UID, len(uidls))
	for i, name := range uidls {
		if r[name] == 0 {
			r[name] = mail.UID(len(r) + 1)
		}
		uids[i] = r[name]
	}
	return uids, nil
}

var today = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func mailbox(t *testing.T, server *mailtest.POP3Server, numbers pop3.Numbers) *pop3.Mailbox {
	t.Helper()
	return pop3.NewMailbox(open(t, server), pop3.MailboxConfig{Numbers: numbers, Now: func() time.Time { return today }})
}

var inbox = mail.Folder{Path: "INBOX", Wire: "INBOX"}

func TestMailboxIsAnAccount(t *testing.T) {
	server, numbers := mailtest.POP3(t), register{}
	for n := range 5 {
		server.Deliver(message(fmt.Sprint(n)))
	}
	m := mailbox(t, server, numbers)
	folders, err := m.Folders(t.Context())
	must(t, err)
	if len(folders) != 6 || folders[0].Role != mail.RoleInbox {
		t.Fatalf("folders %+v", folders)
	}
	for i, f := range folders {
		state, err := m.Select(t.Context(), f)
		must(t, err)
		uids, err := m.UIDs(t.Context())
		must(t, err)
		if i == 0 && (state.Exists != 5 || state.UIDNext != 6 || len(uids) != 5) || i > 0 && (state.Exists != 0 || len(uids) != 0) || state.UIDValidity != 1 {
			t.Errorf("%s: %+v, %v", f.Path, state, uids)
		}
		if bodies := bodiesOf(t, m, 5, 77); !slices.Equal(bodies, []string{"5 " + string(message("4"))}) {
			t.Errorf("asked from %s: %q", f.Path, bodies)
		}
	}
	if _, err := m.Select(t.Context(), mail.Folder{Wire: "Other"}); mail.ProblemOf(err).Code != mail.FolderMissing {
		t.Errorf("a folder that is not there: %v", err)
	}
	_, err = m.Select(t.Context(), inbox)
	must(t, err)
	type take = func(mail.FetchedHeader) error
	for name, c := range map[string]struct {
		fetch func(take) ([]mail.UID, error)
		want  []mail.UID
	}{
		"last": {func(each take) ([]mail.UID, error) { return m.HeadersLast(t.Context(), 2, each) }, []mail.UID{4, 5}},
		"more": {func(each take) ([]mail.UID, error) { return m.HeadersLast(t.Context(), 9, each) }, []mail.UID{1, 2, 3, 4, 5}},
		"set": {func(each take) ([]mail.UID, error) {
			return m.Headers(t.Context(), []mail.UIDRange{{First: 2, Last: 2}, {First: 4}}, each)
		}, []mail.UID{2, 4, 5}},
	} {
		var got []mail.UID
		skipped, err := c.fetch(func(h mail.FetchedHeader) error {
			got = append(got, h.UID)
			return nil
		})
		if err != nil || len(skipped) != 0 || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, skipped %v, %v", name, got, skipped, err)
		}
	}
	must(t, m.StoreFlags(t.Context(), []mail.UID{1}, mail.Seen, 0))
	must(t, m.Flags(t.Context(), []mail.UIDRange{{First: 1}}, func(mail.UID, mail.Flags) error { return errors.New("there are none") }))
}

func bodiesOf(t *testing.T, m *pop3.Mailbox, uids ...mail.UID) (got []string) {
	t.Helper()
	must(t, m.Bodies(t.Context(), uids, func(uid mail.UID, _ int64, body io.Reader) error {
		raw, err := io.ReadAll(body)
		got = append(got, fmt.Sprint(uid, " ", string(raw)))
		return err
	}))
	return got
}

// Numbers stay with their messages, whatever leaves the maildrop and in whatever order it lists.
func TestNumbersStay(t *testing.T) {
	server, numbers := mailtest.POP3(t), register{}
	first := server.Deliver(message("one"))
	server.Deliver(message("two"))
	_, err := mailbox(t, server, numbers).UIDs(t.Context())
	must(t, err)
	server.Remove(first)
	server.Deliver(message("three"))
	m := mailbox(t, server, numbers)
	if got := bodiesOf(t, m, 1, 2, 3); !slices.Equal(got, []string{"2 " + string(message("two")), "3 " + string(message("three"))}) {
		t.Errorf("got %q", got)
	}
	failing := pop3.NewMailbox(open(t, server), pop3.MailboxConfig{Numbers: broken{}})
	if _, err := failing.Select(t.Context(), inbox); mail.ProblemOf(err).Code != mail.DiskFull {
		t.Errorf("got %v", err)
	}
}

type broken struct{}

func (broken) UIDs(context.Context, []string) ([]mail.UID, error) {
	return nil, &mail.Problem{Code: mail.DiskFull, Stage: mail.StageStore, Retry: mail.RetryLater}
}

// The list is dated by the field that the server itself wrote, unless that lies in the future.
func TestTimeOfArrival(t *testing.T) {
	server := mailtest.POP3(t)
	for _, header := range []string{
		"Received: from a by b\r\n\twith ESMTP; Sun, 01 Mar 2026 10:00:00 +0800\r\nReceived: from x; Sat, 28 Feb 2026 00:00:00 +0000\r\n",
		"Return-Path: <x@y>\r\nreceived: by b; Sun, 01 Mar 2026 02:00:00 +0000 (UTC)\r\n",
		"Received: by b; Sun, 01 Mar 2026 02:00:00 +0000",
		"Received: by b; Sun, 01 Mar 2099 02:00:00 +0000\r\n",
		"Received: nonsense\r\n",
		"Subject: none\r\n",
	} {
		server.Deliver([]byte(header + "\r\n\r\ntext\r\n"))
	}
	want := []time.Time{time.Date(2026, 3, 1, 2, 0, 0, 0, time.UTC), time.Date(2026, 3, 1, 2, 0, 0, 0, time.UTC), time.Date(2026, 3, 1, 2, 0, 0, 0, time.UTC), today, today, today}
	var got []time.Time
	_, err := mailbox(t, server, register{}).HeadersLast(t.Context(), 9, func(h mail.FetchedHeader) error {
		got = append(got, h.Received)
		return nil
	})
	must(t, err)
	if !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

// Watching gives the maildrop free, since what is new is seen by signing in only.
func TestWatchSignsOut(t *testing.T) {
	server := mailtest.POP3(t, mailtest.POP3Exclusive())
	m := mailbox(t, server, register{})
	if _, err := clientFor(t, 1).Open(t.Context(), server.Server(), server.Credential(), nil); mail.ProblemOf(err).Class != "MAILBOX_IN_USE" {
		t.Fatalf("a second session: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	watched := make(chan error)
	go func() { watched <- m.Watch(ctx, func() { t.Error("news") }) }()
	for server.SignIns() < 2 {
		s, err := clientFor(t, 1).Open(t.Context(), server.Server(), server.Credential(), nil)
		if err == nil {
			s.Close()
		} else if mail.ProblemOf(err).Class != "MAILBOX_IN_USE" {
			t.Fatal(err)
		}
	}
	cancel()
	if err := <-watched; err != nil || !m.Broken() {
		t.Errorf("got %v, broken %v", err, m.Broken())
	}
}

func TestIntervals(t *testing.T) {
	for argument, want := range map[string]time.Duration{
		"": 5 * time.Minute, " 60": 5 * time.Minute, " 900": 15 * time.Minute, " 900 USER": 15 * time.Minute, " -1": 5 * time.Minute,
		" 99999999": time.Hour, " x": 5 * time.Minute, " 99999999999999999999": 5 * time.Minute,
	} {
		server := mailtest.POP3(t, mailtest.POP3Capabilities("USER", "UIDL", "LOGIN-DELAY"+argument))
		if got := mailbox(t, server, register{}).Every(); got != want {
			t.Errorf("LOGIN-DELAY%s: %v", argument, got)
		}
	}
}

// A server that wants to be left alone is left alone, by this client: nothing is sent.
func TestLoginDelay(t *testing.T) {
	server := mailtest.POP3(t, mailtest.POP3Capabilities("USER", "UIDL", "LOGIN-DELAY 600"))
	client := clientFor(t, 1)
	must(t, verify(t.Context(), client, server.Server(), server.Credential(), nil))
	said := len(server.Said())
	var checks []mail.Check
	_, err := client.Open(t.Context(), server.Server(), server.Credential(), func(c mail.Check) { checks = append(checks, c) })
	p := mail.ProblemOf(err)
	if p == nil || p.Code != mail.RateLimited || p.Retry != mail.RetryLater || p.Facts[mail.FactAfter] == "" || len(checks) != 1 || checks[0].Problem != p {
		t.Errorf("got %v, checks %v", err, checks)
	}
	other := server.Server()
	other.Username = "bob" // another maildrop, of which nothing is known
	if _, err := client.Open(t.Context(), other, server.Credential(), nil); mail.ProblemOf(err).Code != mail.AuthRejected || len(server.Said()) == said {
		t.Errorf("another user: %v", err)
	}
}
