package faults

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"goodword/internal/check/day"
	"goodword/internal/check/promises"
	"goodword/internal/store"
	"goodword/mail/mailtest"
)

// pulse is how far things are.
type pulse struct {
	Unread  int // stored mails without a disposition
	Active  int // jobs that can run or do, the look after what is due apart
	Sending int
	Due     int // letters whose time has come
	Later   int // letters and jobs that wait for a time to come
	Ripe    int // of all these, what a living process takes up by itself, soon
	Stored  int // different mails, without those that were taken out of the mailbox
	Done    int // letters that are settled
	Jobs    int // finished ones
}

// The times within are those after which a dead process's job and letter are
// taken up, and a little more than River's own look at what is scheduled.
const pulseSQL = `select (select count(*) from inbound where disposition is null) as unread,
	(select count(*) from river_job where kind <> 'tick' and state in ('available', 'running', 'pending')) as active,
	(select count(*) from letters where state = 'sending') as sending,
	(select count(*) from letters where state = 'queued' and not_before <= $1::timestamptz) as due,
	(select count(*) from letters where state = 'queued' and not_before > $1::timestamptz and not_before < '2100-01-01') +
	(select count(*) from river_job where kind <> 'tick' and state in ('retryable', 'scheduled')) as later,
	(select count(*) from letters where state = 'queued' and not_before <= $1::timestamptz or state = 'sending' and (sending_at < $1::timestamptz - interval '90 seconds' or sending_at > $2)) +
	(select count(*) from river_job where kind <> 'tick' and (state = 'available' or state = 'running' and (attempted_at < $1::timestamptz - interval '60 seconds' or attempted_at > $2)
		or state in ('retryable', 'scheduled') and scheduled_at < $1::timestamptz + interval '6 seconds')) as ripe,
	(select count(distinct sha256) from inbound where sha256 <> all($3::bytea[])) as stored,
	(select count(*) from letters where state not in ('queued', 'sending')) as done,
	(select count(*) from river_job where kind <> 'tick' and state in ('completed', 'cancelled', 'discarded')) as jobs`

func (w *world) pulse() (pulse, error) {
	found, err := w.pool.Query(w.ctx, pulseSQL, w.options.now(), w.begun(), w.goneSums())
	if err != nil {
		return pulse{}, err
	}
	return pgx.CollectExactlyOneRow(found, pgx.RowToStructByName[pulse])
}

// goneSums are the hashes of mails that were taken out of the mailbox: some were
// stored before, and must not count for others that are still to come.
func (w *world) goneSums() [][]byte {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	sums := [][]byte{}
	for raw := range w.gone {
		sum := sha256.Sum256([]byte(raw))
		sums = append(sums, sum[:])
	}
	return sums
}

// begun is when the newest process started: what is at work since then is alive.
func (w *world) begun() time.Time {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if len(w.processes) == 0 {
		return time.Time{}
	}
	return w.processes[len(w.processes)-1].began
}

// owed says whether people or servers have still to do something: answers to
// write, mails to be fetched.
func (w *world) owed(p pulse) bool {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.seen < len(w.server.Accepted()) || p.Stored < w.count()-len(w.gone)
}

// count counts the different mails that were ever delivered; the mutex is held.
func (w *world) count() int {
	boxes := [][]mailtest.Mail{w.server.Mails(day.Nominations), w.server.Mails(day.Compliments)}
	if all := len(boxes[0]) + len(boxes[1]); all != w.mails {
		different := map[string]bool{}
		for _, box := range boxes {
			for _, m := range box {
				different[string(m.Raw)] = true
			}
		}
		w.mails, w.different = all, len(different)
	}
	return w.different
}

// until waits for what must come to be, for as long as the tests have time.
func (w *world) until(what string, is func() (bool, error)) {
	w.t.Helper()
	ticker := time.NewTicker(look)
	defer ticker.Stop()
	for {
		done, err := is()
		if done && err == nil {
			return
		}
		select {
		case <-ticker.C:
		case <-w.ctx.Done():
			w.t.Fatalf("it never came to be: %s: %v\n%s", what, err, w.tail())
		}
	}
}

func (p pulse) quiet() bool { return p.Unread+p.Active+p.Sending+p.Due+p.Later == 0 }

// How long nothing may change before only the passing of time helps: where a
// living process has nothing to take up, and where it has.
const (
	stillFor = 700 * time.Millisecond
	ripeFor  = 20 * time.Second
)

// look is how often the pulse is taken.
const look = 60 * time.Millisecond

