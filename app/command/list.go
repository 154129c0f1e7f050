package command

import (
	"context"
	"flag"
	"time"

	"letterbox/mail"
	"letterbox/ui/words"
)

type messageObject struct {
	ID         mail.MessageID `json:"id"`
	UID        mail.UID       `json:"uid"`
	Folder     string         `json:"folder"`
	From       string         `json:"from"`
	FromName   string         `json:"from_name"`
	Subject    string         `json:"subject"`
	Date       string         `json:"date"` // RFC 3339
	Flags      []string       `json:"flags"`
	Unread     bool           `json:"unread"`
	Size       int64          `json:"size"`
	Attachment bool           `json:"attachment"`
	Preview    string         `json:"preview"`
	HasBody    bool           `json:"has_body"`
	Unreadable mail.Lack      `json:"unreadable,omitempty"` // what the server cannot hand over: "header" or "body"
}

func messageJSON(m mail.Message, folder string) messageObject {
	flags := m.Flags.Wire()
	if flags == nil {
		flags = []string{}
	}
	return messageObject{
		ID: m.ID, UID: m.UID, Folder: folder, From: m.Envelope.Sender().Spec(), FromName: m.Envelope.Sender().Name,
		Subject: m.Envelope.Subject, Date: m.When().UTC().Format(time.RFC3339), Flags: flags, Unread: !m.Flags.Has(mail.Seen),
		Size: m.Size, Attachment: m.Attachment == mail.HasAttachment, Preview: m.Preview, HasBody: m.HasBody, Unreadable: m.Lack,
	}
}

var listVerb = verb{
	name: "list", usage: "list FOLDER [--account A] [--limit N] [--unread]",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		var f listFlags
		set.StringVar(&f.account, "account", "", "account, where several have such a folder")
		set.IntVar(&f.limit, "limit", 0, "at most so many; 0 is all")
		set.BoolVar(&f.unread, "unread", false, "unread only")
		return f.run
	},
	minArgs: 1, maxArgs: 1,
}

type listFlags struct {
	account string
	limit   int
	unread  bool
}

// listPage is how many rows are read at once.
const listPage = 500

func (f *listFlags) run(ctx context.Context, c *call) error {
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	folder, err := s.folder(ctx, f.account, c.args[0])
	if err != nil {
		return err
	}
	ids, err := s.Store.MessageIDs(ctx, folder.ID)
	if err != nil {
		return err
	}
	list := []messageObject{}
	for start := 0; start < len(ids); start += listPage {
		rows, err := s.Store.Messages(ctx, ids[start:min(start+listPage, len(ids))])
		if err != nil {
			return err
		}
		for _, m := range rows {
			if f.unread && m.Flags.Has(mail.Seen) {
				continue
			}
			if f.limit > 0 && len(list) == f.limit {
				break
			}
			list = append(list, messageJSON(m, folder.Path))
			c.out.text("%d\t%s\t%s\t%s", m.ID, m.When().Local().Format("2006-01-02 15:04"), m.Envelope.Sender().Display(), listSubject(c.Lang, m))
		}
	}
	c.out.event("result", map[string]any{"folder": folder.Path, "total": folder.Total, "unread": folder.Unread, "messages": list})
	return nil
}

// listSubject is the subject, or the sentence in its place when the server does not hand the message over.
func listSubject(lang words.Language, m mail.Message) string {
	if m.Lack == mail.LackHeader {
		return words.Subject(lang, m)
	}
	return m.Envelope.Subject
}
