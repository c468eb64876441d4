package jobs

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"goodword/internal/store"
	"goodword/mail/fetch"
)

// expungeTime bounds how long one tick looks for mails in all mailboxes.
const expungeTime = 15 * time.Second

// retain forgets what was kept long enough: mails as they came and letters as
// they left, the words of nominations that have ended, and who said what in the
// audit log. What happened stays, without the words. It also folds the figures.
func (d *Desk) retain(ctx context.Context) error {
	err := d.tx(ctx, func(w work) error {
		years := w.now.AddDate(-w.Settings.NominationYears, 0, 0)
		mails, err := store.DropRaw(w.ctx, w.tx, w.now.AddDate(0, 0, -w.Settings.RawDays), tickBatch, w.Settings.RawDays <= shortRetention, w.Settings.RetainMailboxes, w.now)
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
		if err := store.DropDepartures(w.ctx, w.tx, w.now.AddDate(0, 0, -2)); err != nil { // a clock may be set back by a day
			return err
		}
		return store.FoldTallies(w.ctx, w.tx)
	})
	return errors.Join(err, d.months(ctx), d.expungeDue(ctx))
}

// expungeDue removes forgotten mails from the mailboxes that this process
// reaches, each in its share of the time. What was removed until that ends is
// noted, and the next tick goes on; a mailbox that fails is left alone for longer
// and longer.
func (d *Desk) expungeDue(ctx context.Context) error {
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(d.Boxes)) {
		errs = append(errs, d.expungeWithin(ctx, name, expungeTime/time.Duration(len(d.Boxes))))
	}
	return errors.Join(errs...)
}

func (d *Desk) expungeWithin(ctx context.Context, name string, limit time.Duration) error {
	due := false
	if err := d.tx(ctx, func(w work) (err error) {
		due, err = store.ExpungeNow(w.ctx, w.tx, name, w.now)
		return err
	}); err != nil || !due {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	e, failed := d.Expunge(limited, name, d.Boxes[name], false)
	if e.Wanted > 0 {
		d.Log.Info("removed forgotten mails from a mailbox", "mailbox", name, "wanted", e.Wanted, "removed", e.Removed)
		if limited.Err() != nil && ctx.Err() == nil {
			failed = nil // only the time ended
		}
	}
	return errors.Join(failed, d.tx(ctx, func(w work) error {
		if failed != nil {
			return store.ExpungeLater(w.ctx, w.tx, name, w.now)
		}
		return store.ExpungeWent(w.ctx, w.tx, name)
	}))
}

// Expunge removes from a mailbox the mails that are forgotten, those alone, and
// with sent the copies of forgotten letters in its Sent folder. What is done is
// noted every few mails; what fails is tried again by the next call.
func (d *Desk) Expunge(ctx context.Context, name string, box Box, sent bool) (e Expunged, err error) {
	e.Mailbox = name
	for more := true; more; {
		if more, err = d.expungeSome(ctx, box, &e); err != nil {
			return e, err
		}
	}
	if !sent || box.Sent == "" {
		return e, nil
	}
	e.Copies, err = d.expungeCopies(ctx, box)
	return e, err
}

func (d *Desk) expungeSome(ctx context.Context, box Box, e *Expunged) (more bool, err error) {
	var wanted []store.Wanted
	if err := d.tx(ctx, func(w work) (err error) {
		if wanted, err = store.ToExpunge(w.ctx, w.tx, e.Mailbox, forgetBatch); err == nil {
			e.Unknown, err = store.NeverCame(w.ctx, w.tx, e.Mailbox)
		}
		return err
	}); err != nil || len(wanted) == 0 {
		return false, err
	}
	known := make([]fetch.Known, len(wanted))
	for i, m := range wanted {
		known[i] = fetch.Known{Size: m.Size, SHA256: m.SHA256, HeaderOnly: m.TooLarge, UIDValidity: uint32(m.Validity), UID: uint32(m.InboxUID)}
	}
	ids := func(places []int) (list []int64) {
		for _, i := range places {
			list = append(list, wanted[i].ID)
		}
		return list
	}
	err = fetch.Remove(ctx, box.Settings, box.Folders, known, func(s fetch.Step) error {
		if err := d.tx(ctx, func(w work) error {
			if err := store.Expunged(w.ctx, w.tx, ids(slices.Concat(s.Gone, s.Absent)), w.now); err != nil {
				return err
			}
			return store.NotExpunged(w.ctx, w.tx, ids(s.Unsure))
		}); err != nil {
			return err
		}
		e.Wanted += len(s.Gone) + len(s.Absent) + len(s.Unsure)
		e.Removed += len(s.Gone)
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("remove forgotten mails: %w", err)
	}
	return true, nil
}
