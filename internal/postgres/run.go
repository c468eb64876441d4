package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// How often a server that is starting or ending is looked at, and how long one left behind by a killed
// goodword gets to end.
const (
	lookEvery  = 20 * time.Millisecond
	orphanWait = 30 * time.Second
)

// run makes the data folder, starts the server and waits until the database is there.
func (c *Cluster) run(ctx context.Context, durable bool) error {
	if err := c.initialise(ctx, durable); err != nil {
		return err
	}
	if err := c.clearStalePid(ctx); err != nil {
		return err
	}
	if err := c.launch(durable); err != nil {
		return err
	}
	if err := c.ready(ctx); err != nil {
		return errors.Join(err, c.shutdown())
	}
	return nil
}

// settings override postgresql.conf, where a company may tune everything else.
func settings(socketDir string, durable bool) []string {
	pairs := []string{
		"listen_addresses=", // no network at all
		"unix_socket_directories=" + socketDir,
		"unix_socket_permissions=0700",
		"port=" + strconv.Itoa(port),
		"cluster_name=goodword",
		"jit=off",                           // its library is large and not unpacked by the setup; our queries are short
		"max_parallel_workers_per_gather=0", // parallel plans need more /dev/shm than a container has
		"timezone=UTC", "log_timezone=UTC",
		// The server's log must never hold a mail's words: no details of rows, no statements.
		"log_error_verbosity=terse", "log_min_error_statement=panic",
		"log_destination=stderr", "logging_collector=off", "log_line_prefix=",
	}
	if !durable {
		pairs = append(pairs, "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300", "autovacuum=off")
	}
	var args []string
	for _, p := range pairs {
		args = append(args, "-c", p)
	}
	return args
}

// launch starts the server and leaves a goroutine that owns it until it has ended.
func (c *Cluster) launch(durable bool) error {
	cmd := exec.Command(filepath.Join(c.programs.Bin, "postgres"), append([]string{"-D", c.dataDir()}, settings(c.socketDir, durable)...)...)
	cmd.Dir, cmd.Env, cmd.SysProcAttr = c.dir, c.programs.environment(), c.account.attributes()
	cmd.Stdout, cmd.Stderr = c.output, c.output
	// A child of the server that outlives it must not keep Wait from returning.
	cmd.WaitDelay = 5 * time.Second
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // see dieWithParent; never unlocked before the child has ended
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		if err == nil {
			c.process = cmd.Process
		}
		started <- err
		if err == nil {
			c.exit = cmd.Wait()
			close(c.done)
		}
	}()
	if err := <-started; err != nil {
		return fmt.Errorf("start PostgreSQL as %s: %w", c.account.name, err)
	}
	return nil
}

// onLockedThread runs a short child process to its end on a thread that is kept meanwhile.
func onLockedThread(run func() ([]byte, error)) ([]byte, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	return run()
}

// ready waits until the server takes connections, and creates the database on the first start.
func (c *Cluster) ready(ctx context.Context) error {
	var last error
	for {
		if last = c.ensureDatabase(ctx); last == nil {
			return nil
		}
		var refused *pgconn.PgError
		if errors.As(last, &refused) && refused.Code != "57P03" { // 57P03: is starting up
			return fmt.Errorf("open the database of PostgreSQL in %s: %w", c.dir, last)
		}
		select {
		case <-c.done:
			return fmt.Errorf("PostgreSQL in %s ended while it started (%v); its last lines:\n%s", c.dir, c.exit, c.output.tail())
		case <-ctx.Done():
			return fmt.Errorf("wait for PostgreSQL in %s: %w (%w); its last lines:\n%s", c.dir, context.Cause(ctx), last, c.output.tail())
		case <-time.After(lookEvery):
		}
	}
}

func (c *Cluster) ensureDatabase(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, c.databaseURL("postgres"))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	var there bool
	if err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, database).Scan(&there); err != nil {
		return err
	}
	if there {
		return nil
	}
	_, err = conn.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{database}.Sanitize())
	return err
}

// clearStalePid deals with the lock file of an earlier server. Our own lock is held, so no other
// goodword is at work here: a server that still runs is one that a killed goodword left and that is
// about to end, or one that somebody started by hand. A number that now belongs to another program is
// removed, because PostgreSQL would refuse to start over it (a container that starts again gives out the
// same numbers).
func (c *Cluster) clearStalePid(ctx context.Context) error {
	file := filepath.Join(c.dataDir(), "postmaster.pid")
	deadline := time.Now().Add(orphanWait)
	for {
		pid, err := readPid(file)
		if errors.Is(err, os.ErrNotExist) {
			break
		}
		if err != nil {
			return err
		}
		if !serverAlive(pid, c.dataDir()) {
			if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
				return fmt.Errorf("remove the lock of a PostgreSQL that is gone: %w", err)
			}
			break
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("a PostgreSQL (process %d) that this goodword did not start runs on %s; stop it (kill -INT %d), or set database.url to it", pid, c.dataDir(), pid)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for PostgreSQL (process %d) on %s to end: %w", pid, c.dataDir(), context.Cause(ctx))
		case <-time.After(lookEvery):
		}
	}
	if err := os.Remove(c.socketFile() + ".lock"); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove the lock of a socket that is gone: %w", err)
	}
	return nil
}

// readPid reads the first line of postmaster.pid, the server's process number.
func readPid(file string) (int, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil || pid <= 0 {
		return 0, fmt.Errorf("%s does not begin with a process number (%q); if no PostgreSQL runs on this folder, remove it", file, first)
	}
	return pid, nil
}

// serverAlive says whether process pid is a server on the data folder, which every server makes its
// working directory. Where the system does not tell a process's directory, a living process counts.
func serverAlive(pid int, data string) bool {
	if err := syscall.Kill(pid, 0); errors.Is(err, syscall.ESRCH) {
		return false
	}
	cwd, err := os.Readlink("/proc/" + strconv.Itoa(pid) + "/cwd")
	if errors.Is(err, os.ErrPermission) {
		return false // another account's process, which cannot be our account's server
	}
	if err != nil {
		_, procErr := os.Stat("/proc/self/cwd")
		return procErr != nil // no /proc here; with one, the process has just ended
	}
	real, err := filepath.EvalSymlinks(data)
	return err == nil && cwd == real
}
