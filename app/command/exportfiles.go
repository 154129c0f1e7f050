package command

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"letterbox/mail"
	"letterbox/mail/mbox"
	"letterbox/ui/words"
)

// exportFlags say where messages are written to, as files that other programs read.
type exportFlags struct {
	mbox, eml       string
	folder, account string
}

// run writes the messages of a folder, or of all, byte by byte. Those whose bodies are not here are counted and left
// out: nobody waits for the network in an export.
func (f *exportFlags) run(ctx context.Context, c *call) error {
	if f.mbox == "" && f.eml == "" {
		return runExport(ctx, c)
	}
	if f.mbox != "" && f.eml != "" {
		return usage("export takes one of --mbox and --eml")
	}
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	folders, err := f.folders(ctx, s)
	if err != nil {
		return err
	}
	e := exporter{services: s}
	if f.mbox != "" {
		err = e.toMbox(ctx, f.mbox, folders)
	} else {
		err = e.toFiles(ctx, f.eml, folders)
	}
	if err != nil {
		return err
	}
	c.out.event("result", map[string]any{"messages": e.written, "missing": e.missing})
	c.out.text("%s", words.T(c.Lang, words.CommandExported, e.written))
	if e.missing > 0 {
		c.out.text("%s", words.T(c.Lang, words.CommandNotHere, e.missing))
	}
	return nil
}

func (f *exportFlags) folders(ctx context.Context, s *Services) ([]mail.Folder, error) {
	if f.folder != "" {
		folder, err := s.folder(ctx, f.account, f.folder)
		return []mail.Folder{folder}, err
	}
	accounts, err := s.accounts(ctx, f.account)
	if err != nil {
		return nil, err
	}
	var all []mail.Folder
	for _, a := range accounts {
		folders, err := s.Store.Folders(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, folders...)
	}
	return all, nil
}

// exporter writes messages and counts them.
type exporter struct {
	services         *Services
	written, missing int
}

// toMbox writes one file, which is in its place only when it is whole.
func (e *exporter) toMbox(ctx context.Context, path string, folders []mail.Folder) error {
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return noFile(path, err)
	}
	defer func() { _ = os.Remove(file.Name()) }() // it is gone when all went well
	out := bufio.NewWriterSize(file, 1<<20)
	for _, folder := range folders {
		err := e.each(ctx, folder, func(m mail.Message, raw []byte) error {
			return mbox.Write(out, mbox.Message{Raw: raw, Received: m.Received, Flags: m.Flags})
		})
		if err != nil {
			_ = file.Close() // it is not kept
			return err
		}
	}
	err = out.Flush()
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return cannotWrite(path, err)
	}
	return nil
}

// toFiles writes a file per message, in a folder per folder.
func (e *exporter) toFiles(ctx context.Context, dir string, folders []mail.Folder) error {
	for _, folder := range folders {
		into := filepath.Join(dir, fileName(folder.Path))
		if err := os.MkdirAll(into, 0o755); err != nil {
			return cannotWrite(into, err)
		}
		err := e.each(ctx, folder, func(m mail.Message, raw []byte) error {
			name := fmt.Sprintf("%08d %s", m.ID, fileName(m.Envelope.Subject))
			path := filepath.Join(into, strings.TrimRight(name, ". ")+".eml")
			if err := os.WriteFile(path, raw, 0o644); err != nil {
				return err
			}
			return os.Chtimes(path, m.Received, m.Received)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// each calls write with every message of a folder whose body is here, oldest first.
func (e *exporter) each(ctx context.Context, folder mail.Folder, write func(mail.Message, []byte) error) error {
	ids, err := e.services.Store.MessageIDs(ctx, folder.ID)
	if err != nil {
		return err
	}
	for end := len(ids); end > 0; end -= min(listPage, end) {
		rows, err := e.services.Store.Messages(ctx, ids[max(0, end-listPage):end])
		if err != nil {
			return err
		}
		for i := len(rows) - 1; i >= 0; i-- {
			if err := e.one(ctx, rows[i], write); err != nil {
				return err
			}
		}
	}
	return nil
}

func (e *exporter) one(ctx context.Context, m mail.Message, write func(mail.Message, []byte) error) error {
	if !m.HasBody {
		e.missing++
		return nil
	}
	body, _, err := e.services.Store.OpenBody(ctx, m.ID)
	if err != nil {
		return err
	}
	defer func() { _ = body.Close() }() // it was only read
	raw, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	if err := write(m, raw); err != nil {
		return cannotWrite("", err)
	}
	e.written++
	return nil
}

// maxFileName bounds the part of a file's name that comes from mail.
const maxFileName = 80

// fileName makes part of a file's name of what mail says: nothing that any system reserves.
func fileName(s string) string {
	var out strings.Builder
	for _, r := range s {
		if unicode.IsControl(r) || strings.ContainsRune(`/\:*?"<>|`, r) {
			r = '_'
		}
		if out.Len()+4 > maxFileName {
			break
		}
		out.WriteRune(r)
	}
	return strings.Trim(out.String(), ". ")
}

func cannotWrite(path string, err error) *mail.Problem {
	return &mail.Problem{Code: mail.StorageFailed, Stage: mail.StageStore, Retry: mail.RetryNever, Facts: map[string]string{mail.FactPath: path}, Err: err}
}
