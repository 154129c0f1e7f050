package mail

import "time"

// Account is one bound mailbox.
type Account struct {
	ID       AccountID
	Address  Address // Name is the person's display name for sending
	Label    string  // what the sidebar shows; the address when empty
	Provider ProviderID
	Incoming Server
	Outgoing Server
	Bound    time.Time // when binding succeeded
}

// Title returns what to call the account.
func (a Account) Title() string {
	if a.Label != "" {
		return a.Label
	}
	return a.Address.Spec()
}

// ProviderID names an entry of the provider catalogue, e.g. "qq"; "" is an unknown provider.
type ProviderID string

// SecretKind says what a provider wants as the password, so that it can be named before it is typed.
type SecretKind string

// The kinds of secret.
const (
	LoginPassword     SecretKind = "password"           // the password of the mailbox
	AuthorizationCode SecretKind = "authorization-code" // a code made in webmail; the login password never works
	AppPassword       SecretKind = "app-password"       // an app or client password beside the login password
	EitherPassword    SecretKind = "password-or-code"   // the login password unless the administrator forces a code
	BrowserSignIn     SecretKind = "browser"            // OAuth 2.0 in the system browser
)

// Provider is what the catalogue knows of a mail provider. Texts are keyed by language, "zh-CN" and "en".
type Provider struct {
	ID        ProviderID
	Name      map[string]string // what people call it
	Hint      map[string]string // one line under the name in the wizard
	Mark      string            // one character for the drawing in the wizard
	Secret    SecretKind
	SecretTip map[string]string // where to get the secret, shown before it is typed
	SecretURL string            // page that makes the secret, https only; may be empty
	HelpURL   string            // the provider's page about mail clients; may be empty
	Domains   []string          // mail domains that belong to it
	Incoming  []Server          // best first; Username empty
	Outgoing  []Server          // best first; Username empty
	SavesSent bool              // the server itself stores a copy of what is submitted
	NeedsID   bool              // refuses SELECT before an ID command (RFC 2971)
}

// Candidate is a pair of servers that discovery proposes.
type Candidate struct {
	Provider ProviderID
	Source   string // "preset", "autoconfig", "ispdb", "mx", "srv", "guess", "typed"
	Trusted  bool   // false: the person must agree before a password is sent there
	Incoming Server
	Outgoing Server
}
