package message

import (
	"time"

	"letterbox/mail"
)

// Summary is what the parse command prints of a message. The names are a promise to scripts.
type Summary struct {
	Subject     string   `json:"subject"`
	FromName    string   `json:"from_name"`
	FromAddr    string   `json:"from_addr"` // as the message spells it
	Date        string   `json:"date"`      // of the Date field, RFC 3339 in UTC; "" when it has none
	HasHTML     bool     `json:"has_html"`
	Attachments int      `json:"n_attachments"`
	InlineCID   int      `json:"n_inline_cid"`
	Filenames   []string `json:"attachment_filenames"` // of attachments and of parts shown inside HTML, in order
	Text        string   `json:"text"`                 // the first plain text that is not empty, else the text of the HTML
}

// Summarise reads a whole message and returns what the parse command prints.
func Summarise(raw []byte) Summary {
	t := parseTree(raw, "")
	m := t.message()
	sender := m.Envelope.Sender()
	s := Summary{
		Subject:   m.Envelope.Subject,
		FromName:  sender.Name,
		FromAddr:  t.fromAsWritten(),
		Filenames: []string{},
		Text:      t.firstPlain,
	}
	if s.Text == "" {
		s.Text = m.Body.Text
	}
	if d, ok := parseDate(t.head.get("date")); ok {
		s.Date = d.UTC().Format(time.RFC3339)
	}
	for _, p := range m.Body.Parts {
		s.count(p)
	}
	return s
}

// count adds one leaf.
func (s *Summary) count(p mail.Part) {
	switch {
	case p.Attachment:
		s.Attachments++
	case p.Inline:
		s.InlineCID++
	default:
		s.HasHTML = s.HasHTML || p.MediaType == "text/html"
		return
	}
	if p.Filename != "" {
		s.Filenames = append(s.Filenames, p.Filename)
	}
}

// fromAsWritten returns the first address of From without folding the case of its domain.
func (t *tree) fromAsWritten() string {
	list := parseAddressesAs(t.head.get("from"), t.hints, true)
	if len(list) == 0 {
		return ""
	}
	return list[0].Spec()
}
