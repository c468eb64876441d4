package store

import (
	"context"
	"errors"
	"time"

	"goodword/internal/recognition"
)

// Touch is something a leader does in person, promised or done.
type Touch struct {
	ID           int64
	Kind         string
	NominationID int64
	PersonID     int64
	Site         string
	PromisedAt   time.Time
	DoneAt       *time.Time
	DoneWords    string
}

const touchColumns = `id, kind, nomination_id, person_id, site, promised_at, done_at, done_words from touches`

// PutTouch promises a touch; false where the same one is promised already.
func PutTouch(ctx context.Context, tx Tx, leader recognition.Leader, t Touch, inbound *int64) (bool, error) {
	tag, err := tx.Exec(ctx, `insert into touches (leader, kind, nomination_id, person_id, site, inbound_id, promised_at, done_at, done_words)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
		string(leader), t.Kind, t.NominationID, t.PersonID, t.Site, inbound, t.PromisedAt, t.DoneAt, t.DoneWords)
	return tag.RowsAffected() == 1, err
}

// PutDoneTouch notes a touch that was not promised before; once for a
// nomination and kind.
func PutDoneTouch(ctx context.Context, tx Tx, leader recognition.Leader, t Touch, inbound *int64, now time.Time) error {
	return exec(ctx, tx, "note what was done", `insert into touches (leader, kind, nomination_id, person_id, site, inbound_id, promised_at, done_at, done_words)
		select $1, $2, $3, $4, $5, $6, $7, $7, $8 where not exists (select 1 from touches
			where leader = $1 and kind = $2 and nomination_id = $3 and done_at is not null)`,
		string(leader), t.Kind, t.NominationID, t.PersonID, t.Site, inbound, now, t.DoneWords)
}

// FinishTouches marks the open touches of a nomination as done, with what the
// leader tells of it, and gives how many there were. A visit that is done is
// done for everybody at the site.
func FinishTouches(ctx context.Context, tx Tx, leader recognition.Leader, nomination int64, words string, now time.Time) (int, error) {
	tag, err := tx.Exec(ctx, `update touches t set done_at = $3, done_words = $4
		where leader = $1 and done_at is null and dropped_at is null and (nomination_id = $2 or kind = 'visit' and site <> ''
			and site in (select site from touches where leader = $1 and nomination_id = $2 and kind = 'visit' and done_at is null and dropped_at is null))`,
		string(leader), nomination, now, words)
	return int(tag.RowsAffected()), err
}

// DropTouches gives up the open touches of a nomination.
func DropTouches(ctx context.Context, tx Tx, leader recognition.Leader, nomination int64, now time.Time) (int, error) {
	tag, err := tx.Exec(ctx, `update touches set dropped_at = $3
		where leader = $1 and nomination_id = $2 and done_at is null and dropped_at is null`, string(leader), nomination, now)
	return int(tag.RowsAffected()), err
}

// OwedTouches lists what a leader promised and has neither done nor given up, oldest first.
func OwedTouches(ctx context.Context, tx Tx, leader recognition.Leader, limit int) ([]Touch, error) {
	return many[Touch](ctx, tx, "what was promised", "select "+touchColumns+
		" where leader = $1 and done_at is null and dropped_at is null order by promised_at, id limit $2", string(leader), limit)
}

// TouchesDone lists what a leader did in person from since to before, oldest first.
func TouchesDone(ctx context.Context, tx Tx, leader recognition.Leader, since, before time.Time) ([]Touch, error) {
	return many[Touch](ctx, tx, "what was done", "select "+touchColumns+
		" where leader = $1 and done_at >= $2 and done_at < $3 order by done_at, id", string(leader), since, before)
}

// SiteRecognised lists the nominations of a site's people that were approved
// since a moment, newest first.
func SiteRecognised(ctx context.Context, tx Tx, site string, since time.Time, limit int) ([]Nomination, error) {
	return many[Nomination](ctx, tx, "the site's recognitions", "select "+nominationColumns+`
		where state in ('approved', 'held', 'thanked', 'stuck') and opened_at > $2
		and nominee_id in (select id from people where site = $1 and active) order by opened_at desc limit $3`, site, since, limit)
}

// Site is where people work.
type Site struct {
	Name     string
	Region   string
	Country  string
	TimeZone string
	Address  []string // lines of the postal address
}

// PutSite inserts or replaces a site by name.
func PutSite(ctx context.Context, tx Tx, s Site) error {
	return exec(ctx, tx, "store the site "+s.Name, `insert into sites (name, region, country, time_zone, address)
		values ($1, $2, $3, $4, $5) on conflict (name) do update set region = excluded.region, country = excluded.country,
		time_zone = excluded.time_zone, address = excluded.address`, s.Name, s.Region, s.Country, s.TimeZone, texts(s.Address))
}

// SiteByName gives a site, in any case of letters; ErrNotFound where nobody imported it.
func SiteByName(ctx context.Context, tx Tx, name string) (Site, error) {
	return one[Site](ctx, tx, "the site "+name, `select name, region, country, time_zone, address from sites
		where lower(name) = lower($1) order by name <> $1 limit 1`, name)
}

// Sites lists all sites by name.
func Sites(ctx context.Context, tx Tx) ([]Site, error) {
	return many[Site](ctx, tx, "the sites", "select name, region, country, time_zone, address from sites order by name")
}

// Reachable is a recognition that a leader may answer in person, with what
// speaks for it. The times are of the last touch by this leader.
type Reachable struct {
	NominationID  int64
	PersonID      int64
	Level         int
	Tone          string
	Colleague     bool // a colleague's words, no customer's
	DecidedAt     time.Time
	Praised       int        // recognitions of the person within a year, this one included
	PersonReached *time.Time // nil: never
	SiteReached   *time.Time
	ShiftReached  *time.Time
	RegionReached *time.Time
}

// Reachables lists recognitions decided since a moment that this leader has
// neither answered in person nor left out, newest first. Own words that are
// about to leave answer too.
func Reachables(ctx context.Context, tx Tx, leader recognition.Leader, since, yearAgo time.Time, limit int) ([]Reachable, error) {
	return many[Reachable](ctx, tx, "whom to reach out to", `
		with open as (
			select n.id, n.nominee_id, n.level, n.tone, n.proof, n.decided_at, p.site, p.shift, p.region
			from nominations n join people p on p.id = n.nominee_id and p.active
			where n.state in ('approved', 'thanked', 'stuck') and n.decided_at > $2
			and not (n.leader_words <> '' and n.state = 'approved')
			and not exists (select 1 from letters l where l.nomination_id = n.id and l.kind = 'own_words' and l.state in ('queued', 'sending', 'unknown'))
			and not exists (select 1 from touches t where t.leader = $1 and t.nomination_id = n.id and t.dropped_at is null)
			and not exists (select 1 from reaches r where r.leader = $1 and r.nomination_id = n.id and r.skipped_at is not null)
			order by n.decided_at desc, n.id desc limit $4),
		done as (
			select t.person_id, p.site, p.shift, p.region, t.done_at from touches t join people p on p.id = t.person_id
			where t.leader = $1 and t.done_at is not null)
		select o.id as nomination_id, o.nominee_id as person_id, o.level, o.tone, o.proof = 'colleague' as colleague, o.decided_at,
			(select count(*)::int from nominations m where m.nominee_id = o.nominee_id and m.decided_at > $3
				and m.state in ('approved', 'held', 'thanked', 'stuck')) as praised,
			(select max(d.done_at) from done d where d.person_id = o.nominee_id) as person_reached,
			(select max(d.done_at) from done d where d.site = o.site) as site_reached,
			(select max(d.done_at) from done d where d.site = o.site and d.shift = o.shift and o.shift <> '') as shift_reached,
			(select max(d.done_at) from done d where d.region = o.region) as region_reached
		from open o order by o.decided_at desc, o.id desc`, string(leader), since, yearAgo, limit)
}

// PraisedSince counts a person's recognitions since a moment.
func PraisedSince(ctx context.Context, tx Tx, person int64, since time.Time) (int, error) {
	list, err := column[int](ctx, tx, "how often the person was praised", `select count(*)::int from nominations
		where nominee_id = $1 and decided_at > $2 and state in ('approved', 'held', 'thanked', 'stuck')`, person, since)
	if err != nil {
		return 0, err
	}
	return list[0], nil
}

// ShowReach notes that a leader was shown a nomination to answer in person;
// true the first time.
func ShowReach(ctx context.Context, tx Tx, leader recognition.Leader, nomination int64, now time.Time) (bool, error) {
	tag, err := tx.Exec(ctx, "insert into reaches (leader, nomination_id, first_at) values ($1, $2, $3) on conflict do nothing",
		string(leader), nomination, now)
	return tag.RowsAffected() == 1, err
}

// SkipReach leaves a nomination out of what the leader is shown.
func SkipReach(ctx context.Context, tx Tx, leader recognition.Leader, nomination int64, now time.Time) error {
	return exec(ctx, tx, "leave it out", `insert into reaches (leader, nomination_id, first_at, skipped_at) values ($1, $2, $3, $3)
		on conflict (leader, nomination_id) do update set skipped_at = excluded.skipped_at`, string(leader), nomination, now)
}

// SetLeaderWords stores what a leader adds to the thank-you in their own words,
// and the mail that says so.
func SetLeaderWords(ctx context.Context, tx Tx, nomination int64, words string, by, mail int64) error {
	return change(ctx, tx, "add the leader's words", "update nominations set leader_words = $2, leader_words_by = $3, leader_words_mail = $4 where id = $1", nomination, words, by, mail)
}

// DropLeaderWords takes them out again.
func DropLeaderWords(ctx context.Context, tx Tx, nomination int64) error {
	return change(ctx, tx, "drop the leader's words", "update nominations set leader_words = '', leader_words_by = null, leader_words_mail = null where id = $1", nomination)
}

// WordsMail gives the mail whose words are in the thank-you; nil for none.
func WordsMail(ctx context.Context, tx Tx, nomination int64) (*int64, error) {
	list, err := column[*int64](ctx, tx, "the mail of the leader's words", "select leader_words_mail from nominations where id = $1", nomination)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list[0], nil
}

// WordsCameBack gives a leader's own words up as a touch when what carried them
// came back, unless others arrived.
func WordsCameBack(ctx context.Context, tx Tx, nomination int64, now time.Time) error {
	return exec(ctx, tx, "give the leader's words up", `update touches set done_at = null, dropped_at = $2
		where kind = 'words' and done_at is not null and nomination_id = $1 and not exists (select from letters l join nominations n on n.id = l.nomination_id
			where l.nomination_id = $1 and l.state = 'accepted' and (l.kind = 'own_words' or l.kind = 'thank_you' and n.leader_words <> ''))`, nomination, now)
}

// TakenBackWith lists, by id, the nominations on which a leader's mail did
// something that can be taken back: a decision that stands, or own words.
func TakenBackWith(ctx context.Context, tx Tx, mail int64) ([]int64, error) {
	return column[int64](ctx, tx, "what the mail did", `select nomination_id from decisions where inbound_id = $1 and undone_at is null
		union select nomination_id from letters where inbound_id = $1 and kind = 'own_words' and state <> 'cancelled'
		union select id from nominations where leader_words_mail = $1 order by 1`, mail)
}

// LastDoneBy gives the newest mail of somebody's, since a moment, that did such
// a thing; 0 for none.
func LastDoneBy(ctx context.Context, tx Tx, person int64, since time.Time) (int64, error) {
	list, err := column[int64](ctx, tx, "the last mail that did something", `select coalesce(max(mail), 0) from (
			select inbound_id as mail from decisions where person_id = $1 and undone_at is null and decided_at > $2
			union all select inbound_id from letters where kind = 'own_words' and state <> 'cancelled' and queued_at > $2 and (args->>'By')::bigint = $1
			union all select n.leader_words_mail from nominations n join inbound i on i.id = n.leader_words_mail where n.leader_words_by = $1 and i.read_at > $2) done`,
		person, since)
	if err != nil {
		return 0, err
	}
	return list[0], nil
}

// LeaderWords gives what this leader adds to the thank-you; "" for nothing.
func LeaderWords(ctx context.Context, tx Tx, nomination, by int64) (string, error) {
	list, err := column[string](ctx, tx, "the leader's words", "select leader_words from nominations where id = $1 and leader_words_by = $2", nomination, by)
	if err != nil || len(list) == 0 {
		return "", err
	}
	return list[0], nil
}

// ClaimOccasion makes this the one letter of a kind for a reader and period;
// false when it was claimed before.
func ClaimOccasion(ctx context.Context, tx Tx, kind, reader, period string, now time.Time) (bool, error) {
	tag, err := tx.Exec(ctx, "insert into occasions (kind, reader, period, claimed_at) values ($1, $2, $3, $4) on conflict do nothing",
		kind, reader, period, now)
	return tag.RowsAffected() == 1, err
}

// OccasionClaimed says whether the letter of a period was claimed.
func OccasionClaimed(ctx context.Context, tx Tx, kind, reader, period string) (bool, error) {
	list, err := column[bool](ctx, tx, "the occasion", "select true from occasions where kind = $1 and reader = $2 and period = $3", kind, reader, period)
	return len(list) > 0, err
}

// OccasionSent ties the letter to its occasion.
func OccasionSent(ctx context.Context, tx Tx, kind, reader, period string, letter int64) error {
	return change(ctx, tx, "tie the letter to its occasion",
		"update occasions set letter_id = $4 where kind = $1 and reader = $2 and period = $3", kind, reader, period, letter)
}

// Reached is a person who was recognised in a month, and whether the leader
// reached them in it.
type Reached struct {
	PersonID int64
	Reached  bool
}

// RecognisedPeople lists who was recognised from since to before.
func RecognisedPeople(ctx context.Context, tx Tx, leader recognition.Leader, since, before time.Time) ([]Reached, error) {
	return many[Reached](ctx, tx, "who was recognised", `select nominee_id as person_id, exists (select 1 from touches t
			where t.leader = $1 and t.person_id = nominee_id and t.done_at >= $2 and t.done_at < $3) as reached
		from nominations where decided_at >= $2 and decided_at < $3 and state in ('approved', 'held', 'thanked', 'stuck')
		group by nominee_id order by nominee_id`, string(leader), since, before)
}

// Neglected is a site with recognitions whose people a leader has not reached for long.
type Neglected struct {
	Site       string
	Recognised int
	Never      bool
}

// NeglectedSites lists sites with recognitions since a moment and no touch since another, most recognitions first.
func NeglectedSites(ctx context.Context, tx Tx, leader recognition.Leader, since, touched time.Time, limit int) ([]Neglected, error) {
	return many[Neglected](ctx, tx, "sites that nobody reached", `
		with seen as (select p.site, max(t.done_at) as last from touches t join people p on p.id = t.person_id
			where t.leader = $1 and t.done_at is not null group by p.site)
		select p.site, count(*)::int as recognised, s.last is null as never
		from nominations n join people p on p.id = n.nominee_id left join seen s on s.site = p.site
		where n.decided_at > $2 and n.state in ('approved', 'held', 'thanked', 'stuck') and p.site <> '' and (s.last is null or s.last < $3)
		group by p.site, s.last order by recognised desc, p.site limit $4`, string(leader), since, touched, limit)
}

// DigestAnswered notes the first answer to a digest that counted, by the letter that was answered.
func DigestAnswered(ctx context.Context, tx Tx, letter int64, now time.Time) error {
	return exec(ctx, tx, "note the answer", "update digests set answered_at = $2 where letter_id = $1 and answered_at is null", letter, now)
}

// DigestHabit counts a leader's letters from since to before, and those of them that were answered.
func DigestHabit(ctx context.Context, tx Tx, leader recognition.Leader, since, before time.Time) (sent, answered int, err error) {
	type row struct{ Sent, Answered int }
	r, err := one[row](ctx, tx, "how the digests were answered", `select count(letter_id)::int as sent, count(answered_at)::int as answered
		from digests where leader = $1 and decided_at >= $2 and decided_at < $3`, string(leader), since, before)
	if errors.Is(err, ErrNotFound) {
		return 0, 0, nil
	}
	return r.Sent, r.Answered, err
}
