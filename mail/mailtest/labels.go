package mailtest

import (
	"slices"
	"time"

	"letterbox/mail"
)

// The folders of Gmail's IMAP that it has by itself. All others are labels of the person.
const (
	GmailInbox  = "INBOX"
	GmailAll    = "[Gmail]/All Mail"
	GmailDrafts = "[Gmail]/Drafts"
	GmailSent   = "[Gmail]/Sent Mail"
	GmailSpam   = "[Gmail]/Spam"
	GmailStar   = "[Gmail]/Starred"
	GmailTrash  = "[Gmail]/Trash"
)

// gmailSpecial are the attributes of these folders.
var gmailSpecial = map[string]string{
	GmailInbox: "", "[Gmail]": `\Noselect`, GmailAll: `\All`, GmailDrafts: `\Drafts`, GmailSent: `\Sent`, GmailSpam: `\Junk`,
	GmailStar: `\Flagged`, GmailTrash: `\Trash`,
}

// labelled is a message. There is one of each, however many folders show it, and its flags are the same in all of them.
type labelled struct {
	id       uint64 // X-GM-MSGID
	raw      []byte
	received time.Time
	flags    mail.Flags
	labels   map[string]bool // folders, but for those that say where it lies
	lies     string          // GmailAll, GmailSpam or GmailTrash
}

// in reports whether a folder shows the message.
func (m *labelled) in(folder string) bool {
	switch folder {
	case GmailAll, GmailSpam, GmailTrash:
		return m.lies == folder
	case GmailStar:
		return m.lies == GmailAll && m.flags.Has(mail.Flagged)
	default:
		return m.lies == GmailAll && m.labels[folder]
	}
}

// bring is what putting a message into a folder means: it gets the label; in the trash and among spam it has none.
func (m *labelled) bring(folder string) {
	switch folder {
	case GmailSpam, GmailTrash:
		m.lies, m.labels = folder, map[string]bool{}
	case GmailAll:
		m.lies = GmailAll
	case GmailStar:
		m.lies, m.flags = GmailAll, m.flags|mail.Flagged
	default:
		m.lies, m.labels[folder] = GmailAll, true
	}
}

// take is what removing a message from a folder means: it loses the label, and stays in All Mail, from which it cannot
// be removed. forever reports that it is gone for good.
func (m *labelled) take(folder string) (forever bool) {
	switch folder {
	case GmailSpam, GmailTrash, GmailDrafts:
		return m.in(folder)
	case GmailAll:
		return false
	case GmailStar:
		m.flags &^= mail.Flagged
	default:
		delete(m.labels, folder)
	}
	return false
}

// view is a folder as the server shows it: the messages by UID.
type view struct {
	attributes string
	shown      []numbered // ascending
	next       mail.UID
}

type numbered struct {
	uid mail.UID
	m   *labelled
}

// follow brings a folder in line with what is true of the messages: what it shows no longer has lost its UID, and what
// it shows newly gets the next one.
func (v *view) follow(name string, all []*labelled) {
	had := map[*labelled]bool{}
	v.shown = slices.DeleteFunc(v.shown, func(n numbered) bool {
		stays := n.m.in(name) && slices.Contains(all, n.m)
		had[n.m] = stays
		return !stays
	})
	for _, m := range all {
		if !had[m] && m.in(name) {
			v.shown, v.next = append(v.shown, numbered{v.next, m}), v.next+1
		}
	}
}

// uidOf returns the UID of a message, 0 when the folder does not show it.
func (v *view) uidOf(m *labelled) mail.UID {
	for _, n := range v.shown {
		if n.m == m {
			return n.uid
		}
	}
	return 0
}
