package verdict

// tagClasses are the response codes that name a reason: IMAP's of RFC 5530 and RFC 9051, POP3's of RFC 2449 and RFC
// 3206. A code counts after telling words: servers put [ALERT] or [AUTHENTICATIONFAILED] before very different ones.
var tagClasses = map[string]string{
	"AUTHENTICATIONFAILED": "AUTH_BAD_CREDENTIALS",
	"AUTHORIZATIONFAILED":  "AUTHZ_FAILED",
	"EXPIRED":              "PASSWORD_EXPIRED",
	"PRIVACYREQUIRED":      "TLS_REQUIRED",
	"CONTACTADMIN":         "ACCOUNT_DISABLED",
	"UNAVAILABLE":          "SERVER_TEMP",
	"SERVERBUG":            "SERVER_TEMP",
	"INUSE":                "MAILBOX_IN_USE",
	"LIMIT":                "THROTTLED",
	"OVERQUOTA":            "QUOTA_FULL",
	"NONEXISTENT":          "FOLDER_MISSING",
	"TRYCREATE":            "FOLDER_MISSING",
	"CANNOT":               "FOLDER_RESERVED",
	"ALREADYEXISTS":        "FOLDER_RESERVED",
	"HASCHILDREN":          "FOLDER_RESERVED",
	"CLIENTBUG":            "CLIENT_PROTOCOL",
	"BADCHARSET":           "CLIENT_PROTOCOL",
	"PARSE":                "CLIENT_PROTOCOL",
	"TOOBIG":               "SIZE_LIMIT",
	"REFERRAL":             "WRONG_CLUSTER", // RFC 2221
	"WEBALERT":             "WEB_LOGIN_REQUIRED",
	"THROTTLED":            "THROTTLED",

	"AUTH":        "AUTH_BAD_CREDENTIALS",
	"IN-USE":      "MAILBOX_IN_USE",
	"LOGIN-DELAY": "RATE_LIMIT_LOGIN",
	"SYS/TEMP":    "SERVER_TEMP",
	"SYS/PERM":    "ACCOUNT_DISABLED", // until somebody intervenes, says RFC 3206
}

func (r Reply) tagClass() string {
	class := tagClasses[r.Tag]
	if class == "AUTH_BAD_CREDENTIALS" && (oneOf(reticent, string(r.Family)) || oneOf(reticent, r.Family.house())) {
		return "" // left to the words, which say no more than that either
	}
	if r.Tag == "NOPERM" {
		if r.Phase == Login {
			return "POLICY_BLOCKED"
		}
		return "FOLDER_READONLY"
	}
	return class
}

// enhancedRules follow RFC 3463, RFC 5248 and the IANA registry.
var enhancedRules = []rule{
	{phases: "login", families: reticent, enhanced: ".7.8", class: "AUTH_AMBIGUOUS"},
	{enhanced: ".1.1", class: "RCPT_UNKNOWN"},
	{enhanced: ".1.2", class: "RCPT_UNKNOWN"},
	{enhanced: ".1.3", class: "RCPT_UNKNOWN"},
	{enhanced: ".1.6", class: "RCPT_UNKNOWN"},
	{enhanced: ".1.10", class: "RCPT_UNKNOWN"},
	{enhanced: ".1.7", class: "SENDER_REFUSED"},
	{enhanced: ".1.8", class: "SENDER_REFUSED"},
	{phases: "login", enhanced: ".2.1", class: "ACCOUNT_DISABLED"},
	{code: 4, enhanced: ".2.1", class: "GREYLIST_TEMP"},
	{enhanced: ".2.1", class: "RCPT_REFUSED"},
	{enhanced: ".2.2", class: "QUOTA_FULL"},
	{enhanced: ".2.3", class: "SIZE_LIMIT"},
	{enhanced: ".3.4", class: "SIZE_LIMIT"},
	{enhanced: ".5.3", class: "RCPT_TOO_MANY"},
	{code: 4, enhanced: ".3.", class: "SERVER_TEMP"},
	{code: 4, enhanced: ".4.", class: "SERVER_TEMP"},
	{code: 4, enhanced: ".7.0", class: "SERVER_TEMP"},
	{phases: "login", enhanced: ".7.9", class: "MECH_UNSUPPORTED"},
	{phases: "login", enhanced: ".7.4", class: "MECH_UNSUPPORTED"},
	{enhanced: ".7.10", class: "TLS_REQUIRED"},
	{enhanced: ".7.11", class: "TLS_REQUIRED"},
	{enhanced: ".7.12", class: "PASSWORD_MUST_CHANGE"},
	{enhanced: ".7.13", class: "ACCOUNT_DISABLED"},
	{enhanced: ".7.14", class: "POLICY_BLOCKED"},
	{phases: "login", enhanced: ".7.8", class: "AUTH_BAD_CREDENTIALS"},
	{phases: "data", code: 5, enhanced: ".7.0", class: "SEND_REJECTED"},
	{phases: "mail-from rcpt data", code: 530, class: "AUTH_REQUIRED"},
	{phases: "data", enhanced: ".7.20", class: "SEND_REJECTED"},
	{phases: "data", enhanced: ".7.21", class: "SEND_REJECTED"},
	{phases: "data", enhanced: ".7.23", class: "SEND_REJECTED"},
	{phases: "data", enhanced: ".7.25", class: "IP_REPUTATION"},
	{phases: "data", enhanced: ".7.26", class: "SEND_REJECTED"},
}

