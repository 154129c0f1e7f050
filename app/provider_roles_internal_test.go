package app

import (
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"letterbox/mail"
)

// role is how one provider is met: who writes to whom, what its servers are like, and what they say to a wrong secret.
type role struct {
	address   string // with the exchanger of a company's domain after a blank
	chosen    mail.ProviderID
	script    script
	mechanism string                   // that IMAP is to be signed in to with
	classes   map[mail.Protocol]string // of the refusals
	username  string                   // where the person has to type one
}

// replies are refusals of IMAP, submission and POP3.
func replies(imap, smtp, pop3 string) map[mail.Protocol]string {
	return map[mail.Protocol]string{mail.IMAP: imap, mail.Submission: smtp, mail.POP3: pop3}
}

// classes are what they mean.
func classes(imap, smtp, pop3 string) map[mail.Protocol]string { return replies(imap, smtp, pop3) }

const (
	bad       = "AUTH_BAD_CREDENTIALS"
	ambiguous = "AUTH_AMBIGUOUS"
	code      = "AUTHCODE_REQUIRED"
)

// gbk writes as old servers in China do.
func gbk(text string) string {
	encoded, err := simplifiedchinese.GBK.NewEncoder().String(text)
	if err != nil {
		panic(err)
	}
	return encoded
}

// usual is a server with the mechanisms that nearly everybody has.
func usual(greeting string, refusals map[mail.Protocol]string) script {
	return script{
		greeting: greeting, before: "IMAP4rev1 AUTH=PLAIN AUTH=LOGIN SASL-IR", after: "IMAP4rev1 IDLE UIDPLUS NAMESPACE CHILDREN", sasl: "PLAIN LOGIN",
		refusals: refusals,
	}
}

// netease wants ID, which it announces only after the sign-in.
func netease() script {
	return script{
		greeting: "Coremail System IMap Server Ready(163com[10774b260cc7a37d26d71b52404dcf5c])",
		before:   "IMAP4rev1 XLIST SPECIAL-USE ID LITERAL+ STARTTLS XAPPLEPUSHSERVICE UIDPLUS X-CM-EXT-1 SASL-IR AUTH=XOAUTH2",
		after:    "IMAP4rev1 XLIST SPECIAL-USE ID LITERAL+ UIDPLUS", sasl: "LOGIN PLAIN", wantsID: true,
		refusals: replies("NO LOGIN Login error or password error", "535 Error: authentication failed", "-ERR Unable to log on"),
	}
}

func qiye() script {
	s := netease()
	s.greeting = "IMAP4 ready"
	s.refusals = replies("NO ERR.LOGIN.PASSERR", "535 ERR.LOGIN.PASSERR", "-ERR ERR.LOGIN.PASSERR")
	return s
}

func tencent(greeting string, refusals map[mail.Protocol]string) script {
	s := usual("[CAPABILITY IMAP4 IMAP4rev1 ID AUTH=PLAIN AUTH=LOGIN NAMESPACE] "+greeting, refusals)
	s.after = "IMAP4 IMAP4rev1 XLIST MOVE IDLE XAPPLEPUSHSERVICE NAMESPACE CHILDREN ID UIDPLUS COMPRESS=DEFLATE"
	return s
}

// microsoft takes nothing but tokens.
func microsoft() script {
	return script{
		greeting: "The Microsoft Exchange IMAP4 service is ready.",
		before:   "IMAP4 IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2 SASL-IR UIDPLUS ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+",
		after:    "IMAP4 IMAP4rev1 SASL-IR UIDPLUS MOVE ID UNSELECT CLIENTACCESSRULES CHILDREN IDLE NAMESPACE LITERAL+", sasl: "XOAUTH2", twoLines: true,
		refusals: replies("NO AUTHENTICATE failed.", "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.", "-ERR Authentication failure: unknown user name or bad password."),
	}
}

func gmail() script {
	return script{
		greeting: "Gimap ready for requests from 192.0.2.1 a640c23a62f3a", before: "IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 XYZZY SASL-IR AUTH=XOAUTH2 AUTH=PLAIN AUTH=PLAIN-CLIENTTOKEN AUTH=OAUTHBEARER",
		after: "IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 UIDPLUS COMPRESS=DEFLATE ENABLE MOVE CONDSTORE ESEARCH UTF8=ACCEPT LIST-EXTENDED LIST-STATUS LITERAL- SPECIAL-USE APPENDLIMIT=35651584",
		sasl:  "LOGIN PLAIN XOAUTH2 PLAIN-CLIENTTOKEN",
		refusals: replies("NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)",
			"535-5.7.8 Username and Password not accepted. For more information, go to\r\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials - gsmtp", "-ERR [AUTH] Username and password not accepted."),
	}
}

