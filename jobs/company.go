package jobs

import (
	"context"
	"strings"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/recognition/behaviour"
	"goodword/internal/recognition/match"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/templates"
)

// company is the directory as one transaction sees it. It is never changed.
type company struct {
	version  store.Version
	settings Settings
	roster
	names
	byAddress map[string]int64
	index     *match.Index
	places    []*recognition.Place // where each person works, as rows go
	away      map[int64]store.Absence

	catalogue        *behaviour.Catalogue // the newest that was imported; nil where none was
	catalogueTrouble string               // why it cannot be read

	now time.Time // of the transaction; zero where there is one Chief People Officer alone
}

// load gives the directory, built anew only when its people or the calendar changed. Where only
// absences did, which they do with every absence note, they alone are read.
func (c *companyCache) load(ctx context.Context, tx store.Tx, settings Settings, now time.Time) (*company, error) {
	version, err := store.DirectoryVersion(ctx, tx)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last != nil && c.last.version == version && c.last.settings.Place.Calendar == settings.Place.Calendar {
		return c.last, nil
	}
	absences, err := store.Absences(ctx, tx, now)
	if err != nil {
		return nil, err
	}
	away := make(map[int64]store.Absence, len(absences))
	for _, a := range absences {
		away[a.PersonID] = a
	}
	if c.last != nil && c.last.version.People == version.People && c.last.settings.Place.Calendar == settings.Place.Calendar {
		fresh := *c.last
		fresh.version, fresh.away = version, away
		c.last = &fresh
		return c.last, nil
	}
	sites, err := store.Sites(ctx, tx)
	if err != nil {
		return nil, err
	}
	people, err := store.CountPeople(ctx, tx)
	if err != nil {
		return nil, err
	}
	var fresh *company
	if err := c.hurry.loads(people, memberBytes, func() error {
		b := newCompanyBuilder(version, settings, sites, people)
		if err := store.EachPerson(ctx, tx, b.add); err != nil {
			b.abandon()
			return err
		}
		fresh = b.done()
		return nil
	}); err != nil {
		return nil, err
	}
	fresh.away = away
	if err := fresh.loadCatalogue(ctx, tx); err != nil {
		return nil, err
	}
	c.last = fresh
	return c.last, nil
}

// size is how many people were read last.
func (c *companyCache) size() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last == nil {
		return 0
	}
	return len(c.last.rows)
}

// companyBuilder takes people in the order of their ids. Their names are made findable on another
// processor meanwhile, which is half the work: serve is not ready before it is done.
type companyBuilder struct {
	company *company
	people  *rosterBuilder
	places  workplaces
	aliases []alias

	named []match.Person      // next for the index
	names chan []match.Person // to be closed when all were given
	index chan *match.Index   // gives one then
}

type alias struct {
	address string
	person  int64
}

// newCompanyBuilder makes one for about so many people. It must come to its end by done or abandon.
func newCompanyBuilder(version store.Version, settings Settings, sites []store.Site, people int) *companyBuilder {
	b := &companyBuilder{
		company: &company{version: version, settings: settings, byAddress: make(map[string]int64, people), places: make([]*recognition.Place, 0, people),
			names: names{map[string]int{}, map[string][]int32{}}},
		people: newRosterBuilder(people), places: newWorkplaces(sites, settings.Place), names: make(chan []match.Person, 4), index: make(chan *match.Index, 1)}
	go func() {
		index := match.NewBuilder(people)
		for list := range b.names {
			for _, p := range list {
				index.Add(p)
			}
		}
		b.index <- index.Index()
	}()
	return b
}

func (b *companyBuilder) add(p store.Person) {
	p = b.people.add(p)
	b.company.byAddress[address.Fold(p.Address)] = p.ID
	for _, a := range p.Aliases {
		b.aliases = append(b.aliases, alias{address.Fold(a), p.ID})
	}
	b.company.names.add(int32(len(b.company.places)), p)
	b.company.places = append(b.company.places, b.places.of(p))
	b.named = append(b.named, match.Person{ID: p.ID, Address: p.Address, Aliases: p.Aliases, Name: p.Name, Given: p.Given,
		Family: p.Family, Nicknames: p.Nicknames, Title: p.Title, Team: p.Team, Site: p.Site, Country: p.Country,
		Language: p.Language, Active: p.Active})
	if len(b.named) == 1000 {
		b.names <- b.named
		b.named = nil
	}
}

