// Package imetest is a scripted input method for the tests of text fields: it answers at once or when it is told to,
// and writes down what it was told. It needs no system and no window.
//
//	fake := imetest.New(imetest.Pinyin(map[string][]string{"nihao": {"你好", "你号"}}))
//	editor.InputMethod = ime.NewMethod(fake, nil)
//
// Everything belongs to the test's goroutine.
package imetest

import "letterbox/ui/ime"

// Reply is what an input method does with a key: first Commit, then Compose, then the answer.
type Reply struct {
	Taken   bool
	Commit  string           // "" for nothing
	Compose *ime.Composition // nil for no change
}

// Script decides about a key. Reset is called when what it composes is dropped.
type Script interface {
	Key(k ime.Key) Reply
	Reset()
}

// Fake implements ime.Backend.
type Fake struct {
	// Hold keeps each answer back until Answer is called.
	Hold bool
	// Keys are the keys that were offered, Carets the places told, in order.
	Keys   []ime.Key
	Carets []ime.Rect
	// Secret says that the field with the focus is to have no input method, Closed that Close was called.
	Secret, Closed bool

	script Script
	sink   ime.Sink
	held   []func()
}

// New returns a fake that follows s.
func New(s Script) *Fake { return &Fake{script: s} }

// Answer gives the answers that are held back, and those that follow from them.
func (f *Fake) Answer() {
	for len(f.held) > 0 {
		next := f.held[0]
		f.held = f.held[1:]
		next()
	}
}

// Focused reports whether a field has the focus that may have an input method.
func (f *Fake) Focused() bool { return f.sink != nil }

// Choose commits text without a key, as a click on a candidate does.
func (f *Fake) Choose(text string) {
	f.script.Reset()
	if f.sink != nil {
		f.sink.Commit(text)
	}
}

// Focus implements ime.Backend.
func (f *Fake) Focus(s ime.Sink) {
	f.script.Reset()
	f.sink, f.Secret = s, false
}

// Reset implements ime.Backend.
func (f *Fake) Reset(s ime.Sink) {
	f.script.Reset()
	f.sink = s
}

// Off implements ime.Backend.
func (f *Fake) Off() { f.sink, f.Secret = nil, true }

// Leave implements ime.Backend.
func (f *Fake) Leave() {
	f.script.Reset()
	f.sink, f.Secret = nil, false
}

// Caret implements ime.Backend.
func (f *Fake) Caret(r ime.Rect) { f.Carets = append(f.Carets, r) }

// Offer implements ime.Backend.
func (f *Fake) Offer(k ime.Key, taken func(bool)) {
	f.Keys = append(f.Keys, k)
	to := f.sink
	answer := func() {
		reply := f.script.Key(k)
		if to != nil && reply.Commit != "" {
			to.Commit(reply.Commit)
		}
		if to != nil && reply.Compose != nil {
			to.Compose(*reply.Compose)
		}
		taken(reply.Taken)
	}
	if f.Hold {
		f.held = append(f.held, answer)
		return
	}
	answer()
}

// Close implements ime.Backend.
func (f *Fake) Close() { f.Closed, f.held = true, nil }
