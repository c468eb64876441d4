package store

import (
	"context"
	"time"
)

// Slice is a period, and the part of the company that a report is about; ""
// for all of it.
type Slice struct {
	From, To   time.Time // To excluded
	Team, Site string
}

// Numbers is what can be counted of a slice in one go.
type Numbers struct {
	People, Never               int
	Nominators, Nominations     int
	Recognitions, Recognised    int
	Declined, Lapsed            int
	Asked, Answered, Challenges int
}

// theirs ties a person to the slice's team and site, the arguments 3 and 4.
const theirs = "($3 = '' or p.team = $3) and ($4 = '' or p.site = $4)"

// recognisedStates are the states of a nomination that was recognised.
const recognisedStates = "('approved', 'held', 'thanked', 'stuck')"

// Count counts what happened in a slice. A nomination belongs to the team and
// site of its nominee; nominators count wherever they work.
func (s Slice) Count(ctx context.Context, tx Tx) (Numbers, error) {
	return one[Numbers](ctx, tx, "the figures", `with decided as materialized (
			select n.id, n.nominee_id from nominations n join people p on p.id = n.nominee_id
			where n.decided_at >= $1 and n.decided_at < $2 and n.state in `+recognisedStates+` and `+theirs+`),
		opened as materialized (
			select n.id, n.nominator_id from nominations n left join people p on p.id = n.nominee_id
			where n.opened_at >= $1 and n.opened_at < $2 and ($3 = '' and $4 = '' or `+theirs+`)),
		asked as materialized (
			select a.person_id, a.nomination_id from asks a join nominations n on n.id = a.nomination_id join people p on p.id = n.nominee_id
			where a.asked_at >= $1 and a.asked_at < $2 and `+theirs+`)
		select
			(select count(*)::int from people p where p.active and `+theirs+`) as people,
			(select count(*)::int from people p where p.active and `+theirs+` and not exists (
				select 1 from nominations n where n.nominee_id = p.id and n.decided_at is not null and n.state in `+recognisedStates+`)) as never,
			(select count(distinct nominator_id)::int from opened) as nominators,
			(select count(*)::int from opened) as nominations,
			(select count(*)::int from decided) as recognitions,
			(select count(distinct nominee_id)::int from decided) as recognised,
			(select count(*)::int from nominations n join people p on p.id = n.nominee_id
				where n.decided_at >= $1 and n.decided_at < $2 and n.state = 'declined' and `+theirs+`) as declined,
			(select count(*)::int from nominations n join people p on p.id = n.nominee_id
				where n.opened_at >= $1 and n.opened_at < $2 and n.state = 'lapsed' and `+theirs+`) as lapsed,
			(select count(distinct person_id)::int from asked) as asked,
			(select count(distinct d.person_id)::int from decisions d join asked a on a.nomination_id = d.nomination_id and a.person_id = d.person_id) as answered,
			(select count(*)::int from letters l where l.kind = 'service' and l.queued_at >= $1 and l.queued_at < $2
				and l.args->>'Concern' = 'challenge' and $3 = '' and ($4 = '' or l.args->>'Site' = $4)) as challenges`,
		s.From, s.To, s.Team, s.Site)
}

// Waits gives the hours that half of the slice's decisions took from the
// question, and that half and nine tenths of the thank-yous took from the mail
// that praised. All are 0 when there was nothing.
func (s Slice) Waits(ctx context.Context, tx Tx) (answer, thank, thankNinety float64, err error) {
	type row struct{ Answer, Thank, Ninety float64 }
	r, err := one[row](ctx, tx, "how long it took", `select
		coalesce((select percentile_cont(0.5) within group (order by extract(epoch from d.decided_at - a.asked_at) / 3600)
			from decisions d join asks a on a.nomination_id = d.nomination_id and a.person_id = d.person_id and a.asked_at <= d.decided_at
			join nominations n on n.id = d.nomination_id join people p on p.id = n.nominee_id
			where d.decided_at >= $1 and d.decided_at < $2 and d.undone_at is null and `+theirs+`), 0)::float8 as answer,
		coalesce(t.half, 0)::float8 as thank, coalesce(t.ninety, 0)::float8 as ninety
		from (select percentile_cont(0.5) within group (order by hours) as half, percentile_cont(0.9) within group (order by hours) as ninety
			from (select extract(epoch from n.thanked_at - least(i.internal_date, i.stored_at)) / 3600 as hours
				from nominations n join inbound i on i.id = n.inbound_id join people p on p.id = n.nominee_id
				where n.thanked_at >= $1 and n.thanked_at < $2 and `+theirs+`) h) t`, s.From, s.To, s.Team, s.Site)
	return r.Answer, r.Thank, r.Ninety, err
}

