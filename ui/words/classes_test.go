package words

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/provider"
	"letterbox/mail/verdict"
)

// groups are the classes of server replies by who can do something about them.
var groups = map[Who]string{
	WhoYou: "AUTH_BAD_CREDENTIALS AUTHZ_FAILED AUTH_AMBIGUOUS TLS_OR_AUTH_OFF AUTHCODE_REQUIRED AUTHCODE_EXPIRED " +
		"APP_PASSWORD_REQUIRED PROTOCOL_DISABLED_USER WEB_LOGIN_REQUIRED MFA_REQUIRED PASSWORD_EXPIRED PASSWORD_MUST_CHANGE " +
		"SENDER_MISMATCH RCPT_UNKNOWN RCPT_REFUSED RCPT_TOO_MANY RCPT_DUPLICATE SIZE_LIMIT QUOTA_FULL " +
		"OAUTH_MAILBOX_MISMATCH OAUTH_WRONG_TENANT OAUTH_WRONG_CLOUD OAUTH_USER_CANCEL " +
		"IMAP_ID_REQUIRED", // Letterbox has sent its ID by then: what is left is for the person
	WhoAdministrator: "PROTOCOL_DISABLED_ADMIN ACCOUNT_LOCKED ACCOUNT_DISABLED ACCOUNT_EXPIRED DOMAIN_DISABLED DOMAIN_EXPIRED " +
		"USER_UNKNOWN NOT_A_MAILBOX IP_DENIED POLICY_BLOCKED OAUTH_CA_BLOCKED OAUTH_USER_NOT_ASSIGNED OAUTH_ADMIN_CONSENT " +
		"OAUTH_APP_MISCONFIG OAUTH_APP_UNVERIFIED",
	WhoProvider: "RATE_LIMIT_SEND RATE_LIMIT_DAILY IP_REPUTATION SPAM_REJECT ACCOUNT_BLOCKED_SENDING SEND_REJECTED VIRUS " +
		"RELAY_DENIED SENDER_REFUSED",
	WhoLetterbox: "BASIC_AUTH_DISABLED MECH_UNSUPPORTED WRONG_CLUSTER RATE_LIMIT_LOGIN RATE_LIMIT_IP CONN_LIMIT THROTTLED " +
		"SERVER_TEMP GREYLIST_TEMP MAILBOX_IN_USE OAUTH_TRANSIENT SEND_RESTRICTED_TEMP SPAM_TEMP TLS_REQUIRED TLS_MODE_MISMATCH " +
		"CERT_NAME_MISMATCH WRONG_PROTOCOL_PORT OAUTH_REAUTH TOKEN_EXPIRED OAUTH_TOKEN_REJECTED OAUTH_CONSENT AUTH_REQUIRED " +
		"POP_BEFORE_SMTP FOLDER_MISSING FOLDER_RESERVED FOLDER_READONLY CLIENT_PROTOCOL LOCAL_CREDENTIAL_TOO_BIG " +
		"BENIGN_DUPLICATE QUIRK_EMPTY INFO_OK INFO_CLOSE INFO_FINGERPRINT",
}

// wordedByCode are the classes that say no more than their code does.
const wordedByCode = "AUTH_AMBIGUOUS TLS_OR_AUTH_OFF PROTOCOL_DISABLED_USER SERVER_TEMP SEND_REJECTED RCPT_REFUSED QUOTA_FULL FOLDER_MISSING"

// worded reports whether a class has an explanation that is meant for it.
func worded(class string) bool {
	if _, own := classes[class]; own {
		return true
	}
	_, known := entries[codeOf(class)]
	return known && slices.Contains(strings.Fields(wordedByCode), class)
}

// providers returns the whole catalogue, and a server of which nothing is known.
func providers(t *testing.T) []mail.Provider {
	t.Helper()
	raw, err := os.ReadFile("../../assets/providers.json")
	if err != nil {
		t.Fatal(err)
	}
	c, err := provider.Load(raw)
	if err != nil {
		t.Fatal(err)
	}
	return append(c.All(), mail.Provider{})
}

