package acceptance

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// published is a configuration file that names a host for everything.
func published(host string) string {
	return `<clientConfig version="1.1"><emailProvider id="x">
<incomingServer type="imap"><hostname>` + host + `</hostname><port>993</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication></incomingServer>
<outgoingServer type="smtp"><hostname>` + host + `</hostname><port>465</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication></outgoingServer>
</emailProvider></clientConfig>`
}

// firstHosts are the hosts of the collected providers that everybody should be proposed first.
func firstHosts(t *testing.T) map[string][2]string {
	t.Helper()
	text, err := os.ReadFile(mailtest.SharedData(t, "providers.json"))
	if err != nil {
		t.Fatal(err)
	}
	var collected struct {
		Providers []struct {
			ID      string `json:"id"`
			Servers []struct {
				Protocol string `json:"proto"`
				Host     string `json:"host"`
			} `json:"servers"`
		} `json:"providers"`
	}
	if err := json.Unmarshal(text, &collected); err != nil {
		t.Fatal(err)
	}
	hosts := map[string][2]string{}
	for _, p := range collected.Providers {
		first := hosts[p.ID]
		for _, s := range p.Servers {
			if i := slices.Index([]string{"imap", "smtp"}, s.Protocol); i >= 0 && first[i] == "" {
				first[i] = s.Host
			}
		}
		hosts[p.ID] = first
	}
	return hosts
}

// company is a domain and what discovery has to propose first for it.
type company struct {
	address, provider, source string
	in, out                   string // hosts
	trusted                   bool
}

// regional are the hosts that depend on more than the provider: the region of the exchanger, or the hoster.
var regional = map[string][2]string{
	".zoho.com": {"imappro.zoho.com", "smtppro.zoho.com"}, ".zoho.eu": {"imappro.zoho.eu", "smtppro.zoho.eu"}, ".zoho.in": {"imappro.zoho.in", "smtppro.zoho.in"},
	".zoho.com.au": {"imappro.zoho.com.au", "smtppro.zoho.com.au"}, ".zoho.jp": {"imappro.zoho.jp", "smtppro.zoho.jp"},
	".zoho.com.cn": {"imappro.zoho.com.cn", "smtppro.zoho.com.cn"}, ".kundenserver.de": {"imap.ionos.de", "smtp.ionos.de"},
	".secureserver.net": {"imap.secureserver.net", "smtpout.secureserver.net"},
}

// companies gives each pattern of exchangers a domain whose mail goes there. Behind a gateway the domain tells its
// servers itself.
func companies(t *testing.T, e *elsewhere) []company {
	t.Helper()
	hosts := firstHosts(t)
	var list []company
	for i, row := range mailtest.SharedTable(t, "mx.tsv") {
		domain := fmt.Sprintf("firma%02d.example", i)
		pattern, provider := row["mx_pattern"], row["provider_id"]
		exchanger := strings.ReplaceAll(pattern, "*", "01") + "."
		if strings.HasPrefix(pattern, ".") {
			exchanger = "a" + exchanger
		}
		e.mx[domain] = []string{"20 backup.elsewhere.example.", "10 " + exchanger}
		c := company{address: "li@" + domain, provider: provider, source: "mx", in: hosts[provider][0], out: hosts[provider][1]}
		if there, depends := regional[pattern]; depends {
			c.in, c.out = there[0], there[1]
		}
		if provider == "gateway" {
			e.srv["_imaps._tcp."+domain], e.srv["_submissions._tcp."+domain] = "mail."+domain+".:993", "mail."+domain+".:465"
			c.provider, c.source, c.in, c.out, c.trusted = "", "srv", "mail."+domain, "mail."+domain, true
		}
		c.in, c.out = strings.ReplaceAll(c.in, "{domain}", domain), strings.ReplaceAll(c.out, "{domain}", domain)
		list = append(list, c)
	}
	return list
}

