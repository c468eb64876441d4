package postgres

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is whom the server runs as. PostgreSQL refuses to run as root.
type account struct {
	name     string
	uid, gid int
	switched bool // another account than the caller's: files must be handed over
}

// serverAccounts are tried in this order when the caller is root.
var serverAccounts = []string{"postgres", "nobody"}

func chooseAccount() (account, error) {
	if os.Geteuid() != 0 {
		return account{name: "uid " + strconv.Itoa(os.Geteuid()), uid: os.Geteuid(), gid: os.Getegid()}, nil
	}
	for _, name := range serverAccounts {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.Atoi(u.Uid)
		if err != nil {
			continue
		}
		gid, err := strconv.Atoi(u.Gid)
		if err != nil {
			continue
		}
		return account{name: name, uid: uid, gid: gid, switched: true}, nil
	}
	return account{}, errors.New("PostgreSQL does not run as root, and this machine has neither an account \"postgres\" nor \"nobody\"; run goodword as an ordinary account")
}

// attributes for a child process of this account. It gets a process group of its own, so that a
// terminal's interrupt reaches goodword alone, which then stops the server in order.
func (a account) attributes() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true}
	dieWithParent(attr)
	if a.switched {
		attr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
	}
	return attr
}

// own makes dir a private folder of the account, creating it.
func (a account) own(dir string) error {
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return fmt.Errorf("make the folder for PostgreSQL: %w", err)
	}
	if a.switched {
		if err := os.Chown(dir, a.uid, a.gid); err != nil {
			return fmt.Errorf("hand the folder to account %s: %w", a.name, err)
		}
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return fmt.Errorf("close the folder to others: %w", err)
	}
	return nil
}

// canEnter tells why the account cannot reach dir: a folder above it that is closed to it, as root's
// home is. Without a switch of accounts the system's own errors say enough.
func (a account) canEnter(dir string) error {
	if !a.switched {
		return nil
	}
	for at := filepath.Clean(dir); ; at = filepath.Dir(at) {
		info, err := os.Stat(at)
		switch {
		case errors.Is(err, os.ErrNotExist): // made later, by own
		case err != nil:
			return err
		case !a.mayPass(info):
			return fmt.Errorf("account %s, which runs PostgreSQL for root, may not enter %s (%s); choose a folder that it can reach, such as one under /var/lib/goodword", a.name, at, info.Mode().Perm())
		}
		if at == filepath.Dir(at) {
			return nil
		}
	}
}

func (a account) mayPass(info os.FileInfo) bool {
	mode := info.Mode().Perm()
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		switch {
		case int(s.Uid) == a.uid:
			return mode&0o100 != 0
		case int(s.Gid) == a.gid:
			return mode&0o010 != 0
		}
	}
	return mode&0o001 != 0
}