// codeOf returns the code that the classes are used with; those of the browser sign-in have another origin than replies.
func codeOf(class string) mail.Code {
	if strings.HasPrefix(class, "OAUTH_") && class != "OAUTH_MAILBOX_MISMATCH" {
		return mail.ConsentDenied
	}
	return verdict.MeaningOf(class).Code
}

// reply makes a problem of a class as an adapter does.
func reply(class string, p mail.Provider) *mail.Problem {
	server := mail.Server{Protocol: mail.IMAP, Host: "mail.corp.example", Port: 993, Security: mail.TLS, Auth: mail.PasswordAuth, Username: "zhangwei"}
	if settings[class] {
		server.Host = "" // of a server that is known it depends on where it is
	} else if len(p.Incoming) > 0 {
		server.Host, server.Port = p.Incoming[0].Host, p.Incoming[0].Port
	}
	return &mail.Problem{Code: codeOf(class), Class: class, Stage: mail.StageAuthenticate, Server: server, Reply: "NO Login fail."}
}

// TestEveryClassIsWorded words every class of replies for every provider in both languages.
func TestEveryClassIsWorded(t *testing.T) {
	all := providers(t)
	if len(all) < 39 {
		t.Fatalf("%d providers", len(all))
	}
	for who, list := range groups {
		for class := range strings.FieldsSeq(list) {
			if !worded(class) {
				t.Errorf("class %s has no words of its own", class)
				continue
			}
			for _, p := range all {
				for _, lang := range Languages {
					checkClass(t, lang, who, class, p)
				}
			}
		}
	}
}

func checkClass(t *testing.T, lang Language, who Who, class string, p mail.Provider) {
	t.Helper()
	where := class + " " + string(p.ID) + " " + string(lang)
	x := ExplainFor(lang, reply(class, p), Context{Provider: p, Address: "zhangwei@corp.example"})
	if x.Who != who {
		t.Errorf("%s: for %s, want %s", where, x.Who, who)
	}
	if x.Headline == "" || x.Detail == "" || len(x.Advice) == 0 || len(x.Actions) == 0 {
		t.Errorf("%s: something is missing in %+v", where, x)
	}
	for _, sentence := range append([]string{x.Headline, x.Detail, x.Closing}, x.Advice...) {
		checkManners(t, where, lang, sentence)
	}
	if codeLike.MatchString(strings.ReplaceAll(x.Headline, p.Name[string(lang)], "")) {
		t.Errorf("%s: a code in %q", where, x.Headline)
	}
	for _, a := range x.Actions {
		if a.Kind == ActionCopyAdmin {
			checkLetter(t, where, lang, a.Text)
		}
		if (a.Kind == ActionOpen || a.Kind == ActionHelp) && !strings.HasPrefix(a.URL, "https://") {
			t.Errorf("%s: %q leads to %q", where, a.Label, a.URL)
		}
	}
}

var (
	blame     = regexp.MustCompile(`(?i)\b(invalid|illegal|you entered|your fault|you failed|bad password|wrong password)\b|非法|无效|您输错|错误的密码|操作失误`)
	split     = regexp.MustCompile(`[\p{Han}，。：；」] [\p{Han}，。：；「]`)
	quoted    = regexp.MustCompile(`「[^」]*」|“[^”]*”|（[^）]*）`)
	latinWord = regexp.MustCompile(`[A-Za-z][A-Za-z'-]*( [A-Za-z][A-Za-z'-]*)+`)
)

// names that people write in Latin letters in Chinese too, of more than one word.
var latinNames = []string{"Microsoft 365", "Google Workspace", "GNOME Keyring", "Apple Account", "Sign in"}

