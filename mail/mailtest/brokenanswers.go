package mailtest

import (
	"fmt"
	"strings"
	"time"

	"letterbox/mail"
)

// inventedValidity is the UIDVALIDITY of all invented folders.
const inventedValidity = 7

// inventedAnswer returns what answers a command: it says the untagged responses and returns the tagged one when that is
// no plain OK. nil: the server has never heard of the command.
func inventedAnswer(name string) func(*inventedConn, Asked) (refused string) {
	switch name {
	case "LOGIN", "NOOP", "ENABLE", "UNSELECT", "STORE", "SUBSCRIBE", "UNSUBSCRIBE":
		return func(*inventedConn, Asked) string { return "" }
	}
	return map[string]func(*inventedConn, Asked) string{
		"CAPABILITY": (*inventedConn).capability, "LOGOUT": (*inventedConn).logout, "LIST": (*inventedConn).list,
		"SELECT": (*inventedConn).open, "STATUS": (*inventedConn).status, "SEARCH": (*inventedConn).search, "FETCH": (*inventedConn).fetch,
		"CREATE": (*inventedConn).create, "RENAME": (*inventedConn).rename, "DELETE": (*inventedConn).remove,
		"MOVE": (*inventedConn).transfer, "COPY": (*inventedConn).transfer,
	}[name]
}

func (c *inventedConn) has(capability string) bool {
	return strings.Contains(" "+c.server.plan.Capabilities+" ", " "+capability+" ")
}

func (c *inventedConn) capability(Asked) string {
	c.say("* CAPABILITY IMAP4rev1 UIDPLUS MOVE " + c.server.plan.Capabilities + "\r\n")
	return ""
}

func (c *inventedConn) logout(Asked) string {
	c.say("* BYE\r\n")
	return ""
}

// folder returns a folder by its name on the wire.
func (c *inventedConn) folder(name string) *InventedFolder {
	for i, f := range c.server.plan.Folders {
		if f.Name == name || strings.EqualFold(f.Name, "INBOX") && strings.EqualFold(name, "INBOX") {
			return &c.server.plan.Folders[i]
		}
	}
	return nil
}

func (f *InventedFolder) exists() int { return f.Messages - len(f.Gone) }

// counts returns the items of a STATUS response.
func (c *inventedConn) counts(f *InventedFolder) string {
	text := fmt.Sprintf("(MESSAGES %d UIDNEXT %d UIDVALIDITY %d UNSEEN 0", f.exists(), f.Messages+1, inventedValidity)
	if c.has("CONDSTORE") {
		text += fmt.Sprintf(" HIGHESTMODSEQ %d", f.ModSeq)
	}
	return text + ")"
}

func (c *inventedConn) list(a Asked) string {
	counts := strings.Contains(a.Line, "STATUS (")
	for i := range c.server.plan.Folders {
		f := &c.server.plan.Folders[i]
		delimiter := f.Delimiter
		if delimiter == "" {
			delimiter = "/"
		}
		c.say("* LIST (" + f.Attributes + ") " + WireString(delimiter) + " " + WireString(f.Name) + "\r\n")
		if counts && !strings.Contains(strings.ToLower(f.Attributes), "noselect") {
			c.say("* STATUS " + WireString(f.Name) + " " + c.counts(f) + "\r\n")
		}
	}
	return ""
}

func (c *inventedConn) open(a Asked) string {
	f := c.folder(a.Argument(0))
	if f == nil {
		c.selected = ""
		return "NO [NONEXISTENT] no such folder"
	}
	c.selected = f.Name
	c.say(fmt.Sprintf("* %d EXISTS\r\n* OK [UIDVALIDITY %d] x\r\n* OK [UIDNEXT %d] x\r\n", f.exists(), inventedValidity, f.Messages+1))
	if c.has("CONDSTORE") {
		c.say(fmt.Sprintf("* OK [HIGHESTMODSEQ %d] x\r\n", f.ModSeq))
	}
	return ""
}

func (c *inventedConn) status(a Asked) string {
	f := c.folder(a.Argument(0))
	if f == nil {
		return "NO [NONEXISTENT] no such folder"
	}
	c.say("* STATUS " + WireString(f.Name) + " " + c.counts(f) + "\r\n")
	return ""
}

func (c *inventedConn) search(Asked) string {
	f := c.folder(c.selected)
	if f == nil {
		return "NO nothing is selected"
	}
	c.say("* SEARCH")
	for uid := range mail.UID(f.Messages) {
		if !f.Gone[uid+1] {
			c.say(fmt.Sprintf(" %d", uid+1))
		}
	}
	c.say("\r\n")
	return ""
}

