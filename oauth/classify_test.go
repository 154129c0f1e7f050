package oauth_test

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"letterbox/mail"
	"letterbox/mail/mailtest"
	"letterbox/oauth"
)

func TestClassify(t *testing.T) {
	cases := []struct {
		words string
		code  mail.Code
		class string
		retry mail.Retry
	}{
		{"invalid_grant", mail.SignInExpired, "OAUTH_REAUTH", mail.RetryAfterChange},
		{`{"error":"invalid_grant","error_description":"Token has been expired or revoked."}`, mail.SignInExpired, "OAUTH_REAUTH", mail.RetryAfterChange},
		{`{"error":"invalid_grant","error_description":"AADSTS50076: use MFA","error_codes":[50076]}`, mail.SignInExpired, "MFA_REQUIRED", mail.RetryAfterChange},
		{`{"error":"invalid_grant","error_codes":[4242424]}`, mail.SignInExpired, "OAUTH_REAUTH", mail.RetryAfterChange},
		{`{"error":"invalid_grant","error_codes":["700082"]}`, mail.SignInExpired, "OAUTH_REAUTH", mail.RetryAfterChange},
		{"AADSTS65004: User declined to consent to access the app.", mail.ConsentDenied, "OAUTH_USER_CANCEL", mail.RetryAfterChange},
		{"AADSTS50105: The signed in user is not assigned to a role", mail.AccessDenied, "OAUTH_USER_NOT_ASSIGNED", mail.RetryAfterChange},
		{"AADSTS53000: device is not compliant", mail.AccessDenied, "OAUTH_CA_BLOCKED", mail.RetryAfterChange},
		{"AADSTS90094 AdminConsentRequired", mail.ConsentDenied, "OAUTH_ADMIN_CONSENT", mail.RetryAfterChange},
		{"AADSTS90033 MsodsServiceUnavailable", mail.ServerBusy, "OAUTH_TRANSIENT", mail.RetryLater},
		{"AADSTS50196: a client loop was detected", mail.RateLimited, "RATE_LIMIT_LOGIN", mail.RetryLater},
		{"AADSTS700016: Application was not found in the directory", mail.ServerRefused, "OAUTH_APP_MISCONFIG", mail.RetryAfterChange},
		{"access_denied", mail.ConsentDenied, "OAUTH_USER_CANCEL", mail.RetryAfterChange},
		{"admin_policy_enforced", mail.ConsentDenied, "OAUTH_ADMIN_CONSENT", mail.RetryAfterChange},
		{"Error 400: redirect_uri_mismatch", mail.ServerRefused, "OAUTH_APP_MISCONFIG", mail.RetryAfterChange},
		{"temporarily_unavailable", mail.ServerBusy, "OAUTH_TRANSIENT", mail.RetryLater},
		{`{"error":"made_up"}`, mail.ServerRefused, "", mail.RetryAfterChange},
		{"<html>", mail.ProtocolViolation, "", mail.RetryLater},
	}
	for _, c := range cases {
		p := oauth.Classify(c.words)
		if p.Code != c.code || p.Class != c.class || p.Retry != c.retry {
			t.Errorf("%s: %s %q %s", c.words, p.Code, p.Class, p.Retry)
		}
	}
}

// TestClassifyCollected compares with the answers of real authorities that were collected.
func TestClassifyCollected(t *testing.T) {
	file, err := os.Open(mailtest.SharedData(t, "server_responses.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	table := csv.NewReader(file)
	table.Comma, table.LazyQuotes, table.FieldsPerRecord = '\t', true, -1
	rows, err := table.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, row := range rows {
		if row[1] != "oauth" {
			continue
		}
		count++
		if p := oauth.Classify(row[3]); p.Class != row[4] || p.Code == mail.Unknown {
			t.Errorf("%s: class %q, collected %q", row[3], p.Class, row[4])
		}
	}
	if count < 40 {
		t.Errorf("%d rows of authorities", count)
	}
}

func FuzzClassify(f *testing.F) {
	for _, seed := range []string{`{"error":"invalid_grant","error_codes":[1],"claims":"{}"}`, "AADSTS50076: \xff\xfe", `{"error":5,"error_codes":"x"}`, "\u202e" + strings.Repeat("长", 400)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, words string) {
		p := oauth.Classify(words)
		if p.Code == "" || p.Retry == "" || len(p.Reply) > 500 || !utf8.ValidString(p.Reply) || strings.ContainsAny(p.Reply, "\r\n\x00") {
			t.Errorf("%q: %+v", words, p)
		}
		_ = p.Error()
	})
}
