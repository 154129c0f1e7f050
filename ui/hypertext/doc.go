// Package hypertext shows HTML mail without a browser: it parses, styles and lays out a message part and says what
// is painted where.
//
// The stages are packages of their own, each usable alone: dom builds the tree, css reads sheets, style computes
// values, box makes boxes, text measures characters, layout gives everything its place. This package runs them one
// after the other under one budget. There is nothing in them that could act: no script, no form that submits, no
// request for anything. Pictures come from an Images that the caller supplies, under names that the document cannot
// choose freely.
//
// A document that takes too much time or memory, or that finds a mistake in the engine, ends in an error; its reader
// shows the text of the message instead.
package hypertext
