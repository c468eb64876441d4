package pgtest

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Open makes a pool on the database at url, as the package under test does for itself.
type Open func(ctx context.Context, url string) (*pgxpool.Pool, error)

// maxLoans is how often a database is lent before a fresh one takes its place: deleted rows stay in its
// files, and each loan would read past more of them.
const maxLoans = 40

// lender keeps the databases that nobody uses just now. Keys are the code of Migrate and Open: what
// was made by other code is another kind of database.
type lender struct {
	mu   sync.Mutex
	idle map[[2]uintptr][]*lent
}

// lent is a database with the pool on it. The pool stays open from loan to loan, so that its connections
// keep what they know of the schema and the statements they prepared: that is most of what a short
// conversation costs the server.
type lent struct {
	name   string
	pool   *pgxpool.Pool
	loans  int
	schema string   // what schemaOf said when it was fresh
	renew  []string // the statements that bring the rows and sequences back to where they were
}

// Pool lends the test a pool on a database as migrate left it. It is Database for tests that are many and
// short: when the test ends, its rows are deleted, sequences begin anew, and the next test gets the
// database with the pool. A test must leave no connection in use and no goroutine that works on. A
// database whose schema or settings the test changed, or whose test failed, is dropped instead.
func Pool(t testing.TB, migrate Migrate, open Open) *pgxpool.Pool {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	key := [2]uintptr{reflect.ValueOf(migrate).Pointer(), reflect.ValueOf(open).Pointer()}
	l, err := process.lend(ctx, key, migrate, open)
	if err != nil {
		t.Fatalf("a database for this test: %v", err)
	}
	t.Cleanup(func() {
		if err := process.takeBack(key, l, t.Failed()); err != nil {
			t.Errorf("take back the database of this test: %v", err)
		}
	})
	return l.pool
}

func (s *server) lend(ctx context.Context, key [2]uintptr, migrate Migrate, open Open) (*lent, error) {
	s.lender.mu.Lock()
	if idle := s.lender.idle[key]; len(idle) > 0 {
		l := idle[len(idle)-1]
		s.lender.idle[key] = idle[:len(idle)-1]
		s.lender.mu.Unlock()
		return l, nil
	}
	s.lender.mu.Unlock()
	l := &lent{name: newName()}
	if err := s.create(ctx, l.name, migrate); err != nil {
		return nil, err
	}
	var err error
	if l.pool, err = open(ctx, withDatabase(s.url, l.name)); err != nil {
		return nil, err
	}
	if l.schema, err = schemaOf(ctx, l.pool); err != nil {
		return nil, err
	}
	l.renew, err = renewal(ctx, l.pool)
	return l, err
}

// takeBack makes the database ready for the next test, or drops it.
func (s *server) takeBack(key [2]uintptr, l *lent, failed bool) error {
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	l.loans++
	if failed || l.loans >= maxLoans || l.renew == nil || l.pool.Stat().AcquiredConns() > 0 {
		return s.discard(l)
	}
	l.settle(ctx)
	if now, err := schemaOf(ctx, l.pool); err != nil || now != l.schema {
		return s.discard(l)
	}
	if err := l.clear(ctx); err != nil {
		return fmt.Errorf("%w; it is dropped (%v)", err, s.discard(l))
	}
	s.lender.mu.Lock()
	defer s.lender.mu.Unlock()
	if s.lender.idle == nil {
		s.lender.idle = map[[2]uintptr][]*lent{}
	}
	s.lender.idle[key] = append(s.lender.idle[key], l)
	return nil
}

func (s *server) discard(l *lent) error {
	l.pool.Close()
	return s.drop(l.name)
}

// dropIdle drops every database that waits for a test; the last test has ended.
func (s *server) dropIdle() (names []string) {
	for _, idle := range s.lender.idle {
		for _, l := range idle {
			l.pool.Close()
			names = append(names, l.name)
		}
	}
	s.lender.idle = nil
	return names
}

