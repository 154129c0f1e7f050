// Package model holds the presenters: what each screen knows and what a person can do there, without a toolkit.
//
// A presenter belongs to the UI goroutine. Its methods are called there, its State is a value that the view draws
// and never changes, and work that may wait leaves through run and comes back through the posted function of a
// Scope. Every kind of work has a slot: starting it again cancels the call before, and an answer that comes too
// late is dropped. Events carry ids only; a presenter that shows one of them asks again.
//
//	Shell     which screen is shown, the accounts, language and theme
//	Wizard    binding a mailbox
//	Sidebar   accounts and their folders
//	List      the messages of the folder on screen
//	Letter    the message that is read
//	Status    what the workers do, worst first
//	Settings  what the person may choose
//
// The package imports no toolkit, no database and no network, and it holds no sentence for people: those are made
// in ui/words from the values here.
package model
