package dial

import (
	"bytes"
	"strconv"
	"strings"

	"letterbox/mail"
)

// kind is what becomes of a line in the trace.
type kind int

const (
	shown    kind = iota // told, with addresses and the user's name shortened
	withheld             // only its size is told
	fetched              // an IMAP response that carries parts of a message
	listed               // an IMAP response that carries the names of folders
)

// redactor decides over the lines of one direction. kind allocates nothing: most lines of a connection are mail.
type redactor struct {
	kind func(line []byte) kind
	say  func(line []byte) string // what a shown line may say
	user string

	conceal func(string) string // takes out the secret that was sent; nil before there was one
}

// redaction is what a protocol lets pass.
type redaction struct{ sent, received redactor }

// text is how a line of so many bytes appears: only what was said to be harmless, else its size.
func (r *redactor) text(line []byte, k kind, size int) string {
	switch k {
	case shown:
		return r.shown(line, size)
	case fetched:
		words := bytes.SplitN(line, []byte(" "), 3)
		return "* " + string(words[1]) + " FETCH …"
	case listed:
		words := bytes.SplitN(line, []byte(" "), 3)
		return "* " + string(words[1]) + " …"
	default:
		return "[" + strconv.Itoa(size) + " bytes]"
	}
}

// shown is a harmless line without the secret, cut where it is too long to be read.
func (r *redactor) shown(line []byte, size int) string {
	text := OneLine([]byte(r.say(line)), 2*readWidth)
	if r.conceal != nil {
		text = r.conceal(text)
	}
	if cut := OneLine([]byte(text), traceWidth); cut != text || size > len(line) {
		text = cut + "…"
	}
	return mail.Shorten(text, r.user)
}

// redactionFor returns the rules of a protocol. They name what passes; a line that they do not know never does, so
// that neither a secret that a protocol forgot to hush nor a part of a message can come through.
func redactionFor(s mail.Server) redaction {
	r := map[mail.Protocol]redaction{
		mail.IMAP:       {redactor{kind: imapCommand, say: sayIMAPCommand}, redactor{kind: imapResponse, say: sayResponse}},
		mail.POP3:       {redactor{kind: pop3Command, say: sayPOP3Command}, redactor{kind: pop3Reply, say: sayResponse}},
		mail.Submission: {redactor{kind: smtpCommand, say: saySMTPCommand}, redactor{kind: smtpReply, say: sayResponse}},
	}[s.Protocol]
	if r.sent.kind == nil {
		none := redactor{kind: func([]byte) kind { return withheld }}
		r = redaction{none, none}
	}
	r.sent.user, r.received.user = s.Username, s.Username
	return r
}

// How much of a command's arguments passes.
type passing int

const (
	everything passing = iota + 1 // they are numbers, names of the protocol, or our own
	nothing                       // the name of the command only
	secret                        // nothing, and a word says why
	inbox                         // they name folders; only INBOX may be known
	path                          // an address and sizes, as in MAIL and RCPT
	number                        // digits only, as in RETR 3
)

var imapCommands = map[string]passing{
	"CAPABILITY": nothing, "NOOP": nothing, "IDLE": nothing, "LOGOUT": nothing, "STARTTLS": nothing, "CLOSE": nothing,
	"UNSELECT": nothing, "CHECK": nothing, "NAMESPACE": nothing, "EXPUNGE": nothing,
	"ID": everything, "ENABLE": everything, "COMPRESS": everything,
	"FETCH": everything, "STORE": everything, "UID FETCH": everything, "UID STORE": everything, "UID EXPUNGE": everything,
	"SELECT": inbox, "EXAMINE": inbox, "STATUS": inbox, "CREATE": inbox, "DELETE": inbox, "RENAME": inbox,
	"SUBSCRIBE": inbox, "UNSUBSCRIBE": inbox, "LIST": inbox, "LSUB": inbox, "XLIST": inbox, "APPEND": inbox,
	"COPY": inbox, "MOVE": inbox, "UID COPY": inbox, "UID MOVE": inbox, "GETQUOTAROOT": inbox, "GETQUOTA": inbox,
	"SEARCH": nothing, "UID SEARCH": nothing, "SORT": nothing, "UID SORT": nothing,
	"LOGIN": secret, "AUTHENTICATE": secret,
}

var smtpCommands = map[string]passing{
	"EHLO": everything, "HELO": everything, "STARTTLS": nothing, "NOOP": nothing, "RSET": nothing, "QUIT": nothing, "DATA": nothing,
	"MAIL": path, "RCPT": path, "BDAT": number, "AUTH": secret,
}

var pop3Commands = map[string]passing{
	"CAPA": nothing, "STLS": nothing, "STAT": nothing, "NOOP": nothing, "RSET": nothing, "QUIT": nothing,
	"UIDL": number, "LIST": number, "TOP": number, "RETR": number, "DELE": number,
	"USER": nothing, "PASS": secret, "APOP": secret, "AUTH": secret,
}

// longestName is how many bytes the name of a command has at most.
const longestName = 16

// look finds the name that a line begins with in a table, in any case, and returns what follows it. before is put
// before the name, for commands of two words.
func look(table map[string]passing, before string, line []byte) (name string, rest []byte, p passing) {
	word, rest, _ := bytes.Cut(line, []byte(" "))
	if len(word) > longestName {
		return "", nil, 0
	}
	name = before + strings.ToUpper(string(word))
	return name, rest, table[name]
}

