// Package words holds every sentence that people read, in Chinese and in English, and turns a mail.Problem into
// an explanation: what happened, why as far as anybody knows, what to do in order, who can do it, and the
// buttons that do it.

// Invariants, all tested: every key and every code has both languages; every mail.Code has its own explanation;
// headlines carry no codes and no words of the server; Chinese says 您, uses full-width punctuation and puts a
// blank between Chinese and Latin; nothing shouts. The package formats, it decides nothing: no I/O, no network,
// no toolkit, no state.
package words
