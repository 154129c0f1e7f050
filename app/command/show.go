package command

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"time"

	"letterbox/mail"
	"letterbox/mail/message"
	"letterbox/ui/words"
)

var showVerb = verb{
	name: "show", usage: "show ID [--raw|--text|--html|--part N]",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		var f showFlags
		set.BoolVar(&f.raw, "raw", false, "the message as the server sent it")
		set.BoolVar(&f.text, "text", false, "the text only")
		set.BoolVar(&f.html, "html", false, "the HTML source only")
		set.StringVar(&f.part, "part", "", "the decoded bytes of one part, e.g. 2 or 2.1")
		return f.run
	},
	minArgs: 1, maxArgs: 1,
}

type showFlags struct {
	raw, text, html bool
	part            string
}

type partObject struct {
	Path       string `json:"path"`
	Type       string `json:"type"`
	Filename   string `json:"filename"`
	Size       int64  `json:"size"`
	Attachment bool   `json:"attachment"`
}

func (f *showFlags) run(ctx context.Context, c *call) error {
	id, err := messageID(c.args[0])
	if err != nil {
		return err
	}
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	row, err := s.Store.Message(ctx, id)
	if err != nil {
		return err
	}
	if f.raw || f.part != "" {
		return f.copy(ctx, c, s, id)
	}
	if !row.HasBody {
		if err := s.Engine.FetchBody(ctx, id); err != nil {
			return err
		}
	}
	read, err := s.ReadBody(ctx, id)
	if err != nil {
		return err
	}
	return f.print(ctx, c, s, row, read)
}

// copy writes bytes as they are: to a file or a pipe they must arrive unchanged. A large message is downloaded first, from
// where an earlier download was interrupted; how far it is goes to standard error, since the bytes go to standard output.
func (f *showFlags) copy(ctx context.Context, c *call, s *Services, id mail.MessageID) error {
	told := -1
	err := s.Engine.FetchRest(ctx, id, func(have, of int64) {
		if percent := int(100 * have / max(of, 1)); percent != told {
			told = percent
			c.progress(have, of)
		}
	})
	if err != nil {
		return err
	}
	return s.CopyPart(ctx, id, f.part, c.streams.Out)
}

// progress tells on standard error how far a download is: an object a line with --json, else one line that is written over.
func (c *call) progress(have, of int64) {
	if !c.JSON {
		_, _ = fmt.Fprintf(c.streams.Err, "\r%s", words.T(c.Lang, words.ReaderRestBusy, words.Size(have), words.Size(of))) // nobody misses it
		if have == of {
			_, _ = fmt.Fprintln(c.streams.Err)
		}
		return
	}
	_, _ = fmt.Fprintf(c.streams.Err, `{"event":"progress","have":%d,"of":%d}`+"\n", have, of) // as above
}

func (f *showFlags) print(ctx context.Context, c *call, s *Services, row mail.Message, read message.Message) error {
	folder, err := s.Store.Folder(ctx, row.Folder)
	if err != nil {
		return err
	}
	envelope, body := read.Envelope, read.Body
	switch {
	case f.text && !c.JSON:
		c.out.text("%s", body.Text)
		return nil
	case f.html && !c.JSON:
		c.out.text("%s", body.HTML)
		return nil
	}
	parts := []partObject{}
	for _, p := range body.Parts {
		parts = append(parts, partObject{p.Path, p.MediaType, p.Filename, p.Size, p.Attachment})
	}
	c.out.event("result", map[string]any{
		"id": row.ID, "uid": row.UID, "folder": folder.Path, "subject": envelope.Subject, "from": envelope.Sender().String(),
		"to": specs(envelope.To), "cc": specs(envelope.Cc), "date": row.When().UTC().Format(time.RFC3339), "message_id": envelope.MessageID,
		"text": body.Text, "html": body.HTML, "parts": parts, "flags": messageJSON(row, "").Flags, "notes": body.Notes, "missing": body.Missing,
	})
	c.out.text("From: %s\nTo: %s\nDate: %s\nSubject: %s\n\n%s", envelope.Sender(), strings.Join(specs(envelope.To), ", "), row.When().Local().Format(time.RFC1123Z), envelope.Subject, body.Text)
	for _, p := range body.Attachments() {
		c.out.text("[%s] %s (%s, %d)", p.Path, p.Filename, p.MediaType, p.Size)
	}
	return nil
}

func specs(addresses []mail.Address) []string {
	list := []string{}
	for _, a := range addresses {
		list = append(list, a.String())
	}
	return list
}
