package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"

	"goodword/internal/store"
)

const leaseLength = 20 * time.Second

func take(t *testing.T, pool *pgxpool.Pool, holder string) (lease store.Lease, taken bool) {
	t.Helper()
	if err := in(t, pool, func(tx store.Tx) (err error) {
		lease, taken, err = store.TakeLease(t.Context(), tx, "inbox", holder, leaseLength)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return lease, taken
}

func hold(t *testing.T, pool *pgxpool.Pool, l store.Lease) error {
	t.Helper()
	return in(t, pool, func(tx store.Tx) error { return store.HoldLease(t.Context(), tx, l) })
}

func renew(t *testing.T, pool *pgxpool.Pool, l store.Lease) error {
	t.Helper()
	return in(t, pool, func(tx store.Tx) error { return store.RenewLease(t.Context(), tx, l, leaseLength) })
}

// end makes the lease run out in so much time, by the database's clock.
func end(t *testing.T, pool *pgxpool.Pool, in string) {
	t.Helper()
	if _, err := pool.Exec(t.Context(), "update mailbox_leases set expires_at = clock_timestamp() + $1::text::interval", in); err != nil {
		t.Fatal(err)
	}
}

// TestLease: one holds it at a time, and who lost it is refused for ever.
func TestLease(t *testing.T) {
	pool := open(t)
	first, taken := take(t, pool, "ann")
	if !taken || first.Epoch != 1 {
		t.Fatalf("the first take gave %+v, %t", first, taken)
	}
	if _, taken := take(t, pool, "bo"); taken {
		t.Error("a lease that is held was taken")
	}
	if err := errors.Join(renew(t, pool, first), hold(t, pool, first)); err != nil {
		t.Error(err)
	}

	end(t, pool, "-1 second")
	if err := errors.Join(hold(t, pool, first), renew(t, pool, first)); err != nil {
		t.Errorf("a lease that ran out while nobody took it must go on: %v", err)
	}
	end(t, pool, "-1 second")
	second, taken := take(t, pool, "bo")
	if !taken || second.Epoch != 2 {
		t.Fatalf("after it ran out the take gave %+v, %t", second, taken)
	}
	for what, err := range map[string]error{"hold": hold(t, pool, first), "renew": renew(t, pool, first)} {
		if !errors.Is(err, store.ErrLeaseLost) {
			t.Errorf("%s with a lost lease: %v", what, err)
		}
	}
	give := func(l store.Lease) {
		t.Helper()
		if err := in(t, pool, func(tx store.Tx) error { return store.EndLease(t.Context(), tx, l) }); err != nil {
			t.Fatal(err)
		}
	}
	give(first) // must not end the other's
	if err := hold(t, pool, second); err != nil {
		t.Error(err)
	}
	if _, taken := take(t, pool, "cem"); taken {
		t.Error("the loser gave away what was not its own")
	}
	give(second)
	if third, taken := take(t, pool, "cem"); !taken || third.Epoch != 3 {
		t.Errorf("a lease that was given up can be taken at once: %+v, %t", third, taken)
	}
	if err := hold(t, pool, store.Lease{Mailbox: "inbox", Epoch: 3, Holder: "ann"}); !errors.Is(err, store.ErrLeaseLost) {
		t.Errorf("an epoch given out twice is still one holder's: %v", err)
	}
}

// setBack sets the database's clock back, as far as leases can tell: what was
// written lies ahead by so much then.
func setBack(t *testing.T, pool *pgxpool.Pool, by string) {
	t.Helper()
	if _, err := pool.Exec(t.Context(), "update mailbox_leases set taken_at = taken_at + $1::text::interval, expires_at = expires_at + $1::text::interval", by); err != nil {
		t.Fatal(err)
	}
}

// TestLeaseOfAClockSetBack: of a holder that died the lease can be taken within
// a minute and a lease's length, however far the clock was set back; one that
// lives renews it, and it is a lease like any other.
func TestLeaseOfAClockSetBack(t *testing.T) {
	for _, c := range []struct {
		by    string
		taken bool
	}{{"30 seconds", false}, {"55 seconds", true}, {"2 minutes", true}, {"9 minutes", true}, {"1 day", true}} {
		t.Run(c.by, func(t *testing.T) {
			pool := open(t)
			first, taken := take(t, pool, "ann")
			if !taken {
				t.Fatal("not taken")
			}
			setBack(t, pool, c.by)
			if err := errors.Join(renew(t, pool, first), hold(t, pool, first)); err != nil {
				t.Fatalf("its holder lost it: %v", err)
			}
			if _, taken := take(t, pool, "bo"); taken {
				t.Fatal("it was taken from a holder that had renewed it")
			}
			setBack(t, pool, c.by)
			if _, taken := take(t, pool, "bo"); taken != c.taken {
				t.Errorf("after its holder died and the clock was set back by %s, that another takes it is %t", c.by, taken)
			}
		})
	}
}

// TestLeaseWhileStoring: who wants to take over waits for a batch that is being
// stored, and a batch that comes too late is refused. So both never store at once.
func TestLeaseWhileStoring(t *testing.T) {
	pool := open(t)
	first, _ := take(t, pool, "ann")
	end(t, pool, "-1 second")
	storing, took := make(chan struct{}), make(chan struct{})
	var both errgroup.Group
	both.Go(func() error {
		return store.InTx(t.Context(), pool, func(tx store.Tx) error {
			if err := store.HoldLease(t.Context(), tx, first); err != nil {
				return err
			}
			close(storing)
			for { // until the other one waits for this row
				var waits bool
				if err := tx.QueryRow(t.Context(), "select exists (select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)))").Scan(&waits); err != nil {
					return err
				}
				select {
				case <-took:
					return errors.New("it was taken over in the middle of a batch")
				default:
				}
				if waits {
					return nil
				}
			}
		})
	})
	both.Go(func() error {
		<-storing
		_, taken := take(t, pool, "bo")
		close(took)
		if !taken {
			return errors.New("it was not taken over after the batch")
		}
		return nil
	})
	if err := both.Wait(); err != nil {
		t.Fatal(err)
	}
	if err := hold(t, pool, first); !errors.Is(err, store.ErrLeaseLost) {
		t.Errorf("the next batch: %v", err)
	}
}

// TestManyTakeOne: of ten who come at once one gets it.
func TestManyTakeOne(t *testing.T) {
	pool := open(t)
	var all errgroup.Group
	won := make(chan string, 10)
	for i := range 10 {
		name := string(rune('a' + i))
		all.Go(func() error {
			if _, taken := take(t, pool, name); taken {
				won <- name
			}
			return nil
		})
	}
	_ = all.Wait()
	if len(won) != 1 {
		t.Errorf("%d hold it", len(won))
	}
}

// TestTheCursorNeverMovesBack under one UIDVALIDITY, unless the folder was read anew.
func TestTheCursorNeverMovesBack(t *testing.T) {
	pool := open(t)
	for _, step := range []struct {
		move store.Place
		want store.Place
	}{
		{store.Place{UIDValidity: 7, LastUID: 10}, store.Place{UIDValidity: 7, LastUID: 10}},
		{store.Place{UIDValidity: 7, LastUID: 9}, store.Place{UIDValidity: 7, LastUID: 10}},
		{store.Place{UIDValidity: 7, LastUID: 11}, store.Place{UIDValidity: 7, LastUID: 11}},
		{store.Place{UIDValidity: 7, LastUID: 3, Anew: true}, store.Place{UIDValidity: 7, LastUID: 3}},
		{store.Place{UIDValidity: 6, LastUID: 1}, store.Place{UIDValidity: 6, LastUID: 1}},
	} {
		if err := in(t, pool, func(tx store.Tx) error {
			step.move.LastTime = noon
			if err := store.MoveCursor(t.Context(), tx, "inbox", step.move, noon); err != nil {
				return err
			}
			got, err := store.Cursor(t.Context(), tx, "inbox")
			if got.UIDValidity != step.want.UIDValidity || got.LastUID != step.want.LastUID {
				t.Errorf("after %+v it stands at %+v, want %+v", step.move, got, step.want)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
}