// others are domains that need no exchanger, or have a strange one.
func others(e *elsewhere) []company {
	e.pages["/autoconfig.own.example/mail/config-v1.1.xml"] = published("mail.own.example")
	e.mx["own.example"] = []string{"10 mxbiz1.qq.com."}
	e.pages["/well.example/.well-known/autoconfig/mail/config-v1.1.xml"] = published("mail.well.example")
	e.pages["/autoconfig.thunderbird.net/v1.1/listed.example"] = published("mail.listed.example")
	e.pages["/autoconfig.moved.example/mail/config-v1.1.xml"] = "-> https://www.hoster.example/moved.xml"
	e.pages["/www.hoster.example/moved.xml"] = published("mail.moved.example")
	e.pages["/autoconfig.thunderbird.net/v1.1/hoster.example"] = published("mail.hoster.example")
	e.mx["hosted.example"] = []string{"10 mx1.eu.hoster.example."}
	e.mx["backed.example"], e.hosts["mail.backed.example"] = []string{"10 mail.backed.example.", "20 mxbiz1.qq.com."}, true
	e.srv["_imaps._tcp.strange.example"], e.srv["_submission._tcp.strange.example"] = "imap.hoster.example.:993", "smtp.hoster.example.:587"
	e.srv["_imaps._tcp.none.example"], e.hosts["imap.none.example"], e.hosts["smtp.none.example"] = ".:0", true, true
	e.alias["imap.named.example"] = "imap.qiye.aliyun.com"
	e.hosts["mail.xn--fsqu00a.xn--55qx5d"] = true
	e.pages["/autoconfig.guided.example/mail/config-v1.1.xml"] = strings.Replace(published("imap.email.qq.com"), "<hostname>imap.email.qq.com</hostname><port>465", "<hostname>smtp.email.qq.com</hostname><port>465", 1)
	return []company{
		{"li@own.example", "", "autoconfig", "mail.own.example", "mail.own.example", true},
		{"li@well.example", "", "autoconfig", "mail.well.example", "mail.well.example", true},
		{"li@listed.example", "", "ispdb", "mail.listed.example", "mail.listed.example", true},
		{"li@moved.example", "", "autoconfig", "mail.moved.example", "mail.moved.example", false},
		{"li@hosted.example", "", "mx", "mail.hoster.example", "mail.hoster.example", false},
		{"li@backed.example", "", "guess", "mail.backed.example", "mail.backed.example", false},
		{"li@strange.example", "", "srv", "imap.hoster.example", "smtp.hoster.example", false},
		{"li@none.example", "", "guess", "imap.none.example", "smtp.none.example", false},
		{"li@named.example", "alibaba_qiye", "guess", "imap.qiye.aliyun.com", "smtp.qiye.aliyun.com", false},
		{"li@例子.公司", "", "guess", "mail.xn--fsqu00a.xn--55qx5d", "mail.xn--fsqu00a.xn--55qx5d", false},
		{"li@guided.example", "tencent_exmail", "autoconfig", "imap.exmail.qq.com", "smtp.exmail.qq.com", false},
		{" ＬＩ@QQ．com. ", "qq", "preset", "imap.qq.com", "smtp.qq.com", true},
		{"li@outlook.com.br", "outlook_com", "preset", "outlook.office365.com", "smtp-mail.outlook.com", true},
	}
}

// first is the first candidate of a discovery.
func first(r result) company {
	list, _ := r.last()["candidates"].([]any)
	if len(list) == 0 {
		return company{source: string(r.code())}
	}
	c, _ := list[0].(map[string]any)
	host := func(side string) string {
		servers, _ := c[side].([]any)
		server, _ := servers[0].(map[string]any)
		name, _ := server["host"].(string)
		return name
	}
	found := company{in: host("incoming"), out: host("outgoing")}
	found.provider, _ = c["provider"].(string)
	found.source, _ = c["source"].(string)
	found.trusted, _ = c["trusted"].(bool)
	return found
}

