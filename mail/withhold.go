package mail

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// What is looked for in a text. A shorter piece would be found in any word.
const (
	leastWithheld = 3  // bytes of a secret
	leastPiece    = 8  // characters of its encoding behind other bytes
	leastCut      = 12 // characters of a form whose end was cut off with the text
)

// revealed remembers the last secret that a Credential gave out, and how it may look. It is safe for concurrent use.
type revealed struct {
	mu     sync.Mutex
	secret string
	forms  []string // the longest first
}

func (r *revealed) note(secret string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if secret != r.secret {
		r.secret, r.forms = secret, formsOf(secret)
	}
}

func (r *revealed) known() []string {
	if r == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.forms
}

// Withhold takes the secret out of what a problem repeats of a server's words: some servers say what they were sent. Of
// access tokens it is the one that was given out last. Adapters call it once, where they make the problem of a sign-in
// that failed.
func (c Credential) Withhold(p *Problem) *Problem {
	if p == nil || len(c.last.known()) == 0 {
		return p
	}
	clean := *p
	clean.Reply = c.Conceal(p.Reply)
	if p.Err != nil && (clean.Reply != p.Reply || c.Conceal(p.Err.Error()) != p.Err.Error()) {
		clean.Err = errors.New(c.Conceal(p.Err.Error())) // whatever else it holds of the reply is let go
	}
	return &clean
}

// Conceal replaces the secret, in the forms in which servers and mechanisms write it, by a word in a line of text that
// may have been cut at its end. It is safe for concurrent use.
func (c Credential) Conceal(text string) string {
	forms := c.last.known()
	for _, form := range forms {
		if strings.Contains(text, form) {
			text = strings.ReplaceAll(text, form, redacted)
		}
	}
	for _, form := range forms {
		if cut := cutLength(text, form); cut > 0 {
			return text[:len(text)-cut] + redacted
		}
	}
	return text
}

// cutLength returns how many bytes at the end of text are the beginning of a form, 0 for too few to tell.
func cutLength(text, form string) int {
	for n := min(len(form)-1, len(text)); n >= leastCut; n-- {
		if strings.HasSuffix(text, form[:n]) {
			return n
		}
	}
	return 0
}

// formsOf returns how a secret may stand in a text, the longest first; none for one that is too short to be looked for.
func formsOf(secret string) []string {
	if len(secret) < leastWithheld {
		return nil
	}
	hexadecimal := hex.EncodeToString([]byte(secret))
	forms := []string{
		secret, strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(secret), strings.Join(strings.Fields(secret), " "), // as one line has it
		url.QueryEscape(secret), url.PathEscape(secret), base64.StdEncoding.EncodeToString([]byte(secret)),
		hexadecimal, strings.ToUpper(hexadecimal),
	}
	for shift := range 3 {
		for _, coding := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
			if piece := alignedPiece(coding, secret, shift); len(piece) >= leastPiece {
				forms = append(forms, piece)
			}
		}
	}
	slices.SortStableFunc(forms, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(forms)
}

// alignedPiece returns the characters of base64 that depend on nothing but the secret, when so many bytes stand before
// it, as in the initial responses of PLAIN (RFC 4616) and XOAUTH2.
func alignedPiece(coding *base64.Encoding, secret string, shift int) string {
	whole := coding.EncodeToString([]byte(strings.Repeat("\x00", shift) + secret + "\x00\x00"))
	return whole[(shift*8+5)/6 : (shift+len(secret))*8/6]
}
