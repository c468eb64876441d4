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
	version   int64
	settings  Settings
	byID      map[int64]store.Person
	byAddress map[string]int64
	index     *match.Index
	places    map[int64]recognition.Place // where each person works

	catalogue        *behaviour.Catalogue // the newest that was imported; nil where none was
	catalogueTrouble string               // why it cannot be read

	now time.Time // of the transaction; zero where there is one Chief People Officer alone
}

// load gives the directory, built anew only when it or the calendar changed. Absences are read
// each time: they change with every absence note.
func (c *companyCache) load(ctx context.Context, tx store.Tx, settings Settings) (*company, error) {
	version, err := store.DirectoryVersion(ctx, tx)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last != nil && c.last.version == version && c.last.settings.Place.Calendar == settings.Place.Calendar {
		return c.last, nil
	}
	people, err := store.People(ctx, tx)
	if err != nil {
		return nil, err
	}
	sites, err := store.Sites(ctx, tx)
	if err != nil {
		return nil, err
	}
	fresh := newCompany(version, settings, people, sites)
	if err := fresh.loadCatalogue(ctx, tx); err != nil {
		return nil, err
	}
	c.last = fresh
	return c.last, nil
}

func newCompany(version int64, settings Settings, people []store.Person, sites []store.Site) *company {
	c := &company{version: version, settings: settings, byID: map[int64]store.Person{}, byAddress: map[string]int64{}}
	entries := make([]match.Person, 0, len(people))
	for _, p := range people {
		c.byID[p.ID] = p
		for _, a := range p.Aliases {
			c.byAddress[address.Fold(a)] = p.ID
		}
		entries = append(entries, match.Person{ID: p.ID, Address: p.Address, Aliases: p.Aliases, Name: p.Name, Given: p.Given,
			Family: p.Family, Nicknames: p.Nicknames, Title: p.Title, Team: p.Team, Site: p.Site, Country: p.Country,
			Language: p.Language, Active: p.Active})
	}
	for _, p := range people {
		c.byAddress[address.Fold(p.Address)] = p.ID
	}
	c.index = match.NewIndex(entries)
	c.places = placesOf(people, sites, settings.Place)
	return c
}

// Person fulfils recognition.Chart.
func (c *company) Person(id int64) (recognition.Person, bool) {
	p, ok := c.byID[id]
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
	if p.AwayUntil != nil {
		r.AwayUntil = *p.AwayUntil
	}
	if p.AwayDepID != nil {
		r.AwayDepID = *p.AwayDepID
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
	return c.byID[id], ok
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
	p, ok := c.byID[id]
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
	if p, ok := c.places[id]; ok {
		return p
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
	for _, p := range c.byID {
		if p.Active && is(p) {
			if found.ID != 0 {
				return store.Person{}, false
			}
			found = p
		}
	}
	return found, found.ID != 0
}
