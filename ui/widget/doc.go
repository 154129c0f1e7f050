// Package widget holds the pieces that screens are made of: theme, texts, buttons, fields, cards, marks, a view for
// long texts, and the editor in which every text is typed. It knows Fyne and nothing of mail: words, accounts and
// problems stay outside.
//
// Invariants: every colour comes from the tokens of tokens.go, every size of type from the seven constants there;
// whatever can be clicked can be reached with Tab and worked with Enter or Space, and shows its focus as an
// accent line of two pixels. Everything here runs on Fyne's own goroutine; nothing starts another one.
package widget
