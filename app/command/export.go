package command

import (
	"context"
	"flag"
)

var exportVerb = verb{
	name: "export", usage: "export --json",
	flags: func(*flag.FlagSet) func(context.Context, *call) error { return runExport },
}

// runExport writes everything that the cache holds as one JSON document.
func runExport(ctx context.Context, c *call) error {
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.Store.Export(ctx, c.streams.Out)
}
