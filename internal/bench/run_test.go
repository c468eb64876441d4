package bench

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/internal/check/day"
	"goodword/internal/directory"
	"goodword/internal/postgres"
	"goodword/internal/recognition"
	"goodword/internal/recognition/behaviour"
	"goodword/internal/store"
	"goodword/jobs"
	"goodword/mail/address"
	"goodword/mail/parse/vouch"
	"goodword/migrations"
	"goodword/templates"
)

// run is one run of the benchmarks: a durable PostgreSQL of its own, and the table.
type run struct {
	*testing.T
	ctx     context.Context
	cluster *postgres.Cluster
	table   *table
	mails   int // of intake and drain
	rounds  int
	made    int // databases
}

// TestTable is `make bench`. BENCH names what is measured, BENCH_MAILS how many
// mails a round has, BENCH_ROUNDS how many rounds, BENCH_TABLE the document that
// gets the table.
func TestTable(t *testing.T) {
	wanted := strings.FieldsFunc(os.Getenv("BENCH"), func(r rune) bool { return r == ',' || r == ' ' })
	if len(wanted) == 0 {
		t.Skip("left out: make bench runs it")
	}
	r := newRun(t)
	parts := []struct {
		name    string
		measure func(*run)
	}{{"intake", (*run).intake}, {"delivery", (*run).delivery}, {"drain", (*run).drain},
		{"latency", (*run).latency}, {"start", (*run).start}, {"memory", (*run).memory}, {"processes", (*run).processes}, {"people", (*run).people}, {"growth", (*run).growth}}
	for _, s := range parts {
		if contains(wanted, s.name) {
			t.Run(s.name, func(t *testing.T) {
				part := *r
				part.T = t
				part.ctx = t.Context()
				s.measure(&part)
			})
		}
	}
	r.table.remark = append(r.table.remark, "load at the end "+load())
	fmt.Print("\n", r.table.markdown())
	if file := os.Getenv("BENCH_TABLE"); file != "" {
		if err := r.table.publish(file); err != nil {
			t.Fatal(err)
		}
	}
}

func contains(wanted []string, name string) bool {
	return slices.Contains(wanted, name) || slices.Contains(wanted, "all")
}

func setting(name string, preset int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil && n > 0 {
		return n
	}
	return preset
}

func newRun(t *testing.T) *run {
	t.Helper()
	dir, err := os.MkdirTemp("", "goodword-bench-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	cluster, err := postgres.Start(t.Context(), postgres.Options{Dir: dir, Durable: true, Folders: []string{checkout(t, ".cache/postgresql")}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cluster.Stop(); err != nil {
			t.Error(err)
		}
	})
	tune(t, cluster.URL(), os.Getenv("BENCH_POSTGRES"))
	r := &run{T: t, ctx: t.Context(), cluster: cluster, mails: setting("BENCH_MAILS", 2000), rounds: setting("BENCH_ROUNDS", 5)}
	r.table = &table{began: time.Now(), remark: []string{fmt.Sprintf("%d mails a round, %d rounds", r.mails, r.rounds), "load at the beginning " + load()}}
	if set := os.Getenv("BENCH_POSTGRES"); set != "" {
		r.table.remark = append(r.table.remark, "PostgreSQL with "+set)
	}
	return r
}

