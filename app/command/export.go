package command

import (
	"context"
	"flag"
	"fmt"
)

var exportVerb = verb{
	name: "export", usage: "export --json | --mbox FILE | --eml DIR   [--folder F] [--account A]",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		var f exportFlags
		set.StringVar(&f.mbox, "mbox", "", "write the messages into this file")
		set.StringVar(&f.eml, "eml", "", "write a file per message into this folder")
		set.StringVar(&f.folder, "folder", "", "of this folder only")
		set.StringVar(&f.account, "account", "", "of this account only")
		return f.run
	},
}

// runExport writes everything that the cache holds as one JSON document. A notice goes to standard error, not into
// the document; the result of a document that breaks off begins a line of its own.
func runExport(ctx context.Context, c *call) error {
	sentences := c.Globals
	sentences.JSON = false
	c.out = newPrinter(c.streams.Out, sentences)
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Store.Export(ctx, c.streams.Out); err != nil {
		_, _ = fmt.Fprintln(c.streams.Out) // standard output is gone: there is nobody to tell
		return err
	}
	return nil
}
