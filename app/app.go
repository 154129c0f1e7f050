package app

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/jeandeaual/go-locale"
	"golang.org/x/term"

	"letterbox/app/command"
	"letterbox/assets"
	"letterbox/ui/words"
)

// Main runs the program and returns its exit status.
func Main(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	streams := command.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Terminal: term.IsTerminal(int(os.Stdin.Fd()))}
	globals, verb, rest, err := command.Parse(args, defaults())
	card, _ := cardNamed(verb, rest)
	switch {
	case err != nil:
		return command.Fail(globals, streams, err)
	case card == "" && verb != "":
		return command.Run(ctx, globals, verb, rest, streams, openServices)
	}
	if err := runWindow(ctx, globals, card); err != nil {
		return command.Fail(globals, streams, err)
	}
	return 0
}

func defaults() command.Globals {
	return command.Globals{Lang: systemLanguage(), TimeoutScale: 1, Catalogue: assets.ProvidersJSON}
}

// systemLanguage returns the language of the product that suits the person's system.
func systemLanguage() words.Language {
	locales, err := locale.GetLocales()
	if err != nil {
		return words.EN
	}
	return words.Match(locales...)
}
