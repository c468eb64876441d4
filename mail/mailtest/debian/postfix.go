package debian

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// PostfixServer is a running Postfix on two loopback ports. Mail for the domains of Dovecot's accounts goes
// to Dovecot; a recipient that Dovecot does not know is returned by a real bounce.
//
// It is the company's server in one respect that matters to goodword: a mail handed in at Submission, with
// the password of the account that its envelope names as sender, gets as its topmost field
//
//	Authentication-Results: AuthservID; dmarc=pass header.from=DOMAIN OF THE ENVELOPE SENDER
//
// and a field in that name is taken off every mail that comes in at Port from outside. That proves that
// goodword reads the verdict of a server set up as its settings say, and no other. It does not prove a
// DMARC check: Postfix makes none, and who wrote the From field is known here by the password alone. A field
// in that name on a submitted mail stays, below the stamp.
type PostfixServer struct {
	Host       string // 127.0.0.1
	Port       int    // mail from outside, without login
	Submission int    // mail from Dovecot's accounts, with login, without TLS
	AuthservID string // mx. and the domain of the first account

	home    home
	process *process
	dovecot *DovecotServer
	domains []string
}

// Postfix starts a Postfix in front of a Dovecot with at least one account. It ends with the test.
func Postfix(t testing.TB, d *DovecotServer) *PostfixServer {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("left out: Postfix does not run without root")
	}
	p := &PostfixServer{Host: "127.0.0.1", dovecot: d, home: newHome(t, "usr/sbin/postfix"), domains: d.domains()}
	if len(p.domains) == 0 {
		t.Fatal("a Postfix needs a Dovecot with an account")
	}
	p.AuthservID = "mx." + p.domains[0]
	if err := errors.Join(p.makeFolders(), p.startOnSomePorts()); err != nil {
		t.Fatalf("start Postfix: %v; its log: %s", err, p.Log())
	}
	t.Cleanup(func() {
		if err := p.process.stop(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			t.Logf("Postfix's log: %s", p.Log())
		}
	})
	return p
}

