package mail

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

// UserNameForm says what a server wants as the user name.
type UserNameForm string

// The forms of a user name. A person can type any other one.
const (
	WholeAddress UserNameForm = "address"     // ada@example.com
	LocalPart    UserNameForm = "local"       // ada
	DomainUser   UserNameForm = "domain-user" // EXAMPLE\ada, where only the person or the administrator knows the domain
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
	Besides   SecretKind        // what it also accepts, such as an app password beside the browser; "" for nothing
	Shape     string            // regular expression that the secret which is typed, of kind Secret or else Besides, matches as a whole; "" when unknown
	UserName  UserNameForm      // what it wants as the user name
	EnableTip map[string]string // where IMAP, POP3 and SMTP are switched on; empty when they always are
	EnableURL string            // page that switches them on, https only; may be empty
	HelpURL   string            // the provider's page about mail clients; may be empty
	Domains   []string          // mail domains that belong to it
	Incoming  []Server          // best first; Username empty
	Outgoing  []Server          // best first; Username empty
	SavesSent bool              // the server itself stores a copy of what is submitted
	NeedsID   bool              // refuses SELECT before an ID command (RFC 2971)

	Connections int // how many an account may have at the IMAP server at the same time; 0 when nobody knows
}
