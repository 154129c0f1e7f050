package command

import (
	"context"
	"flag"
	"strings"

	"letterbox/mail"
)

var folderVerb = verb{
	name: "folder", usage: "folder create PATH | rename FOLDER PATH | delete FOLDER | subscribe FOLDER on|off   [--account A]",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		account := set.String("account", "", "account that the folder is of")
		return func(ctx context.Context, c *call) error { return runFolder(ctx, c, *account) }
	},
	minArgs: 2, maxArgs: 3,
}

// runFolder changes the folders of an account locally and queues the change; the next sync sends it.
func runFolder(ctx context.Context, c *call, name string) error {
	if wanted := map[string]int{"create": 2, "delete": 2, "rename": 3, "subscribe": 3}[c.args[0]]; wanted != len(c.args) {
		return usage("usage: letterbox folder create PATH | rename FOLDER PATH | delete FOLDER | subscribe FOLDER on|off")
	}
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	account, err := s.account(ctx, name)
	if err != nil {
		return err
	}
	operation, err := folderOperation(ctx, s, account, c.args)
	if err != nil {
		return err
	}
	id, err := s.Engine.Do(ctx, operation)
	if err != nil {
		return err
	}
	c.out.event("result", map[string]any{"operation": id})
	return nil
}

func folderOperation(ctx context.Context, s *Services, account mail.Account, args []string) (mail.Operation, error) {
	if args[0] == "create" {
		parent, level, err := place(ctx, s, account, args[1])
		return mail.CreateFolder{Account: account.ID, Parent: parent, Name: level}, err
	}
	folder, err := s.folder(ctx, account.Address.Spec(), args[1])
	if err != nil {
		return nil, err
	}
	switch args[0] {
	case "rename":
		parent, level, err := place(ctx, s, account, args[2])
		return mail.RenameFolder{Folder: folder.ID, Parent: parent, Name: level}, err
	case "delete":
		return mail.DeleteFolder{Folder: folder.ID}, nil
	}
	if args[2] != "on" && args[2] != "off" {
		return nil, usage("subscribe takes on or off")
	}
	return mail.Subscribe{Folder: folder.ID, On: args[2] == "on"}, nil
}

// place splits a path into the folder above, 0 for none, and the name of the last level.
func place(ctx context.Context, s *Services, account mail.Account, path string) (mail.FolderID, string, error) {
	folders, err := s.Store.Folders(ctx, account.ID)
	if err != nil {
		return 0, "", err
	}
	for _, f := range folders {
		if level, below := strings.CutPrefix(path, f.Path+f.Delimiter); below && f.Delimiter != "" && level != "" && !strings.Contains(level, f.Delimiter) {
			return f.ID, level, nil
		}
		if f.Delimiter != "" && strings.Count(path, f.Delimiter) == 0 {
			return 0, path, nil
		}
	}
	if len(folders) > 0 && folders[0].Delimiter != "" {
		return 0, "", notFound(path)
	}
	return 0, path, nil
}
