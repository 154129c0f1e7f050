package command

import (
	"context"
	"flag"

	"letterbox/mail"
	"letterbox/ui/words"
)

var deleteVerb = verb{
	name: "delete", usage: "delete ID… [--forever]",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		forever := set.Bool("forever", false, "for good, rather than into the trash")
		return func(ctx context.Context, c *call) error { return runDelete(ctx, c, *forever) }
	},
	minArgs: 1, maxArgs: -1,
}

// runDelete moves messages into the trash of their account, and removes for good what lies there already or has none.
func runDelete(ctx context.Context, c *call, forever bool) error {
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	operations, err := s.perFolder(ctx, c.args, func(account mail.Account, folder mail.Folder, messages []mail.MessageID) (mail.Operation, error) {
		trash, err := s.withRole(ctx, account.ID, mail.RoleTrash)
		if err != nil {
			return nil, err
		}
		if forever || trash == 0 || trash == folder.ID {
			return mail.Delete{Folder: folder.ID, Messages: messages}, nil
		}
		return mail.Move{Folder: folder.ID, Messages: messages, To: trash}, nil
	})
	if err != nil {
		return err
	}
	c.out.event("result", map[string]any{"messages": len(c.args), "operations": operations})
	c.out.text("%s", words.T(c.Lang, words.CommandDeleted, len(c.args)))
	return nil
}

// withRole returns the folder of an account that is for something, 0 when there is none.
func (s *Services) withRole(ctx context.Context, account mail.AccountID, role mail.Role) (mail.FolderID, error) {
	folders, err := s.Store.Folders(ctx, account)
	for _, f := range folders {
		if f.Role == role && f.Selectable {
			return f.ID, err
		}
	}
	return 0, err
}
