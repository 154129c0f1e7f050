package message

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime/quotedprintable"
	"strings"
	"unicode/utf8"
)

const (
	// wrapAt is where lines of text are broken so that readers join them again (RFC 3676 section 4.2).
	wrapAt = 72
	// wrapOver is the length up to which a line is left alone.
	wrapOver = 76
	// maxPlainLine is the longest line that goes unencoded; RFC 5322 allows 998 bytes.
	maxPlainLine = 900
)

// text adds the fields that describe a text, and returns it as they say.
func (w *composer) text(text string) []byte {
	body := strings.Join(flow(cleanText(strings.ToValidUTF8(text, "\uFFFD"))), "\r\n") + "\r\n"
	w.line("Content-Type: text/plain; charset=utf-8; format=flowed")
	return w.encoded(body)
}

// encoded adds the field that says how a text with CRLF at the ends of its lines is encoded, and encodes it.
func (w *composer) encoded(body string) []byte {
	if fitsPlain(body) {
		w.line("Content-Transfer-Encoding: 7bit")
		return []byte(body)
	}
	var printable bytes.Buffer
	q := quotedprintable.NewWriter(&printable)
	_, _ = q.Write([]byte(body)) // a buffer never fails
	_ = q.Close()                // nor does closing it
	if packed := base64.StdEncoding.EncodedLen(len(body)); printable.Len() <= packed+packed/lineBytes*2 {
		w.line("Content-Transfer-Encoding: quoted-printable")
		return printable.Bytes()
	}
	w.line("Content-Transfer-Encoding: base64")
	var packed bytes.Buffer
	_ = writeBase64(&packed, strings.NewReader(body)) // neither fails
	return packed.Bytes()
}

// fitsPlain reports whether text needs no encoding.
func fitsPlain(body string) bool {
	length := 0
	for i := range len(body) {
		length++
		switch c := body[i]; {
		case c == '\n':
			length = 0
		case c >= utf8.RuneSelf, length > maxPlainLine:
			return false
		}
	}
	return true
}

// flow returns the lines of a text as format=flowed has them (RFC 3676): no line but the broken ones ends in a blank, and
// what begins like a quotation, a blank or "From " gets a blank in front of it. Lines of text with characters that are not
// set between blanks, such as Chinese, are not broken: programs that do not know the format would show a ragged edge.
func flow(text string) []string {
	var lines []string
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		if line == "-- " {
			lines = append(lines, line)
			continue
		}
		line = strings.TrimRight(line, " \t")
		quotes := 0
		for quotes < len(line) && line[quotes] == '>' {
			quotes++
		}
		marks, rest := line[:quotes], line[quotes:]
		if quotes > 0 && strings.HasPrefix(rest, " ") {
			marks, rest = marks+" ", rest[1:]
		}
		for i, piece := range wrap(rest) {
			lines = append(lines, stuffed(marks, piece, i > 0))
		}
	}
	return lines
}

// stuffed puts the blank in front of a line that would be misread otherwise. Behind quotation marks one always
// stands where the line was broken.
func stuffed(marks, piece string, broken bool) string {
	switch {
	case marks != "":
		if broken && !strings.HasSuffix(marks, " ") {
			marks += " "
		}
		return marks + piece
	case strings.HasPrefix(piece, " "), strings.HasPrefix(piece, "From "), broken && strings.HasPrefix(piece, ">"):
		return " " + piece
	}
	return piece
}

// wrap breaks a line behind blanks.
func wrap(line string) []string {
	if utf8.RuneCountInString(line) <= wrapOver || strings.ContainsFunc(line, isWide) {
		return []string{line}
	}
	var pieces []string
	start, last, column := 0, 0, 0
	for i, r := range line {
		column++
		if column > wrapAt && last > start {
			pieces = append(pieces, line[start:last])
			column = utf8.RuneCountInString(line[last:i]) + 1
			start = last
		}
		// What would pass for the separator of the signature is not left alone in a line.
		if r == ' ' && i+1 < len(line) && line[i+1] != ' ' && line[start:i+1] != "-- " {
			last = i + 1
		}
	}
	return append(pieces, line[start:])
}

// isWide reports the characters of scripts that are set without blanks.
func isWide(r rune) bool { return r >= 0x2e80 || r >= 0x0e00 && r < 0x1200 }

// lineBytes is the length of a line of base64 (RFC 2045 section 6.8).
const lineBytes = 76

// writeBase64 writes what r has in lines of base64.
func writeBase64(out io.Writer, r io.Reader) error {
	plain := make([]byte, lineBytes/4*3*512)
	line := make([]byte, lineBytes, lineBytes+2)
	for {
		n, err := io.ReadFull(r, plain)
		for part := plain[:n]; len(part) > 0; {
			piece := part[:min(len(part), lineBytes/4*3)]
			part = part[len(piece):]
			length := base64.StdEncoding.EncodedLen(len(piece))
			base64.StdEncoding.Encode(line[:length], piece)
			if _, err := out.Write(append(line[:length], "\r\n"...)); err != nil {
				return err
			}
		}
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return nil
		case err != nil:
			return err
		}
	}
}
