package message

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"
)

// Sniffed is how many bytes of a file are looked at to tell what it is.
const Sniffed = 4096

// mediaTypes are the media types of files that people attach, by extension, so that every computer says the same.
var mediaTypes = map[string]string{
	".7z": "application/x-7z-compressed", ".avi": "video/x-msvideo", ".bmp": "image/bmp", ".bz2": "application/x-bzip2",
	".css": "text/css", ".csv": "text/csv", ".doc": "application/msword",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".epub": "application/epub+zip", ".flac": "audio/flac", ".gif": "image/gif", ".gz": "application/gzip", ".heic": "image/heic",
	".htm": "text/html", ".html": "text/html", ".ics": "text/calendar", ".jpeg": "image/jpeg", ".jpg": "image/jpeg",
	".json": "application/json", ".log": "text/plain", ".m4a": "audio/mp4", ".md": "text/markdown", ".mkv": "video/x-matroska",
	".mov": "video/quicktime", ".mp3": "audio/mpeg", ".mp4": "video/mp4", ".odp": "application/vnd.oasis.opendocument.presentation",
	".ods": "application/vnd.oasis.opendocument.spreadsheet", ".odt": "application/vnd.oasis.opendocument.text",
	".ofd": "application/ofd", ".ogg": "audio/ogg", ".pdf": "application/pdf", ".png": "image/png",
	".ppt": "application/vnd.ms-powerpoint", ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".psd": "image/vnd.adobe.photoshop", ".rar": "application/vnd.rar", ".rtf": "application/rtf", ".svg": "image/svg+xml",
	".tar": "application/x-tar", ".tif": "image/tiff", ".tiff": "image/tiff", ".txt": "text/plain", ".vcf": "text/vcard",
	".wav": "audio/wav", ".webm": "video/webm", ".webp": "image/webp", ".xls": "application/vnd.ms-excel", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".xml": "application/xml", ".xz": "application/x-xz", ".zip": "application/zip",
}

const unknownMedia = "application/octet-stream"

// FileType returns the media type of a file by its name and its first bytes, without parameters.
func FileType(name string, head []byte) string {
	media, _, _ := strings.Cut(mediaOfFile("", name, head), ";")
	return media
}

// FileName returns the name under which a file is attached: without folders, and one that can be shown and stored.
func FileName(name string) string {
	if name = strings.TrimSpace(safeName(name)); name == "" {
		return "attachment"
	}
	return name
}

// mediaOfFile returns the media type of a file with its charset: the one given, else that of its extension, else what its
// first bytes look like. Messages and multiparts become bytes: RFC 2046 section 5.2.1 lets neither be encoded, and
// whoever attaches one wants it to arrive as it is.
func mediaOfFile(given, name string, head []byte) string {
	media := strings.ToLower(given)
	if !isMedia(media) {
		media = mediaTypes[strings.ToLower(path.Ext(name))]
	}
	if media == "" {
		media = mediaOfBytes(head)
	}
	switch {
	case strings.HasPrefix(media, "message/"), strings.HasPrefix(media, "multipart/"):
		return unknownMedia
	case strings.HasPrefix(media, "text/"):
		return media + charsetOfFile(head)
	}
	return media
}

// beginnings are how files of types that people attach begin.
var beginnings = []struct{ bytes, media string }{
	{"%PDF-", "application/pdf"},
	{"\x89PNG\r\n\x1a\n", "image/png"},
	{"\xff\xd8\xff", "image/jpeg"},
	{"GIF87a", "image/gif"},
	{"GIF89a", "image/gif"},
	{"PK\x03\x04", "application/zip"},
	{"\x1f\x8b", "application/gzip"},
	{"Rar!\x1a\x07", "application/vnd.rar"},
	{"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"},
}

// mediaOfBytes says what a file without a name that tells looks like. Bytes do not make a page of what nobody called one.
func mediaOfBytes(head []byte) string {
	for _, b := range beginnings {
		if bytes.HasPrefix(head, []byte(b.bytes)) {
			return b.media
		}
	}
	if len(head) > 0 && isCleanText(strings.ReplaceAll(string(head), "\r\n", "\n")) {
		return "text/plain"
	}
	return unknownMedia
}

// isMedia reports whether s is type/subtype and nothing else.
func isMedia(s string) bool {
	main, sub, ok := strings.Cut(s, "/")
	odd := func(r rune) bool { return !isAtom(r) || r == '\'' || r == '`' || r == '*' || r == '/' }
	return ok && main != "" && sub != "" && len(s) <= 127 && !strings.ContainsFunc(main, odd) && !strings.ContainsFunc(sub, odd)
}

// charsetOfFile returns the parameter that says what a text file is written in, "" where that is not sure.
func charsetOfFile(head []byte) string {
	if isASCII(head) {
		return ""
	}
	for cut := range min(utf8.UTFMax, len(head)) { // the last character may be cut
		if utf8.Valid(head[:len(head)-cut]) {
			return "; charset=utf-8"
		}
	}
	return ""
}
