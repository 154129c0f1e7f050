package imap

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// limitError says which limit a server exceeded.
type limitError struct{ what string }

func (e limitError) Error() string { return "the server's response exceeds the limit: " + e.what }

// syntaxError says how a server broke the protocol in a way that cannot be passed over.
type syntaxError struct{ what string }

func (e syntaxError) Error() string { return "the server broke the protocol: " + e.what }

// reader takes responses off the connection. A response is text with literals in it (RFC 9051 section 4.3); the
// reader keeps both in one buffer that is reused, and notes where the literals lie. It knows no grammar beyond
// that, so that a response that no grammar allows still ends at its line end.
type reader struct {
	in     *bufio.Reader
	limits Limits
	line   int   // limit of the text of the present response, usually limits.Line
	budget int64 // bytes that the present answer may still take
	trim   bool  // literals over limits.Literal are cut

	buf   []byte // the response: text, and literals without their announcement
	spans []span // literals in buf, ascending
	depth int
	quote bool

	// taker, when set, is offered each literal before it is read into memory. It says whether it took it; what
	// it leaves unread of a literal that it took is discarded.
	taker func(before response, size int64, r io.Reader) (took bool, err error)
}

type span struct{ start, end int }

// response is one response of the server, valid until the next is read.
type response struct {
	text  []byte
	spans []span
}

// begin allows the answer to a command its bytes.
func (r *reader) begin(c *command) {
	r.budget, r.line, r.trim = r.limits.Answer+c.room, max(r.limits.Line, c.line), c.trim
}

// next reads one response.
func (r *reader) next() (response, error) {
	r.buf, r.spans, r.depth, r.quote = r.buf[:0], r.spans[:0], 0, false
	text := 0
	for {
		start := len(r.buf)
		if err := r.readLine(&text); err != nil {
			return response{}, err
		}
		piece := bytes.TrimRight(r.buf[start:], "\r\n")
		r.buf = r.buf[:start+len(piece)]
		size, announced := literalAt(piece)
		if !announced {
			return response{r.buf, r.spans}, nil
		}
		if isStatus(r.buf) {
			return response{}, syntaxError{"a literal in a status response"}
		}
		if size < 0 {
			return response{}, syntaxError{"a literal without a proper size"}
		}
		r.buf = r.buf[:len(r.buf)-announcement(piece)]
		if err := r.readLiteral(size); err != nil {
			return response{}, err
		}
	}
}

// readLine appends up to and with the next line end to buf. text counts the bytes of text of the response.
func (r *reader) readLine(text *int) error {
	for {
		piece, err := r.in.ReadSlice('\n')
		r.buf = append(r.buf, piece...)
		*text += len(piece)
		r.budget -= int64(len(piece))
		switch {
		case *text > r.line:
			return limitError{"bytes in a line"}
		case r.budget < 0:
			return limitError{"bytes in an answer"}
		case !r.balance(piece):
			return limitError{"nested parentheses"}
		case err == nil:
			return nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return unexpectedEnd(err)
		}
	}
}

// balance follows the nesting of parentheses outside quoted strings.
func (r *reader) balance(piece []byte) bool {
	for i := 0; i < len(piece); i++ {
		switch c := piece[i]; {
		case c == '\\' && r.quote:
			i++
		case c == '"':
			r.quote = !r.quote
		case r.quote:
		case c == '(':
			if r.depth++; r.depth > r.limits.Depth {
				return false
			}
		case c == ')':
			r.depth--
		}
	}
	return true
}

func (r *reader) readLiteral(size int64) error {
	r.quote = false
	if r.taker != nil {
		if size > r.limits.Body {
			return limitError{fmt.Sprintf("a literal of %d bytes", size)}
		}
		literal := &io.LimitedReader{R: r.in, N: size}
		took, err := r.taker(response{r.buf, r.spans}, size, literal)
		if err != nil {
			return err
		}
		if took {
			if _, err := io.Copy(io.Discard, literal); err != nil {
				return unexpectedEnd(err)
			}
			if literal.N > 0 {
				return io.ErrUnexpectedEOF
			}
			r.spans = append(r.spans, span{len(r.buf), len(r.buf)})
			return nil
		}
	}
	kept := min(size, r.limits.Literal)
	if size > kept && (!r.trim || size > r.limits.Body) {
		return limitError{fmt.Sprintf("a literal of %d bytes", size)}
	}
	if r.budget -= kept; r.budget < 0 {
		return limitError{"bytes in an answer"}
	}
	start := len(r.buf)
	r.buf = append(r.buf, make([]byte, kept)...)
	if _, err := io.ReadFull(r.in, r.buf[start:]); err != nil {
		return unexpectedEnd(err)
	}
	r.spans = append(r.spans, span{start, len(r.buf)})
	_, err := io.CopyN(io.Discard, r.in, size-kept)
	return unexpectedEnd(err)
}

func unexpectedEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// literalAt reports whether a piece of text ends in what looks like the announcement of a literal, and its size,
// which is -1 when it is no proper number.
func literalAt(piece []byte) (size int64, announced bool) {
	n := announcement(piece)
	if n == 0 {
		return 0, false
	}
	digits := bytes.TrimLeft(piece[len(piece)-n:], "~{")
	digits = bytes.TrimSuffix(digits[:len(digits)-1], []byte("+"))
	size, err := strconv.ParseInt(string(digits), 10, 64)
	if err != nil || size < 0 || digits[0] == '+' {
		return -1, true
	}
	return size, true
}

// announcement returns the length of the "{123}" that ends a piece of text, 0 when there is none. A digit, a sign
// or a letter makes it one, so that "{-1}" and "{0x10}" are seen and refused, but "{}" and "{a b}" are text.
func announcement(piece []byte) int {
	if len(piece) < 3 || piece[len(piece)-1] != '}' {
		return 0
	}
	open := bytes.LastIndexByte(piece, '{')
	if open < 0 || len(piece)-open > 24 || len(piece)-open < 3 {
		return 0
	}
	inside := piece[open+1 : len(piece)-1]
	if first := inside[0]; first != '-' && first != '+' && (first < '0' || first > '9') {
		return 0
	}
	if bytes.ContainsAny(inside, ` "()`) {
		return 0
	}
	if open > 0 && piece[open-1] == '~' {
		open--
	}
	return len(piece) - open
}

// isStatus reports whether text begins as a status response, whose text may hold anything and no literal.
func isStatus(text []byte) bool {
	_, rest, _ := bytes.Cut(text, []byte(" "))
	switch kind := word(rest); string(bytes.ToUpper(kind)) {
	case "OK", "NO", "BAD", "BYE", "PREAUTH":
		return true
	}
	return false
}

func word(text []byte) []byte {
	w, _, _ := bytes.Cut(text, []byte(" "))
	return w
}
