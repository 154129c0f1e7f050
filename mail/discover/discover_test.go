package discover_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/discover"
)

const (
	autoconfigPath = "/autoconfig.corp.example/mail/config-v1.1.xml"
	wellKnownPath  = "/corp.example/.well-known/autoconfig/mail/config-v1.1.xml"
	ispdbPath      = "/autoconfig.thunderbird.net/v1.1/corp.example"
)

func mx(hosts ...string) map[string][]*net.MX {
	var list []*net.MX
	for i, h := range hosts {
		list = append(list, &net.MX{Host: h, Pref: uint16(10 * (i + 1))})
	}
	return map[string][]*net.MX{"corp.example": list}
}

func short(list []mail.Candidate) string {
	if len(list) == 0 {
		return "nothing"
	}
	c := list[0]
	return fmt.Sprintf("%s %v %q %s %s %s", c.Source, c.Trusted, c.Provider, c.Incoming.URL(), c.Outgoing.URL(), c.Incoming.Username)
}

func TestDiscover(t *testing.T) {
	all := zone{
		mx:    mx("mxbiz1.qq.com.", "mxbiz2.qq.com."),
		hosts: map[string]bool{"imap.corp.example": true, "smtp.corp.example": true, "mail.corp.example": true},
		srv: map[string][]*net.SRV{
			"_imaps._tcp.corp.example":       {{Target: "imap.corp.example.", Port: 993}},
			"_submissions._tcp.corp.example": {{Target: "smtp.corp.example.", Port: 465}},
		},
	}
	elsewhere := strings.ReplaceAll(corpXML, "mail.corp.example", "mail.hoster.example")
	for _, test := range []struct {
		name    string
		address string
		chosen  mail.ProviderID
		zone    zone
		files   map[string]string
		want    string
	}{
		{
			"a known domain asks nobody", "zhang@qq.com", "",
			zone{down: true},
			nil,
			`preset true "qq" imaps://imap.qq.com:993 smtps://smtp.qq.com:465 zhang@qq.com`,
		},
		{
			"the domain's provider wins over a wrong choice", "zhang@126.com", "netease_163", all, nil,
			`preset true "netease_126" imaps://imap.126.com:993 smtps://smtp.126.com:465 zhang@126.com`,
		},
		{
			"the choice is trusted, offline too", "li@corp.example", "tencent_exmail",
			zone{down: true},
			nil,
			`preset true "tencent_exmail" imaps://imap.exmail.qq.com:993 smtps://smtp.exmail.qq.com:465 li@corp.example`,
		},
		{
			"the exchangers tell the cluster of the chosen provider", "li@corp.example", "netease_qiye_classic",
			zone{mx: mx("hzmx01.mxmail.netease.com")},
			nil,
			`preset true "netease_qiye_hz" imaps://imaphz.qiye.163.com:993 smtps://smtphz.qiye.163.com:465 li@corp.example`,
		},
		{
			"the domain's own configuration beats all", "li@corp.example", "", all,
			map[string]string{autoconfigPath: corpXML, ispdbPath: elsewhere},
			`autoconfig true "" imaps://mail.corp.example:993 smtp+starttls://mail.corp.example:587 li`,
		},
		{
			"well-known will do", "li@corp.example", "", all,
			map[string]string{wellKnownPath: corpXML},
			`autoconfig true "" imaps://mail.corp.example:993 smtp+starttls://mail.corp.example:587 li`,
		},
		{
			"a stranger's host needs consent", "li@corp.example", "", all,
			map[string]string{autoconfigPath: elsewhere},
			`autoconfig false "" imaps://mail.corp.example:993 smtp+starttls://mail.hoster.example:587 li`,
		},
		{
			"a database", "li@corp.example", "", all,
			map[string]string{ispdbPath: corpXML},
			`ispdb true "" imaps://mail.corp.example:993 smtp+starttls://mail.corp.example:587 li`,
		},
		{
			"exchangers of a provider", "li@corp.example", "", all, nil,
			`mx false "tencent_exmail" imaps://imap.exmail.qq.com:993 smtps://smtp.exmail.qq.com:465 li@corp.example`,
		},
		{
			"the database knows the exchanger's domain", "li@corp.example", "",
			zone{mx: mx("mx1.eu.hoster.example")},
			map[string]string{"/autoconfig.thunderbird.net/v1.1/hoster.example": elsewhere},
			`mx false "" imaps://mail.corp.example:993 smtp+starttls://mail.hoster.example:587 li`,
		},
		{
			"a gateway says nothing", "li@corp.example", "",
			zone{mx: mx("eu.mimecast.com"), srv: all.srv},
			map[string]string{"/autoconfig.thunderbird.net/v1.1/mimecast.com": elsewhere},
			`srv true "" imaps://imap.corp.example:993 smtps://smtp.corp.example:465 li@corp.example`,
		},
		{
			"services of another domain need consent", "li@corp.example", "",
			zone{srv: map[string][]*net.SRV{
				"_imap._tcp.corp.example":       {{Target: "imap.hoster.example.", Port: 143}},
				"_imaps._tcp.corp.example":      {{Target: ".", Port: 0}},
				"_submission._tcp.corp.example": {{Target: "smtp.hoster.example.", Port: 587}},
			}},
			nil,
			`srv false "" imap+starttls://imap.hoster.example:143 smtp+starttls://smtp.hoster.example:587 li@corp.example`,
		},
		{
			"names that exist", "li@corp.example", "",
			zone{hosts: map[string]bool{"mail.corp.example": true}},
			nil,
			`guess false "" imaps://mail.corp.example:993 smtps://mail.corp.example:465 li@corp.example`,
		},
		{
			"another name of a provider's host", "li@corp.example", "",
			zone{alias: map[string]string{"imap.corp.example": "imap.qiye.aliyun.com."}},
			nil,
			`guess false "alibaba_qiye" imaps://imap.qiye.aliyun.com:993 smtps://smtp.qiye.aliyun.com:465 li@corp.example`,
		},
		{
			"a chosen product is remembered", "li@corp.example", "exchange_onprem",
			zone{hosts: map[string]bool{"mail.corp.example": true}},
			nil,
			`guess false "exchange_onprem" imaps://mail.corp.example:993 smtp+starttls://mail.corp.example:587 li@corp.example`,
		},
		{
			"a domain in Chinese", "li@例子.公司", "",
			zone{hosts: map[string]bool{"mail.xn--fsqu00a.xn--55qx5d": true}},
			nil,
			`guess false "" imaps://mail.xn--fsqu00a.xn--55qx5d:993 smtps://mail.xn--fsqu00a.xn--55qx5d:465 li@例子.公司`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, _ := world(t, test.zone, test.files)
			list, err := d.Discover(context.Background(), address(t, test.address), test.chosen)
			if err != nil {
				t.Fatal(err)
			}
			if got := short(list); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			for _, c := range list {
				if c.Incoming.Security == mail.Plain || c.Outgoing.Security == mail.Plain {
					t.Errorf("clear text: %+v", c)
				}
			}
		})
	}
}

