package oauthtest

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
)

// token is the token endpoint (RFC 6749 sections 4.1.3 and 6, RFC 7636 section 4.6, RFC 8628 section 3.4).
func (a *Authority) token(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	a.mu.Lock()
	a.tokens = append(a.tokens, r.PostForm)
	fault := a.fault
	a.mu.Unlock()
	if !a.lie(w, r, fault) {
		a.honest(w, r, fault)
	}
}

// elsewhere is where Redirected leads: a client that follows gets what it wants there, and has told its secrets.
func (a *Authority) elsewhere(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	a.honest(w, r, None)
}

func (a *Authority) honest(w http.ResponseWriter, r *http.Request, fault Fault) {
	a.mu.Lock()
	defer a.mu.Unlock()
	var g *grant
	var refusal string
	switch r.PostForm.Get("grant_type") {
	case "authorization_code":
		g, refusal = a.byCode(r.PostForm, fault)
	case "refresh_token":
		g, refusal = a.byRefresh(r.PostForm)
	case "urn:ietf:params:oauth:grant-type:device_code":
		g, refusal = a.byDevice(r.PostForm)
	default:
		refusal = "unsupported_grant_type"
	}
	if refusal == "" && r.PostForm.Get("client_id") != ClientID {
		refusal = "invalid_client"
	}
	if refusal != "" {
		refuse(w, http.StatusBadRequest, refusal, "grant request is invalid")
		return
	}
	reply(w, http.StatusOK, a.issue(g, fault))
}

func (a *Authority) issue(g *grant, fault Fault) map[string]any {
	access, refresh := secret(), secret()
	a.access[access] = g
	answer := map[string]any{
		"access_token": access, "refresh_token": refresh, "token_type": "Bearer", "expires_in": a.life,
		"scope": g.request.Get("scope"), "id_token": a.idToken(g, fault),
	}
	if fault != NoRefresh {
		a.refresh[refresh] = g
	}
	bend(answer, fault)
	return answer
}

func (a *Authority) byCode(form url.Values, fault Fault) (*grant, string) {
	g := a.codes[form.Get("code")]
	delete(a.codes, form.Get("code"))
	if g == nil || form.Get("redirect_uri") != g.request.Get("redirect_uri") {
		return nil, "invalid_grant"
	}
	sum := sha256.Sum256([]byte(form.Get("code_verifier")))
	if fault != OmitsPKCE && base64.RawURLEncoding.EncodeToString(sum[:]) != g.request.Get("code_challenge") {
		return nil, "invalid_grant"
	}
	return g, ""
}

// byRefresh rotates: a token that was used before ends the whole grant (RFC 9700 section 4.14.2).
func (a *Authority) byRefresh(form url.Values) (*grant, string) {
	token := form.Get("refresh_token")
	if g := a.used[token]; g != nil {
		g.revoked = true
	}
	g := a.refresh[token]
	if g == nil || g.revoked {
		return nil, "invalid_grant"
	}
	if a.fault != NoRefresh {
		delete(a.refresh, token)
		a.used[token] = g
	}
	return g, ""
}

func (a *Authority) byDevice(form url.Values) (*grant, string) {
	if len(a.hurry) > 0 {
		next := a.hurry[0]
		a.hurry = a.hurry[1:]
		return nil, next
	}
	code := form.Get("device_code")
	switch g := a.devices[code]; {
	case g == nil:
		return nil, "expired_token"
	case !g.decided:
		return nil, "authorization_pending"
	case g.denied:
		return nil, "access_denied"
	default:
		delete(a.devices, code)
		return g, ""
	}
}

// device is the device authorization endpoint (RFC 8628 section 3.1).
func (a *Authority) device(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	a.mu.Lock()
	fault := a.fault
	a.mu.Unlock()
	if a.lie(w, r, fault) {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	code, userCode := secret(), rand.Text()[:8]
	a.devices[code] = &grant{userCode: userCode, request: r.PostForm}
	reply(w, http.StatusOK, map[string]any{
		"device_code": code, "user_code": userCode, "verification_uri": a.URL() + "/activate", "expires_in": 600, "interval": 5,
	})
}
