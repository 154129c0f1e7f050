package smtp

import "letterbox/mail"

// Phase is where in the dialogue a reply came, in the vocabulary of the command line.
type Phase string

// The phases. PhaseAny is for replies of which nothing is known.
const (
	PhaseConnect  Phase = "connect" // greeting and EHLO
	PhaseStartTLS Phase = "starttls"
	PhaseLogin    Phase = "login"
	PhaseMailFrom Phase = "mail-from"
	PhaseRcpt     Phase = "rcpt"
	PhaseData     Phase = "data"
	PhaseAny      Phase = "any"
)

// ParsePhase returns the phase of a name, which may also be one that other protocols use for the same.
func ParsePhase(name string) Phase {
	switch name {
	case "greeting", "capability", "ehlo", "handshake":
		return PhaseConnect
	case "auth", "authorize", "token":
		return PhaseLogin
	}
	switch p := Phase(name); p {
	case PhaseConnect, PhaseStartTLS, PhaseLogin, PhaseMailFrom, PhaseRcpt, PhaseData:
		return p
	default:
		return PhaseAny
	}
}

func (p Phase) stage() mail.Stage {
	switch p {
	case PhaseConnect:
		return mail.StageGreet
	case PhaseStartTLS:
		return mail.StageSecure
	case PhaseLogin:
		return mail.StageAuthenticate
	case PhaseMailFrom, PhaseRcpt, PhaseData:
		return mail.StageSubmit
	default:
		return ""
	}
}

// meaning is what a class of replies means to the rest of the program.
type meaning struct {
	code  mail.Code
	retry mail.Retry
}

// meanings of the classes that a submission server's replies can have.
var meanings = map[string]meaning{
	"AUTH_BAD_CREDENTIALS": {mail.AuthRejected, mail.RetryAfterChange},
	"AUTH_AMBIGUOUS":       {mail.AuthRejected, mail.RetryAfterChange},
	"AUTHZ_FAILED":         {mail.AuthRejected, mail.RetryAfterChange},

	"AUTHCODE_REQUIRED":     {mail.AppPasswordNeeded, mail.RetryAfterChange},
	"AUTHCODE_EXPIRED":      {mail.AppPasswordNeeded, mail.RetryAfterChange},
	"APP_PASSWORD_REQUIRED": {mail.AppPasswordNeeded, mail.RetryAfterChange},

	"PROTOCOL_DISABLED_USER":  {mail.ProtocolDisabled, mail.RetryAfterChange},
	"PROTOCOL_DISABLED_ADMIN": {mail.ProtocolDisabled, mail.RetryAfterChange},
	"BASIC_AUTH_DISABLED":     {mail.MechanismMissing, mail.RetryAfterChange},
	"MECH_UNSUPPORTED":        {mail.MechanismMissing, mail.RetryAfterChange},

	"WEB_LOGIN_REQUIRED":   {mail.AccessDenied, mail.RetryAfterChange},
	"MFA_REQUIRED":         {mail.AccessDenied, mail.RetryAfterChange},
	"PASSWORD_EXPIRED":     {mail.SignInExpired, mail.RetryAfterChange},
	"PASSWORD_MUST_CHANGE": {mail.SignInExpired, mail.RetryAfterChange},
	"TOKEN_EXPIRED":        {mail.SignInExpired, mail.RetryAfterChange},
	"OAUTH_TOKEN_REJECTED": {mail.SignInExpired, mail.RetryAfterChange},

	"ACCOUNT_LOCKED":   {mail.AccountUnavailable, mail.RetryAfterChange},
	"ACCOUNT_DISABLED": {mail.AccountUnavailable, mail.RetryAfterChange},
	"ACCOUNT_EXPIRED":  {mail.AccountUnavailable, mail.RetryAfterChange},
	"DOMAIN_DISABLED":  {mail.AccountUnavailable, mail.RetryAfterChange},
	"DOMAIN_EXPIRED":   {mail.AccountUnavailable, mail.RetryAfterChange},
	"USER_UNKNOWN":     {mail.AccountUnavailable, mail.RetryAfterChange},
	"WRONG_CLUSTER":    {mail.AccountUnavailable, mail.RetryAfterChange},

	"IP_DENIED":      {mail.AccessDenied, mail.RetryAfterChange},
	"POLICY_BLOCKED": {mail.AccessDenied, mail.RetryAfterChange},

	"RATE_LIMIT_LOGIN":     {mail.RateLimited, mail.RetryLater},
	"RATE_LIMIT_IP":        {mail.RateLimited, mail.RetryLater},
	"CONN_LIMIT":           {mail.RateLimited, mail.RetryLater},
	"THROTTLED":            {mail.RateLimited, mail.RetryLater},
	"SERVER_TEMP":          {mail.ServerBusy, mail.RetryLater},
	"GREYLIST_TEMP":        {mail.ServerBusy, mail.RetryLater},
	"SEND_RESTRICTED_TEMP": {mail.ServerBusy, mail.RetryLater},
	"SPAM_TEMP":            {mail.ServerBusy, mail.RetryLater},

	"RATE_LIMIT_SEND":         {mail.SendRefused, mail.RetryNever},
	"RATE_LIMIT_DAILY":        {mail.SendRefused, mail.RetryNever},
	"IP_REPUTATION":           {mail.SendRefused, mail.RetryNever},
	"SPAM_REJECT":             {mail.SendRefused, mail.RetryNever},
	"ACCOUNT_BLOCKED_SENDING": {mail.SendRefused, mail.RetryNever},
	"SEND_REJECTED":           {mail.SendRefused, mail.RetryNever},
	"VIRUS":                   {mail.SendRefused, mail.RetryNever},
	"RELAY_DENIED":            {mail.SendRefused, mail.RetryNever},
	"SENDER_REFUSED":          {mail.SendRefused, mail.RetryNever},
	"SENDER_MISMATCH":         {mail.SendRefused, mail.RetryAfterChange},
	"SIZE_LIMIT":              {mail.SendRefused, mail.RetryAfterChange},

	"RCPT_UNKNOWN":   {mail.RecipientRejected, mail.RetryAfterChange},
	"RCPT_REFUSED":   {mail.RecipientRejected, mail.RetryAfterChange},
	"RCPT_TOO_MANY":  {mail.RecipientRejected, mail.RetryAfterChange},
	"RCPT_DUPLICATE": {mail.RecipientRejected, mail.RetryAfterChange},
	"QUOTA_FULL":     {mail.QuotaExceeded, mail.RetryAfterChange},

	"TLS_REQUIRED":      {mail.ServerRefused, mail.RetryAfterChange},
	"TLS_MODE_MISMATCH": {mail.PlainPort, mail.RetryAfterChange},
	"AUTH_REQUIRED":     {mail.ServerRefused, mail.RetryAfterChange},
	"POP_BEFORE_SMTP":   {mail.ServerRefused, mail.RetryAfterChange},
	"CLIENT_PROTOCOL":   {mail.ServerRefused, mail.RetryNever},
	"INFO_OK":           {mail.Unknown, mail.RetryNever},
	"BENIGN_DUPLICATE":  {mail.Unknown, mail.RetryNever},
}
