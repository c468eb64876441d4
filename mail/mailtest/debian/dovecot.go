package debian

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// DovecotServer is a running Dovecot: IMAP on a loopback port, without TLS, and LMTP on a unix socket.
// Mail to ann+anything@corp.example goes to ann@corp.example; an unknown address is refused (550).
type DovecotServer struct {
	Host string // 127.0.0.1
	Port int

	home          home
	process       *process
	accounts      []Account
	introspection string // where tokens are asked about; empty: none count
}

// Dovecot starts a Dovecot with these accounts. It ends with the test.
func Dovecot(t testing.TB, accounts ...Account) *DovecotServer {
	t.Helper()
	return dovecot(t, "", accounts)
}

func dovecot(t testing.TB, introspection string, accounts []Account) *DovecotServer {
	t.Helper()
	d := &DovecotServer{Host: "127.0.0.1", accounts: accounts, introspection: introspection, home: newHome(t, "usr/sbin/dovecot")}
	if err := d.prepare(); err != nil {
		t.Fatalf("prepare Dovecot: %v", err)
	}
	if err := d.startOnSomePort(); err != nil {
		if os.Getuid() != 0 && errors.Is(err, os.ErrPermission) {
			t.Skipf("left out: Dovecot without root needs a user namespace, which this system refuses: %v", err)
		}
		t.Fatalf("start Dovecot: %v; its log: %s", err, d.Log())
	}
	t.Cleanup(func() {
		if err := d.process.stop(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			t.Logf("Dovecot's log: %s", d.Log())
		}
	})
	return d
}

// Log is what Dovecot wrote to its log so far.
func (d *DovecotServer) Log() string {
	text, err := os.ReadFile(d.home.outside("log"))
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// Restart stops Dovecot, in the middle of whatever it does, and starts it on the same port.
func (d *DovecotServer) Restart(t testing.TB) {
	t.Helper()
	if err := errors.Join(d.process.stop(), d.start()); err != nil {
		t.Fatalf("restart Dovecot: %v", err)
	}
}

// Doveadm runs Dovecot's tool for administrators, such as: mailbox update --uid-validity 7 -u ADDRESS INBOX.
func (d *DovecotServer) Doveadm(t testing.TB, args ...string) string {
	t.Helper()
	out, err := d.run("/usr/bin/doveadm", append([]string{"-c", d.config()}, args...)...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// lmtpSocket and authSocket are for a Postfix in the same small system.
func (d *DovecotServer) lmtpSocket() string { return d.home.inside + "/lmtp" }
func (d *DovecotServer) authSocket() string { return d.home.inside + "/auth" }
func (d *DovecotServer) config() string     { return d.home.inside + "/dovecot.conf" }

func (d *DovecotServer) prepare() error {
	uid, gid := mailUID, mailUID
	if os.Getuid() != 0 {
		uid, gid = os.Getuid(), os.Getgid()
	}
	users := &strings.Builder{}
	for _, a := range d.accounts {
		fmt.Fprintf(users, "%s:{PLAIN}%s:%d:%d::%s/mail/%s::\n", a.Address, a.Password, uid, gid, d.home.inside, a.Address)
	}
	err := os.WriteFile(d.home.outside("users"), []byte(users.String()), 0o644)
	for _, dir := range []string{"run", "state", "mail"} {
		err = errors.Join(err, os.Mkdir(d.home.outside(dir), 0o755))
	}
	if os.Getuid() == 0 {
		err = errors.Join(err, os.Chown(d.home.outside("mail"), mailUID, mailUID))
	}
	return errors.Join(err, d.prepareTokens())
}

// startOnSomePort tries again when somebody was faster on the port.
func (d *DovecotServer) startOnSomePort() error {
	isNew, err := d.isNew()
	if err != nil {
		return err
	}
	var last error
	for range 3 {
		port, err := freePort()
		if err != nil {
			return err
		}
		d.Port = port
		if err := os.WriteFile(d.home.outside("dovecot.conf"), []byte(d.settings(isNew)), 0o644); err != nil {
			return err
		}
		if last = d.start(); last == nil || !strings.Contains(d.Log(), "Address already in use") {
			return last
		}
	}
	return last
}

func (d *DovecotServer) start() (err error) {
	d.process, err = start(d.home, "/usr/sbin/dovecot", "-F", "-c", d.config())
	if err != nil {
		return err
	}
	if err := awaitGreeting(d.process, d.Port, "* OK"); err != nil {
		return errors.Join(err, d.process.stop())
	}
	return nil
}

// settings is the whole configuration, for Dovecot 2.3 or 2.4.
func (d *DovecotServer) settings(isNew bool) string {
	dovecot, login := "dovecot", "login"
	if os.Getuid() != 0 {
		dovecot, login = "self", "self"
	}
	text := settings23
	if isNew {
		text = settings24
	}
	return strings.NewReplacer("DIR", d.home.inside, "PORT", fmt.Sprint(d.Port), "DOVECOT", dovecot, "LOGIN", login).
		Replace(text + settingsOfBoth + d.tokenSettings(isNew))
}

// isNew asks Dovecot for its version: since 2.4 settings have other names.
func (d *DovecotServer) isNew() (bool, error) {
	out, err := d.run("/usr/sbin/dovecot", "--version")
	if err != nil {
		return false, err
	}
	return !strings.HasPrefix(out, "2.3."), nil
}

// run runs a short program of the small system to its end.
func (d *DovecotServer) run(name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env, cmd.SysProcAttr = "/", []string{"PATH=/usr/sbin:/usr/bin:/bin"}, inside(d.home.system)
	cmd.SysProcAttr.Pdeathsig = 0 // it ends by itself, and this thread is not kept for it
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, out)
	}
	return string(out), nil
}

const settingsOfBoth = `
base_dir = DIR/run
state_dir = DIR/state
log_path = DIR/log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
auth_mechanisms = plain login
auth_failure_delay = 0
recipient_delimiter = +
first_valid_uid = 1
first_valid_gid = 1
default_internal_user = DOVECOT
default_internal_group = DOVECOT
default_login_user = LOGIN
service anvil {
  chroot =
  # No waiting after a failed login.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = PORT
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  unix_listener DIR/lmtp {
    mode = 0666
  }
}
service auth {
  unix_listener DIR/auth {
    mode = 0666
  }
}
`

const settings23 = `
disable_plaintext_auth = no
mail_location = maildir:~/Maildir
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u DIR/users
}
userdb {
  driver = passwd-file
  args = username_format=%u DIR/users
}
`

const settings24 = `dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
auth_allow_cleartext = yes
mail_driver = maildir
mail_path = ~/Maildir
passdb passwd-file {
  passwd_file_path = DIR/users
}
userdb passwd-file {
  passwd_file_path = DIR/users
}
`
