package mailtest

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"strings"
)

// speech is how a player speaks one protocol.
type speech struct {
	greeting string
	upgrade  string                   // the command that asks for TLS
	allowed  func(line string) string // what allows it
	farewell string                   // the command after whose answer the connection ends
	torn     string                   // the command of whose answer close_notify-missing sends a half
	answer   func(c *played, in *bufio.Reader, name, line string) (string, error)
}

func speechOf(proto string) speech {
	switch proto {
	case "pop3":
		return speech{
			greeting: "+OK ready\r\n", upgrade: "STLS", farewell: "QUIT", torn: "RETR",
			allowed: func(string) string { return "+OK begin TLS\r\n" }, answer: answerPOP3,
		}
	case "smtp":
		return speech{
			greeting: "220 localhost ESMTP\r\n", upgrade: "STARTTLS", farewell: "QUIT", torn: "EHLO",
			allowed: func(string) string { return "220 begin TLS\r\n" }, answer: answerSMTP,
		}
	default:
		return speech{
			greeting: "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN STARTTLS] ready\r\n", upgrade: "STARTTLS", farewell: "LOGOUT", torn: "FETCH",
			allowed: func(line string) string { return tagOf(line) + " OK begin TLS\r\n" }, answer: answerIMAP,
		}
	}
}

func tagOf(line string) string {
	tag, _ := commandName(strings.TrimRight(line, "\r\n"))
	return tag
}

func answerIMAP(c *played, in *bufio.Reader, name, line string) (string, error) {
	if name == "AUTHENTICATE" && len(strings.Fields(line)) < 4 {
		if err := c.prompt(in, "+ \r\n"); err != nil {
			return "", err
		}
	}
	if size := announced(strings.TrimRight(line, "\r\n")); size > 0 {
		if !c.say("", "+ go on\r\n") {
			return "", net.ErrClosed
		}
		if _, err := io.CopyN(io.Discard, in, size); err != nil {
			return "", err
		}
		if _, err := c.hear(in); err != nil {
			return "", err
		}
	}
	return untaggedAnswer(name) + tagOf(line) + " OK done\r\n", nil
}

// untaggedAnswer is what comes before the OK of a command.
func untaggedAnswer(name string) string {
	letter := HonestStore[1]
	switch name {
	case "CAPABILITY":
		return "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"
	case "LIST":
		return "* LIST () \"/\" INBOX\r\n"
	case "SELECT", "EXAMINE":
		return "* 1 EXISTS\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 2] x\r\n"
	case "SEARCH":
		return "* SEARCH 1\r\n"
	case "FETCH":
		return fmt.Sprintf("* 1 FETCH (UID 1 FLAGS () INTERNALDATE \"02-Mar-2026 10:20:30 +0000\" RFC822.SIZE %d BODY[] {%d}\r\n%s)\r\n", len(letter), len(letter), letter)
	case "LOGOUT":
		return "* BYE bye\r\n"
	}
	return ""
}

func answerPOP3(c *played, in *bufio.Reader, name, line string) (string, error) {
	letter := HonestStore[1]
	switch name {
	case "CAPA":
		caps := "+OK\r\nUSER\r\nSASL PLAIN\r\nUIDL\r\nTOP\r\n"
		if !c.tls {
			caps += "STLS\r\n"
		}
		return caps + ".\r\n", nil
	case "AUTH":
		if len(strings.Fields(line)) < 3 {
			if err := c.prompt(in, "+ \r\n"); err != nil {
				return "", err
			}
		}
	case "STAT":
		return fmt.Sprintf("+OK 1 %d\r\n", len(letter)), nil
	case "LIST":
		return fmt.Sprintf("+OK\r\n1 %d\r\n.\r\n", len(letter)), nil
	case "UIDL":
		return "+OK\r\n1 u1\r\n.\r\n", nil
	case "RETR":
		return "+OK\r\n" + letter + ".\r\n", nil
	case "TOP":
		header, _, _ := strings.Cut(letter, "\r\n\r\n") // the letter has both
		return "+OK\r\n" + header + "\r\n\r\n.\r\n", nil
	}
	return "+OK\r\n", nil
}

func answerSMTP(c *played, in *bufio.Reader, name, line string) (string, error) {
	switch name {
	case "EHLO":
		if c.tls {
			return "250-localhost\r\n250 AUTH PLAIN LOGIN\r\n", nil
		}
		return "250-localhost\r\n250 STARTTLS\r\n", nil
	case "AUTH":
		if len(strings.Fields(line)) < 3 {
			if err := c.prompt(in, "334 \r\n"); err != nil {
				return "", err
			}
		}
		return "235 done\r\n", nil
	case "DATA":
		if err := c.prompt(in, "354 go\r\n"); err != nil {
			return "", err
		}
		return "250 queued\r\n", nil
	case "QUIT":
		return "221 bye\r\n", nil
	}
	return "250 done\r\n", nil
}

// prompt asks for what a command goes on with and reads it: one line, or, for DATA, lines to the final dot.
func (c *played) prompt(in *bufio.Reader, words string) error {
	if !c.say("", words) {
		return net.ErrClosed
	}
	for {
		line, err := c.hear(in)
		if err != nil || !strings.HasPrefix(words, "354") {
			return err
		}
		if line == ".\r\n" {
			c.h.took()
			return nil
		}
	}
}
