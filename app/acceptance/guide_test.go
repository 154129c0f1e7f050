package acceptance

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// TestGuideIsCovered checks that every item of the list of binding errors has a test that is there.
func TestGuideIsCovered(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("testdata", "guide.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	there := testFunctions(t)
	missing := map[string]bool{}
	for item := range strings.FieldsSeq("4.1 4.2 4.3 4.4 4.5 4.6.1a 4.6.1b 4.6.1c 4.6.1d 4.6.2a 4.6.2b 4.6.2c 4.6.2d 4.6.2e 4.6.2f 4.7") {
		missing[item] = true
	}
	for row := range strings.SplitSeq(strings.TrimSpace(string(raw)), "\n") {
		cells := strings.Split(row, "\t")
		if len(cells) != 3 || cells[0] != "item" && !there[cells[2]] {
			t.Errorf("no test for %q", row)
		}
		delete(missing, cells[0])
	}
	if len(missing) > 0 {
		t.Errorf("items that are not in the list: %v", missing)
	}
}

// testFunctions returns the names of the tests of this folder.
func testFunctions(t *testing.T) map[string]bool {
	t.Helper()
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if function, ok := d.(*ast.FuncDecl); ok {
				names[function.Name.Name] = true
			}
		}
	}
	return names
}

// lesson is what a person has to learn from a reply of a server: in both languages, from the first words to the page
// that opens.
type lesson struct {
	provider, protocol, stage, reply string
	greeting                         string // "": the usual one

	class  string
	who    string
	zh, en []string // what the steps name
	page   string   // the page that a button opens; "" for none
	button string   // kind of a button that has to be there
}

// teach has the reply explained, and then binds to a server of the provider that gives it. Both end alike.
func (l lesson) teach(t *testing.T) {
	t.Helper()
	for language, names := range map[string][]string{"zh-CN": l.zh, "en": l.en} {
		l.check(t, explained(t, l.reply+"\n", language, "--protocol", l.protocol, "--stage", l.stage, "--provider", l.provider)[0], names)
		if l.stage == "login" {
			l.check(t, l.bind(t, language).problem(), names)
		}
	}
}

// hosts are the servers that the providers of the lessons have, for receiving and for sending.
var hosts = map[string][2]string{
	"tencent_exmail": {"imap.exmail.qq.com", "smtp.exmail.qq.com"}, "qq": {"imap.qq.com", "smtp.qq.com"},
	"netease_163": {"imap.163.com", "smtp.163.com"}, "netease_qiye_classic": {"imap.qiye.163.com", "smtp.qiye.163.com"},
	"netease_qiye_hz": {"imaphz.qiye.163.com", "smtphz.qiye.163.com"}, "alibaba_qiye": {"imap.qiye.aliyun.com", "smtp.qiye.aliyun.com"},
	"gmail": {"imap.gmail.com", "smtp.gmail.com"}, "generic": {"imap.corp.example", "smtp.corp.example"},
	"exchange_onprem": {"mail.corp.example", "mail.corp.example"},
}

// bind types the provider's servers. Their names lead to servers of this test, one of which refuses the sign-in.
func (l lesson) bind(t *testing.T, language string) result {
	t.Helper()
	host := hosts[l.provider]
	in := []mailtest.IMAPOption{mailtest.IMAPNames(host[0])}
	out := []mailtest.SMTPOption{mailtest.SMTPNames(host[1])}
	if l.protocol == "imap" {
		if l.greeting != "" {
			in = append(in, mailtest.IMAPFaults(refuse("GREETING", l.greeting+"\r\n")))
		}
		reply := l.reply
		if !strings.HasPrefix(reply, "NO ") {
			reply = "NO " + reply
		}
		in = append(in, mailtest.IMAPFaults(refuse("AUTHENTICATE", "{tag} "+reply+"\r\n")))
	} else {
		out = append(out, mailtest.SMTPFaults(refuse("AUTH", l.reply+"\r\n")))
	}
	incoming, outgoing := imapServer(t, in...).Server(), smtpServer(t, out...).Server()
	incoming.Host, outgoing.Host = host[0], host[1]
	return newProfile(t, trustingAll(t)).run(secret+"\n", "bind", "ada@corp.example", "--password-stdin", "--username", "ada", "--provider", l.provider,
		"--dns", nameService(t, leadsHere), "--incoming", incoming.URL(), "--outgoing", outgoing.URL(), "--lang", language)
}

