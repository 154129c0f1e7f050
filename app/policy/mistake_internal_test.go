package policy

import (
	"errors"
	"strings"
	"testing"
)

// TestWhereAMistakeIs names line and member of everything that can be wrong.
func TestWhereAMistakeIs(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		kind Kind
		line int
		at   string
	}{
		"no JSON":      {"{\n\n pins: true}", NotJSON, 3, ""},
		"cut off":      {"{\n\"pins\": true", NotJSON, 2, ""},
		"trailing":     {"{}\n{}", NotJSON, 2, ""},
		"twice":        {"{\n\"pins\": true,\n\"pins\": false}", Twice, 3, "pins"},
		"twice inside": {"{\"settings\": {\n\"theme\": \"dark\",\n\"theme\": \"light\"}}", Twice, 3, "settings.theme"},
		"unknown":      {"{\n\"pin\": true}", Unknown, 2, "pin"},
		"case":         {`{"Pins": true}`, Unknown, 1, `["Pins"]`},
		"null":         {"{\n\"pins\": null}", WrongType, 2, "pins"},
		"null inside":  {"{\"plaintext\": [\n{\"host\": \"a.example\",\n\"until\": null}]}", WrongType, 3, "plaintext[0].until"},
		"missing":      {"{\"plaintext\": [\n{\"host\": \"a.example\"}]}", Missing, 2, "plaintext[0]"},
		"empty":        {"{\n\"allowed_domains\":\n []}", Empty, 3, "allowed_domains"},
		"empty text":   {`{"usernames": {"li@corp.example": ""}}`, Empty, 1, `usernames["li@corp.example"]`},
		"not one of":   {`{"sync_window": 31}`, NotOneOf, 1, "sync_window"},
		"half a day":   {`{"sync_window": 30.5}`, WrongType, 1, "sync_window"},
		"setting":      {`{"locked": ["font"]}`, NotOneOf, 1, "locked[0]"},
		"no setting":   {`{"settings": {"font": "Arial"}}`, Unknown, 1, "settings.font"},
		"domain":       {`{"allowed_domains": ["corp.example", "*.corp.example"]}`, NotADomain, 1, "allowed_domains[1]"},
		"capitals":     {`{"allowed_domains": ["Corp.example"]}`, NotADomain, 1, "allowed_domains[0]"},
		"IDN twice":    {`{"usernames": {"a@例子.中国": "a", "a@xn--fsqu00a.xn--fiqs8s": "b"}}`, Taken, 1, `usernames["a@例子.中国"]`},
		"no host":      {`{"plaintext": [{"host": "a b", "until": "2027-01-31"}]}`, NotAHost, 1, "plaintext[0].host"},
		"day":          {`{"plaintext": [{"host": "a.example", "until": "2027-02-31"}]}`, NotADay, 1, "plaintext[0].until"},
		"no server":    {`{"servers": [{"domains": ["a.example"], "incoming": "mail.a.example", "outgoing": "smtps://a.example"}]}`, NotAServer, 1, "servers[0].incoming"},
		"clear text":   {`{"servers": [{"domains": ["a.example"], "incoming": "imap+plain://a.example", "outgoing": "smtps://a.example"}]}`, ClearText, 1, "servers[0].incoming"},
		"scope":        {`{"authorities": {"corp": {"auth_url": "https://a.example/", "token_url": "https://a.example/t", "scopes": ["a", "b c"]}}}`, WrongForm, 1, "authorities.corp.scopes[1]"},
		"nothing":      {`{"certificates": [{"hosts": ["a.example"]}]}`, NothingGiven, 1, "certificates[0]"},
		"host of CA":   {`{"certificates": [{"hosts": ["a..example"], "sha256": ["00"]}]}`, NotAHost, 1, "certificates[0].hosts[0]"},
		"fingerprint":  {`{"certificates": [{"hosts": ["a.example"], "sha256": ["00"]}]}`, NoFingerprint, 1, "certificates[0].sha256[0]"},
		"no PEM":       {`{"certificates": [{"hosts": ["a.example"], "authorities_pem": "corp.pem"}]}`, NoCertificate, 1, "certificates[0].authorities_pem"},
		"no authority": {withAuthority(t, false), NoCertificate, 2, "certificates[0].authorities_pem"},
		"entry twice":  {`{"catalogue": [{"id": "qq"}, {"id": "qq"}]}`, Taken, 1, "catalogue[1].id"},
		"help":         {`{"catalogue": [{"id": "qq", "help_url": "http://corp.example"}]}`, NotHTTPS, 1, "catalogue[0].help_url"},
		"plain entry":  {`{"catalogue": [{"id": "qq", "servers": [{"url": "imap+plain://corp.example"}]}]}`, ClearText, 1, "catalogue[0].servers[0].url"},
		"browser":      {`{"catalogue": [{"id": "qq", "secret": "browser"}]}`, NotOneOf, 1, "catalogue[0].secret"},
	} {
		_, err := parse([]byte(c.text))
		var m *Mistake
		if !errors.As(err, &m) || m.Kind != c.kind || m.Line != c.line || m.At() != c.at {
			t.Errorf("%s: %v", name, err)
		}
		if m != nil && !strings.Contains(m.Error(), string(c.kind)) {
			t.Errorf("%s: %v", name, m)
		}
	}
}
