package service

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/internal/store"
	"goodword/mail/fetch"
)

// leaseLength is for how long a lease is taken. Its holder renews it three times
// before it could run out; the others look as often whether it did. So after a
// kill another reads within half a minute, and within seconds of a proper stop.
const leaseLength = 20 * time.Second

// barrenAfter is for how many lengths of a lease its holder may fail to read the
// mailbox, by its password or its network, before it lets another process try.
const barrenAfter = 6

// errBarren ends the reading of a holder that cannot read.
var errBarren = errors.New("this process could not read the mailbox for too long")

// tenure reads one mailbox whenever this process holds its lease, and stands by
// otherwise. It fulfils jobs.Tenure: what is read is stored under the lease alone.
type tenure struct {
	mailbox string
	holder  string
	pool    *pgxpool.Pool
	poller  *fetch.Poller
	length  time.Duration
	log     *slog.Logger
	now     func() time.Time                     // this machine's; no rule of who may read goes by it
	after   func(time.Duration) <-chan time.Time // how it waits

	mutex  sync.Mutex
	lease  *store.Lease // nil while it stands by
	lose   func()       // ends the reading under the lease
	looked time.Time    // when it last found another process to hold the lease, by this machine
}

// newHolder names this process as no other one is, nor itself after a restart.
func newHolder() string {
	return fmt.Sprintf("%s:%d:%s", machine(), os.Getpid(), strings.ToLower(rand.Text()[:10]))
}

// machine is this machine's name, or a container's.
func machine() string {
	host, err := os.Hostname()
	if err != nil {
		return "?"
	}
	return host
}

// Hold fulfils jobs.Tenure. Who finds the lease lost stops reading.
func (t *tenure) Hold(ctx context.Context, tx store.Tx) error {
	t.mutex.Lock()
	lease, lose := t.lease, t.lose
	t.mutex.Unlock()
	if lease == nil {
		return fmt.Errorf("mailbox %s: %w", t.mailbox, store.ErrLeaseLost)
	}
	err := store.HoldLease(ctx, tx, *lease)
	if errors.Is(err, store.ErrLeaseLost) {
		lose()
	}
	return err
}

// standsBy says since when it knows that another process has the mailbox;
// reading is true while this one has it.
func (t *tenure) standsBy() (reading bool, looked time.Time) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return t.lease != nil, t.looked
}

// run takes the lease again and again, and reads while it has it, until ctx ends.
func (t *tenure) run(ctx context.Context) {
	said := false
	for ctx.Err() == nil {
		lease, taken, err := t.take(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			t.log.Error("cannot ask for the lease of a mailbox; it is asked for again", "mailbox", t.mailbox, "error", err)
		case taken:
			said = false
			if t.read(ctx, lease) { // leave it to another process for a while
				select {
				case <-t.after(2 * t.length):
				case <-ctx.Done():
				}
			}
		case err == nil:
			t.mutex.Lock()
			t.looked = t.now()
			t.mutex.Unlock()
			if !said {
				t.log.Info("another process reads this mailbox; this one stands by", "mailbox", t.mailbox)
				said = true
			}
		}
		select {
		case <-t.after(t.length / 4):
		case <-ctx.Done():
		}
	}
}

func (t *tenure) take(ctx context.Context) (lease store.Lease, taken bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, t.length)
	defer cancel()
	err = store.InTx(ctx, t.pool, func(tx store.Tx) (err error) {
		lease, taken, err = store.TakeLease(ctx, tx, t.mailbox, t.holder, t.length)
		return err
	})
	return lease, taken, err
}

// read reads until ctx ends or it proves barren, and then gives the lease up, or
// until it is lost.
func (t *tenure) read(ctx context.Context, lease store.Lease) (barren bool) {
	reading, lose := context.WithCancelCause(ctx)
	defer lose(nil)
	t.set(&lease, func() { lose(store.ErrLeaseLost) })
	t.log.Info("this process reads the mailbox", "mailbox", t.mailbox, "epoch", lease.Epoch)
	var renewing sync.WaitGroup
	renewing.Go(func() { t.renew(reading, lease, lose) })
	_ = t.poller.Run(reading) // it shows its errors by Status
	lost := errors.Is(context.Cause(reading), store.ErrLeaseLost)
	barren = errors.Is(context.Cause(reading), errBarren)
	lose(nil)
	renewing.Wait()
	t.set(nil, nil)
	if lost {
		t.log.Warn("another process took over reading this mailbox, as this one did not renew its lease in time; it stands by",
			"mailbox", t.mailbox, "epoch", lease.Epoch)
		return false
	}
	if barren {
		t.log.Warn("this process cannot read the mailbox and lets another try", "mailbox", t.mailbox, "error", t.poller.Status().LastError)
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), t.length)
	defer cancel()
	if err := store.InTx(ending, t.pool, func(tx store.Tx) error { return store.EndLease(ending, tx, lease) }); err != nil {
		t.log.Warn("cannot give up the lease of a mailbox; another process takes it when it has run out", "mailbox", t.mailbox, "error", err)
	}
	return barren
}

// cannotRead says that nothing was read since a moment, and why is known.
func (t *tenure) cannotRead(since time.Time) bool {
	s := t.poller.Status()
	if s.LastGoodPoll.After(since) {
		since = s.LastGoodPoll
	}
	return s.LastError != "" && t.now().Sub(since) > barrenAfter*t.length
}

func (t *tenure) set(lease *store.Lease, lose func()) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.lease, t.lose, t.looked = lease, lose, time.Time{}
}

// renew goes on until ctx ends. While the database is not reached the reading
// goes on too: nothing can be stored then, and the lease may still be there after.
func (t *tenure) renew(ctx context.Context, lease store.Lease, lose context.CancelCauseFunc) {
	began := t.now()
	for {
		select {
		case <-t.after(t.length / 4):
		case <-ctx.Done():
			return
		}
		if t.cannotRead(began) {
			lose(errBarren)
			return
		}
		limited, cancel := context.WithTimeout(ctx, t.length)
		err := store.InTx(limited, t.pool, func(tx store.Tx) error { return store.RenewLease(limited, tx, lease, t.length) })
		cancel()
		switch {
		case errors.Is(err, store.ErrLeaseLost):
			lose(store.ErrLeaseLost)
			return
		case err != nil && ctx.Err() == nil:
			t.log.Warn("cannot renew the lease of a mailbox; it is tried again", "mailbox", t.mailbox, "error", err)
		}
	}
}
