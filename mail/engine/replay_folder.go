package engine

import (
	"context"

	"letterbox/mail"
)

// folder carries out what changes folders. What an earlier attempt did counts as done: Keeper sees to that.
func (r *replay) folder(ctx context.Context, p mail.Pending) error {
	switch op := p.Op.(type) {
	case mail.CreateFolder:
		return r.name(ctx, p.Made, func(f mail.Folder) (string, error) {
			return r.session.CreateFolder(ctx, f.Path, f.Delimiter)
		})
	case mail.RenameFolder:
		return r.name(ctx, op.Folder, func(f mail.Folder) (string, error) {
			return r.session.RenameFolder(ctx, p.Wire, f.Path, f.Delimiter)
		})
	case mail.DeleteFolder:
		return r.session.DeleteFolder(ctx, p.Wire)
	case mail.Subscribe:
		folder, err := r.config.Store.Folder(ctx, op.Folder)
		if err != nil {
			return err
		}
		return r.session.Subscribe(ctx, folder.Wire, op.On)
	default:
		return nil
	}
}

// name has a folder made or renamed at the server, unless it is gone here meanwhile, and keeps the server's name of it.
func (r *replay) name(ctx context.Context, id mail.FolderID, change func(mail.Folder) (wire string, err error)) error {
	folder, err := r.config.Store.Folder(ctx, id)
	if isGone(err) {
		return nil
	}
	if err != nil {
		return err
	}
	wire, err := change(folder)
	if err != nil {
		return err
	}
	return r.config.Store.NameFolder(ctx, id, wire)
}
