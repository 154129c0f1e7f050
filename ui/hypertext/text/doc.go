// Package text knows fonts: which face shows a character, how wide a text becomes, how high its lines are, and where
// they may break.
//
// Text is shaped by go-text's HarfBuzz in font units and scaled without hinting, so that a width is the same at every
// zoom. Faces are found by family among the fonts that a Library was given and those of the system; a character that
// the chosen face lacks comes from another one. There is always a face: without any font at all the Go font stands
// in.
//
// A Library and the faces it returns are for one goroutine at a time.
package text
