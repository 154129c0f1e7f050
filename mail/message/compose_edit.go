package message

import (
	"strings"

	"letterbox/mail"
)

// mostRich is how much HTML of a message stays with it while it is edited: it is saved with every change.
const mostRich = 1 << 20

// Edit reads a draft of any program so that the person can go on with it. The files are those that it has attached,
// and those that its HTML shows; the HTML stays with the draft.
func Edit(raw []byte) (mail.Composition, []File) {
	m := Parse(raw, Options{})
	e := m.Envelope
	c := mail.Composition{
		MessageID: e.MessageID, From: e.Sender(),
		To: WriteAddresses(e.To), Cc: WriteAddresses(e.Cc), Bcc: WriteAddresses(e.Bcc),
		Subject: e.Subject, Text: strings.TrimRight(m.Body.Text, "\n") + "\n",
		InReplyTo: e.InReplyTo, References: e.References, Purpose: mail.Purpose{Kind: mail.PurposeEdit},
	}
	if html := m.Body.HTML; html != "" && len(html) <= mostRich {
		c.Rich = mail.Rich{HTML: html, Text: c.Text, Pictures: pictures(raw, html)}
	}
	return c, Files(raw)
}

// pictures returns those files of a message that its HTML shows.
func pictures(raw []byte, html string) (shown []mail.Picture) {
	t := parseTree(raw, "")
	t.root.leaves("", func(path string, n *node) {
		if part := t.part(path, n); part.ContentID != "" && part.Inline && strings.Contains(html, "cid:"+part.ContentID) {
			shown = append(shown, mail.Picture{ContentID: part.ContentID, Name: part.Filename})
		}
	})
	return shown
}

// Files returns the files of a message as they are attached to another one. Enclosed messages are named after their
// subject.
func Files(raw []byte) []File {
	var files []File
	t := parseTree(raw, "")
	t.root.leaves("", func(path string, n *node) {
		part := t.part(path, n)
		if !part.Attachment && !part.Inline || strings.HasSuffix(part.MediaType, "-signature") {
			return // a signature is good for the message that it stands in
		}
		content := t.raw[n.start:n.end]
		name := part.Filename
		if name == "" && part.MediaType == "message/rfc822" {
			if name = ReadHeader(content).Envelope.Subject; name == "" {
				name = "message"
			}
			name = cutUTF8(strings.Map(inFileName, name), maxNameBytes-len(".eml")) + ".eml"
		}
		files = append(files, File{Name: name, MediaType: part.MediaType, Content: newTransferReader(n.transfer, content)})
	})
	return files
}

// inFileName replaces what no file system takes.
func inFileName(r rune) rune {
	if strings.ContainsRune(`/\:*?"<>|`, r) {
		return '_'
	}
	return r
}