// check compares what is told with the lesson.
func (l lesson) check(t *testing.T, told map[string]any, names []string) {
	t.Helper()
	if told["class"] != l.class || told["who"] != l.who || told["headline"] == "" {
		t.Errorf("%s: %v for %v, want %s for %s", l.reply, told["class"], told["who"], l.class, l.who)
	}
	steps, _ := told["detail"].(string)
	advice, _ := told["advice"].([]any)
	for _, a := range advice {
		steps += a.(string)
	}
	for _, name := range names {
		if !strings.Contains(steps, name) {
			t.Errorf("%s: %q is not in %q", l.reply, name, steps)
		}
	}
	l.checkButtons(t, told)
}

func (l lesson) checkButtons(t *testing.T, told map[string]any) {
	t.Helper()
	var kinds, pages []string
	actions, _ := told["actions"].([]any)
	for _, a := range actions {
		button, _ := a.(map[string]any)
		kind, _ := button["kind"].(string)
		page, _ := button["url"].(string)
		kinds, pages = append(kinds, kind), append(pages, page)
	}
	if !slices.Contains(kinds, l.button) || (l.page != "" && !slices.Contains(pages, l.page)) {
		t.Errorf("%s: buttons %v lead to %v, want %s and %s", l.reply, kinds, pages, l.button, l.page)
	}
}

func TestGuideLeafletNamesAHostThatServesNoMail(t *testing.T) {
	p := newProfile(t, trustingAll(t))
	r := p.run(secret+"\n", "bind", "ada@corp.example", "--password-stdin", "--username", "ada", "--timeout-scale", hasty, "--lang", "en",
		"--incoming", "imaps://imap.email.qq.com", "--outgoing", "smtps://smtp.email.qq.com")
	var right []string
	for _, n := range r.notices() {
		right = append(right, n["headline"].(string))
	}
	if said := strings.Join(right, " "); !strings.Contains(said, "imap.exmail.qq.com") || strings.Contains(r.stdout, `"host":"imap.email.qq.com","port":993,"security":"tls"},"stage"`) {
		t.Errorf("%q\n%s", said, r.stdout)
	}
}

func TestGuideFirstPassword(t *testing.T) {
	lesson{
		provider: "netease_qiye_hz", protocol: "smtp", stage: "login", reply: "535 ERR.PASSCHANGE", class: "PASSWORD_MUST_CHANGE", who: "you",
		zh: []string{"初始密码", "登录网页邮箱"}, en: []string{"first password", "webmail"}, page: "https://office.163.com/", button: "open",
	}.teach(t)
}

func TestGuideTencentCorporateRefuses(t *testing.T) {
	lesson{
		provider: "tencent_exmail", protocol: "imap", stage: "login", reply: "NO LOGIN failed", class: "AUTH_AMBIGUOUS", who: "you",
		zh: []string{"收发信设置", "客户端专用密码", "初始密码"}, en: []string{"IMAP/SMTP", "client password", "first password"}, page: "https://exmail.qq.com/", button: "open",
	}.teach(t)
}

func TestGuideQQWantsACode(t *testing.T) {
	lesson{
		provider: "qq", protocol: "imap", stage: "login", reply: "NO Please using authorized code to login.", class: "AUTHCODE_REQUIRED", who: "you",
		zh: []string{"设置 › 账号", "16 位的授权码"}, en: []string{"Settings › Account", "16-letter code"}, page: "https://mail.qq.com/", button: "edit",
	}.teach(t)
}

func TestGuideNetEaseWantsACode(t *testing.T) {
	lesson{
		provider: "netease_163", protocol: "smtp", stage: "login", reply: "535 Error: authentication failed", class: "AUTH_AMBIGUOUS", who: "you",
		zh: []string{"POP3/SMTP/IMAP", "16 位的授权码"}, en: []string{"POP3/SMTP/IMAP", "16-character authorization code"}, page: "https://mail.163.com/", button: "open",
	}.teach(t)
}

func TestGuideNameOrPassword(t *testing.T) {
	lesson{
		provider: "netease_qiye_classic", protocol: "smtp", stage: "login", reply: "535 ERR.LOGIN.PASSERR", class: "AUTH_BAD_CREDENTIALS", who: "you",
		zh: []string{"客户端授权密码"}, en: []string{"client authorization password"}, page: "https://mail.qiye.163.com/", button: "edit",
	}.teach(t)
}

func TestGuidePasswordHasEnded(t *testing.T) {
	lesson{
		provider: "generic", protocol: "imap", stage: "login", reply: "NO [EXPIRED] That password isn't valid any more", class: "PASSWORD_EXPIRED", who: "you",
		zh: []string{"密码已过期", "填入新的密码"}, en: []string{"run out", "enter the new one"}, button: "edit",
	}.teach(t)
}

