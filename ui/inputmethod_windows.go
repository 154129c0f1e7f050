package ui

import (
	"context"

	"letterbox/ui/ime"
	"letterbox/ui/ime/imm"
)

func nativeInput(context.Context, func(func())) ime.Backend { return imm.New() }
