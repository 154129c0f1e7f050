package press

import (
	"net/netip"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/publicsuffix"

	"letterbox/ui/hypertext/selection"
)

// Doubt is a link whose text names another host than it leads to, or that hides where it leads.
type Doubt struct {
	Says string // what the text names
	Host string // where the link leads
}

// maxDoubts is how many such links of one page are told.
const maxDoubts = 20

// doubts lists the links of a page that one should look at twice, each pair of text and host once.
func doubts(x *selection.Index) []Doubt {
	var out []Doubt
	seen := map[Doubt]bool{}
	for _, l := range x.LinkRanges() {
		says := strings.TrimSpace(x.Copy(l.Range))
		if d, ok := doubtful(says, l.Address); ok && !seen[d] && len(out) < maxDoubts {
			seen[d] = true
			out = append(out, d)
		}
	}
	return out
}

// hostLike is a text that is an address of the web or the host of one.
var hostLike = regexp.MustCompile(`^(?i:https?://)?((?:[\p{L}\p{N}_-]+\.)+\p{L}{2,})(?:[:/?#]\S*)?$`)

// fileEndings are top-level domains that end file names far more often.
var fileEndings = map[string]bool{"zip": true, "md": true, "sh": true, "py": true, "rs": true, "pl": true, "mov": true, "ps": true, "ai": true}

// doubtful reports a link whose text names a host of another owner, whose host looks like another one, or that carries a user name, which can look like a
// host (RFC 3986 section 3.2.1).
func doubtful(says, address string) (Doubt, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return Doubt{}, false
	}
	host := strings.ToLower(u.Hostname())
	if u.User != nil {
		return Doubt{u.User.Username(), host}, true
	}
	if looks, ascii, ok := LookAlike(host); ok {
		return Doubt{looks, ascii}, true
	}
	m := hostLike.FindStringSubmatch(says)
	if m == nil {
		return Doubt{}, false
	}
	named := strings.ToLower(m[1])
	suffix, known := publicsuffix.PublicSuffix(named)
	if !known || suffix == named || fileEndings[suffix] && !strings.Contains(says, "/") {
		return Doubt{}, false
	}
	if owner(named) == owner(host) {
		return Doubt{}, false
	}
	return Doubt{named, host}, true
}

// owner returns the part of a host that somebody registered; of a number, all of it.
func owner(host string) string {
	if _, err := netip.ParseAddr(host); err == nil {
		return host
	}
	if name, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return name
	}
	return host
}