// TestDiscover proposes the right servers first, for a domain of every kind of exchanger and for those that tell by
// other ways.
func TestDiscover(t *testing.T) {
	e := newElsewhere(t)
	all := append(companies(t, e), others(e)...)
	if len(all) < 60 {
		t.Fatalf("only %d domains", len(all))
	}
	p := newProfile(t, "")
	for _, want := range all {
		r := p.run("", append([]string{"discover", want.address}, e.flags()...)...)
		got := first(r)
		got.address = want.address
		if r.status != 0 || got != want {
			t.Errorf("exit %d\ngot  %+v\nwant %+v", r.status, got, want)
		}
		if asked := e.requests(); want.source == "preset" && len(asked) > 0 {
			t.Errorf("%s: a known domain needs no network: %v", want.address, asked)
		}
	}
}

// TestDiscoverSaysWhyNot tells what was wrong from what is missing.
func TestDiscoverSaysWhyNot(t *testing.T) {
	e := newElsewhere(t)
	e.mx["nowhere.example"] = []string{"0 ."}
	e.pages["/autoconfig.open.example/mail/config-v1.1.xml"] = strings.ReplaceAll(published("mail.open.example"), "SSL", "plain")
	e.pages["/autoconfig.huge.example/mail/config-v1.1.xml"] = published("mail.huge.example") + strings.Repeat(" ", 1<<20)
	e.pages["/autoconfig.lost.example/mail/config-v1.1.xml"] = "-> http://autoconfig.lost.example/mail.xml"
	e.pages["/autoconfig.lost.example/mail.xml"] = published("mail.lost.example")
	p := newProfile(t, "")
	for address, test := range map[string]struct {
		code   mail.Code
		status int
		flags  []string
	}{
		"li@nowhere.example": {mail.NothingFound, 18, e.flags()},
		"li@open.example":    {mail.NothingFound, 18, e.flags()},
		"li@huge.example":    {mail.NothingFound, 18, e.flags()},
		"li@lost.example":    {mail.NothingFound, 18, e.flags()},
		"li@off.example":     {mail.Offline, 14, append(e.flags(), "--offline")},
		"li@":                {mail.AddressInvalid, 2, e.flags()},
		"li qq.com":          {mail.AddressInvalid, 2, e.flags()},
		"l i@qq.com":         {mail.AddressInvalid, 2, e.flags()},
		"li@-qq-.com":        {mail.AddressInvalid, 2, e.flags()},
	} {
		if r := p.run("", append([]string{"discover", address}, test.flags...)...); r.code() != test.code || r.status != test.status {
			t.Errorf("%s: %s, exit %d: %s", address, r.code(), r.status, r.stderr)
		}
	}
}

// TestDiscoverTellsPeopleWhereEachValueComesFrom reads what is printed for people, in both languages.
func TestDiscoverTellsPeopleWhereEachValueComesFrom(t *testing.T) {
	e := newElsewhere(t)
	e.mx["firma.example"] = []string{"10 mxbiz1.qq.com."}
	p := newProfile(t, "")
	p.sentences = true
	for language, want := range map[string][]string{
		"en":    {"1. Tencent corporate mail", "imaps://imap.exmail.qq.com:993  Concluded from the domain's mail record (mxbiz1.qq.com); needs your consent", "User name  li@firma.example", "before a password is sent"},
		"zh-CN": {"1. 腾讯企业邮箱", "收信  imaps://imap.exmail.qq.com:993  根据域名的收信记录推断（mxbiz1.qq.com），需要您确认", "用户名  li@firma.example", "发送密码之前"},
	} {
		r := p.must("", append([]string{"discover", "li@firma.example", "--lang", language}, e.flags()...)...)
		for _, sentence := range want {
			if !strings.Contains(r.stdout, sentence) {
				t.Errorf("%s: %q is missing in\n%s", language, sentence, r.stdout)
			}
		}
	}
}
