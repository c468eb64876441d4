package store

import (
	"context"
	"time"
)

// LastOccasion gives when a reader's letter of a period before this one was
// claimed; the zero time for none.
func LastOccasion(ctx context.Context, tx Tx, kind, reader, period string) (time.Time, error) {
	list, err := column[time.Time](ctx, tx, "the letter before", `select claimed_at from occasions where kind = $1 and reader = $2 and period < $3
		order by period desc limit 1`, kind, reader, period)
	if err != nil || len(list) == 0 {
		return time.Time{}, err
	}
	return list[0], nil
}

// AskedOfChiefs lists the nominations about which somebody is asked as Chief
// People Officer who is none of these, oldest first.
func AskedOfChiefs(ctx context.Context, tx Tx, chiefs []int64, limit int) ([]int64, error) {
	return column[int64](ctx, tx, "what waits for former Chief People Officers", `select distinct nomination_id from asks
		where closed_at is null and why = 'cpo' and not person_id = any($1) order by 1 limit $2`, chiefs, limit)
}