// Log is what Postfix wrote to its log so far.
func (p *PostfixServer) Log() string {
	text, err := os.ReadFile(p.home.outside("log"))
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// Restart stops Postfix, in the middle of whatever it does, and starts it on the same ports. What it has
// accepted is in its queue and is delivered.
func (p *PostfixServer) Restart(t testing.TB) {
	t.Helper()
	if err := errors.Join(p.process.stop(), p.start()); err != nil {
		t.Fatalf("restart Postfix: %v", err)
	}
}

// makeFolders makes what Debian's installation would: Postfix is particular about owners.
func (p *PostfixServer) makeFolders() error {
	folders := []struct {
		name     string
		mode     os.FileMode
		uid, gid int
	}{
		{"etc", 0o755, 0, 0},
		{"data", 0o700, postfixUID, postfixUID},
		{"queue", 0o755, 0, 0},
		{"queue/pid", 0o755, 0, 0},
		{"queue/maildrop", 0o730, postfixUID, dropGID},
		{"queue/public", 0o710, postfixUID, dropGID},
	}
	for _, name := range []string{"active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace"} {
		folders = append(folders, folders[1])
		folders[len(folders)-1].name = "queue/" + name
	}
	for _, f := range folders {
		at := p.home.outside(f.name)
		if err := errors.Join(os.Mkdir(at, 0o755), os.Chown(at, f.uid, f.gid), os.Chmod(at, f.mode)); err != nil {
			return err
		}
	}
	return nil
}

func (p *PostfixServer) startOnSomePorts() error {
	var last error
	for range 3 {
		var err error
		if p.Port, err = freePort(); err != nil {
			return err
		}
		if p.Submission, err = freePort(); err != nil {
			return err
		}
		for name, text := range p.settings() {
			if err := os.WriteFile(p.home.outside("etc", name), []byte(text), 0o644); err != nil {
				return err
			}
		}
		if last = p.start(); last == nil || !strings.Contains(p.Log(), "Address already in use") {
			return last
		}
	}
	return last
}

func (p *PostfixServer) start() (err error) {
	// Not by the command "postfix", which needs a shell and looks after an installation.
	p.process, err = start(p.home, "/usr/lib/postfix/sbin/master", "-c", p.home.inside+"/etc")
	if err != nil {
		return err
	}
	for _, port := range []int{p.Port, p.Submission} {
		if err := awaitGreeting(p.process, port, "220"); err != nil {
			return errors.Join(err, p.process.stop())
		}
	}
	return nil
}

// settings are the files of Postfix's configuration.
func (p *PostfixServer) settings() map[string]string {
	quoted := make([]string, len(p.domains))
	for i, d := range p.domains {
		quoted[i] = strings.ReplaceAll(d, ".", `\.`)
	}
	fill := strings.NewReplacer(
		"DIR", p.home.inside, "AUTHSERVID", p.AuthservID, "OUTSIDE", fmt.Sprint(p.Port), "SUBMISSION", fmt.Sprint(p.Submission),
		"DOMAINS", strings.Join(p.domains, " "), "PATTERN", strings.Join(quoted, "|"),
		"LMTP", p.dovecot.lmtpSocket(), "AUTH", p.dovecot.authSocket(),
		"STRIP", strings.ReplaceAll(p.AuthservID, ".", `\.`))
	files := map[string]string{"main.cf": mainCF, "master.cf": masterCF}
	for name, text := range files {
		files[name] = fill.Replace(text)
	}
	files["strip"] = fill.Replace("/^Authentication-Results:[[:space:]]*STRIP([^[:alnum:].-]|$)/ IGNORE\n")
	files["stamp"] = fill.Replace("/^[^@]+@(PATTERN)$/ PREPEND Authentication-Results: AUTHSERVID; dmarc=pass header.from=$1\n/./ REJECT this server knows no such sender\n")
	// A letter's return address is its account's with a plus and a secret.
	files["owners"] = "/^([^+@]+)(\\+[^@]*)?@(.+)$/ $1@$3\n"
	return files
}

const mainCF = `compatibility_level = 3.6
myhostname = AUTHSERVID
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
daemon_directory = /usr/lib/postfix/sbin
command_directory = /usr/sbin
queue_directory = DIR/queue
data_directory = DIR/data
mail_owner = postfix
setgid_group = postdrop
default_privs = nobody
maillog_file = DIR/log
maillog_file_prefixes = /tmp
alias_maps =
alias_database =
local_recipient_maps =
virtual_mailbox_domains = DOMAINS
virtual_transport = lmtp:unix:LMTP
recipient_delimiter = +
smtp_dns_support_level = disabled
message_size_limit = 40000000
mailbox_size_limit = 0
virtual_mailbox_limit = 0
smtpd_client_connection_count_limit = 0
smtpd_peername_lookup = no
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_sasl_type = dovecot
smtpd_sasl_path = AUTH
smtpd_sender_login_maps = regexp:DIR/etc/owners
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 5s
in_flow_delay = 0
smtpd_error_sleep_time = 0
biff = no
`

const masterCF = `127.0.0.1:OUTSIDE inet n - n - - smtpd
  -o cleanup_service_name=strip
127.0.0.1:SUBMISSION inet n - n - - smtpd
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
  -o smtpd_sender_restrictions=reject_sender_login_mismatch,check_sender_access,regexp:DIR/etc/stamp
strip unix n - n - 0 cleanup
  -o header_checks=regexp:DIR/etc/strip
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`

// domains are those of the accounts, the first account's first.
func (d *DovecotServer) domains() []string {
	var all []string
	for _, a := range d.accounts {
		_, domain, _ := strings.Cut(a.Address, "@")
		if !slices.Contains(all, domain) {
			all = append(all, domain)
		}
	}
	return all
}
