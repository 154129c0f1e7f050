package words

import (
	"strings"
	"testing"

	"letterbox/mail"
)

// TestOtherServersAreOffered has a provider with two groups of servers: the button tries the other one.
func TestOtherServersAreOffered(t *testing.T) {
	for host, sister := range map[string]string{"imap.qiye.163.com": "imaphz.qiye.163.com", "hwhzimap.qiye.163.com": "hwimap.qiye.163.com", "mail.corp.example": ""} {
		p := &mail.Problem{
			Code: mail.AccountUnavailable, Class: "WRONG_CLUSTER", Stage: mail.StageAuthenticate, Reply: "ERR.LOGIN.DOMAINNOTEXIST",
			Server: mail.Server{Protocol: mail.IMAP, Host: host, Port: 993, Security: mail.TLS},
		}
		for _, lang := range Languages {
			first := Explain(lang, p).Actions[0]
			if offered := first.Kind == ActionCorrect; offered != (sister != "") || first.Server.Host != sister || !strings.Contains(first.Label, sister) {
				t.Errorf("%s, %s: %+v", host, lang, first)
			}
		}
	}
}
