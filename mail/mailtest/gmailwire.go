package mailtest

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"letterbox/mail"
)

const gmailCapabilities = "IMAP4rev1 UNSELECT IDLE NAMESPACE ID CHILDREN X-GM-EXT-1 UIDPLUS MOVE LIST-EXTENDED SPECIAL-USE"

// gmailSession is a connection. It belongs to the goroutine that serves it.
type gmailSession struct {
	g      *Gmail
	conn   net.Conn
	in     *bufio.Reader
	out    *bufio.Writer
	folder string     // the selected one, ""
	known  []mail.UID // what the client knows of it
}

func (g *Gmail) accept() {
	for {
		conn, err := g.listener.Accept()
		if err != nil {
			return
		}
		g.mu.Lock()
		g.conns[conn] = true
		g.mu.Unlock()
		s := &gmailSession{g: g, conn: conn, in: bufio.NewReader(conn), out: bufio.NewWriter(conn)}
		g.serving.Go(s.serve)
	}
}

func (s *gmailSession) serve() {
	defer s.conn.Close()
	s.say("* OK Gimap ready")
	for s.out.Flush() == nil {
		words, err := s.command()
		if err != nil {
			return
		}
		if len(words) < 2 {
			s.say("* BAD what")
			continue
		}
		tag, name, args := words[0], strings.ToUpper(words[1]), words[2:]
		byUID := name == "UID" && len(args) > 0
		if byUID {
			name, args = strings.ToUpper(args[0]), args[1:]
		}
		s.g.mu.Lock()
		s.g.said = append(s.g.said, name)
		answer := s.answer(name, args, byUID)
		if byUID || name != "FETCH" && name != "STORE" && name != "SEARCH" {
			s.news()
		}
		s.g.mu.Unlock()
		s.say("%s %s", tag, answer)
		if name == "LOGOUT" {
			s.out.Flush()
			return
		}
	}
}

func (s *gmailSession) say(format string, args ...any) { fmt.Fprintf(s.out, format+"\r\n", args...) }

// command reads a command as its words: atoms, strings, literals, and lists with their brackets.
func (s *gmailSession) command() (words []string, err error) {
	for {
		line, err := s.in.ReadString('\n')
		if err != nil {
			return nil, err
		}
		line = strings.TrimRight(line, "\r\n")
		size := announced(line)
		if size == 0 {
			return append(words, wordsOf(line)...), nil
		}
		words = append(words, wordsOf(line[:strings.LastIndexByte(line, '{')])...)
		s.say("+ go on")
		if err := s.out.Flush(); err != nil {
			return nil, err
		}
		content := make([]byte, size)
		if _, err := io.ReadFull(s.in, content); err != nil {
			return nil, err
		}
		words = append(words, string(content))
	}
}

func wordsOf(line string) (words []string) {
	for line = strings.TrimLeft(line, " "); line != ""; line = strings.TrimLeft(line, " ") {
		end, depth, quoted := 0, 0, false
		for ; end < len(line) && (line[end] != ' ' || depth > 0 || quoted); end++ {
			switch c := line[end]; {
			case c == '"':
				quoted = !quoted
			case c == '(' || c == '[':
				depth++
			case c == ')' || c == ']':
				depth--
			}
		}
		word := line[:end]
		if unquoted, err := strconv.Unquote(word); err == nil {
			word = unquoted
		}
		words, line = append(words, word), line[end:]
	}
	return words
}

// answer carries out a command and returns its tagged answer. The lock is held.
func (s *gmailSession) answer(name string, args []string, byUID bool) string {
	switch name {
	case "CAPABILITY":
		s.say("* CAPABILITY %s", gmailCapabilities)
	case "LIST":
		for _, folder := range s.g.names() {
			s.say(`* LIST (%s) "/" "%s"`, s.g.views[folder].attributes, folder)
		}
	case "SELECT", "EXAMINE", "STATUS", "APPEND", "CREATE", "DELETE", "RENAME":
		return s.manage(name, args)
	case "UNSELECT", "CLOSE":
		s.folder = ""
	case "SEARCH", "FETCH", "STORE", "EXPUNGE", "COPY", "MOVE":
		return s.work(name, args, byUID)
	case "IDLE":
		return s.idle()
	case "LOGIN", "NOOP", "ID", "SUBSCRIBE", "UNSUBSCRIBE", "LOGOUT", "NAMESPACE":
	default:
		return "BAD unknown command"
	}
	return "OK done"
}

