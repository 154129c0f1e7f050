package extract

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"

	"letterbox/mail/search"
)

const (
	maxEntries = 10_000  // files of one archive
	maxTokens  = 5 << 20 // pieces of one XML file
)

// ole begins files of the older formats, which a document also is when it is locked by a password.
var ole = []byte{0xd0, 0xcf, 0x11, 0xe0}

// readOffice reads an archive of XML files: those of which a name says that there is text in them.
func readOffice(data []byte, limits Limits) (string, search.Reason) {
	if bytes.HasPrefix(data, ole) {
		return "", search.Encrypted
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", search.Damaged
	}
	if len(archive.File) > maxEntries {
		return "", search.TooLarge
	}
	files := slices.DeleteFunc(archive.File, func(f *zip.File) bool { return !worded(f.Name) })
	slices.SortStableFunc(files, func(a, b *zip.File) int { return natural(a.Name, b.Name) })
	var b strings.Builder
	left := limits.Unpacked
	reason := search.Reason("")
	for _, f := range files {
		if left <= 0 || b.Len() > limits.Text {
			return b.String(), search.TooLarge
		}
		if r := readEntry(f, &b, &left, limits.Text); r != "" {
			reason = r
		}
	}
	return b.String(), reason
}

// worded reports whether a file of a document has text that people wrote.
func worded(name string) bool {
	if !strings.HasSuffix(name, ".xml") {
		return false
	}
	for _, prefix := range []string{
		"word/document", "word/footnotes", "word/endnotes", "word/comments", "word/header", "word/footer",
		"xl/sharedStrings", "xl/worksheets/sheet", "xl/comments", "ppt/slides/slide", "ppt/notesSlides/notesSlide",
	} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return name == "content.xml"
}

// natural orders slide2 before slide10.
func natural(a, b string) int {
	if len(a) != len(b) && strings.TrimRight(a[:len(a)-4], "0123456789") == strings.TrimRight(b[:len(b)-4], "0123456789") {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

func readEntry(f *zip.File, b *strings.Builder, left *int64, limit int) search.Reason {
	if f.Flags&1 != 0 {
		return search.Encrypted
	}
	r, err := f.Open()
	if err != nil {
		return search.Damaged
	}
	defer func() { _ = r.Close() }()
	counted := &countedReader{r: r, left: left}
	err = readXML(counted, b, limit)
	switch {
	case errors.Is(err, errLimit):
		return search.TooLarge
	case err != nil:
		return search.Damaged
	}
	return ""
}

// errLimit ends what is longer than it may be.
var errLimit = errors.New("limit reached")

// countedReader reads no more than what is left, of whatever an archive unpacks to.
type countedReader struct {
	r    io.Reader
	left *int64
}

func (c *countedReader) Read(p []byte) (int, error) {
	if *c.left <= 0 {
		return 0, errLimit
	}
	n, err := c.r.Read(p[:min(int64(len(p)), *c.left)])
	*c.left -= int64(n)
	return n, err
}

// paragraphs are the elements after which a line ends, and gaps those in place of which a blank stands.
var (
	paragraphs = map[string]bool{"p": true, "h": true, "tr": true, "row": true, "si": true, "br": true, "table-row": true, "line-break": true}
	gaps       = map[string]bool{"tab": true, "tc": true, "c": true, "s": true, "table-cell": true}
	texts      = map[string]bool{"t": true, "v": true, "p": true, "h": true, "span": true, "a": true}
)

// readXML collects the text of the elements that hold any. Office writes text into t and v, OpenDocument into p and h.
func readXML(r io.Reader, b *strings.Builder, limit int) error {
	d := xml.NewDecoder(r)
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	x := xmlText{out: b}
	for range maxTokens {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		x.take(token)
		if b.Len() > limit || len(x.open) > maxNesting {
			return errLimit
		}
	}
	return errLimit
}

// maxNesting is how deep elements may lie in each other.
const maxNesting = 256

// xmlText writes what people would read of an XML file.
type xmlText struct {
	out    *strings.Builder
	open   []string
	number bool // the cell of a table whose value is the number of a string that stands elsewhere
}

func (x *xmlText) take(token xml.Token) {
	switch t := token.(type) {
	case xml.StartElement:
		name := t.Name.Local
		x.open = append(x.open, name)
		if gaps[name] {
			x.out.WriteByte(' ')
		}
		if name == "c" {
			x.number = slices.ContainsFunc(t.Attr, func(a xml.Attr) bool { return a.Name.Local == "t" && a.Value == "s" })
		}
	case xml.EndElement:
		x.open = x.open[:max(0, len(x.open)-1)]
		if paragraphs[t.Name.Local] {
			x.out.WriteByte('\n')
		}
	case xml.CharData:
		if len(x.open) == 0 {
			return
		}
		if in := x.open[len(x.open)-1]; texts[in] && !(in == "v" && x.number) {
			x.out.Write(t)
		}
	}
}
