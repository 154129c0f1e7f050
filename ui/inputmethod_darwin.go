package ui

import (
	"context"

	"letterbox/ui/ime"
)

func nativeInput(context.Context, func(func())) ime.Backend { return ime.None() }
