package app

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"letterbox/mail"
)

// limitCounts is how long it is believed what a server said of the largest message that it takes.
const limitCounts = 7 * 24 * time.Hour

// sizeLimitKey names the setting that keeps it: the limit in bytes, 0 for none, and the Unix time at which it was told.
func sizeLimitKey(id mail.AccountID) string {
	return "size_limit." + strconv.FormatInt(int64(id), 10)
}

// noteLimit keeps what the submission server of an account has just said of the largest message that it takes.
func (h *house) noteLimit(ctx context.Context, id mail.AccountID, limit int64) {
	now := time.Now()
	if known, at := h.readLimit(ctx, id); known == limit && now.Sub(at) < limitCounts/2 {
		return
	}
	// What is not kept is asked for again: the server says it to every message.
	if err := h.store.SetSetting(context.WithoutCancel(ctx), sizeLimitKey(id), fmt.Sprintf("%d %d", limit, now.Unix())); err != nil {
		h.log.WarnContext(ctx, "size limit of the server is not kept", "err", err)
	}
}

func (h *house) readLimit(ctx context.Context, id mail.AccountID) (limit int64, at time.Time) {
	text, err := h.store.Setting(ctx, sizeLimitKey(id))
	if err != nil {
		return 0, time.Time{}
	}
	size, told, _ := strings.Cut(text, " ")
	limit, err = strconv.ParseInt(size, 10, 64)
	seconds, also := strconv.ParseInt(told, 10, 64)
	if err != nil || also != nil {
		return 0, time.Time{}
	}
	return limit, time.Unix(seconds, 0)
}

// fits says before a message is queued that the server will not take one as large, where that is known. Where it is
// not, the server says so before it hears of the message.
func (h *house) fits(ctx context.Context, id mail.AccountID, size int64) error {
	limit, at := h.readLimit(ctx, id)
	if limit <= 0 || size <= limit || time.Since(at) > limitCounts {
		return nil
	}
	p := &mail.Problem{Code: mail.SendRefused, Class: "SIZE_LIMIT", Stage: mail.StageSubmit, Retry: mail.RetryAfterChange}
	if account, err := h.store.Account(ctx, id); err == nil {
		p.Server = account.Outgoing
	}
	p.Facts = map[string]string{mail.FactSize: strconv.FormatInt(size, 10), mail.FactLimit: strconv.FormatInt(limit, 10)}
	return p
}
