package postgres

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// socketLine is where postmaster.pid names the folder of its socket (PostgreSQL 10 and newer).
const socketLine = 5

// Join gives the URL of the cluster that another process runs in dir, so that a command can look at it
// beside the service. ok is false when none runs there; then Start may be called.
func Join(dir string) (url string, ok bool, err error) {
	dir, err = filepath.Abs(dir)
	if err != nil {
		return "", false, fmt.Errorf("find the folder for PostgreSQL: %w", err)
	}
	free, err := unlocked(filepath.Join(dir, "lock"))
	if err != nil || free {
		return "", false, err
	}
	c := &Cluster{dir: dir}
	pid, err := os.ReadFile(filepath.Join(c.dataDir(), "postmaster.pid"))
	lines := strings.Split(string(pid), "\n")
	if err != nil || len(lines) < socketLine || strings.TrimSpace(lines[socketLine-1]) == "" {
		return "", false, fmt.Errorf("another goodword starts or stops PostgreSQL in %s just now; try again in a moment", dir)
	}
	c.socketDir = strings.TrimSpace(lines[socketLine-1])
	return c.URL(), true, nil
}

// unlocked says whether nobody holds the folder's lock.
func unlocked(path string) (bool, error) {
	f, err := os.OpenFile(path, os.O_RDWR|syscall.O_CLOEXEC, 0)
	if errors.Is(err, os.ErrNotExist) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("look whether PostgreSQL runs in %s: %w (run the command as the account that runs goodword serve)", filepath.Dir(path), err)
	}
	defer f.Close() // drops the lock too
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	return err == nil, nil
}
