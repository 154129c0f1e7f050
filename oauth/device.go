package oauth

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"letterbox/mail"
)

// Bounds of the device flow. RFC 8628 section 3.2 makes five seconds the interval where none is named.
const (
	deviceInterval        = 5 * time.Second
	deviceIntervalLongest = time.Minute
	deviceLongest         = 15 * time.Minute
)

// AuthorizeDevice signs a person in on another device (RFC 8628): Request.Note, which is required here, gets a link
// and a code to type there. It ends as Authorize does, and no later than fifteen minutes after it began. Errors are
// as those of Authorize; MechanismMissing says that the provider has no such flow for mail.
//
// A person who is talked into typing a stranger's code gives their mailbox away, and companies may forbid this flow,
// so it is the second choice.
func (c *Client) AuthorizeDevice(ctx context.Context, r Request) (Grant, error) {
	p := r.Provider
	switch {
	case p.DeviceURL == "":
		return Grant{}, &mail.Problem{
			Code: mail.MechanismMissing, Class: "MECH_UNSUPPORTED", Stage: mail.StageSignIn, Retry: mail.RetryAfterChange,
			Err: fmt.Errorf("provider %q has no device flow", p.ID),
		}
	case r.Note == nil:
		return Grant{}, &mail.Problem{Code: mail.Unknown, Stage: mail.StageSignIn, Retry: mail.RetryNever, Err: errors.New("nobody can be told the code")}
	}
	if err := c.possible(r, p.DeviceURL, p.TokenURL); err != nil {
		return Grant{}, err
	}
	scopes := p.ScopesFor(r.Protocols...)
	said, err := c.post(ctx, p.DeviceURL, url.Values{"client_id": {p.Registration.ClientID}, "scope": {strings.Join(scopes, " ")}})
	if err != nil {
		return Grant{}, c.orInterrupted(ctx, err)
	}
	d, err := c.readDevice(said)
	if err != nil {
		return Grant{}, err
	}
	ctx, stop := c.within(ctx, d.life)
	defer stop()
	r.Note(Waiting{Link: d.link, UserCode: d.userCode, Until: said.asked.Add(d.life)})
	said, err = c.poll(ctx, p, d)
	if err != nil {
		c.report(ctx, p, err)
		return Grant{}, err
	}
	grant, err := grantOf(r, said, scopes, "")
	c.report(ctx, p, err)
	return grant, err
}

// device is an authority's answer to the first request (RFC 8628 section 3.2).
type device struct {
	code     string // secret
	userCode string
	link     string
	interval time.Duration
	life     time.Duration
}

func (c *Client) readDevice(said answer) (device, error) {
	d := device{
		code: said.text("device_code"), userCode: oneLine(said.text("user_code"), 64), link: said.text("verification_uri"),
		interval: said.seconds("interval", deviceInterval, deviceIntervalLongest),
		life:     said.seconds("expires_in", attemptLimit, deviceLongest),
	}
	if d.link == "" {
		d.link = said.text("verification_url") // the draft's name, which Google kept
	}
	if d.code == "" || d.userCode == "" || reachable(d.link, c.lenient) != nil {
		return device{}, violated("the authority's answer lacks a code or an https link for the person")
	}
	return d, nil
}

// poll asks for the tokens until the person has decided. Failures on the way make it ask less often (section 3.5).
func (c *Client) poll(ctx context.Context, p Provider, d device) (answer, error) {
	form := p.identify(url.Values{"grant_type": {"urn:ietf:params:oauth:grant-type:device_code"}, "device_code": {d.code}})
	for interval := max(d.interval, time.Second); ; {
		select {
		case <-c.clock.After(interval):
		case <-ctx.Done():
			return answer{}, interrupted(ctx, d.life.String())
		}
		said, err := c.post(ctx, p.TokenURL, form)
		if err == nil {
			return said, nil
		}
		problem := mail.ProblemOf(err)
		var r *refusal
		switch {
		case ctx.Err() != nil:
			return answer{}, interrupted(ctx, d.life.String())
		case errors.As(err, &r) && r.code == "authorization_pending":
		case errors.As(err, &r) && r.code == "slow_down":
			interval += deviceInterval
		case problem.Retry == mail.RetryLater:
			interval = min(2*interval, deviceIntervalLongest)
		default:
			return answer{}, err
		}
	}
}
