package extract

import (
	"io"
	"path"
	"strings"

	"letterbox/mail/search"
)

// Limits bound what is read of one file.
type Limits struct {
	File     int64 // bytes of the file
	Unpacked int64 // bytes of everything in it, unpacked
	Text     int   // bytes of text
}

// Usual are limits that real documents stay below.
var Usual = Limits{File: 24 << 20, Unpacked: 32 << 20, Text: 512 << 10}

// reader reads one kind of file.
type reader func(data []byte, limits Limits) (string, search.Reason)

// readers are the kinds by what their names end in.
var readers = map[string]reader{
	".txt": readPlain, ".text": readPlain, ".md": readPlain, ".csv": readPlain, ".tsv": readPlain, ".log": readPlain,
	".json": readPlain, ".yaml": readPlain, ".yml": readPlain, ".ics": readPlain, ".vcf": readPlain, ".srt": readPlain,
	".htm": readMarkup, ".html": readMarkup, ".xhtml": readMarkup, ".xml": readMarkup,
	".docx": readOffice, ".docm": readOffice, ".xlsx": readOffice, ".xlsm": readOffice, ".pptx": readOffice, ".pptm": readOffice,
	".odt": readOffice, ".ods": readOffice, ".odp": readOffice, ".pdf": readPDF,
}

// types are the kinds by media type, for files without a telling name.
var types = map[string]string{
	"text/plain": ".txt", "text/csv": ".csv", "text/markdown": ".md", "text/calendar": ".ics", "text/vcard": ".vcf", "text/html": ".html",
	"application/json": ".json", "application/xml": ".xml", "text/xml": ".xml", "application/pdf": ".pdf",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document":   ".docx",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":         ".xlsx",
	"application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
	"application/vnd.oasis.opendocument.text":                                   ".odt",
	"application/vnd.oasis.opendocument.spreadsheet":                            ".ods",
	"application/vnd.oasis.opendocument.presentation":                           ".odp",
}

// Kind returns what a file is read as, by its name or else its media type; "" for one that has no text.
func Kind(name, mediaType string) string {
	ending := strings.ToLower(path.Ext(name))
	if readers[ending] != nil {
		return ending
	}
	if strings.HasPrefix(mediaType, "text/") && types[mediaType] == "" {
		return ".txt"
	}
	return types[mediaType]
}

// Text reads a file of a kind. reason says why the text is not all there; "" when it is.
func Text(r io.Reader, kind string, limits Limits) (text string, reason search.Reason) {
	read := readers[kind]
	if read == nil {
		return "", ""
	}
	data, err := io.ReadAll(io.LimitReader(r, limits.File+1))
	switch {
	case err != nil:
		return "", search.Damaged
	case int64(len(data)) > limits.File:
		return "", search.TooLarge
	}
	text, reason = read(data, limits)
	if len(text) > limits.Text {
		return search.Shorten(text, limits.Text), search.TooLarge
	}
	return text, reason
}
