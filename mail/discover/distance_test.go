package discover_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"letterbox/mail"
	"letterbox/mail/discover"
)

// trip is how long one exchange with a server takes.
const trip = 50 * time.Millisecond

// far is a name service at a distance: each answer takes a trip.
type far struct{ zone }

// travel waits for some trips.
func travel(ctx context.Context, trips int) error {
	arrived := time.NewTimer(time.Duration(trips) * trip)
	defer arrived.Stop()
	select {
	case <-arrived.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (f far) LookupHost(ctx context.Context, host string) ([]string, error) {
	if err := travel(ctx, 1); err != nil {
		return nil, err
	}
	return f.zone.LookupHost(ctx, host)
}

func (f far) LookupCNAME(ctx context.Context, host string) (string, error) {
	if err := travel(ctx, 1); err != nil {
		return "", err
	}
	return f.zone.LookupCNAME(ctx, host)
}

func (f far) LookupMX(ctx context.Context, name string) ([]*net.MX, error) {
	if err := travel(ctx, 1); err != nil {
		return nil, err
	}
	return f.zone.LookupMX(ctx, name)
}

func (f far) LookupSRV(ctx context.Context, service, proto, name string) (string, []*net.SRV, error) {
	if err := travel(ctx, 1); err != nil {
		return "", nil, err
	}
	return f.zone.LookupSRV(ctx, service, proto, name)
}

// farWeb is the web at a distance: a trip each for the name, the connection, the handshake and the page. Pages are by
// host and path; a host without any does not exist, "-> URL" is a redirect, and "…" never answers.
type farWeb map[string]string

// hostTrips and pageTrips are what a host that does not exist and a page cost.
const (
	hostTrips = 1
	pageTrips = 4
)

// RoundTrip implements http.RoundTripper.
func (w farWeb) RoundTrip(r *http.Request) (*http.Response, error) {
	text, found := w[r.URL.Host+r.URL.Path]
	exists := found
	for page := range w {
		exists = exists || strings.HasPrefix(page, r.URL.Host+"/")
	}
	if !exists {
		if err := travel(r.Context(), hostTrips); err != nil {
			return nil, err
		}
		return nil, &net.DNSError{Err: "no such host", Name: r.URL.Host, IsNotFound: true}
	}
	if text == "…" {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	if err := travel(r.Context(), pageTrips); err != nil {
		return nil, err
	}
	answer := &http.Response{StatusCode: http.StatusNotFound, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(text)), Request: r}
	to, redirect := strings.CutPrefix(text, "-> ")
	switch {
	case redirect:
		answer.StatusCode = http.StatusFound
		answer.Header.Set("Location", to)
	case found:
		answer.StatusCode = http.StatusOK
	}
	return answer, nil
}

// distant are the kinds of domain, and how many exchanges follow one upon another until the answer.
var distant = []struct {
	name    string
	address string
	chosen  mail.ProviderID
	zone    zone
	web     farWeb
	source  string // "" for nothing
	trips   int
}{
	{name: "a known domain", address: "li@qq.com", source: "preset", trips: 0},
	{name: "a chosen provider", address: "li@corp.example", chosen: "tencent_exmail", source: "preset", trips: 0},
	{
		name: "a chosen provider of several clusters", address: "li@corp.example", chosen: "netease_qiye_classic",
		zone: zone{mx: mx("hzmx01.mxmail.netease.com")}, source: "preset", trips: 1,
	},
	{
		name: "its own configuration", address: "li@corp.example", source: "autoconfig", trips: pageTrips,
		web: farWeb{"autoconfig.corp.example/mail/config-v1.1.xml": corpXML, "corp.example/": "", "autoconfig.thunderbird.net/": ""},
	},
	{
		name: "its own configuration elsewhere", address: "li@corp.example", source: "autoconfig", trips: pageTrips,
		web: farWeb{"corp.example/.well-known/autoconfig/mail/config-v1.1.xml": corpXML, "autoconfig.thunderbird.net/": ""},
	},
	{
		name: "a redirect", address: "li@corp.example", source: "autoconfig", trips: 2 * pageTrips,
		web: farWeb{
			"autoconfig.corp.example/mail/config-v1.1.xml": "-> https://www.corp.example/mail.xml", "www.corp.example/mail.xml": corpXML,
			"corp.example/": "", "autoconfig.thunderbird.net/": "",
		},
	},
	{
		name: "the database", address: "li@corp.example", source: "ispdb", trips: pageTrips,
		web: farWeb{"corp.example/": "", "autoconfig.thunderbird.net/v1.1/corp.example": corpXML},
	},
	{
		name: "a known exchanger", address: "li@corp.example", source: "mx", trips: pageTrips,
		zone: zone{mx: mx("mxbiz1.qq.com.")}, web: farWeb{"corp.example/": "", "autoconfig.thunderbird.net/": ""},
	},
	{
		name: "the database knows the exchanger's domain", address: "li@corp.example", source: "mx", trips: 1 + pageTrips,
		zone: zone{mx: mx("mx1.eu.hoster.example")},
		web:  farWeb{"corp.example/": "", "hoster.example/": "", "autoconfig.thunderbird.net/v1.1/hoster.example": corpXML},
	},
	{
		name: "services", address: "li@corp.example", source: "srv", trips: 1 + pageTrips,
		zone: zone{mx: mx("mx1.hoster.example"), srv: map[string][]*net.SRV{
			"_imaps._tcp.corp.example":       {{Target: "imap.corp.example.", Port: 993}},
			"_submissions._tcp.corp.example": {{Target: "smtp.corp.example.", Port: 465}},
		}},
		web: farWeb{"corp.example/": "", "autoconfig.thunderbird.net/": ""},
	},
	{
		name: "usual names", address: "li@corp.example", source: "guess", trips: 1 + pageTrips,
		zone: zone{mx: mx("mx1.hoster.example"), hosts: map[string]bool{"imap.corp.example": true, "smtp.corp.example": true}},
		web:  farWeb{"corp.example/": "", "autoconfig.thunderbird.net/": ""},
	},
	{
		name: "another name of a provider's host", address: "li@corp.example", source: "guess", trips: pageTrips,
		zone: zone{alias: map[string]string{"imap.corp.example": "imap.qiye.aliyun.com."}},
		web:  farWeb{"corp.example/": "", "autoconfig.thunderbird.net/": ""},
	},
	{
		name: "nothing", address: "li@corp.example", source: "", trips: 1 + pageTrips,
		zone: zone{mx: mx("mx1.hoster.example")}, web: farWeb{"corp.example/": "", "autoconfig.thunderbird.net/": ""},
	},
	{
		name: "a domain whose web server is silent", address: "li@corp.example", source: "mx", trips: 1 + int(time.Second/trip),
		zone: zone{mx: mx("mxbiz1.qq.com.")},
		web:  farWeb{"corp.example/.well-known/autoconfig/mail/config-v1.1.xml": "…", "autoconfig.thunderbird.net/": ""},
	},
}

// found discovers at a distance and returns the source of the first answer.
func found(tb testing.TB, i int) string {
	tb.Helper()
	d, err := discover.New(discover.Config{Catalogue: catalogue(tb), Resolver: far{distant[i].zone}, HTTP: &http.Client{Transport: distant[i].web}})
	if err != nil {
		tb.Fatal(err)
	}
	list, err := d.Discover(context.Background(), address(tb, distant[i].address), distant[i].chosen)
	if err == nil {
		return list[0].Source
	}
	if mail.ProblemOf(err).Code != mail.NothingFound {
		tb.Errorf("%s: %v", distant[i].name, err)
	}
	return ""
}

// TestExchangesFollowOneUponAnother counts the longest chain of exchanges that each wait for the one before. It runs on
// a clock that only goes on while everybody waits, so that it counts and does not measure.
func TestExchangesFollowOneUponAnother(t *testing.T) {
	for i, test := range distant {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				source := found(t, i)
				if trips := time.Since(began); source != test.source || trips != time.Duration(test.trips)*trip {
					t.Errorf("%q after %v exchanges, want %q after %d", source, float64(trips)/float64(trip), test.source, test.trips)
				}
			})
		})
	}
}

// BenchmarkDiscovery reports how long people wait at 50 ms for each exchange, over all kinds of domain.
func BenchmarkDiscovery(b *testing.B) {
	var waits []time.Duration
	for b.Loop() {
		for i := range distant {
			began := time.Now()
			found(b, i)
			waits = append(waits, time.Since(began))
		}
	}
	slices.Sort(waits)
	for _, percent := range []int{50, 95, 100} {
		wait := waits[min(len(waits)-1, len(waits)*percent/100)]
		b.ReportMetric(float64(wait.Milliseconds()), fmt.Sprintf("p%d-ms", percent))
	}
}
