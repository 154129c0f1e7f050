package words

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"letterbox/mail"
)

// value returns what a placeholder of an explanation stands for, "" when that is not known.
func (t telling) value(name string) string {
	p := t.problem
	switch name {
	case "name":
		return t.name(false)
	case "Name":
		return t.name(true)
	case "host":
		return p.Server.Host
	case "port":
		if p.Server.Port > 0 {
			return strconv.Itoa(p.Server.Port)
		}
	case "protocol":
		return protocolName(p.Server.Protocol)
	case "stage":
		if p.Stage != "" {
			return StageName(t.lang, p.Server.Protocol, p.Stage)
		}
	case "address":
		return t.context.Address
	case "domain":
		if _, domain, ok := strings.Cut(t.context.Address, "@"); ok {
			return domain
		}
	case "reply":
		return strings.TrimSuffix(strings.TrimSpace(p.Reply), ".")
	default:
		return t.fact(name)
	}
	return ""
}

// fact words a fact of the problem.
func (t telling) fact(name string) string {
	fact := t.problem.Facts[name]
	switch name {
	case mail.FactFrom, mail.FactUntil:
		return day(fact)
	case mail.FactSize, mail.FactLimit:
		return size(fact)
	case "place":
		return adminPlaces[t.family].in(t.lang)
	case "mistake":
		return t.policyMistake()
	case mail.FactAfter:
		return duration(t.lang, fact)
	case mail.FactSHA256, mail.FactPinned:
		if f, err := mail.ParseFingerprint(fact); err == nil {
			return f.Short()
		}
		return ""
	case mail.FactSameKey:
		if fact != "" {
			return sameKey.in(t.lang)
		}
	}
	return fact
}

// name returns what to call the other side: the provider, else the host, else "the mail server"; upper for the
// beginning of an English sentence.
func (t telling) name(upper bool) string {
	if t.family != familyNone {
		if n := For(t.lang).Pick(t.context.Provider.Name); n != "" {
			return n
		}
	}
	switch {
	case t.problem.Server.Host != "":
		return t.problem.Server.Host
	case t.lang == ZH:
		return "邮件服务器"
	case upper:
		return "The mail server"
	default:
		return "the mail server"
	}
}

func protocolName(p mail.Protocol) string {
	switch p {
	case mail.IMAP:
		return "IMAP"
	case mail.POP3:
		return "POP3"
	case mail.Submission:
		return "SMTP"
	}
	return ""
}

// day shortens an RFC 3339 time to its date.
func day(stamp string) string {
	if at, err := time.Parse(time.RFC3339, stamp); err == nil {
		return at.Format("2006-01-02")
	}
	return stamp
}

// size words a number of bytes.
func size(written string) string {
	n, err := strconv.ParseInt(written, 10, 64)
	if err != nil {
		return ""
	}
	return Size(n)
}

// duration words a Go duration such as "30s" or "15m0s".
func duration(lang Language, written string) string {
	d, err := time.ParseDuration(written)
	if err != nil {
		return written
	}
	n, zh, en := int(d.Round(time.Second).Seconds()), "秒", "second"
	switch {
	case d >= 2*time.Hour:
		n, zh, en = int(d.Round(time.Hour).Hours()), "小时", "hour"
	case d >= 2*time.Minute:
		n, zh, en = int(d.Round(time.Minute).Minutes()), "分钟", "minute"
	}
	switch {
	case lang == ZH:
		return strconv.Itoa(n) + " " + zh
	case n == 1:
		return "1 " + en
	default:
		return strconv.Itoa(n) + " " + en + "s"
	}
}

// actions makes the buttons, leaving out those that would lead nowhere.
func (t telling) actions(e entry, x Explanation) []Action {
	var list []Action
	for _, kind := range e.actions {
		a := Action{Kind: kind, Label: t.label(kind, e)}
		switch kind {
		case ActionOpen:
			a.URL = t.page()
		case ActionHelp:
			a.URL = secure(t.context.Provider.HelpURL)
		case ActionCertificate:
			if len(t.problem.Chain) == 0 {
				continue
			}
		case ActionCopyAdmin:
			a.Text = t.letter(e, x)
		case ActionCopy:
			a.Text = x.Technical
		case ActionCorrect:
			right, known := correction(t.problem)
			if !known {
				continue
			}
			a.Server, a.Label = right, t.correctLabel(right)
		case ActionSignIn:
			if !t.hasBrowserSignIn() {
				continue
			}
		default:
		}
		if (kind == ActionOpen || kind == ActionHelp) && a.URL == "" {
			continue
		}
		list = append(list, a)
	}
	return list
}

// hasBrowserSignIn reports whether signing in with the browser may lead anywhere.
func (t telling) hasBrowserSignIn() bool {
	p := t.context.Provider
	return p.Secret == mail.BrowserSignIn || t.problem.Server.Auth == mail.OAuth2 ||
		(p.ID == "" && t.problem.Code != mail.MechanismMissing)
}

// secure returns the address of a page when it is one that may be opened.
func secure(page string) string {
	if u, err := url.Parse(page); err == nil && u.Scheme == "https" && u.Host != "" {
		return page
	}
	return ""
}

func (t telling) label(kind ActionKind, e entry) string {
	if kind == ActionOpen {
		return webmailLabels[t.family].in(t.lang)
	}
	if kind == ActionRetry && e.who == WhoYou {
		return retryAfterChange.in(t.lang)
	}
	if kind == ActionPassphrase && t.problem.Class != "" {
		return enterPassphrase.in(t.lang)
	}
	return actionLabels[kind].in(t.lang)
}

// enterPassphrase is the label where keys are sealed already.
var enterPassphrase = text{"输入口令", "Enter the passphrase"}

var retryAfterChange = text{"我已处理，再试一次", "Done, try again"}

var actionLabels = map[ActionKind]text{
	ActionRetry:       {"再试一次", "Try again"},
	ActionEdit:        {"修改账号或密码", "Change the account"},
	ActionAdvanced:    {"修改服务器设置", "Change the servers"},
	ActionSignIn:      {"用浏览器登录", "Sign in with the browser"},
	ActionHelp:        {"查看官方说明", "Provider's guide"},
	ActionCopyAdmin:   {"复制给管理员", "Copy for the administrator"},
	ActionCopy:        {"复制技术信息", "Copy the details"},
	ActionCertificate: {"查看证书", "Show the certificate"},
	ActionPassphrase:  {"改用口令保护", "Protect with a passphrase"},
}
