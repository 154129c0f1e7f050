package pop3

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
)

// errNameless says that messages cannot be told apart: the server has neither UIDL nor TOP. To fetch all of them
// each time is out of the question.
var errNameless = errors.New("the server has neither UIDL nor TOP")

// identify gives every message a name of its own. One without a UIDL is named by the hash of its header, after a
// space, which no UIDL contains; one whose UIDL another message has, by that and the hash. The first of several with
// one UIDL keeps it, so that nothing is fetched twice when a second one comes. Messages whose header the server does
// not give are left out, unless that is all of them.
func (s *Session) identify(entries []Entry) ([]Entry, error) {
	taken := make(map[string]int, len(entries))
	named := make([]Entry, 0, len(entries))
	var nameless []Entry
	for _, e := range entries {
		if e.UIDL == "" || taken[e.UIDL] > 0 {
			nameless = append(nameless, e)
			continue
		}
		taken[e.UIDL]++
		named = append(named, e)
	}
	if len(nameless) == 0 {
		return named, nil
	}
	refused, err := s.fetch(top, nameless, s.header(func(e Entry, raw []byte) error {
		e.UIDL += " " + fingerprint(raw)
		if taken[e.UIDL]++; taken[e.UIDL] > 1 {
			e.UIDL += fmt.Sprintf(" %d", taken[e.UIDL])
		}
		named = append(named, e)
		return nil
	}))
	if err != nil {
		return nil, err
	}
	if len(refused) == len(entries) {
		return nil, errNameless
	}
	slices.SortFunc(named, func(a, b Entry) int { return a.Number - b.Number })
	return named, nil
}

// marks are fields in which servers note what became of a message; they change while it does not.
var marks = [][]byte{[]byte("status:"), []byte("x-status:"), []byte("x-uidl:"), []byte("x-keywords:"), []byte("x-imap:"), []byte("x-imapbase:"), []byte("content-length:")}

// fingerprint hashes the header of a message.
func fingerprint(header []byte) string {
	sum := sha256.New()
	for line := range bytes.Lines(header) {
		marked := slices.ContainsFunc(marks, func(m []byte) bool { return len(line) >= len(m) && bytes.EqualFold(line[:len(m)], m) })
		if !marked {
			sum.Write(bytes.TrimRight(line, "\r\n"))
			sum.Write([]byte{'\n'})
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:16])
}
