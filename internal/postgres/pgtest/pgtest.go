// Package pgtest gives each test a PostgreSQL database of its own, migrated once and cloned for every
// test after that, in a private cluster that the test's process starts at the first need.
//
// No two tests share a database at a time. Database clones one for each test; Pool lends the same few, one
// after another, to many short tests, and cleans between them. Imported by tests alone.
// Set GOODWORD_TEST_DATABASE_URL to use a server that runs instead; its role must be allowed to create
// databases, and extensions if the migrations do.
package pgtest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"goodword/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// EnvURL names the environment variable with the URL of a server to use.
const EnvURL = "GOODWORD_TEST_DATABASE_URL"

// startLimit is generous: the machine may run every package's tests at once.
const startLimit = 2 * time.Minute

// tempPattern names the clusters' folders; sweep knows left ones by it.
const tempPattern = "goodword-test-"

// Migrate brings an empty database to where the tests want it. It must close its connections.
type Migrate func(ctx context.Context, url string) error

// server is the one server of a test process and the templates made in it.
type server struct {
	start   sync.Once
	err     error
	url     string // of a database to give commands in
	cluster *postgres.Cluster
	dir     string

	mu        sync.Mutex
	templates map[uintptr]*template

	lender lender
}

type template struct {
	once sync.Once
	name string
	err  error
}

// process is this test process's server. It is a package variable because tests of one package share
// nothing else; Main stops it.
var process server

// Database returns the URL of a fresh database, as migrate left it. The first call with a migrate runs
// it; later ones clone the result, so the same function must always do the same work. Nil gives an empty
// database. Tests may call it in parallel. The database is dropped when the test ends, whatever
// connections are still open.
func Database(t testing.TB, migrate Migrate) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	name := newName()
	if err := process.create(ctx, name, migrate); err != nil {
		t.Fatalf("a database for this test: %v", err)
	}
	t.Cleanup(func() {
		if err := process.drop(name); err != nil {
			t.Errorf("drop the database of this test: %v", err)
		}
	})
	return withDatabase(process.url, name)
}

// newName is of a database that belongs to a test.
func newName() string { return "gw_test_" + strings.ToLower(rand.Text()[:12]) }

// Main runs a package's tests, stops the server and ends the process. A package whose tests call
// Database calls it from TestMain.
func Main(m *testing.M) { os.Exit(Run(m)) }

// Run is Main without the end, for a TestMain that has more to do.
func Run(m *testing.M) int {
	code := m.Run()
	if err := process.stop(); err != nil {
		fmt.Fprintln(os.Stderr, "pgtest:", err)
		if code == 0 {
			code = 1
		}
	}
	return code
}

func (s *server) create(ctx context.Context, name string, migrate Migrate) error {
	s.start.Do(func() { s.err = s.open(ctx) })
	if s.err != nil {
		return s.err
	}
	from := "template0"
	if migrate != nil {
		tmpl, err := s.template(ctx, migrate)
		if err != nil {
			return err
		}
		from = tmpl
	}
	return s.exec(ctx, fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s", name, from))
}

func (s *server) open(ctx context.Context) error {
	if s.url = os.Getenv(EnvURL); s.url != "" {
		return nil
	}
	sweep()
	dir, err := newFolder()
	if err != nil {
		return err
	}
	s.dir = dir
	s.cluster, err = postgres.Start(ctx, postgres.Options{Dir: dir, Folders: checkoutFolder()})
	if err != nil {
		return errors.Join(err, os.RemoveAll(dir))
	}
	s.url = s.cluster.URL()
	// Else the log of what was written grows to a gigabyte, in memory where the cluster lies in it; and else every
	// connection plans each statement five times over, which is most of what short tests ask of the server.
	for _, sql := range []string{"ALTER SYSTEM SET max_wal_size = '128MB'", "ALTER SYSTEM SET plan_cache_mode = 'force_generic_plan'", "SELECT pg_reload_conf()"} {
		if err := s.exec(ctx, sql); err != nil {
			return errors.Join(err, s.stop())
		}
	}
	return nil
}

// template returns the name of the database that migrate made, making it on the first call.
func (s *server) template(ctx context.Context, migrate Migrate) (string, error) {
	key := reflect.ValueOf(migrate).Pointer()
	s.mu.Lock()
	if s.templates == nil {
		s.templates = map[uintptr]*template{}
	}
	tmpl, ok := s.templates[key]
	if !ok {
		tmpl = &template{name: "gw_template_" + strings.ToLower(rand.Text()[:12])}
		s.templates[key] = tmpl
	}
	s.mu.Unlock()
	tmpl.once.Do(func() {
		if tmpl.err = s.exec(ctx, fmt.Sprintf("CREATE DATABASE %s TEMPLATE template0", tmpl.name)); tmpl.err != nil {
			return
		}
		if err := migrate(ctx, withDatabase(s.url, tmpl.name)); err != nil {
			tmpl.err = fmt.Errorf("migrate the template: %w", err)
		}
	})
	return tmpl.name, tmpl.err
}

func (s *server) exec(ctx context.Context, sql string) error {
	conn, err := pgx.Connect(ctx, s.url)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	if _, err := conn.Exec(ctx, sql); err != nil {
		return fmt.Errorf("%s: %w", sql, err)
	}
	return nil
}

func (s *server) drop(name string) error {
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	return s.exec(ctx, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)")
}

func (s *server) stop() error {
	left := s.dropIdle()
	if s.cluster != nil {
		return errors.Join(s.cluster.Stop(), os.RemoveAll(s.dir))
	}
	for _, tmpl := range s.templates {
		left = append(left, tmpl.name)
	}
	var err error
	for _, name := range left {
		err = errors.Join(err, s.drop(name))
	}
	return err
}

// withDatabase is url with another database's name in it.
func withDatabase(at, name string) string {
	u, err := url.Parse(at)
	if err != nil { // not an URL but pgx's other form, where the last word wins
		return at + " dbname=" + name
	}
	u.Path = "/" + name
	if u.Host == "" {
		return u.Scheme + "://" + u.Path + "?" + u.RawQuery
	}
	return u.String()
}

// checkoutFolder is where the checkout's make step unpacks PostgreSQL. Tests run inside the checkout.
func checkoutFolder() []string {
	dir, err := os.Getwd()
	if err != nil {
		return nil
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return []string{filepath.Join(dir, ".cache", "postgresql")}
		}
		if dir == filepath.Dir(dir) {
			return nil
		}
		dir = filepath.Dir(dir)
	}
}

// sweep removes what killed test processes left. A folder whose lock can be had has no owner; one
// younger than a minute may be about to take it.
func sweep() {
	var dirs []string
	for _, place := range places() {
		found, err := filepath.Glob(filepath.Join(place, tempPattern+"*"))
		if err != nil {
			return
		}
		dirs = append(dirs, found...)
	}
	for _, dir := range dirs {
		info, err := os.Stat(dir)
		if err != nil || time.Since(info.ModTime()) < time.Minute {
			continue
		}
		lock, err := os.Open(filepath.Join(dir, "lock"))
		if err != nil {
			continue
		}
		if syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
			_ = os.RemoveAll(dir) // another account's, or gone meanwhile: not ours to report
		}
		_ = lock.Close()
	}
}
