package verdict

import (
	"strings"

	"letterbox/mail"
)

// Reply is what a server said, taken apart by whoever speaks its protocol. Fields that the protocol does not have are
// empty.
type Reply struct {
	Protocol mail.Protocol // IMAP, POP3 or Submission; "" when unknown
	Phase    Phase
	Family   Family
	Status   string // IMAP: OK, NO, BAD, BYE or PREAUTH; POP3: +OK or -ERR
	Command  string // IMAP: what was refused, such as "AUTHENTICATE"; "" when unknown
	Code     int    // SMTP: three digits
	Enhanced string // SMTP: RFC 3463, such as "5.7.8"
	Tag      string // response code of IMAP (RFC 5530, RFC 9051) or POP3 (RFC 2449, RFC 3206), in capitals
	Text     string // the words, lines joined by a blank, in UTF-8
}

// Class returns the class of r, or "" when no rule fits. It is safe for concurrent use.
func (r Reply) Class() string {
	words := " " + fold(r.Text) + " " // a fragment may ask for the beginning or the end of a word
	for _, rules := range [][]rule{providerRules, foreignRules, firmRules, secretRules, accountRules, limitRules, folderRules, sendingRules, broadRules} {
		if class := firstOf(rules, r, words); class != "" {
			return class
		}
	}
	if class := r.tagClass(); class != "" {
		return class
	}
	for _, rules := range [][]rule{enhancedRules, wrongRules, statusRules, codeRules} {
		if class := firstOf(rules, r, words); class != "" {
			return class
		}
	}
	return ""
}

var apostrophes = strings.NewReplacer("’", "'", "‘", "'")

// fold makes words comparable: small letters, one blank between them, straight apostrophes.
func fold(text string) string {
	return strings.Join(strings.Fields(apostrophes.Replace(strings.ToLower(text))), " ")
}

func firstOf(rules []rule, r Reply, words string) string {
	for i := range rules {
		if rules[i].holds(r, words) {
			return rules[i].class
		}
	}
	return ""
}
