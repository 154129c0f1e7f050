package discover_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"letterbox/assets"
	"letterbox/mail"
	"letterbox/mail/discover"
	"letterbox/mail/provider"
)

// zone is a name service of maps. A name that is in none of them does not exist, and one without the dot at the end is
// not asked for.
type zone struct {
	mx    map[string][]*net.MX
	srv   map[string][]*net.SRV // "_imaps._tcp.corp.example"
	alias map[string]string
	hosts map[string]bool
	down  bool // nobody answers
	slow  bool // answers only when the caller gives up
}

func (z zone) fail(ctx context.Context, name string) error {
	if z.slow {
		<-ctx.Done()
		return ctx.Err()
	}
	if z.down {
		return &net.DNSError{Err: "server misbehaving", Name: name, IsTemporary: true}
	}
	return &net.DNSError{Err: "no such host", Name: name, IsNotFound: true}
}

func (z zone) LookupHost(ctx context.Context, host string) ([]string, error) {
	if z.hosts[host[:len(host)-1]] && strings.HasSuffix(host, ".") && !z.down {
		return []string{"192.0.2.1"}, nil
	}
	return nil, z.fail(ctx, host)
}

func (z zone) LookupCNAME(ctx context.Context, host string) (string, error) {
	if to := z.alias[host[:len(host)-1]]; to != "" && strings.HasSuffix(host, ".") && !z.down {
		return to, nil
	}
	return "", z.fail(ctx, host)
}

func (z zone) LookupMX(ctx context.Context, name string) ([]*net.MX, error) {
	if list := z.mx[name[:len(name)-1]]; list != nil && strings.HasSuffix(name, ".") && !z.down {
		return list, nil
	}
	return nil, z.fail(ctx, name)
}

func (z zone) LookupSRV(ctx context.Context, service, proto, name string) (string, []*net.SRV, error) {
	if list := z.srv["_"+service+"._"+proto+"."+name[:len(name)-1]]; list != nil && strings.HasSuffix(name, ".") && !z.down {
		return "", list, nil
	}
	return "", nil, z.fail(ctx, name)
}

// web serves files by /host/path and remembers what was asked.
type web struct {
	files map[string]string
	asked chan string
}

func (w web) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	select {
	case w.asked <- r.URL.RequestURI():
	default:
	}
	text, found := w.files[r.URL.Path]
	if !found {
		http.NotFound(rw, r)
		return
	}
	if to, redirect := strings.CutPrefix(text, "-> "); redirect {
		http.Redirect(rw, r, to, http.StatusFound)
		return
	}
	_, _ = rw.Write([]byte(text))
}

func (w web) requests() string {
	close(w.asked)
	var all []string
	for uri := range w.asked {
		all = append(all, uri)
	}
	return strings.Join(all, "\n")
}

func catalogue(t testing.TB) *provider.Catalogue {
	t.Helper()
	c, err := provider.Load(assets.ProvidersJSON)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// world is a discoverer in a world of its own.
func world(t *testing.T, z zone, files map[string]string) (*discover.Discoverer, web) {
	t.Helper()
	w := web{files: files, asked: make(chan string, 100)}
	server := httptest.NewServer(w)
	t.Cleanup(server.Close)
	d, err := discover.New(discover.Config{Catalogue: catalogue(t), Resolver: z, HTTP: server.Client(), HTTPRoot: server.URL, Limit: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	return d, w
}

func address(t testing.TB, typed string) mail.Address {
	t.Helper()
	a, err := mail.ParseAddress(typed)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

const corpXML = `<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="corp.example"><domain>corp.example</domain>
<incomingServer type="pop3"><hostname>pop.corp.example</hostname><port>995</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication></incomingServer>
<incomingServer type="imap"><hostname>mail.%EMAILDOMAIN%</hostname><port>143</port><socketType>plain</socketType></incomingServer>
<incomingServer type="imap"><hostname>mail.%EMAILDOMAIN%</hostname><port>993</port><socketType>SSL</socketType><username>%EMAILLOCALPART%</username><authentication>OAuth2</authentication><authentication>password-cleartext</authentication></incomingServer>
<outgoingServer type="smtp"><hostname>mail.corp.example</hostname><port>587</port><socketType>STARTTLS</socketType><username>%EMAILLOCALPART%</username></outgoingServer>
</emailProvider></clientConfig>`
