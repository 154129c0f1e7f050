package app

import (
	"strings"

	"letterbox/mail"
)

// imap plays IMAP.
func (c *caller) imap() {
	c.say("* OK %s", c.door.script.greeting)
	for {
		text, ok := c.line()
		words := strings.Fields(text)
		if !ok || len(words) < 2 {
			return
		}
		command := strings.ToUpper(words[1])
		c.door.mu.Lock()
		c.door.commands = append(c.door.commands, command)
		c.door.mu.Unlock()
		answer := c.imapCommand(command, words[2:])
		c.say("%s %s", words[0], answer)
		if command == "LOGOUT" || command == "STARTTLS" && !c.secure() {
			return
		}
	}
}

func (c *caller) imapCommand(command string, words []string) string {
	play := c.door.script
	switch command {
	case "CAPABILITY":
		c.say("* CAPABILITY %s", c.capabilities())
	case "AUTHENTICATE":
		initial := ""
		if len(words) > 1 {
			initial = words[1]
		}
		if !c.exchange(strings.ToUpper(words[0]), initial, "+") {
			return play.refusals[mail.IMAP]
		}
	case "LOGIN":
		if !c.proves("LOGIN command", unquoted(words[0]), unquoted(words[1])) {
			return play.refusals[mail.IMAP]
		}
	case "ID":
		c.identified = true
		c.say("* ID NIL")
	case "LIST", "XLIST":
		c.say(`* %s (\HasNoChildren) "/" "INBOX"`, command)
	case "SELECT", "EXAMINE":
		if play.neverOpens || play.wantsID && !c.identified {
			return "NO " + command + " Unsafe Login. Please contact kefu@188.com for help"
		}
		c.say("* 0 EXISTS\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY 1] ok\r\n* OK [UIDNEXT 1] ok")
	}
	return "OK " + command + " completed"
}

// capabilities are what the server can do at present. A connection in clear text takes no sign-in.
func (c *caller) capabilities() string {
	switch {
	case !c.protected:
		return "IMAP4rev1 STARTTLS LOGINDISABLED"
	case c.signedIn:
		return c.door.script.after
	}
	return c.door.script.before
}

// unquoted reads a quoted string without blanks (RFC 9051 section 4.3).
func unquoted(word string) string {
	return strings.NewReplacer(`\\`, `\`, `\"`, `"`).Replace(strings.Trim(word, `"`))
}

// smtp plays submission.
func (c *caller) smtp() {
	c.say("220 %s ESMTP", c.door.server.Host)
	for {
		text, ok := c.line()
		words := strings.Fields(text)
		if !ok || len(words) == 0 {
			return
		}
		switch strings.ToUpper(words[0]) {
		case "EHLO":
			if !c.protected {
				c.say("250-%s\r\n250 STARTTLS", c.door.server.Host)
				continue
			}
			c.say("250-%s\r\n250-SIZE 73400320\r\n250-AUTH %s\r\n250 8BITMIME", c.door.server.Host, c.door.script.sasl)
		case "STARTTLS":
			c.say("220 go on")
			if !c.secure() {
				return
			}
		case "AUTH":
			c.smtpAuth(words[1:])
		case "QUIT":
			c.say("221 bye")
			return
		default:
			c.say("250 ok")
		}
	}
}

func (c *caller) smtpAuth(words []string) {
	initial := ""
	if len(words) > 1 {
		initial = words[1]
	}
	if !c.exchange(strings.ToUpper(words[0]), initial, "334") {
		c.say("%s", c.door.script.refusals[mail.Submission])
		return
	}
	c.say("235 2.7.0 Authentication successful")
}

// pop3 plays POP3.
func (c *caller) pop3() {
	c.say("+OK %s ready", c.door.server.Host)
	for {
		text, ok := c.line()
		words := strings.Fields(text)
		if !ok || len(words) == 0 {
			return
		}
		command := strings.ToUpper(words[0])
		answer := c.pop3Command(command, words[1:])
		c.say("%s", answer)
		if command == "QUIT" || command == "STLS" && !c.secure() {
			return
		}
	}
}

func (c *caller) pop3Command(command string, words []string) string {
	refused := c.door.script.refusals[mail.POP3]
	switch command {
	case "CAPA":
		return "+OK\r\nUSER\r\nUIDL\r\nTOP\r\nSTLS\r\nSASL " + c.door.script.sasl + "\r\n."
	case "AUTH":
		if len(words) > 1 && c.door.script.twoLines {
			return "-ERR Protocol error. Connection is closed. 10"
		}
		initial := ""
		if len(words) > 1 {
			initial = words[1]
		}
		if !c.exchange(strings.ToUpper(words[0]), initial, "+") {
			return refused
		}
	case "USER":
		c.name = words[0]
	case "PASS":
		if !c.proves("USER and PASS", c.name, words[0]) {
			return refused
		}
	case "STAT":
		return "+OK 0 0"
	case "LIST", "UIDL":
		return "+OK\r\n."
	}
	return "+OK"
}
