package store

import (
	"context"
	"time"
)

// Person is a row of the directory.
type Person struct {
	ID        int64
	Address   string
	Aliases   []string
	Name      string
	Given     string
	Family    string
	Nicknames []string
	ManagerID *int64
	DeputyID  *int64
	Site      string
	Region    string
	Country   string
	TimeZone  string
	Language  string
	Role      string
	Title     string
	Team      string
	Phone     string
	Shift     string
	Active    bool
	Private   bool
	// WorkingDays are those of a week, such as Sun-Thu; empty: those of the place.
	WorkingDays string
	AwayUntil   *time.Time
	AwayDepID   *int64
}

const personColumns = `p.id, p.address, p.aliases, p.name, p.given, p.family, p.nicknames, p.manager_id, p.deputy_id,
	p.site, p.region, p.country, p.time_zone, p.language, p.role, p.title, p.team, p.phone, p.shift, p.working_days, p.active, p.private,
	a.until as away_until, a.deputy_id as away_dep_id
	from people p left join absences a on a.person_id = p.id`

// People gives the whole directory, those who left included.
func People(ctx context.Context, tx Tx) ([]Person, error) {
	return many[Person](ctx, tx, "the directory", "select "+personColumns+" order by p.id")
}

// PersonByID gives one person.
func PersonByID(ctx context.Context, tx Tx, id int64) (Person, error) {
	return one[Person](ctx, tx, "the person", "select "+personColumns+" where p.id = $1", id)
}

// PersonByAddress gives the person with this address or alias, in any case of letters.
func PersonByAddress(ctx context.Context, tx Tx, address string) (Person, error) {
	return one[Person](ctx, tx, "the person "+address,
		"select "+personColumns+" where p.address = lower($1) or p.aliases @> array[lower($1)] order by p.address <> lower($1) limit 1", address)
}

// DirectoryVersion moves on whenever people or absences change, so that what is built of them can be kept.
func DirectoryVersion(ctx context.Context, tx Tx) (int64, error) {
	list, err := column[int64](ctx, tx, "the directory's version", "select version from directory_version")
	if err != nil {
		return 0, err
	}
	return list[0], nil
}

// Rename gives a person known by one of these addresses a new one, where nobody has it yet.
func Rename(ctx context.Context, tx Tx, was []string, address string) error {
	return exec(ctx, tx, "rename "+address, `update people set address = lower($2) where address = any($1) and address <> lower($2)
		and not exists (select 1 from people where address = lower($2))`, was, address)
}

// PutPerson inserts or updates a person by address and gives the id. Managers
// and deputies are set apart, once all people are there.
func PutPerson(ctx context.Context, tx Tx, p Person) (int64, error) {
	return insert(ctx, tx, "store the person "+p.Address, `
		insert into people (address, aliases, name, given, family, nicknames, site, region, country, time_zone, language, role, title, team, phone, active, shift, working_days)
		values (lower($1), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
		on conflict (address) do update set aliases = excluded.aliases, name = excluded.name, given = excluded.given,
			family = excluded.family, nicknames = excluded.nicknames, site = excluded.site, region = excluded.region,
			country = excluded.country, time_zone = excluded.time_zone, language = excluded.language, role = excluded.role,
			title = excluded.title, team = excluded.team, phone = excluded.phone, active = excluded.active, shift = excluded.shift,
			working_days = excluded.working_days
		returning id`,
		p.Address, texts(p.Aliases), p.Name, p.Given, p.Family, texts(p.Nicknames), p.Site, p.Region, p.Country,
		p.TimeZone, p.Language, p.Role, p.Title, p.Team, p.Phone, p.Active, p.Shift, p.WorkingDays)
}

func texts(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// SetLines sets manager and deputy of a person, nil for none.
func SetLines(ctx context.Context, tx Tx, id int64, manager, deputy *int64) error {
	return change(ctx, tx, "set the reporting line", "update people set manager_id = $2, deputy_id = $3 where id = $1", id, manager, deputy)
}

// Leave marks as left whoever is active and not among the addresses kept.
func Leave(ctx context.Context, tx Tx, kept []string) ([]string, error) {
	return column[string](ctx, tx, "those who left",
		"update people set active = false where active and address <> all($1) returning address", kept)
}

// SetPrivate keeps a person out of stories and statistics by name.
func SetPrivate(ctx context.Context, tx Tx, id int64) error {
	return change(ctx, tx, "keep the person private", "update people set private = true where id = $1", id)
}

// NoteAbsence stores until when a person is away and who stands in.
func NoteAbsence(ctx context.Context, tx Tx, person int64, until time.Time, deputy *int64, inbound int64, now time.Time) error {
	return exec(ctx, tx, "note the absence", `
		insert into absences (person_id, until, deputy_id, inbound_id, noted_at) values ($1, $2, $3, $4, $5)
		on conflict (person_id) do update set until = excluded.until, deputy_id = excluded.deputy_id,
			inbound_id = excluded.inbound_id, noted_at = excluded.noted_at`, person, until, deputy, inbound, now)
}