// calm waits until all is quiet (true), or until nothing moves any more (false).
func (w *world) calm() bool {
	var last pulse
	still := time.Now()
	ticker := time.NewTicker(look)
	defer ticker.Stop()
	for {
		p, err := w.pulse()
		owed := err != nil || w.owed(p)
		switch {
		case !owed && p.quiet():
			return true
		case err != nil || p != last:
			last, still = p, time.Now()
		case time.Since(still) > stillFor && !owed && p.Ripe == 0, time.Since(still) > ripeFor:
			return false
		}
		select {
		case <-ticker.C:
		case <-w.ctx.Done():
			w.t.Fatalf("it never came to rest: %+v, %d letters accepted, %d of them looked at\n%s", last, len(w.server.Accepted()), w.seen, w.tail())
		}
	}
}

// rounds is how often time is made to pass until all must be quiet.
const rounds = 14

// settle lets everything be worked off. Where only time helps (a letter that
// waits to be tried again, a job of a dead process), all processes are killed,
// the database is made to have stood still for some minutes, and one process
// starts again.
func (w *world) settle() {
	w.t.Helper()
	w.ensure()
	for range rounds {
		if w.calm() {
			return
		}
		w.killAll()
		w.age(4 * time.Minute)
		w.serve()
	}
	p, err := w.pulse()
	w.t.Errorf("after %s it is not quiet: %+v %v\n%s", w.aged, p, err, w.tail())
}

// ensure starts a process if none runs.
func (w *world) ensure() {
	w.t.Helper()
	w.mutex.Lock()
	list := w.processes
	w.mutex.Unlock()
	for _, p := range list {
		if p.alive() {
			return
		}
	}
	w.serve()
}

// age makes the database look as if no process had run for a while: every
// moment it holds moves back, but for the audit log's, which nothing changes, and
// those of departures, which follow the letters'.
// No process may be alive.
func (w *world) age(by time.Duration) {
	w.t.Helper()
	w.aged += by
	err := store.InTx(w.ctx, w.pool, func(tx store.Tx) error {
		type column struct{ Table, Column string }
		found, err := tx.Query(w.ctx, `select c.table_name as table, c.column_name as column from information_schema.columns c
			join information_schema.tables t using (table_schema, table_name) where c.table_schema = 'goodword' and t.table_type = 'BASE TABLE'
			and c.data_type = 'timestamp with time zone' and c.table_name not in ('audit', 'departures') and c.column_name <> 'internal_date' order by 1, 2`)
		if err != nil {
			return err
		}
		columns, err := pgx.CollectRows(found, pgx.RowToStructByName[column])
		if err != nil {
			return err
		}
		moves := map[string][]string{}
		for _, c := range columns {
			name := pgx.Identifier{c.Column}.Sanitize()
			moves[c.Table] = append(moves[c.Table], fmt.Sprintf("%s = case when %s < '2100-01-01' then %s - $1::interval else %s end", name, name, name, name))
		}
		for table, sets := range moves {
			if _, err := tx.Exec(w.ctx, "update "+pgx.Identifier{table}.Sanitize()+" set "+strings.Join(sets, ", "), by); err != nil {
				return fmt.Errorf("age %s: %w", table, err)
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// evidence gathers what the checker looks at.
func (w *world) evidence() promises.Evidence {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	text, _ := w.log.since(0)
	e := promises.Evidence{CEO: day.CEO, CPO: day.CPO, Operator: day.Operator, Service: day.Service, Domains: []string{day.Domain}, Zone: zone(),
		Touched: w.touched, Accepted: w.server.Accepted(), Truth: w.truth, Log: []byte(text), Secrets: []string{password},
		Words: []string{"find my passport", "bags through the rain", "The winch failed", "calm in every storm", "the staff at the desk were rude"}, Recoveries: w.recoveries}
	for _, account := range []string{day.Nominations, day.Compliments} {
		for _, m := range w.server.Mails(account) {
			e.Delivered = append(e.Delivered, promises.Delivered{Mailbox: mailboxOf(account), Raw: m.Raw, Gone: w.gone[string(m.Raw)]})
		}
	}
	return e
}

// zone is where the company's clocks stand.
func zone() *time.Location {
	at, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		panic(err)
	}
	return at
}

// check asks the checker.
func (w *world) check() []promises.Violation {
	w.t.Helper()
	var found []promises.Violation
	err := store.InTx(context.WithoutCancel(w.ctx), w.pool, func(tx store.Tx) (err error) {
		found, err = promises.Check(w.ctx, tx, w.evidence())
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return found
}

// tail is the end of the log, for tests that fail.
func (w *world) tail() string {
	text, _ := w.log.since(0)
	return text[max(0, len(text)-4000):]
}
