package main

import (
	"fmt"
	"os"
	"time"

	"goodword/internal/directory"
	"goodword/internal/store"
)

type vouchersCommand struct {
	Import vouchersImportCommand `cmd:"" help:"Add voucher codes from a CSV file to the pool."`
	Ledger vouchersLedgerCommand `cmd:"" help:"Print which vouchers were given, and for which nomination."`
}

type vouchersImportCommand struct {
	File string `arg:"" type:"existingfile" help:"The CSV file."`
}

// Help shows examples.
func (vouchersImportCommand) Help() string {
	return `Vouchers are what the Chief People Officer gives to customers by answering
"delight 12: words". Columns, in any order: code, value, currency (EUR);
optional: expires (2027-06-30). A code that came in before is passed over,
also when it was given long ago. Each code is forgotten once its letter left.

Example:
  goodword vouchers import vouchers.csv`
}

// Run imports vouchers.
func (v vouchersImportCommand) Run(e *environment) error {
	f, err := os.Open(v.File)
	if err != nil {
		return fmt.Errorf("read the vouchers: %w", err)
	}
	defer f.Close()
	list, problems := directory.ReadVouchers(f)
	for _, problem := range problems {
		column := problem.Column
		if column != "" {
			column += ": "
		}
		fmt.Fprintf(e.err, "%s:%d: %s%s\n", v.File, problem.Line, column, problem.Message)
	}
	if len(problems) > 0 {
		return fmt.Errorf("%d problems in %s: nothing was changed", len(problems), v.File)
	}
	return e.with(func(o *office) error {
		return o.in(e.ctx, func(tx store.Tx) error {
			added := 0
			for _, voucher := range list {
				fresh, err := store.PutVoucher(e.ctx, tx, voucher, e.now())
				if err != nil {
					return err
				}
				if fresh {
					added++
				}
			}
			_, err := fmt.Fprintf(e.out, "%d vouchers are new, %d came in before.\n", added, len(list)-added)
			return err
		})
	})
}

type vouchersLedgerCommand struct {
	Days int `help:"Look back so many days." default:"365"`
}

// Run prints the ledger.
func (v vouchersLedgerCommand) Run(e *environment) error {
	return e.with(func(o *office) error {
		return o.in(e.ctx, func(tx store.Tx) error {
			list, err := store.Ledger(e.ctx, tx, e.now().AddDate(0, 0, -v.Days))
			for _, g := range list {
				fmt.Fprintf(e.out, "%s  GW-%d  %d.%02d %s  %s\n", g.GivenAt.Format(time.DateOnly), g.Number, g.Cents/100, g.Cents%100, g.Currency, g.State)
			}
			if err == nil && len(list) == 0 {
				_, err = fmt.Fprintln(e.out, "No voucher was given.")
			}
			return err
		})
	})
}
