package jobs

import (
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"goodword/internal/store"
	"goodword/mail/fetch"
)

// Inbox stores what the pollers fetch; it fulfils fetch.Receiver.
type Inbox struct {
	desk   *Desk
	tenure Tenure // nil where nobody else reads
}

// Tenure is a process's right to read one mailbox. Hold keeps it until the
// transaction ends, or fails with store.ErrLeaseLost once another process has it.
type Tenure interface {
	Hold(ctx context.Context, tx store.Tx) error
}

// Inbox gives the desk's receiver of mails, for a process that alone reads.
func (d *Desk) Inbox() Inbox { return Inbox{desk: d} }

// InboxUnder gives the receiver of one mailbox's mails for a process that stores
// them only while the mailbox is its to read.
func (d *Desk) InboxUnder(t Tenure) Inbox { return Inbox{d, t} }

var _ fetch.Beside = Inbox{}

// readBatch is how many mails one read job takes.
const readBatch = 50

// Cursor fulfils fetch.Receiver.
func (i Inbox) Cursor(ctx context.Context, mailbox string) (c fetch.Cursor, found bool, err error) {
	err = store.InTx(ctx, i.desk.Pool, func(tx store.Tx) error {
		p, err := store.Cursor(ctx, tx, mailbox)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		c, found = fetch.Cursor{UIDValidity: uint32(p.UIDValidity), LastUID: uint32(p.LastUID), LastTime: p.LastTime}, err == nil
		return err
	})
	return c, found, err
}

// Stored fulfils fetch.Receiver.
func (i Inbox) Stored(ctx context.Context, mailbox string, uidValidity uint32, uids []uint32) (stored []uint32, err error) {
	wide := make([]int64, len(uids))
	for n, uid := range uids {
		wide[n] = int64(uid)
	}
	err = store.InTx(ctx, i.desk.Pool, func(tx store.Tx) error {
		have, err := store.StoredUIDs(ctx, tx, mailbox, int64(uidValidity), wide)
		for _, uid := range have {
			stored = append(stored, uint32(uid))
		}
		return err
	})
	return stored, err
}

// Receive fulfils fetch.Receiver: raw mails, cursor and read jobs commit together,
// and only under the lease, which is looked at in the same transaction.
func (i Inbox) Receive(ctx context.Context, mailbox string, b fetch.Batch) error {
	return i.ReceiveBeside(ctx, mailbox, b, func(context.Context) error { return nil })
}

// ReceiveBeside fulfils fetch.Beside.
func (i Inbox) ReceiveBeside(ctx context.Context, mailbox string, b fetch.Batch, earlier func(context.Context) error) error {
	d := i.desk
	now := d.Now().UTC()
	mails := make([]store.Mail, 0, len(b.Mails))
	for _, m := range b.Mails {
		raw := m.Raw
		if m.TooLarge {
			raw = m.Header
		}
		if raw == nil {
			raw = []byte{}
		}
		sum := sha256.Sum256(raw)
		mails = append(mails, store.Mail{Mailbox: mailbox, UIDValidity: b.UIDValidity, UID: m.UID, SHA256: sum[:],
			InternalDate: m.InternalDate, Size: m.Size, TooLarge: m.TooLarge, Problem: m.Problem, Raw: raw})
	}
	put := func() error { return i.put(ctx, mailbox, mails, b, now, earlier) }
	err := put()
	if store.Twice(err) { // by a process that read the mailbox before this one: now they can be seen
		err = put()
	}
	if errors.Is(err, store.ErrLeaseLost) {
		d.Log.Warn("a batch was not stored: another process reads this mailbox now", "mailbox", mailbox, "mails", len(b.Mails))
	}
	return err
}

// put is Receive's one transaction.
func (i Inbox) put(ctx context.Context, mailbox string, mails []store.Mail, b fetch.Batch, now time.Time, earlier func(context.Context) error) error {
	return store.InTx(ctx, i.desk.Pool, func(tx store.Tx) error {
		if i.tenure != nil {
			if err := i.tenure.Hold(ctx, tx); err != nil {
				return err
			}
		}
		ids, err := store.PutInbound(ctx, tx, mails, now)
		if err != nil {
			return err
		}
		if err := i.desk.insertReads(ctx, tx, ids); err != nil {
			return err
		}
		if err := earlier(ctx); err != nil || b.Cursor == nil {
			return err
		}
		place := store.Place{UIDValidity: int64(b.Cursor.UIDValidity), LastUID: int64(b.Cursor.LastUID), LastTime: b.Cursor.LastTime, Anew: b.Anew}
		return store.MoveCursor(ctx, tx, mailbox, place, now)
	})
}

// copier puts many jobs into the queue by COPY; River's client is one.
type copier interface {
	InsertManyFastTx(ctx context.Context, tx pgx.Tx, params []river.InsertManyParams) (int, error)
}

// insertReads has mails read, some in each job.
func (d *Desk) insertReads(ctx context.Context, tx store.Tx, ids []int64) error {
	var jobs []river.InsertManyParams
	for part := range slices.Chunk(ids, readBatch) {
		jobs = append(jobs, river.InsertManyParams{Args: ReadArgs{Mails: part}})
	}
	if c, ok := d.jobs.(copier); ok && len(jobs) > 0 {
		_, err := c.InsertManyFastTx(ctx, tx, jobs)
		return err
	}
	for _, job := range jobs {
		if _, err := d.jobs.InsertTx(ctx, tx, job.Args, nil); err != nil {
			return err
		}
	}
	return nil
}