var plainly = replies("NO [AUTHENTICATIONFAILED] Authentication failed.", "535 5.7.8 Error: authentication failed: authentication failure", "-ERR [AUTH] Authentication failed.")

// roles are all providers of the catalogue.
func roles() map[mail.ProviderID]role {
	all := map[mail.ProviderID]role{
		"tencent_exmail": {address: "li@firma.example mxbiz1.qq.com", mechanism: "PLAIN", classes: classes(ambiguous, ambiguous, ambiguous), script: tencent("QQMail XMIMAP4Server ready", replies(
			"NO Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy.",
			"535 Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy.",
			"-ERR Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy."))},
		"qq": {address: "li@qq.com", mechanism: "PLAIN", classes: classes(code, code, code), script: tencent("QQMail XMIMAP4Server ready", replies(
			"NO Please using authorized code to login. More information at http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=28&&no=1001256",
			gbk("535 Error: 请使用授权码登录。详情请看: http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=28&&no=1001256"),
			gbk("-ERR 请使用授权码登录。详情请看: http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=28&&no=1001256")))},
		"netease_qiye_classic": {address: "li@firma.example qiye163mx01.mxmail.netease.com", mechanism: "LOGIN command", classes: classes(bad, bad, bad), script: qiye()},
		"netease_qiye_hz":      {address: "li@firma.example hzmx01.mxmail.netease.com", mechanism: "LOGIN command", classes: classes(bad, bad, bad), script: qiye()},
		"coremail":             {address: "wang@uni.example mx.icoremail.net", mechanism: "LOGIN command", classes: classes(ambiguous, bad, bad), script: netease()},
		"alibaba_qiye": {address: "li@firma.example mx1.qiye.aliyun.com", mechanism: "PLAIN", classes: classes(ambiguous, ambiguous, ambiguous), script: usual("AliYun IMAP Server Ready",
			replies("NO LOGIN failed", "526 Authentication failure[0]", "-ERR Authentication failure"))},
		"aliyun_personal": {address: "li@aliyun.com", mechanism: "PLAIN", classes: classes(ambiguous, ambiguous, ambiguous), script: usual("AliYun IMAP Server Ready", replies("NO LOGIN failed", "526 Authentication failure[0]", "-ERR Authentication failure"))},
		"gmail":           {address: "li@gmail.com", mechanism: "OAUTHBEARER", classes: classes(bad, bad, bad), script: gmail()},
		"m365":            {address: "li@firma.example firma-example.mail.protection.outlook.com", mechanism: "XOAUTH2", classes: classes(ambiguous, bad, ambiguous), script: microsoft()},
		"outlook_com":     {address: "li@outlook.com", mechanism: "XOAUTH2", classes: classes(ambiguous, bad, ambiguous), script: microsoft()},
		"m365_cn":         {address: "li@firma.example firma-example.mail.protection.partner.outlook.cn", mechanism: "XOAUTH2", classes: classes(ambiguous, bad, ambiguous), script: microsoft()},
		"m365_gcch":       {address: "li@firma.example firma-example.mail.protection.office365.us", mechanism: "XOAUTH2", classes: classes(ambiguous, bad, ambiguous), script: microsoft()},
		"m365_dod":        {address: "li@firma.example", chosen: "m365_dod", mechanism: "XOAUTH2", classes: classes(ambiguous, bad, ambiguous), script: microsoft()},
		"icloud": {address: "li@icloud.com", mechanism: "PLAIN", classes: classes(bad, bad, bad), script: usual("[CAPABILITY XAPPLEPUSHSERVICE IMAP4 IMAP4rev1 SASL-IR AUTH=ATOKEN AUTH=PLAIN] iSCREAM ready to rumble",
			replies("NO [AUTHENTICATIONFAILED] Authentication Failed", "535 5.7.8 Error: authentication failed:", ""))},
		"yahoo": {address: "li@yahoo.com", mechanism: "PLAIN", classes: classes(bad, bad, bad), script: usual("[CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2 AUTH=OAUTHBEARER ID MOVE NAMESPACE] IMAP4rev1 imapgate",
			replies("NO [AUTHENTICATIONFAILED] AUTHENTICATE Invalid credentials", "535 5.7.0 (#AUTH005) Bad credentials", "-ERR [AUTH] invalid user or password"))},
		"aol": {address: "li@aol.com", mechanism: "PLAIN", classes: classes(bad, bad, bad), script: usual("IMAP4rev1 imapgate ready",
			replies("NO [AUTHENTICATIONFAILED] AUTHENTICATE Invalid credentials", "535 5.7.0 (#AUTH005) Bad credentials", "-ERR [AUTH] invalid user or password"))},
		"zoho": {address: "li@firma.example mx.zoho.eu", mechanism: "PLAIN", classes: classes("PROTOCOL_DISABLED_USER", ambiguous, ambiguous), script: usual("imap.zoho.eu IMAP4rev1 server ready",
			replies("NO [ALERT] You are yet to enable IMAP for your account. Please contact your administrator (Failure)", "535 Authentication Failed", "-ERR Authentication failed"))},
		"sina": {address: "li@sina.cn", mechanism: "LOGIN command", classes: classes(ambiguous, bad, ambiguous), script: script{
			greeting: "IMAP4 ready", before: "IMAP4rev1 ID UIDPLUS", after: "IMAP4rev1 ID UIDPLUS", sasl: "LOGIN PLAIN",
			refusals: replies("NO LOGIN auth error", "535 Authentication failed", "-ERR Authentication failed"),
		}},
		"yandex": {address: "li@yandex.ru", mechanism: "PLAIN", classes: classes(ambiguous, ambiguous, ambiguous), script: usual("Yandex IMAP4rev1 at sas2.mail.yandex.net ready",
			replies("NO [AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled sc=abc", "535 5.7.8 Error: authentication failed: Invalid user or password!", "-ERR [AUTH] login failure or POP3 disabled"))},
		"gmx": {address: "li@gmx.de", mechanism: "PLAIN", classes: classes(ambiguous, ambiguous, ambiguous), script: usual("IMAP server ready H migmx005", replies(
			"NO authentication failed", "535 Authentication credentials invalid", "-ERR authentication failed"))},
		"mailru": {address: "li@mail.ru", mechanism: "PLAIN", classes: classes(bad, bad, bad), script: usual("Welcome", replies("NO [AUTHENTICATIONFAILED] Invalid login or password", "535 Incorrect authentication data", "-ERR Incorrect authentication data"))},
		"exchange_onprem": {address: "li@firma.example", chosen: "exchange_onprem", username: `CORP\li`, mechanism: "LOGIN command", classes: classes(ambiguous, bad, bad), script: script{
			greeting: "The Microsoft Exchange IMAP4 service is ready.", before: "IMAP4 IMAP4rev1 AUTH=PLAIN UIDPLUS CHILDREN IDLE NAMESPACE LITERAL+", after: "IMAP4 IMAP4rev1 UIDPLUS CHILDREN IDLE NAMESPACE LITERAL+",
			sasl: "LOGIN", user: `CORP\li`, refusals: replies("NO LOGIN failed.", "535 5.7.3 Authentication unsuccessful", "-ERR Logon failure: unknown user name or bad password."),
		}},
	}
	for id, address := range map[mail.ProviderID]string{
		"netease_163": "li@163.com", "netease_126": "li@126.com", "netease_yeah": "li@yeah.net", "netease_vip163": "li@vip.163.com",
		"netease_vip126": "li@vip.126.com", "netease_188": "li@188.com", "netease_vip188": "li@vip.188.com",
	} {
		all[id] = role{address: address, mechanism: "LOGIN command", classes: classes(ambiguous, ambiguous, ambiguous), script: netease()}
	}
	// Where a code may be wanted as well, a refusal does not tell which of the two was wrong.
	reticent := "feishu lark sohu 139 189 21cn 263"
	for id, address := range map[mail.ProviderID]string{
		"feishu": "li@firma.example mx1.feishu.cn", "lark": "li@firma.example mx1.larksuite.com", "sohu": "li@sohu.com", "139": "li@139.com",
		"189": "li@189.cn", "21cn": "li@21cn.com", "263": "li@firma.example mx01.263xmail.com", "huawei_sparkspace": "li@firma.example mx1.sparkspace.huaweicloud.com",
		"fastmail": "li@fastmail.com", "generic": "li@firma.example mx.cn4e.com",
	} {
		r := role{address: address, mechanism: "PLAIN", classes: classes(bad, bad, bad), script: usual("IMAP4rev1 ready", plainly)}
		if strings.Contains(reticent, string(id)) {
			r.classes = classes(ambiguous, ambiguous, ambiguous)
		}
		all[id] = r
	}
	return all
}
