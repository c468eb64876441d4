package debian

import (
	"errors"
	"io/fs"
	"os"
	"testing"
)

// ReadOnly takes from Dovecot the right to write into the folders of an account's INBOX, by their
// permissions, until the test ends. The mailbox must have been opened before.
//
// QUIRK: Dovecot 2.3 opens a Maildir READ-ONLY if it may not write into cur; if its own files beside
// it may not be written either, SELECT fails with SERVERBUG.
func (d *DovecotServer) ReadOnly(t testing.TB, address string) {
	t.Helper()
	permit := func(owner int, mode fs.FileMode) (err error) {
		for _, name := range []string{"cur", "new"} {
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
