package app

import (
	"bufio"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"sync"

	"letterbox/mail"
)

// script is how the servers of a provider behave.
type script struct {
	greeting   string // of IMAP, after "* OK "
	before     string // capabilities of IMAP before the sign-in
	after      string // and after it
	sasl       string // mechanisms of SMTP and POP3
	wantsID    bool   // SELECT is refused before ID
	neverOpens bool   // SELECT is always refused
	twoLines   bool   // POP3 takes a mechanism's first word only after it has asked for it
	user       string // who may sign in; "" for the whole address
	refusals   map[mail.Protocol]string
}

// secretWord and wrongWord are what people type, or what their browser got.
const (
	secretWord = "abcdefghijklmnop"
	wrongWord  = "qrstuvwxyzabcdef"
)

// proof is one sign-in that a server has seen.
type proof struct{ mechanism, user, secret string }

// door is a scripted server.
type door struct {
	server   mail.Server
	script   script
	listener net.Listener
	tls      *tls.Config
	serving  sync.WaitGroup

	mu       sync.Mutex
	visits   int
	proofs   []proof
	commands []string
}

func (d *door) close() {
	_ = d.listener.Close()
	d.serving.Wait()
}

func (d *door) accept() {
	for {
		raw, err := d.listener.Accept()
		if err != nil {
			return
		}
		d.mu.Lock()
		d.visits++
		d.mu.Unlock()
		d.serving.Go(func() {
			defer func() { _ = raw.Close() }()
			c := &caller{door: d, raw: raw}
			c.speak(raw)
			if d.server.Security == mail.TLS && !c.secure() {
				return
			}
			map[mail.Protocol]func(){mail.IMAP: c.imap, mail.POP3: c.pop3, mail.Submission: c.smtp}[d.server.Protocol]()
		})
	}
}

// seen returns how often the server was called, and the sign-ins since the last call of seen.
func (d *door) seen() (visits int, proofs []proof) {
	d.mu.Lock()
	defer d.mu.Unlock()
	visits, proofs = d.visits, d.proofs
	d.visits, d.proofs = 0, nil
	return visits, proofs
}

// said reports whether a command came after another one.
func (d *door) said(command, after string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	i := slices.Index(d.commands, after)
	return i >= 0 && slices.Contains(d.commands[i:], command)
}

// caller is one connection.
type caller struct {
	door       *door
	raw        net.Conn
	stream     io.ReadWriter
	in         *bufio.Reader
	protected  bool
	signedIn   bool
	identified bool
	mechanism  string // of an exchange that goes on
	name       string // of POP3's USER, or of LOGIN
}

func (c *caller) speak(stream io.ReadWriter) { c.stream, c.in = stream, bufio.NewReader(stream) }

func (c *caller) secure() bool {
	stream := tls.Server(c.raw, c.door.tls)
	if stream.Handshake() != nil { //nolint:noctx // the connection ends with the test
		return false
	}
	c.protected = true
	c.speak(stream)
	return true
}

func (c *caller) say(format string, args ...any) {
	_, _ = fmt.Fprintf(c.stream, format+"\r\n", args...)
}

func (c *caller) line() (string, bool) {
	text, err := c.in.ReadString('\n')
	return strings.TrimRight(text, "\r\n"), err == nil
}

// proves checks a sign-in and remembers it.
func (c *caller) proves(mechanism, user, secret string) bool {
	c.door.mu.Lock()
	defer c.door.mu.Unlock()
	c.door.proofs = append(c.door.proofs, proof{mechanism, user, secret})
	c.signedIn = c.protected && user == c.door.script.user && secret == secretWord
	return c.signedIn
}

// answer takes the client's part of a mechanism. done is false when the server asks on, and then next is its question.
func (c *caller) answer(mechanism, response string) (next string, done, ok bool) {
	plain, _ := base64.StdEncoding.DecodeString(response)
	switch mechanism {
	case "PLAIN":
		parts := strings.Split(string(plain), "\x00")
		return "", true, len(parts) == 3 && c.proves(mechanism, parts[1], parts[2])
	case "LOGIN":
		if c.name == "" {
			c.name = string(plain)
			return base64.StdEncoding.EncodeToString([]byte("Password:")), false, false
		}
		return "", true, c.proves(mechanism, c.name, string(plain))
	case "OAUTHBEARER":
		header, fields, _ := strings.Cut(string(plain), ",\x01")
		_, token, _ := strings.Cut(fields, "auth=Bearer ")
		return "", true, c.proves(mechanism, strings.TrimPrefix(header, "n,a="), strings.TrimRight(token, "\x01"))
	default: // XOAUTH2
		user, token, _ := strings.Cut(strings.TrimPrefix(string(plain), "user="), "\x01auth=Bearer ")
		return "", true, c.proves(mechanism, user, strings.TrimRight(token, "\x01"))
	}
}

// ask is the first question of a mechanism.
func ask(mechanism string) string {
	if mechanism == "LOGIN" {
		return base64.StdEncoding.EncodeToString([]byte("Username:"))
	}
	return ""
}

// exchange carries a mechanism out; prompt is what goes before a question.
func (c *caller) exchange(mechanism, initial, prompt string) bool {
	c.name = ""
	response := initial
	if response == "" {
		c.say("%s %s", prompt, ask(mechanism))
		response, _ = c.line()
	}
	for {
		next, done, ok := c.answer(mechanism, response)
		if done {
			return ok
		}
		c.say("%s %s", prompt, next)
		if response, ok = c.line(); !ok {
			return false
		}
	}
}
