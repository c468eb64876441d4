package store

import (
	"context"
	"time"
)

// PraisedAt counts recognitions of one behaviour at one touchpoint and site.
type PraisedAt struct {
	Behaviour, Touchpoint, Site string
	Count, Before               int
}

// PraiseByPlace counts the recognitions from middle until to, and as Before
// those from from until middle.
func PraiseByPlace(ctx context.Context, tx Tx, from, middle, to time.Time) ([]PraisedAt, error) {
	return many[PraisedAt](ctx, tx, "praise by touchpoint and site", `select n.behaviour, n.touchpoint, p.site,
			(count(*) filter (where n.decided_at >= $2))::int as count, (count(*) filter (where n.decided_at < $2))::int as before
		from nominations n join people p on p.id = n.nominee_id
		where n.decided_at >= $1 and n.decided_at < $3 and n.state in `+recognisedStates+` group by 1, 2, 3`, from, middle, to)
}

// ChallengedAt is what a challenge is about, with what tells where it happened.
type ChallengedAt struct {
	Behaviour, Site, Words, Language string
	Role, Team                       string // of the employee it names; "" for none
	OpenedAt                         time.Time
}

// ChallengesByPlace lists the challenges opened in a stretch, newest first.
func ChallengesByPlace(ctx context.Context, tx Tx, from, to time.Time, limit int) ([]ChallengedAt, error) {
	return many[ChallengedAt](ctx, tx, "challenges by touchpoint and site", `select c.behaviour, c.site, left(c.words, 4000) as words, c.language,
			coalesce(p.role, '') as role, coalesce(p.team, '') as team, c.opened_at
		from challenges c left join people p on p.id = c.employee_id
		where c.opened_at >= $1 and c.opened_at < $2 order by c.opened_at desc limit $3`, from, to, limit)
}
