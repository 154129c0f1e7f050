package app

import (
	"context"
	"encoding/json"
	"log/slog"
	"maps"
	"sync"

	"letterbox/storage"
)

// preferencesKey names the setting that holds the window's choices as one JSON object.
const preferencesKey = "window"

// preferences keeps the window's small choices. Get answers from memory; Set returns at once, and one goroutine,
// which ends with close, writes what was set last.
type preferences struct {
	store *storage.DB
	log   *slog.Logger

	mu     sync.Mutex
	values map[string]string
	dirty  chan struct{} // one slot
	done   chan struct{}
}

func newPreferences(ctx context.Context, store *storage.DB, log *slog.Logger) *preferences {
	p := &preferences{store: store, log: log, values: map[string]string{}, dirty: make(chan struct{}, 1), done: make(chan struct{})}
	text, err := store.Setting(ctx, preferencesKey)
	if err == nil && text != "" {
		err = json.Unmarshal([]byte(text), &p.values)
	}
	if err != nil {
		log.Warn("read preferences", "err", err)
	}
	go func() { // ends when close closes dirty
		defer close(p.done)
		for range p.dirty {
			p.save(context.WithoutCancel(ctx))
		}
	}()
	return p
}

func (p *preferences) save(ctx context.Context) {
	p.mu.Lock()
	values := maps.Clone(p.values)
	p.mu.Unlock()
	text, err := json.Marshal(values)
	if err == nil {
		err = p.store.SetSetting(ctx, preferencesKey, string(text))
	}
	if err != nil {
		p.log.Warn("write preferences", "err", err)
	}
}

// Get returns a choice, "" if there is none.
func (p *preferences) Get(key string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.values[key]
}

// Set keeps a choice.
func (p *preferences) Set(key, value string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.values[key] == value {
		return
	}
	p.values[key] = value
	select {
	case p.dirty <- struct{}{}:
	default:
	}
}

// close waits until everything is written. Nobody may call Set any more.
func (p *preferences) close() {
	close(p.dirty)
	<-p.done
}
