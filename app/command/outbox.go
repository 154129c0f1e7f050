package command

import (
	"cmp"
	"context"
	"flag"
	"strings"
	"time"

	"letterbox/mail"
	"letterbox/ui/words"
)

var outboxVerb = verb{
	name: "outbox", usage: "outbox [--retry ID|--cancel ID|--arrived ID]",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		var f outboxFlags
		set.Int64Var(&f.retry, "retry", 0, "queue this message again")
		set.Int64Var(&f.cancel, "cancel", 0, "take this message back; it becomes a draft")
		set.Int64Var(&f.arrived, "arrived", 0, "this message, whose fate is unknown, did arrive")
		return f.run
	},
}

type outboxFlags struct{ retry, cancel, arrived int64 }

func (f *outboxFlags) run(ctx context.Context, c *call) error {
	id := mail.OutgoingID(cmp.Or(f.retry, f.cancel, f.arrived))
	if int64(id) != f.retry+f.cancel+f.arrived {
		return usage("outbox takes one of --retry, --cancel and --arrived")
	}
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	result, told := map[string]any{"id": id}, words.CommandQueued
	switch {
	case f.retry != 0:
		err = s.Post.Retry(ctx, id)
	case f.arrived != 0:
		told = words.CommandArrived
		err = s.Post.Settle(ctx, id)
	case f.cancel != 0:
		told = words.CommandRecalled
		var draft mail.Composition
		draft, err = s.Post.Recall(ctx, id)
		result["draft"] = draft.ID
	default:
		return f.list(ctx, c, s)
	}
	if err != nil {
		return err
	}
	c.out.event("result", result)
	c.out.text("%s", words.T(c.Lang, told, int64(id)))
	return nil
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
		c.tellOutgoing(out)
	}
	c.out.event("result", map[string]any{"outbox": objects})
	if len(list) == 0 {
		c.out.text("%s", words.T(c.Lang, words.CommandOutboxEmpty))
	}
	return nil
}

// outboxMost is how many recipients a line names.
const outboxMost = 4

// tellOutgoing says in the words of the window where a message stands, why, and who was refused.
func (c *call) tellOutgoing(out mail.Outgoing) {
	now := time.Now()
	var to []string
	for i, p := range out.ForwardPaths {
		if i == outboxMost {
			to = append(to, words.T(c.Lang, words.OutboxMore, len(out.ForwardPaths)-i))
			break
		}
		to = append(to, p.Address.Spec())
	}
	c.out.text("%d\t%s\t%s\t%s", out.ID, words.OutgoingStanding(c.Lang, out, now), strings.Join(to, ", "), out.Subject)
	if why := words.OutgoingWhy(c.Lang, out, now); why != "" {
		c.out.text("\t%s", why)
	}
	for _, line := range words.OutgoingRefused(c.Lang, out, len(out.Verdicts)) {
		c.out.text("\t%s", line)
	}
}
