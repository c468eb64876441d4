package directory

import (
	"context"
	"errors"
	"fmt"
	"time"

	"goodword/internal/store"
)

// Import is a checked list of people that is to become the directory.
type Import struct {
	People []Person
	// Over, where it is not nil, gives the people to import, of those who are known: of
	// what a source says nothing, as it was. It is called with the people locked.
	Over   func(old []Person) []Person
	Source string // where the list is from, for the audit log
	By     string // who imports it
	Most   int    // percent of the active people who may leave, or lose their manager, at once
	Force  bool   // though more do, or the list names nobody
	DryRun bool   // change nothing
}

// ErrSuspicious is wrapped where an import would lose so many people or managers
// that the list is likelier broken than the company.
var ErrSuspicious = errors.New("the list looks broken")

// nothingChanges is what to do about a list that is refused.
const nothingChanges = "nothing changes; look at it with --dry-run, and if it is right, import it once with --force"

// Guard refuses changes after which more than most percent of the people who
// are active now would have left, or of those who have a manager would have none.
// With no active people nothing is refused.
func (c Changes) Guard(old []Person, most int) error {
	active := 0
	for _, p := range old {
		if p.Active {
			active++
		}
	}
	left := len(c.Left)
	if active == 0 || left*100 <= most*active {
		return c.guardManagers(old, most)
	}
	if left == active {
		return fmt.Errorf("%w: all %d people would have left: %s", ErrSuspicious, active, nothingChanges)
	}
	return fmt.Errorf("%w: %d of %d people would have left, more than the %d %% that may (directory.most_leaving): %s",
		ErrSuspicious, left, active, most, nothingChanges)
}

// guardManagers counts who stays and loses a manager who stays, too: whose
// manager has left may well wait for the next.
func (c Changes) guardManagers(old []Person, most int) error {
	known, had, lost := map[string]Person{}, 0, 0
	for _, p := range old {
		known[p.Address] = p
		if p.Active && p.Manager != "" {
			had++
		}
	}
	left := map[string]bool{}
	for _, p := range c.Left {
		left[p.Address] = true
	}
	for _, change := range c.Changed {
		before := known[change.Was]
		if before.Active && known[before.Manager].Active && !left[before.Manager] && change.Person.Manager == "" {
			lost++
		}
	}
	if lost*100 <= most*had {
		return nil
	}
	return fmt.Errorf("%w: %d of the %d people who have a manager would have none, more than the %d %% that may (directory.most_leaving): "+
		"check the name of the attribute or column that the manager is taken from, and that the account may read it; %s", ErrSuspicious, lost, had, most, nothingChanges)
}

// Do compares a list with the people of the store and makes it theirs. What it
// refuses (ErrSuspicious) and a dry run change nothing; the changes are told in
// every case.
func (im Import) Do(ctx context.Context, tx store.Tx, now time.Time) (Changes, error) {
	if !im.DryRun {
		if err := store.LockPeople(ctx, tx); err != nil {
			return Changes{}, err
		}
	}
	old, err := Stored(ctx, tx)
	if err != nil {
		return Changes{}, err
	}
	if im.Over != nil {
		im.People = im.Over(old)
	}
	c := Compare(old, im.People)
	if err := c.Guard(old, im.Most); err != nil && !im.Force {
		return c, err
	}
	if len(im.People) == 0 && !im.Force {
		return c, fmt.Errorf("%w: it names nobody", ErrSuspicious)
	}
	if im.DryRun {
		return c, nil
	}
	if err := c.put(ctx, tx); err != nil {
		return c, err
	}
	forced := ""
	if im.Force {
		forced = ", forced"
	}
	return c, store.Append(ctx, tx, store.Entry{At: now, What: "directory imported", Who: im.By,
		Detail: fmt.Sprintf("from %s: %d people, %s%s", im.Source, len(im.People), c.Counts(), forced)})
}

// Counts says how many joined, left and changed.
func (c Changes) Counts() string {
	return fmt.Sprintf("%d joined, %d left, %d changed", len(c.Joined), len(c.Left), len(c.Changed))
}
