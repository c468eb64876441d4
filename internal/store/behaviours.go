package store

import (
	"context"
	"errors"
	"time"
)

// StoredCatalogue is a version of the company's catalogue that was imported.
type StoredCatalogue struct {
	Version    int
	Text       string // the file as it was
	Tell       bool   // everybody gets a letter about it
	ImportedAt time.Time
	ImportedBy string
	ToldAt     *time.Time // everybody has been written to
}

// LatestCatalogue gives the catalogue that is in force; ErrNotFound where none was imported.
func LatestCatalogue(ctx context.Context, tx Tx) (StoredCatalogue, error) {
	return one[StoredCatalogue](ctx, tx, "the catalogue", `select version, text, tell, imported_at, imported_by, told_at
		from catalogues order by version desc limit 1`)
}

// CatalogueBefore gives the version that a version followed; ErrNotFound for the first.
func CatalogueBefore(ctx context.Context, tx Tx, version int) (StoredCatalogue, error) {
	return one[StoredCatalogue](ctx, tx, "the catalogue before", `select version, text, tell, imported_at, imported_by, told_at
		from catalogues where version < $1 order by version desc limit 1`, version)
}

// PutCatalogue puts a version into force.
func PutCatalogue(ctx context.Context, tx Tx, c StoredCatalogue) error {
	return exec(ctx, tx, "store the catalogue", `insert into catalogues (version, text, tell, imported_at, imported_by) values ($1, $2, $3, $4, $5)`,
		c.Version, c.Text, c.Tell, c.ImportedAt, c.ImportedBy)
}

// CatalogueTold notes that everybody has been written to about a version.
func CatalogueTold(ctx context.Context, tx Tx, version int, now time.Time) error {
	return exec(ctx, tx, "note that everybody was told", "update catalogues set told_at = $2 where version = $1 and told_at is null", version, now)
}

// BehavioursUsed gives those of these behaviours that nominations bear.
func BehavioursUsed(ctx context.Context, tx Tx, ids []string) ([]string, error) {
	return column[string](ctx, tx, "which behaviours are in use",
		"select b from unnest($1::text[]) b where exists (select from nominations where behaviour = b) order by b", texts(ids))
}

// Teams lists the teams of the directory.
func Teams(ctx context.Context, tx Tx) ([]string, error) {
	return column[string](ctx, tx, "the teams", "select distinct team from people where active and team <> '' order by team")
}

// NoteArrivals notes who is new in the directory since the last look. Nobody is
// new at the first look, nor when so many come at once that the directory is
// still being filled: more than half of those who were known. It looks only when
// the directory moved on.
func NoteArrivals(ctx context.Context, tx Tx, now time.Time) error {
	version, err := DirectoryVersion(ctx, tx)
	if err != nil {
		return err
	}
	tag, err := tx.Exec(ctx, `insert into arrivals_seen (version) values ($1)
		on conflict (one) do update set version = excluded.version where arrivals_seen.version <> excluded.version`, version.People)
	if err != nil || tag.RowsAffected() == 0 {
		return err
	}
	return exec(ctx, tx, "note who is new", `
		with fresh as (select p.id from people p where p.active and not exists (select from arrivals a where a.person_id = p.id)),
		counted as (select (select count(*) from arrivals) as known, (select count(*) from fresh) as new)
		insert into arrivals (person_id, arrived_at) select f.id, case when 2 * c.new > c.known then null else $1::timestamptz end from fresh f, counted c
		on conflict do nothing`, now)
}

// Arrival is when somebody came new into the directory.
type Arrival struct {
	PersonID  int64
	ArrivedAt time.Time
}

// ArrivedSince lists who came new into the directory since a moment and works here, first come first.
func ArrivedSince(ctx context.Context, tx Tx, since time.Time) ([]Arrival, error) {
	return many[Arrival](ctx, tx, "who is new", `select a.person_id, a.arrived_at from arrivals a join people p on p.id = a.person_id
		where a.arrived_at > $1 and p.active order by a.arrived_at, a.person_id`, since)
}

// QueuedOfKind counts the letters of a kind that were written since a moment.
func QueuedOfKind(ctx context.Context, tx Tx, kind string, since time.Time) (int, error) {
	list, err := column[int](ctx, tx, "how many letters were written", "select count(*)::int from letters where kind = $1 and queued_at > $2", kind, since)
	if err != nil {
		return 0, err
	}
	return list[0], nil
}

// Who named the behaviour that a nomination bears.
const (
	NamedByWords     = "words" // the compliment's own suggest it
	NamedByNominator = "nominator"
	NamedByApprover  = "approver"
)

// Shown is where and how a nomination came to bear its behaviour.
type Shown struct {
	Touchpoint  string // id in the catalogue; "" where it is not plain
	BehaviourBy string // one of those above; "" not known
	BesideID    *int64 // somebody who helped behind the scenes: the nomination whose nominee the words are about
	BesideBy    *int64 // who named them by `also`, or by `not` whom they praised
}

// ShownBy gives it.
func ShownBy(ctx context.Context, tx Tx, nomination int64) (Shown, error) {
	return one[Shown](ctx, tx, "how the behaviour was named", "select touchpoint, behaviour_by, beside_id, beside_by from nominations where id = $1", nomination)
}

// SetTouchpoint notes where a nomination's behaviour was shown.
func SetTouchpoint(ctx context.Context, tx Tx, nomination int64, touchpoint string) error {
	if d, ok := tx.(*Drafts); ok {
		return d.change(nomination, func(n *draftedNomination) { n.touchpoint = touchpoint })
	}
	return change(ctx, tx, "note the touchpoint", "update nominations set touchpoint = $2 where id = $1", nomination, touchpoint)
}

