package mail

import (
	"encoding/base64"
	"errors"
	"net/url"
	"strings"
)

// leastWithheld is how many bytes a secret has at least that is looked for: a shorter one would be found in any word.
const leastWithheld = 3

// Withhold takes the password out of what a problem repeats of a server's words: some servers say what they were sent.
// Access tokens are not looked for; they are long, end within the hour, and no server is known to repeat one. Adapters
// call it once, where they make the problem of a sign-in that failed.
func (c Credential) Withhold(p *Problem) *Problem {
	if p == nil || len(c.password) < leastWithheld {
		return p
	}
	clean := *p
	clean.Reply = c.without(p.Reply)
	if p.Err != nil && (clean.Reply != p.Reply || c.without(p.Err.Error()) != p.Err.Error()) {
		clean.Err = errors.New(c.without(p.Err.Error())) // whatever else it holds of the reply is let go
	}
	return &clean
}

// without replaces the password and its usual encodings in a text.
func (c Credential) without(text string) string {
	forms := []string{
		c.password, strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(c.password), base64.StdEncoding.EncodeToString([]byte(c.password)),
		url.QueryEscape(c.password), url.PathEscape(c.password),
	}
	for _, form := range forms {
		text = strings.ReplaceAll(text, form, redacted)
	}
	return strings.ReplaceAll(text, strings.Join(strings.Fields(c.password), " "), redacted) // as one line has it
}
