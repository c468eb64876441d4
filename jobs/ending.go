package jobs

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"goodword/internal/store"
)

// ending is what a transaction writes and never reads back: what followed from
// mails, entries of the audit log, and deliveries. All of it goes to the
// database at the end, at once; and the head of the audit log, behind which all
// processes stand in line, is held for the commit alone.
type ending struct {
	effects []store.Effect
	entries []store.Entry
	letters []int64
}

// add leaves for the end what a part of the work did.
func (e *ending) add(part ending) {
	e.effects = append(e.effects, part.effects...)
	e.entries = append(e.entries, part.entries...)
	e.letters = append(e.letters, part.letters...)
}

// finish writes what was left for the end. Work that seals or changes such rows calls it before.
func (w work) finish() error {
	l := *w.ending
	*w.ending = ending{}
	if err := w.deliverAll(l.letters); err != nil {
		return err
	}
	if err := store.PutEffects(w.ctx, w.tx, l.effects); err != nil {
		return err
	}
	if len(l.entries) > 0 {
		w.turn.take(w.ctx)
	}
	return store.AppendAll(w.ctx, w.tx, l.entries)
}

// atHead is how many transactions of a process write the audit log, or wait for its
// head in the database: one and the next. The others wait here for their turn, so that
// with several processes nobody stands in the database behind all readers of all of them.
const atHead = 2

// longestTurn is how long a turn is waited for: a transaction that got to the head
// without one may be what the others wait for.
const longestTurn = time.Second

// headTurn is a transaction's turn to write the audit log.
type headTurn struct {
	line  chan struct{}
	taken bool // tried for, at least: whoever may hold the head waits for no turn
	mine  bool
}

// take waits for the turn, which ends with the transaction.
func (t *headTurn) take(ctx context.Context) {
	if t.taken {
		return
	}
	t.taken = true
	patience := time.NewTimer(longestTurn)
	defer patience.Stop()
	select {
	case t.line <- struct{}{}:
		t.mine = true
	case <-patience.C:
	case <-ctx.Done():
	}
}

func (t *headTurn) end() {
	if t.mine {
		<-t.line
	}
}

// manyInserter puts many jobs into the queue by one statement; River's client is one.
type manyInserter interface {
	InsertManyTx(ctx context.Context, tx pgx.Tx, params []river.InsertManyParams) ([]*rivertype.JobInsertResult, error)
}

// deliverAll puts the deliveries of letters into the queue, one for each.
func (w work) deliverAll(letters []int64) error {
	var jobs []river.InsertManyParams
	for i, id := range letters {
		if !slices.Contains(letters[:i], id) {
			jobs = append(jobs, river.InsertManyParams{Args: DeliverArgs{Letter: id}})
		}
	}
	if many, ok := w.jobs.(manyInserter); ok && len(jobs) > 1 {
		_, err := many.InsertManyTx(w.ctx, w.tx, jobs)
		return err
	}
	for _, job := range jobs {
		if err := w.enqueue(job.Args); err != nil {
			return err
		}
	}
	return nil
}

// deliverLater puts a letter's delivery into the queue when the transaction ends.
func (w work) deliverLater(letter int64) { w.ending.letters = append(w.ending.letters, letter) }

// kept is a pointer to what a pointer shows now, whatever becomes of it.
func kept(id *int64) *int64 {
	if id == nil {
		return nil
	}
	value := *id
	return &value
}
