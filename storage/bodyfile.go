package storage

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"

	"github.com/klauspost/compress/zstd"

	"letterbox/mail"
)

// bodiesFolder holds the files of large bodies; tempSuffix ends the name of one that is being written.
const (
	bodiesFolder = "bodies"
	tempSuffix   = ".tmp"
)

// bodyFileName returns a new name for a message's file, relative to bodiesFolder and with slashes. It is never used
// twice, so that replacing a body never touches the file that somebody reads.
func bodyFileName(id mail.MessageID) string {
	var random [6]byte
	_, _ = rand.Read(random[:]) // never fails (Go 1.24)
	return path.Join(fmt.Sprintf("%02x", uint8(id)), fmt.Sprintf("%x-%s.zst", int64(id), hex.EncodeToString(random[:])))
}

func (db *DB) bodyPath(name string) string {
	return filepath.Join(db.dir, bodiesFolder, filepath.FromSlash(name))
}

// writeBodyFile stores what r gives under name: written aside, synced, renamed. It returns the bytes before
// compression. After an error nothing is left.
func (db *DB) writeBodyFile(name string, r io.Reader) (size int64, err error) {
	final := db.bodyPath(name)
	if err := os.MkdirAll(filepath.Dir(final), 0o700); err != nil {
		return 0, err
	}
	f, err := os.OpenFile(final+tempSuffix, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	size, err = compressTo(f, r)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), final)
	}
	if err != nil {
		return 0, errors.Join(err, os.Remove(f.Name()))
	}
	return size, syncDir(filepath.Dir(final))
}

func compressTo(w io.Writer, r io.Reader) (int64, error) {
	encoder, err := newStreamEncoder(w)
	if err != nil {
		return 0, err
	}
	size, err := io.Copy(encoder, r)
	return size, errors.Join(err, encoder.Close())
}

// openBodyFile returns the message in a file.
func (db *DB) openBodyFile(name string, size int64) (io.ReadCloser, error) {
	f, err := os.Open(db.bodyPath(name))
	if err != nil {
		return nil, err
	}
	decoder, err := newStreamDecoder(f)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &bodyFile{file: f, decoder: decoder, left: size}, nil
}

// bodyFile streams a large message. Its errors are Problems.
type bodyFile struct {
	file    *os.File
	decoder *zstd.Decoder
	left    int64
}

func (b *bodyFile) Read(p []byte) (int, error) {
	n, err := b.decoder.Read(p)
	b.left -= int64(n)
	if errors.Is(err, io.EOF) && b.left == 0 {
		return n, io.EOF
	}
	if err == nil && b.left >= 0 {
		return n, nil
	}
	return n, &mail.Problem{
		Code: mail.CacheDamaged, Stage: mail.StageStore, Retry: mail.RetryLater, Err: errors.Join(errBodyDamaged, err),
		Facts: map[string]string{mail.FactPath: b.file.Name()},
	}
}

func (b *bodyFile) Close() error {
	b.decoder.Close()
	return b.file.Close()
}

// removeBodyFiles removes files that no row names. One that cannot be removed, as Windows refuses while it is read,
// is left to the next Open.
func (db *DB) removeBodyFiles(names []string) {
	for _, name := range names {
		if err := os.Remove(db.bodyPath(name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			db.untidy.Store(true)
			db.log.Debug("body file stays until the next start", "cause", err)
		}
	}
}
