package bench

import (
	"context"
	"errors"
	"maps"
	"os/exec"
	"slices"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/internal/check/day"
	"goodword/internal/store"
	"goodword/jobs"
	"goodword/mail/send"
)

// growth: storing, reading, delivering and latency beside an empty database, and what
// people ask, when BENCH_GROWN mails, nominations and letters are there already.
func (r *run) growth() {
	rows := setting("BENCH_GROWN", 1_000_000)
	r.Logf("%d rows a table will take about %.1f GB", rows, float64(rows)*4.2/1e6)
	emptyURL, empty := r.database()
	url, grown := r.grown(rows)
	databases := []struct {
		name string
		pool *pgxpool.Pool
	}{{"an empty database", empty}, {"a grown one", grown}}
	for round := range r.rounds {
		for _, at := range databases {
			mails := mixture(uint64(50+round), r.mails)
			r.table.rate(r, "growth", "storing, "+at.name, len(mails), r.storedIn(at.pool, mails))
			r.table.rate(r, "growth", "reading and routing, "+at.name, len(mails), r.readIn(at.pool, 1))
			r.table.rate(r, "growth", "letters and delivery, "+at.name, len(mails), r.deliveredIn(at.pool))
		}
	}
	for _, what := range []string{"storing", "reading and routing", "letters and delivery"} {
		r.table.row("growth", what+", a grown one", "/s").mustBe(0.9, what+", an empty database")
	}
	r.table.remark = append(r.table.remark, "growth: "+number(float64(rows), "")+" rows a table, "+
		number(float64(r.count(grown, "select (pg_database_size(current_database()) / 1000000)::int")), "MB"))
	for _, at := range databases {
		r.latencyIn(at.pool, "growth", ", "+at.name)
	}
	for _, at := range databases { // as the tick does each minute
		if err := store.InTx(r.ctx, at.pool, func(tx store.Tx) error { return store.FoldTallies(r.ctx, tx) }); err != nil {
			r.Fatal(err)
		}
	}
	r.asked(emptyURL, ", an empty database", map[string][]string{"status": {"status"}, "show of a mail": {"show", "5"}})
	r.asked(url, ", a grown one", map[string][]string{"status": {"status"}, "show of a mail": {"show", "500"}, "show of a nomination": {"show", "GW-1000500"}})
	r.mornings(grown)
}

// grown makes a database with so many rows in each table that grows.
func (r *run) grown(rows int) (url string, pool *pgxpool.Pool) {
	r.Helper()
	url, pool = r.database()
	conn, err := pool.Acquire(r.ctx)
	if err != nil {
		r.Fatal(err)
	}
	// Its log is the filling's alone.
	if _, err := conn.Exec(r.ctx, "set session_replication_role = replica; delete from audit; set session_replication_role = default"); err != nil {
		r.Fatal(err)
	}
	filling := took(func() { fill(r.T, conn.Conn(), rows) })
	conn.Release()
	r.exec(pool, "update audit_head set (id, hash) = (select id, hash from audit order by id desc limit 1)")
	r.logged(pool)
	r.exec(pool, "vacuum analyze")
	r.exec(pool, "checkpoint")
	r.Logf("filled in %s", filling.Round(time.Second))
	return url, pool
}

// logged takes back that the tables outlive no crash, as they were filled: else they would be written to for less.
// Each is written anew, and the disk has room for one of them twice.
func (r *run) logged(pool *pgxpool.Pool) {
	r.Helper()
	const unlogged = `select coalesce(array_agg(c.oid::regclass::text), '{}') from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where n.nspname = 'goodword' and c.relkind = 'r' and c.relpersistence = 'u'
		and c.relname not in ('river_leader', 'river_client', 'river_client_queue')` // as River makes them
	for left := -1; ; {
		var tables []string
		if err := pool.QueryRow(r.ctx, unlogged).Scan(&tables); err != nil {
			r.Fatal(err)
		}
		if len(tables) == 0 {
			return
		}
		if len(tables) == left {
			r.Fatalf("tables stay unlogged: %v", tables)
		}
		left = len(tables)
		for _, t := range tables {
			var pg *pgconn.PgError // one that is named by a table still unlogged has its turn later
			if _, err := pool.Exec(r.ctx, "alter table "+t+" set logged"); err != nil && (!errors.As(err, &pg) || pg.Code != "42P16") {
				r.Fatal(err)
			}
		}
	}
}

