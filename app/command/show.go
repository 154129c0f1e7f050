package command

import (
	"context"
	"flag"
	"io"
	"strings"
	"time"

	"letterbox/mail"
	"letterbox/mail/message"
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
	if !row.HasBody {
		if err := s.Engine.FetchBody(ctx, id); err != nil {
			return err
		}
	}
	if f.raw || f.part != "" {
		return f.copy(ctx, c, s, id)
	}
	read, err := s.ReadBody(ctx, id)
	if err != nil {
		return err
	}
	return f.print(ctx, c, s, row, read)
}

// copy writes bytes as they are: to a file or a pipe they must arrive unchanged.
func (f *showFlags) copy(ctx context.Context, c *call, s *Services, id mail.MessageID) error {
	body, _, err := s.Store.OpenBody(ctx, id)
	if err != nil {
		return err
	}
	defer func() { _ = body.Close() }()
	var from io.Reader = body
	if f.part != "" {
		if _, from, err = message.OpenPart(body, f.part); err != nil {
			return notFound("part " + f.part)
		}
	}
	if _, err := io.Copy(c.streams.Out, from); err != nil {
		return &mail.Problem{Code: mail.StorageFailed, Stage: mail.StageStore, Retry: mail.RetryNever, Err: err}
	}
	return nil
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
		"text": body.Text, "html": body.HTML, "parts": parts, "flags": messageJSON(row, "").Flags, "notes": body.Notes,
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
