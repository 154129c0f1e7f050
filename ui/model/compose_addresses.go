package model

import (
	"strings"
	"unicode"

	"letterbox/mail"
)

// recipient is one entry of an address list as it was typed (RFC 5322 section 3.4).
type recipient struct {
	typed   string
	address mail.Address
	err     error // one of the mail.ErrAddress errors
}

// recipients reads an address list, with the separators that people type: commas and semicolons of both widths, the
// enumeration comma, and line ends. Names may stand in quotes. Empty entries are left out.
func recipients(typed string) []recipient {
	var list []recipient
	for _, part := range splitAddresses(typed) {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, readRecipient(part))
		}
	}
	return list
}

// splitAddresses cuts a list at its separators, those inside quotes and angle brackets left alone.
func splitAddresses(typed string) []string {
	var parts []string
	quoted, from := false, 0
	for i, r := range typed {
		switch {
		case r == '"':
			quoted = !quoted
		case !quoted && separates(r):
			parts = append(parts, typed[from:i])
			from = i + len(string(r))
		}
	}
	return append(parts, typed[from:])
}

func separates(r rune) bool { return strings.ContainsRune(",;，；、\n", r) }

func readRecipient(part string) recipient {
	name, spec := "", part
	open := strings.LastIndexAny(part, "<＜")
	if open >= 0 && (strings.HasSuffix(part, ">") || strings.HasSuffix(part, "＞")) {
		name = strings.TrimSpace(part[:open])
		spec = strings.Trim(part[open:], "<>＜＞")
	}
	a, err := mail.ParseAddress(spec)
	a.Name = unquote(name)
	return recipient{typed: part, address: a, err: err}
}

func unquote(name string) string {
	if len(name) >= 2 && name[0] == '"' && name[len(name)-1] == '"' {
		name = strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(name[1 : len(name)-1])
	}
	return name
}

// writeRecipient writes an address so that recipients reads it again: a name with signs of the syntax in quotes.
func writeRecipient(a mail.Address) string {
	if a.Name == "" {
		return a.Spec()
	}
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, a.Name)
	if strings.ContainsAny(name, `()<>[]:;@\,."，；、`) {
		name = `"` + strings.NewReplacer(`\`, `\\`, `"`, `'`).Replace(name) + `"`
	}
	return name + " <" + a.Spec() + ">"
}

// tidy writes an address list with commas, as the standard wants it. What cannot be read stays as it was typed.
func tidy(typed string) string {
	var parts []string
	for _, r := range recipients(typed) {
		if r.err != nil {
			parts = append(parts, r.typed)
			continue
		}
		parts = append(parts, writeRecipient(r.address))
	}
	return strings.Join(parts, ", ")
}

// lastTyped returns where the entry that is being typed begins.
func lastTyped(typed string) int {
	parts := splitAddresses(typed)
	last := parts[len(parts)-1]
	return len(typed) - len(strings.TrimLeft(last, " "))
}
