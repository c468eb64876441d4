package jobs

import (
	"context"

	"goodword/internal/store"
)

// retain forgets what was kept long enough: mails as they came, and the words
// of nominations that have ended. What happened stays, without the words.
func (d *Desk) retain(ctx context.Context) error {
	return d.tx(ctx, func(w work) error {
		mails, err := store.DropRaw(w.ctx, w.tx, w.now.AddDate(0, 0, -w.Settings.RawDays), tickBatch, w.now)
		if err != nil {
			return err
		}
		words, err := store.DropWords(w.ctx, w.tx, w.now.AddDate(-w.Settings.NominationYears, 0, 0), tickBatch, w.now)
		if err != nil {
			return err
		}
		if mails+words > 0 {
			w.Log.Info("forgot what was kept long enough", "mails", mails, "nominations", words)
		}
		return nil
	})
}
