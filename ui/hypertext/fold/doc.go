// Package fold takes quoted text and signatures out of a document, for people who have read them already.
//
// What is a quotation is told by the marks that mail programs leave: classes, ids, cited block quotes, and the lines
// with which Outlook, Foxmail and QQ Mail begin the message that is answered. A document is left alone where nothing
// would remain, and where there is little to gain.
package fold
