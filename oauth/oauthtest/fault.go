package oauthtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// Fault is a lie that the authority tells until it is told another.
type Fault string

// The faults. Those of the token endpoint come first.
const (
	None            Fault = ""
	Redirected      Fault = "redirect"          // 307 to somewhere else
	HTML            Fault = "html"              // 200 with a page, as a captive portal does
	Huge            Fault = "huge"              // a good answer of 5 MB
	NoExpiry        Fault = "expires-missing"   // no expires_in
	NegativeExpiry  Fault = "expires-negative"  // -3600
	TextExpiry      Fault = "expires-text"      // "3600"
	WordExpiry      Fault = "expires-word"      // "soon"
	FractionExpiry  Fault = "expires-fraction"  // 3599.5
	EndlessExpiry   Fault = "expires-endless"   // 1e300
	ObjectExpiry    Fault = "expires-object"    // {}
	OddType         Fault = "type-odd"          // token_type "BeArEr mail"
	NoType          Fault = "type-missing"      // no token_type
	NoRefresh       Fault = "refresh-missing"   // no refresh_token
	NoAccess        Fault = "access-missing"    // no access_token
	ControlAccess   Fault = "access-control"    // an access token with control characters
	Unavailable     Fault = "unavailable"       // 503, Retry-After: 120
	Throttled       Fault = "throttled"         // 429
	InvalidGrant    Fault = "invalid-grant"     // 400 invalid_grant
	GoodInvalid     Fault = "invalid-grant-200" // invalid_grant with status 200
	Interaction     Fault = "interaction"       // Entra's interaction_required with claims
	Echo            Fault = "echo"              // invalid_request whose description quotes the request
	LessScope       Fault = "scope-less"        // grants identity only
	MoreScope       Fault = "scope-more"        // grants more than was asked for
	Hang            Fault = "hang"              // no answer until the client goes away
	NoIdentity      Fault = "identity-missing"  // no id_token
	WrongAudience   Fault = "identity-audience" // id_token for another client
	WrongNonce      Fault = "identity-nonce"    // id_token of another sign-in
	ForeignIdentity Fault = "identity-issuer"   // id_token of another issuer
	WrongIssuer     Fault = "issuer-wrong"      // iss of another authority in the browser's answer
	NoIssuer        Fault = "issuer-missing"    // no iss in the browser's answer
	MarkupError     Fault = "error-markup"      // an error whose description is HTML
	NeedsApproval   Fault = "needs-approval"    // Entra's error for an app that an administrator has to approve
	OmitsPKCE       Fault = "pkce-ignored"      // the verifier is not compared
)

// lie answers a token request by the fault; false leaves it to the honest code.
func (a *Authority) lie(w http.ResponseWriter, r *http.Request, fault Fault) bool {
	switch fault {
	case Redirected:
		http.Redirect(w, r, a.URL()+"/elsewhere", http.StatusTemporaryRedirect)
	case HTML:
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<html><body>Please accept the terms of this network</body></html>")
	case Unavailable:
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(http.StatusServiceUnavailable)
	case Throttled:
		w.WriteHeader(http.StatusTooManyRequests)
	case InvalidGrant:
		refuse(w, http.StatusBadRequest, "invalid_grant", "grant request is invalid")
	case GoodInvalid:
		refuse(w, http.StatusOK, "invalid_grant", "grant request is invalid")
	case Interaction:
		reply(w, http.StatusBadRequest, map[string]any{
			"error": "interaction_required", "error_codes": []int{50076}, "claims": `{"access_token":{"acrs":{"essential":true,"value":"c1"}}}`,
			"error_description": "AADSTS50076: you must use multi-factor authentication.\r\nTrace ID: 0\r\nCorrelation ID: 1", "correlation_id": "aaaa0000-bb11-2222-33cc-444444dddddd",
		})
	case Echo:
		refuse(w, http.StatusBadRequest, "invalid_request", "cannot use "+fmt.Sprint(map[string][]string(r.PostForm)))
	case Hang:
		<-r.Context().Done()
	default:
		return false
	}
	return true
}

// bend changes a good answer by the fault.
func bend(answer map[string]any, fault Fault) {
	switch fault {
	case Huge:
		answer["padding"] = strings.Repeat("x", 5<<20)
	case NoExpiry:
		delete(answer, "expires_in")
	case NegativeExpiry:
		answer["expires_in"] = -3600
	case TextExpiry:
		answer["expires_in"] = "3600"
	case WordExpiry:
		answer["expires_in"] = "soon"
	case FractionExpiry:
		answer["expires_in"] = 3599.5
	case EndlessExpiry:
		answer["expires_in"] = json.RawMessage("1e300")
	case ObjectExpiry:
		answer["expires_in"] = map[string]any{}
	case OddType:
		answer["token_type"] = "BeArEr mail"
	case NoType:
		delete(answer, "token_type")
	case NoRefresh:
		delete(answer, "refresh_token")
	case NoAccess:
		delete(answer, "access_token")
	case ControlAccess:
		answer["access_token"] = Marker + "\x01auth=Bearer other\x01\x01"
	case LessScope:
		answer["scope"] = "openid email"
	case MoreScope:
		answer["scope"] = fmt.Sprint(answer["scope"], " contacts calendar")
	case NoIdentity:
		delete(answer, "id_token")
	}
}

func refuse(w http.ResponseWriter, status int, code, description string) {
	reply(w, status, map[string]any{"error": code, "error_description": description})
}

func reply(w http.ResponseWriter, status int, body map[string]any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

// bendAnswer changes the answer that the browser carries by the fault.
func bendAnswer(query url.Values, fault Fault) {
	switch fault {
	case WrongIssuer:
		query.Set("iss", "https://authority.invalid")
	case NoIssuer:
		query.Del("iss")
	case MarkupError:
		query.Del("code")
		query.Set("error", "<b>access_denied</b>")
		query.Set("error_description", `</p><script>alert(1)</script>`)
	case NeedsApproval:
		query.Del("code")
		query.Set("error", "access_denied")
		query.Set("error_description", "AADSTS90094: An administrator of the organization has set a policy that prevents you from granting access to this app.")
	}
}
