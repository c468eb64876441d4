package jobs

import (
	"context"
	"errors"
	"time"

	"goodword/internal/store"
)

// expungeWithin bounds how long one tick looks for mails in a mailbox.
const expungeWithin = 15 * time.Second

// retain forgets what was kept long enough: mails as they came and letters as
// they left, the words of nominations that have ended, and who said what in the
// audit log. What happened stays, without the words. It also folds the figures.
func (d *Desk) retain(ctx context.Context) error {
	err := d.tx(ctx, func(w work) error {
		years := w.now.AddDate(-w.Settings.NominationYears, 0, 0)
		mails, err := store.DropRaw(w.ctx, w.tx, w.now.AddDate(0, 0, -w.Settings.RawDays), tickBatch, w.Settings.RetainMailboxes, w.now)
		if err != nil {
			return err
		}
		bytes, err := store.DropBytes(w.ctx, w.tx, tickBatch, w.now)
		if err != nil {
			return err
		}
		words, err := store.DropWords(w.ctx, w.tx, years, tickBatch, w.now)
		if err != nil {
			return err
		}
		entries, err := store.DropAudit(w.ctx, w.tx, years, tickBatch)
		if err != nil {
			return err
		}
		if mails+bytes+words+entries > 0 {
			w.Log.Info("forgot what was kept long enough", "mails", mails, "letters", bytes, "nominations", words, "audit_entries", entries)
		}
		return store.FoldTallies(w.ctx, w.tx)
	})
	return errors.Join(err, d.expungeDue(ctx))
}

// expungeDue removes forgotten mails from the mailboxes that this process
// reaches. One that cannot be reached shows in status as it is, and is tried
// again by the next tick.
func (d *Desk) expungeDue(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, expungeWithin)
	defer cancel()
	var errs []error
	for name, box := range d.Boxes {
		e, err := d.Expunge(ctx, name, box, false)
		if err != nil {
			errs = append(errs, err)
		} else if e.Wanted > 0 {
			d.Log.Info("removed forgotten mails from a mailbox", "mailbox", name, "wanted", e.Wanted, "removed", e.Removed)
		}
	}
	return errors.Join(errs...)
}
