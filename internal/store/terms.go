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
// People Officer who is not that of the nominee's site, oldest first. The chiefs
// stand beside their sites; every other site has the whole company's.
func AskedOfChiefs(ctx context.Context, tx Tx, sites []string, chiefs []int64, whole int64, limit int) ([]int64, error) {
	return column[int64](ctx, tx, "what waits for former Chief People Officers", `select distinct a.nomination_id from asks a
		join nominations n on n.id = a.nomination_id
		left join people p on p.id = n.nominee_id
		left join unnest($1::text[], $2::bigint[]) as c (site, chief) on c.site = p.site
		where a.closed_at is null and a.why = 'cpo' and a.person_id <> coalesce(c.chief, $3) order by 1 limit $4`, sites, chiefs, whole, limit)
}
