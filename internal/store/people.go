package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
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
}

const personColumns = `p.id, p.address, p.aliases, p.name, p.given, p.family, p.nicknames, p.manager_id, p.deputy_id,
	p.site, p.region, p.country, p.time_zone, p.language, p.role, p.title, p.team, p.phone, p.shift, p.working_days, p.active, p.private
	from people p`

// People gives the whole directory, those who left included.
func People(ctx context.Context, tx Tx) ([]Person, error) {
	return many[Person](ctx, tx, "the directory", "select "+personColumns+" order by p.id")
}

// CountPeople says how many people the directory has, those who left included.
func CountPeople(ctx context.Context, tx Tx) (int, error) {
	list, err := column[int](ctx, tx, "how many people there are", "select count(*) from people")
	if err != nil {
		return 0, err
	}
	return list[0], nil
}

// EachPerson calls take with everybody of the directory, those who left included, by id. It holds one
// at a time, and makes one string of a text that many share: there may be 300,000.
func EachPerson(ctx context.Context, tx Tx, take func(Person)) error {
	rows, err := tx.Query(ctx, "select "+personColumns+" order by p.id")
	if err != nil {
		return fmt.Errorf("read the directory: %w", err)
	}
	defer rows.Close()
	var p Person
	known := map[string]string{}
	one := func(text *string) shared { return shared{known, text} }
	fields := []any{&p.ID, &p.Address, &p.Aliases, &p.Name, one(&p.Given), one(&p.Family), &p.Nicknames, &p.ManagerID, &p.DeputyID,
		one(&p.Site), one(&p.Region), one(&p.Country), one(&p.TimeZone), one(&p.Language), one(&p.Role), one(&p.Title), one(&p.Team), &p.Phone,
		one(&p.Shift), one(&p.WorkingDays), &p.Active, &p.Private}
	for rows.Next() {
		if err := rows.Scan(fields...); err != nil {
			return fmt.Errorf("read the directory: %w", err)
		}
		take(p)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read the directory: %w", err)
	}
	return nil
}

// shared scans a text of which there is one string for all who have it.
type shared struct {
	known map[string]string
	text  *string
}

