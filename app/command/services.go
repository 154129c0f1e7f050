package command

import (
	"context"
	"io"
	"strconv"
	"strings"

	"letterbox/app/binder"
	"letterbox/app/card"
	"letterbox/app/diagnose"
	"letterbox/app/trust"
	"letterbox/mail"
	"letterbox/mail/engine"
	"letterbox/mail/message"
	"letterbox/mail/provider"
	"letterbox/mail/search"
	"letterbox/storage"
	"letterbox/ui/words"
)

// Services are the wired parts that verbs use. Close ends whatever was started, in order. Notice is what had to be
// repaired when the profile was opened, nil for nothing.
type Services struct {
	Notice    *mail.Problem
	Store     *storage.DB
	Binder    *binder.Binder
	Engine    *engine.Engine
	Discover  binder.Discoverer
	Catalogue *provider.Catalogue
	// CatalogueFile is the file that took the place of the program's own catalogue, "" for none.
	CatalogueFile string
	SignIn        func(ctx context.Context, r SignIn, waiting func(SignInWait)) (mail.Credential, error)
	Trust         *trust.Book
	Cards         *card.Shelf
	Diagnose      *diagnose.Diagnoser
	Report        func(ctx context.Context, lang words.Language) (string, error) // the support report
	Post          Post
	Inspect       func(ctx context.Context, s mail.Server) mail.Inspection // of a server's certificate
	ReadBody      func(ctx context.Context, id mail.MessageID) (message.Message, error)
	// CopyPart writes the decoded bytes of one part of a stored message, or for "" the message as the server sent it.
	CopyPart func(ctx context.Context, id mail.MessageID, path string, w io.Writer) error
	Index    func(ctx context.Context, note func(done int)) error // brings the index of search up to date
	// SearchServers goes on with a search on the servers, where texts are not here.
	SearchServers func(ctx context.Context, request search.Request, note func(search.ServerStatus)) ([]search.Hit, error)
	Close         func()
}

// account finds the account that a person names by address or number; the only one when the name is "".
func (s *Services) account(ctx context.Context, name string) (mail.Account, error) {
	accounts, err := s.Store.Accounts(ctx)
	if err != nil {
		return mail.Account{}, err
	}
	if name == "" && len(accounts) == 1 {
		return accounts[0], nil
	}
	for _, a := range accounts {
		if strings.EqualFold(a.Address.Spec(), name) || strconv.FormatInt(int64(a.ID), 10) == name {
			return a, nil
		}
	}
	if name == "" && len(accounts) > 1 {
		return mail.Account{}, usage("several accounts are bound; name one")
	}
	return mail.Account{}, notFound(name)
}

// accounts returns the named account, or all of them when the name is "".
func (s *Services) accounts(ctx context.Context, name string) ([]mail.Account, error) {
	if name == "" {
		return s.Store.Accounts(ctx)
	}
	a, err := s.account(ctx, name)
	return []mail.Account{a}, err
}

// folder finds a folder by path, role or number, in the named account or in all.
func (s *Services) folder(ctx context.Context, account, name string) (mail.Folder, error) {
	accounts, err := s.accounts(ctx, account)
	if err != nil {
		return mail.Folder{}, err
	}
	var byRole *mail.Folder
	for _, a := range accounts {
		folders, err := s.Store.Folders(ctx, a.ID)
		if err != nil {
			return mail.Folder{}, err
		}
		for _, f := range folders {
			if f.Path == name || strconv.FormatInt(int64(f.ID), 10) == name || f.Role == mail.RoleInbox && strings.EqualFold(name, "INBOX") {
				return f, nil
			}
			if byRole == nil && f.Role != mail.RoleNone && strings.EqualFold(string(f.Role), name) {
				byRole = &f
			}
		}
	}
	if byRole != nil {
		return *byRole, nil
	}
	return mail.Folder{}, notFound(name)
}

func messageID(text string) (mail.MessageID, error) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id <= 0 {
		return 0, usage("not a message number: " + text)
	}
	return mail.MessageID(id), nil
}

func notFound(name string) error {
	return &mail.Problem{Code: mail.NotFound, Retry: mail.RetryNever, Reply: name}
}
