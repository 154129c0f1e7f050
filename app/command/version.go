package command

import (
	"context"
	"flag"
	"runtime"
)

// Version is set by the build.
var Version = "0.1.0-dev"

var versionVerb = verb{
	name: "version", usage: "version",
	flags: func(*flag.FlagSet) func(context.Context, *call) error { return runVersion },
}

func runVersion(_ context.Context, c *call) error {
	c.out.event("result", map[string]any{"version": Version, "go": runtime.Version(), "os": runtime.GOOS, "arch": runtime.GOARCH})
	c.out.text("Letterbox %s (%s, %s/%s)", Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return nil
}
