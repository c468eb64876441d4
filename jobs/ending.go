package jobs

import (
	"context"
	"slices"

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
	return store.AppendAll(w.ctx, w.tx, l.entries)
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
