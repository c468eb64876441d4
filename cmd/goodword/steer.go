package main

import (
	"errors"
	"fmt"
	"os/user"
	"strconv"
	"strings"

	"goodword/internal/store"
)

// operator names who gave a command, for the audit log.
func operator() string {
	if u, err := user.Current(); err == nil {
		return "operator " + u.Username
	}
	return "operator"
}

type pauseCommand struct{}

// Help shows examples.
func (pauseCommand) Help() string {
	return `Nothing is lost: thank-yous wait until mail is resumed. The Chief People
Officer and the operator are told.

Examples:
  goodword pause`
}

// Run stops all mail over the CEO's name.
func (pauseCommand) Run(e *environment) error { return setPause(e, true) }

type resumeCommand struct{}

// Help shows examples.
func (resumeCommand) Help() string {
	return `Examples:
  goodword resume`
}

// Run lets mail over the CEO's name go out again.
func (resumeCommand) Run(e *environment) error { return setPause(e, false) }

func setPause(e *environment, pause bool) error {
	return e.with(func(o *office) error {
		changed, err := o.desk.SetPause(e.ctx, operator(), pause)
		if err != nil {
			return err
		}
		said := map[[2]bool]string{
			{true, true}:   "Paused: nothing leaves over the CEO's name until `goodword resume`.",
			{true, false}:  "It was paused before.",
			{false, true}:  "Resumed: thank-yous go out again.",
			{false, false}: "It was not paused.",
		}
		_, err = fmt.Fprintln(e.out, said[[2]bool{pause, changed}])
		return err
	})
}

type readmitCommand struct {
	ID int64 `arg:"" help:"The number of the mail, as goodword status shows it."`
}

// Help shows examples.
func (readmitCommand) Help() string {
	return `The mail is read once more, by the same rules: it still decides nothing unless
its sender is proven now. Who brought it back stands in the audit log.

Examples:
  goodword readmit 17`
}

// Run brings back a mail that was set aside.
func (r readmitCommand) Run(e *environment) error {
	return e.with(func(o *office) error {
		if err := o.desk.Readmit(e.ctx, r.ID, operator()); err != nil {
			return fmt.Errorf("bring back mail %d: %w", r.ID, err)
		}
		_, err := fmt.Fprintf(e.out, "Mail %d is read again by the running service; look with `goodword show %d`.\n", r.ID, r.ID)
		return err
	})
}

type resolveCommand struct {
	Number string `arg:"" help:"The nomination, such as GW-1001."`
	Truth  string `arg:"" enum:"sent,resend" help:"sent: it did arrive; resend: it did not, send it again."`
}

// Help shows examples.
func (resolveCommand) Help() string {
	return `For a nomination that is stuck because nobody knows whether its thank-you was
delivered, or because it was refused or bounced; and for the CEO's own words to
a nominee who was thanked, where nobody knows whether they were delivered. Ask
the nominee, or look into the relay's log. Who said so stands in the audit log.

Examples:
  goodword resolve GW-1001 sent
  goodword resolve GW-1001 resend`
}

// Run says what became of a thank-you.
func (r resolveCommand) Run(e *environment) error {
	number, err := nominationNumber(r.Number)
	if err != nil {
		return err
	}
	return e.with(func(o *office) error {
		if err := o.desk.Resolve(e.ctx, number, r.Truth == "sent", operator()); err != nil {
			return fmt.Errorf("resolve %s: %w", r.Number, err)
		}
		_, err := fmt.Fprintf(e.out, "Done; look with `goodword show %s`.\n", r.Number)
		return err
	})
}

func nominationNumber(said string) (int64, error) {
	digits, ok := strings.CutPrefix(strings.ToUpper(said), "GW-")
	number, err := strconv.ParseInt(digits, 10, 64)
	if !ok || err != nil {
		return 0, fmt.Errorf("%q is no nomination: they look like GW-1001", said)
	}
	return number, nil
}

type auditCommand struct {
	Verify auditVerifyCommand `cmd:"" help:"Walk the whole chain and name the first entry that does not fit."`
}

type auditVerifyCommand struct {
	Until string `help:"An audit head from an old digest or statement: it must be in the chain." placeholder:"HEAD"`
}

// Help shows examples.
func (auditVerifyCommand) Help() string {
	return `Every digest, and the monthly statement, carries the head of the chain outside
the database. With --until, the chain must pass through the head you name: then
nothing of before was changed since that letter was written.

Examples:
  goodword audit verify
  goodword audit verify --until 9f2c41d07be8a35e6b1d90c3f7a24e58d1c06b93ae7f42508c9d13e6a75b20f4`
}

// Run checks the chain of the audit log.
func (a auditVerifyCommand) Run(e *environment) error {
	return e.with(func(o *office) error {
		return o.in(e.ctx, func(tx store.Tx) error {
			entries, err := store.VerifyAudit(e.ctx, tx)
			if err != nil {
				return err
			}
			_, head, err := store.AuditHead(e.ctx, tx)
			if err != nil {
				return err
			}
			if _, err = fmt.Fprintf(e.out, "%s, all in their place. Head: %s\n", entriesOf(entries), head); err != nil || a.Until == "" {
				return err
			}
			then, err := store.EntryWithHead(e.ctx, tx, a.Until)
			if errors.Is(err, store.ErrNotFound) {
				return fmt.Errorf("no entry has the head %s: the log was changed since that letter was written, or this is another database", a.Until)
			}
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(e.out, "That head is entry %d, of %s; %d came after it. Nothing up to it was changed.\n", then.ID, stamp(then.HappenedAt), entries-then.ID)
			return err
		})
	})
}

// entriesOf counts entries of the audit log in words.
func entriesOf(n int64) string {
	if n == 1 {
		return "1 entry"
	}
	return strconv.FormatInt(n, 10) + " entries"
}
