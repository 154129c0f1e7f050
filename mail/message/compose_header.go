package message

import (
	"strings"

	"letterbox/mail"
)

// foldAt is where lines of a header are folded, where they can be (RFC 5322 section 2.1.1).
const foldAt = 76

// field writes a field whose value may be folded between its tokens. One without a value is left out.
func (w *composer) field(name string, tokens []string) {
	if len(tokens) == 0 {
		return
	}
	var out strings.Builder
	out.WriteString(name + ":")
	column := len(name) + 1
	for i, token := range tokens {
		if i > 0 && column+1+len(token) > foldAt {
			out.WriteString("\r\n")
			column = 0
		}
		out.WriteString(" " + token)
		column += 1 + len(token)
	}
	w.line(out.String())
}

// addressTokens writes an address list (RFC 5322 section 3.4). Domains go in their ASCII form. A local part goes as it
// is: one that is not ASCII needs RFC 6532 on the whole way.
func addressTokens(list []mail.Address) ([]string, error) {
	var tokens []string
	for i, a := range list {
		spec, err := wireSpec(a)
		if err != nil {
			return nil, invalidAddress(a.String(), err)
		}
		phrase := phraseTokens(a.Name)
		if len(phrase) > 0 {
			spec = "<" + spec + ">"
		}
		if i < len(list)-1 {
			spec += ","
		}
		tokens = append(append(tokens, phrase...), spec)
	}
	return tokens, nil
}

// typedTokens writes the address list that a person typed. In a draft, what is no address goes as a name.
func typedTokens(typed string, draft bool) ([]string, error) {
	list, invalid := ReadAddresses(typed)
	if invalid != "" && !draft {
		return nil, invalidAddress(invalid, nil)
	}
	if invalid == "" {
		return addressTokens(list)
	}
	var tokens []string
	pieces := splitTyped(typed)
	for i, piece := range pieces {
		written := unfinishedTokens(piece)
		if i < len(pieces)-1 {
			written[len(written)-1] += ","
		}
		tokens = append(tokens, written...)
	}
	return tokens, nil
}

// unfinishedTokens writes one entry of a list, whatever it is.
func unfinishedTokens(piece string) []string {
	if list, invalid := ReadAddresses(piece); invalid == "" {
		if tokens, err := addressTokens(list); err == nil {
			return tokens
		}
	}
	return encodeWords(piece)
}

func invalidAddress(text string, err error) *mail.Problem {
	return &mail.Problem{
		Code: mail.AddressInvalid, Class: "ADDRESS_SYNTAX", Stage: mail.StageSubmit, Retry: mail.RetryAfterChange,
		Facts: map[string]string{mail.FactRecipients: mail.Shorten(cleanLine(text))}, Err: err,
	}
}

// idTokens writes message identifiers (RFC 5322 section 3.6.4). What is none is left out: identifiers are copied from
// messages of others.
func idTokens(ids []string) []string {
	var tokens []string
	for _, id := range ids {
		if isID(id) {
			tokens = append(tokens, "<"+id+">")
		}
	}
	return tokens
}

// maxIDBytes bounds the identifiers that are passed on.
const maxIDBytes = 500

func isID(id string) bool {
	return id != "" && len(id) <= maxIDBytes && !strings.ContainsFunc(id, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || r == '<' || r == '>'
	})
}
