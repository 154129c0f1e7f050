package message

import "strings"

// signatureLine separates the text from the signature (RFC 3676 section 4.3).
const signatureLine = "-- "

// withoutSignature cuts the text off where its last signature begins. One that the quotation of a message holds is
// part of the quotation.
func withoutSignature(text string) string {
	lines := strings.Split(text, "\n")
	for i := len(lines) - 1; i >= 0; i-- {
		if lines[i] == signatureLine {
			lines = lines[:i]
			break
		}
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// quote puts a quotation mark in front of every line (RFC 3676 section 4.5).
func quote(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		switch {
		case strings.HasPrefix(line, ">"):
			lines[i] = ">" + line
		case strings.TrimSpace(line) == "":
			lines[i] = ">"
		default:
			lines[i] = "> " + line
		}
	}
	return strings.Join(lines, "\n")
}
