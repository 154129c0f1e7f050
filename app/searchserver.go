package app

import (
	"context"

	"letterbox/mail"
	"letterbox/mail/provider"
	"letterbox/mail/search"
)

// serverSearch goes on with a search on the servers, where texts are not here.
type serverSearch struct{ house *house }

// SearchServers asks the servers of all accounts that a request concerns for messages whose text is not here, one
// account after the other, and returns those that match with their help and are not found without it. note, which may be
// nil, hears of each account before, during and after it is asked, in the caller's goroutine; an account whose server
// cannot be asked stands in the way of no other. The search itself is that of the index, so that conditions on what is
// known here hold, and what a server is asked for is words alone.
func (s serverSearch) SearchServers(ctx context.Context, request search.Request, note func(search.ServerStatus)) ([]search.Hit, error) {
	asked := serverQuestions{words: request.Query.Questions()}
	for _, w := range asked.words {
		asked.texts = append(asked.texts, w.Texts())
	}
	gaps, err := s.house.store.SearchGaps(ctx, request)
	if err != nil || len(asked.words) == 0 {
		return nil, err
	}
	accounts, err := s.house.store.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	for _, a := range accounts {
		if a.Archived || a.Incoming.Protocol != mail.IMAP || request.Account != 0 && request.Account != a.ID {
			continue
		}
		if err := s.ask(ctx, a, gaps, &asked, note); err != nil {
			return nil, err
		}
	}
	return s.house.store.SearchWith(ctx, request, asked.told)
}

// serverQuestions are what is asked, and what was answered.
type serverQuestions struct {
	words []search.Words
	texts [][]string
	told  []search.Told
}

// ask asks the server of one account. The error is that of ctx or of the profile.
func (s serverSearch) ask(ctx context.Context, a mail.Account, gaps []search.Gap, asked *serverQuestions, note func(search.ServerStatus)) error {
	status := search.ServerStatus{Account: a.ID}
	if details, known := s.house.catalogue.Details(a.Provider); known {
		status.Unreliable = details.Has(provider.SearchUnreliable)
	}
	folders, err := s.house.store.Folders(ctx, a.ID)
	if err != nil {
		return err
	}
	lacking := lackingText(folders, gaps, &status)
	told := func() {
		if note != nil {
			note(status)
		}
	}
	told()
	if len(lacking) == 0 {
		return nil
	}
	err = s.house.engine.SearchBodies(ctx, a, lacking, asked.texts, func(f mail.Folder, question int, uids []mail.UID, err error) error {
		if err != nil {
			status.Refused++
		} else {
			asked.told = append(asked.told, search.Told{Words: asked.words[question], Folder: f.ID, UIDs: uids})
		}
		if question == len(asked.words)-1 {
			status.Folders++
			told()
		}
		return nil
	})
	if ctx.Err() != nil {
		return mail.ProblemOf(ctx.Err())
	}
	if err != nil {
		status.Problem = mail.ProblemOf(err)
		told()
	}
	return nil
}

// lackingText returns the folders that have messages without text here, and counts both.
func lackingText(folders []mail.Folder, gaps []search.Gap, status *search.ServerStatus) (list []mail.Folder) {
	for _, g := range gaps {
		for _, f := range folders {
			if f.ID == g.Folder && f.Selectable {
				list = append(list, f)
				status.Of++
				status.Messages += g.Messages
			}
		}
	}
	return list
}
