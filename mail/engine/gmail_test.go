package engine_test

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
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

// account is an account at Gmail.
type account struct {
	*desk
	gmail *mailtest.Gmail
}

func newAccount(t *testing.T) account {
	t.Helper()
	a := account{gmail: mailtest.NewGmail(t), desk: &desk{t: t, told: make(chan struct{})}}
	store, _, err := storage.Open(t.Context(), storage.Config{Dir: t.TempDir(), Publish: a.publish})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close(context.Background()) }) // the test is over
	a.store = store
	if a.desk.account, err = store.AddAccount(t.Context(), mail.Account{Address: mail.Address{Local: "ada", Domain: "corp.example"}, Incoming: a.gmail.Server()}, nil); err != nil {
		t.Fatal(err)
	}
	client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: a.gmail.Roots()})})
	a.engine, err = engine.New(engine.Config{
		Store: store, Publish: a.publish, ReadHeader: readHeader, ReadBody: readBody, ReadLocal: readLocal,
		SavesSent: func(mail.Account) bool { return true }, Connections: func(mail.Account) int { return 3 },
		Submit: func(_ context.Context, _ mail.Account, out mail.Outbound) (mail.Receipt, error) {
			in, err := out.Content()
			if err != nil {
				return mail.Receipt{}, err
			}
			defer func() { _ = in.Close() }() // it was only read
			raw, err := io.ReadAll(in)
			a.gmail.Submitted(raw)
			return mail.Receipt{}, err
		},
		Open: signIn(client),
	})
	if err != nil {
		t.Fatal(err)
	}
	a.gmail.AddLabel("Work")
	return a
}

func gmailID(raw []byte) string { return message.Envelope(raw).MessageID }

// agrees syncs and compares every folder with what Gmail shows, and sees to it that one more sync brings nothing.
func (a account) agrees(when string) {
	a.t.Helper()
	a.once(engine.Bodies)
	folders, err := a.store.Folders(a.t.Context(), a.desk.account.ID)
	if err != nil {
		a.t.Fatal(err)
	}
	for _, f := range folders {
		var here, there []string
		for _, m := range a.messages(f.Path) {
			here = append(here, fmt.Sprint(m.UID, m.Flags.Wire(), m.Envelope.MessageID, m.HasBody))
		}
		for _, m := range a.gmail.Shows(f.Path) {
			there = append(there, fmt.Sprint(m.UID, m.Flags.Wire(), gmailID(m.Raw), true))
		}
		slices.Sort(here)
		slices.Sort(there)
		if !slices.Equal(here, there) {
			a.t.Errorf("%s: %s holds\n%q here and\n%q there", when, f.Path, here, there)
		}
	}
	read := a.gmail.Read()
	if s := a.once(engine.Bodies); s.Headers+s.Bodies > 0 || a.gmail.Read() != read {
		a.t.Errorf("%s: one more sync brought %d messages and %d bodies", when, s.Headers, s.Bodies)
	}
}

// row returns the message of a folder with a Message-ID.
func (a account) row(folder, id string) mail.Message {
	a.t.Helper()
	for _, m := range a.messages(folder) {
		if m.Envelope.MessageID == id+"@corp.example" {
			return m
		}
	}
	a.t.Fatalf("%s is not in %s", id, folder)
	return mail.Message{}
}

// do does something with a message of a folder.
func (a account) do(folder, id string, what func(in mail.FolderID, ids []mail.MessageID) mail.Operation) {
	a.t.Helper()
	m := a.row(folder, id)
	if _, err := a.engine.Do(a.t.Context(), what(m.Folder, []mail.MessageID{m.ID})); err != nil {
		a.t.Fatal(err)
	}
}

func (a account) move(to string) func(mail.FolderID, []mail.MessageID) mail.Operation {
	return func(in mail.FolderID, ids []mail.MessageID) mail.Operation {
		return mail.Move{Folder: in, Messages: ids, To: a.folder(to).ID}
	}
}

func (a account) copy(to string) func(mail.FolderID, []mail.MessageID) mail.Operation {
	return func(in mail.FolderID, ids []mail.MessageID) mail.Operation {
		return mail.Copy{Folder: in, Messages: ids, To: a.folder(to).ID}
	}
}

func remove(in mail.FolderID, ids []mail.MessageID) mail.Operation {
	return mail.Delete{Folder: in, Messages: ids}
}

func star(in mail.FolderID, ids []mail.MessageID) mail.Operation {
	return mail.SetFlags{Folder: in, Messages: ids, Add: mail.Seen | mail.Flagged}
}

// lies returns the folders in which Gmail shows a message.
func (a account) lies(id string) (folders []string) {
	for _, folder := range []string{mailtest.GmailInbox, "Work", mailtest.GmailAll, mailtest.GmailSent, mailtest.GmailStar, mailtest.GmailSpam, mailtest.GmailTrash} {
		for _, m := range a.gmail.Shows(folder) {
			if gmailID(m.Raw) == id+"@corp.example" {
				folders = append(folders, folder)
			}
		}
	}
	return folders
}

