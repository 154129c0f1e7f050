package mail

// Rich is what a message that another program wrote has beside its text. People here write text: it stays with a
// Composition, and goes out with it, as long as the text says what it said beside it.
type Rich struct {
	HTML     string    // UTF-8
	Text     string    // the Composition.Text that says the same
	Pictures []Picture // those files of the Composition that the HTML shows
}

// Picture is a file that HTML shows, by cid: and its Content-ID (RFC 2392).
type Picture struct {
	ContentID string // without angle brackets
	Name      string // of the file
}

// Formatted reports whether a Composition goes out with the HTML that it was read with.
func (c Composition) Formatted() bool { return c.Rich.HTML != "" && c.Text == c.Rich.Text }
