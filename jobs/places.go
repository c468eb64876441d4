package jobs

import (
	"context"
	"time"

	"goodword/internal/store"
)

// aboutHolidays is what trouble with a file of holidays is kept under, with the
// machine behind it: each has files of its own, and ticks go to any of them.
const aboutHolidays = "holidays"

// silentAfter is how long such trouble stays that no machine tells again. While it
// lasts each has its turn at the tick, which comes every ten seconds, far more often.
const silentAfter = time.Hour

// settings are the company's choices, with its places as their files are now.
func (d *Desk) settings() Settings {
	s := d.Settings
	if d.Places != nil {
		s.Place, _ = d.Places()
	}
	return s
}

// watchPlaces shows in status what keeps a changed file of holidays from counting.
func (d *Desk) watchPlaces(ctx context.Context) error {
	return d.tx(ctx, func(w work) error {
		if err := store.ClearSilentTrouble(w.ctx, w.tx, aboutHolidays, w.now.Add(-silentAfter)); err != nil || d.Places == nil {
			return err
		}
		about := aboutHolidays
		if d.Machine != "" {
			about += ":" + d.Machine
		}
		if _, trouble := d.Places(); trouble != "" {
			return store.NoteTrouble(w.ctx, w.tx, about, trouble, w.now)
		}
		return store.ClearTrouble(w.ctx, w.tx, about)
	})
}
