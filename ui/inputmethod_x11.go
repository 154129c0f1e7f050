//go:build !windows && !darwin

package ui

import (
	"context"
	"os"
	"time"

	"letterbox/ui/ime"
	"letterbox/ui/ime/bus"
	"letterbox/ui/ime/x11"
)

// searchTime bounds how long the first window may wait for the input method. One that comes later serves too.
const searchTime = time.Second

// nativeInput returns the input method on D-Bus, and keeps the toolkit from the X input method protocol, by which
// everything would come twice. Where only that protocol is served, the toolkit has it.
func nativeInput(ctx context.Context, post func(func())) ime.Backend {
	c := bus.Environment()
	c.Post = post
	if c.Display == "" {
		return ime.None()
	}
	search, cancel := context.WithTimeout(ctx, searchTime)
	defer cancel()
	b := bus.Open(search, c)
	if !b.Serving() && hasOldServer(search, c.Display) {
		b.Close()
		return ime.None()
	}
	if err := os.Setenv("XMODIFIERS", "@im=none"); err != nil {
		b.Close()
		return ime.None()
	}
	return b
}

func hasOldServer(ctx context.Context, display string) bool {
	conn, err := x11.Open(ctx, display)
	if err != nil {
		return false
	}
	defer conn.Close()
	has, err := conn.HasInputServer(ctx)
	return has && err == nil
}
