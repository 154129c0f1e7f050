package mail

import "strings"

// interceptors are products that open TLS connections on the way, to look into them, by what the issuers of the
// certificates that they make up say. Small letters; a piece is enough.
var interceptors = []struct{ piece, product string }{
	{"kaspersky", "Kaspersky"},
	{"avast", "Avast"},
	{"avg technologies", "AVG"},
	{"eset ssl filter", "ESET"},
	{"bitdefender", "Bitdefender"},
	{"dr.web", "Dr.Web"},
	{"drweb", "Dr.Web"},
	{"g data", "G DATA"},
	{"f-secure", "F-Secure"},
	{"adguard", "AdGuard"},
	{"sophos", "Sophos"},
	{"fortinet", "Fortinet"},
	{"fortigate", "Fortinet"},
	{"zscaler", "Zscaler"},
	{"netskope", "Netskope"},
	{"palo alto", "Palo Alto Networks"},
	{"check point", "Check Point"},
	{"blue coat", "Blue Coat"},
	{"bluecoat", "Blue Coat"},
	{"cisco umbrella", "Cisco Umbrella"},
	{"mcafee web gateway", "McAfee Web Gateway"},
	{"forcepoint", "Forcepoint"},
	{"websense", "Forcepoint"},
	{"barracuda", "Barracuda"},
	{"watchguard", "WatchGuard"},
	{"sonicwall", "SonicWall"},
	{"squid", "Squid"},
	{"sangfor", "Sangfor 深信服"},
	{"深信服", "Sangfor 深信服"},
	{"qianxin", "QiAnXin 奇安信"},
	{"奇安信", "QiAnXin 奇安信"},
	{"topsec", "Topsec 天融信"},
	{"nsfocus", "NSFOCUS 绿盟"},
	{"huorong", "Huorong 火绒"},
	{"mitmproxy", "mitmproxy"},
	{"do_not_trust_fiddlerroot", "Fiddler"},
	{"fiddler", "Fiddler"},
	{"charles proxy", "Charles"},
	{"portswigger", "Burp Suite"},
}

// Interceptor names the product that made up a certificate with this issuer, "" where no known product did. Some of
// these names belong to companies that buy certificates for themselves as everybody does, so that only the issuer
// counts.
func Interceptor(issuer string) string {
	issuer = strings.ToLower(issuer)
	for _, i := range interceptors {
		if strings.Contains(issuer, i.piece) {
			return i.product
		}
	}
	return ""
}

// ClassNoAuthority is the class of a file from which an authority was to be read, and that has none.
const ClassNoAuthority = "NO_AUTHORITY"
