package oauth

import (
	"context"
	"crypto/rand"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"letterbox/mail"
)

// Request is one sign-in.
type Request struct {
	Provider  Provider
	Protocols []mail.Protocol // what the account needs; empty: all
	Address   mail.Address    // as typed: the browser is told, and who signed in is compared with it; may be zero
	Claims    string          // FactClaims of the Problem that made this sign-in necessary; ""
	Language  string          // of the page in the browser: "zh-CN", else English
	// Note is told how the person can go on: once before the browser is asked to open the link, and again if it could
	// not. It must not block. Without Note, a browser that cannot open ends the attempt.
	Note func(Waiting)
}

// Waiting says what an attempt waits for. The link and the code are for the person alone and belong in no log.
type Waiting struct {
	Link     string    // to open, or to copy to another browser on this computer; for a device flow, on any
	UserCode string    // to type there, in a device flow
	Until    time.Time // when the attempt ends by itself
	Failed   error     // why the browser could not be opened
}

// attempt is one run of the flow; everything in it is used once.
type attempt struct {
	request  Request
	scopes   []string
	redirect string
	state    string
	nonce    string
	verifier string
}

// Authorize signs a person in by the system browser. It ends with the answer of the authority, when ctx ends
// (Canceled), or after the client's limit (TimedOut, ClassUnfinished); its listener is closed and its goroutines are
// gone by then. The listener answers the browser after the code was traded, so that the page says how it went.
//
// Errors are *mail.Problem. With one of them there is a Grant as well: ClassOtherAccount says that somebody else
// than Request.Address signed in, with FactSignedIn and FactAddress. An alias or a user principal name can be the
// reason, so the person is to be asked, and may use the Grant after all.
func (c *Client) Authorize(ctx context.Context, r Request) (Grant, error) {
	if err := c.possible(r, r.Provider.AuthURL, r.Provider.TokenURL); err != nil {
		return Grant{}, err
	}
	ctx, stop := c.within(ctx, c.limit)
	defer stop()
	until := c.clock.Now().Add(c.limit)
	a := attempt{
		request: r, scopes: r.Provider.ScopesFor(r.Protocols...),
		state: rand.Text(), verifier: oauth2.GenerateVerifier(),
	}
	if slices.Contains(a.scopes, "openid") {
		a.nonce = rand.Text()
	}
	desk, err := c.receive(ctx, r.Provider.Redirect, a.state, r.Language)
	if err != nil {
		return Grant{}, err
	}
	defer desk.close()
	a.redirect = desk.redirect
	came, err := c.send(ctx, a, desk, until)
	if err != nil {
		return Grant{}, err
	}
	grant, err := c.redeem(ctx, a, came.reply)
	came.tell(pageFor(err))
	c.report(ctx, r.Provider, err)
	return grant, err
}

// possible refuses a request that cannot succeed before anything is opened.
func (c *Client) possible(r Request, endpoints ...string) error {
	if err := r.Provider.Registered(r.Protocols...); err != nil {
		return err
	}
	for _, e := range endpoints {
		if err := reachable(e, c.lenient); err != nil {
			return &mail.Problem{Code: mail.PlainForbidden, Stage: mail.StageSignIn, Retry: mail.RetryAfterChange, Err: err}
		}
	}
	return nil
}

// link is what the browser opens.
func (a attempt) link() string {
	options := append(a.request.Provider.params(), oauth2.S256ChallengeOption(a.verifier))
	for key, value := range map[string]string{"login_hint": a.request.Address.Spec(), "nonce": a.nonce, "claims": a.request.Claims} {
		if value != "" {
			options = append(options, oauth2.SetAuthURLParam(key, value))
		}
	}
	return a.request.Provider.config(a.redirect, a.scopes).AuthCodeURL(a.state, options...)
}

