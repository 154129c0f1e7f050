package provider_test

import (
	"regexp"
	"testing"

	"letterbox/mail"
	"letterbox/mail/provider"
)

// TestEveryProviderOfTheGuideIsThere holds the catalogue to the systems that the binding guide names and those that its
// readers have too.
func TestEveryProviderOfTheGuideIsThere(t *testing.T) {
	c := catalogue(t)
	for _, id := range []mail.ProviderID{
		"tencent_exmail", "qq", "netease_163", "netease_126", "netease_yeah", "netease_188", "netease_vip163", "netease_vip126", "netease_vip188",
		"netease_qiye_classic", "netease_qiye_hz", "alibaba_qiye", "aliyun_personal", "feishu", "lark", "gmail", "m365", "m365_cn", "m365_gcch",
		"m365_dod", "outlook_com", "icloud", "yahoo", "zoho", "sina", "sohu", "139", "189", "263", "coremail", "yandex", "fastmail", "gmx",
		"exchange_onprem", "generic",
	} {
		p, found := c.ByID(id)
		details, _ := c.Details(id)
		if !found || p.UserName == "" || p.Secret == "" || len(details.Usernames) == 0 || details.Checked == "" {
			t.Errorf("%s: %v %+v", id, found, p)
		}
	}
}

// TestQuirksThatCodeObeys pins what binding and syncing rely on.
func TestQuirksThatCodeObeys(t *testing.T) {
	c := catalogue(t)
	for id, want := range map[mail.ProviderID]struct {
		needsID, savesSent bool
		connections        int
		quirks             []provider.Quirk
	}{
		"netease_163":  {true, true, 0, []provider.Quirk{provider.IdleRefused, provider.UIDExpungeRefused}},
		"netease_yeah": {true, true, 0, []provider.Quirk{provider.UIDExpungeRefused}},
		"qq":           {false, true, 0, []provider.Quirk{provider.IdleSilent, provider.GBKReplies, provider.SentAppendRefused, provider.XOAuth2Closed}},
		"sina":         {false, false, 0, []provider.Quirk{provider.IdleSilent, provider.SlowGreeting}},
		"gmail":        {false, true, 15, nil},
		"m365":         {false, true, 20, nil},
		"coremail":     {true, false, 0, nil},
	} {
		p, _ := c.ByID(id)
		details, _ := c.Details(id)
		if p.NeedsID != want.needsID || p.SavesSent != want.savesSent {
			t.Errorf("%s: %v %v", id, p.NeedsID, p.SavesSent)
		}
		if p.Connections != want.connections {
			t.Errorf("%s: %d connections", id, p.Connections)
		}
		for _, q := range want.quirks {
			if !details.Has(q) {
				t.Errorf("%s: no %s", id, q)
			}
		}
	}
}

func TestShapesTellCodesFromPasswords(t *testing.T) {
	c := catalogue(t)
	for id, secrets := range map[mail.ProviderID][2]string{
		"qq":          {"abcdefghijklmnop", "abcdefgh12345678"},
		"netease_163": {"ABCD1234EFGH5678", "my password 2024"},
		"icloud":      {"abcd-efgh-ijkl-mnop", "abcdefghijklmnop"},
		"gmail":       {"abcd efgh ijkl mnop", "Tr0ub4dor&3"},
	} {
		p, _ := c.ByID(id)
		shape := regexp.MustCompile(`^(?:` + p.Shape + `)$`)
		if !shape.MatchString(secrets[0]) || shape.MatchString(secrets[1]) {
			t.Errorf("%s: %s", id, p.Shape)
		}
	}
}

func TestWhatPeopleAreAskedFor(t *testing.T) {
	c := catalogue(t)
	for id, want := range map[mail.ProviderID]struct {
		secret, besides mail.SecretKind
		name            mail.UserNameForm
		switched        bool
	}{
		"gmail":           {mail.BrowserSignIn, mail.AppPassword, mail.WholeAddress, true},
		"m365":            {mail.BrowserSignIn, "", mail.WholeAddress, true},
		"qq":              {mail.AuthorizationCode, "", mail.WholeAddress, true},
		"icloud":          {mail.AppPassword, "", mail.WholeAddress, false},
		"tencent_exmail":  {mail.EitherPassword, "", mail.WholeAddress, true},
		"exchange_onprem": {mail.LoginPassword, "", mail.DomainUser, true},
	} {
		p, _ := c.ByID(id)
		if p.Secret != want.secret || p.Besides != want.besides || p.UserName != want.name || want.switched != (len(p.EnableTip) == 2) {
			t.Errorf("%s: %s %s %s %v", id, p.Secret, p.Besides, p.UserName, p.EnableTip)
		}
	}
}
