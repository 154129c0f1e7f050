package hypertext

import (
	"html"

	"letterbox/ui/hypertext/dom"
	"letterbox/ui/hypertext/text"
)

// Decode returns the markup of an HTML file in UTF-8; its charset is what the file says of itself.
func Decode(raw []byte) string { return dom.Decode(raw, "") }

// FromText returns markup that shows a plain text as it is.
func FromText(plain string) string {
	return `<!DOCTYPE html><body style="white-space:pre-wrap;overflow-wrap:break-word">` + html.EscapeString(plain)
}

// SystemFonts returns a library of the fonts of the machine. Where there are none it still shows Latin letters.
func SystemFonts() *text.Library {
	l := text.NewLibrary()
	_ = l.UseSystem("") // without fonts of the machine the library's own remain
	return l
}
