package mail

import (
	"context"
	"errors"
	"fmt"
)

// Problem says what went wrong, where, and what can be done. It is the only error that crosses from the adapters
// into binder, engine and ui. Each adapter makes it once, in its classify.go; ui/words turns it into sentences.
type Problem struct {
	Code   Code
	Class  string            // finer reason in the vocabulary of provider replies, e.g. "AUTHCODE_REQUIRED"; may be ""
	Stage  Stage             // where it happened
	Server Server            // which server; zero when none
	Reply  string            // the server's own words, one line, valid UTF-8, at most 500 bytes; never a headline
	Retry  Retry             // what the engine obeys
	Facts  map[string]string // values the sentences need; keys are the Fact constants
	Chain  Chain             // what the server showed, where its certificate was refused; for showing, never for logs
	Err    error             // cause, for the log and for errors.Is and errors.As
}

// Code is the closed set of diagnoses.
type Code string

// The codes. A new one without words in ui/words fails the tests there.
const (
	Unknown            Code = "unknown"
	Offline            Code = "offline"             // this computer has no network
	HostNotFound       Code = "host-not-found"      // the name does not exist
	NameLookupFailed   Code = "name-lookup-failed"  // the name service did not answer
	Refused            Code = "connection-refused"  // the port is closed
	Unreachable        Code = "unreachable"         // no answer at all
	ConnectionLost     Code = "connection-lost"     // closed or reset in the middle
	TimedOut           Code = "timed-out"           // connected, then silence
	TLSNotOffered      Code = "tls-not-offered"     // STARTTLS is missing or was refused
	TLSUntrusted       Code = "tls-untrusted"       // unknown authority
	TLSExpired         Code = "tls-expired"         // outside the certificate's dates, or the clock is wrong
	TLSWrongName       Code = "tls-wrong-name"      // the certificate is for other names
	TLSFailed          Code = "tls-failed"          // version, cipher or protocol failure
	PlainPort          Code = "plain-port"          // TLS was spoken to a port that answers in clear text
	WrongProtocol      Code = "wrong-protocol"      // something else answers there: HTTP, POP3, SMTP
	PlainForbidden     Code = "plain-forbidden"     // clear text is not allowed without a policy
	AuthRejected       Code = "auth-rejected"       // the server refused the sign-in
	AppPasswordNeeded  Code = "app-password-needed" // an authorization code or app password is wanted
	SignInExpired      Code = "sign-in-expired"     // the grant or the password ended
	ConsentDenied      Code = "consent-denied"      // the person or the administrator said no
	MechanismMissing   Code = "mechanism-missing"   // no common authentication mechanism
	ProtocolDisabled   Code = "protocol-disabled"   // IMAP, POP or SMTP is switched off for this mailbox
	AccountUnavailable Code = "account-unavailable" // locked, disabled, expired, unknown
	AccessDenied       Code = "access-denied"       // a rule of the company or provider denies it
	RateLimited        Code = "rate-limited"        // too many attempts or connections
	ServerBusy         Code = "server-busy"         // temporary failure of the server
	QuotaExceeded      Code = "quota-exceeded"      // the mailbox is full
	FolderMissing      Code = "folder-missing"      // SELECT says it does not exist
	RecipientRejected  Code = "recipient-rejected"  // a recipient was refused
	SendRefused        Code = "send-refused"        // the message was refused
	SendUnknown        Code = "send-unknown"        // the whole message left, and no answer came: it may have been sent
	ProtocolViolation  Code = "protocol-violation"  // the server broke its protocol
	LimitExceeded      Code = "limit-exceeded"      // a limit of ours was hit
	ServerRefused      Code = "server-refused"      // refused for another reason
	AddressInvalid     Code = "address-invalid"     // what was typed is not an address
	NothingFound       Code = "nothing-found"       // discovery found no servers
	AlreadyBound       Code = "already-bound"       // the address is bound in this profile
	ProfileInUse       Code = "profile-in-use"      // another process has the profile
	KeychainLocked     Code = "keychain-locked"     // the keychain is locked or the person said no
	KeychainMissing    Code = "keychain-missing"    // there is no keychain service
	SecretMissing      Code = "secret-missing"      // the keychain has no entry for the account
	CacheDamaged       Code = "cache-damaged"       // the database was damaged and set aside
	CacheNewer         Code = "cache-newer"         // made by a newer version
	DiskFull           Code = "disk-full"           // no space left
	ReadOnly           Code = "read-only"           // the profile cannot be written
	StorageFailed      Code = "storage-failed"      // any other failure of the disk or the database
	NotFound           Code = "not-found"           // the thing asked for is not there
	MessageGone        Code = "message-gone"        // the server no longer has it
	MessageUnreadable  Code = "message-unreadable"  // the server has it and does not give it away, or not in a readable form
	BodyNotStored      Code = "body-not-stored"     // not downloaded yet, and there is no connection
	PolicyForbids      Code = "policy-forbids"      // the administrator's policy forbids it
	PolicyInvalid      Code = "policy-invalid"      // the policy cannot be read
	ConsentNeeded      Code = "consent-needed"      // an untrusted server needs the person's consent
	UsageWrong         Code = "usage"               // the command line was wrong
	Canceled           Code = "canceled"            // the person stopped it; never explained
)

