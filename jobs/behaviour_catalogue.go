package jobs

import (
	"context"
	"errors"
	"fmt"

	"goodword/internal/recognition/behaviour"
	"goodword/internal/store"
)

// loadCatalogue reads the catalogue that was imported last. One that this
// version of goodword cannot read is passed over, and shown in status: thank-yous
// go out all the same.
func (c *company) loadCatalogue(ctx context.Context, tx store.Tx) error {
	stored, err := store.LatestCatalogue(ctx, tx)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	catalogue, problems := behaviour.Read([]byte(stored.Text))
	if len(problems) > 0 {
		c.catalogueTrouble = fmt.Sprintf("version %d of the catalogue cannot be read (%v); the settings' own is used", stored.Version, problems[0])
		return nil
	}
	c.catalogue = catalogue
	return nil
}

// inForce is the imported catalogue, or else the settings' own.
func (c *company) inForce(own *behaviour.Catalogue) *behaviour.Catalogue {
	if c.catalogue != nil {
		return c.catalogue
	}
	return own
}

// InForce gives the catalogue that counts now, the imported one or the settings' own.
func (d *Desk) InForce(ctx context.Context, tx store.Tx) (*behaviour.Catalogue, error) {
	people, err := d.company.load(ctx, tx, d.settings(), d.Now())
	if err != nil {
		return nil, err
	}
	return people.inForce(d.Catalogue), nil
}

// Refused says why a catalogue cannot follow the one in force.
type Refused []string

func (r Refused) Error() string { return r[0] }

// ImportCatalogue puts a catalogue into force, from text as the file has it. tell
// lets a letter about it go to everybody. With dryRun it only says whether it could.
func (d *Desk) ImportCatalogue(ctx context.Context, tx store.Tx, text []byte, who string, tell, dryRun bool) (*behaviour.Catalogue, []behaviour.Change, error) {
	fresh, problems := behaviour.Read(text)
	if len(problems) > 0 {
		return nil, nil, problems[0]
	}
	was, err := d.InForce(ctx, tx)
	if err != nil {
		return nil, nil, err
	}
	var refused Refused
	if fresh.Version < 1 {
		refused = append(refused, "version is missing: write version = 1 above everything else, and one more with every change")
	}
	changes := behaviour.Compare(was, fresh)
	stored, err := store.LatestCatalogue(ctx, tx)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, nil, err
	}
	if err == nil {
		if len(changes) == 0 && stored.Version == fresh.Version {
			return fresh, nil, nil
		}
		refused = append(refused, behaviour.Fits(was, fresh)...)
	}
	used, err := store.BehavioursUsed(ctx, tx, behaviour.Gone(was, fresh))
	if err != nil {
		return nil, nil, err
	}
	for _, id := range used {
		refused = append(refused, fmt.Sprintf("behaviour %q is gone, and nominations bear it: keep it, with retired = true", id))
	}
	if len(refused) > 0 {
		return nil, changes, refused
	}
	if dryRun {
		return fresh, changes, nil
	}
	now := d.Now()
	if err := store.PutCatalogue(ctx, tx, store.StoredCatalogue{Version: fresh.Version, Text: string(text), Tell: tell, ImportedAt: now, ImportedBy: who}); err != nil {
		return nil, changes, err
	}
	return fresh, changes, store.Append(ctx, tx, store.Entry{At: now, What: "catalogue imported", Who: who,
		Detail: fmt.Sprintf("version %d, %d behaviours, %d changes", fresh.Version, len(fresh.Behaviours), len(changes))})
}
