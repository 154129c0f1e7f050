package command

import (
	"context"
	"errors"
	"flag"
	"io/fs"
	"os"

	"letterbox/mail"
	"letterbox/mail/message"
)

var parseVerb = verb{
	name: "parse", usage: "parse FILE.eml…",
	flags:   func(*flag.FlagSet) func(context.Context, *call) error { return runParse },
	minArgs: 1, maxArgs: -1,
}

type parsed struct {
	File string `json:"file"`
	message.Summary
}

// runParse prints what the reader makes of each file. It opens no profile.
func runParse(ctx context.Context, c *call) error {
	for _, path := range c.args {
		if err := ctx.Err(); err != nil {
			return err
		}
		raw, err := os.ReadFile(path) //nolint:gosec // the person named the file
		if errors.Is(err, fs.ErrNotExist) {
			return notFound(path)
		}
		if err != nil {
			return &mail.Problem{Code: mail.StorageFailed, Retry: mail.RetryNever, Facts: map[string]string{mail.FactPath: path}, Err: err}
		}
		c.out.line(parsed{path, message.Summarise(raw)})
	}
	c.out.event("result", map[string]any{"files": len(c.args)})
	return nil
}
