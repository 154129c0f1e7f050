package engine

import (
	"context"

	"letterbox/mail"
)

// Tally compares one folder with the server: it answers "why has it not arrived?" by numbers.
type Tally struct {
	Folder mail.Folder
	Server int  // messages that the server has now
	Here   int  // of these, as far as is known here
	Fresh  bool // the server has a message that came after the last pull
}

// Agrees reports that nothing is missing here and nothing is left over.
func (t Tally) Agrees() bool { return t.Server == t.Here && !t.Fresh }

// Compare asks the server of an account how many messages each folder has, over a connection of its own, and compares
// that with what is stored. It changes nothing. Folders that cannot be asked for are left out.
func (e *Engine) Compare(ctx context.Context, account mail.Account) ([]Tally, error) {
	session, err := e.open(ctx, account)
	if err != nil {
		return nil, err
	}
	defer func() { _ = session.Close() }() // the numbers are there already
	keeper, keeps := session.(Keeper)
	if !keeps {
		return nil, nil
	}
	folders, err := e.config.Store.Folders(ctx, account.ID)
	if err != nil {
		return nil, err
	}
	var tallies []Tally
	for _, f := range folders {
		if !f.Selectable {
			continue
		}
		state, err := keeper.Status(ctx, f)
		if err != nil && (keeper.Broken() || ctx.Err() != nil) {
			return tallies, err
		}
		if err != nil {
			continue
		}
		here, err := e.config.Store.CountUIDs(ctx, f.ID)
		if err != nil {
			return tallies, err
		}
		fresh := state.UIDValidity != f.Sync.UIDValidity || state.UIDNext > f.Sync.UIDNext
		tallies = append(tallies, Tally{Folder: f, Server: state.Exists, Here: here, Fresh: fresh})
	}
	return tallies, nil
}