// statusRules are what a status of IMAP or POP3 means at a stage when no word tells more.
var statusRules = []rule{
	{phases: "connect", all: says("server ready|service ready|ready for|welcome to"), class: "INFO_FINGERPRINT"},
	{protocols: "imap", status: "BYE", class: "SERVER_TEMP"},
	{protocols: "imap", status: "OK PREAUTH", phases: "connect", class: "INFO_FINGERPRINT"},
	{protocols: "imap pop3", status: "OK +OK PREAUTH", class: "INFO_OK"},
	{protocols: "imap", phases: "login", status: "BAD", command: "AUTHENTICATE", class: "MECH_UNSUPPORTED"},
	{protocols: "imap", phases: "login", status: "NO BAD", class: "AUTH_AMBIGUOUS"},
	{protocols: "imap", status: "BAD", class: "CLIENT_PROTOCOL"},
	{protocols: "pop3", phases: "connect", status: "-ERR", class: "SERVER_TEMP"},
	{protocols: "pop3", phases: "login", status: "-ERR", class: "AUTH_AMBIGUOUS"},
}

// codeRules are the last resort: the three digits, which say little.
var codeRules = []rule{
	{phases: "login", code: 530, class: "AUTH_REQUIRED"},
	{phases: "login", code: 538, class: "TLS_REQUIRED"},
	{phases: "login", code: 504, class: "MECH_UNSUPPORTED"},
	{phases: "login", code: 502, class: "MECH_UNSUPPORTED"},
	{phases: "login", code: 432, class: "PASSWORD_MUST_CHANGE"},
	{phases: "login", code: 525, class: "ACCOUNT_DISABLED"},
	{phases: "login", families: reticent, code: 5, class: "AUTH_AMBIGUOUS"},
	{phases: "login", code: 534, class: "MECH_UNSUPPORTED"},
	{phases: "login", code: 535, class: "AUTH_BAD_CREDENTIALS"},
	{phases: "login", code: 551, class: "AUTH_BAD_CREDENTIALS"},
	{phases: "login", code: 500, class: "CLIENT_PROTOCOL"},
	{phases: "login", code: 501, class: "CLIENT_PROTOCOL"},
	{phases: "login", code: 503, class: "CLIENT_PROTOCOL"},
	{phases: "login", code: 4, class: "SERVER_TEMP"},
	{phases: "login", code: 5, class: "AUTH_AMBIGUOUS"},
	{phases: "rcpt", code: 552, class: "QUOTA_FULL"},
	{code: 552, class: "SIZE_LIMIT"},
	{phases: "rcpt", code: 452, class: "RCPT_TOO_MANY"},
	{phases: "rcpt", code: 450, class: "GREYLIST_TEMP"},
	{code: 4, class: "SERVER_TEMP"},
	{code: 235, class: "INFO_OK"},
	{phases: "connect", code: 220, class: "INFO_FINGERPRINT"},
	{code: 221, class: "INFO_CLOSE"},
	{code: 2, class: "INFO_OK"},
	{code: 3, class: "INFO_OK"},
	{code: 500, class: "CLIENT_PROTOCOL"},
	{code: 502, class: "CLIENT_PROTOCOL"},
	{code: 503, class: "CLIENT_PROTOCOL"},
	{code: 504, class: "CLIENT_PROTOCOL"},
	{phases: "connect", code: 501, class: "CLIENT_PROTOCOL"},
	{phases: "connect", code: 5, class: "POLICY_BLOCKED"},
	{phases: "mail-from", code: 501, class: "SENDER_MISMATCH"},
	{phases: "mail-from", code: 5, class: "SENDER_REFUSED"},
	{phases: "rcpt", code: 550, class: "RCPT_UNKNOWN"},
	{phases: "rcpt", code: 551, class: "RCPT_UNKNOWN"},
	{phases: "rcpt", code: 553, class: "RCPT_UNKNOWN"},
	{phases: "rcpt", code: 5, class: "RCPT_REFUSED"},
	{code: 501, class: "CLIENT_PROTOCOL"},
	{phases: "data", code: 5, class: "SEND_REJECTED"},
	{code: 535, class: "AUTH_BAD_CREDENTIALS"},
}
