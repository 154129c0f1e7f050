package command

import (
	"context"
	"flag"

	"letterbox/mail"
)

type folderObject struct {
	ID      mail.FolderID `json:"id"`
	Account string        `json:"account"`
	Path    string        `json:"path"`
	Role    mail.Role     `json:"role"`
	Total   int           `json:"total"`
	Unread  int           `json:"unread"`
}

var foldersVerb = verb{
	name: "folders", usage: "folders [ACCOUNT]",
	flags:   func(*flag.FlagSet) func(context.Context, *call) error { return runFolders },
	maxArgs: 1,
}

func runFolders(ctx context.Context, c *call) error {
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	accounts, err := s.accounts(ctx, firstOf(c.args))
	if err != nil {
		return err
	}
	list := []folderObject{}
	for _, a := range accounts {
		folders, err := s.Store.Folders(ctx, a.ID)
		if err != nil {
			return err
		}
		for _, f := range folders {
			list = append(list, folderObject{f.ID, a.Address.Spec(), f.Path, f.Role, f.Total, f.Unread})
			c.out.text("%d\t%s\t%d\t%d", f.ID, f.Path, f.Unread, f.Total)
		}
	}
	c.out.event("result", map[string]any{"folders": list})
	return nil
}
