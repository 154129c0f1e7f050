package command

import (
	"context"
	"flag"

	"letterbox/mail"
	"letterbox/ui/words"
)

var copyVerb = verb{
	name: "copy", usage: "copy ID… FOLDER",
	flags:   func(*flag.FlagSet) func(context.Context, *call) error { return runCopy },
	minArgs: 2, maxArgs: -1,
}

// runCopy copies messages locally and queues the copying; the next sync sends it.
func runCopy(ctx context.Context, c *call) error {
	return relocate(ctx, c, words.CommandCopied, func(from mail.FolderID, messages []mail.MessageID, to mail.FolderID) mail.Operation {
		return mail.Copy{Folder: from, Messages: messages, To: to}
	})
}
