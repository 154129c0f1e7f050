package command

import (
	"context"

	"letterbox/mail/search"
	"letterbox/ui/words"
)

type askedObject struct {
	Account    string         `json:"account"`
	Folders    int            `json:"folders"`    // that the server was asked about
	Of         int            `json:"of"`         // folders with messages whose text is not here
	Messages   int            `json:"messages"`   // without text here
	Refused    int            `json:"refused"`    // questions that the server did not answer
	Unreliable bool           `json:"unreliable"` // the provider's search is known to miss mail
	Problem    *problemObject `json:"problem,omitempty"`
	Sentence   string         `json:"sentence"`
}

// askServers goes on where texts are not here, and tells how that went.
func (f *searchFlags) askServers(ctx context.Context, c *call, s *Services, request search.Request) ([]search.Hit, []askedObject, error) {
	names := map[int64]string{}
	accounts, err := s.Store.Accounts(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, a := range accounts {
		names[int64(a.ID)] = a.Address.Spec()
	}
	var states []search.ServerStatus
	hits, err := s.SearchServers(ctx, request, func(state search.ServerStatus) {
		if n := len(states); n > 0 && states[n-1].Account == state.Account {
			states[n-1] = state
		} else {
			states = append(states, state)
		}
		c.out.event("progress", map[string]any{"account": names[int64(state.Account)], "folders": state.Folders, "of": state.Of})
	})
	told := []askedObject{}
	for _, state := range states {
		o := askedObject{
			Account: names[int64(state.Account)], Folders: state.Folders, Of: state.Of, Messages: state.Messages, Refused: state.Refused, Unreliable: state.Unreliable,
		}
		if state.Problem != nil {
			o.Problem = explainJSON(c.Lang, state.Problem, words.Context{})
		}
		o.Sentence = serverSentence(c.Lang, o.Account, state)
		c.out.text("%s", o.Sentence)
		told = append(told, o)
	}
	return hits, told, err
}

// serverSentence says how a server did.
func serverSentence(lang words.Language, account string, s search.ServerStatus) string {
	var said string
	switch {
	case s.Of == 0:
		return words.T(lang, words.SearchServerNone, account)
	case s.Problem != nil:
		return account + ": " + explainJSON(lang, s.Problem, words.Context{}).Headline
	case s.Refused > 0:
		said = words.T(lang, words.SearchServerRefused, account)
	case s.Folders < s.Of:
		said = words.T(lang, words.SearchServerPartly, account, s.Folders, s.Of)
	default:
		said = words.T(lang, words.SearchServerAsked, s.Messages, account)
	}
	if s.Unreliable {
		said += words.T(lang, words.SearchServerUnreliable)
	}
	return said
}
