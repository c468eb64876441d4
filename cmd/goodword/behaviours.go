package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"goodword/internal/recognition/behaviour"
	"goodword/internal/store"
	"goodword/jobs"
)

type behavioursCommand struct {
	Check  behavioursCheckCommand  `cmd:"" help:"Say what is wrong with a catalogue, and what it would change."`
	Import behavioursImportCommand `cmd:"" help:"Put a catalogue into force."`
	Show   behavioursShowCommand   `cmd:"" help:"Print the catalogue that is in force."`
}

type behavioursCheckCommand struct {
	File string `arg:"" type:"existingfile" help:"The catalogue, a TOML file; goodword init writes one to start from."`
}

// Help shows examples.
func (behavioursCheckCommand) Help() string {
	return `Every mistake is told by file and line. Without settings the file alone is
looked at; with --config it is compared with the catalogue in force, and nothing
is changed. What is in such a file, and what for: docs/behaviours.md.

Examples:
  goodword behaviours check behaviours.toml
  goodword behaviours check --config goodword.toml behaviours.toml`
}

// Run checks a catalogue.
func (b behavioursCheckCommand) Run(e *environment) error {
	text, fresh, err := readCatalogue(e, b.File)
	if err != nil {
		return err
	}
	if !e.given {
		_, err := fmt.Fprintln(e.out, summary(fresh)+". It can be read.")
		return err
	}
	return importCatalogue(e, b.File, text, false, true)
}

type behavioursImportCommand struct {
	File      string `arg:"" type:"existingfile" help:"The catalogue, a TOML file."`
	DryRun    bool   `help:"Show what would change, and change nothing." name:"dry-run"`
	NoLetters bool   `help:"Write to nobody about the change: for a corrected word." name:"no-letters"`
}

// Help shows examples.
func (behavioursImportCommand) Help() string {
	return `The version in the file must be higher than that in force. A number that
approvers answer with is never given to another behaviour; one that nominations
bear stays in the file, with retired = true. With programme.behaviour_letter,
everybody gets one letter on the behaviours of their touchpoints after an import,
over some days, unless --no-letters says otherwise. From then on the imported
catalogue counts, and no longer the file that the settings name.

Examples:
  goodword behaviours import behaviours.toml --dry-run
  goodword behaviours import behaviours.toml
  goodword behaviours import behaviours.toml --no-letters`
}

// Run imports a catalogue, or shows what would change.
func (b behavioursImportCommand) Run(e *environment) error {
	text, _, err := readCatalogue(e, b.File)
	if err != nil {
		return err
	}
	return importCatalogue(e, b.File, text, !b.NoLetters, b.DryRun)
}

// readCatalogue reads a file and tells all that is wrong with it.
func readCatalogue(e *environment, name string) ([]byte, *behaviour.Catalogue, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, fmt.Errorf("read the catalogue: %w", err)
	}
	c, problems := behaviour.Read(text)
	for _, p := range problems {
		fmt.Fprintf(e.err, "%s:%d: %s\n", name, p.Line, p.What)
	}
	if len(problems) > 0 {
		return nil, nil, fmt.Errorf("%d problems in %s: nothing was changed", len(problems), name)
	}
	if c.Version < 1 {
		fmt.Fprintf(e.err, "%s:1: version is missing: write version = 1 above everything else, and one more with every change\n", name)
		return nil, nil, fmt.Errorf("1 problem in %s: nothing was changed", name)
	}
	for _, note := range c.Notes() {
		fmt.Fprintf(e.err, "%s: note: %s\n", name, note)
	}
	return text, c, nil
}

func summary(c *behaviour.Catalogue) string {
	return fmt.Sprintf("Version %d: %d behaviours, %d touchpoints, %d values, %d themes", c.Version, len(c.Behaviours), len(c.Touchpoints), len(c.Values), len(c.Themes))
}

