package view

import (
	"context"
	"image"
	"maps"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/picturetest"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

func both(zh, en string) map[string]string { return map[string]string{"zh-CN": zh, "en": en} }

func preset(p mail.Protocol, host string, port int) []mail.Server {
	return []mail.Server{{Protocol: p, Host: host, Port: port, Security: mail.TLS, Auth: mail.PasswordAuth}}
}

// catalogue is a small one with the ten cards of the drawing.
func catalogue() []mail.Provider {
	exmail := mail.Provider{
		ID: "tencent_exmail", Name: both("腾讯企业邮箱", "Tencent corporate"), Hint: both("企业微信 · exmail.qq.com", "WeCom · exmail.qq.com"),
		Mark: "企", Secret: mail.EitherPassword, SecretURL: "https://exmail.qq.com/", Domains: []string{"exmail.qq.com"},
		Incoming: preset(mail.IMAP, "imap.exmail.qq.com", 993), Outgoing: preset(mail.Submission, "smtp.exmail.qq.com", 465),
		SecretTip: both("先在网页邮箱「设置 › 收发信设置」中开启 IMAP/SMTP 服务。", "First switch on IMAP/SMTP in webmail under Settings › Send and receive."),
	}
	qq := mail.Provider{
		ID: "qq", Name: both("QQ 邮箱", "QQ Mail"), Hint: both("需要授权码", "Needs an authorization code"), Mark: "Q",
		Secret: mail.AuthorizationCode, SecretURL: "https://mail.qq.com/", Domains: []string{"qq.com"},
		Incoming: preset(mail.IMAP, "imap.qq.com", 993), Outgoing: preset(mail.Submission, "smtp.qq.com", 465),
		SecretTip: both("在 QQ 邮箱「设置 › 账号」中开启 IMAP/SMTP 服务，用绑定的手机验证后，会得到一串 16 位的授权码。",
			"In QQ Mail, open Settings › Account and switch on IMAP/SMTP. After a check by text message you get a 16-letter authorization code."),
	}
	gmail := mail.Provider{
		ID: "gmail", Name: both("Gmail", "Gmail"), Hint: both("用浏览器登录", "Sign in with the browser"), Mark: "G", Secret: mail.BrowserSignIn,
		HelpURL: "https://support.google.com/mail/answer/7126229", Besides: mail.AppPassword, SecretURL: "https://myaccount.google.com/apppasswords",
		SecretTip: both("开启两步验证后，在 Google 账号的「应用专用密码」页面生成。", "Switch on 2-Step Verification, then make one on the App passwords page of your Google Account."),
		Domains:   []string{"gmail.com"},
		Incoming:  preset(mail.IMAP, "imap.gmail.com", 993), Outgoing: preset(mail.Submission, "smtp.gmail.com", 465),
	}
	return []mail.Provider{
		exmail, qq,
		{ID: "netease_163", Name: both("网易 163 / 126", "NetEase 163 / 126"), Hint: both("需要授权码", "Needs an authorization code"), Mark: "网"},
		{ID: "netease_qiye_classic", Name: both("网易企业邮箱", "NetEase corporate"), Hint: both("qiye.163.com", "qiye.163.com"), Mark: "易"},
		{ID: "alibaba_qiye", Name: both("阿里企业邮箱", "Alibaba corporate"), Hint: both("qiye.aliyun.com", "qiye.aliyun.com"), Mark: "阿"},
		{ID: "feishu", Name: both("飞书邮箱", "Feishu / Lark"), Hint: both("需要专用密码", "Needs a client password"), Mark: "飞"},
		gmail,
		{
			ID: "m365", Name: both("Microsoft 365", "Microsoft 365"), Hint: both("用浏览器登录", "Sign in with the browser"), Mark: "M", Secret: mail.BrowserSignIn,
			Incoming: preset(mail.IMAP, "outlook.office365.com", 993), Outgoing: preset(mail.Submission, "smtp.office365.com", 587),
		},
		{ID: "exchange_onprem", Name: both("Exchange 自建", "Exchange on premises"), Hint: both("用户名可与邮箱不同", "User name may differ"), Mark: "E"},
		{ID: "generic", Name: both("其他邮箱", "Another mailbox"), Hint: both("自动查找服务器", "Servers are looked up"), Mark: "@"},
	}
}

// bench is a model.Setup that knows the small catalogue and binds nothing.
type bench struct{ model.Setup }

func (bench) Providers() []mail.Provider { return catalogue() }

func (bench) Catalogue() []mail.Provider { return catalogue() }

func (bench) Recognise(address string) (mail.Provider, bool) {
	for _, p := range catalogue() {
		for _, d := range p.Domains {
			if strings.HasSuffix(address, "@"+d) {
				return p, true
			}
		}
	}
	return mail.Provider{}, false
}

func (bench) Discover(context.Context, mail.Address, mail.ProviderID) ([]mail.Candidate, error) {
	return nil, context.Canceled
}

// wizardStage is a window with a wizard in it.
type wizardStage struct {
	presenter *model.Wizard
	view      *Wizard
	window    fyne.Window
	opened    []string
	copied    []string
	shown     []*mail.Problem
}

func openWizard(t *testing.T, mode widget.Mode, lang words.Language) *wizardStage {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(widget.NewTheme(func() widget.Mode { return mode }))
	ctx, cancel := context.WithCancel(context.Background())
	scope := model.NewScope(ctx, func(func()) {})
	t.Cleanup(func() { cancel(); scope.Wait() })
	s := &wizardStage{presenter: model.NewWizard(model.WizardConfig{Scope: scope, Setup: bench{}, Leave: func(mail.Account) {}})}
	s.view = NewWizard(WizardConfig{
		Wizard: s.presenter, Language: lang,
		OpenLink:        func(url string) { s.opened = append(s.opened, url) },
		Copy:            func(text string) { s.copied = append(s.copied, text) },
		ShowCertificate: func(p *mail.Problem) { s.shown = append(s.shown, p) },
	})
	s.window = test.NewWindow(s.view)
	s.window.SetPadded(false)
	s.window.Resize(fyne.NewSize(920, 640))
	s.view.FocusFirst()
	t.Cleanup(s.window.Close)
	return s
}

// bound returns a state in which the servers of a provider are known.
func bound(page model.Page, provider int, address string) model.WizardState {
	p := catalogue()[provider]
	c := mail.Candidate{Provider: p.ID, Source: "preset", Trusted: true, Incoming: p.Incoming[0], Outgoing: p.Outgoing[0]}
	return model.WizardState{
		Page: page, Providers: catalogue(), Provider: p, Known: true, Guessed: true, Address: address, SecretKind: p.Secret,
		Candidate: c, CanNext: true, CanBack: true,
		Incoming: model.ServerForm{Protocol: mail.IMAP, Host: c.Incoming.Host, Port: "993", Security: mail.TLS, Username: address},
		Outgoing: model.ServerForm{Protocol: mail.Submission, Host: c.Outgoing.Host, Port: "465", Security: mail.TLS, Username: address},
	}
}

// checks returns the steps of a server; the first done have passed, the next one has the status then.
func checks(p mail.Protocol, last mail.Stage, done int, then mail.CheckStatus) []mail.Check {
	var list []mail.Check
	times := []time.Duration{4, 18, 41, 12, 230, 64}
	for i, stage := range []mail.Stage{mail.StageResolve, mail.StageConnect, mail.StageSecure, mail.StageGreet, mail.StageAuthenticate, last} {
		c := mail.Check{Server: p, Stage: stage}
		switch {
		case i < done:
			c.Status, c.Elapsed = mail.CheckOK, times[i]*time.Millisecond
		case i == done:
			c.Status = then
		}
		list = append(list, c)
	}
	return list
}

func steps(s model.WizardState, receiving, sending int, then mail.CheckStatus) model.WizardState {
	s.Receiving = checks(mail.IMAP, mail.StageOpen, receiving, then)
	s.Sending = checks(mail.Submission, mail.StageSubmit, sending, then)
	return s
}

// pictures are the states that are drawn.
func pictures() map[string]model.WizardState {
	const someone = "zhangwei@corp.example"
	chosen := bound(model.PageType, 0, "")
	chosen.Guessed = false
	recognised := bound(model.PageType, 1, "zhangwei@qq.com")
	recognised.Query = recognised.Address
	nothing := model.WizardState{Page: model.PageType, Query: "proton"}
	browser := bound(model.PageCredentials, 6, "zhangwei@gmail.com")
	browser.Besides = mail.AppPassword
	wrong := bound(model.PageCredentials, 1, "zhangwei.qq.com")
	wrong.AddressProblem, wrong.SecretMissing, wrong.Guessed = mail.ErrAddressNoAt, true, false
	badForm := bound(model.PageAdvanced, 0, someone)
	badForm.Edited, badForm.Incoming.Host = true, ""
	badForm.FormProblems = []model.FormProblem{{Incoming: true, Field: model.FieldHost}}
	consent := bound(model.PageConsent, 0, someone)
	consent.Candidate.Source, consent.Candidate.Trusted = "mx", false
	done := steps(bound(model.PageDone, 0, someone), 6, 6, "")
	done.Account.Address = mail.Address{Local: "zhangwei", Domain: "corp.example"}
	for i := range done.Sending[5:] {
		done.Sending[5+i].Elapsed = 0
	}
	all := map[string]model.WizardState{
		"type":       chosen,
		"recognised": recognised,
		"nothing":    nothing,
		"account":    bound(model.PageCredentials, 1, "zhangwei@qq.com"),
		"browser":    browser,
		"wrong":      wrong,
		"advanced":   bound(model.PageAdvanced, 0, someone),
		"badform":    badForm,
		"consent":    consent,
		"verify":     steps(bound(model.PageVerify, 0, someone), 4, 3, mail.CheckRunning),
		"problem":    problemState(0, someone, &mail.Problem{Code: mail.AuthRejected, Stage: mail.StageAuthenticate, Reply: "NO LOGIN failed"}),
		"untrusted":  untrusted(someone),
		"done":       done,
	}
	maps.Copy(all, signInPictures())
	maps.Copy(all, renewalPictures())
	maps.Copy(all, passphrasePictures())
	maps.Copy(all, cardPictures())
	return all
}

// signInPictures are the states of the pages that lead to a secret.
func signInPictures() map[string]model.WizardState {
	const link = "https://accounts.google.com/o/oauth2/v2/auth?client_id=letterbox&response_type=code&code_challenge_method=S256"
	google := model.Registration{
		ClientID: "letterbox.apps.example", Console: "https://console.cloud.google.com/auth/clients", Redirects: []string{"http://127.0.0.1/"},
		Scopes: []string{"https://mail.google.com/", "openid", "email"}, Device: true, Consent: "https://admin.google.com/",
	}
	waiting := bound(model.PageSignIn, 6, "zhangwei@gmail.com")
	waiting.Registration = google
	waiting.SignIn.Wait.Link, waiting.SignIn.Left = link, 9*time.Minute+42*time.Second
	opening := waiting
	opening.SignIn = model.SignInState{}
	failed := waiting
	failed.SignIn.Wait.Failed = true
	device := waiting
	device.SignIn.Device = true
	device.SignIn.Wait.Link, device.SignIn.Wait.Code = "https://www.google.com/device", "WDJB-MJHT"
	other := bound(model.PageOther, 6, "zhangwei@gmail.com")
	other.SignIn.SignedIn = "wei.zhang@corp.example"
	register := bound(model.PageRegister, 7, "zhangwei@corp.example")
	register.Registration = model.Registration{
		Console: "https://entra.microsoft.com/", Redirects: []string{"http://localhost"}, Device: true,
		Scopes: []string{"https://outlook.office.com/IMAP.AccessAsUser.All", "https://outlook.office.com/SMTP.Send", "offline_access"},
	}
	register.CanNext = false
	locked := bound(model.PageRegister, 6, "zhangwei@gmail.com")
	locked.Registration = google
	locked.Registration.Locked = true
	doubt := bound(model.PageDoubt, 1, "zhangwei@qq.com")
	besides := bound(model.PageCredentials, 6, "zhangwei@gmail.com")
	besides.SecretKind, besides.Besides = mail.AppPassword, mail.BrowserSignIn
	user := bound(model.PageCredentials, 0, "zhangwei@corp.example")
	user.Provider.UserName = mail.DomainUser
	return map[string]model.WizardState{
		"signin": waiting, "signin-opening": opening, "signin-failed": failed, "device": device, "other": other,
		"register": register, "register-locked": locked, "doubt": doubt, "besides": besides, "username": user,
	}
}

// renewalPictures are the states in which a bound account gets a new secret, and those with more to choose from.
func renewalPictures() map[string]model.WizardState {
	account := mail.Account{ID: 2, Address: mail.Address{Local: "zhangwei", Domain: "qq.com"}}
	secret := bound(model.PageCredentials, 1, "zhangwei@qq.com")
	secret.Renewing = account
	browser := bound(model.PageCredentials, 6, "zhangwei@gmail.com")
	browser.Renewing, browser.Besides = account, mail.AppPassword
	done := steps(bound(model.PageDone, 1, "zhangwei@qq.com"), 6, 6, "")
	done.Renewing, done.Account = account, account
	options := bound(model.PageAdvanced, 0, "zhangwei@corp.example")
	srv := options.Candidate
	srv.Source, srv.Incoming.Host, srv.Outgoing.Host = "srv", "imap.corp.example", "smtp.corp.example"
	pop := options.Candidate
	pop.Incoming.Protocol, pop.Incoming.Host, pop.Incoming.Port = mail.POP3, "pop.exmail.qq.com", 995
	options.Options = []mail.Candidate{options.Candidate, srv, pop}
	options.Candidate.Origins = mail.Origins{
		Incoming: mail.Origin{Source: "mx", Where: "mxbiz1.qq.com"}, Outgoing: mail.Origin{Source: "preset"},
		Username: mail.Origin{Source: "guess"},
	}
	return map[string]model.WizardState{"renew": secret, "renew-browser": browser, "renew-done": done, "options": options}
}

func problemState(provider int, address string, p *mail.Problem) model.WizardState {
	s := steps(bound(model.PageProblem, provider, address), 4, 4, mail.CheckFailed)
	p.Server = s.Candidate.Incoming
	p.Server.Username = address
	s.Problem = p
	return s
}

func untrusted(address string) model.WizardState {
	s := problemState(0, address, &mail.Problem{
		Code: mail.TLSUntrusted, Stage: mail.StageSecure, Facts: map[string]string{mail.FactIssuer: "Corp Internal CA"},
	})
	s.Provider, s.Known = mail.Provider{}, false
	s.Candidate.Incoming.Host, s.Candidate.Outgoing.Host = "mail.corp.example", "mail.corp.example"
	s.Problem.Server.Host = "mail.corp.example"
	return steps(s, 2, 2, mail.CheckFailed)
}

func TestWizardLooksAsDrawn(t *testing.T) {
	for name, state := range pictures() {
		for _, lang := range words.Languages {
			for _, mode := range []widget.Mode{widget.ModeLight, widget.ModeDark} {
				short := map[words.Language]string{words.ZH: "zh", words.EN: "en"}[lang]
				t.Run(name+"-"+short+"-"+string(mode), func(t *testing.T) {
					s := openWizard(t, mode, lang)
					if state.Page == model.PageCredentials {
						s.presenter.SetAddress(state.Address)
					}
					if name == "account" {
						s.presenter.SetSecret("abcdefghijklmnop")
					}
					s.view.draw(state)
					compare(t, s.window.Canvas().Capture(), name+"-"+short+"-"+string(mode))
				})
			}
		}
	}
}

// compare fails when more than half a percent of the pixels differ from the golden picture.
func compare(t *testing.T, got image.Image, name string) {
	t.Helper()
	picturetest.Compare(t, "golden/"+name+".png", got, picturetest.Limits{Share: 1.0 / 200, Apart: apart})
}
