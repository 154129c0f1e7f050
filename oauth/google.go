package oauth

import "letterbox/mail"

// google makes the provider of Gmail and Workspace, from developers.google.com (OAuth 2.0 for desktop apps),
// September 2026. The scope of mail is not open to the device flow. Without prompt=consent no refresh token comes
// with a second sign-in.
func google(id mail.ProviderID, r Registration) Provider {
	scope := []string{"https://mail.google.com/"}
	return Provider{
		ID:           id,
		AuthURL:      "https://accounts.google.com/o/oauth2/v2/auth",
		TokenURL:     "https://oauth2.googleapis.com/token",
		Issuers:      []string{"https://accounts.google.com", "accounts.google.com"},
		Scopes:       map[mail.Protocol][]string{mail.IMAP: scope, mail.POP3: scope, mail.Submission: scope},
		Extra:        []string{"openid", "email"},
		Params:       map[string]string{"access_type": "offline", "prompt": "consent"},
		Redirect:     Redirect{Host: "127.0.0.1"},
		Console:      "https://console.cloud.google.com/apis/credentials",
		Registration: r,
	}
}
