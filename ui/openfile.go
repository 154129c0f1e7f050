package ui

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
)

// openTemporary returns a function that keeps an attachment in a private temporary folder and opens it with the
// program that the system has for it. Whether a file may be opened at all is decided by the presenter.
func openTemporary(app fyne.App) func(ctx context.Context, name string, fill func(io.Writer) error) error {
	return func(_ context.Context, name string, fill func(io.Writer) error) error {
		dir, err := os.MkdirTemp("", "letterbox-")
		if err != nil {
			return fmt.Errorf("folder for %q: %w", name, err)
		}
		path := filepath.Join(dir, filepath.Base(name))
		file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err != nil {
			return fmt.Errorf("open attachment: %w", err)
		}
		err = fill(file)
		if closed := file.Close(); err == nil {
			err = closed
		}
		if err != nil {
			_ = os.RemoveAll(dir)
			return err
		}
		return app.OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(path)})
	}
}
