package pop3

import (
	"context"
	"io"
	"slices"
	"time"

	"letterbox/mail"
)

// Numbers keeps the numbers of one account's messages. UIDs returns those of the given names, in their order; a name
// that was not seen before gets the next number, and keeps it for good, so that numbers rise with the time at which
// messages were first seen. Errors are *mail.Problem.
type Numbers interface {
	UIDs(ctx context.Context, uidls []string) ([]mail.UID, error)
}

// MailboxConfig says how a Mailbox works. Numbers is required.
type MailboxConfig struct {
	Numbers Numbers
	Poll    time.Duration    // how long to wait between two sign-ins; 5 minutes when zero, and never less than LOGIN-DELAY
	Now     func() time.Time // nil: time.Now
}

// Mailbox is a session seen as an account with folders, as the engine wants it. INBOX is the maildrop; the others are
// known to this computer only and always empty here: they are where the person puts mail. A message has one number in
// whichever folder it lies. One goroutine uses a Mailbox at a time; Broken and errors are as for Session, which it owns.
//
// The messages of INBOX are those of the maildrop at the sign-in; what left the server since it was collected
// is not among them, and whoever keeps mail must not conclude that it is to be removed (see Every). The server knows
// no flags: StoreFlags succeeds without a word to it, and Flags has nothing to tell.
type Mailbox struct {
	session *Session
	config  MailboxConfig
	entries map[mail.UID]Entry
	uids    []mail.UID // ascending; nil until they are known
	aside   bool       // a folder other than INBOX is selected
}

// uidValidity never changes, since the numbers are ours.
const uidValidity = 1

const inbox = "INBOX"

// folders are those of every account. No server ever sees the names.
var folders = []mail.Folder{
	{Path: inbox, Wire: inbox, Role: mail.RoleInbox, Selectable: true},
	{Path: "Drafts", Wire: "Drafts", Role: mail.RoleDrafts, Selectable: true},
	{Path: "Sent", Wire: "Sent", Role: mail.RoleSent, Selectable: true},
	{Path: "Archive", Wire: "Archive", Role: mail.RoleArchive, Selectable: true},
	{Path: "Junk", Wire: "Junk", Role: mail.RoleJunk, Selectable: true},
	{Path: "Trash", Wire: "Trash", Role: mail.RoleTrash, Selectable: true},
}

