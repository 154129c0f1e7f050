package model

import (
	"testing"

	"letterbox/mail"
)

func TestServerThatFailedIsReplaced(t *testing.T) {
	server := func(p mail.Protocol, host string, port int) mail.Server {
		return mail.Server{Protocol: p, Host: host, Port: port, Security: mail.TLS, Auth: mail.PasswordAuth, Username: "ada"}
	}
	in, out := server(mail.IMAP, "imap.qiye.163.com", 993), server(mail.Submission, "smtp.qiye.163.com", 465)
	for name, c := range map[string]struct{ right, in, out mail.Server }{
		"port":    {server(mail.Submission, "smtp.qiye.163.com", 994), in, server(mail.Submission, "smtp.qiye.163.com", 994)},
		"sister":  {server(mail.IMAP, "imaphz.qiye.163.com", 993), server(mail.IMAP, "imaphz.qiye.163.com", 993), server(mail.Submission, "smtphz.qiye.163.com", 465)},
		"another": {server(mail.IMAP, "mail.corp.example", 993), server(mail.IMAP, "mail.corp.example", 993), out},
	} {
		bare := c.right
		bare.Username, bare.Auth = "", ""
		if gotIn, gotOut := replaced(in, out, bare); gotIn != c.in || gotOut != c.out {
			t.Errorf("%s: %v and %v", name, gotIn, gotOut)
		}
	}
}
