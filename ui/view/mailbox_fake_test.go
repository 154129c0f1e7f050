package view

import (
	"context"
	"io"
	"slices"
	"sync"
	"time"

	"letterbox/mail"
	"letterbox/ui/model"
)

// sampleNow is when the sample mailbox is looked at: Monday 23 November 2026, 10:30 in China.
var sampleNow = time.Date(2026, 11, 23, 10, 30, 0, 0, time.FixedZone("CST", 8*3600))

// sample is a mailbox in memory with the mail of the drawings.
type sample struct {
	mu       sync.Mutex
	posted   []func()
	ready    chan struct{} // something was posted
	accounts []mail.Account
	folders  map[mail.AccountID][]mail.Folder
	ids      map[mail.FolderID][]mail.MessageID
	messages map[mail.MessageID]mail.Message
	bodies   map[mail.MessageID]mail.Body
	status   []mail.SyncStatus
	bodyErr  error
	prefs    map[string]string
	done     []mail.Operation

	holdRows, holdBody bool // answers never come
	writer             *sampleWriter
	searcher           model.Searcher       // nil: nothing can be searched
	servers            model.ServerSearcher // nil: searches do not go on at servers
	notice             *mail.Problem        // what was repaired at the start
	locks              model.Locks          // nil: no passphrase
	policy             *model.Policy        // nil: no administrator
	comparer           model.Comparer
	keeping            model.Keeping
	collects           model.CollectKeeper // nil: what becomes of mail on a maildrop cannot be chosen
	fetcher            model.Fetcher       // nil: there are no large messages
	conflicts          model.ConflictReader
}

func (s *sample) post(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.posted = append(s.posted, f)
	select {
	case s.ready <- struct{}{}:
	default:
	}
}

// run does what was posted, and reports whether there was anything.
func (s *sample) run() bool {
	s.mu.Lock()
	posted := s.posted
	s.posted = nil
	s.mu.Unlock()
	for _, f := range posted {
		f()
	}
	return len(posted) > 0
}

func person(name, local, domain string) mail.Address {
	return mail.Address{Name: name, Local: local, Domain: domain}
}

func newSample() *sample {
	s := &sample{
		ready: make(chan struct{}, 1), writer: &sampleWriter{},
		folders: map[mail.AccountID][]mail.Folder{}, ids: map[mail.FolderID][]mail.MessageID{},
		messages: map[mail.MessageID]mail.Message{}, bodies: map[mail.MessageID]mail.Body{}, prefs: map[string]string{},
	}
	me := person("张伟", "zhangwei", "corp.example")
	s.accounts = []mail.Account{{ID: 1, Address: me, Label: "zhangwei@corp.example"}}
	folder := func(id mail.FolderID, path string, role mail.Role, total, unread int) mail.Folder {
		return mail.Folder{
			ID: id, Account: 1, Path: path, Delimiter: "/", Role: role, Selectable: true, Total: total, Unread: unread,
			Sync: mail.SyncState{Exists: total, Checked: sampleNow},
		}
	}
	project := folder(9, "项目", mail.RoleNone, 0, 0)
	project.Selectable = false
	s.folders[1] = []mail.Folder{
		folder(1, "INBOX", mail.RoleInbox, 31022, 12), folder(2, "Starred", mail.RoleFlagged, 0, 0),
		folder(3, "Drafts", mail.RoleDrafts, 1, 0), folder(4, "Sent", mail.RoleSent, 0, 0),
		folder(5, "Archive", mail.RoleArchive, 0, 0), folder(6, "Junk", mail.RoleJunk, 0, 0),
		folder(7, "Trash", mail.RoleTrash, 0, 0), folder(8, "项目/华东", mail.RoleNone, 20, 3), project,
	}
	s.status = []mail.SyncStatus{{Account: 1, Activity: mail.Watching, Checked: sampleNow.Add(-10 * time.Second)}}
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, 11, day, hour, minute, 0, 0, sampleNow.Location())
	}
	rows := []struct {
		from             []mail.Address
		subject, preview string
		when             time.Time
		seen             bool
	}{
		{[]mail.Address{person("李娜", "lina", "corp.example")}, "关于第四季度合同审批的通知", "各位好，附件是更新后的合同审批流程，请在周五前确认并回复。", at(23, 10, 4), false},
		{[]mail.Address{person("采购系统", "purchase", "corp.example")}, "发票 PO-2026/113 待确认", "您有一张新的发票等待确认，金额 ¥ 12,480.00，请及时处理。", at(23, 9, 41), false},
		{[]mail.Address{person("Alice Smith", "alice", "example.org")}, "Re: Meeting notes and next steps", "Thanks for the summary. I have added two comments to the document.", at(23, 9, 20), true},
		{[]mail.Address{person("王强", "wang", "corp.example"), person("李娜", "lina", "corp.example")}, "项目周报（第 47 周）", "本周完成了华东区的上线，遗留问题两项，见下表，请各位过目。", at(22, 18, 0), true},
		{[]mail.Address{person("人事部", "hr", "corp.example")}, "元旦放假安排", "根据国家规定，结合公司实际情况，元旦放假安排如下：一月一日放假。", at(22, 9, 0), true},
		{[]mail.Address{person("Microsoft 365", "no-reply", "microsoft.example")}, "Your monthly sign-in summary", "No unusual sign-ins were found for your account this month.", at(21, 9, 0), true},
		{[]mail.Address{person("田中さん", "tanaka", "example.jp")}, "見積書の件", "お世話になっております。見積書を添付いたします。ご確認ください。", at(20, 9, 0), true},
		{[]mail.Address{person("财务部", "finance", "corp.example")}, "差旅报销制度更新", "自下月起，差旅报销统一通过新系统提交，请查看附件中的说明。", at(12, 9, 0), true},
	}
	for i, r := range rows {
		id := mail.MessageID(100 - i)
		m := mail.Message{
			ID: id, Account: 1, Folder: 1, Received: r.when, Preview: r.preview, HasBody: true,
			Envelope: mail.Envelope{Subject: r.subject, From: r.from, To: []mail.Address{me}, Date: r.when},
		}
		if r.seen {
			m.Flags = mail.Seen
		}
		s.messages[id] = m
		s.ids[1] = append(s.ids[1], id)
	}
	s.bodies[99] = mail.Body{
		Text:     "张伟，您好：\n\n供应商「华东精密」提交的发票已经到达，请在 11 月 25 日前确认。\n金额为 ¥ 12,480.00，对应采购单 PO-2026/113。\n\n如有疑问，请直接回复本邮件。",
		FromHTML: true,
		Parts: []mail.Part{
			{Path: "2", MediaType: "application/pdf", Filename: "发票-PO-2026-113.pdf", Size: 184 << 10, Attachment: true},
			{Path: "3", MediaType: "application/vnd.ms-excel", Filename: "采购明细.xlsx", Size: 23 << 10, Attachment: true},
		},
	}
	return s
}

