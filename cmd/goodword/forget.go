package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"goodword/internal/service"
	"goodword/internal/store"
	"goodword/jobs"
)

type forgetCommand struct {
	Address  string `arg:"" help:"The address of whom to forget."`
	Employee bool   `help:"Forget somebody of the directory who left."`
	DryRun   bool   `help:"Only say what would go."`
	JSON     bool   `help:"Print one JSON object."`
}

// Help shows examples.
func (forgetCommand) Help() string {
	return `Removes a customer's mails, words, name and address: from the database, its
audit log and jobs included, and from the watched folders and the Sent folder by
IMAP. What is under way for them is taken back, and nobody is written to. It
prints what it cannot reach. It can be given again at any time. Mails and words
of other people stay, also where they quote the customer; --dry-run lists whose
mails would go, and both list those that stay.

Of an employee who left, their row, their letters and the mails they sent go;
what customers said of them stays with the company, without their name. What is
under way for them is taken back. While words about others that name them are
under way, these and the row stay: give the command again when it says so.

Examples:
  goodword forget tom@customer.example --dry-run
  goodword forget tom@customer.example
  goodword forget max@corp.example --employee`
}

// forgetting is what a forget did.
type forgetting struct {
	jobs.Forgotten
	DryRun    bool            `json:"dry_run"`
	Mailboxes []jobs.Expunged `json:"mailboxes"`
	Failed    []string        `json:"failed"`
}

// Run forgets somebody.
func (f forgetCommand) Run(e *environment) error {
	return e.with(func(o *office) error {
		done := forgetting{DryRun: f.DryRun}
		var err error
		if done.Forgotten, err = o.desk.Forget(e.ctx, f.Address, operator(), f.Employee, f.DryRun); err != nil {
			return fmt.Errorf("forget %s: %w", f.Address, err)
		}
		dry, err := o.dry(e)
		if err != nil {
			return err
		}
		if !f.DryRun && !dry { // a dry run changes no mailbox, and neither does what is done beside it
			done.expunge(e, o)
		}
		if f.JSON {
			err = json.NewEncoder(e.out).Encode(done)
		} else {
			err = done.print(e.out)
		}
		if len(done.Failed) > 0 {
			err = errors.Join(err, needsPerson("a mailbox could not be reached; the running service tries again, or give the command again"))
		}
		return err
	})
}

// expunge removes the mails from the mailboxes, each by itself.
func (f *forgetting) expunge(e *environment, o *office) {
	boxes, err := service.Boxes(o.config, e.now)
	if err != nil {
		f.Failed = append(f.Failed, err.Error())
	}
	for _, m := range o.config.Mailboxes {
		box, ok := boxes[m.Name]
		if !ok {
			continue
		}
		gone, err := o.desk.Expunge(e.ctx, m.Name, box, true)
		f.Mailboxes = append(f.Mailboxes, gone)
		if err != nil {
			f.Failed = append(f.Failed, err.Error())
		}
	}
}

func (f forgetting) print(out io.Writer) error {
	verb := "Forgotten"
	if f.DryRun {
		verb = "Would be forgotten"
	}
	fmt.Fprintf(out, "%s: %s\n", verb, f.Address)
	for _, row := range []struct {
		n    int
		what string
	}{
		{f.Mails, "stored mails of theirs: their bytes, sender, subject and what followed from them"},
		{f.Quoting, "mails of others that quote them: the stored bytes; their mailboxes keep them"},
		{f.Nominations, "nominations: their words"}, {f.Withdrawn, "of those under way: taken back"},
		{f.Letters, "letters: their bytes and words"}, {f.Cancelled, "letters that had not left: cancelled"},
		{f.Scrubbed, "further values that named them"},
		{f.Sealed, "audit entries: their words; salted hashes stay, and the log verifies"},
	} {
		fmt.Fprintf(out, "  %6d %s\n", row.n, row.what)
	}
	f.printMails(out)
	for _, m := range f.Mailboxes {
		fmt.Fprintf(out, "  %6d of %d mails removed from mailbox %s (the others were not there any more), %d copies from its Sent folder\n", m.Removed, m.Wanted, m.Mailbox, m.Copies)
	}
	for _, failed := range f.Failed {
		fmt.Fprintf(out, "  FAILED: %s\n", failed)
	}
	if f.OnTheirWay > 0 {
		fmt.Fprintf(out, "\n%d letters are on their way or wait to be sent again: give the command again in an hour.\n", f.OnTheirWay)
	}
	if f.UnderWay > 0 {
		fmt.Fprintf(out, "\n%d nominations and letters about others are under way and name them: give the command again when these have ended (a month at most).\n", f.UnderWay)
	}
	_, err := fmt.Fprintf(out, `
Out of reach: %d letters that were handed to the relay, in their readers' mailboxes; the relay's
logs and queue; backups of the database and of the mailboxes; mails that people moved elsewhere
or forwarded by themselves; what was exported or printed.
`, f.Delivered)
	return err
}

// printMails lists whose mails a dry run found, and always those that stay.
func (f forgetting) printMails(out io.Writer) {
	for _, group := range []struct {
		what  string
		mails []store.Sender
	}{
		{"Mails that would go, from their mailboxes too", f.Going},
		{"Mails of others of which the stored bytes would go", f.Quoters},
		{"Mails of others that name or quote them, and stay as they are", f.Staying},
	} {
		if len(group.mails) == 0 {
			continue
		}
		fmt.Fprintf(out, "\n%s:\n", group.what)
		for _, m := range group.mails {
			fmt.Fprintf(out, "  mail %d from %s: %s\n", m.ID, plain(m.From), plain(m.Subject))
		}
	}
}
