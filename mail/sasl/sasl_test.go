package sasl_test

import (
	"errors"
	"testing"

	"letterbox/mail"
	"letterbox/mail/sasl"
)

func TestChoose(t *testing.T) {
	cases := []struct {
		name    string
		offered []string
		secure  bool
		method  mail.AuthMethod
		want    string
		err     error
	}{
		{"plain before login", []string{"LOGIN", "PLAIN"}, true, mail.PasswordAuth, "PLAIN", nil},
		{"any case", []string{"login"}, true, mail.PasswordAuth, "LOGIN", nil},
		{"no password mechanism", []string{"XOAUTH2"}, true, mail.PasswordAuth, "", sasl.ErrNoCommon},
		{"never exposed", []string{"PLAIN", "LOGIN"}, false, mail.PasswordAuth, "", sasl.ErrExposed},
		{"token", []string{"PLAIN", "XOAUTH2"}, true, mail.OAuth2, "XOAUTH2", nil},
		{"standard token mechanism first", []string{"XOAUTH2", "OAUTHBEARER"}, true, mail.OAuth2, "OAUTHBEARER", nil},
		{"nothing offered", nil, true, mail.OAuth2, "", sasl.ErrNoCommon},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			mech, client, err := sasl.Choose(c.offered, c.secure, "u", "s", c.method)
			if mech != c.want || !errors.Is(err, c.err) || (client == nil) != (err != nil) {
				t.Errorf("got %q, %v, %v", mech, client, err)
			}
		})
	}
}

// Each exchange is the initial response and then challenge and answer in turn; "!" is a refusal to answer.
func TestExchanges(t *testing.T) {
	cases := []struct {
		mech     string
		method   mail.AuthMethod
		initial  string
		exchange []string
	}{
		{"PLAIN", mail.PasswordAuth, "\x00张三\x00s", []string{"more?", "!"}},
		{"LOGIN", mail.PasswordAuth, "张三", []string{"Password:", "s", "again", "!"}},
		{"LOGIN", mail.PasswordAuth, "张三", []string{"User Name\x00", "张三", "密码", "s", "x", "!"}},
		{"XOAUTH2", mail.OAuth2, "user=张三\x01auth=Bearer s\x01\x01", []string{`{"status":"401"}`, "", "x", "!"}},
		{"OAUTHBEARER", mail.OAuth2, "n,a=张三,\x01auth=Bearer s\x01\x01", []string{`{"status":"401"}`, "\x01", "x", "!"}},
	}
	for _, c := range cases {
		_, client, err := sasl.Choose([]string{c.mech}, true, "张三", "s", c.method)
		if err != nil {
			t.Fatal(err)
		}
		name, initial, err := client.Start()
		if name != c.mech || string(initial) != c.initial || err != nil {
			t.Errorf("%s starts with %q %q %v", c.mech, name, initial, err)
		}
		for i := 0; i < len(c.exchange); i += 2 {
			answer, err := client.Next([]byte(c.exchange[i]))
			if want := c.exchange[i+1]; want == "!" && err == nil || want != "!" && (string(answer) != want || err != nil) {
				t.Errorf("%s answers %q with %q %v, want %q", c.mech, c.exchange[i], answer, err, want)
			}
		}
	}
}

func TestOAuthBearerEscapesName(t *testing.T) {
	_, initial, _ := sasl.OAuthBearer("a=b,c", "t").Start()
	if string(initial) != "n,a=a=3Db=2Cc,\x01auth=Bearer t\x01\x01" {
		t.Errorf("got %q", initial)
	}
}
