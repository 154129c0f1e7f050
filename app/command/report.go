package command

import (
	"context"
	"flag"
	"os"

	"letterbox/storage"
	"letterbox/ui/words"
)

var reportVerb = verb{
	name: "report", usage: "report [--out FILE]",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		var r supportReport
		set.StringVar(&r.out, "out", "", "write the report to this file instead of standard output")
		return r.run
	},
}

type supportReport struct{ out string }

func (r *supportReport) run(ctx context.Context, c *call) error {
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	text, err := s.Report(ctx, c.Lang)
	if err != nil {
		return err
	}
	if r.out == "" {
		c.out.event("result", map[string]any{"report": text})
		c.out.text("%s", text)
		return nil
	}
	if err := writeReport(r.out, text); err != nil {
		return err
	}
	c.out.event("result", map[string]any{"file": r.out})
	c.out.text("%s", words.T(c.Lang, words.ReportWritten, r.out))
	return nil
}

// writeReport writes a report where only the person can read it.
func writeReport(path, text string) error {
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		return storage.Classify(err)
	}
	return nil
}
