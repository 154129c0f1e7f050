package app

import (
	"io"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/engine"
	"letterbox/mail/message"
)

// desk is a house with one account whose servers cannot be reached, and what writes in it.
type desk struct {
	*testing.T
	house   *house
	writer  *writer
	outbox  outbox
	account mail.Account
	folders map[mail.Role]mail.FolderID
}

func newDesk(t *testing.T) desk {
	t.Helper()
	h := newHouse(t)
	server := mail.Server{Protocol: mail.IMAP, Host: "127.0.0.1", Port: 9, Security: mail.TLS, Auth: mail.PasswordAuth, Username: "ada"}
	account, err := h.store.AddAccount(t.Context(), mail.Account{Address: mail.Address{Name: "Ada", Local: "ada", Domain: "corp.example"}, Incoming: server, Outgoing: server}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var folders []mail.Folder
	for _, f := range []struct {
		path string
		role mail.Role
	}{{"INBOX", mail.RoleInbox}, {"Drafts", mail.RoleDrafts}, {"Sent", mail.RoleSent}} {
		folders = append(folders, mail.Folder{Path: f.path, Wire: f.path, Delimiter: "/", Role: f.role, Selectable: true})
	}
	stored, err := h.store.SaveFolders(t.Context(), account.ID, folders)
	if err != nil {
		t.Fatal(err)
	}
	d := desk{T: t, house: h, account: account, folders: map[mail.Role]mail.FolderID{}}
	for _, f := range stored {
		d.folders[f.Role] = f.ID
	}
	d.writer = h.writer(func(key string) string {
		return map[string]string{signatureKey(account.ID): "Ada King", undoSendKey: "30"}[key]
	})
	d.outbox = outbox{d.writer}
	return d
}

func must[T any](t testing.TB, value T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// receive puts a message with a file into the inbox.
func (d desk) receive() mail.MessageID {
	d.Helper()
	letter, err := message.Compose(mail.Composition{
		From: mail.Address{Name: "张三", Local: "zhang", Domain: "example.org"}, To: "ada@corp.example, bob@corp.example", Subject: "Re: 报告",
		Text: "first line\n\n-- \nsignature", MessageID: "original@example.org",
	}, []message.File{{Name: "数据.csv", Content: strings.NewReader("a,b\n")}}, message.ComposeOptions{Date: time.Date(2026, 11, 18, 2, 4, 0, 0, time.UTC)})
	if err != nil {
		d.Fatal(err)
	}
	id, _, err := d.house.store.KeepMessage(d.Context(), d.folders[mail.RoleInbox], localMessage(letter, 0, time.Now()))
	return must(d, id, err)
}

// in returns the messages of a folder.
func (d desk) in(role mail.Role) []mail.Message {
	d.Helper()
	ids, err := d.house.store.MessageIDs(d.Context(), d.folders[role])
	rows, also := d.house.store.Messages(d.Context(), must(d, ids, err))
	return must(d, rows, also)
}

func (d desk) begin(kind mail.PurposeKind, of mail.MessageID, language string) mail.Composition {
	d.Helper()
	c, err := d.writer.Begin(d.Context(), d.account.ID, mail.Purpose{Kind: kind, Message: of}, language)
	return must(d, c, err)
}

func TestBeginInTheLanguage(t *testing.T) {
	d := newDesk(t)
	original := d.receive()
	when := time.Date(2026, 11, 18, 2, 4, 0, 0, time.UTC).Local().Format("15:04")
	c := d.begin(mail.PurposeReplyAll, original, "zh-CN")
	if c.Subject != "回复：报告" || c.To != "张三 <zhang@example.org>, bob@corp.example" || c.InReplyTo != "original@example.org" || c.From != d.account.Address {
		t.Errorf("%+v", c)
	}
	if want := "\n\n张三 于 2026年11月18日 " + when + " 写道：\n> first line\n\n-- \nAda King\n"; c.Text != want {
		t.Errorf("text %q, want %q", c.Text, want)
	}
	if c := d.begin(mail.PurposeReply, original, "en"); !strings.Contains(c.Text, "On 18 Nov 2026 at "+when+", 张三 wrote:\n") {
		t.Errorf("text %q", c.Text)
	}
	forwarded := d.begin(mail.PurposeForward, original, "en")
	if len(forwarded.Files) != 1 || forwarded.Files[0].Name != "数据.csv" || forwarded.Subject != "Fwd: 报告" || forwarded.To != "" {
		t.Errorf("%+v", forwarded)
	}
	if c := d.begin(mail.PurposeNew, 0, "en"); c.Text != "\n\n-- \nAda King\n" || c.MessageID == "" {
		t.Errorf("%+v", c)
	}
}

// TestDraftHasOneCopy lets a draft be left, gone on with and left again; another time it is opened from its copy.
func TestDraftHasOneCopy(t *testing.T) {
	d := newDesk(t)
	c := d.begin(mail.PurposeNew, 0, "en")
	c.To, c.Bcc, c.Subject, c.Text = "bob@corp.example, unfin", "eve@corp.example", "草稿", "text\n"
	c = saved(d, c)
	file, err := d.writer.Attach(t.Context(), c.ID, "../报告.docx", strings.NewReader("content"))
	if err != nil || file.Name != "报告.docx" || !strings.HasSuffix(file.MediaType, "wordprocessingml.document") {
		t.Fatalf("%+v, %v", file, err)
	}
	d.writer.Leave(t.Context(), c.ID)
	d.writer.Leave(t.Context(), c.ID)
	c.Text = "more text\n"
	saved(d, c)
	d.writer.Leave(t.Context(), c.ID)
	copies := d.in(mail.RoleDrafts)
	if len(copies) != 1 || !copies[0].Flags.Has(mail.Draft|mail.Seen) {
		t.Fatalf("copies %+v", copies)
	}
	opened := d.begin(mail.PurposeEdit, copies[0].ID, "en")
	if opened.ID != c.ID || opened.Text != "more text\n" || opened.To != c.To || opened.Bcc != c.Bcc || len(opened.Files) != 1 {
		t.Errorf("%+v", opened)
	}
	if err := d.writer.Discard(t.Context(), c.ID); err != nil {
		t.Fatal(err)
	}
	if drafts, err := d.writer.Drafts(t.Context(), 0); err != nil || len(drafts) != 0 || len(d.in(mail.RoleDrafts)) != 0 {
		t.Errorf("drafts %v, %v, copies %v", drafts, err, d.in(mail.RoleDrafts))
	}
}

func saved(d desk, c mail.Composition) mail.Composition {
	d.Helper()
	c, err := d.writer.Save(d.Context(), c)
	return must(d, c, err)
}

// TestDraftOfAnotherProgram opens a draft that came from the server; its copy takes the place of that one.
func TestDraftOfAnotherProgram(t *testing.T) {
	d := newDesk(t)
	raw := []byte("Message-ID: <other@x>\r\nTo: bob@corp.example\r\nSubject: x\r\n\r\ntext\r\n")
	id, _, err := d.house.store.KeepMessage(t.Context(), d.folders[mail.RoleDrafts], localMessage(raw, mail.Draft, time.Now()))
	c := d.begin(mail.PurposeEdit, must(t, id, err), "en")
	if c.To != "bob@corp.example" || c.Text != "text\n" || c.ID != 0 {
		t.Errorf("%+v", c)
	}
	c = saved(d, c)
	d.writer.Leave(t.Context(), c.ID)
	if copies := d.in(mail.RoleDrafts); len(copies) != 1 || copies[0].ID == id {
		t.Errorf("copies %+v", copies)
	}
}

func TestSendAndRecall(t *testing.T) {
	d := newDesk(t)
	c := d.begin(mail.PurposeReply, d.receive(), "en")
	c.Cc, c.Bcc, c.Text = "Bob <bob@corp.example>, ZHANG@example.org", "eve@例子.测试", "text\n"
	c = saved(d, c)
	if _, err := d.writer.Attach(t.Context(), c.ID, "a.bin", strings.NewReader("\x00\x01")); err != nil {
		t.Fatal(err)
	}
	d.writer.Leave(t.Context(), c.ID)
	id, err := d.writer.Send(t.Context(), c)
	waiting, also := d.outbox.Outgoing(t.Context())
	if must(t, id, err); len(must(t, waiting, also)) != 1 {
		t.Fatalf("outbox %+v", waiting)
	}
	out := waiting[0]
	if out.ID != id || len(out.ForwardPaths) != 3 || out.Due.Sub(out.Created).Round(time.Second) != 30*time.Second || out.Purpose != c.Purpose {
		t.Errorf("%+v", out)
	}
	if drafts, err := d.writer.Drafts(t.Context(), 0); err != nil || len(drafts) != 0 || len(d.in(mail.RoleDrafts)) != 0 {
		t.Errorf("drafts %v, %v", drafts, err)
	}
	raw, err := d.house.store.OutgoingRaw(t.Context(), id)
	if strings.Contains(string(must(t, raw, err)), "eve@") {
		t.Errorf("the message names who is hidden: %s", raw)
	}
	back, err := d.outbox.Recall(t.Context(), id)
	if must(t, back, err).Text != c.Text || back.Bcc != "eve@例子.测试" || len(back.Files) != 1 || back.MessageID != c.MessageID || back.Purpose != c.Purpose {
		t.Errorf("%+v", back)
	}
	file, err := d.house.store.OpenDraftFile(t.Context(), back.Files[0].ID)
	content, also := io.ReadAll(must(t, file, err))
	if string(must(t, content, also)) != "\x00\x01" || file.Close() != nil {
		t.Errorf("content %q", content)
	}
	if _, err := d.outbox.Recall(t.Context(), id); mail.ProblemOf(err).Code != mail.NotFound {
		t.Errorf("recalled twice: %v", err)
	}
}

func TestSendSaysWhatIsMissing(t *testing.T) {
	d := newDesk(t)
	for class, to := range map[string]string{"NO_RECIPIENT": " ,", "ADDRESS_SYNTAX": "bob@corp.example, someone"} {
		c := d.begin(mail.PurposeNew, 0, "en")
		c.To = to
		if _, err := d.writer.Send(t.Context(), c); mail.ProblemOf(err).Class != class {
			t.Errorf("%q: %v", to, err)
		}
	}
	if drafts, err := d.writer.Drafts(t.Context(), 0); err != nil || len(drafts) != 2 {
		t.Errorf("what could not be sent is not saved: %v, %v", drafts, err)
	}
}

func TestComplete(t *testing.T) {
	d := newDesk(t)
	d.receive()
	for _, typed := range []string{"张", "三", "zha", "example", "ZHANG@ex"} {
		found, err := d.writer.Complete(t.Context(), typed, 5)
		if err != nil || len(found) != 1 || found[0].Spec() != "zhang@example.org" {
			t.Errorf("%q: %v, %v", typed, found, err)
		}
	}
	if found, err := d.writer.Complete(t.Context(), "ada", 5); err != nil || len(found) != 0 {
		t.Errorf("oneself: %v, %v", found, err)
	}
}

func TestUndoSend(t *testing.T) {
	for chosen, want := range map[string]time.Duration{"": 10, "0": 0, "5": 5, "90": 30, "-1": 0, "x": 10} {
		if got := undoSendOf(chosen); got != want*time.Second {
			t.Errorf("%q: %v", chosen, got)
		}
	}
}

// TestDemoSends sends from the demo mailbox to itself: the message arrives there, and its copy is in Sent once.
func TestDemoSends(t *testing.T) {
	h := newHouse(t)
	if err := h.fillDemo(t.Context()); err != nil {
		t.Fatal(err)
	}
	accounts, err := h.store.Accounts(t.Context())
	account := must(t, accounts, err)[0]
	p := h.post()
	out, err := p.Enqueue(t.Context(), mail.Composition{Account: account.ID, To: account.Address.Spec(), Subject: "自己", Text: "text"})
	sent, also := p.Deliver(t.Context(), account, must(t, out, err).ID)
	if must(t, sent, also); sent.State != mail.OutgoingCopied {
		t.Errorf("%+v", sent)
	}
	if _, err := h.engine.Once(t.Context(), account, engine.HeadersOnly, func(engine.Progress) {}); err != nil {
		t.Fatal(err)
	}
	for _, role := range []mail.Role{mail.RoleInbox, mail.RoleSent} {
		folder, _, err := h.folderWith(t.Context(), account.ID, role)
		newest, also := h.store.Newest(t.Context(), must(t, folder, err).ID, 1)
		if m := must(t, newest, also).Messages; len(m) != 1 || m[0].Envelope.MessageID != sent.MessageID {
			t.Errorf("%s begins with %+v", role, m)
		}
	}
}

// TestSettleIsForDoubt says that a message arrived, which only one of unknown fate can have.
func TestSettleIsForDoubt(t *testing.T) {
	d := newDesk(t)
	c := d.begin(mail.PurposeNew, 0, "en")
	c.To = "bob@corp.example"
	id, err := d.writer.Send(t.Context(), c)
	if err := d.outbox.Settle(t.Context(), must(t, id, err)); mail.ProblemOf(err).Code != mail.NotFound {
		t.Errorf("a message that waits: %v", err)
	}
	if err := d.house.store.SettleOutgoing(t.Context(), id, mail.Outcome{State: mail.OutgoingUnknown}); err != nil {
		t.Fatal(err)
	}
	if err := d.outbox.Settle(t.Context(), id); err != nil {
		t.Error(err)
	}
	if list, err := d.outbox.Outgoing(t.Context()); len(must(t, list, err)) != 1 || list[0].State != mail.OutgoingSent {
		t.Errorf("%+v", list)
	}
	if err := d.outbox.Drop(t.Context(), id); err != nil {
		t.Error(err)
	}
}