// TestGmailDoesWhatItsPeopleExpect does what people do with mail, at a server where folders are labels. A message is
// fetched and stored once, however many folders show it.
func TestGmailDoesWhatItsPeopleExpect(t *testing.T) {
	t.Parallel()
	a := newAccount(t)
	work := []struct {
		id     string
		labels []string
		in     string
		do     func(mail.FolderID, []mail.MessageID) mail.Operation
		lies   []string
	}{
		{"archived", []string{"INBOX", "Work"}, "INBOX", nil, []string{"Work", mailtest.GmailAll}},
		{"trashed", []string{"INBOX", "Work"}, "INBOX", nil, []string{mailtest.GmailTrash}},
		{"junk", []string{"INBOX"}, "INBOX", nil, []string{mailtest.GmailSpam}},
		{"filed", []string{"INBOX"}, "INBOX", nil, []string{"Work", mailtest.GmailAll}},
		{"labelled", []string{"INBOX"}, "INBOX", nil, []string{"INBOX", "Work", mailtest.GmailAll}},
		{"removed", []string{"INBOX"}, "INBOX", remove, []string{mailtest.GmailAll}},
		{"starred", []string{"INBOX"}, "INBOX", star, []string{"INBOX", mailtest.GmailAll, mailtest.GmailStar}},
		{"restored", []string{mailtest.GmailTrash}, mailtest.GmailTrash, nil, []string{"INBOX", mailtest.GmailAll}},
		{"gone", []string{mailtest.GmailTrash}, mailtest.GmailTrash, remove, nil},
		{"fetched", nil, mailtest.GmailAll, nil, []string{"INBOX", mailtest.GmailAll}},
		{"copied", []string{"INBOX"}, "INBOX", nil, []string{"INBOX", mailtest.GmailAll}},
		{"left", []string{"INBOX", "Work"}, "INBOX", star, []string{"INBOX", "Work", mailtest.GmailAll, mailtest.GmailStar}},
	}
	for _, w := range work {
		a.gmail.Deliver(letter(w.id), w.labels...)
	}
	a.agrees("before")
	if n := a.gmail.Read(); n != len(work) {
		t.Errorf("%d bodies were fetched of %d messages", n, len(work))
	}
	moves := map[string]func(mail.FolderID, []mail.MessageID) mail.Operation{
		"archived": a.move(mailtest.GmailAll), "trashed": a.move(mailtest.GmailTrash), "junk": a.move(mailtest.GmailSpam), "filed": a.move("Work"),
		"labelled": a.copy("Work"), "restored": a.move("INBOX"), "fetched": a.move("INBOX"), "copied": a.copy(mailtest.GmailAll),
	}
	for _, w := range work {
		if w.do == nil {
			w.do = moves[w.id]
		}
		a.do(w.in, w.id, w.do)
	}
	a.agrees("after")
	for _, w := range work {
		if got := a.lies(w.id); !slices.Equal(got, w.lies) {
			t.Errorf("%s lies in %q, not in %q", w.id, got, w.lies)
		}
	}
	if n := a.gmail.Mails(); n != len(work)-1 {
		t.Errorf("there are %d messages", n)
	}
}

// TestGmailKeepsItsOwnCopyOfWhatIsSent sends: Gmail has the copy already, and none is stored beside it.
func TestGmailKeepsItsOwnCopyOfWhatIsSent(t *testing.T) {
	t.Parallel()
	a := newAccount(t)
	a.agrees("before")
	id, err := a.store.Enqueue(t.Context(), mail.Outgoing{
		Account: a.desk.account.ID, MessageID: "sent@corp.example", State: mail.OutgoingQueued, ForwardPaths: []mail.ForwardPath{{Address: mail.Address{Local: "ben", Domain: "corp.example"}}},
	}, letter("sent"), 0)
	if err != nil || id.ID == 0 {
		t.Fatal(err)
	}
	a.agrees("after")
	if got := a.lies("sent"); !slices.Equal(got, []string{mailtest.GmailAll, mailtest.GmailSent}) || a.gmail.Mails() != 1 || slices.Contains(a.gmail.Said(), "APPEND") {
		t.Errorf("it lies in %q, %d messages, said %v", got, a.gmail.Mails(), a.gmail.Said())
	}
	outbox, err := a.store.Outbox(t.Context(), a.desk.account.ID)
	if err != nil || slices.ContainsFunc(outbox, func(o mail.Outgoing) bool { return o.State != mail.OutgoingCopied }) {
		t.Errorf("the outbox holds %+v, %v", outbox, err)
	}
}

// TestTortureGmail does random work offline, round after round, often several things with one message that lies in
// several folders. The program and Gmail agree after each, and no message is ever doubled. LETTERBOX_TORTURE says how
// many rounds there are.
func TestTortureGmail(t *testing.T) {
	t.Parallel()
	a := newAccount(t)
	rounds, seed := 12, uint64(1)
	if n, err := strconv.Atoi(os.Getenv("LETTERBOX_TORTURE")); err == nil {
		rounds, seed = n, uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 4)) //nolint:gosec // to be repeated
	delivered := 0
	places := []string{"INBOX", "Work", mailtest.GmailAll, mailtest.GmailTrash}
	for round := range rounds {
		for ; a.gmail.Mails() < 10; delivered++ {
			a.gmail.Deliver(letter(fmt.Sprint("r", delivered)), [][]string{{"INBOX"}, {"INBOX", "Work"}, {"Work"}}[delivered%3]...)
		}
		a.agrees(fmt.Sprintf("before round %d", round))
		var diary []string
		for range 3 {
			from, to := places[random.IntN(len(places))], places[random.IntN(len(places))]
			list := a.messages(from)
			if len(list) == 0 {
				continue
			}
			id := strings.TrimSuffix(list[random.IntN(len(list))].Envelope.MessageID, "@corp.example")
			what := random.IntN(4)
			diary = append(diary, fmt.Sprintf("%d: %s from %s to %s", what, id, from, to))
			a.do(from, id, []func(mail.FolderID, []mail.MessageID) mail.Operation{a.move(to), a.copy(to), star, remove}[what])
		}
		a.agrees(fmt.Sprintf("round %d", round))
		if t.Failed() {
			t.Fatalf("%q", diary)
		}
	}
	if n := a.gmail.Mails(); n > 10 {
		t.Errorf("of %d messages, 10 at a time, there are %d", delivered, n)
	}
}
