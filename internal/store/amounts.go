package store

import (
	"context"
	"time"
)

// SiteAmount is what recognitions of a site were worth in a currency, in
// hundredths, as their approvers said.
type SiteAmount struct {
	Currency, Site string
	Cents, Before  int64
}

// Amounts sums what the recognitions of a slice were worth, and as Before those
// of the period from before to its begin.
func (s Slice) Amounts(ctx context.Context, tx Tx, before time.Time) ([]SiteAmount, error) {
	return many[SiteAmount](ctx, tx, "what recognitions were worth", `select n.currency, p.site,
			(coalesce(sum(n.amount) filter (where n.decided_at >= $1), 0) * 100)::bigint as cents,
			(coalesce(sum(n.amount) filter (where n.decided_at < $1), 0) * 100)::bigint as before
		from nominations n join people p on p.id = n.nominee_id
		where n.decided_at >= $5 and n.decided_at < $2 and n.amount is not null and n.state in `+recognisedStates+` and `+theirs+`
		group by 1, 2`, s.From, s.To, s.Team, s.Site, before)
}
