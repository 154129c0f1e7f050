package app

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"letterbox/storage"
)

// largestLog is when the log of the last run is set aside; one older log is kept.
const largestLog = 4 << 20

// openLog returns a logger that writes to the profile's log file and, when verbose, to standard error too. What it
// may say is limited at the source: credentials print as [redacted], errors of adapters carry no secret, and
// addresses and subjects are never logged. closeLog flushes and closes the file.
func openLog(dir string, verbose bool, stderr io.Writer) (log *slog.Logger, closeLog func(), err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, nil, storage.Classify(err)
	}
	path := filepath.Join(dir, "letterbox.log")
	if info, err := os.Stat(path); err == nil && info.Size() > largestLog {
		_ = os.Rename(path, path+".old") // a log that cannot be turned over is no reason not to start
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, storage.Classify(err)
	}
	var out io.Writer = file
	level := slog.LevelInfo
	if verbose {
		out, level = io.MultiWriter(file, stderr), slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(out, &slog.HandlerOptions{Level: level})), func() { _ = file.Close() }, nil
}
