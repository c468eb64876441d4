package demo

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"

	"goodword/internal/directory"
	"goodword/internal/recognition/behaviour"
	"goodword/internal/store"
)

// joiner is who is new in the second week, in Montreux.
const joiner = "noor.visser@" + domain

// join imports the directory with somebody new.
func join(ctx context.Context, w *World) error {
	p := w.byAddr["marie.favre@"+domain]
	p.Address, p.Name, p.Given, p.Family, p.Nicknames = joiner, "Noor Visser", "Noor", "Visser", nil
	p.Phone = ""
	if err := w.server.AddAccount(joiner, w.password); err != nil {
		return err
	}
	w.people, w.byAddr[joiner] = append(w.people, p), p
	if err := store.InTx(ctx, w.service.Pool, func(tx store.Tx) error {
		return directory.Apply(ctx, tx, w.people, "operator of the demo", w.clock.Now())
	}); err != nil {
		return fmt.Errorf("import the people: %w", err)
	}
	return w.settle(ctx)
}

// fillPool brings in codes that the Chief People Officer may give to customers.
func fillPool(ctx context.Context, w *World) error {
	return store.InTx(ctx, w.service.Pool, func(tx store.Tx) error {
		for i := range 3 {
			v := store.Voucher{Code: fmt.Sprintf("SEE-%04d-BLICK", 4711+i), Cents: 4000, Currency: "CHF"}
			if _, err := store.PutVoucher(ctx, tx, v, w.clock.Now()); err != nil {
				return err
			}
		}
		_, err := store.PutVoucher(ctx, tx, store.Voucher{Code: "SEE-0080-BLICK", Cents: 8000, Currency: "CHF"}, w.clock.Now()) // beyond what one may be worth
		return err
	})
}

// ownBehaviour is what the company adds to the catalogue.
//
//go:embed company/behaviour.toml
var ownBehaviour []byte

// changeCatalogue puts the second version of the catalogue into force; everybody
// gets a letter on the behaviours of their touchpoints.
func changeCatalogue(ctx context.Context, w *World) error {
	text := bytes.Replace(behaviour.DefaultText(), []byte("\nversion = 1\n"), []byte("\nversion = 2\n"), 1)
	if err := store.InTx(ctx, w.service.Pool, func(tx store.Tx) error {
		_, _, err := w.service.Desk.ImportCatalogue(ctx, tx, append(text, ownBehaviour...), "operator of the demo", true, false)
		return err
	}); err != nil {
		return fmt.Errorf("import the catalogue: %w", err)
	}
	return w.settle(ctx)
}
