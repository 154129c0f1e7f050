package mail

// Body is what a person reads of a message. Text is always there, made from HTML when the message has no plain
// text; it is valid UTF-8 with "\n" line ends and no control characters but tab and newline.
type Body struct {
	Text     string // readable text
	HTML     string // decoded HTML, "" when there is none; never rendered without a sanitiser
	FromHTML bool   // Text was made from HTML
	Links    []Link // where links stand in Text, in order
	Parts    []Part // all leaves in order, for the list of attachments
	Notes    []Note // what could not be read, in the order it was met
	Missing  int64  // bytes of the message, before decoding, that are not stored here yet; 0 when all are
}

// Link is a hyperlink in a Body's text. Start and End are byte offsets into Text.
type Link struct {
	Start, End int
	URL        string // absolute, http, https or mailto only
}

// Part is one leaf of the MIME tree (RFC 2045). Path counts from 1 at each level, as IMAP does ("2.1").
type Part struct {
	Path       string
	MediaType  string // lower case, "text/plain" when missing or unreadable
	Charset    string // as declared, lower case
	Filename   string // decoded, without folders; "" when none is given
	ContentID  string // without angle brackets
	Size       int64  // bytes after transfer decoding
	Attachment bool   // to be listed as an attachment
	Inline     bool   // inside multipart/related with a Content-ID, not marked as attachment
}

// Attachments returns the parts that a reader lists.
func (b Body) Attachments() []Part {
	var list []Part
	for _, p := range b.Parts {
		if p.Attachment {
			list = append(list, p)
		}
	}
	return list
}

// Note is something that the reader of messages could not take as it was.
type Note string

// The notes.
const (
	NoteTruncated       Note = "truncated"         // a limit cut the message
	NoteCharsetGuessed  Note = "charset-guessed"   // the declared charset was missing or wrong
	NoteBoundaryMissing Note = "boundary-missing"  // a multipart did not end as announced
	NoteBadEncoding     Note = "bad-encoding"      // base64 or quoted-printable was damaged
	NoteBadHeader       Note = "bad-header"        // header lines were damaged or missing
	NoteTooDeep         Note = "too-deep"          // nesting beyond the limit is shown as an attachment
	NoteEncrypted       Note = "encrypted"         // S/MIME or OpenPGP, not opened
	NoteSignedUnchecked Note = "signed-unverified" // a signature that was not verified
)
