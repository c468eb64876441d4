package jobs

import (
	"context"
	"runtime"
	"time"

	"goodword/internal/store"
)

const (
	// largeLetter is from how many bytes of the mail that it carries a letter leaves alone:
	// those that leave together are in memory at once.
	largeLetter = 64 << 10
	// hugeLetter is from how many bytes on letters are delivered one at a time in this
	// process, and none while a huge mail is read: making, storing and submitting one takes several times its size.
	hugeLetter = 1 << 20
)

// bulky waits until a letter may be in memory; false where that took longer than
// within. done lets the next one in.
func (d *Desk) bulky(ctx context.Context, letter int64, within time.Duration) (done func(), ok bool, err error) {
	var size int64
	if err := store.InTx(ctx, d.Pool, func(tx store.Tx) (err error) {
		size, err = store.LetterSize(ctx, tx, letter)
		return err
	}); err != nil {
		return nil, false, err
	}
	if size < hugeLetter {
		return func() {}, true, nil
	}
	done = func() {
		runtime.GC() // before the next one comes
		<-d.huge
	}
	select {
	case d.huge <- struct{}{}:
		return done, true, nil
	default:
	}
	limit := time.NewTimer(within)
	defer limit.Stop()
	select {
	case d.huge <- struct{}{}:
		return done, true, nil
	case <-limit.C:
	case <-ctx.Done():
	}
	return nil, false, nil
}
