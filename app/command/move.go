package command

import (
	"context"
	"flag"
	"strconv"

	"letterbox/mail"
	"letterbox/ui/words"
)

var moveVerb = verb{
	name: "move", usage: "move ID… FOLDER",
	flags:   func(*flag.FlagSet) func(context.Context, *call) error { return runMove },
	minArgs: 2, maxArgs: -1,
}

var undoVerb = verb{
	name: "undo", usage: "undo OPERATION",
	flags:   func(*flag.FlagSet) func(context.Context, *call) error { return runUndo },
	minArgs: 1, maxArgs: 1,
}

// runMove moves messages locally and queues the move; the next sync sends it.
func runMove(ctx context.Context, c *call) error {
	return relocate(ctx, c, words.CommandMoved, func(from mail.FolderID, messages []mail.MessageID, to mail.FolderID) mail.Operation {
		return mail.Move{Folder: from, Messages: messages, To: to}
	})
}

// relocate does with messages what needs a folder to put them into, and says so by done, which takes how many they are
// and the folder's name.
func relocate(ctx context.Context, c *call, done words.Key, operation func(from mail.FolderID, messages []mail.MessageID, to mail.FolderID) mail.Operation) error {
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	ids, name := c.args[:len(c.args)-1], c.args[len(c.args)-1]
	var to mail.Folder
	operations, err := s.perFolder(ctx, ids, func(account mail.Account, folder mail.Folder, messages []mail.MessageID) (mail.Operation, error) {
		to, err = s.folder(ctx, account.Address.Spec(), name)
		return operation(folder.ID, messages, to.ID), err
	})
	if err != nil {
		return err
	}
	c.out.event("result", map[string]any{"messages": len(ids), "operations": operations})
	c.out.text("%s", words.T(c.Lang, done, len(ids), words.FolderName(c.Lang, to)))
	return nil
}

// perFolder does an operation for the messages of each folder, and returns by which numbers they can be taken back.
// Nothing is done when a message is not there or the operation cannot be made for one of the folders.
func (s *Services) perFolder(ctx context.Context, ids []string, operation func(mail.Account, mail.Folder, []mail.MessageID) (mail.Operation, error)) ([]mail.OperationID, error) {
	grouped := map[mail.FolderID][]mail.MessageID{}
	var order []mail.FolderID
	for _, text := range ids {
		id, err := messageID(text)
		if err != nil {
			return nil, err
		}
		m, err := s.Store.Message(ctx, id)
		if err != nil {
			return nil, err
		}
		if grouped[m.Folder] == nil {
			order = append(order, m.Folder)
		}
		grouped[m.Folder] = append(grouped[m.Folder], id)
	}
	var planned []mail.Operation
	for _, id := range order {
		folder, err := s.Store.Folder(ctx, id)
		if err != nil {
			return nil, err
		}
		account, err := s.Store.Account(ctx, folder.Account)
		if err != nil {
			return nil, err
		}
		op, err := operation(account, folder, grouped[id])
		if err != nil {
			return nil, err
		}
		planned = append(planned, op)
	}
	done := []mail.OperationID{}
	for _, op := range planned {
		id, err := s.Engine.Do(ctx, op)
		if err != nil {
			return done, err
		}
		if id != 0 {
			done = append(done, id)
		}
	}
	return done, nil
}

// runUndo takes an operation back: out of the queue, or by its opposite.
func runUndo(ctx context.Context, c *call) error {
	id, err := strconv.ParseInt(c.args[0], 10, 64)
	if err != nil || id <= 0 {
		return usage("not the number of an operation: " + c.args[0])
	}
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Post.Undo(ctx, mail.OperationID(id)); err != nil {
		return err
	}
	c.out.event("result", map[string]any{"operation": id})
	c.out.text("%s", words.T(c.Lang, words.CommandUndone))
	return nil
}
