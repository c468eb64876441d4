// Package postgres runs a private PostgreSQL: one cluster in one folder, reached through a unix socket
// and through nothing else. It finds PostgreSQL's programs, makes the data folder on the first start,
// starts the server as a child process and stops it in order.
//
// It does not install PostgreSQL (it says what to install), does not migrate or read the database, and
// never touches a cluster that it did not make itself. A shared server needs nothing of this package.
//
// Callers: cmd/goodword for a company without a server of its own, internal/demo, and tests by way of
// the package pgtest.
//
// Whoever may enter the socket folder is the database's owner without a password. The folder is 0700
// and belongs to the account that runs the server: the caller's own, or, for root, "postgres" and else
// "nobody".
package postgres

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// The names inside a private cluster. The role is not named like the database: a schema and a role of
// one name change the search path behind the migrations' back.
const (
	role     = "postgres"
	database = "goodword"
	port     = 5432 // only a part of the socket's file name
)

// How long Stop waits for each harder signal.
const (
	fastStopWait      = 60 * time.Second
	immediateStopWait = 10 * time.Second
)

// Options say where a cluster lives and what it is for.
type Options struct {
	// Dir is the cluster's folder; it is made when missing and belongs to the cluster alone.
	// Relative paths are resolved against the working directory.
	Dir string

	// Durable keeps what is committed through a power cut. False is for tests: many times faster, and
	// a machine that dies may leave an unreadable cluster.
	Durable bool

	// Folders are searched for PostgreSQL's programs after all the places of FindPrograms.
	Folders []string

	// Log gets the server's own lines; nil drops them.
	Log *slog.Logger
}

// Cluster is a running private PostgreSQL. Its methods may be called from several goroutines.
type Cluster struct {
	programs  Programs
	account   account
	dir       string // absolute
	socketDir string
	tempDir   string // the short socket folder, when dir is too long for one
	lock      *os.File
	log       *slog.Logger
	output    *output

	process *os.Process
	done    chan struct{} // closed when the server has ended
	exit    error         // how it ended; read after done

	stopOnce sync.Once
	stopErr  error
}

// Start makes the cluster in o.Dir unless it is there, starts its server and returns once it takes
// connections. It fails when the programs are missing, when the folder was made by another major version,
// when another process runs on it, and when ctx ends first. A crashed cluster is recovered by the
// server itself, which may take a while: only ctx limits that.
func Start(ctx context.Context, o Options) (*Cluster, error) {
	c, err := prepare(o)
	if err != nil {
		return nil, err
	}
	if err := c.run(ctx, o.Durable); err != nil {
		return nil, errors.Join(err, c.release())
	}
	return c, nil
}

// URL is the connection string for pgx and psql. It names a socket and holds no secret.
func (c *Cluster) URL() string { return c.databaseURL(database) }

// Done is closed when the server has ended, whether by Stop or by itself.
func (c *Cluster) Done() <-chan struct{} { return c.done }

// Stop ends the server: connections are ended, what is committed is written, and the process is waited
// for. It sends harder signals if that takes more than a minute, and says so by its error. Calling it
// again, or after the server ended by itself, does no harm.
func (c *Cluster) Stop() error {
	c.stopOnce.Do(func() {
		c.stopErr = errors.Join(c.shutdown(), c.release())
	})
	return c.stopErr
}

func (c *Cluster) shutdown() error {
	steps := []struct {
		signal syscall.Signal
		wait   time.Duration
	}{
		{syscall.SIGINT, fastStopWait},       // PostgreSQL's "fast": ends sessions, writes a checkpoint
		{syscall.SIGQUIT, immediateStopWait}, // "immediate": as a crash, recovered at the next start
		{syscall.SIGKILL, immediateStopWait},
	}
	for i, s := range steps {
		select {
		case <-c.done:
		default:
			_ = c.process.Signal(s.signal) // an error means that it has ended, which done will tell
		}
		select {
		case <-c.done:
			if c.exit != nil {
				return fmt.Errorf("stop PostgreSQL in %s: %w; its last lines:\n%s", c.dir, c.exit, c.output.tail())
			}
			if i > 0 {
				return fmt.Errorf("stop PostgreSQL in %s: it took %s; it will recover at its next start", c.dir, s.signal)
			}
			return nil
		case <-time.After(s.wait):
		}
	}
	return fmt.Errorf("stop PostgreSQL in %s: process %d does not end; end it by hand", c.dir, c.process.Pid)
}

// release gives back what prepare took. The lock goes last: it is what says that the folder is free.
func (c *Cluster) release() error {
	var err error
	if c.tempDir != "" {
		err = os.RemoveAll(c.tempDir)
	}
	// Given back by name: a program that another goroutine starts right now holds a copy of the
	// descriptor until it has begun, and closing ours alone would leave the folder locked so long.
	return errors.Join(err, syscall.Flock(int(c.lock.Fd()), syscall.LOCK_UN), c.lock.Close())
}

func (c *Cluster) databaseURL(name string) string {
	u := url.URL{Scheme: "postgres", Path: "/" + name}
	u.RawQuery = url.Values{
		"host": {c.socketDir}, "port": {strconv.Itoa(port)}, "user": {role},
	}.Encode()
	// An empty host must be written out, else "postgres:/name" would be no URL to pgx.
	return "postgres://" + u.EscapedPath() + "?" + u.RawQuery
}

func (c *Cluster) dataDir() string { return filepath.Join(c.dir, "data") }
