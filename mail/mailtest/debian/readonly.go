package debian

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// ReadOnly takes from Dovecot the right to write into the folders of an account's INBOX, by their
// permissions, until the test ends. The mailbox must have been opened before.
//
// QUIRK: Dovecot 2.3 opens a Maildir READ-ONLY if it may not write into cur; if its own files beside
// it may not be written either, SELECT fails with SERVERBUG (Unwritable).
func (d *DovecotServer) ReadOnly(t testing.TB, address string) {
	t.Helper()
	d.forbid(t, address, "cur", "new")
}

// Unwritable takes from Dovecot the right to read and write its own files about an account's INBOX,
// until the test ends, as when somebody restored them under another owner.
func (d *DovecotServer) Unwritable(t testing.TB, address string) {
	t.Helper()
	own, err := filepath.Glob(d.home.outside("mail", address, "Maildir", "dovecot*"))
	if err != nil || len(own) == 0 {
		t.Fatalf("Dovecot's own files of %s: %q, %v", address, own, err)
	}
	for _, file := range own {
		if err := os.Chmod(file, 0); err != nil {
			t.Fatal(err)
		}
	}
	d.forbid(t, address, "cur", "new", ".")
}

func (d *DovecotServer) forbid(t testing.TB, address string, names ...string) {
	t.Helper()
	permit := func(owner int, mode fs.FileMode) (err error) {
		for _, name := range names {
			folder := d.home.outside("mail", address, "Maildir", name)
			err = errors.Join(err, os.Chmod(folder, mode))
			if os.Getuid() == 0 {
				err = errors.Join(err, os.Chown(folder, owner, owner))
			}
		}
		return err
	}
	if err := permit(0, 0o555); err != nil {
		t.Fatalf("take the right to write into %s: %v", address, err)
	}
	t.Cleanup(func() { // else the folders could not be removed
		if err := permit(mailUID, 0o755); err != nil {
			t.Error(err)
		}
	})
}