func importCatalogue(e *environment, name string, text []byte, tell, dryRun bool) error {
	return e.with(func(o *office) error {
		return o.in(e.ctx, func(tx store.Tx) error {
			fresh, changes, err := o.desk.ImportCatalogue(e.ctx, tx, text, operator(), tell, dryRun)
			for _, c := range changes {
				fmt.Fprintln(e.out, c)
			}
			if refused, ok := err.(jobs.Refused); ok {
				for _, why := range refused {
					fmt.Fprintf(e.err, "%s: %s\n", name, why)
				}
				return fmt.Errorf("%s cannot follow the catalogue in force: nothing was changed", name)
			}
			if err != nil {
				return err
			}
			if err := unknownTeams(e, tx, fresh, name); err != nil {
				return err
			}
			switch {
			case len(changes) == 0:
				fmt.Fprintln(e.out, "Nothing changes.")
			case dryRun:
				fmt.Fprintf(e.out, "%d changes. Nothing was changed.\n", len(changes))
			}
			if !dryRun {
				_, err = fmt.Fprintln(e.out, summary(fresh)+". It is in force.")
			}
			return err
		})
	})
}

// unknownTeams notes the teams of touchpoints that nobody in the directory is in.
func unknownTeams(e *environment, tx store.Tx, c *behaviour.Catalogue, name string) error {
	teams, err := store.Teams(e.ctx, tx)
	if err != nil || len(teams) == 0 {
		return err
	}
	for _, t := range c.Touchpoints {
		for _, team := range t.Teams {
			if !slices.ContainsFunc(teams, func(known string) bool { return strings.EqualFold(known, team) }) {
				fmt.Fprintf(e.err, "%s: note: touchpoint %q names the team %q, in which nobody of the directory is\n", name, t.ID, team)
			}
		}
	}
	return nil
}

type behavioursShowCommand struct {
	Language string `default:"en" help:"In which names and sentences are printed."`
	TOML     bool   `help:"Print the file as it was imported." name:"toml"`
}

// Help shows examples.
func (behavioursShowCommand) Help() string {
	return `Examples:
  goodword behaviours show
  goodword behaviours show --language de
  goodword behaviours show --toml > behaviours.toml`
}

// Run prints the catalogue.
func (b behavioursShowCommand) Run(e *environment) error {
	return e.with(func(o *office) error {
		return o.in(e.ctx, func(tx store.Tx) error {
			c, err := o.desk.InForce(e.ctx, tx)
			if err != nil {
				return err
			}
			if !b.TOML {
				return printCatalogue(e.out, c, b.Language)
			}
			stored, err := store.LatestCatalogue(e.ctx, tx)
			if err != nil {
				return fmt.Errorf("no catalogue was imported; the settings' file counts, or the one that comes along: %w", err)
			}
			_, err = io.WriteString(e.out, stored.Text)
			return err
		})
	})
}

func printCatalogue(out io.Writer, c *behaviour.Catalogue, lang string) error {
	fmt.Fprintln(out, summary(c))
	w := tabwriter.NewWriter(out, 2, 8, 2, ' ', 0)
	fmt.Fprintln(w, "\nnumber\tid\tbehaviour\tvalue\ttheme\ttouchpoints")
	for _, b := range c.Behaviours {
		theme, _ := c.ThemeByID(b.Theme)
		at := "everywhere"
		if b.Touchpoints != nil {
			at = strings.Join(b.Touchpoints, ", ")
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\n", b.Number, b.ID, b.NameIn(lang), b.ValueIn(lang), theme.NameIn(lang), at)
	}
	fmt.Fprintln(w, "\ntouchpoint\tname\troles\tteams")
	for _, t := range c.Touchpoints {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", t.ID, t.NameIn(lang), strings.Join(t.Roles, ", "), strings.Join(t.Teams, ", "))
	}
	if len(c.Retired) > 0 {
		fmt.Fprintln(w, "\nretired\tname")
		for _, b := range c.Retired {
			fmt.Fprintf(w, "%s\t%s\n", b.ID, b.NameIn(lang))
		}
	}
	return w.Flush()
}

// behaviour shows in one line what a nomination was shown for, and how it came to be named.
func (h nominationHistory) behaviour() string {
	s := h.Nomination.Behaviour
	if s == "" {
		return "-"
	}
	if h.Shown.BehaviourBy != "" {
		s += ", named by " + map[string]string{store.NamedByWords: "the words " + fmt.Sprintf("%q", h.Nomination.BehaviourWords),
			store.NamedByNominator: "the nominator", store.NamedByApprover: "the approver"}[h.Shown.BehaviourBy]
	}
	if h.Shown.Touchpoint != "" {
		s += ", at " + h.Shown.Touchpoint
	}
	return s
}
