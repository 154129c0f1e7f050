package mailtest

import (
	"crypto/tls"
	"net"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
	gosasl "github.com/emersion/go-sasl"
)

// memoryUser is a user of the memory server that also knows the special-use attributes of RFC 6154, which the
// memory server does not keep.
type memoryUser struct {
	*imapmemserver.User
	mu      sync.Mutex
	folders map[string][]goimap.MailboxAttr
}

func newMemoryUser(l memoryLogin) *memoryUser {
	u := &memoryUser{User: imapmemserver.NewUser(l.name, l.password), folders: make(map[string][]goimap.MailboxAttr)}
	u.create("INBOX", nil) // a new user has no folder that could be in the way
	return u
}

func (u *memoryUser) create(name string, attributes []string) error {
	if err := u.User.Create(name, nil); err != nil {
		return err
	}
	list := []goimap.MailboxAttr{}
	for _, a := range attributes {
		list = append(list, goimap.MailboxAttr(a))
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	u.folders[name] = list
	return nil
}

// memorySession is a session of the memory server that lists with special-use attributes.
type memorySession struct {
	imapserver.Session
	server *Server
	conn   *imapserver.Conn
	user   *memoryUser // nil before the sign-in
}

func (s *memorySession) Login(name, password string) error {
	if err := s.Session.Login(name, password); err != nil {
		return err
	}
	s.user = s.server.users[name]
	return nil
}

// AuthenticateMechanisms is part of imapserver.SessionSASL.
func (s *memorySession) AuthenticateMechanisms() []string { return s.server.config.mechanisms }

// Authenticate is part of imapserver.SessionSASL. It knows no more than what was announced.
func (s *memorySession) Authenticate(mech string) (gosasl.Server, error) {
	config := s.server.config
	p := prover{
		users: config.users, offered: config.mechanisms, impostor: config.impostor,
		refusal: &goimap.Error{Type: goimap.StatusResponseTypeNo, Code: goimap.ResponseCodeAuthenticationFailed, Text: "Authentication failed"},
		signIn: func(name string) error {
			for _, u := range config.users {
				if u.name == name {
					return s.Login(name, u.password)
				}
			}
			return errNoUser
		},
	}
	if c, ok := s.conn.NetConn().(*faultConn); ok && c.secure {
		p.channel, p.leaf = channelOf(c.Conn, c.tls)
	}
	if slices.Contains(config.mechanisms, mech) {
		if mech == gosasl.Plain {
			return gosasl.NewPlainServer(func(_, name, password string) error { return s.Login(name, password) }), nil
		}
		if server := p.server(mech); server != nil {
			return server, nil
		}
	}
	return nil, &goimap.Error{Type: goimap.StatusResponseTypeNo, Text: "SASL mechanism not supported"}
}

// channelOf returns the state of a TLS connection and the certificate that the server shows on it.
func channelOf(conn net.Conn, config *tls.Config) (*tls.ConnectionState, []byte) {
	stream, ok := conn.(*tls.Conn)
	if !ok {
		return nil, nil
	}
	state := stream.ConnectionState()
	return &state, config.Certificates[0].Certificate[0]
}

// idleTick is how often an idling session looks for news. The memory server's own Idle would miss what came between
// the command before and the start of IDLE.
const idleTick = 10 * time.Millisecond

func (s *memorySession) Idle(w *imapserver.UpdateWriter, stop <-chan struct{}) error {
	ticker := time.NewTicker(idleTick)
	defer ticker.Stop()
	for {
		if err := s.Session.Poll(w, true); err != nil {
			return err
		}
		select {
		case <-ticker.C:
		case <-stop:
			return nil
		}
	}
}

func (s *memorySession) Namespace() (*goimap.NamespaceData, error) {
	if s.user == nil {
		return nil, errNoUser
	}
	return s.user.Namespace()
}

// tells reports whether the server says where messages went.
func (s *memorySession) tells() bool { return slices.Contains(s.server.config.caps, "UIDPLUS") }

// Append is silent about the UID without UIDPLUS.
func (s *memorySession) Append(folder string, r goimap.LiteralReader, options *goimap.AppendOptions) (*goimap.AppendData, error) {
	data, err := s.Session.Append(folder, r, options)
	if !s.tells() {
		data = nil
	}
	return data, err
}

// Copy is silent about the UIDs without UIDPLUS, and where there are none.
func (s *memorySession) Copy(set goimap.NumSet, to string) (*goimap.CopyData, error) {
	data, err := s.Session.Copy(set, to)
	if err != nil || !s.tells() || len(data.SourceUIDs) == 0 {
		data = nil
	}
	return data, err
}

// Move copies and expunges: the memory server's own Move tells sequence numbers of 0.
func (s *memorySession) Move(w *imapserver.MoveWriter, set goimap.NumSet, to string) error {
	data, err := s.Session.Copy(set, to)
	if err != nil || len(data.SourceUIDs) == 0 {
		return err
	}
	if s.tells() {
		if err := w.WriteCopyData(data); err != nil {
			return err
		}
	}
	mark := &goimap.StoreFlags{Op: goimap.StoreFlagsAdd, Silent: true, Flags: []goimap.Flag{goimap.FlagDeleted}}
	if err := s.Session.Store(nil, data.SourceUIDs, mark, nil); err != nil {
		return err
	}
	return s.Session.Expunge(nil, &data.SourceUIDs)
}

func (s *memorySession) Create(name string, _ *goimap.CreateOptions) error {
	return s.user.create(name, nil)
}

func (s *memorySession) Delete(name string) error {
	if strings.EqualFold(name, "INBOX") {
		return &goimap.Error{Type: goimap.StatusResponseTypeNo, Code: goimap.ResponseCodeCannot, Text: "INBOX stays"}
	}
	if err := s.Session.Delete(name); err != nil {
		return err
	}
	s.user.mu.Lock()
	defer s.user.mu.Unlock()
	delete(s.user.folders, name)
	return nil
}

// Rename renames a folder and those below it, which the memory server leaves where they are.
func (s *memorySession) Rename(from, to string, options *goimap.RenameOptions) error {
	if err := s.Session.Rename(from, to, options); err != nil {
		return err
	}
	s.user.mu.Lock()
	defer s.user.mu.Unlock()
	for name, attributes := range s.user.folders {
		below, under := strings.CutPrefix(name, from+"/")
		if under {
			if err := s.Session.Rename(name, to+"/"+below, options); err != nil {
				return err
			}
			s.user.folders[to+"/"+below] = attributes
			delete(s.user.folders, name)
		}
	}
	s.user.folders[to] = s.user.folders[from]
	delete(s.user.folders, from)
	return nil
}

func (s *memorySession) List(w *imapserver.ListWriter, ref string, patterns []string, options *goimap.ListOptions) error {
	if len(patterns) == 0 || options.SelectSubscribed {
		return s.Session.List(w, ref, patterns, options)
	}
	s.user.mu.Lock()
	var names []string
	for name := range s.user.folders {
		for _, pattern := range patterns {
			if imapserver.MatchList(name, '/', ref, pattern) {
				names = append(names, name)
				break
			}
		}
	}
	s.user.mu.Unlock()
	sort.Strings(names)
	for _, name := range names {
		data := goimap.ListData{Mailbox: name, Delim: '/'}
		s.user.mu.Lock()
		data.Attrs = s.user.folders[name]
		s.user.mu.Unlock()
		if options.SelectSpecialUse && len(data.Attrs) == 0 {
			continue
		}
		if options.ReturnStatus != nil {
			status, err := s.Session.Status(name, options.ReturnStatus)
			if err != nil {
				return err
			}
			data.Status = status
		}
		if err := w.WriteList(&data); err != nil {
			return err
		}
	}
	return nil
}
