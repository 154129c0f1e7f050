package imap

import (
	"context"
	"errors"
	"strings"

	"letterbox/mail"
)

// Status asks how a folder is, of which Wire is used, without selecting it. What the server does not tell is zero.
func (s *Session) Status(ctx context.Context, folder mail.Folder) (state mail.SyncState, err error) {
	err = s.run(ctx, mail.StageOpen, func() error {
		items := "(MESSAGES UIDNEXT UIDVALIDITY)"
		if s.Capable("CONDSTORE") || s.Capable("QRESYNC") {
			items = "(MESSAGES UIDNEXT UIDVALIDITY HIGHESTMODSEQ)"
		}
		var f mail.Folder
		_, err := s.do(newCommand("STATUS").astring(folder.Wire).text(items), func(u untagged) error {
			if u.name == "STATUS" {
				_, counts := parseStatusItems(u)
				counts.fill(&f)
			}
			return nil
		})
		state = f.Sync
		return err
	})
	return state, inFolder(err, folder.Path)
}

// CreateFolder makes a folder, subscribes to it, and returns its name on the wire. path has its levels joined by
// delimiter. A folder that is there already is taken for the one that was to be made, so that the command may be
// repeated. Names are written in modified UTF-7 below the name of the parent as the server has it.
func (s *Session) CreateFolder(ctx context.Context, path, delimiter string) (wire string, err error) {
	err = s.run(ctx, mail.StageStore, func() error {
		folders, err := s.list(false)
		if err != nil {
			return err
		}
		if f, there := folderAt(folders, path); there && f.Selectable {
			wire = f.Wire
			return nil
		}
		name := wireName(folders, path, delimiter)
		if err = s.command("CREATE", name); err != nil && !isCode(err, "ALREADYEXISTS") {
			return err
		}
		wire = name
		return tolerate(s.command("SUBSCRIBE", name))
	})
	return wire, inFolder(err, path)
}

// RenameFolder gives a folder, and with it those below, a new path, and returns its name on the wire. That the folder
// is gone and one with the new path is there counts as done. If the folder or one below it is selected, INBOX is
// afterwards.
func (s *Session) RenameFolder(ctx context.Context, from, toPath, delimiter string) (wire string, err error) {
	err = s.run(ctx, mail.StageStore, func() error {
		folders, err := s.list(false)
		if err != nil {
			return err
		}
		source, there := folderNamed(folders, from)
		if target, done := folderAt(folders, toPath); done && !there {
			wire = target.Wire
			return nil
		}
		name := wireName(folders, toPath, delimiter)
		if err := s.leave(from, source.Delimiter); err != nil {
			return err
		}
		if _, err := s.do(newCommand("RENAME").astring(from).astring(name), nil); err != nil {
			return err
		}
		wire = name
		if err := tolerate(s.command("UNSUBSCRIBE", from)); err != nil {
			return err
		}
		return tolerate(s.command("SUBSCRIBE", name))
	})
	return wire, inFolder(err, toPath)
}

// DeleteFolder removes a folder with its messages for good. One that is gone counts as done.
// If it is selected, INBOX is afterwards.
func (s *Session) DeleteFolder(ctx context.Context, wire string) error {
	err := s.run(ctx, mail.StageStore, func() error {
		if err := s.leave(wire, ""); err != nil {
			return err
		}
		err := s.command("DELETE", wire)
		if err != nil && tolerate(err) == nil {
			folders, listErr := s.list(false)
			if listErr != nil {
				return listErr
			}
			if _, there := folderNamed(folders, wire); there {
				return err
			}
		} else if err != nil {
			return err
		}
		return tolerate(s.command("UNSUBSCRIBE", wire))
	})
	return inFolder(err, readable(wire))
}

// Subscribe puts a folder into the list of those that clients show (RFC 9051 section 6.3.7), or takes it out.
func (s *Session) Subscribe(ctx context.Context, wire string, on bool) error {
	err := s.run(ctx, mail.StageStore, func() error {
		if on {
			return s.command("SUBSCRIBE", wire)
		}
		return s.command("UNSUBSCRIBE", wire)
	})
	return inFolder(err, readable(wire))
}

func (s *Session) command(name, folder string) error {
	_, err := s.do(newCommand(name).astring(folder), nil)
	return err
}

// leave selects INBOX when the selected folder is the one named, or, with a delimiter, lies below it: it is about to
// lose its name, and what a server says of a selected folder then is undefined.
func (s *Session) leave(wire, delimiter string) error {
	below := delimiter != "" && strings.HasPrefix(s.folder, wire+delimiter)
	if !s.selected || s.folder != wire && !below || wire == "INBOX" {
		return nil
	}
	_, err := s.open(mail.Folder{Wire: "INBOX"})
	return err
}

// wireName makes the name of a folder with a path: that of the nearest folder above it which is there, and the
// levels below in modified UTF-7.
func wireName(folders []mail.Folder, path, delimiter string) string {
	if delimiter == "" {
		return encodeUTF7(path)
	}
	for at := strings.LastIndex(path, delimiter); at > 0; at = strings.LastIndex(path[:at], delimiter) {
		if parent, there := folderAt(folders, path[:at]); there {
			return parent.Wire + delimiter + encodeUTF7(path[at+len(delimiter):])
		}
	}
	return encodeUTF7(path)
}

func folderAt(folders []mail.Folder, path string) (mail.Folder, bool) {
	for _, f := range folders {
		if f.Path == path {
			return f, true
		}
	}
	return mail.Folder{}, false
}

func folderNamed(folders []mail.Folder, wire string) (mail.Folder, bool) {
	for _, f := range folders {
		if f.Wire == wire {
			return f, true
		}
	}
	return mail.Folder{}, false
}

// tolerate passes over a server's refusal.
func tolerate(err error) error {
	var refused *refusal
	if errors.As(err, &refused) && refused.kind != "BYE" {
		return nil
	}
	return err
}

func isCode(err error, code string) bool {
	var refused *refusal
	return errors.As(err, &refused) && refused.code == code
}
