package oauth

import (
	"net/url"
	"strings"

	"letterbox/mail"
)

// cloud is one of Microsoft's separate clouds. An app is registered in each of them anew.
type cloud struct {
	login    string   // host of the sign-in
	issuers  []string // hosts that tokens are issued by
	resource string   // host that scopes belong to; all scopes of a request must be of one
	console  string
	tenants  string // whom the sign-in is for unless the registration names a tenant
}

// clouds are the rows of Microsoft, from learn.microsoft.com (national clouds; IMAP, POP and SMTP by OAuth),
// September 2026. The scopes of 21Vianet are those that other clients use; Microsoft does not document them.
var clouds = map[mail.ProviderID]cloud{
	"m365":        {"login.microsoftonline.com", []string{"login.microsoftonline.com"}, "outlook.office.com", "https://portal.azure.com", "organizations"},
	"outlook_com": {"login.microsoftonline.com", []string{"login.microsoftonline.com"}, "outlook.office.com", "https://portal.azure.com", "consumers"},
	"m365_cn": {
		"login.partner.microsoftonline.cn",
		[]string{"login.partner.microsoftonline.cn", "login.chinacloudapi.cn"},
		"partner.outlook.cn", "https://portal.azure.cn", "organizations",
	},
	"m365_gcch": {"login.microsoftonline.us", []string{"login.microsoftonline.us"}, "outlook.office365.us", "https://portal.azure.us", "organizations"},
	"m365_dod":  {"login.microsoftonline.us", []string{"login.microsoftonline.us"}, "outlook-dod.office365.us", "https://portal.azure.us", "organizations"},
}

// microsoft makes the provider of a cloud. Microsoft ignores the port of http://localhost when it compares redirect
// URIs, but not the path; 127.0.0.1 cannot be entered in its portal.
func microsoft(id mail.ProviderID, c cloud, r Registration) Provider {
	tenant := r.Tenant
	if tenant == "" {
		tenant = c.tenants
	}
	base := "https://" + c.login + "/" + tenant
	p := Provider{
		ID:         id,
		AuthURL:    base + "/oauth2/v2.0/authorize",
		TokenURL:   base + "/oauth2/v2.0/token",
		DeviceURL:  base + "/oauth2/v2.0/devicecode",
		ConsentURL: base + "/v2.0/adminconsent",
		Scopes: map[mail.Protocol][]string{
			mail.IMAP:       {"https://" + c.resource + "/IMAP.AccessAsUser.All"},
			mail.POP3:       {"https://" + c.resource + "/POP.AccessAsUser.All"},
			mail.Submission: {"https://" + c.resource + "/SMTP.Send"},
		},
		Extra:        []string{"offline_access", "openid", "profile", "email"},
		Params:       map[string]string{"prompt": "select_account"},
		Redirect:     Redirect{Host: "localhost", Path: "/"},
		Console:      c.console,
		Registration: r,
	}
	for _, host := range c.issuers {
		p.Issuers = append(p.Issuers, "https://"+host+"/{tenantid}/v2.0")
	}
	return p
}

// AdminConsentURL returns the link with which an administrator approves the app for the whole organisation. The
// browser ends at a page that cannot be reached, which does no harm: nobody listens there. Providers other than
// Microsoft have no such link and answer "". Errors are *mail.Problem, as those of Registered.
func (p Provider) AdminConsentURL(protocols ...mail.Protocol) (string, error) {
	if p.ConsentURL == "" {
		return "", nil
	}
	if err := p.Registered(protocols...); err != nil {
		return "", err
	}
	query := url.Values{
		"client_id":    {p.Registration.ClientID},
		"scope":        {strings.Join(p.needed(protocols), " ")},
		"redirect_uri": {"http://" + p.Redirect.Host},
	}
	return p.ConsentURL + "?" + query.Encode(), nil
}
