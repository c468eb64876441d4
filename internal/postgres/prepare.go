package postgres

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// maxSocketPath is the longest name of a unix socket that every system takes (104 bytes with its
// closing NUL on the smallest).
const maxSocketPath = 103

// hba lets the socket in and nothing else; the folder around the socket is the lock on the door.
const hba = "# Written by goodword. Reached through the socket in this cluster's 0700 folder only.\nlocal all all trust\n"

// prepare takes the folder, chooses programs and account, and makes the socket's folder.
func prepare(o Options) (*Cluster, error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil || o.Dir == "" {
		return nil, fmt.Errorf("the folder for PostgreSQL is %q: %w", o.Dir, errors.Join(errors.New("it needs a name"), err))
	}
	log := o.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	who, err := chooseAccount()
	if err != nil {
		return nil, err
	}
	if err := makeDir(dir, who); err != nil {
		return nil, err
	}
	lock, err := takeLock(filepath.Join(dir, "lock"))
	if err != nil {
		return nil, err
	}
	c := &Cluster{
		account: who, dir: dir, lock: lock, log: log,
		output: &output{log: log}, done: make(chan struct{}),
	}
	if err := errors.Join(c.choosePrograms(o.Folders), c.makeSocketDir()); err != nil {
		return nil, errors.Join(err, c.release())
	}
	return c, nil
}

// makeDir makes the cluster's folder. One that is there must be a cluster's or empty: it will be closed to
// everybody else, which would be a disaster for /var/lib.
func makeDir(dir string, who account) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("look into the folder for PostgreSQL: %w", err)
	}
	ours := slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() == "lock" })
	if len(entries) > 0 && !ours {
		return fmt.Errorf("%s holds other things; PostgreSQL needs a folder of its own: name one that is empty or not there yet", dir)
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return fmt.Errorf("make the folder for PostgreSQL: %w", err)
	}
	if err := who.canEnter(filepath.Dir(dir)); err != nil {
		return err
	}
	return who.own(dir)
}

// takeLock makes sure of one goodword per folder. The system drops the lock when its holder dies.
func takeLock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|syscall.O_CLOEXEC, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the folder for PostgreSQL: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fmt.Errorf("another goodword already runs PostgreSQL in %s; stop it, or let both use one server by database.url", filepath.Dir(path))
		}
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return f, nil
}

// choosePrograms takes the best installation, or, for a data folder that is there, one of its version.
func (c *Cluster) choosePrograms(folders []string) error {
	found, err := findAll(folders)
	if err != nil {
		return err
	}
	found = slices.DeleteFunc(found, func(p Programs) bool {
		err = errors.Join(err, c.account.canEnter(p.Bin))
		return c.account.canEnter(p.Bin) != nil
	})
	if len(found) == 0 {
		return err
	}
	text, err := os.ReadFile(filepath.Join(c.dataDir(), "PG_VERSION"))
	if errors.Is(err, os.ErrNotExist) {
		c.programs = found[0]
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the version of the data folder: %w", err)
	}
	made := strings.TrimSpace(string(text))
	i := slices.IndexFunc(found, func(p Programs) bool { return strconv.Itoa(p.Major) == made })
	if i < 0 {
		return fmt.Errorf("%s was made by PostgreSQL %s, but only version %d is installed; install PostgreSQL %s again (Debian: postgresql-%s), or move the data over with pg_upgrade or pg_dump",
			c.dataDir(), made, found[0].Major, made, made)
	}
	c.programs = found[i]
	return nil
}

// makeSocketDir chooses a folder whose socket has a name short enough for the system.
func (c *Cluster) makeSocketDir() error {
	c.socketDir = filepath.Join(c.dir, "run")
	if len(c.socketFile()) > maxSocketPath {
		dir, err := os.MkdirTemp(shortTemp(), "goodword-")
		if err != nil {
			return fmt.Errorf("make a short folder for PostgreSQL's socket: %w", err)
		}
		c.tempDir, c.socketDir = dir, dir
	}
	return c.account.own(c.socketDir)
}

func (c *Cluster) socketFile() string {
	return filepath.Join(c.socketDir, ".s.PGSQL."+strconv.Itoa(port))
}

func shortTemp() string {
	if dir := os.TempDir(); len(dir) < maxSocketPath/2 {
		return dir
	}
	return "/tmp"
}

// initialise makes the data folder. It is made under another name first: a folder named data is whole,
// whatever interrupted an earlier attempt.
func (c *Cluster) initialise(ctx context.Context, durable bool) error {
	data := c.dataDir()
	if _, err := os.Stat(filepath.Join(data, "PG_VERSION")); err == nil {
		return nil
	}
	if entries, err := os.ReadDir(data); err == nil && len(entries) > 0 {
		return fmt.Errorf("%s is neither empty nor a PostgreSQL data folder; move it away or choose another", data)
	}
	fresh := data + ".new"
	if err := os.RemoveAll(fresh); err != nil {
		return fmt.Errorf("clear what an interrupted start left: %w", err)
	}
	// Sorting and folding by code point are the same on every machine; a C library's update cannot
	// break an index.
	args := []string{"--pgdata=" + fresh, "--username=" + role, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"}
	if durable {
		args = append(args, "--data-checksums")
	} else {
		args = append(args, "--no-sync")
	}
	cmd := exec.CommandContext(ctx, filepath.Join(c.programs.Bin, "initdb"), args...)
	cmd.Dir, cmd.Env, cmd.SysProcAttr = c.dir, c.programs.environment(), c.account.attributes()
	if out, err := onLockedThread(cmd.CombinedOutput); err != nil {
		return fmt.Errorf("make a PostgreSQL data folder in %s: %w: %s", fresh, err, strings.TrimSpace(string(out)))
	}
	if err := os.WriteFile(filepath.Join(fresh, "pg_hba.conf"), []byte(hba), 0o600); err != nil {
		return fmt.Errorf("close the new cluster to the network: %w", err)
	}
	if err := os.Remove(data); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("put the new data folder in place: %w", err)
	}
	if err := os.Rename(fresh, data); err != nil {
		return fmt.Errorf("put the new data folder in place: %w", err)
	}
	return nil
}
