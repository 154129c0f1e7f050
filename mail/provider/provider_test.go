package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"letterbox/assets"
	"letterbox/mail"
	"letterbox/mail/provider"
)

func catalogue(t *testing.T) *provider.Catalogue {
	t.Helper()
	c, err := provider.Load(assets.ProvidersJSON)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCatalogueIsComplete(t *testing.T) {
	c := catalogue(t)
	if n := len(c.All()); n != 39 {
		t.Errorf("%d providers, want 39", n)
	}
	for _, p := range c.All() {
		for _, s := range append(p.Incoming, p.Outgoing...) {
			if err := s.Validate(); err != nil {
				t.Errorf("%s: %v", p.ID, err)
			}
		}
		for _, link := range []string{p.SecretURL, p.EnableURL, p.HelpURL} {
			if link != "" && !strings.HasPrefix(link, "https://") {
				t.Errorf("%s: link %q", p.ID, link)
			}
		}
		a := mail.Address{Local: "zhang.wei", Domain: "corp.example"}
		list := c.Candidates(p.ID, a)
		if len(list) == 0 {
			t.Errorf("%s: no candidates", p.ID)
		}
		seen := make(map[mail.Candidate]bool)
		for _, got := range list {
			if err := got.Incoming.Validate(); err != nil || got.Outgoing.Validate() != nil {
				t.Errorf("%s: %+v: %v", p.ID, got, err)
			}
			if got.Incoming.Username == "" || seen[got] {
				t.Errorf("%s: no user name, or twice: %+v", p.ID, got)
			}
			seen[got] = true
		}
	}
}

func TestTextsKeepTheGrammarOfTheProduct(t *testing.T) {
	for _, p := range catalogue(t).All() {
		for _, text := range []string{p.Name["zh-CN"], p.Hint["zh-CN"], p.SecretTip["zh-CN"], p.EnableTip["zh-CN"]} {
			if strings.ContainsAny(text, "!！\"“”") || strings.Contains(text, "你") {
				t.Errorf("%s: %q", p.ID, text)
			}
		}
		for _, language := range []string{"zh-CN", "en"} {
			for _, tip := range []string{p.SecretTip[language], p.EnableTip[language]} {
				if strings.Count(tip, "「") != strings.Count(tip, "」") {
					t.Errorf("%s: unbalanced 「」 in %s", p.ID, language)
				}
			}
		}
	}
}

func TestFeaturedCardsFollowTheDrawing(t *testing.T) {
	want := []string{
		"腾讯企业邮箱|企业微信 · exmail.qq.com", "QQ 邮箱|需要授权码", "网易 163 / 126|需要授权码", "网易企业邮箱|qiye.163.com",
		"阿里企业邮箱|qiye.aliyun.com", "飞书邮箱|需要专用密码", "Gmail|用浏览器登录", "Microsoft 365|用浏览器登录", "Exchange 自建|用户名可与邮箱不同", "其他邮箱|自动查找服务器",
	}
	cards := catalogue(t).Featured()
	if len(cards) != len(want) {
		t.Fatalf("%d cards", len(cards))
	}
	for i, card := range cards {
		if got := card.Name["zh-CN"] + "|" + card.Hint["zh-CN"]; got != want[i] {
			t.Errorf("card %d: %q, want %q", i, got, want[i])
		}
	}
}

func TestByDomain(t *testing.T) {
	c := catalogue(t)
	for domain, want := range map[string]mail.ProviderID{
		"qq.com": "qq", "Foxmail.com": "qq", "vip.163.com": "netease_vip163", "gmail.com": "gmail", "hotmail.fr": "outlook_com",
		"outlook.com.br": "outlook_com", "yahoo.co.uk": "yahoo", "139.com": "139", "live.cn": "outlook_com", "exmail.qq.com": "tencent_exmail",
		"yahoo.co.jp": "", "live.studio": "", "notqq.com": "", "corp.example": "", "sub.gmail.com": "", "outlook.evil.example": "", "": "",
	} {
		if got, _ := c.ByDomain(domain); got.ID != want {
			t.Errorf("%q: %q, want %q", domain, got.ID, want)
		}
	}
}

func TestByMX(t *testing.T) {
	c := catalogue(t)
	for hosts, want := range map[string]mail.ProviderID{
		"mxbiz1.qq.com. mxbiz2.qq.com.":                      "tencent_exmail",
		"mx3.qq.com":                                         "qq",
		"hzmx01.mxmail.netease.com":                          "netease_qiye_hz",
		"qiye163mx02.mxmail.netease.com":                     "netease_qiye_classic",
		"163mx03.mxmail.netease.com":                         "netease_163",
		"corp.mxmail.netease.com":                            "netease_qiye_classic",
		"corp-com.mail.protection.outlook.com":               "m365",
		"hotmail-com.olc.protection.outlook.com":             "outlook_com",
		"corp-cn.mail.protection.partner.outlook.cn":         "m365_cn",
		"alt1.aspmx.l.google.com":                            "gmail",
		"mx1.feishu.cn":                                      "feishu",
		"us-smtp-inbound-1.mimecast.com":                     "",
		"mx1.iphmx.com corp-com.mail.protection.outlook.com": "m365",
		"mx.corp.example":                                    "",
		"evilqq.com":                                         "",
		"mxbiz1.qq.com.evil.example":                         "",
		"":                                                   "",
	} {
		if got, _ := c.ByMX(strings.Fields(hosts)); got.ID != want {
			t.Errorf("%q: %q, want %q", hosts, got.ID, want)
		}
	}
	if got := c.Gateway("us-smtp-inbound-1.MIMECAST.com."); got != "Mimecast" {
		t.Errorf("gateway %q", got)
	}
}

func TestKnownMistakeIsCorrected(t *testing.T) {
	c := catalogue(t)
	right, id, known := c.Correct("imap.EMAIL.qq.com")
	if right != "imap.exmail.qq.com" || id != "tencent_exmail" || !known {
		t.Errorf("%q %q %v", right, id, known)
	}
	if _, _, known := c.Correct("imap.exmail.qq.com"); known {
		t.Error("the right host is not a mistake")
	}
	if p, _ := c.ByHost("imap.exmail.qq.com"); p.ID != "tencent_exmail" {
		t.Errorf("by host: %q", p.ID)
	}
}

func first(list []mail.Candidate) string {
	if len(list) == 0 {
		return "nothing"
	}
	c := list[0]
	return fmt.Sprintf("%s %s %s %v", c.Incoming.URL(), c.Outgoing.URL(), c.Incoming.Username, c.Trusted)
}

func TestCandidates(t *testing.T) {
	c := catalogue(t)
	for _, test := range []struct {
		id      mail.ProviderID
		address string
		want    string
	}{
		{"tencent_exmail", "li@corp.example", "imaps://imap.exmail.qq.com:993 smtps://smtp.exmail.qq.com:465 li@corp.example true"},
		{"gmx", "a@gmx.com", "imaps://imap.gmx.com:993 smtps://mail.gmx.com:465 a@gmx.com true"},
		{"gmx", "a@gmx.de", "imaps://imap.gmx.net:993 smtps://mail.gmx.net:465 a@gmx.de true"},
		{"gmx", "a@web.de", "imaps://imap.web.de:993 smtp+starttls://smtp.web.de:587 a@web.de true"},
		{"zoho", "a@zoho.com", "imaps://imap.zoho.com:993 smtps://smtp.zoho.com:465 a@zoho.com true"},
		{"zoho", "a@corp.example", "imaps://imappro.zoho.com:993 smtps://smtppro.zoho.com:465 a@corp.example true"},
		{"sina", "a@vip.sina.com", "imaps://imap.vip.sina.com:993 smtps://smtp.vip.sina.com:465 a@vip.sina.com true"},
		{"generic", "a@corp.example", "imaps://imap.corp.example:993 smtps://smtp.corp.example:465 a@corp.example false"},
		{"nobody", "a@corp.example", "nothing"},
	} {
		a, err := mail.ParseAddress(test.address)
		if err != nil {
			t.Fatal(err)
		}
		if got := first(c.Candidates(test.id, a)); got != test.want {
			t.Errorf("%s %s: %s, want %s", test.id, test.address, got, test.want)
		}
	}
	a := mail.Address{Local: "a", Domain: "corp.example"}
	for mx, want := range map[string]string{
		"mx.zoho.eu":           "imaps://imappro.zoho.eu:993 smtps://smtppro.zoho.eu:465 a@corp.example false",
		"mx00.kundenserver.de": "imaps://imap.ionos.de:993 smtps://smtp.ionos.de:465 a@corp.example false",
		"mx1.pphosted.com":     "nothing",
	} {
		if got := first(c.CandidatesByMX([]string{mx}, a)); got != want {
			t.Errorf("%s: %s, want %s", mx, got, want)
		}
	}
	gmail := c.Candidates("gmail", mail.Address{Local: "a", Domain: "gmail.com"})
	if gmail[0].Incoming.Auth != mail.OAuth2 || gmail[2].Incoming.Auth != mail.PasswordAuth {
		t.Errorf("gmail: %+v", gmail)
	}
}

func TestLoadRefusesHoles(t *testing.T) {
	whole := string(assets.ProvidersJSON)
	for what, damage := range map[string][2]string{
		"a missing language":  {`"en": "QQ Mail"`, `"fr": "QQ Mail"`},
		"a clear text link":   {`https://mail.qq.com/`, `http://mail.qq.com/`},
		"an unknown source":   {`"url": "imaps://imap.qq.com:993", "sources": ["ISPDB"`, `"url": "imaps://imap.qq.com:993", "sources": ["NOWHERE"`},
		"clear text":          {`imaps://imap.qq.com:993`, `imap+plain://imap.qq.com:143`},
		"an unknown field":    {`"mark": "Q"`, `"marc": "Q"`},
		"a duplicate id":      {`"id": "netease_126"`, `"id": "netease_163"`},
		"a duplicate domain":  {`"vip.qq.com", "foxmail.com"`, `"vip.qq.com", "126.com"`},
		"a bad mistake":       {`"instead": "imap.exmail.qq.com"`, `"instead": "imap.other.example"`},
		"an unknown mx":       {`{"pattern": "mx1.qq.com", "provider": "qq"`, `{"pattern": "mx1.qq.com", "provider": "xx"`},
		"an unknown schema":   {`"schema": 1`, `"schema": 9`},
		"a switch and none":   {`"enable_url": "https://mail.qq.com/",`, `"enable_url": "https://mail.qq.com/", "always_on": true,`},
		"a missing page":      {`"enable_url": "https://mail.qq.com/",`, ``},
		"an uncited page":     {`"secret_url": ["GUIDE"], "enable_url": ["GUIDE"], "help_url": ["GUIDE"]`, `"secret_url": ["GUIDE"], "enable_url": [], "help_url": ["GUIDE"]`},
		"an uncited shape":    {`"shape": ["GUIDE", "ANGUS"], `, ``},
		"a bad shape":         {`"shape": "[A-Za-z]{16}"`, `"shape": "[A-Za-z{16}"`},
		"a needless unknown":  {`"unknown": ["secret_url", "enable_url", "help_url"]`, `"unknown": ["secret_url", "enable_url", "help_url", "mx"]`},
		"a found unknown":     {`"unknown": ["help_url"]`, `"unknown": ["help_url", "secret_url"]`},
		"an unsourced mx":     {`{"pattern": "mx1.qq.com", "provider": "qq", "confidence": "high", "sources": ["GOMX"]}`, `{"pattern": "mx1.qq.com", "provider": "qq", "confidence": "high"}`},
		"a browser unsaid":    {`"auth": ["oauth2", "password"]`, `"auth": ["password"]`},
		"a password unsaid":   {`"besides": "app-password",`, ``},
		"a domain user first": {`"usernames": ["address", "domain-user", "local"]`, `"usernames": ["domain-user", "local"]`},
	} {
		damaged := strings.Replace(whole, damage[0], damage[1], 1)
		if damaged == whole {
			t.Errorf("%s: the test does not damage anything", what)
		}
		if _, err := provider.Load([]byte(damaged)); err == nil {
			t.Errorf("%s was accepted", what)
		}
	}
}
