package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"go.uber.org/goleak"
)

// envHold makes this test binary a program that starts a cluster in the folder named and waits: a goodword
// to kill.
const envHold = "GOODWORD_TEST_HOLD_CLUSTER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(envHold); dir != "" {
		c, err := Start(context.Background(), Options{Dir: dir, Folders: unpacked()})
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println(c.process.Pid)
		<-c.Done()
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// unpacked is where the checkout's setup puts PostgreSQL on a machine without one.
func unpacked() []string { return []string{"../../.cache/postgresql"} }

// startCluster starts a cluster that does not outlive the test.
func startCluster(t *testing.T, o Options) *Cluster {
	t.Helper()
	o.Folders = unpacked()
	c, err := Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// openDir is a folder that the account postgres can reach: t.TempDir is closed to it.
func openDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "gw-pg-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func query[T any](t *testing.T, c *Cluster, sql string) T {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), c.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	var v T
	if err := conn.QueryRow(t.Context(), sql).Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestStartStopStartKeepsWhatIsCommitted(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(openDir(t), "deep", "pg")
	c := startCluster(t, Options{Dir: dir, Durable: true})
	if got := query[string](t, c, "SHOW fsync"); got != "on" {
		t.Errorf("fsync is %s in a durable cluster", got)
	}
	if got := query[string](t, c, "SHOW listen_addresses"); got != "" {
		t.Errorf("listens on the network: %q", got)
	}
	if got := query[string](t, c, "SELECT lower('ÄÖ')"); got != "äö" {
		t.Errorf("lower() knows ASCII alone: %q", got)
	}
	query[int](t, c, "WITH made AS (SELECT lo_from_bytea(4711, 'a good word')) SELECT 1 FROM made")
	for range 2 {
		if err := c.Stop(); err != nil {
			t.Fatal(err)
		}
	}
	again := startCluster(t, Options{Dir: dir, Durable: true})
	if got := query[[]byte](t, again, "SELECT lo_get(4711)"); string(got) != "a good word" {
		t.Errorf("after a restart: %q", got)
	}
}

func TestFolderIsClosedToOthers(t *testing.T) {
	t.Parallel()
	c := startCluster(t, Options{Dir: filepath.Join(openDir(t), "pg")})
	for _, dir := range []string{c.dir, c.socketDir, c.dataDir()} {
		info, err := os.Stat(dir)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o700 {
			t.Errorf("%s is %s", dir, info.Mode().Perm())
		}
	}
	hba, err := os.ReadFile(filepath.Join(c.dataDir(), "pg_hba.conf"))
	if err != nil || strings.Contains(string(hba), "host ") {
		t.Errorf("a rule for the network in pg_hba.conf (%v): %s", err, hba)
	}
}

func TestLongFolderNameGetsAShortSocket(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(openDir(t), strings.Repeat("long", 20), "pg")
	c := startCluster(t, Options{Dir: dir})
	if n := len(c.socketFile()); n > maxSocketPath {
		t.Errorf("the socket's name has %d bytes", n)
	}
	query[int](t, c, "SELECT 1")
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(c.socketDir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the short folder is left behind: %v", err)
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		prepare func(t *testing.T, dir string)
		says    string
	}{
		"other things in the folder": {
			func(t *testing.T, dir string) { write(t, filepath.Join(dir, "letters.txt"), "mine") },
			"holds other things",
		},
		"made by another version": {
			func(t *testing.T, dir string) {
				write(t, filepath.Join(dir, "lock"), "")
				write(t, filepath.Join(dir, "data", "PG_VERSION"), "9.6\n")
			},
			"made by PostgreSQL 9.6",
		},
		"data that is none": {
			func(t *testing.T, dir string) {
				write(t, filepath.Join(dir, "lock"), "")
				write(t, filepath.Join(dir, "data", "notes"), "mine")
			},
			"neither empty nor a PostgreSQL data folder",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(openDir(t), "pg")
			c.prepare(t, dir)
			_, err := Start(t.Context(), Options{Dir: dir, Folders: unpacked()})
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("want an error with %q, got %v", c.says, err)
			}
		})
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestTwoOnOneFolder(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(openDir(t), "pg")
	startCluster(t, Options{Dir: dir})
	_, err := Start(t.Context(), Options{Dir: dir, Folders: unpacked()})
	if err == nil || !strings.Contains(err.Error(), "another goodword") {
		t.Errorf("a second start on one folder: %v", err)
	}
}

// A pid file whose number belongs to a living stranger: what a container that starts again leaves.
func TestPidOfAStranger(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(openDir(t), "pg")
	c := startCluster(t, Options{Dir: dir})
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "data", "postmaster.pid"), strconv.Itoa(os.Getpid())+"\n")
	query[int](t, startCluster(t, Options{Dir: dir}), "SELECT 1")
}

func TestKilledGoodwordLeavesNoServer(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(openDir(t), "pg")
	holder := exec.Command(os.Args[0])
	holder.Env = append(os.Environ(), envHold+"="+dir)
	out, err := holder.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Fatal(err)
	}
	var pid int
	if _, err := fmt.Fscan(out, &pid); err != nil {
		t.Fatal(err)
	}
	if err := holder.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = holder.Wait() // killed, as we know

	c := startCluster(t, Options{Dir: dir})
	query[int](t, c, "SELECT 1")
	if pid != c.process.Pid && serverAlive(pid, c.dataDir()) {
		t.Errorf("the killed goodword's server %d is still there", pid)
	}
}

func TestServerThatDiesIsNoticed(t *testing.T) {
	t.Parallel()
	c, err := Start(t.Context(), Options{Dir: filepath.Join(openDir(t), "pg"), Folders: unpacked()})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-c.Done()
	if err := c.Stop(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Errorf("a server that was killed stopped with %v", err)
	}
	query[int](t, startCluster(t, Options{Dir: c.dir}), "SELECT 1")
}

func TestStartObeysItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := filepath.Join(openDir(t), "pg")
	if c, err := Start(ctx, Options{Dir: dir, Folders: unpacked()}); !errors.Is(err, context.Canceled) {
		t.Errorf("started %v with a context that had ended: %v", c, err)
	}
	query[int](t, startCluster(t, Options{Dir: dir}), "SELECT 1") // and is not blocked by what that left
}
