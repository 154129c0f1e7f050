package storage

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"

	"letterbox/mail"
)

var errNoPin = errors.New("no such exception")

// Trust returns what is trusted for one host beside the authorities of the computer; for every host when host is "".
// Pins and authorities are in the order of their hosts. A row whose fingerprint is not that of its certificate was
// changed by somebody else or damaged; it is passed over.
func (db *DB) Trust(ctx context.Context, host string) (mail.Trust, error) {
	var t mail.Trust
	err := db.profile.view(ctx, func(c *connection) error {
		err := c.each(func(rows *sql.Rows) error {
			p, whole, err := scanPin(rows)
			if whole {
				t.Pins = append(t.Pins, p)
			}
			return err
		}, `SELECT host, port, sha256, key, der, accepted, until FROM pin WHERE ? IN ('', host) ORDER BY host, port`, host)
		if err != nil {
			return err
		}
		return c.each(func(rows *sql.Rows) error {
			a, whole, err := scanAuthority(rows)
			if whole {
				t.Authorities = append(t.Authorities, a)
			}
			return err
		}, `SELECT host, sha256, der, added FROM authority WHERE ? IN ('', host) ORDER BY host, added`, host)
	})
	return t, db.problem(db.profile, err)
}

func scanPin(rows *sql.Rows) (p mail.Pin, whole bool, err error) {
	var fingerprint, key []byte
	var accepted, until int64
	if err := rows.Scan(&p.Host, &p.Port, &fingerprint, &key, &p.DER, &accepted, &until); err != nil {
		return p, false, err
	}
	p.SHA256 = sha256.Sum256(p.DER)
	copy(p.KeySHA256[:], key)
	p.Accepted, p.Until = fromMillis(accepted), fromMillis(until)
	return p, bytes.Equal(fingerprint, p.SHA256[:]), nil
}

func scanAuthority(rows *sql.Rows) (a mail.TrustedCA, whole bool, err error) {
	var fingerprint []byte
	var added int64
	if err := rows.Scan(&a.Host, &fingerprint, &a.DER, &added); err != nil {
		return a, false, err
	}
	a.SHA256 = sha256.Sum256(a.DER)
	a.Added = fromMillis(added)
	return a, bytes.Equal(fingerprint, a.SHA256[:]), nil
}

// PutPin stores a pin in place of the one of the same host and port.
func (db *DB) PutPin(ctx context.Context, p mail.Pin) error {
	return db.alter(ctx, "store pin", `INSERT INTO pin (host, port, sha256, key, der, accepted, until) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (host, port) DO UPDATE SET sha256 = excluded.sha256, key = excluded.key, der = excluded.der,
		accepted = excluded.accepted, until = excluded.until`,
		p.Host, p.Port, p.SHA256[:], p.KeySHA256[:], blob(p.DER), millis(p.Accepted), millis(p.Until))
}

// PutAuthority stores an authority of a host. One that is there already stays.
func (db *DB) PutAuthority(ctx context.Context, a mail.TrustedCA) error {
	return db.alter(ctx, "store authority", `INSERT INTO authority (host, sha256, der, added) VALUES (?, ?, ?, ?)
		ON CONFLICT (host, sha256) DO UPDATE SET der = excluded.der`, a.Host, a.SHA256[:], blob(a.DER), millis(a.Added))
}

// RemovePin removes the pin of a host and port. One that is not there is NotFound.
func (db *DB) RemovePin(ctx context.Context, host string, port int) error {
	return db.alter(ctx, "remove pin", "DELETE FROM pin WHERE host = ? AND port = ?", host, port)
}

// RemoveAuthority removes an authority of a host. One that is not there is NotFound.
func (db *DB) RemoveAuthority(ctx context.Context, host string, fingerprint mail.Fingerprint) error {
	return db.alter(ctx, "remove authority", "DELETE FROM authority WHERE host = ? AND sha256 = ?", host, fingerprint[:])
}

// alter runs a statement that must change a row.
func (db *DB) alter(ctx context.Context, what, statement string, args ...any) error {
	err := db.profile.update(ctx, func(c *connection) error {
		n, err := c.exec(statement, args...)
		if err == nil && n == 0 {
			err = notFound(errNoPin)
		}
		return err
	})
	if err != nil {
		return db.problem(db.profile, fmt.Errorf("%s: %w", what, err))
	}
	return nil
}
