package oauth

import "letterbox/mail"

// Classes of Problems that callers branch on, in the vocabulary of provider replies.
const (
	ClassUnfinished    = "OAUTH_USER_CANCEL"      // the person closed the page, declined, or took too long
	ClassOtherAccount  = "OAUTH_MAILBOX_MISMATCH" // the account signed in to is not the address typed
	ClassMisconfigured = "OAUTH_APP_MISCONFIG"    // the app's registration is missing or wrong
	ClassSignInAgain   = "OAUTH_REAUTH"           // the grant ended
	ClassNotGranted    = "OAUTH_CONSENT"          // what mail needs was not allowed
)

// Keys of Problem.Facts that this package adds.
const (
	FactSignedIn    = "signed-in"      // addresses of the account that was chosen in the browser
	FactAddress     = "address"        // the address that was typed
	FactCorrelation = "correlation-id" // for the administrator's log at Microsoft
	FactClaims      = "claims"         // for Request.Claims of the next sign-in
	FactMissing     = "missing"        // what the settings lack, or the scopes that were not granted
	FactConsole     = "console"        // page where apps are registered
	FactRedirect    = "redirect"       // redirect URI to register; any port and, without a path, any path
	FactScopes      = "scopes"         // permissions to register, separated by blanks
)

type verdict struct {
	code  mail.Code
	retry mail.Retry
}

// verdicts say what a class means for the product.
var verdicts = map[string]verdict{
	"AUTH_BAD_CREDENTIALS":    {mail.AuthRejected, mail.RetryAfterChange},
	"ACCOUNT_DISABLED":        {mail.AccountUnavailable, mail.RetryAfterChange},
	"ACCOUNT_LOCKED":          {mail.AccountUnavailable, mail.RetryAfterChange},
	"USER_UNKNOWN":            {mail.AccountUnavailable, mail.RetryAfterChange},
	"OAUTH_WRONG_CLOUD":       {mail.AccountUnavailable, mail.RetryAfterChange},
	"OAUTH_WRONG_TENANT":      {mail.AccountUnavailable, mail.RetryAfterChange},
	ClassSignInAgain:          {mail.SignInExpired, mail.RetryAfterChange},
	"MFA_REQUIRED":            {mail.SignInExpired, mail.RetryAfterChange},
	"PASSWORD_EXPIRED":        {mail.SignInExpired, mail.RetryAfterChange},
	"OAUTH_CA_BLOCKED":        {mail.AccessDenied, mail.RetryAfterChange},
	"POLICY_BLOCKED":          {mail.AccessDenied, mail.RetryAfterChange},
	"IP_DENIED":               {mail.AccessDenied, mail.RetryAfterChange},
	"OAUTH_USER_NOT_ASSIGNED": {mail.AccessDenied, mail.RetryAfterChange},
	"OAUTH_TRANSIENT":         {mail.ServerBusy, mail.RetryLater},
	"RATE_LIMIT_LOGIN":        {mail.RateLimited, mail.RetryLater},
	ClassMisconfigured:        {mail.ServerRefused, mail.RetryAfterChange},
	ClassNotGranted:           {mail.ConsentDenied, mail.RetryAfterChange},
	"OAUTH_ADMIN_CONSENT":     {mail.ConsentDenied, mail.RetryAfterChange},
	"OAUTH_APP_UNVERIFIED":    {mail.ConsentDenied, mail.RetryAfterChange},
	ClassUnfinished:           {mail.ConsentDenied, mail.RetryAfterChange},
}

// errorClasses are the error codes of RFC 6749, RFC 8628, OpenID Connect, Entra and Google.
var errorClasses = map[string]string{
	"invalid_grant":              ClassSignInAgain,
	"interaction_required":       ClassSignInAgain,
	"login_required":             ClassSignInAgain,
	"account_selection_required": ClassSignInAgain,
	"invalid_rapt":               ClassSignInAgain,
	"consent_required":           ClassNotGranted,
	"access_denied":              ClassUnfinished,
	"authorization_declined":     ClassUnfinished,
	"expired_token":              ClassUnfinished,
	"temporarily_unavailable":    "OAUTH_TRANSIENT",
	"server_error":               "OAUTH_TRANSIENT",
	"slow_down":                  "RATE_LIMIT_LOGIN",
	"rate_limit_exceeded":        "RATE_LIMIT_LOGIN",
	"invalid_client":             ClassMisconfigured,
	"unauthorized_client":        ClassMisconfigured,
	"invalid_scope":              ClassMisconfigured,
	"invalid_request":            ClassMisconfigured,
	"invalid_resource":           ClassMisconfigured,
	"invalid_target":             ClassMisconfigured,
	"unsupported_response_type":  ClassMisconfigured,
	"unsupported_grant_type":     ClassMisconfigured,
	"redirect_uri_mismatch":      ClassMisconfigured,
	"deleted_client":             ClassMisconfigured,
	"disabled_client":            ClassMisconfigured,
	"disallowed_useragent":       ClassMisconfigured,
	"admin_policy_enforced":      "OAUTH_ADMIN_CONSENT",
	"org_internal":               "OAUTH_WRONG_TENANT",
}
