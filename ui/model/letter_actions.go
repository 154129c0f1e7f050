package model

import (
	"context"
	"io"
	"maps"
	"path"
	"strings"

	"letterbox/mail"
)

// markRead marks the message as read, once, when it is shown and its flags are known.
func (l *Letter) markRead() {
	if !l.unseen || !l.state.Known || l.state.Phase != LetterShown {
		return
	}
	l.unseen = false
	if !l.state.Message.Flags.Has(mail.Seen) {
		l.SetFlag(mail.Seen, true)
	}
}

// SetFlag sets or removes a flag of the message that is read. The change shows when the store tells of it.
func (l *Letter) SetFlag(flag mail.Flags, on bool) {
	m := l.state.Message
	if !l.state.Known || m.Flags.Has(flag) == on {
		return
	}
	op := mail.SetFlags{Folder: m.Folder, Messages: []mail.MessageID{m.ID}}
	if on {
		op.Add = flag
	} else {
		op.Remove = flag
	}
	l.flags.do(l.Scope,
		func(ctx context.Context) error {
			_, err := l.Mailer.Do(ctx, op)
			return err
		},
		func(err error) {
			if l.state.Failure = mail.ProblemOf(err); err != nil {
				l.changed(l.state)
			}
		})
}

// ToggleSeen marks the message as unread, or as read.
func (l *Letter) ToggleSeen() { l.SetFlag(mail.Seen, !l.state.Message.Flags.Has(mail.Seen)) }

// ToggleFlagged puts the star on the message, or takes it away.
func (l *Letter) ToggleFlagged() { l.SetFlag(mail.Flagged, !l.state.Message.Flags.Has(mail.Flagged)) }

// SavePart writes an attachment to w and closes it. An error of closing counts as one of writing.
func (l *Letter) SavePart(part mail.Part, w io.WriteCloser) {
	id := l.state.ID
	l.handle(part, func(ctx context.Context) error {
		err := l.Reader.SavePart(ctx, id, part.Path, w)
		if closed := w.Close(); err == nil {
			err = closed
		}
		return err
	})
}

// OpenPart opens an attachment with the system's program, unless it may be a program itself.
func (l *Letter) OpenPart(part mail.Part) {
	if !l.CanOpen(part) {
		return
	}
	id := l.state.ID
	l.handle(part, func(ctx context.Context) error {
		return l.OpenFile(ctx, part.Filename, func(w io.Writer) error {
			return l.Reader.SavePart(ctx, id, part.Path, w)
		})
	})
}

// CanOpen reports whether OpenPart would open the attachment. What may run when it is opened can only be saved.
func (l *Letter) CanOpen(part mail.Part) bool {
	return l.OpenFile != nil && part.Filename != "" && opensAsDocument(part.Filename)
}

// handle does something with an attachment and shows how it went.
func (l *Letter) handle(part mail.Part, work func(context.Context) error) {
	id := l.state.ID
	l.setSaving(part.Path, Saving{Busy: true})
	do(l.Scope, work, func(err error) {
		if l.state.ID == id {
			l.setSaving(part.Path, Saving{Done: err == nil, Problem: mail.ProblemOf(err)})
		}
	})
}

func (l *Letter) setSaving(path string, s Saving) {
	parts := maps.Clone(l.state.Parts)
	if parts == nil {
		parts = map[string]Saving{}
	}
	parts[path] = s
	l.state.Parts = parts
	l.changed(l.state)
}

// documents are the endings of files that are opened at once. Everything else, and above all whatever a system
// may run, has to be saved first: a list of what is harmless is never complete in the dangerous direction.
var documents = map[string]bool{
	".pdf": true, ".txt": true, ".csv": true, ".md": true, ".rtf": true, ".ics": true, ".vcf": true, ".eml": true,
	".doc": true, ".docx": true, ".xls": true, ".xlsx": true, ".ppt": true, ".pptx": true, ".wps": true, ".et": true, ".dps": true,
	".odt": true, ".ods": true, ".odp": true, ".ofd": true, ".epub": true,
	".png": true, ".jpg": true, ".jpeg": true, ".gif": true, ".bmp": true, ".webp": true, ".tif": true, ".tiff": true, ".heic": true,
	".mp3": true, ".wav": true, ".m4a": true, ".mp4": true, ".mov": true, ".mkv": true,
	".zip": true, ".rar": true, ".7z": true, ".gz": true, ".tar": true,
}

func opensAsDocument(name string) bool { return documents[strings.ToLower(path.Ext(name))] }
