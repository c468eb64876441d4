package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"goodword/internal/directory"
	"goodword/internal/service"
)

type peopleCommand struct {
	Import peopleImportCommand `cmd:"" help:"Import people and reporting lines from a CSV file or a directory."`
}

type peopleImportCommand struct {
	File   string   `arg:"" optional:"" type:"existingfile" help:"The CSV file; - reads standard input."`
	From   string   `help:"Read the directory that the settings name, in place of a file." enum:",ldap,entra,google" default:"" placeholder:"ldap|entra|google"`
	Map    []string `help:"What the file calls a column of ours; may be given several times. Left out, directory.columns of the settings." placeholder:"OURS=THEIRS" sep:"none"`
	DryRun bool     `help:"Show what would change, and change nothing." name:"dry-run"`
	Force  bool     `help:"Import it although more people leave, or lose their manager, than directory.most_leaving allows."`
}

// Help shows examples.
func (peopleImportCommand) Help() string {
	return `The file is the whole directory: whoever is not in it counts as left, and is kept.
Columns, in any order: address and name; optional: given, family, nicknames,
manager, deputy, site, region, country, time_zone, language, role (front_line,
support, manager, executive), title, team, phone, shift, working_days (such as
Sun-Thu), aliases, active. manager and deputy are addresses; lists are separated
by semicolons. A file with any problem changes nothing, and every problem is told
by its line; so does one with which more people leave, or lose their manager,
than directory.most_leaving allows, unless it is forced. What waits for the answer of somebody who left is
passed on to who approves now.

A file that calls its columns otherwise is mapped, by --map or directory.columns
of the settings; columns that are neither mapped nor named as ours are then
passed over.

--from reads the directory that [directory] of the settings describes, as the
schedule does.

Examples:
  goodword people import people.csv --dry-run
  goodword people import staff.csv --map "address=Work e-mail" --map team=Unit
  goodword people import --from ldap --dry-run
  goodword people import --from entra --dry-run
  goodword people import people.csv`
}

// Run imports people, or shows what would change.
func (p peopleImportCommand) Run(e *environment) error {
	if (p.File == "") == (p.From == "") {
		return errors.New("name a CSV file, or a directory by --from")
	}
	return e.with(func(o *office) error {
		if p.From != "" {
			return p.fetch(e, o)
		}
		people, err := p.read(e, o)
		if err != nil {
			return err
		}
		return p.bring(e, o, people, filepath.Base(p.File))
	})
}

// read reads the file and prints what is wrong with it.
func (p peopleImportCommand) read(e *environment, o *office) ([]directory.Person, error) {
	pairs := p.Map
	if len(pairs) == 0 {
		pairs = o.config.Directory.Columns
	}
	mapping, err := directory.ParseMapping(pairs)
	if err != nil {
		return nil, fmt.Errorf("the mapping of columns (--map, directory.columns): %w", err)
	}
	from := e.in // what `-` stands for
	if p.File != "-" {
		f, err := os.Open(p.File)
		if err != nil {
			return nil, fmt.Errorf("read the people: %w", err)
		}
		defer func() { _ = f.Close() }()
		from = f
	}
	people, problems := directory.ReadAs(from, mapping)
	for _, problem := range problems {
		column := problem.Column
		if column != "" {
			column += ": "
		}
		fmt.Fprintf(e.err, "%s:%d: %s%s\n", p.File, problem.Line, column, problem.Message)
	}
	if len(problems) > 0 {
		return nil, fmt.Errorf("%d problems in %s: nothing was changed", len(problems), p.File)
	}
	return people, nil
}

// bring makes a list the directory and prints what changes.
func (p peopleImportCommand) bring(e *environment, o *office, people []directory.Person, source string) error {
	im := p.wanted(o)
	im.People, im.Source = people, source
	changes, err := o.desk.ImportPeople(e.ctx, im)
	return p.tell(e, changes, err)
}

// fetch reads a directory elsewhere and imports what it gives.
func (p peopleImportCommand) fetch(e *environment, o *office) error {
	source, err := service.DirectorySource(o.config, p.From)
	if err != nil {
		return err
	}
	changes, err := o.desk.ReadSource(e.ctx, p.wanted(o), source, func(n directory.Problem) {
		fmt.Fprintf(e.err, "%s: %s: %s\n", p.From, n.Column, plain(n.Message))
	})
	return p.tell(e, changes, err)
}

func (p peopleImportCommand) wanted(o *office) directory.Import {
	return directory.Import{By: operator(), Most: o.config.Directory.MostLeaving, Force: p.Force, DryRun: p.DryRun}
}

// tell prints what changed, or would.
func (p peopleImportCommand) tell(e *environment, changes directory.Changes, err error) error {
	if err != nil && !errors.Is(err, directory.ErrSuspicious) {
		return err
	}
	if told := changes.WriteTable(e.out); told != nil || err != nil && !p.DryRun {
		return errors.Join(err, told)
	}
	if err != nil {
		fmt.Fprintf(e.out, "It would be refused: %v\n", err)
		return nil
	}
	if p.DryRun {
		fmt.Fprintln(e.out, "Nothing was changed (--dry-run).")
		return nil
	}
	_, err = fmt.Fprintf(e.out, "%d people are in the directory.\n", changes.People)
	return err
}
