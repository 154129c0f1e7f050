package command

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"time"

	"letterbox/mail"
	"letterbox/mail/mbox"
	"letterbox/mail/message"
	"letterbox/ui/words"
)

var importVerb = verb{
	name: "import", usage: "import FILE… [--folder F] [--account A]",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		var f importFlags
		set.StringVar(&f.folder, "folder", "INBOX", "folder that the messages go into")
		set.StringVar(&f.account, "account", "", "account, where several have such a folder")
		return f.run
	},
	minArgs: 1, maxArgs: -1,
}

type importFlags struct{ folder, account string }

// run puts the messages of files into a folder, as they are, and queues them for the server; the next sync uploads
// them. What is in the folder already is not put there twice. What was read before a file broke off stays.
func (f *importFlags) run(ctx context.Context, c *call) error {
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	folder, err := s.folder(ctx, f.account, f.folder)
	if err != nil {
		return err
	}
	in := importer{services: s, folder: folder.ID}
	if in.present, err = newPresent(ctx, s.Store, folder.ID); err != nil {
		return err
	}
	for _, path := range c.args {
		before, had := in.count, in.already
		err := in.file(ctx, path)
		c.out.event("progress", map[string]any{"file": path, "messages": in.count - before, "already": in.already - had})
		if err != nil {
			return err
		}
	}
	c.out.event("result", map[string]any{"messages": in.count, "already": in.already, "folder": folder.Path})
	c.out.text("%s", words.T(c.Lang, words.CommandImported, in.count, words.FolderName(c.Lang, folder)))
	if in.already > 0 {
		c.out.text("%s", words.T(c.Lang, words.CommandAlready, in.already))
	}
	return nil
}

// importer puts messages into a folder.
type importer struct {
	services *Services
	folder   mail.FolderID
	present  *present
	count    int // stored
	already  int // left out: they were there
}

// file reads an mbox, or a file that is one message.
func (in *importer) file(ctx context.Context, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return noFile(path, err)
	}
	defer func() { _ = file.Close() }() // it was only read
	content := bufio.NewReaderSize(file, 1<<16)
	head, err := content.Peek(1 << 10)
	if err != nil && !errors.Is(err, io.EOF) {
		return noFile(path, err)
	}
	if mbox.Is(head) {
		err := mbox.Read(content, func(m mbox.Message) error { return in.keep(ctx, m) })
		var p *mail.Problem
		if err != nil && !errors.As(err, &p) {
			return noFile(path, err)
		}
		return err
	}
	raw, err := io.ReadAll(io.LimitReader(content, mbox.MaxMessage+1))
	if err == nil && len(raw) > mbox.MaxMessage {
		err = mbox.ErrTooLarge
	}
	if err != nil {
		return noFile(path, err)
	}
	return in.keep(ctx, mbox.Message{Raw: raw, Flags: mail.Seen})
}

// keep stores one message, unless it is there. Where the file does not tell when it arrived, its own date is taken.
func (in *importer) keep(ctx context.Context, m mbox.Message) error {
	has, err := in.present.has(ctx, m)
	if err != nil {
		return err
	}
	if has {
		in.already++
		return nil
	}
	if m.Received.IsZero() {
		m.Received = message.Envelope(m.Raw).Date
	}
	if m.Received.IsZero() {
		m.Received = time.Now()
	}
	if err := in.services.Post.Keep(ctx, in.folder, m.Raw, m.Flags, m.Received); err != nil {
		return err
	}
	in.count++
	return nil
}