func (b *companyBuilder) abandon() { close(b.names) }

func (b *companyBuilder) done() *company {
	b.names <- b.named
	close(b.names)
	c := b.company
	c.roster = b.people.done()
	for _, a := range b.aliases {
		if id, taken := c.byAddress[a.address]; !taken || address.Fold(c.person(id).Address) != a.address { // somebody's own address is theirs
			c.byAddress[a.address] = a.person
		}
	}
	c.index = <-b.index
	return c
}

// Person fulfils recognition.Chart.
func (c *company) Person(id int64) (recognition.Person, bool) {
	p, ok := c.find(id)
	if !ok {
		return recognition.Person{}, false
	}
	r := recognition.Person{ID: p.ID, Address: p.Address, Name: p.Name, Given: p.Given, Site: p.Site, Team: p.Team,
		Country: p.Country, Language: p.Language, TimeZone: p.TimeZone, Active: p.Active}
	if p.ManagerID != nil {
		r.ManagerID = *p.ManagerID
	}
	if p.DeputyID != nil {
		r.DeputyID = *p.DeputyID
	}
	if a, away := c.away[id]; away {
		r.AwayUntil, r.AwayDepID = a.Until, idOr0(a.DeputyID)
	}
	return r, true
}

// Leader fulfils recognition.Chart.
func (c *company) Leader(l recognition.Leader) int64 {
	if l == recognition.CEO {
		return c.byAddress[address.Fold(c.settings.CEO)]
	}
	return c.cpoOf("")
}

// withAddress gives the person of an address or alias; ok is false for a stranger.
func (c *company) withAddress(a string) (store.Person, bool) {
	id, ok := c.byAddress[address.Fold(a)]
	return c.person(id), ok
}

// internal says whether an address is in one of the company's own domains.
func (c *company) internal(a string) bool { return inDomain(a, c.settings.Domains) }

func inDomain(a string, domains []string) bool {
	_, domain, ok := strings.Cut(address.Fold(a), "@")
	for _, d := range domains {
		if ok && domain == d {
			return true
		}
	}
	return false
}

// shown is a person as letters show them.
func (c *company) shown(id int64) templates.Person {
	p, ok := c.find(id)
	if !ok {
		return templates.Person{}
	}
	return templates.Person{Name: p.Name, Given: p.Given, Family: p.Family, Lang: p.Language, Country: p.Country,
		Title: p.Title, Team: p.Team, Site: p.Site, Address: p.Address}
}

func (c *company) shownPtr(id *int64) templates.Person {
	if id == nil {
		return templates.Person{}
	}
	return c.shown(*id)
}

// place is where somebody works; of whom nothing is known, the company's own.
func (c *company) place(id int64) recognition.Place {
	if i := c.row(id); i >= 0 {
		return *c.places[i]
	}
	return c.settings.Place
}

// signer gives the leader over whose name the thank-you to nominee goes.
func (c *company) signer(nominee int64) recognition.Leader {
	if nominee == c.Leader(recognition.CEO) {
		return recognition.CPO
	}
	return recognition.CEO
}

// named finds the one active person with this address, or with exactly this full name.
func (c *company) named(said string) (store.Person, bool) {
	if p, ok := c.withAddress(said); ok {
		return p, true
	}
	return c.onePerson(func(p store.Person) bool { return strings.EqualFold(p.Name, strings.TrimSpace(said)) })
}

// onePerson gives the active person for whom is holds, if there is exactly one.
func (c *company) onePerson(is func(store.Person) bool) (store.Person, bool) {
	var found store.Person
	for p := range c.all() {
		if p.Active && is(p) {
			if found.ID != 0 {
				return store.Person{}, false
			}
			found = p
		}
	}
	return found, found.ID != 0
}
