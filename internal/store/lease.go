package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Lease is the right of one process to read one mailbox. It is known by epoch
// and holder together: should the database lose its last moments, as a standby
// that takes over may, an epoch can be given out twice.
type Lease struct {
	Mailbox string
	Epoch   int64
	Holder  string
}

// ErrLeaseLost is wrapped where a process comes with a lease that another one
// took over since.
var ErrLeaseLost = errors.New("another process took over reading this mailbox")

// farAhead is longer than any lease of any version, the longest of which is 20
// seconds. One that ends later was taken before the database's clock was set
// back, and counts for nothing: else nobody would read until that moment comes
// again. Its holder, where it lives, has it renewed within seconds.
const farAhead = time.Minute

// TakeLease takes the lease of a mailbox for so long, if nobody has it. The
// database's clock decides; taken is false while another holds it.
func TakeLease(ctx context.Context, tx Tx, mailbox, holder string, length time.Duration) (lease Lease, taken bool, err error) {
	epochs, err := column[int64](ctx, tx, "the lease of mailbox "+mailbox, `
		insert into mailbox_leases as held (mailbox, epoch, holder, taken_at, expires_at)
		values ($1, 1, $2, clock_timestamp(), clock_timestamp() + $3::interval)
		on conflict (mailbox) do update set epoch = held.epoch + 1, holder = excluded.holder,
			taken_at = excluded.taken_at, expires_at = excluded.expires_at
		where held.expires_at <= clock_timestamp() or held.expires_at > clock_timestamp() + $4::interval
		returning epoch`, mailbox, holder, length, farAhead)
	if err != nil || len(epochs) == 0 {
		return Lease{}, false, err
	}
	return Lease{Mailbox: mailbox, Epoch: epochs[0], Holder: holder}, true, nil
}

// RenewLease lets a lease last for so long from now on. One that ran out while
// nobody else took it goes on. ErrLeaseLost otherwise.
func RenewLease(ctx context.Context, tx Tx, l Lease, length time.Duration) error {
	return ofLease(l, change(ctx, tx, "renew the lease of mailbox "+l.Mailbox, `
		update mailbox_leases set expires_at = clock_timestamp() + $4::interval
		where mailbox = $1 and epoch = $2 and holder = $3`, l.Mailbox, l.Epoch, l.Holder, length))
}

// HoldLease makes sure that a lease is this process's until the transaction
// ends: who wants to take it over waits until then. ErrLeaseLost otherwise.
func HoldLease(ctx context.Context, tx Tx, l Lease) error {
	held, err := column[int64](ctx, tx, "the lease of mailbox "+l.Mailbox, `
		select epoch from mailbox_leases where mailbox = $1 and epoch = $2 and holder = $3 for share`,
		l.Mailbox, l.Epoch, l.Holder)
	if err == nil && len(held) == 0 {
		return fmt.Errorf("mailbox %s, lease %d: %w", l.Mailbox, l.Epoch, ErrLeaseLost)
	}
	return err
}

// EndLease gives a lease up, so that another process need not wait. One that
// was lost before is left alone.
func EndLease(ctx context.Context, tx Tx, l Lease) error {
	return exec(ctx, tx, "give up the lease of mailbox "+l.Mailbox, `
		update mailbox_leases set expires_at = '-infinity' where mailbox = $1 and epoch = $2 and holder = $3`,
		l.Mailbox, l.Epoch, l.Holder)
}

// LeaseHolder gives who holds the lease of a mailbox, or "" for nobody.
func LeaseHolder(ctx context.Context, tx Tx, mailbox string) (string, error) {
	holders, err := column[string](ctx, tx, "who reads mailbox "+mailbox,
		"select holder from mailbox_leases where mailbox = $1 and expires_at > clock_timestamp()", mailbox)
	if err != nil || len(holders) == 0 {
		return "", err
	}
	return holders[0], nil
}

func ofLease(l Lease, err error) error {
	if errors.Is(err, ErrMoved) {
		return fmt.Errorf("mailbox %s, lease %d: %w", l.Mailbox, l.Epoch, ErrLeaseLost)
	}
	return err
}
