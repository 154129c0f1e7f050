package command

import (
	"context"
	"flag"
	"strings"

	"letterbox/mail"
	"letterbox/ui/words"
)

var outboxVerb = verb{
	name: "outbox", usage: "outbox [--retry ID|--cancel ID]",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		var f outboxFlags
		set.Int64Var(&f.retry, "retry", 0, "queue this message again")
		set.Int64Var(&f.cancel, "cancel", 0, "take this message back; it becomes a draft")
		return f.run
	},
}

type outboxFlags struct{ retry, cancel int64 }

func (f *outboxFlags) run(ctx context.Context, c *call) error {
	if f.retry != 0 && f.cancel != 0 {
		return usage("outbox takes one of --retry and --cancel")
	}
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	switch {
	case f.retry != 0:
		if err := s.Post.Retry(ctx, mail.OutgoingID(f.retry)); err != nil {
			return err
		}
		c.out.event("result", map[string]any{"id": f.retry})
		c.out.text("%s", words.T(c.Lang, words.CommandQueued, f.retry))
		return nil
	case f.cancel != 0:
		draft, err := s.Post.Recall(ctx, mail.OutgoingID(f.cancel))
		if err != nil {
			return err
		}
		c.out.event("result", map[string]any{"id": f.cancel, "draft": draft.ID})
		c.out.text("%s", words.T(c.Lang, words.CommandRecalled, f.cancel))
		return nil
	}
	return f.list(ctx, c, s)
}

func (f *outboxFlags) list(ctx context.Context, c *call, s *Services) error {
	accounts, err := s.Store.Accounts(ctx)
	if err != nil {
		return err
	}
	names := map[mail.AccountID]string{}
	for _, a := range accounts {
		names[a.ID] = a.Address.Spec()
	}
	list, err := s.Post.Outbox(ctx, 0)
	if err != nil {
		return err
	}
	objects := []outgoingObject{}
	for _, out := range list {
		object := c.outgoingJSON(out, names[out.Account])
		objects = append(objects, object)
		to := make([]string, 0, len(object.Recipients))
		for _, r := range object.Recipients {
			to = append(to, r.Address)
		}
		c.out.text("%d\t%s\t%s\t%s\t%s", out.ID, out.State, strings.Join(to, ", "), out.Subject, c.headline(out))
	}
	c.out.event("result", map[string]any{"outbox": objects})
	if len(list) == 0 {
		c.out.text("%s", words.T(c.Lang, words.CommandOutboxEmpty))
	}
	return nil
}
