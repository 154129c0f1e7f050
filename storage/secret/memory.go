package secret

import (
	"context"
	"sync"
)

// Memory keeps keys until the process ends: for tests, and for runs that bind nothing for good.
type Memory struct {
	mu   sync.Mutex
	keys map[string][32]byte
}

// NewMemory returns an empty store.
func NewMemory() *Memory { return &Memory{keys: map[string][32]byte{}} }

// Key returns the key of id, or SecretMissing.
func (m *Memory) Key(ctx context.Context, id string) ([32]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	key, there := m.keys[id]
	if !there {
		return key, missing(nil)
	}
	return key, nil
}

// Create makes a random key for id, in place of one that was there.
func (m *Memory) Create(ctx context.Context, id string) ([32]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keys[id] = newKey()
	return m.keys[id], nil
}

// Delete forgets the key of id, if there is one.
func (m *Memory) Delete(ctx context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.keys, id)
	return nil
}
