package service

import (
	"errors"
	"fmt"
	"io/fs"
)

// notStarted says why goodword's own PostgreSQL does not run, and what to do
// where that is this account's rights.
func notStarted(dir string, err error) error {
	err = fmt.Errorf("start goodword's own PostgreSQL in %s: %w", dir, err)
	if errors.Is(err, fs.ErrPermission) {
		err = fmt.Errorf("%w: let database.data_dir in the settings name a folder that this account may write to, or run the command as the account that runs goodword serve", err)
	}
	return err
}
