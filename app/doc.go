// Package app puts Letterbox together: it is the only package that knows concrete types.
//
// Main reads arguments and decides between a verb of the command line and the window. wire.go builds the parts in
// one order — log, profile, secrets, protocols, engine, binder — and takes them down in the opposite one; whatever
// failed on the way is undone. Nothing here decides anything about mail.
package app
