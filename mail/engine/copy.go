package engine

import (
	"context"
	"fmt"
	"slices"

	"letterbox/mail"
)

// lookFor looks in the folders where a server keeps what was sent for a message whose fate is unknown. Finding it
// settles the matter; not finding it does not, because few servers store a copy themselves: then the person is asked.
func (s *sender) lookFor(ctx context.Context, account mail.Account, o mail.Outgoing) (mail.Outgoing, error) {
	if s.looks[o.ID] >= mostLooks || len(o.Taken) > 0 { // a copy may be of what was taken before
		return o, nil
	}
	s.looks[o.ID]++
	found, err := s.find(ctx, account, o.MessageID)
	if err != nil {
		s.config.Log.Info("sent message not looked for", "account", account.ID, "err", err)
		return o, nil
	}
	if !found {
		return o, nil
	}
	return s.outcome(ctx, o, mail.Outcome{State: mail.OutgoingSent, Verdicts: o.Verdicts, Reply: o.Reply})
}

func (s *sender) find(ctx context.Context, account mail.Account, messageID string) (bool, error) {
	if account.Incoming.Protocol != mail.IMAP || messageID == "" {
		return false, nil
	}
	folders, err := s.config.Store.Folders(ctx, account.ID)
	if err != nil {
		return false, err
	}
	folders = slices.DeleteFunc(folders, func(f mail.Folder) bool { return f.Role != mail.RoleSent && f.Role != mail.RoleAll })
	if len(folders) == 0 {
		return false, nil
	}
	session, err := s.config.Open(ctx, account)
	if err != nil {
		return false, err
	}
	defer func() { _ = session.Close() }() // the answer is there already
	keeper, keeps := session.(Keeper)
	if !keeps {
		return false, nil
	}
	for _, f := range folders {
		if _, err := keeper.Select(ctx, f); err != nil {
			return false, err
		}
		if uids, err := keeper.Find(ctx, messageID, 1); err != nil || len(uids) > 0 {
			return len(uids) > 0, err
		}
	}
	return false, nil
}

// keepCopy sees to it that the person's own copy of a message that was sent lies in Sent exactly once: left to a server
// that stores it itself, else stored here and pushed. The message counts as copied when the server has the copy.
func (s *sender) keepCopy(ctx context.Context, account mail.Account, o mail.Outgoing) (mail.Outgoing, error) {
	if err := s.flagOriginal(ctx, o); err != nil {
		return o, err
	}
	copied := mail.Outcome{State: mail.OutgoingCopied, Verdicts: o.Verdicts, Reply: o.Reply}
	if s.config.SavesSent(account) {
		return s.outcome(ctx, o, copied)
	}
	sent, known, err := folderFor(ctx, s.config.Store, account.ID, mail.RoleSent)
	if err != nil || !known {
		return o, err // the next round of the worker may bring it
	}
	raw, err := s.config.Store.OutgoingRaw(ctx, o.ID)
	if err != nil {
		return o, err
	}
	message := s.config.ReadLocal(raw)
	message.Key, message.Flags, message.Received = fmt.Sprintf("outgoing:%d", o.ID), mail.Seen, o.Changed
	_, operation, err := s.config.Store.KeepMessage(ctx, sent.ID, message)
	if err != nil {
		return o, err
	}
	if account.Incoming.Protocol == mail.POP3 {
		if err := complete(ctx, s.config.Store, account.ID); err != nil {
			return o, err
		}
	}
	waits, err := s.waits(ctx, operation)
	if err != nil || waits {
		s.pushed()
		return o, err
	}
	return s.outcome(ctx, o, copied)
}

// waits reports whether an operation is still to be pushed.
func (s *sender) waits(ctx context.Context, id mail.OperationID) (bool, error) {
	pending, err := s.config.Store.PendingOperations(ctx, s.account)
	return slices.ContainsFunc(pending, func(p mail.Pending) bool { return p.ID == id }), err
}

// flagOriginal marks the message that was answered or forwarded.
func (s *sender) flagOriginal(ctx context.Context, o mail.Outgoing) error {
	flag := mail.Flags(0)
	switch o.Purpose.Kind {
	case mail.PurposeReply, mail.PurposeReplyAll:
		flag = mail.Answered
	case mail.PurposeForward:
		flag = mail.Forwarded
	case mail.PurposeNew, mail.PurposeEdit:
	}
	if flag == 0 || o.Purpose.Message == 0 {
		return nil
	}
	original, err := s.config.Store.Message(ctx, o.Purpose.Message)
	if isGone(err) || err == nil && original.Flags.Has(flag) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = s.config.Store.ApplyOperation(ctx, mail.SetFlags{Folder: original.Folder, Messages: []mail.MessageID{original.ID}, Add: flag})
	return err
}

// folderFor returns the folder of an account that has a role.
func folderFor(ctx context.Context, store Store, account mail.AccountID, role mail.Role) (mail.Folder, bool, error) {
	folders, err := store.Folders(ctx, account)
	if err != nil {
		return mail.Folder{}, false, err
	}
	for _, f := range folders {
		if f.Role == role {
			return f, true, nil
		}
	}
	return mail.Folder{}, false, nil
}
