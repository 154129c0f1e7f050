package discover_test

import (
	"context"
	"net"
	"strings"
	"testing"

	"letterbox/mail"
)

// preferred are exchangers with a preference each: "10 mx.corp.example".
func preferred(records ...string) map[string][]*net.MX {
	var list []*net.MX
	for _, r := range records {
		preference, host, _ := strings.Cut(r, " ")
		list = append(list, &net.MX{Host: host, Pref: map[string]uint16{"5": 5, "10": 10, "20": 20}[preference]})
	}
	return map[string][]*net.MX{"corp.example": list}
}

// TestExchangersDecide is about which of several exchangers tells where the mailboxes are.
func TestExchangersDecide(t *testing.T) {
	for name, test := range map[string]struct {
		records  []string
		provider mail.ProviderID // "": the exchangers say nothing, and the usual name is found
	}{
		"one provider":                       {[]string{"10 mxbiz1.qq.com.", "20 mxbiz2.qq.com."}, "tencent_exmail"},
		"upper case and a dot":               {[]string{"10 MXBIZ1.QQ.COM."}, "tencent_exmail"},
		"a backup says nothing":              {[]string{"10 mail.corp.example.", "20 mxbiz1.qq.com."}, ""},
		"the order of the answer is none":    {[]string{"20 mxbiz1.qq.com.", "10 mail.corp.example."}, ""},
		"a gateway before the provider":      {[]string{"5 eu-smtp-inbound-1.mimecast.com.", "10 corp-example.mail.protection.outlook.com."}, "m365"},
		"a gateway before the own server":    {[]string{"5 mx1.iphmx.com.", "10 mail.corp.example.", "20 mxbiz1.qq.com."}, ""},
		"gateways alone":                     {[]string{"10 mxa-1.gslb.pphosted.com.", "10 mxb-1.gslb.pphosted.com."}, ""},
		"a provider beside the own server":   {[]string{"10 mail.corp.example.", "10 mxbiz1.qq.com."}, "tencent_exmail"},
		"none at all (RFC 7505)":             {[]string{"5 ."}, ""},
		"a stranger's that looks like one":   {[]string{"10 mxbiz1.qq.com.evil.example."}, ""},
		"the cluster in Hangzhou":            {[]string{"5 hzmx01.mxmail.netease.com.", "10 hzmx02.mxmail.netease.com."}, "netease_qiye_hz"},
		"the domain's own name at Barracuda": {[]string{"10 d1.ess.barracudanetworks.com."}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d, w := world(t, zone{mx: preferred(test.records...), hosts: map[string]bool{"mail.corp.example": true}}, nil)
			list, err := d.Discover(context.Background(), address(t, "li@corp.example"), "")
			if err != nil {
				t.Fatal(err)
			}
			want := "mx"
			if test.provider == "" {
				want = "guess"
			}
			if got := list[0]; got.Provider != test.provider || got.Source != want || got.Trusted {
				t.Errorf("%s %q %v", got.Source, got.Provider, got.Trusted)
			}
			asked := w.requests()
			for _, gateway := range []string{"mimecast", "iphmx", "pphosted", "barracuda"} {
				if strings.Contains(asked, gateway) {
					t.Errorf("a gateway's vendor was asked: %s", asked)
				}
			}
		})
	}
}

// origin is a short form of an origin.
func origin(o mail.Origin) string {
	trust := "untrusted"
	if o.Trusted {
		trust = "trusted"
	}
	return strings.Join(strings.Fields(o.Source+" "+o.Where+" "+trust), " ")
}

func TestEachValueHasItsOrigin(t *testing.T) {
	elsewhere := strings.ReplaceAll(corpXML, "<hostname>mail.corp.example", "<hostname>mail.hoster.example")
	for name, test := range map[string]struct {
		zone               zone
		files              map[string]string
		in, out, user, all string
	}{
		"configuration": {
			zone{},
			map[string]string{autoconfigPath: corpXML},
			"autoconfig https://autoconfig.corp.example/mail/config-v1.1.xml trusted", "autoconfig https://autoconfig.corp.example/mail/config-v1.1.xml trusted",
			"autoconfig https://autoconfig.corp.example/mail/config-v1.1.xml trusted", "autoconfig trusted",
		},
		"one stranger's host": {
			zone{},
			map[string]string{ispdbPath: elsewhere},
			"ispdb https://autoconfig.thunderbird.net/v1.1/corp.example trusted", "ispdb https://autoconfig.thunderbird.net/v1.1/corp.example untrusted",
			"ispdb https://autoconfig.thunderbird.net/v1.1/corp.example trusted", "ispdb untrusted",
		},
		"an unusual port": {
			zone{},
			map[string]string{autoconfigPath: strings.ReplaceAll(corpXML, "587", "2525")},
			"autoconfig https://autoconfig.corp.example/mail/config-v1.1.xml trusted", "autoconfig https://autoconfig.corp.example/mail/config-v1.1.xml untrusted",
			"autoconfig https://autoconfig.corp.example/mail/config-v1.1.xml trusted", "autoconfig untrusted",
		},
		"exchangers": {
			zone{mx: mx("mxbiz1.qq.com.")},
			nil,
			"mx mxbiz1.qq.com untrusted", "mx mxbiz1.qq.com untrusted", "mx mxbiz1.qq.com untrusted", "mx untrusted",
		},
		"the exchanger's hoster": {
			zone{mx: mx("mx1.hoster.example.")},
			map[string]string{"/autoconfig.thunderbird.net/v1.1/hoster.example": corpXML},
			"mx hoster.example untrusted", "mx hoster.example untrusted", "mx hoster.example trusted", "mx untrusted",
		},
		"services, one elsewhere": {
			zone{srv: map[string][]*net.SRV{
				"_imaps._tcp.corp.example":       {{Target: "imap.corp.example.", Port: 993}},
				"_submissions._tcp.corp.example": {{Target: "smtp.hoster.example.", Port: 465}},
			}},
			nil,
			"srv corp.example trusted", "srv corp.example untrusted", "typed trusted", "srv untrusted",
		},
		"usual names": {
			zone{hosts: map[string]bool{"mail.corp.example": true}},
			nil,
			"guess corp.example untrusted", "guess corp.example untrusted", "guess corp.example untrusted", "guess untrusted",
		},
	} {
		t.Run(name, func(t *testing.T) {
			d, _ := world(t, test.zone, test.files)
			list, err := d.Discover(context.Background(), address(t, "li@corp.example"), "")
			if err != nil {
				t.Fatal(err)
			}
			c := list[0]
			whole := origin(mail.Origin{Source: c.Source, Trusted: c.Trusted})
			if in, out, user := origin(c.Origins.Incoming), origin(c.Origins.Outgoing), origin(c.Origins.Username); in != test.in || out != test.out || user != test.user || whole != test.all {
				t.Errorf("%s\n%s\n%s\n%s", in, out, user, whole)
			}
		})
	}
}