// saying writes a command with as much of its arguments as may pass.
func saying(name string, rest []byte, p passing) string {
	if len(rest) == 0 {
		return name
	}
	switch p {
	case everything:
		return name + " " + string(rest)
	case secret:
		return name + " [redacted]"
	case inbox:
		if strings.EqualFold(strings.Trim(string(rest), `"`), "INBOX") {
			return name + " INBOX"
		}
		return name + " …"
	case path:
		return name + " " + safePath(rest)
	case number:
		if len(bytes.Trim(rest, "0123456789 LASTlast")) == 0 {
			return name + " " + string(rest)
		}
		return name + " …"
	default:
		return name
	}
}

// safePath keeps of FROM:<address> SIZE=3 what the protocol knows; the address is shortened later.
func safePath(rest []byte) string {
	words := strings.Fields(string(rest))
	if !strings.HasSuffix(words[0], ">") {
		return "…"
	}
	for i, word := range words[1:] {
		name, _, _ := strings.Cut(strings.ToUpper(word), "=")
		if name != "SIZE" && name != "BODY" && name != "SMTPUTF8" {
			words[i+1] = "…"
		}
	}
	return strings.Join(words, " ")
}

// splitIMAP parts a command of a client into tag, name and the rest. It is none when p is zero.
func splitIMAP(line []byte) (tag, name string, rest []byte, p passing) {
	word, after, ok := bytes.Cut(line, []byte(" "))
	if !ok || !isTag(word) {
		return "", "", nil, 0
	}
	before := ""
	if len(after) > 4 && strings.EqualFold(string(after[:4]), "UID ") {
		before, after = "UID ", after[4:]
	}
	name, rest, p = look(imapCommands, before, after)
	return string(word), name, rest, p
}

// isTag knows tags as clients make them: a few letters and digits.
func isTag(word []byte) bool {
	const longest = 8
	for _, c := range word {
		if (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return len(word) > 0 && len(word) <= longest
}

func imapCommand(line []byte) kind {
	if string(line) == "DONE" || string(line) == "*" {
		return shown
	}
	if _, _, _, p := splitIMAP(line); p != 0 {
		return shown
	}
	return withheld
}

func sayIMAPCommand(line []byte) string {
	tag, name, rest, p := splitIMAP(line)
	if p == 0 {
		return string(line)
	}
	return tag + " " + saying(name, rest, p)
}

func smtpCommand(line []byte) kind { return plainCommand(smtpCommands, line) }
func pop3Command(line []byte) kind { return plainCommand(pop3Commands, line) }

func plainCommand(table map[string]passing, line []byte) kind {
	if _, _, p := look(table, "", line); p != 0 || string(line) == "*" {
		return shown
	}
	return withheld
}

func saySMTPCommand(line []byte) string { return sayPlain(smtpCommands, line) }
func sayPOP3Command(line []byte) string { return sayPlain(pop3Commands, line) }

func sayPlain(table map[string]passing, line []byte) string {
	name, rest, p := look(table, "", line)
	if p == 0 {
		return string(line)
	}
	return saying(name, rest, p)
}

// sayResponse lets the words of a server pass whole: they are what a trace is read for.
func sayResponse(line []byte) string { return string(line) }

// imapResponse knows the responses without content. A challenge is withheld.
func imapResponse(line []byte) kind {
	first, rest, _ := bytes.Cut(line, []byte(" "))
	second, rest, _ := bytes.Cut(rest, []byte(" "))
	switch {
	case isStatus(second) && (string(first) == "*" || isTag(first)):
		return shown
	case string(first) != "*":
		return withheld
	case len(second) > 0 && len(bytes.Trim(second, "0123456789")) == 0:
		third, _, _ := bytes.Cut(rest, []byte(" "))
		switch string(third) {
		case "FETCH":
			return fetched
		case "EXISTS", "RECENT", "EXPUNGE":
			return shown
		default:
			return withheld
		}
	}
	switch string(bytes.ToUpper(second)) {
	case "CAPABILITY", "ENABLED", "VANISHED", "ESEARCH", "SEARCH", "ID":
		return shown
	case "LIST", "LSUB", "XLIST", "STATUS", "FLAGS", "NAMESPACE", "QUOTA", "QUOTAROOT":
		return listed
	default:
		return withheld
	}
}

func isStatus(word []byte) bool {
	switch string(word) {
	case "OK", "NO", "BAD", "BYE", "PREAUTH":
		return true
	default:
		return false
	}
}

// smtpReply knows replies by their code; 334 carries a challenge.
func smtpReply(line []byte) kind {
	if len(line) >= 3 && isReplyCode(line[:3]) && (len(line) == 3 || line[3] == ' ' || line[3] == '-') && string(line[:3]) != "334" {
		return shown
	}
	return withheld
}

// pop3Capabilities are the lines of an answer to CAPA that are worth seeing.
var pop3Capabilities = map[string]bool{
	"USER": true, "SASL": true, "TOP": true, "UIDL": true, "STLS": true, "RESP-CODES": true, "AUTH-RESP-CODE": true, "PIPELINING": true,
	"LOGIN-DELAY": true, "EXPIRE": true, "UTF8": true, "IMPLEMENTATION": true,
}

// pop3Reply knows status lines and capabilities. What else is in a long answer is a list or a message.
func pop3Reply(line []byte) kind {
	word, _, _ := bytes.Cut(line, []byte(" "))
	if string(word) == "+OK" || string(word) == "-ERR" || pop3Capabilities[string(word)] {
		return shown
	}
	return withheld
}
