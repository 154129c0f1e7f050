package demo

import (
	"io"
	"log"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

// idleInterval is how long new mail may lie before a waiting client is told.
const idleInterval = 200 * time.Millisecond

// newIMAP returns an IMAP server of a mailbox. TLS is done by the listener, which is why the server may take
// passwords on what looks to it like a clear connection.
func newIMAP(m *mailbox) server {
	caps := goimap.CapSet{goimap.CapIMAP4rev1: {}}
	for _, c := range []goimap.Cap{
		goimap.CapUIDPlus, goimap.CapESearch, goimap.CapListExtended, goimap.CapListStatus, goimap.CapSpecialUse, goimap.CapMove, goimap.CapNamespace,
	} {
		caps[c] = struct{}{}
	}
	memory := imapmemserver.New()
	memory.AddUser(m.user)
	return imapserver.New(&imapserver.Options{
		Caps: caps, InsecureAuth: true, Logger: log.New(io.Discard, "", 0),
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return &session{Session: memory.NewSession(), mailbox: m}, nil, nil
		},
	})
}

// session is a session of the memory store that lists folders with their attributes.
type session struct {
	imapserver.Session
	mailbox  *mailbox
	signedIn bool
}

func (s *session) Login(name, password string) error {
	err := s.Session.Login(name, password)
	s.signedIn = err == nil
	return err
}

// Namespace and Move are what the server looks for when it announces NAMESPACE and MOVE.
func (s *session) Namespace() (*goimap.NamespaceData, error) {
	if !s.signedIn {
		return nil, errSignedOut
	}
	return s.mailbox.user.Namespace()
}

// Move copies and expunges: the memory store's own Move tells sequence numbers of 0.
func (s *session) Move(w *imapserver.MoveWriter, set goimap.NumSet, to string) error {
	data, err := s.Copy(set, to)
	if err != nil || len(data.SourceUIDs) == 0 {
		return err
	}
	if err := w.WriteCopyData(data); err != nil {
		return err
	}
	mark := &goimap.StoreFlags{Op: goimap.StoreFlagsAdd, Silent: true, Flags: []goimap.Flag{goimap.FlagDeleted}}
	if err := s.Store(nil, data.SourceUIDs, mark, nil); err != nil {
		return err
	}
	return s.Expunge(nil, &data.SourceUIDs)
}

// Idle looks for news often instead of waiting to be told of them: the memory store keeps to itself what came
// between the last command and IDLE.
func (s *session) Idle(w *imapserver.UpdateWriter, stop <-chan struct{}) error {
	ticker := time.NewTicker(idleInterval)
	defer ticker.Stop()
	for {
		if err := s.Poll(w, true); err != nil {
			return err
		}
		select {
		case <-stop:
			return nil
		case <-ticker.C:
		}
	}
}

func (s *session) List(w *imapserver.ListWriter, ref string, patterns []string, options *goimap.ListOptions) error {
	if len(patterns) == 0 || options.SelectSubscribed {
		return s.Session.List(w, ref, patterns, options)
	}
	return s.mailbox.list(w, ref, patterns, options)
}

func (s *session) Create(name string, options *goimap.CreateOptions) error {
	var roles []goimap.MailboxAttr
	if options != nil {
		roles = options.SpecialUse
	}
	return s.mailbox.create(name, roles...)
}

func (s *session) Delete(name string) error {
	if err := s.Session.Delete(name); err != nil {
		return err
	}
	s.mailbox.mu.Lock()
	defer s.mailbox.mu.Unlock()
	delete(s.mailbox.folders, name)
	return nil
}

func (s *session) Rename(from, to string, options *goimap.RenameOptions) error {
	if err := s.Session.Rename(from, to, options); err != nil {
		return err
	}
	s.mailbox.mu.Lock()
	defer s.mailbox.mu.Unlock()
	s.mailbox.folders[to] = s.mailbox.folders[from]
	delete(s.mailbox.folders, from)
	return nil
}
