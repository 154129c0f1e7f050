package app

import (
	"context"
	"errors"
	"slices"
	"strings"

	"letterbox/app/command"
	"letterbox/mail"
	"letterbox/oauth"
	"letterbox/ui/model"
)

// signIn is package oauth as the window sees it.
type signIn struct{ house *house }

func (s signIn) Registration(ctx context.Context, provider mail.ProviderID) (model.Registration, error) {
	p, locked, err := s.house.authorities.provider(ctx, provider, mail.Address{})
	if err != nil {
		return model.Registration{}, err
	}
	r := model.Registration{
		ClientID: p.Registration.ClientID, Tenant: p.Registration.Tenant, Secret: p.Registration.Secret, Locked: locked,
		Console: p.Console, Redirects: []string{"http://" + p.Redirect.Host + p.Redirect.Path}, Scopes: p.ScopesFor(), Device: p.DeviceURL != "",
	}
	if r.ClientID != "" {
		r.Consent, err = p.AdminConsentURL()
	}
	return r, err
}

// Register keeps a registration. Access tokens that came by the old one are forgotten.
func (s signIn) Register(ctx context.Context, provider mail.ProviderID, r model.Registration) error {
	p, locked, err := s.house.authorities.provider(ctx, provider, mail.Address{})
	if err != nil {
		return err
	}
	if locked {
		return &mail.Problem{
			Code: mail.PolicyForbids, Stage: mail.StageSignIn, Retry: mail.RetryNever,
			Err: errors.New("the policy has a registration"),
		}
	}
	given := oauth.Registration{ClientID: strings.TrimSpace(r.ClientID), Tenant: strings.TrimSpace(r.Tenant), Secret: strings.TrimSpace(r.Secret)}
	if _, err := oauth.For(provider, given); err != nil && given.Tenant != "" {
		return err // the tenant is no name
	}
	if err := s.house.authorities.keep(ctx, p.Authority(), given); err != nil {
		return err
	}
	s.house.vault.sources.clear(ctx)
	return nil
}

func (s signIn) SignIn(ctx context.Context, r model.SignInRequest, waiting func(model.SignInWait)) (mail.Credential, error) {
	return s.house.signIn(ctx, r, browser{}, waiting)
}

// signInByCommand is signIn as the command line sees it.
func (h *house) signInByCommand(ctx context.Context, r command.SignIn, waiting func(command.SignInWait)) (mail.Credential, error) {
	request := model.SignInRequest{Address: r.Address, Provider: r.Provider, Incoming: r.Incoming, Device: r.Device, Language: r.Language}
	return h.signIn(ctx, request, browser{r.Open}, func(w model.SignInWait) { waiting(command.SignInWait(w)) })
}

// signIn has a person sign in, and returns what they proved, held in memory until an account is stored with it. With
// the Problem that another account signed in there is a credential as well.
func (h *house) signIn(ctx context.Context, r model.SignInRequest, opener oauth.Opener, waiting func(model.SignInWait)) (mail.Credential, error) {
	provider, _, err := h.authorities.provider(ctx, r.Provider, r.Address)
	if err != nil {
		return mail.Credential{}, err
	}
	config := h.oauth
	config.Opener = opener
	client := oauth.New(config)
	request := oauth.Request{
		Provider: provider, Protocols: protocolsOf(r.Incoming), Address: r.Address, Language: r.Language,
		Claims: h.vault.sources.claimsOf(r.Address),
		Note: func(w oauth.Waiting) {
			waiting(model.SignInWait{Link: w.Link, Code: w.UserCode, Until: w.Until, Failed: w.Failed != nil})
		},
	}
	authorize := client.Authorize
	if r.Device {
		authorize = client.AuthorizeDevice
	}
	grant, err := authorize(ctx, request)
	if grant.IsZero() {
		return mail.Credential{}, err
	}
	if !grant.Lasting() {
		return mail.Credential{}, notLasting()
	}
	cred, failure := h.vault.hold(ctx, client, oauth.SourceConfig{Provider: provider, Protocols: request.Protocols}, grant)
	if failure != nil {
		return mail.Credential{}, failure
	}
	return cred, err
}

// protocolsOf returns what an account's tokens must be good for.
func protocolsOf(incoming mail.Protocol) []mail.Protocol {
	return slices.Compact([]mail.Protocol{incoming, mail.Submission})
}

// notLasting refuses a grant that cannot be renewed: mail would come for an hour.
func notLasting() *mail.Problem {
	return &mail.Problem{
		Code: mail.ConsentDenied, Class: oauth.ClassNotGranted, Stage: mail.StageSignIn, Retry: mail.RetryAfterChange,
		Facts: map[string]string{oauth.FactMissing: "offline_access"}, Err: errors.New("the authority gave no refresh token"),
	}
}
