package jobs

import (
	"context"

	"goodword/internal/store"
)

// aboutHolidays is what trouble with a file of holidays is kept under.
const aboutHolidays = "holidays"

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
	if d.Places == nil {
		return nil
	}
	return d.tx(ctx, func(w work) error {
		if _, trouble := d.Places(); trouble != "" {
			return store.NoteTrouble(w.ctx, w.tx, aboutHolidays, trouble, w.now)
		}
		return store.ClearTrouble(w.ctx, w.tx, aboutHolidays)
	})
}
