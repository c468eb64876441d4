package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"goodword/internal/store"
)

const (
	// monthsAhead is for how many months room is made before they begin.
	monthsAhead = 2
	// aloneFor is for how long no process of an older version must have been seen before mails are stored by month.
	aloneFor = 10 * time.Minute
	// lookFor is how long after a look the next must come for that to count; ticks come every minute.
	lookFor = 5 * time.Minute
	// shortRetention is up to how many days bytes go mail by mail: a month more would be too much of that.
	shortRetention = 92
	// leftOverBatch is how many mails are looked through at once for bytes that no row names.
	leftOverBatch = 10_000
)

// monthsTrouble is the trouble that tells of bytes for which there is no month.
const monthsTrouble = "bytes of mails"

// months looks after how the bytes of mails are stored: makes months ahead, has mails
// stored by month once it is safe, and removes months that are past their time.
func (d *Desk) months(ctx context.Context) error {
	var m store.Months
	var missing []time.Time
	now := d.Now().UTC()
	err := d.tx(ctx, func(w work) (err error) {
		if m, err = store.LookAtMonths(w.ctx, w.tx); err != nil {
			return err
		}
		if missing = missingMonths(m, now); len(missing) > 0 || m.Other > 0 {
			return nil
		}
		return store.ClearTrouble(w.ctx, w.tx, monthsTrouble)
	})
	if err != nil {
		return err
	}
	if len(missing) > 0 || m.Other > 0 {
		err = d.makeMonths(ctx, missing, m.Other > 0)
	}
	if !m.ByMonth && err == nil {
		err = d.tx(ctx, func(w work) error {
			began, err := store.StoreByMonth(w.ctx, w.tx, aloneFor, lookFor)
			if began {
				w.Log.Info("mails are stored by month from now on; an older version of goodword does not start on this database any more")
			}
			return err
		})
	}
	before := now.AddDate(0, 0, -d.Settings.RawDays)
	for _, month := range m.There {
		if month.AddDate(0, 1, 0).After(before) {
			break
		}
		err = errors.Join(err, d.dropMonth(ctx, month))
	}
	return err
}

// missingMonths are those that have begun or are about to, and are not there.
func missingMonths(m store.Months, now time.Time) (missing []time.Time) {
	for i := range monthsAhead + 1 {
		first := time.Date(now.Year(), now.Month()+time.Month(i), 1, 0, 0, 0, 0, time.UTC)
		if !slices.ContainsFunc(m.There, first.Equal) {
			missing = append(missing, first)
		}
	}
	return missing
}

// makeMonths makes months, and tells what stands in the way or is in none of
// them: mails are stored all the same.
func (d *Desk) makeMonths(ctx context.Context, missing []time.Time, others bool) error {
	said := ""
	if others {
		said = "some mails are stored in no month: nothing is lost, and they go one by one when their time is over; docs/operations.md tells how to give them a month"
	}
	for _, first := range missing {
		err := d.tx(ctx, func(w work) error { return store.MakeMonth(w.ctx, w.tx, first) })
		if err != nil && !store.Busy(err) { // the next tick tries again
			said = fmt.Sprintf("no room was made for the coming months, and their mails cannot be removed by month: %v", err)
		}
	}
	return d.tx(ctx, func(w work) error {
		if said == "" {
			return store.ClearTrouble(w.ctx, w.tx, monthsTrouble)
		}
		if err := store.DropOthers(w.ctx, w.tx, tickBatch); err != nil {
			return err
		}
		return store.NoteTrouble(w.ctx, w.tx, monthsTrouble, said, w.now)
	})
}

// dropMonth removes a month in which every mail is past its time. What nobody
// read is kept in its row; while others are left, the month waits for the next tick.
func (d *Desk) dropMonth(ctx context.Context, month time.Time) error {
	wait := false
	if err := d.tx(ctx, func(w work) error {
		moved, err := store.KeepUnread(w.ctx, w.tx, month, tickBatch)
		if wait = moved > 0; err != nil || wait {
			return err
		}
		wait, err = store.KeptIn(w.ctx, w.tx, month)
		return err
	}); err != nil || wait {
		return err
	}
	dropped := false
	err := d.tx(ctx, func(w work) (err error) {
		dropped, err = store.DropMonth(w.ctx, w.tx, month)
		return err
	})
	switch {
	case store.Busy(err):
		d.Log.Info("a month of mails goes later: somebody reads in it just now", "month", month.Format("2006-01"))
		return nil
	case dropped && err == nil:
		d.Log.Info("removed a month of mails that were kept long enough", "month", month.Format("2006-01"))
	}
	return err
}

// dropLeftOver removes the bytes of mails whose time is over and whose month is
// not: whoever is forgotten may be named in them.
func (d *Desk) dropLeftOver(ctx context.Context) error {
	for after, more := int64(0), true; more; {
		if err := d.tx(ctx, func(w work) (err error) {
			after, err = store.DropLeftOver(w.ctx, w.tx, after, leftOverBatch)
			return err
		}); err != nil {
			return err
		}
		more = after > 0
	}
	return nil
}
