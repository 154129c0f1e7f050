package imap

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sort"
	"strings"

	"letterbox/mail"
)

// Folders lists all folders, INBOX first, the others in the server's order. Path, Wire, Delimiter, Role and
// Selectable are filled; Sync and Unread too where the server offers LIST-STATUS. A name that cannot be decoded is
// kept, with a Path that is as readable as it gets, and that no other folder of the list has. Roles come from attributes (SPECIAL-USE, XLIST), else from
// names in Chinese and English.
func (s *Session) Folders(ctx context.Context) ([]mail.Folder, error) {
	return s.folders(ctx, true)
}

func (s *Session) folders(ctx context.Context, counts bool) (folders []mail.Folder, err error) {
	err = s.run(ctx, mail.StageList, func() error {
		folders, err = s.list(counts)
		return err
	})
	return folders, err
}

// list asks in the best way the server has, and in the plain way when it refuses that.
func (s *Session) list(counts bool) ([]mail.Folder, error) {
	for _, c := range s.listCommands(counts) {
		folders, err := s.collect(c)
		var refused *refusal
		if errors.As(err, &refused) && refused.kind != "BYE" && len(c.pieces[0]) > len(`LIST "" "*"`) {
			continue
		}
		return folders, err
	}
	return nil, nil
}

// listCommands returns the commands to try, the last of which every server has.
func (s *Session) listCommands(counts bool) []*command {
	var options []string
	if s.Capable("SPECIAL-USE") && s.Capable("LIST-EXTENDED") {
		options = append(options, "SPECIAL-USE")
	}
	if counts && s.Capable("LIST-STATUS") {
		items := "MESSAGES UIDNEXT UIDVALIDITY UNSEEN"
		if s.Capable("CONDSTORE") {
			items += " HIGHESTMODSEQ"
		}
		options = append(options, "STATUS ("+items+")")
	}
	var commands []*command
	if len(options) > 0 {
		commands = append(commands, newCommand("LIST", `""`, `"*"`, "RETURN", "("+strings.Join(options, " ")+")"))
	} else if s.Capable("XLIST") && !s.Capable("SPECIAL-USE") {
		commands = append(commands, newCommand("XLIST", `""`, `"*"`))
	}
	return append(commands, newCommand("LIST", `""`, `"*"`))
}

func (s *Session) collect(c *command) ([]mail.Folder, error) {
	var folders []mail.Folder
	index := make(map[string]int)
	_, err := s.do(c, func(u untagged) error {
		switch u.name {
		case "LIST", "XLIST":
			f, ok := parseList(u)
			if _, known := index[f.Wire]; !ok || known {
				return nil
			}
			if len(folders) >= s.config.Limits.Folders {
				return limitError{fmt.Sprintf("more than %d folders", s.config.Limits.Folders)}
			}
			index[f.Wire] = len(folders)
			folders = append(folders, f)
		case "STATUS":
			name, items := parseStatusItems(u)
			if i, known := index[canonical(name)]; known {
				items.fill(&folders[i])
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	namePaths(folders)
	assignRoles(folders)
	sort.SliceStable(folders, func(i, j int) bool {
		return folders[i].Role == mail.RoleInbox && folders[j].Role != mail.RoleInbox
	})
	return folders, nil
}

// canonical gives INBOX, which is the same in any case (RFC 9051 section 5.1), one form.
func canonical(name string) string {
	if strings.EqualFold(name, "INBOX") {
		return "INBOX"
	}
	return name
}

// parseList reads "(attributes) delimiter name". A name without quotes goes on to the end of the line, blanks
// included. ok is false when there is no name.
func parseList(u untagged) (f mail.Folder, ok bool) {
	f.Selectable = true
	kind, attributes := u.value()
	if kind != valueList && kind != valueNil {
		return f, false
	}
	for _, a := range bytes.Fields(bytes.ToLower(attributes)) { // case differs between servers
		switch name := string(a); name {
		case `\noselect`, `\nonexistent`:
			f.Selectable = false
		default:
			if role, known := attributeRoles[name]; known {
				f.Role = role
			}
		}
	}
	kind, delimiter := u.value()
	if len(delimiter) == 1 && (kind == valueString || kind == valueAtom) && delimiter[0] > ' ' && delimiter[0] <= '~' {
		f.Delimiter = string(delimiter) // anything else would make paths that cannot be shown: the names are taken as flat
	}
	name := u.lastString()
	if len(name) == 0 {
		return f, false
	}
	f.Wire = canonical(string(name))
	if f.Wire == "INBOX" {
		f.Role, f.Selectable = mail.RoleInbox, true
	} else if f.Role == mail.RoleInbox {
		f.Role = mail.RoleNone // XLIST says it of a localised alias
	}
	return f, true
}

// lastString reads the last argument of a response.
func (u untagged) lastString() []byte {
	u.skipBlanks()
	if u.atLiteral() || u.peek() == '"' {
		_, data := u.value()
		return data
	}
	return bytes.TrimRight(u.rest(), " ")
}

// statusItems are the counts of a STATUS response; only what was there is taken.
type statusItems map[string]uint64

func parseStatusItems(u untagged) (name string, items statusItems) {
	_, data := u.value()
	items = make(statusItems)
	if !u.accept('(') {
		return string(data), items
	}
	for !u.ended() && u.peek() != ')' {
		key := strings.ToUpper(string(u.atom()))
		if key == "" {
			break
		}
		if _, value := u.value(); value != nil {
			if n, ok := number(value); ok {
				items[key] = n
			}
		}
		u.skipBlanks()
	}
	return string(data), items
}

func (i statusItems) fill(f *mail.Folder) {
	f.Sync = mail.SyncState{
		Exists: clamp(i["MESSAGES"]), UIDNext: mail.UID(clamp32(i["UIDNEXT"])),
		UIDValidity: clamp32(i["UIDVALIDITY"]), HighestModSeq: i["HIGHESTMODSEQ"],
	}
	f.Unread = clamp(i["UNSEEN"])
}

func clamp(n uint64) int { return int(min(n, atMost)) }

func clamp32(n uint64) uint32 {
	if n > 1<<32-1 {
		return 0 // a number that UIDs cannot have says nothing
	}
	return uint32(n)
}
