package engine

import (
	"context"
	"crypto/rand"
	"strings"

	"letterbox/mail"
)

// Searcher is a Session whose server can be asked for messages by their text: IMAP.
type Searcher interface {
	Session
	// SearchBody returns the messages of the selected folder whose text has all of the texts. An error that leaves the
	// session whole says that the server does not search for these.
	SearchBody(ctx context.Context, texts []string) ([]mail.UID, error)
}

// suspicious is how many messages of a folder, all found at once, have the server asked for something that is nowhere.
const suspicious = 10

// SearchBodies asks the server of an account which messages of some folders have all of the texts of each question, over
// a connection of its own, and tells found of every answer: the folder, the question's number and the UIDs, or why there
// is no answer, which says nothing of the others. A server that also finds a word that nobody wrote found nothing. The
// error is that the server could not be asked, or that of ctx, or one of found.
func (e *Engine) SearchBodies(ctx context.Context, account mail.Account, folders []mail.Folder, questions [][]string, found func(mail.Folder, int, []mail.UID, error) error) error {
	session, err := e.open(ctx, account)
	if err != nil {
		return err
	}
	defer func() { _ = session.Close() }() // it was only asked
	searcher, able := session.(Searcher)
	if !able {
		return &mail.Problem{Code: mail.ServerRefused, Stage: mail.StageFetch, Server: account.Incoming, Retry: mail.RetryNever}
	}
	for _, f := range folders {
		if err := searchFolder(ctx, searcher, f, questions, found); err != nil {
			return err
		}
	}
	return nil
}

func searchFolder(ctx context.Context, session Searcher, f mail.Folder, questions [][]string, found func(mail.Folder, int, []mail.UID, error) error) error {
	state, err := session.Select(ctx, f)
	if err != nil {
		if session.Broken() || ctx.Err() != nil {
			return err
		}
		return found(f, 0, nil, err)
	}
	for i, texts := range questions {
		uids, err := session.SearchBody(ctx, texts)
		if err == nil && len(uids) >= max(state.Exists, suspicious) {
			uids, err = doubtAll(ctx, session, uids)
		}
		if err != nil && (session.Broken() || ctx.Err() != nil) {
			return err
		}
		if err := found(f, i, uids, err); err != nil {
			return err
		}
	}
	return nil
}

// doubtAll returns what was found, unless the server finds as much of a word that nobody wrote.
func doubtAll(ctx context.Context, session Searcher, uids []mail.UID) ([]mail.UID, error) {
	invented, err := session.SearchBody(ctx, []string{strings.ToLower(rand.Text())})
	if err != nil || len(invented) == 0 {
		return uids, err
	}
	return nil, &mail.Problem{Code: mail.ProtocolViolation, Stage: mail.StageFetch, Retry: mail.RetryNever}
}
