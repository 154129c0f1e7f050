package mailtest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

const dovecotBinary = "/usr/sbin/dovecot"

// Dovecot starts a Dovecot with IMAP, POP3 and submission, each with TLS and STARTTLS, and stops it with the test.
// Mail is in Maildirs (Deliver fills them), the special-use folders exist, failed logins are answered without the
// usual growing delay. Dovecot takes 127.0.0.1 for a protected connection: it never announces LOGINDISABLED, so
// "no password before STARTTLS" is tested against Cyrus or an in-process server. The test is skipped where Dovecot
// is not installed, and fails instead when CI is set.
func Dovecot(tb testing.TB, opts ...RealOption) *Real {
	tb.Helper()
	if version, err := exec.Command(dovecotBinary, "--version").Output(); err != nil {
		Absent(tb, "mailtest: no Dovecot (%v); tools/packages.sh test installs it", err)
	} else if !strings.HasPrefix(string(version), "2.3.") {
		Absent(tb, "mailtest: Dovecot %.20s: the configuration is for 2.3, and 2.4 reads another", version)
	}
	r := newReal(tb, []service{imapSTARTTLS, imapTLS, pop3STARTTLS, pop3TLS, submissionSTARTTLS, submissionTLS}, opts)
	if len(r.mechs) == 0 {
		r.mechs = []string{"PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-256"}
	}
	if len(r.bearers) == 0 {
		r.bearers = []string{"OAUTHBEARER", "XOAUTH2"}
	}
	r.relay = newRelay(tb)
	r.maildir = func(user string) string { return filepath.Join(r.dir, "mail", user, "Maildir") }
	var passwords strings.Builder
	for _, u := range r.users {
		fmt.Fprintf(&passwords, "%s:%s:::::\n", u.name, r.keptPassword(u.password))
	}
	r.write("users", passwords.String())
	r.write("oauth2.conf", r.introspectionConfig())
	r.write("dovecot.conf", r.dovecotConfig())
	r.write("mail/.keep", "")
	config := filepath.Join(r.dir, "dovecot.conf")
	r.ending = syscall.SIGTERM
	r.command = func() *exec.Cmd { return exec.Command(dovecotBinary, "-F", "-c", config) }
	tb.Cleanup(r.Stop)
	r.Start()
	return r
}

// keptPassword returns a password as the scheme keeps it.
func (r *Real) keptPassword(password string) string {
	r.tb.Helper()
	if r.scheme == "PLAIN" {
		return "{PLAIN}" + password
	}
	r.write("empty.conf", "")
	kept, err := exec.Command("doveadm", "-c", filepath.Join(r.dir, "empty.conf"), "pw", "-s", r.scheme, "-p", password).Output()
	if err != nil {
		r.tb.Fatalf("mailtest: doveadm pw -s %s: %v", r.scheme, err)
	}
	return strings.TrimSpace(string(kept))
}

// introspectionConfig says how Dovecot asks about access tokens (RFC 7662): a real authority, or an endpoint of our own
// that knows the tokens of RealToken and RealTokens.
func (r *Real) introspectionConfig() string {
	mode, endpoint := "post", r.introspection
	if endpoint == "" {
		mode, endpoint = "auth", r.introspect()
	}
	return `introspection_mode = ` + mode + `
introspection_url = ` + endpoint + `
username_attribute = sub
username_format = %Ln
active_attribute = active
active_value = true
force_introspection = yes
timeout_msecs = 20000
`
}

// introspect starts the endpoint that knows the tokens of RealToken and RealTokens.
func (r *Real) introspect() string {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		token := strings.TrimPrefix(q.Header.Get("Authorization"), "Bearer ")
		w.Header().Set("Content-Type", "application/json")
		user, ok := r.tokens[token]
		if !ok && r.owner != nil {
			user, ok = r.owner(token)
		}
		if ok {
			fmt.Fprintf(w, `{"active":true,"sub":%q,"scope":"mail"}`, user)
			return
		}
		fmt.Fprint(w, `{"active":false}`)
	}))
	r.tb.Cleanup(srv.Close)
	return srv.URL + "/"
}

// dovecotConfig returns a configuration that needs no privilege: one user does everything, nothing changes root.
func (r *Real) dovecotConfig() string {
	uid, gid, name, group, err := serverUser()
	if err != nil {
		r.tb.Fatalf("mailtest: user of the server: %v", err)
	}
	values := []string{
		"DIR", r.dir, "UID", fmt.Sprint(uid), "GID", fmt.Sprint(gid), "USER", name, "GROUP", group,
		"RELAY", fmt.Sprint(r.relay.port), "MECHANISMS", strings.ToLower(strings.Join(append(r.mechs, r.bearers...), " ")),
	}
	for s, port := range r.ports {
		values = append(values, "PORT-"+strings.ToUpper(string(s))+"-", fmt.Sprint(port))
	}
	for i := 0; i < len(values); i += 2 {
		values[i] = "@" + values[i] + "@"
	}
	return strings.NewReplacer(values...).Replace(dovecotTemplate)
}

const dovecotTemplate = `base_dir = @DIR@/run
state_dir = @DIR@/run
instance_name = letterbox-test
log_path = @DIR@/log
listen = 127.0.0.1
protocols = imap pop3 submission
default_internal_user = @USER@
default_internal_group = @GROUP@
default_login_user = @USER@
ssl = yes
ssl_cert = <@DIR@/server.pem
ssl_key = <@DIR@/server.key
ssl_min_protocol = TLSv1.2
auth_mechanisms = @MECHANISMS@
auth_username_format = %Ln
auth_failure_delay = 0
first_valid_uid = 1
mail_location = maildir:~/Maildir:LAYOUT=fs
mail_max_userip_connections = 100
mail_fsync = never
hostname = mail.example.test
submission_relay_host = 127.0.0.1
submission_relay_port = @RELAY@
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = @DIR@/oauth2.conf
}
passdb {
  driver = passwd-file
  args = scheme=plain username_format=%n @DIR@/users
}
userdb {
  driver = static
  args = uid=@UID@ gid=@GID@ home=@DIR@/mail/%n allow_all_users=yes
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Drafts {
    special_use = \Drafts
    auto = subscribe
  }
  mailbox Sent {
    special_use = \Sent
    auto = subscribe
  }
  mailbox Trash {
    special_use = \Trash
    auto = subscribe
  }
  mailbox Junk {
    special_use = \Junk
    auto = subscribe
  }
  mailbox Archive {
    special_use = \Archive
    auto = subscribe
  }
}
protocol imap {
  mail_plugins = imap_zlib
  imap_idle_notify_interval = 1 s
}
service imap-login {
  chroot =
  service_count = 0
  inet_listener imap {
    port = @PORT-IMAP-@
  }
  inet_listener imaps {
    port = @PORT-IMAPS-@
    ssl = yes
  }
}
service pop3-login {
  chroot =
  service_count = 0
  inet_listener pop3 {
    port = @PORT-POP3-@
  }
  inet_listener pop3s {
    port = @PORT-POP3S-@
    ssl = yes
  }
}
service submission-login {
  chroot =
  service_count = 0
  inet_listener submission {
    port = @PORT-SUBMISSION-@
  }
  inet_listener submissions {
    port = @PORT-SUBMISSIONS-@
    ssl = yes
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
`
