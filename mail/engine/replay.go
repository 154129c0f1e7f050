package engine

import (
	"context"
	"fmt"

	"letterbox/mail"
)

// replay carries out operations that were applied locally before, over a session that it has to itself.
//
// Every operation can be met again after a crash or a lost connection, without anybody knowing how far it came. Flags
// and removals are repeated, which changes nothing the second time; so is MOVE, because what has been moved is not in
// the source any more. COPY and APPEND would double: before either, what the target is like is written down
// (Store.BeginOperation), and whoever meets the operation again looks for the messages there first.
type replay struct {
	config  Config
	session Keeper
}

// carryOut does at the server what was done locally. A message or folder that is gone there is no error.
func (r *replay) carryOut(ctx context.Context, p mail.Pending) (mail.Placed, error) {
	switch op := p.Op.(type) {
	case mail.SetFlags:
		return mail.Placed{}, r.setFlags(ctx, p, op)
	case mail.Move:
		return r.move(ctx, p, op)
	case mail.Copy:
		return r.copy(ctx, p, op)
	case mail.Delete:
		return mail.Placed{}, r.delete(ctx, p, op)
	case mail.Append:
		return r.append(ctx, p, op)
	case mail.CreateFolder, mail.RenameFolder, mail.DeleteFolder, mail.Subscribe:
		return mail.Placed{}, r.folder(ctx, p)
	default:
		return mail.Placed{}, &mail.Problem{Code: mail.ServerRefused, Retry: mail.RetryNever, Err: fmt.Errorf("operation %T is not known", op)}
	}
}

// sources is what an operation names, in the selected folder.
type sources struct {
	uids     []mail.UID
	messages map[mail.UID]mail.MessageID
}

// open selects the folder of an operation and finds its messages there. Those that are gone are left out.
func (r *replay) open(ctx context.Context, p mail.Pending, id mail.FolderID) (sources, error) {
	s := sources{messages: map[mail.UID]mail.MessageID{}}
	folder, err := r.config.Store.Folder(ctx, id)
	if err != nil {
		return s, err
	}
	if _, err := r.session.Select(ctx, folder); err != nil {
		return s, err
	}
	for _, source := range p.Sources {
		uid := source.UID
		if uid == 0 && source.MessageID != "" {
			found, err := r.session.Find(ctx, source.MessageID, 1)
			if err != nil {
				return s, err
			}
			if len(found) > 0 {
				uid = found[len(found)-1]
			}
		}
		if _, twice := s.messages[uid]; uid != 0 && !twice {
			s.uids = append(s.uids, uid)
			s.messages[uid] = source.Message
		}
	}
	return s, nil
}

func (r *replay) setFlags(ctx context.Context, p mail.Pending, op mail.SetFlags) error {
	s, err := r.open(ctx, p, op.Folder)
	if err != nil || len(s.uids) == 0 {
		return err
	}
	return r.session.StoreFlags(ctx, s.uids, op.Add, op.Remove)
}

func (r *replay) delete(ctx context.Context, p mail.Pending, op mail.Delete) error {
	s, err := r.open(ctx, p, op.Folder)
	if err != nil || len(s.uids) == 0 {
		return err
	}
	return r.session.Expunge(ctx, s.uids)
}

func (r *replay) move(ctx context.Context, p mail.Pending, op mail.Move) (mail.Placed, error) {
	to, err := r.config.Store.Folder(ctx, op.To)
	if err != nil {
		return mail.Placed{}, err
	}
	if r.session.MovesAtOnce() && !marked(p.Begun) {
		s, err := r.open(ctx, p, op.Folder)
		if err != nil || len(s.uids) == 0 {
			return mail.Placed{}, err
		}
		moved, err := r.session.Move(ctx, s.uids, to)
		return s.placed(moved), err
	}
	placed, err := r.copyOnce(ctx, p, op.Folder, to)
	if err != nil {
		return placed, err
	}
	s, err := r.open(ctx, p, op.Folder)
	if err != nil || len(s.uids) == 0 {
		return placed, err
	}
	return placed, r.session.Expunge(ctx, s.uids)
}

func (r *replay) copy(ctx context.Context, p mail.Pending, op mail.Copy) (mail.Placed, error) {
	to, err := r.config.Store.Folder(ctx, op.To)
	if err != nil {
		return mail.Placed{}, err
	}
	return r.copyOnce(ctx, p, op.Folder, to)
}

// copyOnce copies unless an earlier attempt did. A server copies all messages of a command or none (RFC 9051 section
// 6.4.7).
func (r *replay) copyOnce(ctx context.Context, p mail.Pending, from mail.FolderID, to mail.Folder) (mail.Placed, error) {
	if marked(p.Begun) {
		if placed, err := r.arrived(ctx, p, to); err != nil || len(placed.UIDs) > 0 {
			return placed, err
		}
	}
	if err := r.begin(ctx, p, to); err != nil {
		return mail.Placed{}, err
	}
	s, err := r.open(ctx, p, from)
	if err != nil || len(s.uids) == 0 {
		return mail.Placed{}, err
	}
	copied, err := r.session.Copy(ctx, s.uids, to)
	return s.placed(copied), err
}

// placed names messages by their local id.
func (s sources) placed(c mail.Copied) mail.Placed {
	placed := mail.Placed{UIDValidity: c.UIDValidity, UIDs: map[mail.MessageID]mail.UID{}}
	for from, to := range c.UIDs {
		if id, known := s.messages[from]; known {
			placed.UIDs[id] = to
		}
	}
	return placed
}

// marked reports that it was written down what the target was like: an earlier attempt may have added to it.
func marked(b *mail.Begun) bool { return b != nil && b.UIDValidity != 0 }

// begin writes down what the target is like before something is added to it.
func (r *replay) begin(ctx context.Context, p mail.Pending, to mail.Folder) error {
	state, err := r.session.Status(ctx, to)
	if err != nil {
		return err
	}
	return r.config.Store.BeginOperation(ctx, p.ID, mail.Begun{UIDValidity: state.UIDValidity, UIDNext: state.UIDNext})
}

// arrived looks for the messages of an operation among those that were added to its target since it was begun: by
// Message-ID, or by size for one that has none. Where the target was made anew meanwhile, nothing in it is ours.
func (r *replay) arrived(ctx context.Context, p mail.Pending, to mail.Folder) (mail.Placed, error) {
	state, err := r.session.Select(ctx, to)
	if err != nil {
		return mail.Placed{}, err
	}
	placed := mail.Placed{UIDValidity: state.UIDValidity, UIDs: map[mail.MessageID]mail.UID{}}
	if state.UIDValidity != p.Begun.UIDValidity || state.Exists == 0 {
		return placed, nil
	}
	_, err = r.session.Headers(ctx, []mail.UIDRange{{First: max(p.Begun.UIDNext, 1)}}, func(h mail.FetchedHeader) error {
		if h.UID < p.Begun.UIDNext {
			return nil // "*" is the last message, whatever its number
		}
		envelope, _ := r.config.ReadHeader(h.Raw)
		for _, s := range p.Sources {
			same := s.MessageID != "" && s.MessageID == envelope.MessageID || s.MessageID == "" && envelope.MessageID == "" && s.Size == h.Size
			if _, taken := placed.UIDs[s.Message]; same && !taken {
				placed.UIDs[s.Message] = h.UID
				return nil
			}
		}
		return nil
	})
	return placed, err
}
