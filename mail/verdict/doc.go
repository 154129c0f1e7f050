// Package verdict knows what the replies of mail servers mean. Servers say one thing in a hundred ways: a response
// code, three digits, an enhanced status code, a sentence in English or Chinese, or a sentence that means another
// thing at the neighbour's. The package reads all of them by rules and answers with one class of a fixed vocabulary,
// such as AUTHCODE_REQUIRED, and with what the class means for the program (Meaning).
//
// A reply is judged from the particular to the general: what a provider's own words mean, telling words of servers of
// any make, response and enhanced codes, the basic code or status together with the stage; "" when nothing fits. The
// provider is known by the host that answered, not by the address. The IMAP, POP3 and SMTP adapters share the rules,
// so that a sentence has one meaning however it arrives.
//
// The package does no I/O. It never changes what a server said, and what it reads is untrusted: no part of a reply is
// interpreted but by comparison.
package verdict