// send opens the link and waits for the browser to come back.
func (c *Client) send(ctx context.Context, a attempt, desk *desk, until time.Time) (*arrival, error) {
	link, note := a.link(), a.request.Note
	waiting := Waiting{Link: link, Until: until}
	if note != nil {
		note(waiting)
	}
	opened := make(chan error, 1)
	if c.opener == nil {
		opened <- errors.New("there is no browser to open")
	} else {
		desk.owned.Go(func() { opened <- c.opener.Open(desk.ctx, link) })
	}
	for {
		select {
		case came := <-desk.arrivals:
			return came, nil
		case err := <-opened:
			if err == nil {
				continue
			}
			if note == nil {
				return nil, &mail.Problem{Code: mail.MechanismMissing, Stage: mail.StageSignIn, Retry: mail.RetryAfterChange, Err: errNoBrowser}
			}
			waiting.Failed = errNoBrowser
			note(waiting)
		case <-ctx.Done():
			return nil, interrupted(ctx, c.limit.String())
		}
	}
}

// errNoBrowser stands for the opener's error, which may quote the link and with it the state.
var errNoBrowser = errors.New("the browser could not be opened")

// redeem checks an authorization response and trades its code (RFC 6749 section 4.1.3).
func (c *Client) redeem(ctx context.Context, a attempt, reply reply) (Grant, error) {
	p := a.request.Provider
	switch {
	case reply.issuer != "" && !p.issuedBy(reply.issuer), reply.issuer == "" && p.SendsIssuer:
		return Grant{}, violated("the answer is from another authority than the one asked (RFC 9207)")
	case reply.refused != "":
		r := &refusal{code: oneLine(scrub(reply.refused, a.secrets()...), 64), description: scrub(reply.description, a.secrets()...)}
		return Grant{}, r.problem()
	case reply.code == "":
		return Grant{}, violated("the answer has neither a code nor an error")
	}
	form := p.identify(url.Values{
		"grant_type": {"authorization_code"}, "code": {reply.code}, "redirect_uri": {a.redirect}, "code_verifier": {a.verifier},
	})
	said, err := c.post(ctx, p.TokenURL, form)
	if err != nil {
		return Grant{}, c.orInterrupted(ctx, err)
	}
	return grantOf(a.request, said, a.scopes, a.nonce)
}

func (a attempt) secrets() []string { return []string{a.state, a.nonce, a.verifier} }

// orInterrupted prefers the reason why a context ended to the network error that came of it.
func (c *Client) orInterrupted(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return interrupted(ctx, c.limit.String())
	}
	return err
}

// grantOf reads a successful answer and compares it with what was asked for.
func grantOf(r Request, said answer, asked []string, nonce string) (Grant, error) {
	t, err := said.tokens()
	if err != nil {
		return Grant{}, err
	}
	scopes, err := said.granted(asked, r.Provider.needed(r.Protocols))
	if err != nil {
		return Grant{}, err
	}
	identity, err := identify(r.Provider, said.text("id_token"), nonce)
	if err != nil {
		return Grant{}, err
	}
	g := Grant{Identity: identity, Scopes: scopes, tokens: t}
	if r.Address.Spec() != "" && len(identity.Addresses) > 0 && !identity.Is(r.Address) {
		return g, &mail.Problem{
			Code: mail.AuthRejected, Class: ClassOtherAccount, Stage: mail.StageSignIn, Retry: mail.RetryAfterChange,
			Facts: map[string]string{FactSignedIn: strings.Join(identity.Addresses, ", "), FactAddress: r.Address.Spec()},
			Err:   errors.New("another account signed in"),
		}
	}
	return g, nil
}

// report writes how an attempt ended to the log: provider and diagnosis, no addresses.
func (c *Client) report(ctx context.Context, p Provider, err error) {
	if err == nil {
		c.log.InfoContext(ctx, "signed in", "provider", p.ID)
		return
	}
	problem := mail.ProblemOf(err)
	c.log.WarnContext(ctx, "sign-in failed", "provider", p.ID, "code", problem.Code, "class", problem.Class)
}
