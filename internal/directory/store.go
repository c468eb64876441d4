package directory

import (
	"context"
	"fmt"
	"strings"
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
	left, err := put(ctx, tx, people)
	if err != nil {
		return err
	}
	return store.Append(ctx, tx, store.Entry{At: now, What: "directory imported", Who: who,
		Detail: fmt.Sprintf("%d people, %d left", len(people), left)})
}

// put stores the people of a list and gives how many are active no longer for not being in it.
func put(ctx context.Context, tx store.Tx, people []Person) (int, error) {
	ids := map[string]int64{}
	kept := make([]string, 0, len(people))
	for _, p := range people {
		role := p.Role
		if role == "" {
			role = FrontLine
		}
		if err := store.Rename(ctx, tx, p.Aliases, p.Address); err != nil { // the old address is an alias now
			return 0, err
		}
		id, err := store.PutPerson(ctx, tx, store.Person{Address: p.Address, Aliases: p.Aliases, Name: p.Name, Given: p.Given, Family: p.Family,
			Nicknames: p.Nicknames, Site: p.Site, Region: p.Region, Country: p.Country, TimeZone: p.TimeZone, Language: p.Language,
			Role: string(role), Title: p.Title, Team: p.Team, Phone: p.Phone, Shift: p.Shift, WorkingDays: p.WorkingDays, Active: p.Active})
		if err != nil {
			return 0, err
		}
		ids[strings.ToLower(p.Address)] = id
		kept = append(kept, strings.ToLower(p.Address))
	}
	line := func(address string) *int64 {
		if id, ok := ids[strings.ToLower(address)]; ok {
			return &id
		}
		return nil
	}
	for _, p := range people {
		if err := store.SetLines(ctx, tx, ids[strings.ToLower(p.Address)], line(p.Manager), line(p.Deputy)); err != nil {
			return 0, fmt.Errorf("%s: %w", p.Address, err)
		}
	}
	left, err := store.Leave(ctx, tx, kept)
	return len(left), err
}