// fetch answers FETCH and UID FETCH of any items.
func (c *inventedConn) fetch(a Asked) string {
	f := c.folder(c.selected)
	if f == nil {
		return "NO nothing is selected"
	}
	byUID := strings.HasPrefix(strings.ToUpper(strings.TrimPrefix(a.Line, a.Tag+" ")), "UID")
	wanted := inventedSet(a.Argument(0), mail.UID(f.Messages))
	if !byUID {
		wanted = inventedSet(a.Argument(0), mail.UID(f.exists()))
	}
	number := mail.UID(0)
	if len(f.Gone) == 0 && len(wanted) == 1 { // so that the last 50 of 200,000 cost no walk
		number = min(wanted[0].First, mail.UID(f.Messages)) - 1
	}
	for uid := number + 1; uid <= mail.UID(f.Messages); uid++ {
		if f.Gone[uid] {
			continue
		}
		number++
		key := uid
		if !byUID {
			key = number
		}
		if within(wanted, key) {
			c.say(c.message(a, f, number, uid))
		}
	}
	return ""
}

func within(ranges []mail.UIDRange, n mail.UID) bool {
	for _, r := range ranges {
		if r.First <= n && n <= r.Last {
			return true
		}
	}
	return false
}

// message returns the response about one message.
func (c *inventedConn) message(a Asked, f *InventedFolder, number, uid mail.UID) string {
	plan := c.server.plan
	header := InventedHeader(f.Name, uid)
	if plan.Header != nil {
		header = plan.Header(f.Name, uid)
	}
	const body = "\r\nhello\r\n"
	line := fmt.Sprintf("* %d FETCH (UID %d FLAGS (%s)", number, uid, f.Flags[uid])
	if strings.Contains(a.Line, "INTERNALDATE") {
		received := InventedTime(uid).Format("_2-Jan-2006 15:04:05 -0700")
		if plan.Received != nil {
			received = plan.Received(f.Name, uid)
		}
		line += fmt.Sprintf(" INTERNALDATE %q RFC822.SIZE %d", received, len(header)+len(body))
	}
	switch {
	case strings.Contains(a.Line, "BODY.PEEK[HEADER"):
		line += fmt.Sprintf(" BODY[HEADER.FIELDS (FROM)] {%d}\r\n%s\r\n", len(header)+2, header)
	case strings.Contains(a.Line, "BODY.PEEK[]"):
		line += fmt.Sprintf(" BODY[] {%d}\r\n%s", len(header)+len(body), header+body)
	}
	line += ")\r\n"
	if plan.LieOf != nil {
		return plan.LieOf(a, uid, line)
	}
	return line
}

// InventedHeader returns the header that an invented message has, without the empty line.
func InventedHeader(folder string, uid mail.UID) string {
	return fmt.Sprintf("From: Person %d <p%d@example.test>\r\nTo: ada@corp.example\r\nSubject: message %d\r\nDate: %s\r\nMessage-ID: <%d.%x@example.test>\r\n",
		uid%977, uid%977, uid, InventedTime(uid).Format(time.RFC1123Z), uid, folder)
}

// InventedTime returns when an invented message was sent and received.
func InventedTime(uid mail.UID) time.Time {
	return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(uid) * time.Minute)
}

func (c *inventedConn) create(a Asked) string {
	c.server.plan.Folders = append(c.server.plan.Folders, InventedFolder{Name: a.Argument(0)})
	return ""
}

// rename renames a folder and those below it.
func (c *inventedConn) rename(a Asked) string {
	if c.folder(a.Argument(0)) == nil {
		return "NO [NONEXISTENT] no such folder"
	}
	for i, f := range c.server.plan.Folders {
		below, under := strings.CutPrefix(f.Name, a.Argument(0)+"/")
		switch {
		case f.Name == a.Argument(0):
			c.server.plan.Folders[i].Name = a.Argument(1)
		case under:
			c.server.plan.Folders[i].Name = a.Argument(1) + "/" + below
		}
	}
	return ""
}

func (c *inventedConn) remove(a Asked) string {
	for i, f := range c.server.plan.Folders {
		if f.Name == a.Argument(0) {
			c.server.plan.Folders = append(c.server.plan.Folders[:i:i], c.server.plan.Folders[i+1:]...)
			return ""
		}
	}
	return "NO [NONEXISTENT] no such folder"
}

// transfer counts messages into the other folder; their contents are invented anew there.
func (c *inventedConn) transfer(a Asked) string {
	from, to := c.folder(c.selected), c.folder(a.Argument(1))
	if from == nil || to == nil {
		return "NO [TRYCREATE] no such folder"
	}
	if from.Gone == nil {
		from.Gone = map[mail.UID]bool{}
	}
	for uid := mail.UID(1); uid <= mail.UID(from.Messages); uid++ {
		if !a.Holds(uid) || from.Gone[uid] {
			continue
		}
		to.Messages++
		if a.Name == "MOVE" {
			from.Gone[uid] = true
		}
	}
	return ""
}