// ScanBytes fulfils pgtype.BytesScanner.
func (s shared) ScanBytes(raw []byte) error {
	text, ok := s.known[string(raw)]
	if !ok {
		text = string(raw)
		s.known[text] = text
	}
	*s.text = text
	return nil
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

// Version moves on with the directory, so that what is built of it can be kept: People whenever
// people, sites or the catalogue change, All with absences too.
type Version struct{ People, All int64 }

// DirectoryVersion gives the directory's.
func DirectoryVersion(ctx context.Context, tx Tx) (Version, error) {
	return one[Version](ctx, tx, "the directory's version", `select people, version as "all" from directory_version`)
}

// LockPeople lets nobody else write people until the transaction ends: an import writes what differs from
// the people it has read.
func LockPeople(ctx context.Context, tx Tx) error {
	return exec(ctx, tx, "lock the people", "lock table people in share row exclusive mode")
}

// Rename gives people known by an old address (was) the new one at the same place of addresses,
// where nobody has it yet.
func Rename(ctx context.Context, tx Tx, was, addresses []string) error {
	return exec(ctx, tx, "give people their new addresses", `
		update people p set address = n.address from (
			select distinct on (t.address) q.id, t.address
			from unnest($1::text[], $2::text[]) with ordinality t (was, address, place) join people q on q.address = t.was
			where not exists (select from people r where r.address = t.address)
			order by t.address, t.place) n
		where p.id = n.id`, was, addresses)
}

// PutPeople inserts or updates people by address. It leaves alone who they report to (SetLines), since
// managers must be there first, and what no list tells: Private and absences.
func PutPeople(ctx context.Context, tx Tx, people []Person) error {
	type row struct { // the columns' names
		Address     string   `json:"address"`
		Aliases     []string `json:"aliases"`
		Name        string   `json:"name"`
		Given       string   `json:"given"`
		Family      string   `json:"family"`
		Nicknames   []string `json:"nicknames"`
		Site        string   `json:"site"`
		Region      string   `json:"region"`
		Country     string   `json:"country"`
		TimeZone    string   `json:"time_zone"`
		Language    string   `json:"language"`
		Role        string   `json:"role"`
		Title       string   `json:"title"`
		Team        string   `json:"team"`
		Phone       string   `json:"phone"`
		Active      bool     `json:"active"`
		Shift       string   `json:"shift"`
		WorkingDays string   `json:"working_days"`
	}
	for chunk := range slices.Chunk(people, atOnce) {
		rows := make([]row, 0, len(chunk))
		for _, p := range chunk {
			rows = append(rows, row{strings.ToLower(p.Address), texts(p.Aliases), p.Name, p.Given, p.Family, texts(p.Nicknames), p.Site, p.Region,
				p.Country, p.TimeZone, p.Language, p.Role, p.Title, p.Team, p.Phone, p.Active, p.Shift, p.WorkingDays})
		}
		const columns = "address, aliases, name, given, family, nicknames, site, region, country, time_zone, language, role, title, team, phone, active, shift, working_days"
		if err := exec(ctx, tx, fmt.Sprintf("store %d people", len(rows)), `
			insert into people (`+columns+`) select `+columns+` from json_populate_recordset(null::people, $1)
			on conflict (address) do update set aliases = excluded.aliases, name = excluded.name, given = excluded.given,
				family = excluded.family, nicknames = excluded.nicknames, site = excluded.site, region = excluded.region,
				country = excluded.country, time_zone = excluded.time_zone, language = excluded.language, role = excluded.role,
				title = excluded.title, team = excluded.team, phone = excluded.phone, active = excluded.active, shift = excluded.shift,
				working_days = excluded.working_days`, rows); err != nil {
			return err
		}
	}
	return nil
}

// atOnce bounds how many people one statement takes. Fewer would be dear: every statement that changes
// people moves the directory's version on, and in one transaction each finds it later among its own dead rows.
const atOnce = 2000

func texts(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// Line is whom a person reports to and who stands in for them, by address; empty for nobody.
type Line struct{ Address, Manager, Deputy string }

// SetLines sets managers and deputies.
func SetLines(ctx context.Context, tx Tx, lines []Line) error {
	for chunk := range slices.Chunk(lines, atOnce) {
		var who, managers, deputies []string
		for _, l := range chunk {
			who, managers, deputies = append(who, strings.ToLower(l.Address)), append(managers, strings.ToLower(l.Manager)), append(deputies, strings.ToLower(l.Deputy))
		}
		if err := exec(ctx, tx, "set the reporting lines", `
			update people p set manager_id = m.id, deputy_id = d.id
			from unnest($1::text[], $2::text[], $3::text[]) l (address, manager, deputy)
			left join people m on m.address = l.manager left join people d on d.address = l.deputy
			where p.address = l.address`, who, managers, deputies); err != nil {
			return err
		}
	}
	return nil
}

// Leave marks as left who is active and has one of these addresses.
func Leave(ctx context.Context, tx Tx, addresses []string) error {
	return exec(ctx, tx, "note who left", "update people set active = false where active and address = any($1)", addresses)
}

// SetPrivate keeps a person out of stories and statistics by name.
func SetPrivate(ctx context.Context, tx Tx, id int64) error {
	return change(ctx, tx, "keep the person private", "update people set private = true where id = $1", id)
}

// Absence is until when a person is away, and who stands in, if the note names somebody.
type Absence struct {
	PersonID int64
	Until    time.Time
	DeputyID *int64
}

// Absences gives those that are not over at now.
func Absences(ctx context.Context, tx Tx, now time.Time) ([]Absence, error) {
	return many[Absence](ctx, tx, "the absences", "select person_id, until, deputy_id from absences where until > $1::timestamptz - interval '7 days'", now)
}

// NoteAbsence stores until when a person is away and who stands in.
func NoteAbsence(ctx context.Context, tx Tx, person int64, until time.Time, deputy *int64, inbound int64, now time.Time) error {
	return exec(ctx, tx, "note the absence", `
		insert into absences (person_id, until, deputy_id, inbound_id, noted_at) values ($1, $2, $3, $4, $5)
		on conflict (person_id) do update set until = excluded.until, deputy_id = excluded.deputy_id,
			inbound_id = excluded.inbound_id, noted_at = excluded.noted_at`, person, until, deputy, inbound, now)
}
