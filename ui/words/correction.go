package words

import (
	"strconv"

	"letterbox/mail"
)

// adminPlaces is where the administrators of a provider's customers find what concerns mail clients.
var adminPlaces = map[family]text{
	familyExmail:      {"企业微信管理后台「协作 › 邮件 › 安全管理 › 客户端访问限制」", "the WeCom console under Collaboration › Mail › Security › Client access"},
	familyNetEaseQiye: {"管理后台「安全与审计 › 安全登录 › 登录限制」", "the console under Security and audit › Secure login › Login limits"},
	familyAlibaba:     {"域管理后台「员工账号」", "the domain console under Staff accounts"},
	familyFeishu:      {"飞书管理后台的邮箱设置", "the mail settings of the Feishu admin console"},
	familyGmail:       {"Google 管理控制台的 Gmail「最终用户访问权限」", "the Google admin console under Gmail › End user access"},
	familyMicrosoft:   {"Microsoft 365 管理中心「活跃用户 › 邮件 › 管理电子邮件应用」", "the Microsoft 365 admin center under Active users › Mail › Manage email apps"},
	familyExchange:    {"Exchange 管理中心的邮箱功能", "the mailbox features of the Exchange admin center"},
}

// correction returns the server that a problem's server has to be replaced by, where that is known for sure and no
// less safe: never another name that only a certificate tells.
func correction(p *mail.Problem) (right mail.Server, known bool) {
	right = mail.Server{Protocol: p.Server.Protocol, Host: p.Server.Host, Port: p.Server.Port, Security: p.Server.Security, Auth: p.Server.Auth}
	if right.Host == "" || !right.Protocol.Valid() {
		return right, false
	}
	if sister := mail.SisterHost(p.Server.Host); p.Class == "WRONG_CLUSTER" && sister != "" {
		right.Host = sister
		return right, true
	}
	usual := mail.DefaultPort(right.Protocol, mail.TLS)
	switch p.Code {
	case mail.PlainPort:
		right.Security = mail.STARTTLS
		if right.Port == usual { // what answers in the clear on the port of TLS is no mail server of ours
			right.Security = ""
		}
	case mail.WrongProtocol, mail.TLSNotOffered, mail.Refused, mail.PlainForbidden:
		right.Port, right.Security = usual, mail.TLS
	case mail.HostNotFound:
		if p.Facts[mail.FactInstead] == "" {
			return right, false
		}
		right.Host = p.Facts[mail.FactInstead]
	default:
		return right, false
	}
	same := right.Host == p.Server.Host && right.Port == p.Server.Port && right.Security == p.Server.Security
	return right, right.Security.Valid() && right.Security != mail.Plain && !same
}

// correctLabel names the correction on its button.
func (t telling) correctLabel(right mail.Server) string {
	switch {
	case right.Host != t.problem.Server.Host:
		return fill(t.lang, text{"改用 {host}", "Use {host}"}.in(t.lang), func(string) string { return right.Host })
	case right.Security == mail.STARTTLS:
		return text{"改用 STARTTLS 再试", "Try with STARTTLS"}.in(t.lang)
	default:
		return fill(t.lang, text{"改用 SSL/TLS 端口 {port} 再试", "Try SSL/TLS on port {port}"}.in(t.lang), func(string) string { return strconv.Itoa(right.Port) })
	}
}

// settings are the classes of a server that is spoken to in a way that is not its own.
var settings = map[string]bool{"TLS_REQUIRED": true, "TLS_MODE_MISMATCH": true, "CERT_NAME_MISMATCH": true, "WRONG_PROTOCOL_PORT": true}

// foundHere reports whether Letterbox itself found that a server is spoken to in the wrong way: then the code says more
// than the class, which is what servers are found to say.
func (t telling) foundHere() bool { return settings[t.problem.Class] && t.problem.Reply == "" }

// who returns who can solve a problem: Letterbox, where it knows the right server.
func (t telling) who(e entry) Who {
	_, known := correction(t.problem)
	switch t.problem.Code {
	case mail.PlainPort, mail.WrongProtocol, mail.TLSNotOffered, mail.HostNotFound:
		if known {
			return WhoLetterbox
		}
	default:
	}
	if settings[t.problem.Class] && t.problem.Server.Host != "" {
		return entries[t.problem.Code].who
	}
	return e.who
}
