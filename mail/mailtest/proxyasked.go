package mailtest

import (
	"slices"
	"strings"
)

// changing are the commands by which something changes on an IMAP server.
var changing = map[string]bool{
	"APPEND": true, "CLOSE": true, "COPY": true, "CREATE": true, "DELETE": true, "EXPUNGE": true, "MOVE": true, "MULTIAPPEND": true,
	"RENAME": true, "REPLACE": true, "SETACL": true, "SETMETADATA": true, "STORE": true, "SUBSCRIBE": true, "UNSUBSCRIBE": true,
}

// Asked returns the commands that clients have sent since Watch by which something changes on an IMAP server: names in
// capitals, in the order in which they passed. A line of a message that looks like such a command counts too.
func (p *Proxy) Asked() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.asked)
}

// ask notes a line of a client.
func (p *Proxy) ask(line []byte) {
	words := strings.Fields(strings.ToUpper(string(line[:min(len(line), 100)])))
	if len(words) > 2 && words[1] == "UID" {
		words = words[1:]
	}
	if len(words) < 2 || !changing[words[1]] {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked = append(p.asked, words[1])
}