// settle forgets what a session holds beyond a transaction, except the statements it prepared. A
// connection that cannot be told so, as its backend was ended, leaves the pool.
func (l *lent) settle(ctx context.Context) {
	for _, conn := range l.pool.AcquireAllIdle(ctx) {
		for _, sql := range []string{"reset all", "unlisten *", "select pg_advisory_unlock_all()"} {
			if _, err := conn.Exec(ctx, sql); err != nil {
				_ = conn.Conn().Close(ctx) // Release then leaves it out
				break
			}
		}
		conn.Release()
	}
}

// clear runs the renewal in one transaction and one round trip.
func (l *lent) clear(ctx context.Context) error {
	return pgx.BeginFunc(ctx, l.pool, func(tx pgx.Tx) error {
		batch := &pgx.Batch{}
		for _, sql := range l.renew {
			batch.Queue(sql)
		}
		return tx.SendBatch(ctx, batch).Close()
	})
}

// schemaOf says in which state the catalogs are: any change of a table, trigger, function or setting
// changes the number of rows or the youngest transaction of one of them. Large objects count as
// schema: no renewal knows them.
func schemaOf(ctx context.Context, pool *pgxpool.Pool) (string, error) {
	var parts []string
	for _, catalog := range []string{"pg_class", "pg_attribute", "pg_attrdef", "pg_constraint", "pg_index", "pg_trigger", "pg_proc", "pg_type",
		"pg_rewrite", "pg_policy", "pg_namespace", "pg_extension", "pg_enum", "pg_sequence", "pg_statistic", "pg_statistic_ext",
		"pg_publication", "pg_event_trigger", "pg_db_role_setting", "pg_largeobject_metadata"} {
		parts = append(parts, fmt.Sprintf("select '%s ' || count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) as state from %[1]s", catalog))
	}
	var state string
	err := pool.QueryRow(ctx, "select string_agg(state, ', ') from ("+strings.Join(parts, " union all ")+") as catalogs").Scan(&state)
	if err != nil {
		return "", fmt.Errorf("read the state of the catalogs: %w", err)
	}
	return state, nil
}

// renewal gives the statements that bring a database back to where it is now. It gives none where the
// role may not switch triggers off, as on a shared server: then no database is lent twice.
func renewal(ctx context.Context, pool *pgxpool.Pool) ([]string, error) {
	var may bool
	if err := pool.QueryRow(ctx, "select has_parameter_privilege('session_replication_role', 'set')").Scan(&may); err != nil || !may {
		return nil, err
	}
	tables, err := column[string](ctx, pool, `select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where c.relkind = 'r' and n.nspname <> 'information_schema' and n.nspname not like 'pg\_%' order by c.oid`)
	if err != nil {
		return nil, err
	}
	// Neither foreign keys nor the triggers that guard the audit log apply within this transaction.
	renew := []string{"set local session_replication_role = replica"}
	for _, table := range tables {
		renew = append(renew, "delete from "+table)
		rows, err := column[string](ctx, pool, "select quote_literal(to_jsonb(t)) from "+table+" t")
		if err != nil {
			return nil, err
		}
		if len(rows) == 0 {
			continue
		}
		names, err := column[string](ctx, pool, `select quote_ident(attname) from pg_attribute
			where attrelid = $1::text::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`, table)
		if err != nil {
			return nil, err
		}
		list := strings.Join(names, ", ")
		for row := range slices.Values(rows) {
			renew = append(renew, fmt.Sprintf("insert into %s (%s) overriding system value select %[2]s from jsonb_populate_record(null::%[1]s, %[3]s)", table, list, row))
		}
	}
	sequences, err := column[string](ctx, pool, `select format('select setval(%L, %s, %L)', format('%I.%I', schemaname, sequencename), coalesce(last_value, start_value), last_value is not null)
		from pg_sequences order by schemaname, sequencename`)
	return append(renew, sequences...), err
}

// column gives the only column of a query's rows.
func column[T any](ctx context.Context, pool *pgxpool.Pool, sql string, args ...any) ([]T, error) {
	rows, err := pool.Query(ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	values, err := pgx.CollectRows(rows, pgx.RowTo[T])
	if err != nil {
		return nil, fmt.Errorf("%s: %w", sql, err)
	}
	return values, nil
}
