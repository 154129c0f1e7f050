// Package message reads mail as it is found, not as the standards ask for it, and writes it as they do.
//
// Its story: raw bytes are split into header fields (RFC 5322 section 2.2), the Content-Type of the header says
// whether a tree of parts follows (RFC 2045, RFC 2046), one pass over the lines finds the delimiters of all open
// multiparts, and every leaf is a slice of the raw bytes that is decoded only when somebody wants it. What people
// read is then put together: one text, one HTML document, the list of leaves.
//
// Invariants:
//   - No input makes it fail or panic; the only errors are those of the reader that bytes come from. What could
//     not be taken as it was is told in mail.Note.
//   - Every string read that leaves the package is valid UTF-8 without control characters; only body text keeps tab
//     and newline.
//   - Work and memory are linear in the size of the input, whatever it holds. The limits are in limits.go.
//   - The first field of a name counts, everywhere, so that the list and the reader show the same.
//
// It also writes mail (compose.go, reply.go), as strictly as it reads leniently: what Compose writes every server takes and
// Parse reads back as it was given; nothing that a person or another message says can become a header field; replies
// and forwarded messages begin with what people see of the original, and never with what its HTML hides.
//
// It never touches the network, never opens what an attachment holds (TNEF, archives, enclosed messages), never
// decrypts or verifies, and never changes a message that it reads, but for the fields that Ready names. The HTML it hands
// out is decoded, not sanitised.
//
// All functions may be called from any goroutine at the same time.
package message
