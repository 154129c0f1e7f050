package command

import (
	"context"
	"flag"
	"time"

	"letterbox/mail"
	"letterbox/mail/engine"
	"letterbox/ui/words"
)

var syncVerb = verb{
	name: "sync", usage: "sync [ACCOUNT] [--once] [--bodies window|all|none]",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		var f syncFlags
		set.BoolVar(&f.once, "once", false, "one round, then end; without it, keep in step until stopped")
		set.StringVar(&f.bodies, "bodies", "window", "which bodies to fetch: window, all or none")
		return f.run
	},
	maxArgs: 1,
}

type syncFlags struct {
	once   bool
	bodies string
}

func (f *syncFlags) run(ctx context.Context, c *call) error {
	scope := engine.Bodies
	switch f.bodies {
	case "none":
		scope = engine.HeadersOnly
	case "window", "all":
	default:
		return usage("--bodies takes window, all or none")
	}
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
	for {
		if err := c.syncAll(ctx, s, accounts, scope); err != nil || f.once {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(time.Minute):
		}
	}
}

func (c *call) syncAll(ctx context.Context, s *Services, accounts []mail.Account, scope engine.Scope) error {
	began := time.Now()
	var total engine.Summary
	for _, account := range accounts {
		if account.Archived && len(accounts) > 1 {
			continue // nobody named it
		}
		summary, err := s.Engine.Once(ctx, account, scope, func(p engine.Progress) {
			c.out.event("progress", map[string]any{"folder": p.Folder, "headers": p.Headers, "bodies": p.Bodies, "of": p.Of})
		})
		if err != nil {
			return err
		}
		total.Folders += summary.Folders
		total.Headers += summary.Headers
		total.Bodies += summary.Bodies
		total.Sent += summary.Sent
		total.Failed += summary.Failed
		total.Unknown += summary.Unknown
		total.Unreadable += summary.Unreadable
	}
	seconds := time.Since(began).Seconds()
	c.out.event("result", map[string]any{"folders": total.Folders, "messages": total.Headers, "bodies": total.Bodies, "sent": total.Sent, "failed": total.Failed, "unknown": total.Unknown, "unreadable": total.Unreadable, "seconds": seconds})
	c.out.text("%s", words.T(c.Lang, words.CommandSynced, total.Headers, total.Bodies))
	if total.Unreadable > 0 {
		c.out.text("%s", words.T(c.Lang, words.CommandUnreadable, total.Unreadable))
	}
	return nil
}

func firstOf(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}
