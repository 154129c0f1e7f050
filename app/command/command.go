// Package command is the command line: one file per verb, thin, over the same use cases as the window.
//
// Administrators roll out and diagnose with it and acceptance tests drive it, so verbs, flags, JSON fields and exit
// codes are a promise: they are added to, never renamed. A verb never opens a display and never asks a question
// unless standard input is a terminal. What a person reads goes to standard output in the chosen language; with
// --json every line is one object and the last one has "event":"result"; logs go to standard error.
package command

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"letterbox/mail"
	"letterbox/ui/words"
)

// Globals are the flags that every verb takes.
type Globals struct {
	DataDir        string
	Secrets        string // keychain, sealed or memory; "" for where the profile keeps its keys
	PassphraseFile string
	CAFile         string
	PolicyFile     string
	Lang           words.Language
	JSON           bool
	TimeoutScale   float64
	Verbose        bool
	Demo           bool
	Tour           string // folder for screenshots; drives the window and ends
	Measure        bool   // drives the window, prints how fast it was, and ends
	DNS            string // name server for discovery and mail servers, host:port; "": the system's
	HTTPRoot       string // where discovery asks instead of https://HOST
	NoNetwork      bool   // discovery uses the catalogue only
	Catalogue      []byte // the program's own catalogue of providers, for the terms that problems are told in
}

// Passing reports whether the run is a demonstration that leaves nothing behind.
func (g *Globals) Passing() bool { return g.Demo || g.Tour != "" }

func (g *Globals) register(set *flag.FlagSet) {
	set.StringVar(&g.DataDir, "data-dir", g.DataDir, "profile folder")
	set.StringVar(&g.Secrets, "secrets", g.Secrets, "where the account key lives: keychain, sealed or memory")
	set.StringVar(&g.PassphraseFile, "passphrase-file", g.PassphraseFile, "file with the passphrase of a sealed account key")
	set.StringVar(&g.CAFile, "ca-file", g.CAFile, "trust the roots in this PEM file too")
	set.StringVar(&g.PolicyFile, "policy", g.PolicyFile, "policy file, where the system has none")
	set.Func("lang", "language of sentences: zh-CN or en", func(text string) error {
		g.Lang = words.Language(text)
		if !slices.Contains(words.Languages, g.Lang) {
			return fmt.Errorf("unknown language %q", text)
		}
		return nil
	})
	set.BoolVar(&g.JSON, "json", g.JSON, "one JSON object per line")
	set.Float64Var(&g.TimeoutScale, "timeout-scale", g.TimeoutScale, "multiply every timeout")
	set.BoolVar(&g.Verbose, "v", g.Verbose, "log more, never a secret")
	set.BoolVar(&g.Demo, "demo", g.Demo, "use the embedded demo mailbox in a temporary profile")
	set.BoolVar(&g.Measure, "measure", g.Measure, "drive the window of this profile and print how fast it was")
	set.StringVar(&g.Tour, "tour", g.Tour, "drive the window through a tour and leave screenshots in this folder")
}

// Streams are the process's standard streams.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
	Terminal bool // In is a terminal: questions may be asked
}

// call is one invocation of a verb.
type call struct {
	Globals
	streams Streams
	open    func(context.Context, Globals) (*Services, error)
	args    []string // positional
	out     *printer
}

// verb is one command. run returns the error that decides the exit status.
type verb struct {
	name    string
	usage   string
	flags   func(*flag.FlagSet) (run func(context.Context, *call) error)
	minArgs int
	maxArgs int // -1: any number
}

func verbs() []verb {
	return []verb{
		bindVerb, discoverVerb, accountsVerb, unbindVerb, syncVerb, compareVerb, conflictsVerb, foldersVerb, listVerb, searchVerb, showVerb, flagVerb, moveVerb, copyVerb, deleteVerb, undoVerb, folderVerb, sendVerb, outboxVerb, exportVerb, importVerb, parseVerb, renderVerb, explainVerb, diagnoseVerb, reportVerb, certificateVerb, trustVerb, policyVerb, cardVerb, versionVerb,
	}
}

// Parse reads the global flags and returns the verb with its own arguments, "" for none. An error is a usage
// error.
func Parse(args []string, defaults Globals) (Globals, string, []string, error) {
	set := flag.NewFlagSet("letterbox", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	defaults.register(set)
	if err := set.Parse(args); err != nil {
		return defaults, "", nil, usage(err.Error())
	}
	if set.NArg() == 0 {
		return defaults, "", nil, nil
	}
	return defaults, set.Arg(0), set.Args()[1:], nil
}

// Run carries a verb out and returns the exit status.
func Run(ctx context.Context, globals Globals, name string, args []string, streams Streams, open func(context.Context, Globals) (*Services, error)) int {
	c := &call{Globals: globals, streams: streams}
	c.open = func(ctx context.Context, g Globals) (*Services, error) {
		s, err := open(ctx, g)
		if err == nil && s.Notice != nil {
			c.out.notice(streams.Err, s.Notice)
		}
		return s, err
	}
	err := c.run(ctx, name, args)
	if err != nil && !isTold(err) {
		out := newPrinter(streams.Out, c.Globals)
		if c.out != nil {
			out.told = c.out.told // the verb may know whose terms to use
		}
		out.problem(streams.Err, err)
	}
	return ExitStatus(err)
}

func (c *call) run(ctx context.Context, name string, args []string) error {
	for _, v := range verbs() {
		if v.name != name {
			continue
		}
		set := flag.NewFlagSet(name, flag.ContinueOnError)
		set.SetOutput(io.Discard)
		c.register(set)
		run := v.flags(set)
		if err := c.parse(set, args); err != nil {
			return usage(err.Error() + "\nusage: letterbox " + v.usage)
		}
		if len(c.args) < v.minArgs || v.maxArgs >= 0 && len(c.args) > v.maxArgs {
			return usage("usage: letterbox " + v.usage)
		}
		c.out = newPrinter(c.streams.Out, c.Globals)
		return run(ctx, c)
	}
	return usage(fmt.Sprintf("unknown verb %q\n%s", name, Usage()))
}

// parse lets flags and arguments stand in any order.
func (c *call) parse(set *flag.FlagSet, args []string) error {
	for {
		if err := set.Parse(args); err != nil {
			return err
		}
		if set.NArg() == 0 {
			return nil
		}
		c.args = append(c.args, set.Arg(0))
		args = set.Args()[1:]
	}
}

// Usage lists the verbs.
func Usage() string {
	var b strings.Builder
	b.WriteString("usage: letterbox [--demo] [VERB …]   without a verb: the window\n")
	for _, v := range verbs() {
		b.WriteString("  letterbox " + v.usage + "\n")
	}
	return b.String()
}

func usage(text string) error {
	return &mail.Problem{Code: mail.UsageWrong, Retry: mail.RetryNever, Reply: text}
}

// Fail tells an error that came before any verb and returns the exit status.
func Fail(g Globals, streams Streams, err error) int {
	newPrinter(streams.Out, g).problem(streams.Err, err)
	return ExitStatus(err)
}
