package directory

import (
	"context"
	"fmt"
	"time"

	"goodword/internal/store"
)

// Stored gives the people of the store, as a list would.
func Stored(ctx context.Context, tx store.Tx) ([]Person, error) {
	rows, err := store.People(ctx, tx)
	if err != nil {
		return nil, err
	}
	byID := map[int64]string{}
	for _, r := range rows {
		byID[r.ID] = r.Address
	}
	address := func(id *int64) string {
		if id == nil {
			return ""
		}
		return byID[*id]
	}
	list := make([]Person, 0, len(rows))
	for _, r := range rows {
		list = append(list, Person{Address: r.Address, Name: r.Name, Given: r.Given, Family: r.Family, Nicknames: r.Nicknames,
			Manager: address(r.ManagerID), Deputy: address(r.DeputyID), Site: r.Site, Region: r.Region, Country: r.Country,
			TimeZone: r.TimeZone, Language: r.Language, Role: Role(r.Role), Title: r.Title, Team: r.Team, Phone: r.Phone, Shift: r.Shift,
			WorkingDays: r.WorkingDays, Aliases: r.Aliases, Active: r.Active})
	}
	return list, nil
}

// Apply makes the store's people those of a checked list, whatever changes: it
// inserts, updates, and marks as left whoever is not in it. Who did it, and when,
// goes to the audit log. Import looks first.
func Apply(ctx context.Context, tx store.Tx, people []Person, who string, now time.Time) error {
	old, err := Stored(ctx, tx)
	if err != nil {
		return err
	}
	c := Compare(old, people)
	if err := c.put(ctx, tx); err != nil {
		return err
	}
	return store.Append(ctx, tx, store.Entry{At: now, What: "directory imported", Who: who,
		Detail: fmt.Sprintf("%d people, %d left", len(people), len(c.Left))})
}

// put stores what a list changes, and nothing of who stays as they were.
func (c Changes) put(ctx context.Context, tx store.Tx) error {
	var was, now []string
	people, lines := make([]store.Person, 0, len(c.differ)), make([]store.Line, 0, len(c.differ))
	for _, p := range c.differ {
		for _, alias := range p.Aliases {
			was, now = append(was, alias), append(now, p.Address) // the old address is an alias now
		}
		role := p.Role
		if role == "" {
			role = FrontLine
		}
		people = append(people, store.Person{Address: p.Address, Aliases: p.Aliases, Name: p.Name, Given: p.Given, Family: p.Family,
			Nicknames: p.Nicknames, Site: p.Site, Region: p.Region, Country: p.Country, TimeZone: p.TimeZone, Language: p.Language,
			Role: string(role), Title: p.Title, Team: p.Team, Phone: p.Phone, Shift: p.Shift, WorkingDays: p.WorkingDays, Active: p.Active})
		lines = append(lines, store.Line{Address: p.Address, Manager: p.Manager, Deputy: p.Deputy})
	}
	if len(was) > 0 {
		if err := store.Rename(ctx, tx, was, now); err != nil {
			return err
		}
	}
	if err := store.PutPeople(ctx, tx, people); err != nil {
		return err
	}
	if err := store.SetLines(ctx, tx, lines); err != nil {
		return err
	}
	if len(c.gone) == 0 {
		return nil
	}
	return store.Leave(ctx, tx, c.gone)
}
