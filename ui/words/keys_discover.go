package words

import "letterbox/mail"

// What is said of servers that were found, and of where each value comes from.
const (
	DiscoverIncoming  Key = "discover.incoming"
	DiscoverOutgoing  Key = "discover.outgoing"
	DiscoverUsername  Key = "discover.username"
	DiscoverConsent   Key = "discover.consent"
	DiscoverCatalogue Key = "discover.catalogue" // {0} file, {1} day
	OriginAt          Key = "origin.at"          // {0} source, {1} host, domain or page that was asked
	OriginTrusted     Key = "origin.trusted"     // {0} source, and what was asked
	OriginUntrusted   Key = "origin.untrusted"   // {0} source, and what was asked
)

var discoverSentences = map[Key]text{
	DiscoverIncoming:  {"收信", "Incoming"},
	DiscoverOutgoing:  {"发信", "Outgoing"},
	DiscoverUsername:  {"用户名", "User name"},
	DiscoverConsent:   {"发送密码之前，需要您确认这些服务器。", "You have to agree to these servers before a password is sent."},
	DiscoverCatalogue: {"服务商资料来自 {0}，核对于 {1}。", "The catalogue of providers is {0}, checked on {1}."},
	OriginAt:          {"{0}（{1}）", "{0} ({1})"},
	OriginTrusted:     {"{0}，可信", "{0}; trusted"},
	OriginUntrusted:   {"{0}，需要您确认", "{0}; needs your consent"},
}

var sourceKeys = map[string]Key{
	"preset": SourcePreset, "autoconfig": SourceAutoconfig, "ispdb": SourceISPDB, "mx": SourceMX, "srv": SourceSRV,
	"guess": SourceGuess, "typed": SourceTyped, "policy": SourcePolicy, "card": CardSource,
}

// OriginOf tells where a value comes from, who was asked, and whether it is trusted. It returns "" for a source that
// has no name.
func OriginOf(lang Language, o mail.Origin) string {
	key, known := sourceKeys[o.Source]
	if !known {
		return ""
	}
	said, trust := T(lang, key), OriginUntrusted
	if o.Where != "" {
		said = T(lang, OriginAt, said, o.Where)
	}
	if o.Trusted {
		trust = OriginTrusted
	}
	return T(lang, trust, said)
}
