package main

import (
	"fmt"
	"os"

	"goodword/internal/directory"
	"goodword/internal/store"
)

type sitesCommand struct {
	Import sitesImportCommand `cmd:"" help:"Import sites from a CSV file."`
}

type sitesImportCommand struct {
	File string `arg:"" type:"existingfile" help:"The CSV file."`
}

// Help shows examples.
func (sitesImportCommand) Help() string {
	return `Sites are where people work; the cards for the CEO's notes and visits bear their
postal addresses. Columns, in any order: name, as the directory's column site
has it; optional: region, country, time_zone, address. The lines of an address
stand in one cell with a | between them. Sites that are not in the file stay.

Example:
  goodword sites import sites.csv`
}

// Run imports sites.
func (s sitesImportCommand) Run(e *environment) error {
	f, err := os.Open(s.File)
	if err != nil {
		return fmt.Errorf("read the sites: %w", err)
	}
	defer f.Close()
	sites, problems := directory.ReadSites(f)
	for _, problem := range problems {
		column := problem.Column
		if column != "" {
			column += ": "
		}
		fmt.Fprintf(e.err, "%s:%d: %s%s\n", s.File, problem.Line, column, problem.Message)
	}
	if len(problems) > 0 {
		return fmt.Errorf("%d problems in %s: nothing was changed", len(problems), s.File)
	}
	return e.with(func(o *office) error {
		return o.in(e.ctx, func(tx store.Tx) error {
			for _, site := range sites {
				if err := store.PutSite(e.ctx, tx, site); err != nil {
					return err
				}
			}
			_, err := fmt.Fprintf(e.out, "%d sites are known.\n", len(sites))
			return err
		})
	})
}
