package main

import "letterbox/app/policy"

// language is one of those that the templates speak.
type language int

const (
	chinese language = iota
	english
)

// said is something in both languages.
type said struct{ zh, en string }

func (s said) in(l language) string {
	if l == chinese {
		return s.zh
	}
	return s.en
}

// meaning is what the schema says of a member.
func meaning(s policy.Schema, l language) string { return said{s.Chinese, s.English}.in(l) }

// titles are the short names of the members.
var titles = map[string]said{
	"allowed_domains":   {"可以绑定的域名", "Domains that can be bound"},
	"allowed_providers": {"可以绑定的服务商", "Providers that can be bound"},
	"servers":           {"公司的邮件服务器", "Mail servers of the organisation"},
	"usernames":         {"个别员工的用户名", "User names of single people"},
	"plaintext":         {"可以不加密的主机", "Hosts that may speak clear text"},
	"pins":              {"员工可以信任单张证书", "People may trust single certificates"},
	"card_keys":         {"绑定卡的签名密钥", "Keys that sign binding cards"},
	"oauth":             {"浏览器登录的应用登记", "Registrations for the sign-in in the browser"},
	"authorities":       {"公司的授权服务器", "Authorization servers of the organisation"},
	"certificates":      {"公司的证书", "Certificates of the organisation"},
	"sync_window":       {"保留多少天的邮件", "How many days of mail are kept"},
	"catalogue":         {"对服务商目录的修改", "Changes to the catalogue of providers"},
	"settings":          {"界面设置", "Settings of the window"},
	"locked":            {"锁定的设置", "Locked settings"},
}

// What the templates say besides.
var (
	wholeTitle = said{"整个策略（一个 JSON 对象）", "The whole policy, as one JSON object"}
	wholeText  = said{
		"用一个 JSON 对象写出整个策略，不能与下面的单项同时使用。写错时 Letterbox 不会打开任何邮箱，请先用“letterbox policy check 文件”检查。可以写的内容：",
		"The whole policy in one JSON object, instead of the single rules below. A mistake in it keeps Letterbox from opening any mailbox: try it first with \"letterbox policy check FILE\". Its members:",
	}
	oneEach    = said{"每行写一个。", "One in a line."}
	asJSON     = said{"写成 JSON。", "As JSON."}
	members    = said{"每一项的内容：", "Its members:"}
	forExample = said{"例如：", "For example:"}
	choices    = said{"可选：", "One of: "}
	off        = said{"禁用此设置即为不允许。", "Disable the rule to forbid it."}
	everyDay   = said{"全部保留", "All mail"}
	days       = said{"天", "days"}
	lines      = said{"每行一个", "One in a line"}
	fields     = said{"JSON 文字", "JSON"}
)
