// Package directory knows the company's people and who reports to whom, as a list from elsewhere tells it:
// it reads a CSV file, LDAP, Entra ID or Google, refuses what cannot be (loops, unknown managers, duplicates),
// and compares it with the people known so far, so that an import can show first what it would change.
//
// It does not decide who approves (internal/recognition does) and stores nothing: cmd/goodword hands its
// people to the store.
package directory

import "strings"

// Role says what somebody's work is.
type Role string

const (
	FrontLine Role = "front_line" // meets customers
	Support   Role = "support"    // serves colleagues
	Manager   Role = "manager"
	Executive Role = "executive"
)

// Person is one of the company's people. Addresses are in lower case.
type Person struct {
	Line int // where the list has them, 0 if elsewhere; not compared

	Address   string
	Name      string // as colleagues write it
	Given     string
	Family    string
	Nicknames []string
	Manager   string // the manager's Address, empty at the top
	Site      string
	Region    string
	Country   string // ISO 3166, two letters
	TimeZone  string // IANA name
	Language  string // BCP 47
	Role      Role
	Title     string
	Team      string
	Phone     string
	Shift     string   // when they work, such as night; empty where it does not matter
	Aliases   []string // further addresses
	// WorkingDays are the days of a week on which they work, such as Sun-Thu; empty: those of their place.
	WorkingDays string
	Deputy      string // the Address of who answers while they are away
	Active      bool   // false for who has left
}

// Problem is one thing wrong with a list.
type Problem struct {
	Line    int    // 1 is the line with the columns' names; 0 is the whole list
	Column  string // empty for the whole line
	Message string
}

// column is one column of a list: its name and how its text gets into and out of a Person.
type column struct {
	name string
	also []string // other names that exports use
	get  func(*Person) string
	set  func(*Person, string) error
}

// columns are all there are, in the order of a printed change.
func columns() []column {
	text := func(name string, at func(*Person) *string, also ...string) column {
		return column{name, also,
			func(p *Person) string { return *at(p) },
			func(p *Person, s string) error { *at(p) = s; return nil }}
	}
	checked := func(name string, at func(*Person) *string, check func(string) (string, error), also ...string) column {
		c := text(name, at, also...)
		c.set = func(p *Person, s string) (err error) { *at(p), err = check(s); return err }
		return c
	}
	list := func(name string, at func(*Person) *[]string, check func(string) (string, error)) column {
		return column{name, nil,
			func(p *Person) string { return strings.Join(*at(p), ", ") },
			func(p *Person, s string) (err error) { *at(p), err = splitList(s, check); return err }}
	}
	anything := func(s string) (string, error) { return s, nil }
	return []column{
		checked("address", func(p *Person) *string { return &p.Address }, checkAddress, "email", "e_mail", "mail"),
		text("name", func(p *Person) *string { return &p.Name }, "full_name", "display_name"),
		text("given", func(p *Person) *string { return &p.Given }, "given_name", "first_name"),
		text("family", func(p *Person) *string { return &p.Family }, "family_name", "last_name", "surname"),
		list("nicknames", func(p *Person) *[]string { return &p.Nicknames }, anything),
		checked("manager", func(p *Person) *string { return &p.Manager }, checkAddress),
		text("site", func(p *Person) *string { return &p.Site }),
		text("region", func(p *Person) *string { return &p.Region }),
		checked("country", func(p *Person) *string { return &p.Country }, checkCountry),
		checked("time_zone", func(p *Person) *string { return &p.TimeZone }, checkTimeZone, "timezone"),
		checked("language", func(p *Person) *string { return &p.Language }, checkLanguage),
		checked("role", func(p *Person) *string { return (*string)(&p.Role) }, checkRole),
		text("title", func(p *Person) *string { return &p.Title }, "job_title"),
		text("team", func(p *Person) *string { return &p.Team }, "department"),
		text("phone", func(p *Person) *string { return &p.Phone }),
		text("shift", func(p *Person) *string { return &p.Shift }),
		checked("working_days", func(p *Person) *string { return &p.WorkingDays }, checkWeek, "workdays"),
		list("aliases", func(p *Person) *[]string { return &p.Aliases }, checkAddress),
		checked("deputy", func(p *Person) *string { return &p.Deputy }, checkAddress),
		{"active", nil, activeText, setActive},
	}
}
