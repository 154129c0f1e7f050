package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// How many backups of a file are kept, and how large a file that can be fetched again may be to get one.
const (
	backupsKept = 2
	backupBytes = 64 << 20
)

// backupInfix is between the name of a database file and the version and time of its backup.
const backupInfix = ".backup-v"

// backup copies a database file before its schema changes, so that a person who has to go back to an older program
// can. Of a file that can be fetched again there is one only while it is small. Without a backup nothing is changed.
func (o *opener) backup(ctx context.Context, d *database) error {
	steps, err := d.schema.steps()
	if err != nil {
		return err
	}
	version, err := d.version(ctx)
	if err != nil || version == 0 || version >= int64(len(steps)) {
		return err
	}
	info, err := os.Stat(d.path)
	if err != nil {
		return err
	}
	if !d.schema.durable && (info.Size() > backupBytes || d.schema.file == bodiesSchema.file) {
		return nil
	}
	name := fmt.Sprintf("%s%s%d-%s", d.path, backupInfix, version, o.stamp)
	if err := d.copyTo(ctx, name); err != nil {
		return fmt.Errorf("back %s up: %w", d.schema.file, errors.Join(err, os.Remove(name)))
	}
	return dropBackups(d.path)
}

// copyTo writes a consistent copy, with what is in the log only, to a path where nothing is. It survives a power cut.
func (d *database) copyTo(ctx context.Context, path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600) // VACUUM INTO fills an empty file and keeps its mode
	if err != nil {
		return err
	}
	defer f.Close()
	c, err := d.take(ctx, d.writer)
	if err != nil {
		return err
	}
	defer func() { d.writer <- c }()
	c.ctx = ctx
	if _, err := c.conn.ExecContext(ctx, "VACUUM INTO ?", path); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// dropBackups removes all backups of a file but the newest.
func dropBackups(path string) error {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return err
	}
	var found []os.FileInfo
	for _, entry := range entries {
		if matched, _ := filepath.Match(filepath.Base(path)+backupInfix+"*", entry.Name()); !matched {
			continue
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		found = append(found, info)
	}
	slices.SortFunc(found, func(a, b os.FileInfo) int { return b.ModTime().Compare(a.ModTime()) })
	for _, old := range found[min(len(found), backupsKept):] {
		if err := os.Remove(filepath.Join(filepath.Dir(path), old.Name())); err != nil {
			return err
		}
	}
	return nil
}
