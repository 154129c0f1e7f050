// Package dom turns the bytes of an HTML part into a tree that the rest of the engine can trust.
//
// The tree is that of golang.org/x/net/html, which builds it as browsers do. What is added: the charset is found
// before parsing, documents are bounded in bytes, nodes and depth whatever they contain, comments are gone (with
// them the conditional ones that only old Outlook reads), and the rendering mode of the document type is known.
//
// The package never fails on bad markup and never fetches anything. What had to be left out is told by
// Document.Truncated.
package dom
