package storage

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"slices"

	"letterbox/mail"
)

// The parts of an export. No local number is in them, so that two profiles with the same mail give the same bytes.
type (
	exportedAccount struct {
		Address  string          `json:"address"`
		Label    string          `json:"label"`
		Provider mail.ProviderID `json:"provider"`
		Incoming string          `json:"incoming"`
		Outgoing string          `json:"outgoing"`
		Drafts   []exportedRaw   `json:"drafts"`
		Outbox   []exportedRaw   `json:"outbox"`
	}
	exportedFolder struct {
		Path        string    `json:"path"`
		Wire        []byte    `json:"wire"` // base64
		Role        mail.Role `json:"role"`
		UIDValidity uint32    `json:"uidvalidity"`
		Total       int       `json:"total"`
		Unread      int       `json:"unread"`
		Pending     int       `json:"pending"` // operations
		Skipped     int       `json:"skipped"`
	}
	exportedMessage struct {
		UID    mail.UID `json:"uid"`
		Flags  []string `json:"flags"`
		Size   int64    `json:"size"`
		SHA256 *string  `json:"sha256"` // of the raw message, null when it is not stored
	}
	exportedRaw struct {
		MessageID string             `json:"messageId,omitempty"`
		State     mail.OutgoingState `json:"state,omitempty"`
		SHA256    string             `json:"sha256"`
	}
)

// Export writes the profile as JSON: accounts by address, their drafts and outbox, folders by path, messages by UID
// with the hash of their body. Secrets and settings are not in it. It is for comparing: with a server, or with an
// earlier export. It reads one message at a time; each folder is one snapshot. Errors of w are returned.
func (db *DB) Export(ctx context.Context, w io.Writer) error {
	accounts, err := db.Accounts(ctx)
	if err != nil {
		return err
	}
	slices.SortFunc(accounts, func(a, b mail.Account) int { return cmp.Compare(a.Address.Spec(), b.Address.Spec()) })
	e := &exporter{db: db, w: bufio.NewWriter(w)}
	e.text(`{"format":"letterbox-export","version":1,"accounts":[`)
	for i, a := range accounts {
		e.comma(i)
		if err := e.account(ctx, a); err != nil {
			return err
		}
	}
	e.text("\n]}\n")
	if err := e.w.Flush(); err != nil {
		return classify(err)
	}
	return nil
}

// exporter writes JSON in pieces. bufio.Writer keeps the first error for Flush.
type exporter struct {
	db *DB
	w  *bufio.Writer
}

func (e *exporter) text(s string) { _, _ = e.w.WriteString(s) }

func (e *exporter) comma(i int) {
	if i > 0 {
		e.text(",")
	}
	e.text("\n")
}

// open writes the object v without its closing brace, so that a list can follow.
func (e *exporter) open(v any, list string) error {
	text, err := json.Marshal(v)
	if err != nil {
		return classify(err)
	}
	_, _ = e.w.Write(text[:len(text)-1])
	e.text(`,"` + list + `":[`)
	return nil
}

func (e *exporter) account(ctx context.Context, a mail.Account) error {
	out := exportedAccount{
		Address: a.Address.Spec(), Label: a.Label, Provider: a.Provider, Incoming: a.Incoming.URL(), Outgoing: a.Outgoing.URL(),
		Drafts: []exportedRaw{}, Outbox: []exportedRaw{},
	}
	if err := e.unsent(ctx, a.ID, &out); err != nil {
		return err
	}
	if err := e.open(out, "folders"); err != nil {
		return err
	}
	folders, err := e.db.Folders(ctx, a.ID)
	if err != nil {
		return err
	}
	slices.SortFunc(folders, func(a, b mail.Folder) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Wire, b.Wire)) })
	for i, f := range folders {
		e.comma(i)
		if err := e.db.View(ctx, func(r Reader) error { return e.folder(ctx, r, f.ID) }); err != nil {
			return err
		}
	}
	e.text("\n]}")
	return nil
}

// unsent lists what an account is writing and sending. A draft counts by what was typed.
func (e *exporter) unsent(ctx context.Context, account mail.AccountID, out *exportedAccount) error {
	drafts, err := e.db.Compositions(ctx, account)
	if err != nil {
		return err
	}
	for _, c := range drafts {
		c.Purpose.Message = 0
		text, err := packTyped(c)
		if err != nil {
			return classify(err)
		}
		out.Drafts = append(out.Drafts, exportedRaw{MessageID: c.MessageID, SHA256: hash([]byte(text))})
	}
	outbox, err := e.db.Outbox(ctx, account)
	if err != nil {
		return err
	}
	for _, o := range outbox {
		if o.State == mail.OutgoingCopied {
			continue
		}
		raw, err := e.db.OutgoingRaw(ctx, o.ID)
		if err != nil {
			return err
		}
		out.Outbox = append(out.Outbox, exportedRaw{MessageID: o.MessageID, State: o.State, SHA256: hash(raw)})
	}
	return nil
}

func (e *exporter) folder(ctx context.Context, r Reader, id mail.FolderID) error {
	f, err := r.Folder(id)
	if err != nil {
		return err
	}
	out := exportedFolder{
		Path: f.Path, Wire: []byte(f.Wire), Role: f.Role, UIDValidity: f.Sync.UIDValidity, Total: f.Total, Unread: f.Unread,
	}
	for _, count := range []struct {
		into  *int
		query string
	}{
		{&out.Pending, "SELECT count(*) FROM operation WHERE folder = ?"},
		{&out.Skipped, "SELECT count(*) FROM unreadable WHERE folder = ? AND lack <> ''"},
	} {
		if _, err := r.c.one([]any{count.into}, count.query, int64(id)); err != nil {
			return err
		}
	}
	if err := e.open(out, "messages"); err != nil {
		return err
	}
	i := 0
	err = r.c.each(func(rows *sql.Rows) error {
		e.comma(i)
		i++
		return e.message(ctx, rows)
	}, "SELECT id, max(uid, 0), flags, size, has_body FROM message WHERE folder = ? ORDER BY max(uid, 0), message_id, size, id", int64(id))
	e.text("\n]}")
	return err
}

func (e *exporter) message(ctx context.Context, rows *sql.Rows) error {
	var out exportedMessage
	var id mail.MessageID
	var flags mail.Flags
	var body bool
	if err := rows.Scan(&id, &out.UID, &flags, &out.Size, &body); err != nil {
		return err
	}
	if out.Flags = flags.Wire(); out.Flags == nil {
		out.Flags = []string{}
	}
	if body {
		sum, err := e.db.hashBody(ctx, id)
		if err != nil && !errors.Is(err, errBodyDamaged) { // a body removed since the snapshot is null too
			return err
		}
		if err == nil {
			out.SHA256 = &sum
		}
	}
	text, err := json.Marshal(out)
	_, _ = e.w.Write(text)
	return err
}

func (db *DB) hashBody(ctx context.Context, id mail.MessageID) (string, error) {
	r, _, err := db.readBody(ctx, id)
	if err != nil {
		return "", err
	}
	defer r.Close()
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func hash(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}