func TestGuideProtocolIsOff(t *testing.T) {
	lesson{
		provider: "tencent_exmail", protocol: "imap", stage: "login", reply: "NO IMAP service is not enabled", class: "PROTOCOL_DISABLED_USER", who: "you",
		zh: []string{"收发信设置", "客户端访问限制"}, en: []string{"IMAP/SMTP on", "Client access"}, page: "https://exmail.qq.com/", button: "open",
	}.teach(t)
	lesson{
		provider: "alibaba_qiye", protocol: "imap", stage: "login", reply: "UC_LOGIN_SOURCE_NOT_ALLOWED", class: "PROTOCOL_DISABLED_ADMIN", who: "administrator",
		zh: []string{"员工账号"}, en: []string{"Staff accounts"}, button: "copy-admin",
	}.teach(t)
}

func TestGuideCodeHasEnded(t *testing.T) {
	lesson{
		provider: "qq", protocol: "smtp", stage: "login", reply: "535 Login fail. Authorization code is expired", class: "AUTHCODE_EXPIRED", who: "you",
		zh: []string{"16 位的授权码"}, en: []string{"16-letter code"}, page: "https://mail.qq.com/", button: "edit",
	}.teach(t)
}

// TestGuideClearTextOnly has a server without encryption. Nothing is sent to it; the person learns who can decide, and
// gets the text for them.
func TestGuideClearTextOnly(t *testing.T) {
	server := imapServer(t, mailtest.IMAPClear())
	in, out := server.Server(), smtpSide()(t)
	problem := newProfile(t, trustingAll(t)).bind("ada@corp.example", secret, in, out).problem()
	if problem["code"] != string(mail.PlainForbidden) || len(server.Said()) > 0 {
		t.Errorf("%v, the server heard %v", problem, server.Said())
	}
	lesson{button: "copy-admin"}.checkButtons(t, problem)
}

func TestGuideInsideOnly(t *testing.T) {
	lesson{
		provider: "netease_qiye_classic", protocol: "imap", stage: "login", reply: "ERR.LOGIN.IPDENY", class: "IP_DENIED", who: "administrator",
		zh: []string{"VPN", "登录限制"}, en: []string{"VPN", "Login limits"}, button: "copy-admin",
	}.teach(t)
}

// TestGuideSecondFactor keeps protection on: there is a secret for mail clients beside it.
func TestGuideSecondFactor(t *testing.T) {
	lesson{
		provider: "gmail", protocol: "imap", stage: "login", reply: "NO [ALERT] Application-specific password required", class: "APP_PASSWORD_REQUIRED", who: "you",
		zh: []string{"请保持开启", "浏览器登录", "专用密码"}, en: []string{"Keep it on", "browser", "app password"}, button: "open",
	}.teach(t)
	lesson{
		provider: "generic", protocol: "imap", stage: "login", reply: "NO Two-factor authentication required", class: "MFA_REQUIRED", who: "you",
		zh: []string{"授权码或专用密码"}, en: []string{"app password"}, button: "retry",
	}.teach(t)
}

// TestGuideUserNameOfExchange binds with the address, is told that the user name may have another form, and binds with
// that.
func TestGuideUserNameOfExchange(t *testing.T) {
	lesson{
		provider: "exchange_onprem", protocol: "imap", stage: "login", reply: "NO LOGIN failed.",
		greeting: "* OK The Microsoft Exchange IMAP4 service is ready.", class: "AUTH_AMBIGUOUS", who: "you",
		zh: []string{"反斜线"}, en: []string{"backslash"}, button: "edit",
	}.teach(t)
	const user = `CORP\ada`
	in := mailtest.IMAP(t, mailtest.IMAPUser(user, secret)).Server()
	out := mailtest.SMTP(t, mailtest.SMTPUser(user, secret)).Server()
	p := newProfile(t, trustingAll(t))
	in.Username, out.Username = "", ""
	servers := []string{"--incoming", in.URL(), "--outgoing", out.URL()}
	bind := func(name string) result {
		return p.run(secret+"\n", append([]string{"bind", "ada@corp.example", "--password-stdin", "--username", name}, servers...)...)
	}
	if r := bind("ada@corp.example"); r.code() != mail.AuthRejected {
		t.Errorf("with the address: %s", r.stdout)
	}
	if r := bind(user); r.status != 0 {
		t.Errorf("with the user name: %s", r.stdout)
	}
}

// TestGuideMailIsLate has new mail that one more look brings, and a server that slows mail clients down.
func TestGuideMailIsLate(t *testing.T) {
	w := synced(t, 2)
	before := w.listed()
	w.deliver(1)
	w.must("", "sync", "--once")
	if after := w.listed(); after != before+1 {
		t.Errorf("%d messages after %d", after, before)
	}
	lesson{
		provider: "gmail", protocol: "imap", stage: "any", reply: "* BYE Account exceeded command or bandwidth limits.", class: "THROTTLED", who: "letterbox",
		zh: []string{"自己再试"}, en: []string{"tries again by itself"}, button: "retry",
	}.teach(t)
}
