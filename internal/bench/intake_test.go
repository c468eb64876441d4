package bench

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/internal/store"
	"goodword/jobs"
	"goodword/mail/fetch"
)

// intake: from Dovecot to committed rows and jobs; beside mbsync, and beside the
// database's half of it alone.
func (r *run) intake() {
	mails := written(1, r.mails)
	box := r.postbox()
	_, pool := r.database()
	desk := r.desk(pool, nil)
	if _, err := jobs.NewQueue(desk, pool, jobs.QueueOptions{}, desk.Log); err != nil {
		r.Fatal(err)
	}
	inbox := &watched{Beside: r.leased(desk, pool)}
	r.poll(box.settings(box.Port), inbox) // the empty folder: from here on all is new
	box.fill(r, mails)
	mbsync := r.peer("mbsync")
	for round := range r.rounds {
		if mbsync != "" {
			r.table.rate(r, "intake", "mbsync, fsync on", len(mails), box.mbsync(r, mbsync, box.Port, true))
		}
		r.empty(pool, box)
		before, began := r.intakeSpentBy(pool), time.Now()
		r.poll(box.settings(box.Port), inbox)
		whole := time.Since(began)
		line := r.table.rate(r, "intake", "goodword, with the flags in the mailbox", len(mails), whole).mustBe(7, "mbsync, fsync on")
		line.note = r.intakeSpentBy(pool).each(before, len(mails))
		r.table.rate(r, "intake", "goodword, to the last commit", len(mails), inbox.committed().Sub(began)).mustBe(0.75, "the same rows and jobs from memory")
		r.stored(pool)
		r.empty(pool, box)
		before = r.intakeSpentBy(pool)
		line = r.table.rate(r, "intake", "the same rows and jobs from memory", len(mails), took(func() { r.copyRows(pool, mails) }))
		line.note = r.intakeSpentBy(pool).each(before, len(mails))
		r.stored(pool)
		r.empty(pool, box)
		r.table.rate(r, "intake", "a bare program, which keeps no promise", len(mails), took(func() { r.bare(pool, box) })).
			mustBe(0, "the same rows and jobs from memory")
		r.stored(pool)
		if mbsync != "" {
			r.table.rate(r, "intake", "mbsync, no fsync, 20 ms away", len(mails), box.mbsync(r, mbsync, box.far.Port(), false))
		}
		r.empty(pool, box)
		r.table.rate(r, "intake", "goodword, 20 ms away", len(mails), took(func() { r.poll(box.settings(box.far.Port()), inbox) })).
			mustBe(1, "mbsync, no fsync, 20 ms away")
		r.stored(pool)
		if round == 0 {
			r.Logf("load %s", load())
		}
	}
}

// watched is a receiver that knows when its last batch was committed.
type watched struct {
	fetch.Beside
	mutex sync.Mutex
	last  time.Time
}

// ReceiveBeside fulfils fetch.Beside.
func (w *watched) ReceiveBeside(ctx context.Context, mailbox string, b fetch.Batch, earlier func(context.Context) error) error {
	err := w.Beside.ReceiveBeside(ctx, mailbox, b, earlier)
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.last = time.Now()
	return err
}

func (w *watched) committed() time.Time {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.last
}

// poll reads what is new, with a connection of its own.
func (r *run) poll(s fetch.Settings, to fetch.Receiver) {
	r.Helper()
	p, err := fetch.New(s, to)
	if err != nil {
		r.Fatal(err)
	}
	defer p.Stop()
	if err := p.PollOnce(r.ctx); err != nil {
		r.Fatal(err)
	}
	if st := p.Status(); st.Untouched != "" {
		r.Fatal(st.Untouched)
	}
}

// empty makes the mailbox and the database as they were before the mails were read.
func (r *run) empty(pool *pgxpool.Pool, box *postbox) {
	r.Helper()
	box.forget(r)
	r.exec(pool, "truncate inbound, "+store.BytesTable+", river_job, tally_changes, departures cascade")
	r.exec(pool, "update mailboxes set last_uid = 0")
	r.exec(pool, "checkpoint")
}

// stored makes sure that everything is there.
func (r *run) stored(pool *pgxpool.Pool) {
	r.Helper()
	if n := r.count(pool, "select count(*) from inbound"); n != r.mails {
		r.Fatalf("%d mails were stored of %d", n, r.mails)
	}
	if n := r.count(pool, "select sum(jsonb_array_length(args->'mails')) from river_job where kind = 'read'"); n != r.mails {
		r.Fatalf("jobs read %d mails of %d", n, r.mails)
	}
}

// copyRows does what the database does in intake, and nothing else: batches of
// 500 rows and their jobs by COPY, by two writers.
func (r *run) copyRows(pool *pgxpool.Pool, mails [][]byte) {
	r.Helper()
	const batch, perJob = 500, 50
	type part struct{ from, to int }
	parts := make(chan part)
	errs := make(chan error, 2)
	var writers sync.WaitGroup
	for range 2 {
		writers.Go(func() {
			for p := range parts {
				if err := copyPart(r.ctx, pool, mails, p.from, p.to, perJob); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	for from := 0; from < len(mails); from += batch {
		select {
		case parts <- part{from, min(from+batch, len(mails))}:
		case err := <-errs:
			r.Fatal(err)
		}
	}
	close(parts)
	writers.Wait()
	select {
	case err := <-errs:
		r.Fatal(err)
	default:
	}
}

func copyPart(ctx context.Context, pool *pgxpool.Pool, mails [][]byte, from, to, perJob int) error {
	now := time.Now().UTC()
	month := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC)
	return pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		first := int64(from + 1)
		_, err := tx.CopyFrom(ctx, pgx.Identifier{"inbound"}, []string{"id", "mailbox", "uid_validity", "uid", "sha256", "internal_date", "stored_at", "size", "raw", "bytes_in"},
			pgx.CopyFromSlice(to-from, func(i int) ([]any, error) {
				raw := mails[from+i]
				sum := sha256.Sum256(raw)
				return []any{first + int64(i), "compliments", int64(1), first + int64(i), sum[:], now, now, int64(len(raw)), []byte{}, month}, nil
			}))
		if err != nil {
			return fmt.Errorf("copy mails: %w", err)
		}
		if _, err := tx.CopyFrom(ctx, pgx.Identifier{store.BytesTable}, []string{"inbound_id", "month", "raw"}, pgx.CopyFromSlice(to-from, func(i int) ([]any, error) {
			return []any{first + int64(i), month, mails[from+i]}, nil
		})); err != nil {
			return fmt.Errorf("copy the bytes of mails: %w", err)
		}
		var lists []string
		for at := from; at < to; at += perJob {
			var ids []int64
			for id := at; id < min(at+perJob, to); id++ {
				ids = append(ids, int64(id+1))
			}
			args, err := json.Marshal(map[string]any{"mails": ids})
			if err != nil {
				return err
			}
			lists = append(lists, string(args))
		}
		_, err = tx.CopyFrom(ctx, pgx.Identifier{"river_job"}, []string{"args", "kind", "max_attempts", "priority", "queue", "state", "scheduled_at", "metadata"},
			pgx.CopyFromSlice(len(lists), func(i int) ([]any, error) {
				return []any{lists[i], "read", int16(8), int16(1), "default", "available", now, "{}"}, nil
			}))
		return err
	})
}