// manage carries out a command about a folder.
func (s *gmailSession) manage(name string, args []string) string {
	v := s.g.views[args[0]]
	switch {
	case name == "CREATE" && v == nil:
		s.g.views[args[0]] = &view{next: 1}
	case name == "CREATE":
		return "NO [ALREADYEXISTS] there is such a label"
	case v == nil:
		return "NO [TRYCREATE] no such label"
	case name == "DELETE" && !s.g.rename(args[0], ""), name == "RENAME" && !s.g.rename(args[0], args[1]):
		return "NO [CANNOT] not this one"
	case name == "APPEND":
		m := s.g.appended(args)
		return fmt.Sprintf("OK [APPENDUID 1 %d] done", v.uidOf(m))
	case name == "STATUS":
		s.say(`* STATUS "%s" (MESSAGES %d UIDNEXT %d UIDVALIDITY 1)`, args[0], len(v.shown), v.next)
	case name == "SELECT", name == "EXAMINE":
		s.folder, s.known = args[0], nil
		for _, n := range v.shown {
			s.known = append(s.known, n.uid)
		}
		s.say("* FLAGS (\\Seen \\Answered \\Flagged \\Draft \\Deleted)\r\n* %d EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT %d] x", len(s.known), v.next)
	}
	return "OK done"
}

// appended stores the message of an APPEND.
func (g *Gmail) appended(args []string) *labelled {
	var flags mail.Flags
	var received time.Time
	for _, a := range args[1 : len(args)-1] {
		if when, err := time.Parse("_2-Jan-2006 15:04:05 -0700", a); err == nil {
			received = when
			continue
		}
		flags |= flagsIn(a)
	}
	return g.store([]byte(args[len(args)-1]), flags, received, args[0])
}

func flagsIn(list string) (flags mail.Flags) {
	for _, f := range strings.Fields(strings.Trim(list, "()")) {
		flags |= mail.ParseFlag(f)
	}
	return flags
}

// news tells the client what the selected folder has lost and got.
func (s *gmailSession) news() {
	v := s.g.views[s.folder]
	if v == nil {
		s.folder = ""
		return
	}
	has := map[mail.UID]bool{}
	for _, n := range v.shown {
		has[n.uid] = true
	}
	for i := len(s.known) - 1; i >= 0; i-- {
		if !has[s.known[i]] {
			s.say("* %d EXPUNGE", i+1)
			s.known = slices.Delete(s.known, i, i+1)
		}
	}
	if len(s.known) < len(v.shown) {
		for _, n := range v.shown[len(s.known):] {
			s.known = append(s.known, n.uid)
		}
		s.say("* %d EXISTS", len(s.known))
	}
}

// idle waits for the client to end it; what changes meanwhile is told afterwards. The lock is held before and after.
func (s *gmailSession) idle() string {
	s.g.mu.Unlock()
	defer s.g.mu.Lock()
	s.say("+ idling")
	if s.out.Flush() == nil {
		_, _ = s.in.ReadString('\n') // if it fails, so does the next read
	}
	return "OK done"
}

// chosen returns the messages that a set names, of those that the client knows.
func (s *gmailSession) chosen(set string, byUID bool) (list []numbered) {
	v := s.g.views[s.folder]
	if v == nil || len(s.known) == 0 {
		return nil
	}
	most := len(s.known)
	if byUID {
		most = int(s.known[most-1])
	}
	for i, uid := range s.known {
		number := i + 1
		if byUID {
			number = int(uid)
		}
		at := slices.IndexFunc(v.shown, func(n numbered) bool { return n.uid == uid })
		if at >= 0 && inSet(set, number, most) {
			list = append(list, v.shown[at])
		}
	}
	return list
}

// inSet reports whether a sequence set names a number; most is what * stands for.
func inSet(set string, number, most int) bool {
	end := func(text string) int {
		if n, err := strconv.Atoi(text); err == nil {
			return n
		}
		return most
	}
	for part := range strings.SplitSeq(set, ",") {
		low, high, ranged := strings.Cut(part, ":")
		first, last := end(low), end(low)
		if ranged {
			last = end(high)
		}
		if min(first, last) <= number && number <= max(first, last) {
			return true
		}
	}
	return false
}