// Retry says when trying again makes sense.
type Retry string

// The answers.
const (
	RetryNever       Retry = "never"
	RetryLater       Retry = "later"        // by itself, with backoff
	RetryAfterChange Retry = "after-change" // only after the person or the administrator changed something
)

// Keys of Problem.Facts.
const (
	FactNames   = "names"   // names in a certificate
	FactIssuer  = "issuer"  // who issued a certificate
	FactFrom    = "from"    // start of validity, RFC 3339
	FactUntil   = "until"   // end of validity, RFC 3339
	FactPath    = "path"    // a file or folder
	FactFolder  = "folder"  // a mailbox path
	FactVersion = "version" // a schema or protocol version
	FactSpeaks  = "speaks"  // the protocol that answered instead
	FactAfter   = "after"   // how long was waited, e.g. "30s"
	FactInstead = "instead" // the host that is right
	FactSHA256  = "sha256"  // fingerprint of the certificate that was shown
	FactPinned  = "pinned"  // fingerprint of the certificate that was accepted before
	FactSameKey = "samekey" // "yes" when both have the same key

	FactRecipients = "recipients" // the addresses that a problem is about, joined by ", "
	FactSize       = "size"       // bytes of a message
	FactLimit      = "limit"      // bytes that a server takes at most
)

// Error returns the technical form, for logs.
func (p *Problem) Error() string {
	text := string(p.Code)
	if p.Stage != "" {
		text = string(p.Stage) + ": " + text
	}
	if p.Server.Host != "" {
		text = p.Server.HostPort() + ": " + text
	}
	if p.Reply != "" {
		text += fmt.Sprintf(" (server said %q)", p.Reply)
	}
	if p.Err != nil {
		text += ": " + p.Err.Error()
	}
	return text
}

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Err }

// ProblemOf returns the *Problem in err's chain. A context that was cancelled becomes Canceled, a deadline
// TimedOut, anything else Unknown. It returns nil for nil.
func ProblemOf(err error) *Problem {
	if err == nil {
		return nil
	}
	var p *Problem
	switch {
	case errors.As(err, &p):
		return p
	case errors.Is(err, context.Canceled):
		return &Problem{Code: Canceled, Retry: RetryNever, Err: err}
	case errors.Is(err, context.DeadlineExceeded):
		return &Problem{Code: TimedOut, Retry: RetryLater, Err: err}
	default:
		return &Problem{Code: Unknown, Retry: RetryLater, Err: err}
	}
}

// IsCanceled reports whether err only says that somebody stopped waiting. That is not a failure.
func IsCanceled(err error) bool {
	return err != nil && ProblemOf(err).Code == Canceled
}
