package command

import (
	"context"
	"flag"
	"time"

	"letterbox/mail"
	"letterbox/mail/engine"
	"letterbox/ui/words"
)

var compareVerb = verb{
	name: "compare", usage: "compare [ACCOUNT] [--fetch]",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		var f compareFlags
		set.BoolVar(&f.fetch, "fetch", false, "fetch what is missing, then compare again")
		return f.run
	},
	maxArgs: 1,
}

type compareFlags struct{ fetch bool }

type tallyObject struct {
	Folder  string         `json:"folder"`
	Server  int            `json:"server"`
	Here    int            `json:"here"`
	Agrees  bool           `json:"agrees"`
	Fresh   bool           `json:"fresh"`
	Checked string         `json:"checked"` // RFC 3339, "" for never
	Problem *problemObject `json:"problem,omitempty"`
}

type comparedObject struct {
	Account  string        `json:"account"`
	Agrees   bool          `json:"agrees"`
	Headline string        `json:"headline"`
	Hint     string        `json:"hint"`
	Folders  []tallyObject `json:"folders"`
}

// run answers "why has it not arrived?" by the counts of every folder, on the server and here.
func (f *compareFlags) run(ctx context.Context, c *call) error {
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	accounts, err := s.accounts(ctx, firstOf(c.args))
	if err != nil {
		return err
	}
	if len(accounts) == 0 {
		return notFound("account")
	}
	objects := []comparedObject{}
	for _, account := range accounts {
		if account.Archived && len(accounts) > 1 {
			continue // nobody named it
		}
		tallies, fetched, err := f.compare(ctx, s, account)
		if err != nil {
			return err
		}
		objects = append(objects, c.compared(account, tallies, fetched))
	}
	c.out.event("result", map[string]any{"accounts": objects})
	return nil
}

// compare returns how an account stands, after fetching where that was asked for and makes sense.
func (f *compareFlags) compare(ctx context.Context, s *Services, account mail.Account) (tallies []mail.Tally, fetched bool, err error) {
	tallies, err = s.Engine.Compare(ctx, account)
	if err != nil || !f.fetch || agree(tallies) {
		return tallies, false, err
	}
	if _, err := s.Engine.Once(ctx, account, engine.Bodies, func(engine.Progress) {}); err != nil {
		return nil, false, err
	}
	tallies, err = s.Engine.Compare(ctx, account)
	return tallies, true, err
}

func agree(tallies []mail.Tally) bool {
	for _, t := range tallies {
		if !t.Agrees() {
			return false
		}
	}
	return true
}

// compared tells how an account stands in lines, and returns the object for scripts.
func (c *call) compared(account mail.Account, tallies []mail.Tally, fetched bool) comparedObject {
	o := comparedObject{Account: account.Address.Spec(), Agrees: agree(tallies), Folders: []tallyObject{}}
	o.Headline, o.Hint = words.Arrival(c.Lang, tallies, fetched)
	c.out.text("%s", account.Address.Spec())
	for _, t := range tallies {
		object := tallyObject{Folder: t.Folder.Path, Server: t.Server, Here: t.Here, Agrees: t.Agrees(), Fresh: t.Fresh}
		if !t.Checked.IsZero() {
			object.Checked = t.Checked.UTC().Format(time.RFC3339)
		}
		if t.Problem != nil {
			object.Problem = explainJSON(c.Lang, t.Problem, c.out.told(t.Problem))
		}
		o.Folders = append(o.Folders, object)
		c.out.text("  %s\t%s %d\t%s %d\t%s\t%s", words.FolderName(c.Lang, t.Folder), words.T(c.Lang, words.ArrivalServer), t.Server,
			words.T(c.Lang, words.ArrivalHere), t.Here, words.TallyDifference(c.Lang, t), words.TallyChecked(c.Lang, t, time.Now()))
	}
	c.out.text("%s", o.Headline)
	c.out.text("%s", o.Hint)
	return o
}