func (s *sample) Accounts(context.Context) ([]mail.Account, error) { return s.accounts, nil }

func (s *sample) Folders(_ context.Context, id mail.AccountID) ([]mail.Folder, error) {
	return s.folders[id], nil
}

func (s *sample) Newest(ctx context.Context, id mail.FolderID, n int) (mail.Newest, error) {
	ids := s.list(id)
	first := mail.Newest{Of: len(ids)}
	if s.holdRows {
		return first, nil
	}
	var err error
	first.Messages, err = s.Messages(ctx, ids[:min(n, first.Of)])
	return first, err
}

func (s *sample) MessageIDs(_ context.Context, id mail.FolderID) ([]mail.MessageID, error) {
	return s.list(id), nil
}

func (s *sample) Messages(ctx context.Context, ids []mail.MessageID) ([]mail.Message, error) {
	if s.holdRows {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	var list []mail.Message
	for _, id := range ids {
		if m, ok := s.messages[id]; ok {
			list = append(list, m)
		}
	}
	return list, nil
}

func (s *sample) Body(ctx context.Context, id mail.MessageID) (mail.Body, error) {
	if s.holdBody {
		<-ctx.Done()
		return mail.Body{}, ctx.Err()
	}
	return s.bodies[id], s.bodyErr
}

func (s *sample) SavePart(_ context.Context, _ mail.MessageID, _ string, w io.Writer) error {
	_, err := io.WriteString(w, "part")
	return err
}

func (s *sample) Do(_ context.Context, op mail.Operation) (mail.OperationID, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done = append(s.done, op)
	switch o := op.(type) {
	case mail.Move:
		s.remove(o.Folder, o.Messages)
	case mail.Delete:
		s.remove(o.Folder, o.Messages)
	}
	return mail.OperationID(len(s.done)), nil
}

// remove takes messages out of the list of a folder, which is never changed in place.
func (s *sample) remove(folder mail.FolderID, ids []mail.MessageID) {
	s.ids[folder] = slices.DeleteFunc(slices.Clone(s.ids[folder]), func(id mail.MessageID) bool { return slices.Contains(ids, id) })
}

// list returns the messages of a folder.
func (s *sample) list(folder mail.FolderID) []mail.MessageID {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ids[folder]
}

func (s *sample) Refresh(mail.AccountID)                   {}
func (s *sample) Focus(mail.FolderID)                      {}
func (s *sample) Status() []mail.SyncStatus                { return s.status }
func (s *sample) Get(key string) string                    { return s.prefs[key] }
func (s *sample) Set(key, value string)                    { s.prefs[key] = value }
func (s *sample) Subscribe() (<-chan []mail.Event, func()) { return make(chan []mail.Event), func() {} }
