package store

import (
	"context"
	"time"
)

// Leaning is what recognitions say of somebody who is at work and not private.
type Leaning struct {
	PersonID   int64
	Behaviours []string // ids, in order
	Times      int
	Colleagues int     // different colleagues who sent it in, the person left out
	Customers  int     // different customers who wrote
	Numbers    []int64 // of the newest nominations, at most three
}

// LeaningTo lists who was recognised since a moment at least times often for
// at least different of these behaviours, by at least voices different people.
func LeaningTo(ctx context.Context, tx Tx, since time.Time, behaviours []string, times, different, voices, limit int) ([]Leaning, error) {
	return many[Leaning](ctx, tx, "who leans towards customers", `
		select person_id, behaviours, times, colleagues, customers, numbers from (
			select n.nominee_id as person_id, array_agg(distinct n.behaviour order by n.behaviour) as behaviours, count(*)::int as times,
				(count(distinct n.nominator_id) filter (where n.nominator_id <> n.nominee_id))::int as colleagues,
				(count(distinct lower(n.customer_address)) filter (where n.customer_address <> '' and lower(n.customer_address) <> lower(p.address)))::int as customers,
				(array_agg(n.number order by n.decided_at desc, n.id desc))[1:3] as numbers
			from nominations n join people p on p.id = n.nominee_id and p.active and not p.private
			where n.decided_at > $1 and n.behaviour = any($2) and n.state in `+recognisedStates+` group by n.nominee_id) x
		where times >= $3 and cardinality(behaviours) >= $4 and colleagues + customers >= $5
		order by cardinality(behaviours) desc, colleagues + customers desc, times desc, person_id limit $6`, since, behaviours, times, different, voices, limit)
}
