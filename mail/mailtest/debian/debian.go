// Package debian runs the real Dovecot and Postfix of Debian's packages for a test: private instances on
// high loopback ports, with accounts, mail and queues of their own in a temporary folder, gone when the
// test ends. They show what a server in the process cannot: that what goodword says is understood by
// servers that many companies run.
//
// The programs come from the small system that "make setup" unpacks into .cache/mail, and run inside of
// it (chroot): nothing of the machine's own mail server is read, used or replaced. As root both run, each
// of Postfix's daemons under its own account. Without root Dovecot runs in a user namespace, where the
// system allows one, and Postfix, whose master insists on root, is left out.
//
// A test that cannot have its server is skipped with one line; where CI=true it fails, unless root is what
// is missing. Only tests import this package.
package debian

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Account is a mailbox and who may log in to it.
type Account struct {
	Address  string // also the name to log in with
	Password string
}

// startWait is how long a server may take until it greets.
const startWait = 30 * time.Second

// home is a server's folder, named as the test sees it and as the server inside its small system does.
type home struct {
	system string // the root of the small system
	inside string // /tmp/…
}

func (h home) outside(parts ...string) string {
	return filepath.Join(append([]string{h.system, h.inside}, parts...)...)
}

// newHome finds the small system and makes a folder in it that goes away with the test.
func newHome(t testing.TB, program string) home {
	t.Helper()
	system := findSystem(program)
	if system == "" {
		missing(t, program+" was not unpacked; make setup does it")
	}
	if err := writeAccounts(system); err != nil {
		t.Fatalf("prepare the accounts of the small system: %v", err)
	}
	dir, err := os.MkdirTemp(filepath.Join(system, "tmp"), "gw")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Errorf("remove a server's folder: %v", err)
		}
	})
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return home{system: system, inside: "/tmp/" + filepath.Base(dir)}
}

// missing leaves a test out, but not where everything must be tried.
func missing(t testing.TB, why string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(why)
	}
	t.Skip("left out: " + why)
}

// findSystem looks where script/setup unpacks: in the checkout, or in the system's cache for root.
func findSystem(program string) string {
	var places []string
	if dir, err := os.Getwd(); err == nil {
		for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
			places = append(places, filepath.Join(dir, ".cache/mail"))
		}
	}
	for _, place := range append(places, "/var/cache/goodword/mail") {
		if _, err := os.Stat(filepath.Join(place, program)); err == nil {
			return place
		}
	}
	return ""
}

// The accounts of the small system. Their numbers belong to nobody outside of it.
const (
	mailUID    = 64990 // owns mailboxes
	dovecotUID = 64991
	loginUID   = 64992
	postfixUID = 64993
	dropGID    = 64994
)

// writeAccounts writes the small system's accounts. Every caller writes the same, so that tests of several
// packages do not get into each other's way.
func writeAccounts(system string) error {
	self := "\n"
	if uid := os.Getuid(); uid != 0 {
		self = fmt.Sprintf("\nself:x:%d:%d::/:/bin/false\n", uid, os.Getgid())
	}
	passwd := fmt.Sprintf("root:x:0:0::/:/bin/false\nmail:x:%d:%d::/:/bin/false\ndovecot:x:%d:%d::/:/bin/false\nlogin:x:%d:%d::/:/bin/false\npostfix:x:%d:%d::/:/bin/false\nnobody:x:65534:65534::/:/bin/false%s",
		mailUID, mailUID, dovecotUID, dovecotUID, loginUID, loginUID, postfixUID, postfixUID, self)
	self = "\n"
	if gid := os.Getgid(); gid != 0 {
		self = fmt.Sprintf("\nself:x:%d:\n", gid)
	}
	group := fmt.Sprintf("root:x:0:\nmail:x:%d:\ndovecot:x:%d:\nlogin:x:%d:\npostfix:x:%d:\npostdrop:x:%d:\nnogroup:x:65534:%s",
		mailUID, dovecotUID, loginUID, postfixUID, dropGID, self)
	return errors.Join(
		replaceFile(filepath.Join(system, "etc/passwd"), passwd),
		replaceFile(filepath.Join(system, "etc/group"), group),
		replaceFile(filepath.Join(system, "etc/hosts"), "127.0.0.1 localhost\n"),
		device(filepath.Join(system, "dev/null"), 1, 3),
		device(filepath.Join(system, "dev/urandom"), 1, 9),
	)
}

// replaceFile writes a file in one step, so that no reader finds half of it.
func replaceFile(name, text string) error {
	tmp, err := os.CreateTemp(filepath.Dir(name), ".new")
	if err != nil {
		return err
	}
	_, err = tmp.WriteString(text)
	err = errors.Join(err, tmp.Chmod(0o644), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	return err
}

// device makes a character device. Where that is not allowed an empty file does: the servers open the one
// to write what nobody reads, and take randomness from the system call.
func device(name string, major, minor int) error {
	if _, err := os.Stat(name); err == nil {
		return nil
	}
	if err := syscall.Mknod(name, syscall.S_IFCHR|0o666, major<<8|minor); err == nil || errors.Is(err, syscall.EEXIST) {
		return os.Chmod(name, 0o666)
	}
	return os.WriteFile(name, nil, 0o666)
}

// freePort returns a port of the loopback address that nobody listens on.
func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

// awaitGreeting waits until a server on the port says its first line, which must begin as given.
func awaitGreeting(p *process, port int, begins string) error {
	deadline := time.Now().Add(startWait)
	for {
		line, err := greeting(port)
		if err == nil && strings.HasPrefix(line, begins) {
			return nil
		}
		if err == nil {
			return fmt.Errorf("port %d greets with %q", port, line)
		}
		select {
		case <-p.done:
			return fmt.Errorf("it ended at once (%v): %s", p.exit, p.said())
		case <-time.After(20 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("no greeting within %s: %w: %s", startWait, err, p.said())
		}
	}
}

func greeting(port int) (string, error) {
	c, err := net.DialTimeout("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)), time.Second)
	if err != nil {
		return "", err
	}
	defer func() { _ = c.Close() }()
	if err := c.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
		return "", err
	}
	return bufio.NewReader(c).ReadString('\n')
}
