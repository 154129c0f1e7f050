package oauth

import (
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/oauth2"

	"letterbox/mail"
)

// Registration is what an authority gave out when Letterbox was registered with it. It comes from the settings or
// the administrator's policy.
type Registration struct {
	ClientID string
	Tenant   string // Microsoft: the directory's domain or id; "" for any that the provider's row names
	Secret   string // Google's desktop clients have one that is no secret (RFC 8252 section 8.5); "" otherwise
}

// Redirect is the form of the redirect URI: http://Host:PORT followed by Path. The port is chosen by each attempt.
type Redirect struct {
	Host string // "localhost", where an authority insists on it, else "127.0.0.1"
	Path string // "": a random one for each attempt
}

// Provider is an authority: where it is and what it wants. For makes one from the table of this package.
type Provider struct {
	ID           mail.ProviderID
	AuthURL      string
	TokenURL     string
	DeviceURL    string                     // "": no device flow for mail
	ConsentURL   string                     // where an administrator approves an app for everybody; ""
	Issuers      []string                   // names it gives itself (RFC 9207, id_token); {tenantid} stands for any id
	SendsIssuer  bool                       // an answer without iss is refused (RFC 9207 section 2.4)
	Scopes       map[mail.Protocol][]string // what each protocol needs; granted or refused
	Extra        []string                   // asked for besides: identity and a refresh token
	Params       map[string]string          // further parameters of the authorization request
	Redirect     Redirect
	Console      string // where an administrator registers apps
	Registration Registration
}

// Authority names what an app is registered with: the host of the sign-in. Providers of the same authority share a
// registration.
func (p Provider) Authority() string {
	u, err := url.Parse(p.AuthURL)
	if err != nil {
		return ""
	}
	return u.Host
}

// ErrUnregistered is in the chain of the Problem that Authorize, AuthorizeDevice and AdminConsentURL return when
// there is no client id.
var ErrUnregistered = errors.New("no app is registered with the authority")

// Registered returns nil when the provider has a client id. Otherwise the Problem's Facts say what an administrator
// needs in order to register the app: FactConsole, FactRedirect and FactScopes for the protocols given.
func (p Provider) Registered(protocols ...mail.Protocol) error {
	if p.Registration.ClientID != "" {
		return nil
	}
	return &mail.Problem{
		Code: mail.PolicyForbids, Class: ClassMisconfigured, Stage: mail.StageSignIn, Retry: mail.RetryAfterChange, Err: ErrUnregistered,
		Facts: map[string]string{
			FactMissing:  "client-id",
			FactConsole:  p.Console,
			FactRedirect: "http://" + p.Redirect.Host + p.Redirect.Path,
			FactScopes:   strings.Join(p.ScopesFor(protocols...), " "),
		},
	}
}

// ScopesFor returns what is asked for, in a fixed order: what the protocols need, then identity and a refresh token.
// Without protocols it returns those of all.
func (p Provider) ScopesFor(protocols ...mail.Protocol) []string {
	return unique(append(p.needed(protocols), p.Extra...))
}

// needed returns the scopes without which the protocols do not work.
func (p Provider) needed(protocols []mail.Protocol) []string {
	var scopes []string
	for _, protocol := range []mail.Protocol{mail.IMAP, mail.POP3, mail.Submission} {
		if len(protocols) == 0 || slices.Contains(protocols, protocol) {
			scopes = append(scopes, p.Scopes[protocol]...)
		}
	}
	return unique(scopes)
}

func unique(list []string) []string {
	var once []string
	for _, s := range list {
		if !slices.Contains(once, s) {
			once = append(once, s)
		}
	}
	return once
}

// lacking returns the needed scopes that were not granted. Authorities change the case, drop a slash at the end, or
// name the resource by another host, so the names are compared by what follows the host.
func lacking(needed, granted []string) []string {
	var lack []string
	for _, want := range needed {
		if !slices.ContainsFunc(granted, func(have string) bool { return shortScope(have) == shortScope(want) }) {
			lack = append(lack, want)
		}
	}
	return lack
}

func shortScope(scope string) string {
	scope = strings.TrimSuffix(strings.ToLower(scope), "/")
	if u, err := url.Parse(scope); err == nil && u.Host != "" && strings.Trim(u.Path, "/") != "" {
		return strings.Trim(u.Path, "/")
	}
	return scope
}

// config is the form that x/oauth2 makes authorization links from.
func (p Provider) config(redirect string, scopes []string) *oauth2.Config {
	return &oauth2.Config{
		ClientID: p.Registration.ClientID, RedirectURL: redirect, Scopes: scopes,
		Endpoint: oauth2.Endpoint{AuthURL: p.AuthURL, TokenURL: p.TokenURL, AuthStyle: oauth2.AuthStyleInParams},
	}
}

// params returns the further parameters of an authorization link in a fixed order.
func (p Provider) params() []oauth2.AuthCodeOption {
	var options []oauth2.AuthCodeOption
	for _, key := range slices.Sorted(maps.Keys(p.Params)) {
		options = append(options, oauth2.SetAuthURLParam(key, p.Params[key]))
	}
	return options
}

// identify adds the client's name to a form for the token endpoint.
func (p Provider) identify(form url.Values) url.Values {
	form.Set("client_id", p.Registration.ClientID)
	if p.Registration.Secret != "" {
		form.Set("client_secret", p.Registration.Secret)
	}
	return form
}

// issuedBy reports whether the authority calls itself issuer. A provider without issuers is known by its host.
func (p Provider) issuedBy(issuer string) bool {
	if len(p.Issuers) == 0 {
		return sameOrigin(issuer, p.AuthURL)
	}
	return slices.ContainsFunc(p.Issuers, func(pattern string) bool {
		before, after, anyTenant := strings.Cut(pattern, "{tenantid}")
		if !anyTenant {
			return issuer == pattern
		}
		id, ok := strings.CutPrefix(issuer, before)
		id, ends := strings.CutSuffix(id, after)
		return ok && ends && tenantID.MatchString(id)
	})
}

var tenantID = regexp.MustCompile(`^[0-9a-fA-F-]{36}$`)

func sameOrigin(a, b string) bool {
	ua, errA := url.Parse(a)
	ub, errB := url.Parse(b)
	return errA == nil && errB == nil && ua.Scheme == ub.Scheme && ua.Host == ub.Host
}

// reachable refuses endpoints that are not https; http is for loopback addresses when lenient.
func reachable(endpoint string, lenient bool) error {
	u, err := url.Parse(endpoint)
	if err != nil || u.Host == "" {
		return fmt.Errorf("endpoint %q is not a URL", endpoint)
	}
	if u.Scheme == "https" {
		return nil
	}
	ip, err := netip.ParseAddr(u.Hostname())
	if lenient && u.Scheme == "http" && err == nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("endpoint %s://%s is not https", u.Scheme, u.Host)
}
