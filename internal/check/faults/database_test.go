package faults

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"goodword/internal/postgres"
)

// cluster is a PostgreSQL of one scenario's own, which may be stopped and
// started again.
type cluster struct {
	t       testing.TB
	dir     string
	mutex   sync.Mutex
	running *postgres.Cluster
}

// newCluster makes one in a folder; its database is prepared.
func newCluster(t testing.TB, dir string) *cluster {
	t.Helper()
	c := &cluster{t: t, dir: dir}
	c.start()
	if err := prepare(t.Context(), c.running.URL()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.stop)
	return c
}

func (c *cluster) start() {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.t.Context()), time.Minute)
	defer cancel()
	running, err := postgres.Start(ctx, postgres.Options{Dir: c.dir, Durable: true, Folders: unpacked()})
	if err != nil {
		c.t.Fatal(err)
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.running = running
}

// unpacked is where script/setup puts PostgreSQL.
func unpacked() []string {
	dir, err := os.Getwd()
	for ; err == nil && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return []string{filepath.Join(dir, ".cache", "postgresql")}
		}
	}
	return nil
}

func (c *cluster) stop() {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	_ = c.running.Stop() // after a crash it reports that; the scenario meant it
}

// crash is pg_ctl stop -m immediate; it returns when the server is gone.
func (c *cluster) crash() {
	c.t.Helper()
	text, err := os.ReadFile(filepath.Join(c.dir, "data", "postmaster.pid"))
	if err != nil {
		c.t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		c.t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGQUIT); err != nil {
		c.t.Fatal(err)
	}
	<-c.running.Done()
	c.stop()
}

// shortFolder makes a folder whose name leaves room for a socket's.
func shortFolder(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "gwf")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o711); err != nil {
		t.Fatal(err)
	}
	return dir
}

// databases fail.
func databases() []scenario {
	var crashing, filling *cluster
	var full string // the folder of the small file system
	const lost = "the answer to COMMIT lost"
	every := func(hook func(*world) *atomic.Pointer[func() bool], n int32) func(*world) {
		return func(w *world) {
			w.serve()
			var count atomic.Int32
			do := func() bool { return count.Add(1)%n != 0 }
			hook(w).Store(&do)
			w.write(-1)
			w.pass(lasts(2*time.Second, 6*time.Second))
			hook(w).Store(nil)
		}
	}
	return []scenario{
		{fault: lost, name: "after it took place, every 9th", play: every(func(w *world) *atomic.Pointer[func() bool] { return &w.after }, 9)},
		{fault: lost, name: "before it took place, every 9th", play: every(func(w *world) *atomic.Pointer[func() bool] { return &w.before }, 9)},
		{fault: "backends ended", name: "pg_terminate_backend, all of them, eight times", play: func(w *world) {
			w.often(func() {
				if _, err := w.pool.Exec(w.ctx, "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'goodword%'"); err != nil {
					w.t.Error(err)
				}
			})
		}},
		{fault: "PostgreSQL stopped at once and restarted", name: "twice", make: func(t testing.TB) (options, bool) {
			crashing = newCluster(t, shortFolder(t))
			return options{url: crashing.running.URL()}, true
		}, play: func(w *world) {
			w.serve()
			for range 2 {
				w.write(len(w.day.Mails) / 3)
				w.pass(300 * time.Millisecond)
				crashing.crash()
				w.pass(lasts(time.Second, 20*time.Second))
				crashing.start()
				w.pass(500 * time.Millisecond)
			}
			w.write(-1)
		}},
		{fault: "disk full under PostgreSQL", name: "a small file system", make: func(t testing.TB) (options, bool) {
			full = shortFolder(t)
			if err := syscall.Mount("tmpfs", full, "tmpfs", 0, "size=160m,mode=711"); err != nil {
				leftOut("disk full under PostgreSQL", "a small file system cannot be mounted here ("+err.Error()+")")
				return options{}, false
			}
			t.Cleanup(func() { _ = syscall.Unmount(full, syscall.MNT_DETACH) })
			filling = newCluster(t, filepath.Join(full, "pg"))
			return options{url: filling.running.URL()}, true
		}, play: func(w *world) {
			w.serve()
			w.write(len(w.day.Mails) / 3)
			w.pass(300 * time.Millisecond)
			filler := filepath.Join(full, "filler")
			if err := fill(filler); err != nil {
				w.t.Fatal(err)
			}
			w.write(-1)
			w.pass(lasts(2*time.Second, 20*time.Second))
			if err := os.Remove(filler); err != nil {
				w.t.Fatal(err)
			}
			w.until("the database answers again", func() (bool, error) {
				select {
				case <-filling.running.Done(): // it could not even write its log ahead
					filling.stop()
					filling.start()
				default:
				}
				return true, w.pool.Ping(w.ctx)
			})
		}},
	}
}

// fill writes until nothing more fits.
func fill(name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	block := make([]byte, 1<<20)
	for len(block) > 0 {
		if _, err := f.Write(block); errors.Is(err, syscall.ENOSPC) {
			block = block[:len(block)/2]
		} else if err != nil {
			return errors.Join(fmt.Errorf("fill the disk: %w", err), f.Close())
		}
	}
	return f.Close()
}
