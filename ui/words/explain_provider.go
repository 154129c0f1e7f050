package words

import (
	"strings"

	"letterbox/mail"
)

// family groups providers whose webmail has the same words for the same switches.
type family int

const (
	familyNone family = iota // not known, or not a name that people call their mail by
	familyOther
	familyExmail
	familyQQ
	familyNetEase
	familyNetEaseQiye
	familyAlibaba
	familyFeishu
	familyGmail
	familyMicrosoft
	familyExchange
	familyApple
)

func familyOf(id mail.ProviderID) family {
	s := string(id)
	switch {
	case s == "", s == "generic", s == "coremail":
		return familyNone
	case s == "tencent_exmail":
		return familyExmail
	case s == "qq":
		return familyQQ
	case strings.HasPrefix(s, "netease_qiye"):
		return familyNetEaseQiye
	case strings.HasPrefix(s, "netease"):
		return familyNetEase
	case s == "alibaba_qiye":
		return familyAlibaba
	case s == "feishu", s == "lark":
		return familyFeishu
	case s == "gmail":
		return familyGmail
	case strings.HasPrefix(s, "m365"), s == "outlook_com":
		return familyMicrosoft
	case s == "exchange_onprem":
		return familyExchange
	case s == "icloud":
		return familyApple
	}
	return familyOther
}

var webmailLabels = map[family]text{
	familyNone:        {"打开网页邮箱", "Open webmail"},
	familyOther:       {"打开网页邮箱", "Open webmail"},
	familyExmail:      {"打开企业邮箱", "Open webmail"},
	familyQQ:          {"打开 QQ 邮箱", "Open QQ Mail"},
	familyNetEase:     {"打开网易邮箱", "Open webmail"},
	familyNetEaseQiye: {"打开企业邮箱", "Open webmail"},
	familyAlibaba:     {"打开企业邮箱", "Open webmail"},
	familyFeishu:      {"打开飞书", "Open Feishu"},
	familyGmail:       {"打开 Google 账号", "Open Google Account"},
	familyMicrosoft:   {"打开网页邮箱", "Open webmail"},
	familyExchange:    {"打开网页邮箱", "Open webmail"},
	familyApple:       {"打开 Apple 账户", "Open Apple Account"},
}

// checklist is what to check, in a provider's own terms, when it refuses a sign-in.
type checklist struct {
	detail    text   // what the provider does not tell apart
	refused   []text // in order, when the sign-in was refused
	switchOn  []text // in order, when the service is off
	getSecret []text // in order, when a code or app password is wanted
}

// forProvider puts the provider's terms into the entries that are about signing in.
func (t telling) forProvider(e entry) entry {
	list, ok := checklists[t.family]
	if !ok {
		list = checklists[familyNone]
	}
	switch t.problem.Code {
	case mail.HostNotFound:
		if t.official() {
			return officialHostNotFound
		}
	case mail.AuthRejected:
		if t.problem.Class == "" || t.problem.Class == "AUTH_AMBIGUOUS" || t.problem.Class == "TLS_OR_AUTH_OFF" {
			e.details = []text{list.detail, inOrder}
		}
		if _, special := classes[t.problem.Class]; !special {
			e.advice = list.refused
		}
	case mail.AppPasswordNeeded:
		if len(list.getSecret) > 0 {
			e.advice = list.getSecret
		}
	case mail.ProtocolDisabled:
		if t.problem.Class != "PROTOCOL_DISABLED_ADMIN" && len(list.switchOn) > 0 {
			e.advice = list.switchOn
		}
	default:
	}
	return e
}

// official reports whether the problem is with a host that the catalogue names for the provider, which therefore is
// not misspelt.
func (t telling) official() bool {
	for _, servers := range [][]mail.Server{t.context.Provider.Incoming, t.context.Provider.Outgoing} {
		for _, s := range servers {
			if s.Host != "" && s.Host == t.problem.Server.Host {
				return true
			}
		}
	}
	return false
}

var inOrder = text{"请按顺序检查：", "Check in this order:"}

var checklists = merge(freeChecklists, corporateChecklists, abroadChecklists)
