package storage

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"letterbox/mail"
)

//go:embed migrations
var migrationFiles embed.FS

func migrations(folder string) fs.FS {
	sub, err := fs.Sub(migrationFiles, "migrations/"+folder)
	if err != nil {
		panic(err) // only for a name that is not a valid path
	}
	return sub
}

// The three files of a profile.
var (
	profileSchema = schema{file: "profile.db", migrations: migrations("profile"), durable: true}
	mailSchema    = schema{file: "mail.db", migrations: migrations("mail")}
	bodiesSchema  = schema{file: "bodies.db", migrations: migrations("bodies")}
)

// steps returns the names of the migrations in order; the nth leads to schema version n.
func (s schema) steps() ([]string, error) {
	names, err := fs.Glob(s.migrations, "*.sql") // sorted
	if err != nil {
		return nil, err
	}
	for i, name := range names {
		number, _, _ := strings.Cut(name, "_")
		if n, err := strconv.Atoi(number); err != nil || n != i+1 {
			return nil, fmt.Errorf("migration %s of %s: want number %d", name, s.file, i+1)
		}
	}
	return names, nil
}

// migrate brings the schema to the newest version, one transaction per step, so that a crash leaves either the
// old or the new version. A schema from a newer program is refused with CacheNewer and left alone.
func (d *database) migrate(ctx context.Context) error {
	steps, err := d.schema.steps()
	if err != nil {
		return err
	}
	version, err := d.version(ctx)
	if err != nil {
		return err
	}
	if version < 0 {
		return &errUnsound{"a version below the first"}
	}
	if version > int64(len(steps)) {
		return newer(d.path, version)
	}
	for i := int(version); i < len(steps); i++ {
		text, err := fs.ReadFile(d.schema.migrations, steps[i])
		if err != nil {
			return err
		}
		err = d.update(ctx, func(c *connection) error {
			return c.script(fmt.Sprintf("%s;\nPRAGMA user_version = %d", text, i+1))
		})
		if err != nil {
			return fmt.Errorf("migrate %s to %s: %w", d.schema.file, steps[i], err)
		}
	}
	return nil
}

func (d *database) version(ctx context.Context) (version int64, err error) {
	err = d.view(ctx, func(c *connection) error {
		version, err = c.number("PRAGMA user_version")
		return err
	})
	return version, err
}

func newer(path string, version int64) *mail.Problem {
	return &mail.Problem{
		Code: mail.CacheNewer, Stage: mail.StageStore, Retry: mail.RetryAfterChange,
		Facts: map[string]string{mail.FactPath: path, mail.FactVersion: strconv.FormatInt(version, 10)},
	}
}
