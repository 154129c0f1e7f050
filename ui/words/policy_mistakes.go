package words

import "fmt"

// policyMistakes say what is wrong with a policy, by the kinds of app/policy; {0} is the value of the mistake. They are
// the end of a sentence that begins with the place.
var policyMistakes = map[string]text{
	"unreadable":     {"无法读取（{0}）", "it cannot be read ({0})"},
	"not-json":       {"不是有效的 JSON（{0}）", "this is not JSON ({0})"},
	"too-long":       {"内容太长，最多 {0} 字节", "it is too long; there may be {0} bytes"},
	"twice":          {"写了两次，只能写一次", "it stands there twice, and may once"},
	"unknown":        {"这个版本没有这一项，请检查拼写", "this version does not know it; check the spelling"},
	"wrong-type":     {"类型不对，应当是 {0}", "it has the wrong type; it takes {0}"},
	"missing":        {"缺少 {0}", "{0} is missing"},
	"empty":          {"内容是空的；不需要时请整项删掉", "it is empty; leave it out where there is no rule"},
	"not-one-of":     {"只能是其中之一：{0}", "it takes one of {0}"},
	"wrong-form":     {"写法不对：“{0}”", "“{0}” has the wrong form"},
	"not-a-domain":   {"“{0}”不是小写的域名", "“{0}” is not a domain in small letters"},
	"not-a-host":     {"“{0}”不是小写的主机名或 IP 地址", "“{0}” is neither a host in small letters nor an IP address"},
	"not-a-day":      {"“{0}”不是日期，应当像 2027-01-31 这样写", "“{0}” is not a day such as 2027-01-31"},
	"not-an-address": {"“{0}”不是小写的邮箱地址", "“{0}” is not an address in small letters"},
	"not-a-url":      {"“{0}”不是网址", "“{0}” is not the address of a page"},
	"not-https":      {"“{0}”没有用 https", "“{0}” is not https"},
	"not-a-server":   {"“{0}”不是服务器，应当像 imaps://host:993 这样写", "“{0}” is not a server such as imaps://host:993"},
	"no-incoming":    {"“{0}”不是收信服务器，应当是 IMAP 或 POP3", "“{0}” is not a server to read from; it takes IMAP or POP3"},
	"no-outgoing":    {"“{0}”不是发信服务器，应当是 SMTP", "“{0}” is not a server to send through; it takes SMTP"},
	"user-in-url":    {"服务器中不能写用户名", "the server has a user name in it"},
	"clear-text":     {"{0} 不加密，而 plaintext 中没有允许它", "{0} speaks clear text, and plaintext does not allow it"},
	"taken":          {"“{0}”出现了两次", "“{0}” stands there twice"},
	"without-form":   {"只有 username 为 domain-user 时才能写域（{0}）", "a domain ({0}) is only for the user name domain-user"},
	"no-certificate": {"证书读不了（{0}）", "the certificates cannot be read ({0})"},
	"no-fingerprint": {"“{0}”不是 SHA-256 指纹，应当是 64 位十六进制数字", "“{0}” is not a SHA-256 fingerprint of 64 hexadecimal digits"},
	"nothing-given":  {"至少要写一项：{0}", "it takes at least one of {0}"},
	"bad-catalogue":  {"与服务商目录合并后有错误（{0}）", "the catalogue of providers is wrong with it ({0})"},
}

// HasPolicyMistake reports whether there is a sentence for a kind of mistake.
func HasPolicyMistake(kind string) bool {
	_, ok := policyMistakes[kind]
	return ok
}

// policyMistake says what is wrong with a policy, and where.
func (t telling) policyMistake() string {
	facts := t.problem.Facts
	said, ok := policyMistakes[facts["mistake"]]
	if !ok {
		return ""
	}
	value := facts["value"]
	if facts["mistake"] == "wrong-type" {
		value = policyTypes[value].in(t.lang)
	}
	what := fill(t.lang, said.in(t.lang), func(string) string { return value })
	if place := t.policyPlace(); place != "" {
		return place + text{"：", ": "}.in(t.lang) + what
	}
	return what
}

var policyTypes = map[string]text{
	"object":  {"花括号中的对象", "an object in braces"},
	"array":   {"方括号中的列表", "a list in brackets"},
	"string":  {"带引号的文字", "a text in quotes"},
	"integer": {"整数", "a whole number"},
	"boolean": {"true 或 false", "true or false"},
}

// policyPlace says where the mistake is: line and member, as far as there are any.
func (t telling) policyPlace() string {
	line, member := t.problem.Facts["line"], t.problem.Facts["member"]
	if line != "" {
		line = fmt.Sprintf(text{"第 %s 行", "line %s"}.in(t.lang), line)
	}
	switch {
	case line == "":
		return member
	case member == "":
		return line
	default:
		return line + text{"，", ", "}.in(t.lang) + member
	}
}