// SetNamedBy notes who named a nomination's behaviour.
func SetNamedBy(ctx context.Context, tx Tx, nomination int64, by string) error {
	if d, ok := tx.(*Drafts); ok {
		return d.change(nomination, func(n *draftedNomination) { n.behaviourBy = by })
	}
	return change(ctx, tx, "note who named the behaviour", "update nominations set behaviour_by = $2 where id = $1", nomination, by)
}

// NameBehaviour sets the behaviour that a person, nominator or approver, names; "" for none.
func NameBehaviour(ctx context.Context, tx Tx, nomination int64, behaviour, by string) error {
	return change(ctx, tx, "set the behaviour", "update nominations set behaviour = $2, behaviour_words = '{}', behaviour_by = $3 where id = $1",
		nomination, behaviour, by)
}

// SetBeside notes beside whom somebody helped, and who said so.
func SetBeside(ctx context.Context, tx Tx, nomination, beside int64, by *int64) error {
	return change(ctx, tx, "note beside whom", "update nominations set beside_id = $2, beside_by = $3 where id = $1 and id <> $2", nomination, beside, by)
}

// SetNamedBesides notes who named somebody by "also" whom the words praise themselves, or by "not" who
// had sent the words in about another.
func SetNamedBesides(ctx context.Context, tx Tx, nomination int64, by *int64) error {
	return change(ctx, tx, "note who named somebody too", "update nominations set beside_by = $2 where id = $1", nomination, by)
}

// BehaviourStory is a story that is told, for a behaviour.
type BehaviourStory struct {
	ID         int64
	NomineeID  int64
	Behaviour  string
	Touchpoint string
	Language   string
	Situation  string
	Action     string
	Result     string
}

// BehaviourStories gives, for each of these behaviours, the newest stories told
// in a language (a base one: de) that are not about this reader.
func BehaviourStories(ctx context.Context, tx Tx, behaviours []string, language string, reader int64, each int) ([]BehaviourStory, error) {
	return many[BehaviourStory](ctx, tx, "stories of behaviours", `
		select t.* from unnest($1::text[]) with ordinality as b (id, place) cross join lateral (
			select s.id, n.nominee_id, s.behaviour, n.touchpoint, s.language, s.situation, s.action, s.result
				from stories s join nominations n on n.id = s.nomination_id join people p on p.id = n.nominee_id
				where s.behaviour = b.id and s.edition = $2 and n.nominee_id <> $3 and `+told+` order by s.published_at desc, s.id desc limit $4) t
		order by b.place`, texts(behaviours), language, reader, each)
}

// Evidence is how often a behaviour was recognised at a touchpoint.
type Evidence struct {
	Touchpoint string // "" where it is not plain
	Behaviour  string
	Count      int
	Last       time.Time
}

// Evidence counts a slice's recognitions by touchpoint and behaviour.
func (s Slice) Evidence(ctx context.Context, tx Tx) ([]Evidence, error) {
	return many[Evidence](ctx, tx, "the evidence of behaviours", `select n.touchpoint, n.behaviour, count(*)::int as count, max(n.decided_at) as last
		from nominations n join people p on p.id = n.nominee_id
		where n.decided_at >= $1 and n.decided_at < $2 and n.state in `+recognisedStates+` and n.behaviour <> '' and `+theirs+`
		group by 1, 2 order by 1, 2`, s.From, s.To, s.Team, s.Site)
}

// UnitNumbers is what can be counted of a team or a site for the variance report.
type UnitNumbers struct {
	Unit         string
	People       int
	Recognitions int
	Challenges   int
	Questions    int     // to whoever approves for its people
	Hours        float64 // median until an answer; a question that waits counts with its wait so far
}

// Units counts a period by team or by site of the people concerned. A challenge
// belongs to the unit of whom it names, else of the manager who was told; a
// question, to the unit of the nominee.
func Units(ctx context.Context, tx Tx, by string, from, to, now time.Time) ([]UnitNumbers, error) {
	unit, ok := map[string]string{"team": "p.team", "site": "p.site"}[by]
	if !ok {
		return nil, errors.New("units are compared by team or by site")
	}
	return many[UnitNumbers](ctx, tx, "the figures by "+by, `
		with units as (select `+unit+` as unit, count(*)::int as people from people p where p.active and `+unit+` <> '' group by 1),
		praised as (select `+unit+` as unit, count(*)::int as n from nominations n join people p on p.id = n.nominee_id
			where n.decided_at >= $1 and n.decided_at < $2 and n.state in `+recognisedStates+` group by 1),
		challenged as (select `+unit+` as unit, count(*)::int as n from challenges c join people p on p.id = coalesce(c.employee_id, c.manager_id)
			where c.opened_at >= $1 and c.opened_at < $2 group by 1),
		asked as (select `+unit+` as unit, extract(epoch from coalesce(
				(select min(d.decided_at) from decisions d where d.nomination_id = a.nomination_id and d.decided_at >= a.asked_at
					and (d.person_id = a.person_id or d.on_behalf_of = a.person_id)), a.closed_at, $3) - a.asked_at) / 3600 as hours
			from asks a join nominations n on n.id = a.nomination_id join people p on p.id = n.nominee_id
			where a.asked_at >= $1 and a.asked_at < $2 and n.state not in ('withdrawn', 'ineligible')),
		waits as (select unit, count(*)::int as n, percentile_cont(0.5) within group (order by hours) as hours from asked group by 1)
		select u.unit, u.people, coalesce(r.n, 0) as recognitions, coalesce(c.n, 0) as challenges, coalesce(w.n, 0) as questions,
			coalesce(w.hours, 0)::float8 as hours
		from units u left join praised r using (unit) left join challenged c using (unit) left join waits w using (unit) order by u.unit`, from, to, now)
}