// checkManners fails when a sentence blames, shouts, or is not wholly in its language. What stands in 「」 is the name
// of a button or a page and stays as it is.
func checkManners(t *testing.T, where string, lang Language, sentence string) {
	t.Helper()
	bare := quoted.ReplaceAllString(sentence, "「」")
	switch {
	case strings.ContainsAny(sentence, "!！{}"):
		t.Errorf("%s: %q", where, sentence)
	case class(where) != "AUTH_AMBIGUOUS" && blame.MatchString(bare) && !strings.Contains(bare, "may all get") && !strings.Contains(bare, "one answer for"):
		t.Errorf("%s blames: %q", where, sentence)
	case lang == EN && regexp.MustCompile(`\p{Han}`).MatchString(bare):
		t.Errorf("%s: Chinese in %q", where, sentence)
	}
	if lang != ZH {
		return
	}
	if m := halfWidth.FindString(bare); m != "" {
		t.Errorf("%s: half-width punctuation in %q", where, sentence)
	}
	if m := split.FindString(bare); m != "" {
		t.Errorf("%s: a blank in %q of %q", where, m, sentence)
	}
	if m := tight.FindString(bare); m != "" {
		t.Errorf("%s: no blank in %q of %q", where, m, sentence)
	}
	for _, m := range latinWord.FindAllString(bare, -1) {
		if !slices.Contains(latinNames, m) {
			t.Errorf("%s: English left in %q: %q", where, sentence, m)
		}
	}
}

func class(where string) string { first, _, _ := strings.Cut(where, " "); return first }

// checkLetter checks the text for the administrator: it says who, what and where, and is in one language.
func checkLetter(t *testing.T, where string, lang Language, letter string) {
	t.Helper()
	opening, facts, found := strings.Cut(letter, "\n\n")
	if !found || !strings.Contains(facts, "zhangwei@corp.example") || !strings.Contains(facts, "server: ") {
		t.Errorf("%s: the administrator is told too little: %q", where, letter)
	}
	checkManners(t, where, lang, opening)
}

// TestAmbiguousRefusalsAreAChecklist words what servers leave open: as several things to look at, in the terms of the
// provider, and never as a wrong password alone.
func TestAmbiguousRefusalsAreAChecklist(t *testing.T) {
	for _, p := range providers(t) {
		for _, lang := range Languages {
			x := ExplainFor(lang, reply("AUTH_AMBIGUOUS", p), Context{Provider: p, Address: "zhangwei@corp.example"})
			if len(x.Advice) < 3 || x.Closing == "" {
				t.Errorf("%s %s: %q is no checklist", p.ID, lang, x.Advice)
			}
			if strings.Contains(x.Headline, "密码") || strings.Contains(strings.ToLower(x.Headline), "password") {
				t.Errorf("%s %s: the headline decides: %q", p.ID, lang, x.Headline)
			}
			if tip := For(lang).Pick(p.EnableTip); familyOf(p.ID) == familyOther && tip != "" && !slices.Contains(x.Advice, tip) {
				t.Errorf("%s %s: the catalogue's words are missing in %q", p.ID, lang, x.Advice)
			}
		}
	}
}

// TestRemediesAreUpToDate keeps out advice that was right once: protection is not taken off where there is another
// way, and hosts that serve no mail are not named.
func TestRemediesAreUpToDate(t *testing.T) {
	unsafe := regexp.MustCompile(`(?i)(disable|switch off|turn off)[^.]*(two-step|two-factor|2-step|verification)|关闭[^。]*(两步|二次|双重)|less secure|imap\.email\.qq\.com|smtp\.email\.qq\.com`)
	for _, list := range groups {
		for class := range strings.FieldsSeq(list) {
			for _, p := range providers(t) {
				for _, lang := range Languages {
					x := ExplainFor(lang, reply(class, p), Context{Provider: p})
					if said := x.Detail + strings.Join(x.Advice, ""); unsafe.MatchString(said) {
						t.Errorf("%s %s %s: %q", class, p.ID, lang, said)
					}
				}
			}
		}
	}
}

// TestAdministratorsAreToldWhere names the page of the console where a switch or a rule is.
func TestAdministratorsAreToldWhere(t *testing.T) {
	for _, p := range providers(t) {
		place := adminPlaces[familyOf(p.ID)]
		for _, class := range []string{"PROTOCOL_DISABLED_ADMIN", "IP_DENIED", "POLICY_BLOCKED"} {
			for _, lang := range Languages {
				x := ExplainFor(lang, reply(class, p), Context{Provider: p})
				if place != (text{}) && !strings.Contains(x.Detail, place.in(lang)) {
					t.Errorf("%s %s %s: %q", class, p.ID, lang, x.Detail)
				}
			}
		}
	}
}
