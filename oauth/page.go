package oauth

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"net/http"

	"letterbox/mail"
)

// page is what the listener shows. The texts are fixed: nothing of a request or of an authority's words is in them.
type page int

const (
	pageDone      page = iota // signed in
	pageDeclined              // the person or the administrator said no
	pageOther                 // somebody else signed in
	pageFailed                // anything else went wrong
	pageForeign               // no state, or not ours
	pageUsed                  // the answer has been received before
	pageNothing               // another path
	pageMethod                // another method
	pageElsewhere             // another host name
)

// pageFor is the page that tells how a sign-in went.
func pageFor(err error) page {
	if err == nil {
		return pageDone
	}
	switch p := mail.ProblemOf(err); {
	case p.Class == ClassOtherAccount:
		return pageOther
	case p.Code == mail.ConsentDenied:
		return pageDeclined
	}
	return pageFailed
}

func (p page) status() int {
	switch p {
	case pageForeign:
		return http.StatusBadRequest
	case pageUsed:
		return http.StatusGone
	case pageNothing:
		return http.StatusNotFound
	case pageMethod:
		return http.StatusMethodNotAllowed
	case pageElsewhere:
		return http.StatusMisdirectedRequest
	default:
		return http.StatusOK
	}
}

type pageText struct{ Title, Text string }

var pageTexts = map[string]map[page]pageText{
	"zh-CN": {
		pageDone:     {"登录成功", "可以关闭这个页面，回到 Letterbox。"},
		pageDeclined: {"没有得到许可", "登录页面没有同意 Letterbox 收发邮件。请回到 Letterbox 查看下一步。"},
		pageOther:    {"登录的是另一个账号", "您登录的账号与在 Letterbox 中填写的地址不同。请回到 Letterbox 选择。"},
		pageFailed:   {"登录没有完成", "请回到 Letterbox 查看原因，然后重试。"},
		pageForeign:  {"这里没有等待中的登录", "这个链接不属于 Letterbox 正在进行的登录。请从 Letterbox 重新开始。"},
		pageUsed:     {"这次登录已经处理过", "可以关闭这个页面，回到 Letterbox。"},
	},
	"en": {
		pageDone:     {"You are signed in", "You can close this page and go back to Letterbox."},
		pageDeclined: {"Access was not granted", "The sign-in page did not allow Letterbox to read and send mail. Go back to Letterbox to see what can be done."},
		pageOther:    {"You signed in to another account", "The account is not the address that you typed in Letterbox. Go back to Letterbox to choose."},
		pageFailed:   {"The sign-in was not finished", "Go back to Letterbox to see why, and try again."},
		pageForeign:  {"No sign-in is waiting here", "This link does not belong to a sign-in that Letterbox has begun. Start again from Letterbox."},
		pageUsed:     {"This sign-in has been dealt with", "You can close this page and go back to Letterbox."},
	},
}

const (
	// pageScript takes code and state out of the address bar and the history.
	pageScript = `history.replaceState(null,"",location.pathname)`
	pageStyle  = `:root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;max-width:34em;margin:18vh auto;padding:0 24px}h1{font-size:22px;font-weight:600}`
)

var pageTemplate = template.Must(template.New("page").Parse(`<!doctype html><html lang="{{.Language}}"><head><meta charset="utf-8">` +
	`<title>{{.Title}} – Letterbox</title><style>` + pageStyle + `</style></head><body><h1>{{.Title}}</h1><p>{{.Text}}</p>` +
	`<script>` + pageScript + `</script></body></html>`))

func (p page) html(language string) []byte {
	if language != "zh-CN" {
		language = "en"
	}
	text, ok := pageTexts[language][p]
	if !ok {
		text = pageText{Title: http.StatusText(p.status())}
	}
	var body bytes.Buffer
	_ = pageTemplate.Execute(&body, struct {
		Language string
		pageText
	}{language, text}) // a buffer does not fail, and the template is tested
	return body.Bytes()
}

func sourceHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

var contentPolicy = "default-src 'none'; script-src " + sourceHash(pageScript) + "; style-src " + sourceHash(pageStyle) +
	"; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// secure sets the headers of every page. There are none of CORS: no other origin may read an answer.
func secure(h http.Header) {
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", contentPolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
}