// work carries out a command about messages of the selected folder.
func (s *gmailSession) work(name string, args []string, byUID bool) string {
	if name == "SEARCH" {
		return s.search(args)
	}
	if name == "EXPUNGE" && !byUID {
		args = []string{"1:*"}
	}
	list := s.chosen(args[0], byUID)
	switch name {
	case "FETCH":
		for _, n := range list {
			s.tell(n, args[1])
		}
	case "STORE":
		for _, n := range list {
			if flags := flagsIn(args[2]); strings.HasPrefix(args[1], "-") {
				n.m.flags &^= flags
			} else {
				n.m.flags |= flags
			}
		}
		s.g.follow()
	case "EXPUNGE":
		list = slices.DeleteFunc(list, func(n numbered) bool { return !n.m.flags.Has(mail.Deleted) })
		for _, n := range list {
			n.m.flags &^= mail.Deleted
		}
		s.g.remove(list, s.folder)
	case "COPY", "MOVE":
		return s.transfer(name, list, args[1])
	}
	return "OK done"
}

// transfer labels messages, and takes those that are moved out of the selected folder.
func (s *gmailSession) transfer(name string, list []numbered, to string) string {
	target := s.g.views[to]
	if target == nil {
		return "NO [TRYCREATE] no such label"
	}
	var from, there []string
	for _, n := range list {
		n.m.bring(to)
	}
	if name == "MOVE" && to != s.folder {
		s.g.remove(slices.DeleteFunc(slices.Clone(list), func(n numbered) bool { return !n.m.in(s.folder) }), s.folder)
	}
	s.g.follow()
	for _, n := range list {
		if uid := target.uidOf(n.m); uid != 0 {
			from, there = append(from, fmt.Sprint(n.uid)), append(there, fmt.Sprint(uid))
		}
	}
	code := fmt.Sprintf("[COPYUID 1 %s %s] ", strings.Join(from, ","), strings.Join(there, ","))
	switch {
	case len(from) == 0:
		code = ""
	case name == "MOVE":
		s.say("* OK %sdone", code)
		code = ""
	}
	return "OK " + code + "done"
}

// search knows ALL, and UID and HEADER Message-ID.
func (s *gmailSession) search(args []string) string {
	list := s.chosen("1:*", true)
	for i := 0; i+1 < len(args); i++ {
		switch strings.ToUpper(args[i]) {
		case "UID":
			list = s.chosen(args[i+1], true)
		case "HEADER":
			list = slices.DeleteFunc(list, func(n numbered) bool { return !bytes.Contains(n.m.raw, []byte(args[len(args)-1])) })
		}
	}
	var uids strings.Builder
	for _, n := range list {
		fmt.Fprintf(&uids, " %d", n.uid)
	}
	s.say("* SEARCH%s", uids.String())
	return "OK done"
}

// tell answers FETCH for one message.
func (s *gmailSession) tell(n numbered, items string) {
	var parts []string
	for _, item := range wordsOf(strings.TrimSuffix(strings.TrimPrefix(items, "("), ")")) {
		switch name, section, _ := strings.Cut(strings.ToUpper(item), "["); name {
		case "FLAGS":
			parts = append(parts, "FLAGS ("+strings.Join(n.m.flags.Wire(), " ")+")")
		case "INTERNALDATE":
			parts = append(parts, `INTERNALDATE "`+n.m.received.Format("_2-Jan-2006 15:04:05 -0700")+`"`)
		case "RFC822.SIZE":
			parts = append(parts, fmt.Sprintf("RFC822.SIZE %d", len(n.m.raw)))
		case "X-GM-MSGID":
			parts = append(parts, fmt.Sprintf("X-GM-MSGID %d", n.m.id))
		case "X-GM-THRID": //nolint:misspell // as Gmail calls it
			parts = append(parts, fmt.Sprintf("%s %d", name, n.m.id))
		case "X-GM-LABELS":
			parts = append(parts, "X-GM-LABELS ("+s.labels(n.m)+")")
		case "BODY.PEEK", "BODY":
			content := n.m.raw
			if section != "]" {
				head, _, _ := bytes.Cut(content, []byte("\r\n\r\n"))
				content = append(slices.Clone(head), "\r\n\r\n"...)
			} else {
				s.g.read++
			}
			parts = append(parts, fmt.Sprintf("BODY[%s {%d}\r\n%s", section, len(content), content))
		}
	}
	s.say("* %d FETCH (UID %d %s)", slices.Index(s.known, n.uid)+1, n.uid, strings.Join(parts, " "))
}

// labels writes the labels of a message; the one of the selected folder is left out, as Gmail does.
func (s *gmailSession) labels(m *labelled) string {
	var list []string
	for label, on := range m.labels {
		switch {
		case !on || label == s.folder:
		case label == GmailInbox:
			list = append(list, `"\\Inbox"`)
		case label == GmailSent:
			list = append(list, `"\\Sent"`)
		default:
			list = append(list, strconv.Quote(label))
		}
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}