// accepting is a relay that takes everything at once.
type accepting struct{}

// Submit fulfils jobs.Submitter.
func (accepting) Submit(context.Context, string, string, []byte) send.Outcome {
	return send.Outcome{Result: send.Accepted, Verb: send.Dot, Code: 250}
}

// noneLeft asks whether no letter is due or leaving: each by its own index, for it is asked while they leave.
const noneLeft = "not exists (select from letters where state = 'queued' and not_before <= now()) and not exists (select from letters where state = 'sending')"

// deliveredIn has all letters leave that are due.
func (r *run) deliveredIn(pool *pgxpool.Pool) time.Duration {
	r.Helper()
	return r.worked(r.desk(pool, accepting{}), pool, jobs.QueueOptions{Senders: 4}, "select "+noneLeft)
}

// worked has a desk's workers work until a question is answered by yes.
func (r *run) worked(desk *jobs.Desk, pool *pgxpool.Pool, o jobs.QueueOptions, done string) time.Duration {
	r.Helper()
	queue, err := jobs.NewQueue(desk, pool, o, desk.Log)
	if err != nil {
		r.Fatal(err)
	}
	d := took(func() {
		if err := queue.Start(context.WithoutCancel(r.ctx)); err != nil {
			r.Fatal(err)
		}
		r.until(pool, done)
	})
	if err := queue.Stop(context.WithoutCancel(r.ctx)); err != nil {
		r.Fatal(err)
	}
	return d
}

// asked: what people ask the program, each the whole command.
func (r *run) asked(url, in string, questions map[string][]string) {
	r.Helper()
	s := r.serving(url)
	for _, what := range slices.Sorted(maps.Keys(questions)) {
		for range 3 * r.rounds {
			var out []byte
			var err error
			d := took(func() {
				out, err = exec.CommandContext(r.ctx, s.program, append(questions[what], "--config", s.settings)...).CombinedOutput()
			})
			if err != nil {
				r.Fatalf("%v: %v: %s", questions[what], err, out)
			}
			r.table.is(r, "growth", what+", the whole command"+in, "ms", ms(d)).mayBe(100)
		}
	}
}

// mornings: the ticks in which the digests of the next days are written, and the rest that is due then,
// and after each the digest rendered and submitted.
func (r *run) mornings(pool *pgxpool.Pool) {
	r.Helper()
	for days := range r.rounds {
		y, m, d := time.Now().UTC().AddDate(0, 0, days+1).Date()
		ahead := time.Until(time.Date(y, m, d, 8, 0, 0, 0, time.UTC))
		desk := r.desk(pool, accepting{})
		desk.Now = func() time.Time { return time.Now().Add(ahead) }
		r.queue(desk, pool, 0)
		ticked := took(func() {
			if err := desk.Tick(r.ctx); err != nil {
				r.Fatal(err)
			}
		})
		r.table.is(r, "growth", "a tick in the morning, all that is due, a grown one", "ms", ms(ticked))
		const digest = "from letters where kind = 'digest' and to_address = '" + day.CEO + "' and state"
		if r.count(pool, "select count(*) "+digest+" in ('queued', 'sending')") != 0 {
			r.table.is(r, "growth", "the digest, rendered and submitted, a grown one", "ms",
				ms(r.worked(desk, pool, jobs.QueueOptions{Senders: 4}, "select not exists (select "+digest+" in ('queued', 'sending'))"))).mayBe(2000)
		}
	}
}
