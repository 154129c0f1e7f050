package mailtest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Cyrus starts a Cyrus IMAP server with IMAP and POP3, each with TLS and STARTTLS, and stops it with the test. It
// differs from Dovecot where clients break: LOGINDISABLED before STARTTLS, special-use attributes in lower case,
// more than fifty capabilities, UIDLs of another form. It has no submission service and keeps no Maildirs. The
// test is skipped where tools/packages.sh has not unpacked Cyrus, and fails instead when CI is set.
func Cyrus(tb testing.TB, opts ...RealOption) *Real {
	tb.Helper()
	root := cyrusRoot()
	if _, err := os.Stat(filepath.Join(root, "usr/lib/cyrus/bin/master")); err != nil {
		Absent(tb, "mailtest: Cyrus is not there; tools/packages.sh test unpacks it")
	}
	r := newReal(tb, []service{imapSTARTTLS, imapTLS, pop3STARTTLS, pop3TLS}, opts)
	if len(r.mechs) == 0 {
		r.mechs = []string{"PLAIN", "LOGIN"}
	}
	for _, d := range []string{"socket", "proc", "log", "db", "user", "quota", "mboxlist", "msg", "ptclient"} {
		r.write("conf/"+d+"/.keep", "")
	}
	for _, d := range []string{"spool", "run/proc", "lock", "sasl"} {
		r.write(d+"/.keep", "")
	}
	r.write("imapd.conf", r.cyrusSettings())
	r.write("cyrus.conf", r.cyrusServices(root))
	_, _, name, _, err := serverUser()
	if err != nil {
		tb.Fatalf("mailtest: user of the server: %v", err)
	}
	environment := append(os.Environ(), "CYRUS_USER="+name, "LD_LIBRARY_PATH="+cyrusLibraries(root))
	for _, u := range r.users {
		r.setCyrusPassword(root, environment, u)
	}
	r.ending = syscall.SIGKILL // on SIGTERM the master spins for ever; the databases recover at the next start
	r.command = func() *exec.Cmd {
		cmd := exec.Command(filepath.Join(root, "usr/lib/cyrus/bin/master"), "-D",
			"-C", filepath.Join(r.dir, "imapd.conf"), "-M", filepath.Join(r.dir, "cyrus.conf"), "-p", filepath.Join(r.dir, "run/master.pid"))
		cmd.Env = environment
		return cmd
	}
	tb.Cleanup(r.Stop)
	r.Start()
	return r
}

// cyrusRoot returns where tools/packages.sh unpacks Cyrus: its packages conflict with Dovecot's and are therefore
// not installed. Root's own cache is closed to the server's user.
func cyrusRoot() string {
	if root := os.Getenv("LETTERBOX_CYRUS"); root != "" {
		return root
	}
	if os.Getuid() == 0 {
		return "/var/cache/letterbox/cyrus"
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(cache, "letterbox", "cyrus")
}

// cyrusLibraries returns the library folders below root.
func cyrusLibraries(root string) string {
	var found []string
	for _, pattern := range []string{"lib/*-linux-*", "usr/lib/*-linux-*"} {
		matches, err := filepath.Glob(filepath.Join(root, pattern))
		if err == nil {
			found = append(found, matches...)
		}
	}
	return strings.Join(found, ":")
}

// setCyrusPassword puts a user into the server's password database.
func (r *Real) setCyrusPassword(root string, environment []string, u realLogin) {
	r.tb.Helper()
	cmd := exec.Command(filepath.Join(root, "usr/sbin/saslpasswd2"), "-p", "-c", "-f", filepath.Join(r.dir, "sasl/db"), "-u", "mail.example.test", u.name)
	cmd.Env, cmd.Stdin = environment, strings.NewReader(u.password)
	if out, err := cmd.CombinedOutput(); err != nil {
		r.tb.Fatalf("mailtest: password of %s: %v\n%s", u.name, err, out)
	}
}

func (r *Real) cyrusSettings() string {
	_, _, name, _, err := serverUser()
	if err != nil {
		r.tb.Fatalf("mailtest: user of the server: %v", err)
	}
	settings := strings.NewReplacer("@DIR@", r.dir, "@USER@", name, "@MECHANISMS@", strings.Join(r.mechs, " ")).Replace(cyrusTemplate)
	if r.tls12 {
		settings += "tls_versions: tls1_2\n"
	}
	return settings
}

func (r *Real) cyrusServices(root string) string {
	bin := filepath.Join(root, "usr/lib/cyrus/bin")
	config := filepath.Join(r.dir, "imapd.conf")
	var b strings.Builder
	fmt.Fprintf(&b, "START {\n  recover cmd=\"%s/ctl_cyrusdb -C %s -r\"\n}\nSERVICES {\n", bin, config)
	for _, s := range []struct {
		service service
		command string
	}{{imapSTARTTLS, "imapd"}, {imapTLS, "imapd -s"}, {pop3STARTTLS, "pop3d"}, {pop3TLS, "pop3d -s"}} {
		fmt.Fprintf(&b, "  %s cmd=\"%s/%s -C %s\" listen=\"127.0.0.1:%d\" prefork=0 proto=tcp4\n",
			s.service, bin, s.command, config, r.ports[s.service])
	}
	fmt.Fprintf(&b, "}\nEVENTS {\n}\nDAEMON {\n  idled cmd=\"%s/idled -C %s\"\n}\n", bin, config)
	return b.String()
}

const cyrusTemplate = `configdirectory: @DIR@/conf
partition-default: @DIR@/spool
defaultpartition: default
cyrus_user: @USER@
proc_path: @DIR@/run/proc
mboxname_lockpath: @DIR@/lock
idlesocket: @DIR@/run/idle
notifysocket: @DIR@/run/notify
servername: mail.example.test
admins: cyrus
allowplaintext: no
altnamespace: yes
unixhierarchysep: yes
virtdomains: off
sasl_mech_list: @MECHANISMS@
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: @DIR@/sasl/db
tls_server_cert: @DIR@/server.pem
tls_server_key: @DIR@/server.key
autocreate_quota: 0
autocreate_post: 1
autocreate_inbox_folders: Drafts|Sent|Trash|Junk|Archive
autocreate_subscribe_folders: Drafts|Sent|Trash|Junk|Archive
xlist-drafts: Drafts
xlist-sent: Sent
xlist-trash: Trash
xlist-junk: Junk
xlist-archive: Archive
conversations: no
duplicatesuppression: no
popminpoll: 0
failedloginpause: 0
`
