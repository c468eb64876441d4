package bench

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/jobs"
)

// queue makes a queue with so many readers, 0 for one that takes jobs in alone.
func (r *run) queue(desk *jobs.Desk, pool *pgxpool.Pool, readers int) *jobs.Queue {
	r.Helper()
	queue, err := jobs.NewQueue(desk, pool, jobs.QueueOptions{Readers: readers}, desk.Log)
	if err != nil {
		r.Fatal(err)
	}
	return queue
}

// readIn has so many desks, each with a queue and connections of its own as a process
// has, read all that is stored.
func (r *run) readIn(pool *pgxpool.Pool, desks int) time.Duration {
	r.Helper()
	var queues []*jobs.Queue
	for range desks {
		own, err := pgxpool.NewWithConfig(r.ctx, pool.Config())
		if err != nil {
			r.Fatal(err)
		}
		defer own.Close()
		queues = append(queues, r.queue(r.desk(own, nil), own, 4))
	}
	d := took(func() {
		for _, q := range queues {
			if err := q.Start(context.WithoutCancel(r.ctx)); err != nil {
				r.Fatal(err)
			}
		}
		r.until(pool, "select not exists (select from inbound where disposition is null)")
	})
	for _, q := range queues {
		if err := q.Stop(context.WithoutCancel(r.ctx)); err != nil {
			r.Fatal(err)
		}
	}
	return d
}

// processes: three that read, beside one, and how long any of them waits for a lock.
func (r *run) processes() {
	for round := range r.rounds {
		for _, n := range []int{1, 3} {
			_, pool := r.database()
			r.storedIn(pool, mixture(uint64(80+round), r.mails))
			r.exec(pool, "analyze")
			ending, end := context.WithCancel(r.ctx)
			var longest time.Duration
			var looking sync.WaitGroup
			looking.Go(func() { longest = longestWait(ending, pool) })
			what := "reading and routing, one"
			if n > 1 {
				what = fmt.Sprintf("reading and routing, %d", n)
			}
			line := r.table.rate(r, "processes", what, r.mails, r.readIn(pool, n))
			end()
			looking.Wait()
			if n > 1 {
				line.mustBe(0.9, "reading and routing, one")
				r.table.is(r, "processes", "the longest wait for a lock that was seen", "ms", ms(longest)).mayBe(100)
			}
		}
	}
}

// longestWait looks again and again how long somebody has waited for a lock.
func longestWait(ctx context.Context, pool *pgxpool.Pool) (longest time.Duration) {
	ticker := time.NewTicker(10 * time.Millisecond)
	defer ticker.Stop()
	for {
		var waits float64
		if err := pool.QueryRow(ctx, "select coalesce(extract(epoch from max(clock_timestamp() - waitstart)), 0)::float8 from pg_locks where not granted").Scan(&waits); err == nil {
			longest = max(longest, time.Duration(waits*float64(time.Second)))
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return longest
		}
	}
}
