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
	case s == "qq", s == "foxmail", s == "tencent":
		return familyQQ
	case strings.HasPrefix(s, "netease_qiye"):
		return familyNetEaseQiye
	case strings.HasPrefix(s, "netease"):
		return familyNetEase
	case s == "alibaba_qiye", s == "alibaba":
		return familyAlibaba
	case s == "feishu", s == "lark":
		return familyFeishu
	case s == "gmail", s == "google":
		return familyGmail
	case strings.HasPrefix(s, "m365"), s == "outlook_com", s == "microsoft", s == "entra":
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
	list = t.fromCatalogue(list)
	switch t.problem.Code {
	case mail.HostNotFound:
		if t.official() {
			return officialHostNotFound
		}
	case mail.AuthRejected:
		e = t.refusal(e, list)
	case mail.AppPasswordNeeded:
		if len(list.getSecret) > 0 {
			e.advice = list.getSecret
		}
	case mail.MechanismMissing:
		if t.problem.Class == "MECH_UNSUPPORTED" && t.problem.Reply == "" {
			return entries[mail.MechanismMissing] // nothing in common: the server was not even asked
		}
	case mail.ProtocolDisabled:
		if t.problem.Class != "PROTOCOL_DISABLED_ADMIN" && len(list.switchOn) > 0 {
			e.advice = list.switchOn
		}
	default:
	}
	return e
}

// refusal words a refused sign-in. What the server left open is a checklist; where it named the secret and the
// provider never takes the login password, the checklist says so too.
func (t telling) refusal(e entry, list checklist) entry {
	switch t.problem.Class {
	case "", "AUTH_AMBIGUOUS", "TLS_OR_AUTH_OFF":
		e.details, e.advice = []text{list.detail, inOrder}, list.refused
	case "AUTH_BAD_CREDENTIALS":
		if t.family == familyNone {
			return e
		}
		e.advice = list.refused
		if neverTakesLogin[t.family] {
			e.details = []text{list.detail, inOrder}
		}
	default:
	}
	return e
}

// neverTakesLogin are the providers whose mail servers refuse the login password always.
var neverTakesLogin = map[family]bool{
	familyQQ: true, familyNetEase: true, familyFeishu: true, familyGmail: true, familyMicrosoft: true, familyApple: true,
}

// fromCatalogue puts in what the catalogue says about switches and secrets of a provider that has no checklist of its
// own.
func (t telling) fromCatalogue(list checklist) checklist {
	if t.family != familyOther {
		return list
	}
	enable, secret := told(t.context.Provider.EnableTip), told(t.context.Provider.SecretTip)
	if enable != (text{}) {
		list.switchOn = []text{enable, list.switchOn[len(list.switchOn)-1]}
		list.refused = []text{list.refused[0], enable, list.refused[2]}
	}
	if secret != (text{}) {
		list.getSecret = []text{secret, list.getSecret[len(list.getSecret)-1]}
		list.refused = []text{list.refused[0], list.refused[1], secret}
	}
	return list
}

// told returns a tip of the catalogue as a text, empty when it is not there in both languages.
func told(tip map[string]string) text {
	if zh, en := tip[string(ZH)], tip[string(EN)]; zh != "" && en != "" {
		return text{zh, en}
	}
	return text{}
}

// page returns the page of the provider that helps: the switches where the service is off, else where the secret is
// made; "" when none is known.
func (t telling) page() string {
	p := t.context.Provider
	pages := []string{p.SecretURL, p.EnableURL}
	if t.problem.Code == mail.ProtocolDisabled {
		pages = []string{p.EnableURL, p.SecretURL}
	}
	for _, page := range pages {
		if s := secure(page); s != "" {
			return s
		}
	}
	return ""
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
