package demo

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"

	"letterbox/mail"
)

// The folders of the sample mailbox.
const (
	inbox     = "INBOX"
	projects  = "项目"
	eastChina = "项目/华东"
	sent      = "Sent"
	drafts    = "Drafts"
	archive   = "Archive"
	junk      = "Junk"
	trash     = "Trash"
)

const delimiter = '/'

// mailbox is the one user's mail: emersion's memory store, and beside it what that does not keep, the special-use
// attributes of folders (RFC 6154).
type mailbox struct {
	user *imapmemserver.User

	mu      sync.Mutex
	folders map[string][]goimap.MailboxAttr
}

func newMailbox(name, password string) (*mailbox, error) {
	m := &mailbox{user: imapmemserver.NewUser(name, password), folders: make(map[string][]goimap.MailboxAttr)}
	for _, f := range []struct {
		name string
		role goimap.MailboxAttr
	}{
		{inbox, ""},
		{drafts, goimap.MailboxAttrDrafts},
		{sent, goimap.MailboxAttrSent},
		{archive, goimap.MailboxAttrArchive},
		{junk, goimap.MailboxAttrJunk},
		{trash, goimap.MailboxAttrTrash},
		{projects, ""},
		{eastChina, ""},
	} {
		if err := m.create(f.name, f.role); err != nil {
			return nil, fmt.Errorf("demo mailbox: %w", err)
		}
	}
	return m, nil
}

func (m *mailbox) create(name string, roles ...goimap.MailboxAttr) error {
	if err := m.user.Create(name, nil); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.folders[name] = slices.DeleteFunc(roles, func(a goimap.MailboxAttr) bool { return a == "" })
	return nil
}

// store appends a message to a folder. Clients that wait in IDLE are told.
func (m *mailbox) store(folder string, raw []byte, received time.Time, flags mail.Flags) error {
	options := &goimap.AppendOptions{Time: received}
	for _, name := range flags.Wire() {
		options.Flags = append(options.Flags, goimap.Flag(name))
	}
	if _, err := m.user.Append(folder, literal{bytes.NewReader(raw)}, options); err != nil {
		return fmt.Errorf("demo mailbox: store in %q: %w", folder, err)
	}
	return nil
}

type literal struct{ *bytes.Reader }

// Size implements goimap.LiteralReader.
func (l literal) Size() int64 { return l.Reader.Size() }

// list writes the folders that fit, with their attributes.
func (m *mailbox) list(w *imapserver.ListWriter, ref string, patterns []string, options *goimap.ListOptions) error {
	m.mu.Lock()
	roles := make(map[string][]goimap.MailboxAttr, len(m.folders))
	var names []string
	for name, list := range m.folders {
		fits := func(pattern string) bool { return imapserver.MatchList(name, delimiter, ref, pattern) }
		if slices.ContainsFunc(patterns, fits) && (!options.SelectSpecialUse || len(list) > 0) {
			names, roles[name] = append(names, name), list
		}
	}
	m.mu.Unlock()
	slices.Sort(names)
	for _, name := range names {
		data := &goimap.ListData{Mailbox: name, Delim: delimiter, Attrs: roles[name]}
		if options.ReturnStatus != nil {
			status, err := m.user.Status(name, options.ReturnStatus)
			if err != nil {
				return err
			}
			data.Status = status
		}
		if err := w.WriteList(data); err != nil {
			return err
		}
	}
	return nil
}

var errSignedOut = errors.New("not signed in")
