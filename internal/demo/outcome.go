package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/parse/part"
)

// outcome is how the week ended, as database and mailboxes tell.
type outcome struct {
	mails       []readMailRow
	letters     []letterRow
	nominations []nominationRow
	boxes       map[string][]letter // by mailbox
	audit       error
	jobs        int // of River that are not done
	queued      int // letters due and not sent
}

// letterRow is one letter as the database has it.
type letterRow struct {
	ID         int64
	Kind       string
	To         string
	State      string
	MessageID  string
	Mail       *int64 // the inbound mail that caused it
	Nomination *int64
	Overname   string
}

// nominationRow is one nomination as the database has it.
type nominationRow struct {
	ID      int64
	Number  int64
	State   string
	Nominee string
}

// look collects how things stand.
func (w *World) look(ctx context.Context) (o outcome, err error) {
	if o.mails, err = w.mailsSince(ctx, 0); err != nil {
		return o, err
	}
	if o.letters, err = collect[letterRow](ctx, w, `select id, kind, to_address as "to", state, coalesce(message_id, '') as message_id,
		inbound_id as mail, nomination_id as nomination, over_name as overname from letters order by id`); err != nil {
		return o, err
	}
	if o.nominations, err = collect[nominationRow](ctx, w, `select n.id, n.number, n.state, coalesce(p.address, '') as nominee
		from nominations n left join people p on p.id = n.nominee_id order by n.id`); err != nil {
		return o, err
	}
	if err := w.service.Pool.QueryRow(ctx, `select (select count(*) from river_job where state not in ('completed', 'cancelled', 'running')),
		(select count(*) from letters where state = 'sending' or state = 'queued' and not_before <= $1)`, w.clock.Now()).Scan(&o.jobs, &o.queued); err != nil {
		return o, err
	}
	o.boxes = map[string][]letter{}
	for _, box := range w.server.Accounts() {
		if o.boxes[box], err = w.mailbox(ctx, box); err != nil {
			return o, err
		}
	}
	o.audit = store.InTx(ctx, w.service.Pool, func(tx store.Tx) error { _, err := store.VerifyAudit(ctx, tx); return err })
	return o, nil
}

func collect[T any](ctx context.Context, w *World, sql string, args ...any) ([]T, error) {
	rows, err := w.service.Pool.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("look at how things stand: %w", err)
	}
	return pgx.CollectRows(rows, pgx.RowToStructByNameLax[T])
}

// short is an address without the company's domain.
func short(a string) string { return strings.TrimSuffix(address.Fold(a), "@"+domain) }

// causedBy lists the letters that a mail caused, as "kind reader"; 0 gives
// those that time alone caused.
func (o outcome) causedBy(mail int64) []string {
	var list []string
	for _, l := range o.letters {
		if l.State != "cancelled" && (mail == 0 && l.Mail == nil || l.Mail != nil && *l.Mail == mail) {
			list = append(list, l.Kind+" "+short(l.To))
		}
	}
	slices.Sort(list)
	return list
}

// check says what is not as it should be after the scenes that were played.
func (o outcome) check(done []played, want ending) []string {
	var missing []string
	add := func(format string, args ...any) { missing = append(missing, fmt.Sprintf(format, args...)) }
	taken := map[int64]readMailRow{}
	for _, m := range o.mails {
		taken[m.ID] = m
		if m.Disposition == "unread" {
			add("mail %d (%s) was taken for nothing", m.ID, m.Subject)
		}
	}
	scenes := 0
	for _, p := range done {
		if p.Mail == 0 {
			continue
		}
		scenes++
		if got := taken[p.Mail]; got.Disposition != string(p.want) {
			add("%s, %s: taken for %s (%s), and should be %s", p.at, p.name, got.Disposition, got.Reason, p.want)
		}
		differ(add, fmt.Sprintf("%s, %s: letters", p.at, p.name), o.causedBy(p.Mail), p.letters)
	}
	if returned := len(o.mails) - scenes; returned != want.bounces {
		add("%d mails came that nobody wrote (bounces), and there should be %d", returned, want.bounces)
	}
	differ(add, "letters that time alone causes", o.causedBy(0), want.unprompted)
	o.checkNominations(add, want)
	o.checkMailboxes(add)
	o.checkPromises(add, want)
	return missing
}

// differ compares two lists in any order, and tells each thing too many or too few.
func differ(add func(string, ...any), what string, got, want []string) {
	left := slices.Clone(want)
	for _, g := range got {
		if i := slices.Index(left, g); i >= 0 {
			left = slices.Delete(left, i, i+1)
			continue
		}
		add("%s: nobody expected %q", what, g)
	}
	for _, l := range left {
		add("%s: %q is missing", what, l)
	}
}

func (o outcome) checkNominations(add func(string, ...any), want ending) {
	var got, expected []string
	for _, n := range o.nominations {
		got = append(got, short(n.Nominee)+" "+n.State)
	}
	for _, n := range want.nominations {
		expected = append(expected, n.nominee+" "+string(n.state))
	}
	differ(add, "nominations", got, expected)
}

// checkMailboxes compares the letters of the database with those that lie in mailboxes.
func (o outcome) checkMailboxes(add func(string, ...any)) {
	lying := map[string]int{} // by mailbox and Message-ID
	for box, list := range o.boxes {
		for _, l := range list {
			if l.Mark != 0 {
				lying[box+" "+l.ID]++
			}
		}
	}
	for _, l := range o.letters {
		key := address.Fold(l.To) + " " + l.MessageID
		switch n := lying[key]; {
		case l.State == "accepted" && n != 1:
			add("letter %d (%s) lies %d times in the mailbox of %s, and should once", l.ID, l.Kind, n, l.To)
		case l.State == "refused" || l.State == "unknown":
			add("letter %d (%s) to %s ended as %s", l.ID, l.Kind, l.To, l.State)
		case l.State == "bounced" && n != 0:
			add("letter %d (%s) came back, and lies in the mailbox of %s all the same", l.ID, l.Kind, l.To)
		}
		delete(lying, key)
	}
	for key := range lying {
		add("a letter lies in a mailbox of which the database knows nothing: %s", key)
	}
}

// checkPromises looks for what must never be.
func (o outcome) checkPromises(add func(string, ...any), want ending) {
	thanked := map[int64]int{}
	for box, list := range o.boxes {
		for _, l := range list {
			if l.Kind == "thank_you" && l.From.Address != ceo {
				add("a thank-you to %s comes from %s", box, l.From.Address)
			}
			if l.Mark != 0 && address.Domain(box) != domain && !slices.Contains(want.proven, box) {
				add("a letter (%s) went to %s, and nothing proves that address", l.Kind, box)
			}
			if root, _ := part.Parse(l.Raw); l.Mark != 0 && root.Get("Reply-To") == "" && l.Kind != "pass_on" {
				add("the %s letter to %s tells no address to answer to", l.Kind, box)
			}
		}
	}
	for _, l := range o.letters {
		if l.Kind == "thank_you" && l.State != "cancelled" && l.State != "bounced" {
			thanked[*l.Nomination]++
		}
	}
	for _, n := range o.nominations {
		switch count := thanked[n.ID]; {
		case count > 1:
			add("GW-%d: %s was thanked %d times", n.Number, n.Nominee, count)
		case n.State == "thanked" && count == 0:
			add("GW-%d counts as thanked, and there is no letter", n.Number)
		}
	}
	if o.audit != nil {
		add("the audit log does not verify: %v", o.audit)
	}
	if o.jobs > 0 || o.queued > 0 {
		add("%d jobs and %d letters were left", o.jobs, o.queued)
	}
}