func TestPOP3ComesAfterIMAP(t *testing.T) {
	services := zone{srv: map[string][]*net.SRV{
		"_pop3s._tcp.corp.example":       {{Target: "pop.corp.example.", Port: 995}},
		"_imap._tcp.corp.example":        {{Target: "imap.corp.example.", Port: 143}},
		"_submissions._tcp.corp.example": {{Target: "smtp.corp.example.", Port: 465}, {Target: "smtp2.corp.example.", Port: 465}},
	}}
	all := map[string]bool{"mail.corp.example": true, "imap.corp.example": true, "pop.corp.example": true, "smtp.corp.example": true}
	for name, test := range map[string]struct {
		address string
		chosen  mail.ProviderID
		zone    zone
		files   map[string]string
	}{
		"a preset":         {"li@gmail.com", "", zone{}, nil},
		"a configuration":  {"li@corp.example", "", zone{}, map[string]string{autoconfigPath: corpXML}},
		"services":         {"li@corp.example", "", services, nil},
		"a chosen product": {"li@corp.example", "exchange_onprem", zone{hosts: all}, nil},
		"usual names":      {"li@corp.example", "", zone{hosts: all}, nil},
	} {
		d, _ := world(t, test.zone, test.files)
		list, err := d.Discover(context.Background(), address(t, test.address), test.chosen)
		if err != nil {
			t.Fatal(err)
		}
		var order string
		for _, c := range list {
			order += map[mail.Protocol]string{mail.IMAP: "i", mail.POP3: "p"}[c.Incoming.Protocol]
		}
		if imap, pop3 := strings.Count(order, "i"), strings.Count(order, "p"); imap == 0 || pop3 == 0 || order != strings.Repeat("i", imap)+strings.Repeat("p", pop3) {
			t.Errorf("%s: %s", name, order)
		}
	}
}

func TestAMistakenHostIsCorrectedWhereverItIsFound(t *testing.T) {
	mistaken := strings.NewReplacer("mail.%EMAILDOMAIN%", "imap.email.qq.com", "mail.corp.example", "smtp.email.qq.com").Replace(corpXML)
	d, _ := world(t, zone{}, map[string]string{autoconfigPath: mistaken})
	list, err := d.Discover(context.Background(), address(t, "li@corp.example"), "")
	if err != nil {
		t.Fatal(err)
	}
	if got := short(list); got != `autoconfig false "tencent_exmail" imaps://imap.exmail.qq.com:993 smtp+starttls://smtp.exmail.qq.com:587 li` {
		t.Error(got)
	}
}

func TestAddressesInEveryDress(t *testing.T) {
	for typed, want := range map[string]string{
		" Li@CORP.example. ":  "mail.corp.example",
		"li＠ｃｏｒｐ．ｅｘａｍｐｌｅ":     "mail.corp.example",
		"li@corp。example":     "mail.corp.example",
		"li@例子.公司":            "mail.xn--fsqu00a.xn--55qx5d",
		"li@EXÄMPLE.example":  "mail.xn--exmple-cua.example",
		"li@xn--fsqu00a.公司":   "mail.xn--fsqu00a.xn--55qx5d",
		"li@sub.corp.example": "mail.sub.corp.example",
	} {
		hosts := map[string]bool{want: true}
		d, _ := world(t, zone{hosts: hosts}, nil)
		list, err := d.Discover(context.Background(), address(t, typed), "")
		if err != nil || list[0].Incoming.Host != want {
			t.Errorf("%s: %v %v", typed, list, err)
		}
	}
	d, _ := world(t, zone{}, nil)
	for _, a := range []mail.Address{{}, {Local: "li"}, {Domain: "corp.example"}, {Local: "li", Domain: "a..b"}, {Local: "li", Domain: strings.Repeat("a", 64) + ".example"}, {Local: "li", Domain: "cörp_.example"}} {
		if _, err := d.Discover(context.Background(), a, ""); mail.ProblemOf(err).Code != mail.AddressInvalid {
			t.Errorf("%+v: %v", a, err)
		}
	}
}
