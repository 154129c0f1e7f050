package verdict

import "strings"

// Family is a make of server whose words have their own meaning: a provider, or a group of them that shares software.
// "" is any other server.
type Family string

// families by the end of a host's name, the particular before the general.
var families = []struct {
	host   string
	family Family
}{
	{"exmail.qq.com", "tencent_exmail"},
	{"email.qq.com", "tencent_exmail"},
	{"qq.com", "qq"},
	{"foxmail.com", "qq"},
	{"qiye.163.com", "netease_qiye"},
	{"ym.163.com", "netease_qiye"},
	{"qiye163.com", "netease_qiye"},
	{"netease.com", "netease_qiye"},
	{"163.com", "netease"},
	{"126.com", "netease"},
	{"yeah.net", "netease"},
	{"188.com", "netease"},
	{"mxhichina.com", "alibaba_qiye"},
	{"qiye.aliyun.com", "alibaba_qiye"},
	{"alibaba-inc.com", "alibaba_qiye"},
	{"aliyun.com", "aliyun"},
	{"feishu.cn", "feishu"},
	{"larksuite.com", "feishu"},
	{"gmail.com", "gmail"},
	{"googlemail.com", "gmail"},
	{"google.com", "gmail"},
	{"office365.com", "microsoft"},
	{"outlook.com", "microsoft"},
	{"outlook.cn", "microsoft"},
	{"office365.us", "microsoft"},
	{"hotmail.com", "microsoft"},
	{"live.com", "microsoft"},
	{"mail.me.com", "icloud"},
	{"icloud.com", "icloud"},
	{"yahoo.com", "yahoo"},
	{"aol.com", "yahoo"},
	{"yahoodns.net", "yahoo"},
	{"zoho.com", "zoho"},
	{"zoho.eu", "zoho"},
	{"zoho.in", "zoho"},
	{"zoho.com.cn", "zoho"},
	{"zoho.com.au", "zoho"},
	{"zoho.jp", "zoho"},
	{"sina.com", "sina"},
	{"sina.cn", "sina"},
	{"sina.com.cn", "sina"},
	{"sinamail.sina.com.cn", "sina"},
	{"sohu.com", "sohu"},
	{"139.com", "139"},
	{"10086.cn", "139"},
	{"189.cn", "189"},
	{"21cn.com", "189"},
	{"263.net", "263"},
	{"263xmail.com", "263"},
	{"icoremail.net", "coremail"},
	{"coremail.cn", "coremail"},
	{"yandex.com", "yandex"},
	{"yandex.ru", "yandex"},
	{"yandex.net", "yandex"},
	{"messagingengine.com", "fastmail"},
	{"fastmail.com", "fastmail"},
	{"gmx.net", "gmx"},
	{"gmx.com", "gmx"},
	{"web.de", "gmx"},
	{"mail.ru", "mailru"},
}

// named are providers of the catalogue, and names in use for them, whose family is not the beginning of their name.
var named = map[string]Family{
	"foxmail": "qq", "exmail": "tencent_exmail", "lark": "feishu", "google": "gmail", "googlemail": "gmail", "workspace": "gmail",
	"outlook": "microsoft", "outlook_com": "microsoft", "entra": "microsoft", "exchange_onprem": "exchange", "aol": "yahoo",
	"21cn": "189", "huawei_sparkspace": "", "generic": "", "dovecot": "", "postfix": "", "other": "",
}

// FamilyOf returns the family of the host that answered, or of a provider's name where there is no host or it is not
// known.
func FamilyOf(host, provider string) Family {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	for _, f := range families {
		if host == f.host || strings.HasSuffix(host, "."+f.host) {
			return f.family
		}
	}
	return familyNamed(strings.ToLower(provider))
}

// greetings are the families that tell so at the beginning of a connection, in small letters. They run under the names
// of their companies.
var greetings = []struct {
	piece  string
	family Family
}{
	{"microsoft exchange", "exchange"},
	{"microsoft esmtp mail service", "exchange"},
	{"coremail", "coremail"},
}

// FamilyOfServer returns the family of a host; where the name says nothing, what the server said of itself in its
// greeting does. The greeting of a connection that was not protected yet is to be left out: anybody can have said it.
func FamilyOfServer(host, greeting string) Family {
	if f := FamilyOf(host, ""); f != "" {
		return f
	}
	greeting = strings.ToLower(greeting)
	for _, g := range greetings {
		if strings.Contains(greeting, g.piece) {
			return g.family
		}
	}
	return ""
}

func familyNamed(provider string) Family {
	if f, ok := named[provider]; ok {
		return f
	}
	for _, prefix := range []struct {
		name   string
		family Family
	}{
		{"tencent_exmail", "tencent_exmail"},
		{"tencent", "qq"},
		{"qq", "qq"},
		{"netease_qiye", "netease_qiye"},
		{"netease", "netease"},
		{"alibaba", "alibaba_qiye"},
		{"aliyun", "aliyun"},
		{"m365", "microsoft"},
		{"microsoft", "microsoft"},
		{"office", "microsoft"},
	} {
		if strings.HasPrefix(provider, prefix.name) {
			return prefix.family
		}
	}
	return Family(provider)
}

// house returns the company behind several families, whose servers share words: Tencent, NetEase, Alibaba or
// Microsoft; "" for the others. Lists of rules may name a family or a house.
func (f Family) house() string {
	switch f {
	case "qq", "tencent_exmail":
		return "Tencent"
	case "netease", "netease_qiye", "coremail":
		return "NetEase"
	case "alibaba_qiye", "aliyun":
		return "Alibaba"
	case "microsoft", "exchange":
		return "Microsoft"
	default:
		return ""
	}
}

// reticent are the families whose refused sign-in does not tell whether the secret is wrong, a code is wanted in its
// place, or the protocol is switched off.
const reticent = "Tencent NetEase Alibaba Microsoft feishu zoho yandex gmx sohu 139 189 263"
