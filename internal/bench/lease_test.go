package bench

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"goodword/internal/store"
	"goodword/jobs"
	"goodword/mail/fetch"
)

// tenure is a lease that nobody contests, looked at in every transaction as in serve.
type tenure struct{ lease store.Lease }

func (t tenure) Hold(ctx context.Context, tx store.Tx) error {
	return store.HoldLease(ctx, tx, t.lease)
}

func (r *run) leased(desk *jobs.Desk, pool *pgxpool.Pool) fetch.Beside {
	r.Helper()
	var t tenure
	if err := store.InTx(r.ctx, pool, func(tx store.Tx) (err error) {
		t.lease, _, err = store.TakeLease(r.ctx, tx, "compliments", "benchmark", time.Hour)
		return err
	}); err != nil {
		r.Fatal(err)
	}
	return desk.InboxUnder(t)
}
