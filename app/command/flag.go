package command

import (
	"context"
	"flag"
	"strings"

	"letterbox/mail"
)

var flagVerb = verb{
	name: "flag", usage: "flag ID… --set seen,flagged --clear seen",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		add := set.String("set", "", "flags to set, separated by commas")
		remove := set.String("clear", "", "flags to clear, separated by commas")
		return func(ctx context.Context, c *call) error { return runFlag(ctx, c, *add, *remove) }
	},
	minArgs: 1, maxArgs: -1,
}

// runFlag changes flags locally and queues the change; the next sync sends it.
func runFlag(ctx context.Context, c *call, add, remove string) error {
	set, err := parseFlags(add)
	if err != nil {
		return err
	}
	unset, err := parseFlags(remove)
	if err != nil {
		return err
	}
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	for _, text := range c.args {
		id, err := messageID(text)
		if err != nil {
			return err
		}
		m, err := s.Store.Message(ctx, id)
		if err != nil {
			return err
		}
		if _, err := s.Engine.Do(ctx, mail.SetFlags{Folder: m.Folder, Messages: []mail.MessageID{id}, Add: set, Remove: unset}); err != nil {
			return err
		}
	}
	c.out.event("result", map[string]any{"messages": len(c.args)})
	return nil
}

func parseFlags(list string) (mail.Flags, error) {
	var flags mail.Flags
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		f := mail.ParseFlag(`\` + name)
		if f == 0 {
			f = mail.ParseFlag("$" + name)
		}
		if f == 0 {
			return 0, usage("unknown flag " + name)
		}
		flags |= f
	}
	return flags, nil
}
