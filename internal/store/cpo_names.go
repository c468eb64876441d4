package store

import (
	"context"
	"time"
)

// Again is a customer who praised more than once.
type Again struct {
	Name    string
	Address string
	Times   int // different compliments
}

// WroteAgain lists customers who praised since a moment and had praised before
// within a year, most often first.
func WroteAgain(ctx context.Context, tx Tx, since, yearAgo time.Time, limit int) ([]Again, error) {
	return many[Again](ctx, tx, "customers who praised again", `
		with fresh as (select distinct lower(customer_address) as address from nominations where opened_at > $1 and customer_address <> '')
		select max(n.customer_name) as name, f.address, count(distinct n.compliment_hash)::int as times
		from fresh f join nominations n on lower(n.customer_address) = f.address and n.customer_address <> ''
		where n.opened_at > $2 and n.state not in ('withdrawn', 'ineligible')
		group by f.address having count(distinct n.compliment_hash) > 1 order by times desc, f.address limit $3`, since, yearAgo, limit)
}

// Unreached lists employees recognised so often since a moment whom no leader has
// reached in person since then, most often first: those whom the reader looks
// after. Those who stay private are left out.
func Unreached(ctx context.Context, tx Tx, c Care, since time.Time, times, limit int) ([]Praised, error) {
	return many[Praised](ctx, tx, "who was never reached", `
		select n.nominee_id as person_id, count(*)::int as times from nominations n join people p on p.id = n.nominee_id and p.active and not p.private
		where n.decided_at > $6 and n.state in ('approved', 'held', 'thanked', 'stuck') and n.nominee_id <> $5 and `+caredFor("n")+`
		and not exists (select from touches t where t.person_id = n.nominee_id and t.done_at > $6)
		group by n.nominee_id having count(*) >= $7 order by times desc, n.nominee_id limit $8`, c.args(since, times, limit)...)
}

// Praised is how often somebody was recognised.
type Praised struct {
	PersonID int64
	Times    int
}