// Tallied is how often something was recognised, in a period and in the one before.
type Tallied struct {
	Name          string
	Count, Before int
	Of            int // of how many people, where that was asked
}

// Tally counts the recognitions of a slice, and of the period from before to
// its begin, by one of: behaviour, touchpoint, level, site, team, role, region.
func (s Slice) Tally(ctx context.Context, tx Tx, by string, before time.Time) ([]Tallied, error) {
	column, ok := map[string]string{"behaviour": "n.behaviour", "level": "n.level::text", "site": "p.site", "team": "p.team", "role": "p.role",
		"region": "p.region", "touchpoint": "n.touchpoint"}[by]
	if !ok {
		return nil, ErrNotFound
	}
	return many[Tallied](ctx, tx, "recognitions by "+by, `select `+column+` as name,
			(count(*) filter (where n.decided_at >= $1))::int as count, (count(*) filter (where n.decided_at < $1))::int as before, 0 as of
		from nominations n join people p on p.id = n.nominee_id
		where n.decided_at >= $5 and n.decided_at < $2 and n.state in `+recognisedStates+` and `+theirs+`
		group by 1 order by 2 desc, 3 desc, 1`, s.From, s.To, s.Team, s.Site, before)
}

// Weeks counts recognitions and challenges by the week (its Monday, on the
// clocks of zone) in which they came; Before holds the challenges.
func (s Slice) Weeks(ctx context.Context, tx Tx, zone string) ([]Tallied, error) {
	return many[Tallied](ctx, tx, "recognitions by week", `select to_char(week, 'YYYY-MM-DD') as name, sum(praise)::int as count, sum(challenge)::int as before, 0 as of
		from (select date_trunc('week', n.decided_at at time zone $5) as week, 1 as praise, 0 as challenge
				from nominations n join people p on p.id = n.nominee_id
				where n.decided_at >= $1 and n.decided_at < $2 and n.state in `+recognisedStates+` and `+theirs+`
			union all
			select date_trunc('week', l.queued_at at time zone $5), 0, 1 from letters l
				where l.kind = 'service' and l.queued_at >= $1 and l.queued_at < $2 and l.args->>'Concern' = 'challenge'
				and $3 = '' and ($4 = '' or l.args->>'Site' = $4)) x
		group by week order by week`, s.From, s.To, s.Team, s.Site, zone)
}

// NeverBy counts the people at work who were never recognised, and of how many, by
// one of: site, team, role. It gives units, never people.
func (s Slice) NeverBy(ctx context.Context, tx Tx, by string) ([]Tallied, error) {
	column, ok := map[string]string{"site": "p.site", "team": "p.team", "role": "p.role"}[by]
	if !ok {
		return nil, ErrNotFound
	}
	return many[Tallied](ctx, tx, "who was never recognised", `select `+column+` as name, count(*)::int as of, 0 as before,
			(count(*) filter (where not exists (select 1 from nominations n where n.nominee_id = p.id and n.decided_at is not null
				and n.state in `+recognisedStates+`)))::int as count
		from people p where p.active and ($1 = '' or p.team = $1) and ($2 = '' or p.site = $2)
		group by 1 order by 4 desc, 1`, s.Team, s.Site)
}

// BehavioursSeen lists the behaviours that recognitions of a slice bear.
func (s Slice) BehavioursSeen(ctx context.Context, tx Tx) ([]string, error) {
	return column[string](ctx, tx, "the behaviours seen", `select distinct n.behaviour from nominations n join people p on p.id = n.nominee_id
		where n.decided_at >= $1 and n.decided_at < $2 and n.state in `+recognisedStates+` and n.behaviour <> '' and `+theirs,
		s.From, s.To, s.Team, s.Site)
}

// Pattern is what a look for patterns reads of a nomination.
type Pattern struct {
	Number          int64
	NomineeID       *int64
	NominatorID     *int64
	CustomerAddress string
	Compliment      string
	OpenedAt        time.Time
}

// Patterns lists the newest nominations opened since a moment.
func Patterns(ctx context.Context, tx Tx, since time.Time, limit int) ([]Pattern, error) {
	return many[Pattern](ctx, tx, "nominations to look through", `select number, nominee_id, nominator_id, customer_address, left(compliment, 4000) as compliment, opened_at
		from nominations where opened_at > $1 and state <> 'withdrawn' order by opened_at desc limit $2`, since, limit)
}
