package command

import (
	"context"
	"flag"
	"time"

	"letterbox/mail"
	"letterbox/ui/words"
)

var conflictsVerb = verb{
	name: "conflicts", usage: "conflicts [ACCOUNT]",
	flags:   func(*flag.FlagSet) func(context.Context, *call) error { return runConflicts },
	maxArgs: 1,
}

type conflictObject struct {
	Account  string             `json:"account"`
	When     string             `json:"when"` // RFC 3339
	Kind     mail.OperationKind `json:"kind"`
	Folder   string             `json:"folder"`
	Target   string             `json:"target"`
	Messages int                `json:"messages"`
	Wanted   string             `json:"wanted"`
	Became   string             `json:"became"`
	Problem  *problemObject     `json:"problem"`
}

// runConflicts lists the changes that a server did not carry out: what was wanted, when, why it was not done, and what
// became of it.
func runConflicts(ctx context.Context, c *call) error {
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	accounts, err := s.accounts(ctx, firstOf(c.args))
	if err != nil {
		return err
	}
	objects := []conflictObject{}
	for _, a := range accounts {
		list, err := s.Store.Conflicts(ctx, a.ID)
		if err != nil {
			return err
		}
		for _, item := range list {
			objects = append(objects, c.conflict(a, item))
		}
	}
	c.out.event("result", map[string]any{"conflicts": objects})
	if len(objects) == 0 {
		c.out.text("%s", words.T(c.Lang, words.ConflictsNone))
	}
	return nil
}

func (c *call) conflict(a mail.Account, item mail.Conflict) conflictObject {
	why := &mail.Problem{Code: item.Code, Class: item.Class, Reply: item.Reply, Retry: mail.RetryNever, Server: a.Incoming}
	o := conflictObject{
		Account: a.Address.Spec(), When: item.Noted.UTC().Format(time.RFC3339), Kind: item.Kind, Folder: item.Folder, Target: item.Target,
		Messages: item.Messages, Wanted: words.ConflictWanted(c.Lang, item), Became: words.ConflictBecame(c.Lang, item),
		Problem: explainJSON(c.Lang, why, c.out.told(why)),
	}
	c.out.text("%s\t%s\t%s", words.Clock(c.Lang, item.Noted, time.Now()), o.Account, o.Wanted)
	c.out.text("\t%s %s", o.Problem.Headline, o.Became)
	if item.Reply != "" {
		c.out.text("\t%s", words.T(c.Lang, words.ConflictsReply, item.Reply))
	}
	return o
}
