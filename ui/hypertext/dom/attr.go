package dom

import (
	"strings"

	"golang.org/x/net/html"
)

// Attr returns the value of an attribute, "" when it is absent. name is in lower case.
func Attr(n *html.Node, name string) string {
	value, _ := Lookup(n, name)
	return value
}

// Lookup returns the value of an attribute and whether it is there. name is in lower case.
func Lookup(n *html.Node, name string) (string, bool) {
	for i := range n.Attr {
		if n.Attr[i].Key == name && n.Attr[i].Namespace == "" {
			return n.Attr[i].Val, true
		}
	}
	return "", false
}

// quirky are public identifiers whose documents are in quirks mode, by their beginnings (HTML section 13.2.6.4.1).
var quirky = []string{
	"+//silmaril//", "-//as//dtd html 3.0 aswedit", "-//advasoft ltd//", "-//ietf//dtd html", "-//metrius//",
	"-//microsoft//dtd internet explorer", "-//netscape comm. corp.//", "-//o'reilly and associates//",
	"-//softquad", "-//spyglass//", "-//sq//", "-//sun microsystems corp.//", "-//w3c//dtd html 3",
	"-//w3c//dtd html 4.0 frameset//", "-//w3c//dtd html 4.0 transitional//", "-//w3c//dtd html experimental",
	"-//w3c//dtd w3 html", "-//w3o//dtd w3 html 3.0", "-//webtechs//dtd mozilla html",
}

// limited are those in limited quirks mode; the latter two only with a system identifier.
var limited = []string{"-//w3c//dtd xhtml 1.0 frameset//", "-//w3c//dtd xhtml 1.0 transitional//"}

var limitedWithSystem = []string{"-//w3c//dtd html 4.01 frameset//", "-//w3c//dtd html 4.01 transitional//"}

// modeOf returns the mode that a document type asks for.
func modeOf(n *html.Node) Mode {
	public, system := strings.ToLower(Attr(n, "public")), strings.ToLower(Attr(n, "system"))
	begins := func(list []string) bool {
		for _, prefix := range list {
			if strings.HasPrefix(public, prefix) {
				return true
			}
		}
		return false
	}
	switch {
	case !strings.EqualFold(n.Data, "html"), begins(quirky),
		public == "-//w3o//dtd w3 html strict 3.0//en//", public == "-/w3c/dtd html 4.0 transitional/en", public == "html",
		system == "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd",
		system == "" && begins(limitedWithSystem):
		return Quirks
	case begins(limited), begins(limitedWithSystem):
		return LimitedQuirks
	}
	return NoQuirks
}
