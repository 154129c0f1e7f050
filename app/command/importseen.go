package command

import (
	"bytes"
	"context"
	"crypto/sha256"
	"io"

	"letterbox/mail"
	"letterbox/mail/mbox"
	"letterbox/mail/message"
	"letterbox/storage"
)

// listed is how many rows are read at once.
const listed = 1000

// present knows which messages a folder has, so that an import brings none twice. Two messages are the same when their
// Message-IDs and their bytes are, line ends aside; of a stored message whose bytes are not here the Message-ID decides.
type present struct {
	store *storage.DB
	byID  map[string][]stored // by Message-ID, "" for those without
}

// stored is a message that is there. sum is zero until its bytes were read.
type stored struct {
	id      mail.MessageID
	hasBody bool
	sum     [sha256.Size]byte
}

func newPresent(ctx context.Context, store *storage.DB, folder mail.FolderID) (*present, error) {
	p := &present{store: store, byID: map[string][]stored{}}
	ids, err := store.MessageIDs(ctx, folder)
	if err != nil {
		return nil, err
	}
	for len(ids) > 0 {
		part := ids[:min(len(ids), listed)]
		ids = ids[len(part):]
		rows, err := store.Messages(ctx, part)
		if err != nil {
			return nil, err
		}
		for _, m := range rows {
			p.byID[m.Envelope.MessageID] = append(p.byID[m.Envelope.MessageID], stored{id: m.ID, hasBody: m.HasBody})
		}
	}
	return p, nil
}

// has reports whether a message is there, and counts it as there from now on.
func (p *present) has(ctx context.Context, m mbox.Message) (bool, error) {
	name := message.Envelope(m.Raw).MessageID
	sum := sumOf(m.Raw)
	same := p.byID[name]
	for i := range same {
		if !same[i].hasBody {
			if name != "" {
				return true, nil
			}
			continue
		}
		if same[i].sum == [sha256.Size]byte{} {
			read, err := p.read(ctx, same[i].id)
			if err != nil {
				return false, err
			}
			same[i].sum = read
		}
		if same[i].sum == sum {
			return true, nil
		}
	}
	p.byID[name] = append(same, stored{hasBody: true, sum: sum})
	return false, nil
}

func (p *present) read(ctx context.Context, id mail.MessageID) (sum [sha256.Size]byte, err error) {
	body, _, err := p.store.OpenBody(ctx, id)
	if err != nil {
		return sum, err
	}
	defer func() { _ = body.Close() }() // it was only read
	raw, err := io.ReadAll(body)
	if err != nil {
		return sum, storage.Classify(err)
	}
	return sumOf(raw), nil
}

// sumOf is the hash of a message whatever its line ends are, and however many stand at its end.
func sumOf(raw []byte) [sha256.Size]byte {
	return sha256.Sum256(bytes.ReplaceAll(bytes.TrimRight(raw, "\r\n"), []byte("\r\n"), []byte("\n")))
}
