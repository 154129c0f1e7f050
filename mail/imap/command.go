package imap

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"
)

// command is a command on its way to the server: pieces of bytes, each but the last ending in the announcement of
// the literal that the next begins with.
type command struct {
	name   string
	pieces [][]byte
	secret bool  // keep it out of the trace
	room   int64 // bytes that the answer may take beyond Limits.Answer
	line   int   // bytes that a line of the answer may take, when more than Limits.Line
	trim   bool  // literals that are too large to keep are cut instead of refused
}

// newCommand begins a command; name and the words of text are sent as they are.
func newCommand(name string, text ...string) *command {
	line := strings.Join(append([]string{name}, text...), " ")
	return &command{name: name, pieces: [][]byte{[]byte(line)}}
}

// text appends " " and what is given, as it is.
func (c *command) text(text string) *command {
	last := len(c.pieces) - 1
	c.pieces[last] = append(append(c.pieces[last], ' '), text...)
	return c
}

// astring appends a string argument: quoted when it is short and ASCII, else as a literal, which carries any byte.
func (c *command) astring(value string) *command {
	if quotable(value) {
		return c.text(`"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`)
	}
	return c.literal([]byte(value), false)
}

func quotable(value string) bool {
	for i := range len(value) {
		if value[i] < ' ' || value[i] > '~' {
			return false
		}
	}
	return len(value) <= 1000
}

// send writes a command under a new tag, waiting for the server's consent before each literal, and allows the
// answer its bytes.
func (s *Session) send(c *command) (tag string, err error) {
	s.tags++
	tag = fmt.Sprintf("L%04d", s.tags)
	s.in.begin(c)
	if c.secret {
		s.conn.Hush(true)
		defer s.conn.Hush(false)
	}
	head := tag + " "
	for i, piece := range c.pieces {
		tail := ""
		if i == len(c.pieces)-1 {
			tail = "\r\n"
		}
		if err := s.write(head, piece, tail); err != nil {
			return tag, err
		}
		head = ""
		if tail != "" || bytes.HasSuffix(piece, []byte("+}\r\n")) {
			continue
		}
		if st, err := s.await(tag, c.name, s.unsolicited, true); err != nil {
			return tag, err
		} else if st.kind != "+" {
			return tag, syntaxError{"an answer to " + c.name + " before the end of the command"}
		}
	}
	return tag, nil
}

// writeSize is how many bytes are written at once: so many must pass within the time that a write may take.
const writeSize = 64 << 10

// write sends a piece of a command.
func (s *Session) write(head string, piece []byte, tail string) error {
	if len(piece) < writeSize {
		piece = slices.Concat([]byte(head), piece, []byte(tail))
		head, tail = "", ""
	}
	for _, part := range [][]byte{[]byte(head), piece, []byte(tail)} {
		for chunk := range slices.Chunk(part, writeSize) {
			if _, err := s.conn.Write(chunk); err != nil {
				return err
			}
		}
	}
	return nil
}

// do sends a command and reads its answer. on hears every untagged response, before the session has taken what
// concerns it; nil when nobody cares. An answer of NO, BAD or BYE is a *refusal.
func (s *Session) do(c *command, on func(untagged) error) (status, error) {
	began := time.Now()
	tag, err := s.send(c)
	if err != nil {
		return status{}, err
	}
	st, err := s.answer(tag, c.name, on)
	if trip := time.Since(began); s.trip == 0 || trip < s.trip {
		s.trip = trip
	}
	return st, err
}

// answer reads until the tagged response of a command.
func (s *Session) answer(tag, name string, on func(untagged) error) (status, error) {
	return s.await(tag, name, func(u untagged) error {
		if on != nil {
			mark := *u.cursor
			if err := on(u); err != nil {
				return err
			}
			*u.cursor = mark
		}
		return s.unsolicited(u)
	}, false)
}

// await reads responses until the one tagged tag, or, with consent, until a continuation request, whose text it
// returns in the status. Responses with other tags, empty lines and anything else that is no response are passed
// over: only a command's own tag ends it.
func (s *Session) await(tag, name string, on func(untagged) error, consent bool) (status, error) {
	for {
		r, err := s.in.next()
		if err != nil {
			return status{}, err
		}
		switch first := word(r.text); {
		case len(r.text) > 0 && r.text[0] == '+':
			if consent {
				return status{kind: "+", text: bytes.Clone(bytes.TrimLeft(r.text[1:], " "))}, nil
			}
		case string(first) == "*":
			if err := s.untagged(r, name, on); err != nil {
				return status{}, err
			}
		case string(first) == tag:
			st, ok := parseStatus(r.text[len(tag):])
			if !ok {
				return status{}, syntaxError{"the answer to " + name + " is neither OK, NO nor BAD"}
			}
			if s.capabilitiesIn(st); s.flaw != nil {
				return st, s.flaw
			}
			if st.kind != "OK" {
				return st, &refusal{status: st, command: name}
			}
			return st, nil
		}
	}
}

// untagged hands an untagged response on. BYE ends the command, because the server will close the connection; in
// clear text it is passed over, since anybody could have put it there to have his words shown.
func (s *Session) untagged(r response, name string, on func(untagged) error) error {
	u, ok := parseUntagged(r)
	if !ok {
		return nil
	}
	if u.name == "BYE" && name != "LOGOUT" && s.believable() {
		st, _ := parseStatus(r.text[1:])
		return &refusal{status: st, command: name}
	}
	return on(u)
}
