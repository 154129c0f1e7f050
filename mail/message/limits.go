package message

// The limits. Real mail stays far below all of them; what lies beyond is cut and noted, never refused.
const (
	maxHeaderBytes = 1 << 20   // of the fields of one header, each counted with at most maxFieldBytes
	maxFieldBytes  = 128 << 10 // of one field that are looked at
	maxFields      = 20000     // fields of one header that are kept
	maxDepth       = 100       // multiparts inside each other
	maxParts       = 5000      // parts of one message
	maxGuesses     = 16        // multiparts whose boundary is guessed, per message
	maxDetections  = 40        // uses of statistics, per message
	maxSegments    = 1000      // continuations of one parameter, RFC 2231 section 3
	maxParams      = 200       // parameters of one field
	maxAddresses   = 20000     // addresses of one field
	maxReferences  = 1000      // ids of References; the first and the last ones are kept
	maxNameBytes   = 240       // of a file name; file systems stop at 255
	maxTextBytes   = 8 << 20   // decoded text of one message that is shown
	maxHTMLBytes   = 16 << 20  // decoded HTML of one message that is shown
	maxLinks       = 10000     // links of one text
	maxURLBytes    = 8 << 10   // of one link
	maxQuoteDepth  = 50        // quotation marks at the start of a line made from HTML
	maxPreview     = 140       // runes of a preview
)
