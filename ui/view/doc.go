// Package view draws the screens: the wizard that binds a mailbox, the mailbox itself, and the settings.
//
// A view takes a State of package model and puts it on the screen, and turns what the person does into calls of the
// presenter's methods. It decides where things stand and how they look, and nothing else: no account, no message and
// no choice is kept here, every sentence comes from package words, every colour and control from package widget.
// Everything runs on Fyne's goroutine. The package never imports the toolkit's app, so its screens are drawn and
// compared with pictures in tests without a display.
package view
