package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"goodword/internal/store"
)

type restoredCommand struct {
	List    restoredListCommand    `cmd:"" help:"List what waits for your word since a backup was brought back."`
	Release restoredReleaseCommand `cmd:"" help:"Nothing came of it in the time that is lost: it goes on."`
	Drop    restoredDropCommand    `cmd:"" help:"It ended in the time that is lost: it ends here too, and nobody is told."`
	Sent    restoredSentCommand    `cmd:"" help:"The thank-you of an approved nomination left in the time that is lost."`
}

type restoredListCommand struct{}

// Help shows examples.
func (restoredListCommand) Help() string {
	return `To find out what became of one, look into the relay's log, the Sent folder, or
ask the approver and the nominee. A letter in the Sent folder, or in goodword's
own mailbox, that bears the field "X-Goodword: letter-17" did leave.

Examples:
  goodword restored list`
}

// Run lists what waits.
func (restoredListCommand) Run(e *environment) error {
	return e.with(func(o *office) error {
		rows, err := o.waiting(e)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			_, err := fmt.Fprintln(e.out, "Nothing waits since a backup was brought back.")
			return err
		}
		w := tabwriter.NewWriter(e.out, 0, 4, 2, ' ', 0)
		for _, r := range rows {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", r.Name(), strings.ReplaceAll(r.State, "_", " "), plain(r.Of), strings.Join(r.Letters, ", "))
		}
		return w.Flush()
	})
}

func (o *office) waiting(e *environment) (rows []store.WaitingRow, err error) {
	err = o.in(e.ctx, func(tx store.Tx) (err error) {
		rows, err = store.WaitingSince(e.ctx, tx)
		return err
	})
	return rows, err
}

// which names what an operator speaks of.
type which struct {
	Names   []string `arg:"" optional:"" name:"name" help:"As goodword restored list has them: GW-1001, letter-17."`
	All     bool     `help:"Everything that waits." xor:"which"`
	Letters bool     `help:"All letters that are about no nomination, such as digests." xor:"which"`
}

// each does something to everything that is named.
func (w which) each(e *environment, done string, do func(o *office) func(context.Context, string, string) error) error {
	if (len(w.Names) == 0) == (!w.All && !w.Letters) {
		return errors.New("name what you speak of, as `goodword restored list` does, or give --all or --letters")
	}
	return e.with(func(o *office) error {
		names := w.Names
		rows, err := o.waiting(e)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if w.All || w.Letters && r.NominationID == nil {
				names = append(names, r.Name())
			}
		}
		for _, name := range names {
			if err := do(o)(e.ctx, name, operator()); err != nil {
				return err
			}
			fmt.Fprintf(e.out, "%s: %s\n", name, done)
		}
		return nil
	})
}

type restoredReleaseCommand struct{ which }

// Help shows examples.
func (restoredReleaseCommand) Help() string {
	return `Reminders and lapse come later by as long as the time that is lost.

Examples:
  goodword restored release GW-1001 letter-17
  goodword restored release --all`
}

// Run lets things go on.
func (r restoredReleaseCommand) Run(e *environment) error {
	return r.each(e, "goes on", func(o *office) func(context.Context, string, string) error { return o.desk.Release })
}

type restoredDropCommand struct{ which }

// Help shows examples.
func (restoredDropCommand) Help() string {
	return `A nomination is withdrawn, and its letters never leave. Nobody is told.

Examples:
  goodword restored drop GW-1001
  goodword restored drop --letters`
}

// Run ends things.
func (r restoredDropCommand) Run(e *environment) error {
	return r.each(e, "ended", func(o *office) func(context.Context, string, string) error { return o.desk.Drop })
}

type restoredSentCommand struct {
	Names []string `arg:"" name:"number" help:"Nominations, such as GW-1001."`
}

// Help shows examples.
func (restoredSentCommand) Help() string {
	return `The nomination counts as thanked. Whoever was told of it then is not told again.

Examples:
  goodword restored sent GW-1001`
}

// Run notes that thank-yous have left.
func (r restoredSentCommand) Run(e *environment) error {
	return which{Names: r.Names}.each(e, "counts as thanked", func(o *office) func(context.Context, string, string) error { return o.desk.Sent })
}
