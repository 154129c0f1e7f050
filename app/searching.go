package app

import (
	"bytes"
	"context"
	"io"

	"letterbox/app/indexer"
	"letterbox/mail"
	"letterbox/mail/message"
	"letterbox/storage"
)

// newIndexer returns what keeps the index of search up to date.
func (h *house) newIndexer() *indexer.Indexer {
	return indexer.New(indexer.Config{Store: h.store, Read: h.readLetter, Log: h.log})
}

// keepIndex has the index of search kept up to date until the house is closed.
func (h *house) keepIndex(ctx context.Context) {
	ctx, end := context.WithCancel(ctx)
	changed, unsubscribe := h.hub.Subscribe()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		h.newIndexer().Run(ctx, changed)
	}()
	h.later(func() {
		end()
		unsubscribe()
		<-ended
	})
}

// readLetter reads a stored message for the index.
func (h *house) readLetter(ctx context.Context, id mail.MessageID) (indexer.Letter, error) {
	body, _, err := h.store.OpenBody(ctx, id)
	if err != nil {
		return indexer.Letter{}, err
	}
	defer func() { _ = body.Close() }() // it was only read
	raw, err := io.ReadAll(body)
	if err != nil {
		return indexer.Letter{}, storage.Classify(err)
	}
	return indexer.Letter{
		Body: message.Parse(raw, message.Options{}).Body,
		Open: func(path string) (io.Reader, error) {
			_, r, err := message.OpenPart(bytes.NewReader(raw), path)
			return r, err
		},
	}, nil
}