// tune sets what an operator may set of PostgreSQL while it runs, such as "wal_compression=lz4 max_wal_size=8GB".
func tune(t *testing.T, url, settings string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	for s := range strings.FieldsSeq(settings) {
		name, value, ok := strings.Cut(s, "=")
		if !ok {
			t.Fatalf("BENCH_POSTGRES: %q is no name=value", s)
		}
		if _, err := conn.Exec(t.Context(), "alter system set "+pgx.Identifier{name}.Sanitize()+" = '"+strings.ReplaceAll(value, "'", "''")+"'"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := conn.Exec(t.Context(), "select pg_reload_conf()"); err != nil {
		t.Fatal(err)
	}
}

// checkout is a path of the checkout that the tests run in.
func checkout(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(filepath.Dir(filepath.Dir(dir)), name)
}

// database makes a migrated database with the company's people in it.
func (r *run) database() (url string, pool *pgxpool.Pool) {
	r.Helper()
	r.made++
	name := fmt.Sprintf("bench_%s_%d", strings.ToLower(filepath.Base(r.Name())), r.made)
	conn, err := pgx.Connect(r.ctx, r.cluster.URL())
	if err != nil {
		r.Fatal(err)
	}
	_, err = conn.Exec(r.ctx, "create database "+name)
	_ = conn.Close(r.ctx)
	if err != nil {
		r.Fatal(err)
	}
	url = withDatabase(r, r.cluster.URL(), name)
	if err := migrations.Up(r.ctx, url, slog.New(slog.DiscardHandler)); err != nil {
		r.Fatal(err)
	}
	if pool, err = migrations.Pool(r.ctx, url, 24); err != nil {
		r.Fatal(err)
	}
	r.Cleanup(pool.Close)
	if err := store.InTx(r.ctx, pool, func(tx store.Tx) error {
		return directory.Apply(r.ctx, tx, day.LargeDirectory(), "benchmark", time.Now())
	}); err != nil {
		r.Fatal(err)
	}
	return url, pool
}

func withDatabase(t testing.TB, at, name string) string {
	t.Helper()
	u, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	return u.Scheme + ":///" + name + "?" + u.RawQuery
}

func (r *run) exec(pool *pgxpool.Pool, sql string, args ...any) {
	r.Helper()
	if _, err := pool.Exec(r.ctx, sql, args...); err != nil {
		r.Fatalf("%s: %v", sql, err)
	}
}

func (r *run) count(pool *pgxpool.Pool, sql string, args ...any) int {
	r.Helper()
	var n int
	if err := pool.QueryRow(r.ctx, sql, args...).Scan(&n); err != nil {
		r.Fatalf("%s: %v", sql, err)
	}
	return n
}

// desk is goodword's, with the company of the scripted day.
func (r *run) desk(pool *pgxpool.Pool, relay jobs.Submitter) *jobs.Desk {
	r.Helper()
	letters, err := templates.Load("")
	if err != nil {
		r.Fatal(err)
	}
	settings := jobs.Settings{Company: day.Company, Domains: []string{day.Domain}, AllowedDomains: []string{day.Domain}, Languages: []string{"en", "de"},
		Place: recognition.Place{Location: time.UTC, From: 9 * time.Hour, To: 17 * time.Hour},
		CEO:   day.CEO, CPO: day.CPO, Operator: day.Operator, Service: day.Service,
		From: address.Mailbox{Name: "Good Word", Address: day.Nominations}, AnswerTo: day.Nominations, ReturnPath: day.Nominations,
		Mailboxes: map[string]jobs.Role{"nominations": jobs.Nominations, "compliments": jobs.Compliments},
		Ours:      []string{day.Nominations, day.Compliments}, Trust: vouch.Rules{AuthservIDs: []string{authserv}},
		RemindAfter: 2, EscalateAfter: 4, LapseAfter: 15, DigestAt: 7*time.Hour + 30*time.Minute,
		TokenDays: 60, DigestTokenDays: 14, CEOPerHour: 1 << 30, CEOPerDay: 1 << 30, PerAddressHourly: 1 << 30, Hourly: 1 << 30, MaxSize: 25 << 20,
		RawDays: 400, NominationYears: 3}
	return jobs.New(settings, pool, relay, letters, behaviour.Default(), time.Now, slog.New(slog.DiscardHandler))
}

// authserv is the name that the scripted day's mail server vouches by.
const authserv = "mx." + day.Domain

// peer is a program of another project, if it is there.
func (r *run) peer(path string) string {
	r.Helper()
	file := checkout(r, ".cache/peers/usr/bin/"+path)
	if _, err := os.Stat(file); err != nil {
		found, err := exec.LookPath(path)
		if err != nil {
			r.Logf("%s was not found: make bench SETUP=yes unpacks it", path)
			return ""
		}
		file = found
	}
	r.found(path)
	return file
}

func (r *run) found(name string) {
	if !slices.Contains(r.table.peers, name) {
		r.table.peers = append(r.table.peers, name)
	}
}

// small runs a program of the small system that make setup unpacks, as root alone can.
func (r *run) small(args ...string) *exec.Cmd {
	system := checkout(r, ".cache/mail")
	if _, err := os.Stat(filepath.Join(system, args[0])); err != nil || os.Getuid() != 0 {
		return nil
	}
	r.found(filepath.Base(args[0]))
	cmd := exec.CommandContext(r.ctx, args[0], args[1:]...)
	cmd.Dir, cmd.Env = "/", []string{"PATH=/usr/sbin:/usr/bin:/bin"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: system, Setpgid: true}
	return cmd
}

// took measures one round.
func took(do func()) time.Duration {
	began := time.Now()
	do()
	return time.Since(began)
}
