package bench

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/migrations"
)

// statements collects what is asked of the database: each text once, how often,
// and how long it took from the client's side.
type statements struct {
	mutex sync.Mutex
	seen  map[string]*asked
}

type asked struct {
	sql   string
	times int
	took  time.Duration
}

type askedAt struct {
	sql   string
	began time.Time
}

type tracerKey struct{}

// TraceQueryStart fulfils pgx.QueryTracer.
func (s *statements) TraceQueryStart(ctx context.Context, _ *pgx.Conn, data pgx.TraceQueryStartData) context.Context {
	return context.WithValue(ctx, tracerKey{}, askedAt{data.SQL, time.Now()})
}

// TraceQueryEnd fulfils pgx.QueryTracer.
func (s *statements) TraceQueryEnd(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryEndData) {
	at, ok := ctx.Value(tracerKey{}).(askedAt)
	if !ok {
		return
	}
	s.note(at.sql, time.Since(at.began))
}

// TraceBatchStart fulfils pgx.BatchTracer.
func (s *statements) TraceBatchStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceBatchStartData) context.Context {
	return ctx
}

// TraceBatchQuery fulfils pgx.BatchTracer: how long each takes in a batch is not known.
func (s *statements) TraceBatchQuery(_ context.Context, _ *pgx.Conn, data pgx.TraceBatchQueryData) {
	s.note(data.SQL, 0)
}

// TraceBatchEnd fulfils pgx.BatchTracer.
func (s *statements) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData) {}

func (s *statements) note(sql string, took time.Duration) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.seen == nil {
		s.seen = map[string]*asked{}
	}
	a := s.seen[sql]
	if a == nil {
		a = &asked{sql: sql}
		s.seen[sql] = a
	}
	a.times++
	a.took += took
}

// list gives them, the one that took longest first.
func (s *statements) list() []asked {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	var list []asked
	for _, a := range s.seen {
		list = append(list, *a)
	}
	slices.SortFunc(list, func(a, b asked) int { return cmp.Compare(b.took, a.took) })
	return list
}

// each is how many there were for each of n pieces of work.
func (s *statements) each(n int) float64 {
	times := 0
	for _, a := range s.list() {
		times += a.times
	}
	return float64(times) / float64(n)
}

// tell logs the longest for each of n pieces of work.
func (s *statements) tell(t testing.TB, what string, n int) {
	t.Helper()
	var times int
	var took time.Duration
	var lines strings.Builder
	for i, a := range s.list() {
		times, took = times+a.times, took+a.took
		if i < 12 {
			fmt.Fprintf(&lines, "\n%8.2f × %9s %s", float64(a.times)/float64(n), (a.took / time.Duration(a.times)).Round(time.Microsecond),
				strings.Join(strings.Fields(a.sql), " ")[:min(110, len(strings.Join(strings.Fields(a.sql), " ")))])
		}
	}
	t.Logf("%s: %.1f statements and %s in the database each:%s", what, float64(times)/float64(n), took/time.Duration(n), lines.String())
}

// traced opens a pool whose statements are collected.
func traced(ctx context.Context, url string, most int32) (*pgxpool.Pool, *statements, error) {
	like, err := migrations.Pool(ctx, url, most)
	if err != nil {
		return nil, nil, err
	}
	defer like.Close()
	config := like.Config()
	s := &statements{}
	config.ConnConfig.Tracer = s
	pool, err := pgxpool.NewWithConfig(ctx, config)
	return pool, s, err
}