// NewMailbox returns a Mailbox over a session, which it closes.
func NewMailbox(session *Session, config MailboxConfig) *Mailbox {
	if config.Poll <= 0 {
		config.Poll = 5 * time.Minute
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	return &Mailbox{session: session, config: config}
}

// Every returns how long to leave the server alone between two sign-ins. That a Mailbox has this method tells that
// it collects mail and does not mirror the server.
func (m *Mailbox) Every() time.Duration { return max(m.config.Poll, m.session.LoginDelay()) }

// Folders returns INBOX and the folders of this computer.
func (m *Mailbox) Folders(context.Context) ([]mail.Folder, error) { return slices.Clone(folders), nil }

// Select returns where a folder stands: INBOX against the maildrop, another one always empty. Headers and UIDs are of
// INBOX until another folder is selected, Bodies asks for any message whatever is selected.
func (m *Mailbox) Select(ctx context.Context, f mail.Folder) (mail.SyncState, error) {
	if !slices.ContainsFunc(folders, func(known mail.Folder) bool { return known.Wire == f.Wire }) {
		return mail.SyncState{}, &mail.Problem{Code: mail.FolderMissing, Stage: mail.StageOpen, Server: m.session.server, Retry: mail.RetryNever}
	}
	if m.aside = f.Wire != inbox; m.aside {
		return mail.SyncState{UIDValidity: uidValidity, UIDNext: 1}, nil
	}
	if err := m.number(ctx); err != nil {
		return mail.SyncState{}, err
	}
	state := mail.SyncState{UIDValidity: uidValidity, UIDNext: 1, Exists: len(m.uids)}
	if len(m.uids) > 0 {
		state.UIDNext = m.uids[len(m.uids)-1] + 1
	}
	return state, nil
}

// number lists the maildrop, once in a session, and gives what is new its numbers.
func (m *Mailbox) number(ctx context.Context) error {
	if m.uids != nil {
		return nil
	}
	list, err := m.session.List(ctx)
	if err != nil {
		return err
	}
	names := make([]string, len(list))
	for i, e := range list {
		names[i] = e.UIDL
	}
	uids, err := m.config.Numbers.UIDs(ctx, names)
	if err != nil {
		return err
	}
	m.entries = make(map[mail.UID]Entry, len(list))
	for i, uid := range uids {
		m.entries[uid] = list[i]
	}
	slices.Sort(uids)
	m.uids = append(make([]mail.UID, 0, len(uids)), uids...)
	return nil
}

// UIDs returns the numbers of the messages that the server has in the selected folder, ascending.
func (m *Mailbox) UIDs(ctx context.Context) ([]mail.UID, error) {
	if m.aside {
		return nil, nil
	}
	err := m.number(ctx)
	return slices.Clone(m.uids), err
}

// HeadersLast fetches the newest n headers.
func (m *Mailbox) HeadersLast(ctx context.Context, n int, each func(mail.FetchedHeader) error) (skipped []mail.UID, err error) {
	uids, err := m.UIDs(ctx)
	if err != nil {
		return nil, err
	}
	return m.headers(ctx, uids[max(0, len(uids)-n):], each)
}

// Headers fetches the headers of the messages in set that the server has. Those that it does not show are left out
// and returned.
func (m *Mailbox) Headers(ctx context.Context, set []mail.UIDRange, each func(mail.FetchedHeader) error) (skipped []mail.UID, err error) {
	uids, err := m.UIDs(ctx)
	if err != nil {
		return nil, err
	}
	var wanted []mail.UID
	for _, r := range set {
		from, _ := slices.BinarySearch(uids, r.First) // a range may begin where there is no message
		for _, uid := range uids[from:] {
			if r.Last != 0 && uid > r.Last {
				break
			}
			wanted = append(wanted, uid)
		}
	}
	return m.headers(ctx, wanted, each)
}

func (m *Mailbox) headers(ctx context.Context, uids []mail.UID, each func(mail.FetchedHeader) error) (skipped []mail.UID, err error) {
	entries, numbers := m.entriesOf(uids)
	refused, err := m.session.Headers(ctx, entries, func(e Entry, raw []byte) error {
		return each(mail.FetchedHeader{UID: numbers[e.Number], Received: received(raw, m.config.Now()), Size: e.Size, Raw: raw})
	})
	for _, e := range refused {
		skipped = append(skipped, numbers[e.Number])
	}
	return skipped, err
}

// entriesOf returns what the server has of uids, and their numbers by those of the session.
func (m *Mailbox) entriesOf(uids []mail.UID) ([]Entry, map[int]mail.UID) {
	entries, numbers := make([]Entry, 0, len(uids)), make(map[int]mail.UID, len(uids))
	for _, uid := range uids {
		if e, there := m.entries[uid]; there {
			entries = append(entries, e)
			numbers[e.Number] = uid
		}
	}
	return entries, numbers
}

// Flags has nothing to tell: each is never called.
func (m *Mailbox) Flags(context.Context, []mail.UIDRange, func(mail.UID, mail.Flags) error) error {
	return nil
}

// StoreFlags does nothing: flags are kept locally.
func (m *Mailbox) StoreFlags(context.Context, []mail.UID, mail.Flags, mail.Flags) error { return nil }

// Bodies fetches whole messages. size is what the server announced, which need not be what comes. Messages that the
// server does not have, or does not send, are left out.
func (m *Mailbox) Bodies(ctx context.Context, uids []mail.UID, each func(uid mail.UID, size int64, body io.Reader) error) error {
	if err := m.number(ctx); err != nil {
		return err
	}
	entries, numbers := m.entriesOf(uids)
	_, err := m.session.Bodies(ctx, entries, func(e Entry, body io.Reader) error { return each(numbers[e.Number], e.Size, body) })
	return err
}

// Watch gives the maildrop free for others, waits until the next sign-in is due or ctx ends, and returns nil with
// Broken true: what is new can only be seen by signing in again. changed is never called.
func (m *Mailbox) Watch(ctx context.Context, _ func()) error {
	_ = m.session.Close() // nothing is left to lose
	due := time.NewTimer(m.Every())
	defer due.Stop()
	select {
	case <-due.C:
	case <-ctx.Done():
	}
	return nil
}

// Broken reports whether the mailbox can only be closed.
func (m *Mailbox) Broken() bool { return m.session.Broken() }

// Close closes the session.
func (m *Mailbox) Close() error { return m.session.Close() }
