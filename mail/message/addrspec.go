package message

import (
	"strings"

	"letterbox/mail"
)

// withAngle makes an address of a phrase and what stood in brackets.
func (p *addressParser) withAngle(phrase, comment, spec string) mail.Address {
	a := p.specOf(spec)
	if phrase == "" {
		phrase = comment
	}
	a.Name = cleanName(joinWords(phrase, p.hints))
	return a
}

// bare makes an address of words without brackets: an addr-spec with its name before it (what follows is the date of
// an old mailbox format or the like), else a local name, else only a display name.
func (p *addressParser) bare(phrase, comment string) mail.Address {
	phrase = strings.TrimSpace(phrase)
	words := strings.Fields(phrase)
	if len(words) == 1 && !strings.Contains(phrase, "=?") {
		a := p.specOf(phrase)
		a.Name = cleanName(joinWords(comment, p.hints))
		return a
	}
	for i, w := range words {
		if at := strings.IndexByte(w, '@'); at > 0 && at < len(w)-1 && !strings.HasPrefix(w, "=?") {
			a := p.specOf(strings.Trim(w, "[]{}'"))
			name := strings.Join(words[:i], " ")
			if name == "" {
				name = comment
			}
			a.Name = cleanName(joinWords(name, p.hints))
			return a
		}
	}
	if joined := blanksInSpec.Replace(strings.Join(words, " ")); strings.Contains(joined, "@") && !strings.ContainsAny(joined, " =") {
		return p.specOf(joined)
	}
	return mail.Address{Name: cleanName(joinWords(phrase, p.hints))}
}

// blanksInSpec removes the blanks that RFC 822 allowed around the signs of an addr-spec.
var blanksInSpec = strings.NewReplacer(" @ ", "@", " @", "@", "@ ", "@", " . ", ".", " .", ".", ". ", ".")

// specOf splits an addr-spec at its last "@". Blanks and comments in it are dropped.
func (p *addressParser) specOf(spec string) mail.Address {
	spec = strings.TrimSpace(dropZeroWidth(cleanLine(dropComments(spec))))
	if !strings.Contains(spec, `"@`) {
		spec = strings.Trim(spec, `" `)
	}
	at := strings.LastIndexByte(spec, '@')
	if at < 0 {
		return mail.Address{Local: spec}
	}
	local := strings.TrimSpace(spec[:at])
	if len(local) > 1 && local[0] == '"' && local[len(local)-1] == '"' {
		if value, _, ok := quotedText(local, 1); ok {
			local = value
		}
	}
	domain := strings.TrimSuffix(strings.ReplaceAll(spec[at+1:], " ", ""), ".")
	if !p.asWritten {
		domain = strings.ToLower(domain)
	}
	return mail.Address{Local: local, Domain: domain}
}

// cleanName tidies a display name: one line, without quotes around it.
func cleanName(s string) string {
	s = cleanLine(s)
	if len(s) > 1 && (s[0] == '"' && s[len(s)-1] == '"' || s[0] == '\'' && s[len(s)-1] == '\'') {
		s = strings.TrimSpace(s[1 : len(s)-1])
	}
	return s
}
