package oauth

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"sync"

	"letterbox/mail"
)

// others are the rows of providers with one row each. Yahoo approves clients one by one; Yandex tells no identity.
var others = map[mail.ProviderID]func(mail.ProviderID, Registration) Provider{
	"gmail": google,
	"yahoo": func(id mail.ProviderID, r Registration) Provider {
		scope := []string{"mail-w"}
		return Provider{
			ID:           id,
			AuthURL:      "https://api.login.yahoo.com/oauth2/request_auth",
			TokenURL:     "https://api.login.yahoo.com/oauth2/get_token",
			Issuers:      []string{"https://api.login.yahoo.com"},
			Scopes:       map[mail.Protocol][]string{mail.IMAP: scope, mail.POP3: scope, mail.Submission: scope},
			Redirect:     Redirect{Host: "127.0.0.1"},
			Console:      "https://developer.yahoo.com/apps/",
			Registration: r,
		}
	},
	"yandex": func(id mail.ProviderID, r Registration) Provider {
		read := []string{"mail:imap_full"}
		return Provider{
			ID:           id,
			AuthURL:      "https://oauth.yandex.com/authorize",
			TokenURL:     "https://oauth.yandex.com/token",
			Scopes:       map[mail.Protocol][]string{mail.IMAP: read, mail.POP3: read, mail.Submission: {"mail:smtp"}},
			Redirect:     Redirect{Host: "127.0.0.1"},
			Console:      "https://oauth.yandex.com",
			Registration: r,
		}
	},
}

// Known returns the ids of the catalogue that For has a row for, sorted.
func Known() []mail.ProviderID {
	ids := slices.AppendSeq(slices.Collect(maps.Keys(clouds)), maps.Keys(others))
	slices.Sort(ids)
	return ids
}

// tenantName is what may stand in a path as it is: a domain, an id, or one of Microsoft's words for many tenants.
var tenantName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$`) })

// For returns the authority of a provider of the catalogue. A registration without client id is no error yet, so
// that the provider can be asked what an administrator must register. Errors are *mail.Problem: MechanismMissing
// for a provider without a row, PolicyInvalid for a tenant that is no name.
func For(id mail.ProviderID, r Registration) (Provider, error) {
	if r.Tenant != "" && !tenantName().MatchString(r.Tenant) {
		return Provider{}, &mail.Problem{
			Code: mail.PolicyInvalid, Stage: mail.StageSignIn, Retry: mail.RetryAfterChange,
			Facts: map[string]string{FactMissing: "tenant"}, Err: fmt.Errorf("tenant %q is neither a domain nor an id", r.Tenant),
		}
	}
	if c, ok := clouds[id]; ok {
		return microsoft(id, c, r), nil
	}
	if row, ok := others[id]; ok {
		return row(id, r), nil
	}
	return Provider{}, &mail.Problem{
		Code: mail.MechanismMissing, Class: "MECH_UNSUPPORTED", Stage: mail.StageSignIn, Retry: mail.RetryAfterChange,
		Err: fmt.Errorf("no authority is known for provider %q", id),
	}
}
