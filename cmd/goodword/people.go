package main

import (
	"fmt"
	"os"

	"goodword/internal/directory"
	"goodword/internal/store"
)

type peopleCommand struct {
	Import peopleImportCommand `cmd:"" help:"Import people and reporting lines from a CSV file."`
}

type peopleImportCommand struct {
	File   string `arg:"" type:"existingfile" help:"The CSV file."`
	DryRun bool   `help:"Show what would change, and change nothing." name:"dry-run"`
}

// Help shows examples.
func (peopleImportCommand) Help() string {
	return `The file is the whole directory: whoever is not in it counts as left, and is kept.
Columns, in any order: address and name; optional: given, family, nicknames,
manager, deputy, site, region, country, time_zone, language, role (front_line,
support, manager, executive), title, team, phone, shift, aliases, active. manager and
deputy are addresses; lists are separated by semicolons. A file with any problem
changes nothing, and every problem is told by its line.

Examples:
  goodword people import people.csv --dry-run
  goodword people import people.csv`
}

// Run imports people, or shows what would change.
func (p peopleImportCommand) Run(e *environment) error {
	f, err := os.Open(p.File)
	if err != nil {
		return fmt.Errorf("read the people: %w", err)
	}
	defer f.Close()
	people, problems := directory.Read(f)
	for _, problem := range problems {
		column := problem.Column
		if column != "" {
			column += ": "
		}
		fmt.Fprintf(e.err, "%s:%d: %s%s\n", p.File, problem.Line, column, problem.Message)
	}
	if len(problems) > 0 {
		return fmt.Errorf("%d problems in %s: nothing was changed", len(problems), p.File)
	}
	return e.with(func(o *office) error {
		return o.in(e.ctx, func(tx store.Tx) error {
			old, err := directory.Stored(e.ctx, tx)
			if err != nil {
				return err
			}
			if err := directory.Compare(old, people).WriteTable(e.out); err != nil {
				return err
			}
			if p.DryRun {
				fmt.Fprintln(e.out, "Nothing was changed (--dry-run).")
				return nil
			}
			if err := directory.Apply(e.ctx, tx, people, operator(), e.now()); err != nil {
				return err
			}
			_, err = fmt.Fprintf(e.out, "%d people are in the directory.\n", len(people))
			return err
		})
	})
}
