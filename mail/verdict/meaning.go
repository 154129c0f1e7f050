package verdict

import "letterbox/mail"

// Meaning is what a class means to the rest of the program.
type Meaning struct {
	Code  mail.Code
	Retry mail.Retry
}

var (
	signIn      = Meaning{mail.AuthRejected, mail.RetryAfterChange}
	appSecret   = Meaning{mail.AppPasswordNeeded, mail.RetryAfterChange}
	switchedOff = Meaning{mail.ProtocolDisabled, mail.RetryAfterChange}
	mechanism   = Meaning{mail.MechanismMissing, mail.RetryAfterChange}
	account     = Meaning{mail.AccountUnavailable, mail.RetryAfterChange}
	denied      = Meaning{mail.AccessDenied, mail.RetryAfterChange}
	ended       = Meaning{mail.SignInExpired, mail.RetryAfterChange}
	limited     = Meaning{mail.RateLimited, mail.RetryLater}
	busy        = Meaning{mail.ServerBusy, mail.RetryLater}
	unsendable  = Meaning{mail.SendRefused, mail.RetryNever}
	sender      = Meaning{mail.SendRefused, mail.RetryAfterChange}
	recipient   = Meaning{mail.RecipientRejected, mail.RetryAfterChange}
	refused     = Meaning{mail.ServerRefused, mail.RetryAfterChange}
	ours        = Meaning{mail.ServerRefused, mail.RetryNever}
	nothing     = Meaning{mail.Unknown, mail.RetryNever}
)

var meanings = map[string]Meaning{
	"AUTH_BAD_CREDENTIALS": signIn, "AUTHZ_FAILED": signIn, "AUTH_AMBIGUOUS": signIn, "TLS_OR_AUTH_OFF": signIn,
	"AUTHCODE_REQUIRED": appSecret, "AUTHCODE_EXPIRED": appSecret, "APP_PASSWORD_REQUIRED": appSecret,
	"PROTOCOL_DISABLED_USER": switchedOff, "PROTOCOL_DISABLED_ADMIN": switchedOff,
	"BASIC_AUTH_DISABLED": mechanism, "MECH_UNSUPPORTED": mechanism,
	"IMAP_ID_REQUIRED": denied, "WEB_LOGIN_REQUIRED": denied, "MFA_REQUIRED": denied,
	"PASSWORD_EXPIRED": ended, "PASSWORD_MUST_CHANGE": ended, "OAUTH_TOKEN_REJECTED": ended,
	"TOKEN_EXPIRED":  {mail.SignInExpired, mail.RetryLater},
	"ACCOUNT_LOCKED": account, "ACCOUNT_DISABLED": account, "ACCOUNT_EXPIRED": account, "DOMAIN_DISABLED": account,
	"DOMAIN_EXPIRED": account, "USER_UNKNOWN": account, "NOT_A_MAILBOX": account, "WRONG_CLUSTER": account,
	"IP_DENIED": denied, "POLICY_BLOCKED": denied, "OAUTH_MAILBOX_MISMATCH": denied,
	"RATE_LIMIT_LOGIN": limited, "RATE_LIMIT_IP": limited, "CONN_LIMIT": limited, "THROTTLED": limited,
	"SERVER_TEMP": busy, "MAILBOX_IN_USE": busy, "GREYLIST_TEMP": busy, "SEND_RESTRICTED_TEMP": busy, "SPAM_TEMP": busy,
	"RATE_LIMIT_SEND": unsendable, "RATE_LIMIT_DAILY": unsendable, "IP_REPUTATION": unsendable, "SPAM_REJECT": unsendable,
	"ACCOUNT_BLOCKED_SENDING": unsendable, "SEND_REJECTED": unsendable, "VIRUS": unsendable, "RELAY_DENIED": unsendable,
	"SENDER_REFUSED": unsendable, "SENDER_MISMATCH": sender, "SIZE_LIMIT": sender,
	"RCPT_UNKNOWN": recipient, "RCPT_REFUSED": recipient, "RCPT_TOO_MANY": recipient, "RCPT_DUPLICATE": recipient,
	"QUOTA_FULL":    {mail.QuotaExceeded, mail.RetryAfterChange},
	"TLS_REQUIRED":  {mail.TLSNotOffered, mail.RetryAfterChange},
	"AUTH_REQUIRED": refused, "POP_BEFORE_SMTP": refused,
	"TLS_MODE_MISMATCH":   {mail.PlainPort, mail.RetryAfterChange},
	"WRONG_PROTOCOL_PORT": {mail.WrongProtocol, mail.RetryAfterChange},
	"CERT_NAME_MISMATCH":  {mail.TLSWrongName, mail.RetryAfterChange},
	"FOLDER_MISSING":      {mail.FolderMissing, mail.RetryAfterChange},
	"FOLDER_READONLY":     ours, "FOLDER_RESERVED": ours, "CLIENT_PROTOCOL": ours, "LOCAL_CREDENTIAL_TOO_BIG": ours,
	"BENIGN_DUPLICATE": nothing, "INFO_OK": nothing, "INFO_CLOSE": nothing, "INFO_FINGERPRINT": nothing,
}

// MeaningOf returns what a class means: a refusal that only a change can help when the class is unknown.
func MeaningOf(class string) Meaning {
	if m, ok := meanings[class]; ok {
		return m
	}
	return refused
}

// Problem returns what r means when server said it. A temporary refusal of a message may pass, whatever its reason
// is. Where it is a matter of time and the server said how long, FactAfter tells.
func (r Reply) Problem(server mail.Server) *mail.Problem {
	class := r.Class()
	means := MeaningOf(class)
	if means.Code == mail.SendRefused && r.Code/100 == 4 {
		means.Retry = mail.RetryLater
	}
	p := &mail.Problem{Code: means.Code, Class: class, Stage: r.Phase.Stage(), Server: server, Reply: r.Text, Retry: means.Retry}
	if wait := r.wait(); wait > 0 && (p.Code == mail.RateLimited || p.Code == mail.ServerBusy) {
		p.Facts = map[string]string{mail.FactAfter: wait.String()}
	}
	return p
}