func TestNothingFoundIsNotOffline(t *testing.T) {
	d, _ := world(t, zone{}, nil)
	_, err := d.Discover(context.Background(), address(t, "li@corp.example"), "")
	if p := mail.ProblemOf(err); p.Code != mail.NothingFound || p.Stage != mail.StageDiscover {
		t.Errorf("everybody answered: %v", err)
	}
	// No web and no name service: nobody could be asked.
	client := &http.Client{Transport: unplugged{}}
	d, err = discover.New(discover.Config{Catalogue: catalogue(t), Resolver: zone{down: true}, HTTP: client, Limit: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.Discover(context.Background(), address(t, "li@corp.example"), "")
	if p := mail.ProblemOf(err); p.Code != mail.Offline || p.Retry != mail.RetryLater {
		t.Errorf("nobody answered: %v", err)
	}
}

// unplugged fails as a computer without a network does.
type unplugged struct{}

func (unplugged) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, &net.DNSError{Err: "temporary failure", IsTemporary: true}
}

func TestSilenceEndsAtTheLimit(t *testing.T) {
	d, err := discover.New(discover.Config{Catalogue: catalogue(t), Resolver: zone{slow: true}, HTTP: &http.Client{Transport: silent{}}, Limit: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.Discover(context.Background(), address(t, "li@corp.example"), "")
	if p := mail.ProblemOf(err); p.Code != mail.Offline {
		t.Errorf("silence: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err = d.Discover(ctx, address(t, "li@corp.example"), ""); !mail.IsCanceled(err) {
		t.Errorf("cancelled: %v", err)
	}
}

// silent never answers.
type silent struct{}

func (silent) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func TestASlowBetterSourceDoesNotHoldUpTheAnswer(t *testing.T) {
	d, err := discover.New(discover.Config{
		Catalogue: catalogue(t), Resolver: zone{mx: mx("mxbiz1.qq.com")}, HTTP: &http.Client{Transport: silent{}},
		Limit: time.Hour, Grace: 20 * time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	list, err := d.Discover(context.Background(), address(t, "li@corp.example"), "")
	if err != nil || list[0].Source != "mx" {
		t.Errorf("%v %v", list, err)
	}
}

func TestOnlyTheDomainLearnsTheAddress(t *testing.T) {
	d, w := world(t, zone{mx: mx("mx.hoster.example")}, nil)
	_, err := d.Discover(context.Background(), address(t, "li@corp.example"), "")
	if p := mail.ProblemOf(err); p.Code != mail.NothingFound {
		t.Fatal(err)
	}
	for uri := range strings.SplitSeq(w.requests(), "\n") {
		own := strings.HasPrefix(uri, "/autoconfig.corp.example/") || strings.HasPrefix(uri, "/corp.example/")
		if tells := strings.Contains(uri, "li%40") || strings.Contains(uri, "li@"); tells && !own {
			t.Errorf("told a stranger: %s", uri)
		}
	}
}

func TestOfflineUsesTheCatalogueOnly(t *testing.T) {
	d, err := discover.New(discover.Config{Catalogue: catalogue(t), Resolver: zone{mx: mx("mxbiz1.qq.com")}, Offline: true})
	if err != nil {
		t.Fatal(err)
	}
	if list, err := d.Discover(context.Background(), address(t, "a@gmail.com"), ""); err != nil || list[0].Provider != "gmail" {
		t.Errorf("%v %v", list, err)
	}
	_, err = d.Discover(context.Background(), address(t, "li@corp.example"), "")
	if p := mail.ProblemOf(err); p.Code != mail.Offline {
		t.Errorf("%v", err)
	}
}

func TestRedirectsStayProtected(t *testing.T) {
	plain := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { _, _ = rw.Write([]byte(corpXML)) }))
	defer plain.Close()
	protected := httptest.NewTLSServer(web{files: map[string]string{autoconfigPath: "-> " + plain.URL}, asked: make(chan string, 100)})
	defer protected.Close()
	d, err := discover.New(discover.Config{Catalogue: catalogue(t), Resolver: zone{}, HTTP: protected.Client(), HTTPRoot: protected.URL})
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.Discover(context.Background(), address(t, "li@corp.example"), "")
	if p := mail.ProblemOf(err); p.Code != mail.NothingFound {
		t.Errorf("a redirect to clear text was followed: %v", err)
	}
}

func TestAHugeFileIsRefused(t *testing.T) {
	huge := corpXML + strings.Repeat(" ", 1<<20)
	d, _ := world(t, zone{}, map[string]string{autoconfigPath: huge})
	_, err := d.Discover(context.Background(), address(t, "li@corp.example"), "")
	if p := mail.ProblemOf(err); p.Code != mail.NothingFound {
		t.Errorf("%v", err)
	}
}
