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
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	ids, name := c.args[:len(c.args)-1], c.args[len(c.args)-1]
	var to mail.Folder
	operations, err := s.perFolder(ctx, ids, func(account mail.Account, folder mail.Folder, messages []mail.MessageID) (mail.Operation, error) {
		to, err = s.folder(ctx, account.Address.Spec(), name)
		return mail.Copy{Folder: folder.ID, Messages: messages, To: to.ID}, err
	})
	if err != nil {
		return err
	}
	c.out.event("result", map[string]any{"messages": len(ids), "operations": operations})
	c.out.text("%s", words.T(c.Lang, words.CommandCopied, len(ids), words.FolderName(c.Lang, to)))
	return nil
}
