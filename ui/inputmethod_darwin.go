package ui

import (
	"context"

	"letterbox/ui/ime"
	"letterbox/ui/ime/cocoa"
)

func nativeInput(context.Context, func(func())) ime.Backend { return cocoa.New() }
