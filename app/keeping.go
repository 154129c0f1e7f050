package app

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"letterbox/mail"
	"letterbox/ui/model"
)

// freeAtOnce is how many bodies one transaction removes.
const freeAtOnce = 500

// keeping tells how much room mail takes in the profile, and gives room back.
type keeping struct{ house *house }

// Size returns about how many bytes an account takes.
func (k keeping) Size(ctx context.Context, id mail.AccountID) (int64, error) {
	return k.house.store.Size(ctx, id)
}

// Free removes the bodies of an account that are older than its window, and returns about how many bytes that gave
// back. Where everything is kept, and where no server has the mail any more, nothing is removed.
func (k keeping) Free(ctx context.Context, id mail.AccountID) (int64, error) {
	account, err := k.house.store.Account(ctx, id)
	window := k.house.bodyWindow(id)
	if err != nil || account.Archived || window == 0 {
		return 0, err
	}
	before, err := k.house.store.Size(ctx, id)
	for n := freeAtOnce; n == freeAtOnce && err == nil; {
		n, err = k.house.store.EvictBodies(ctx, id, time.Now().Add(-window), freeAtOnce)
	}
	if err != nil {
		return 0, err
	}
	after, err := k.house.store.Size(ctx, id)
	return max(before-after, 0), err
}

// bodyWindow is how far back bodies are brought without being asked for: as the administrator wants it, else as the
// person has chosen; 0 is all.
func (h *house) bodyWindow(id mail.AccountID) time.Duration {
	days, ruled := h.authorities.policy.SyncWindow()
	if !ruled {
		days = windowOf(h.chosen(model.PrefWindow(id)))
	}
	return time.Duration(days) * 24 * time.Hour
}

// windowOf reads a choice of days; all of it counts when nothing that can be chosen was.
func windowOf(chosen string) int {
	days, err := strconv.Atoi(chosen)
	if err != nil || !slices.Contains(model.Windows, days) {
		return 0
	}
	return days
}

// chosen returns a choice of the window, "" for none: from the window itself while it is open, else from the profile.
func (h *house) chosen(key string) string {
	if h.prefs != nil {
		return h.prefs.Get(key)
	}
	values := map[string]string{}
	text, err := h.store.Setting(context.Background(), preferencesKey)
	if err == nil && text != "" {
		err = json.Unmarshal([]byte(text), &values)
	}
	if err != nil {
		h.log.Warn("read preferences", "err", err)
	}
	return values[key]
}
