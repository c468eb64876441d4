package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/templates"
)

// at is the company at a moment: who is Chief People Officer depends on it.
func (c *company) at(now time.Time) *company {
	if len(c.settings.CPOs) == 0 {
		return c
	}
	then := *c
	then.now = now
	return &then
}

// cpoOf gives the Chief People Officer of a site: the whole company's where it
// has none of its own, or that one is not in the directory.
func (c *company) cpoOf(site string) int64 {
	if len(c.settings.CPOs) == 0 {
		return c.byAddress[address.Fold(c.settings.CPO)]
	}
	id := c.byAddress[address.Fold(recognition.Chief(c.settings.CPOs, site, c.now))]
	if site != "" && !c.person(id).Active {
		return c.cpoOf("")
	}
	return id
}

// cpos lists all who are Chief People Officer now, the whole company's first.
func (c *company) cpos() []int64 {
	list := []int64{c.cpoOf("")}
	if len(c.settings.CPOs) == 0 {
		return list
	}
	for _, a := range recognition.Chiefs(c.settings.CPOs, c.now) {
		if id := c.byAddress[address.Fold(a)]; c.person(id).Active && !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}

// leads says whether somebody is that leader now, of all sites or of some.
func (c *company) leads(l recognition.Leader, id int64) bool {
	if l == recognition.CPO {
		return id != 0 && slices.Contains(c.cpos(), id)
	}
	return id != 0 && id == c.Leader(l)
}

// cpoFor gives the Chief People Officer whom a nomination is for: that of its
// nominee's site.
func (c *company) cpoFor(n *store.Nomination) int64 {
	if n == nil || n.NomineeID == nil {
		return c.cpoOf("")
	}
	return c.cpoOf(c.person(*n.NomineeID).Site)
}

// siteChart is the company as the rules see it for a nominee of one site.
type siteChart struct {
	*company
	site string
}

// Leader fulfils recognition.Chart.
func (c siteChart) Leader(l recognition.Leader) int64 {
	if l == recognition.CPO {
		return c.cpoOf(c.site)
	}
	return c.company.Leader(l)
}

// siteLettersIfDue writes the letters of those who are Chief People Officer of
// some sites; the whole company's has its own.
func (w work) siteLettersIfDue() error {
	for _, reader := range w.people.cpos()[1:] {
		if err := w.siteLetterTo(reader); err != nil {
			return err
		}
	}
	return nil
}

func (w work) siteLetterTo(reader int64) error {
	place, kind := w.people.place(reader), string(templates.LetterCPO)
	if !place.Workday(w.now) || place.TimeOfDay(w.now) < w.Settings.DigestAt {
		return nil
	}
	day, who := place.Date(w.now), w.people.person(reader).Address
	if done, err := store.OccasionClaimed(w.ctx, w.tx, kind, who, day); err != nil || done {
		return err
	}
	since, err := store.LastOccasion(w.ctx, w.tx, kind, who, day)
	if err != nil {
		return err
	}
	if ours, err := store.ClaimOccasion(w.ctx, w.tx, kind, who, day, w.now); err != nil || !ours {
		return err
	}
	args := digestArgs{Day: day, Since: since, Chief: reader}
	empty, err := w.gather(recognition.CPO, &args)
	if err != nil || empty && !w.Settings.DigestWhenEmpty {
		return err
	}
	id, err := w.post(post{kind: templates.LetterCPO, slot: fmt.Sprintf("%s:%s:%d", kind, day, reader), to: reader, args: args})
	if err != nil || id == 0 {
		return err
	}
	return store.OccasionSent(w.ctx, w.tx, kind, who, day, id)
}

// handoverDays is for how long after a term began its handover is looked for.
const handoverDays = 14

// handOver passes what waits for a Chief People Officer whose term ended to who
// follows, and tells both; once, by whichever process looks first.
func (d *Desk) handOver(ctx context.Context) error {
	if len(d.Settings.CPOs) == 0 {
		return nil
	}
	var handovers []recognition.Handover
	var waiting []int64
	err := d.tx(ctx, func(w work) (err error) {
		handovers = recognition.Handovers(w.Settings.CPOs, w.now.AddDate(0, 0, -handoverDays), w.now)
		sites, chiefs := w.people.chiefsBySite()
		waiting, err = store.AskedOfChiefs(w.ctx, w.tx, sites, chiefs, w.people.cpoOf(""), tickBatch)
		return err
	})
	for _, h := range handovers { // what cannot be told keeps nothing from being passed on
		err = errors.Join(err, d.tx(ctx, func(w work) error { return w.tellHandover(h) }))
	}
	for _, id := range waiting { // each by itself: nobody holds the audit log and waits for a nomination
		err = errors.Join(err, d.tx(ctx, func(w work) error { return w.passToChief(id) }))
	}
	return err
}

// handoverArgs is who followed whom, and of what.
type handoverArgs struct {
	At       time.Time
	From, To int64
	Sites    []string
}

// tellHandover writes to both sides of a handover.
func (w work) tellHandover(h recognition.Handover) error {
	from, knowsFrom := w.people.withAddress(h.From)
	to, knowsTo := w.people.withAddress(h.To)
	if !knowsTo || !to.Active {
		return nil // doctor says so
	}
	kind, period := string(templates.LetterHandover), h.At.UTC().Format(time.DateOnly)+" "+to.Address
	if done, err := store.OccasionClaimed(w.ctx, w.tx, kind, from.Address, period); err != nil || done {
		return err
	}
	if ours, err := store.ClaimOccasion(w.ctx, w.tx, kind, from.Address, period, w.now); err != nil || !ours {
		return err
	}
	if err := w.audit("Chief People Officer handed over", goodword, nil, nil, fmt.Sprintf("from %s to %s", h.From, h.To)); err != nil {
		return err
	}
	args := handoverArgs{At: h.At, From: from.ID, To: to.ID, Sites: h.Sites}
	if h.Company {
		args.Sites = nil
	}
	for _, reader := range []store.Person{to, from} {
		if reader.ID == from.ID && (!knowsFrom || !from.Active) {
			continue
		}
		if _, err := w.post(post{kind: templates.LetterHandover, slot: fmt.Sprintf("%s:%s:%d:%d", kind, period, from.ID, reader.ID), to: reader.ID, args: args}); err != nil {
			return err
		}
	}
	return nil
}

func (w work) buildHandover(l *store.Letter, _ *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[handoverArgs](l)
	if err != nil {
		return err
	}
	v := templates.HandoverLetter{Frame: f, From: w.people.shown(args.From), To: w.people.shown(args.To), Since: args.At.Add(12 * time.Hour),
		Sites: strings.Join(args.Sites, ", "), Former: l.PersonID != nil && *l.PersonID == args.From, Still: w.people.leads(recognition.CPO, args.From)}
	b.view = v
	return nil
}

// chiefsBySite lists the sites people work at, and beside each its Chief People Officer.
func (c *company) chiefsBySite() (sites []string, chiefs []int64) {
	known := map[string]bool{"": true}
	for p := range c.all() {
		if !known[p.Site] {
			known[p.Site] = true
			sites, chiefs = append(sites, p.Site), append(chiefs, c.cpoOf(p.Site))
		}
	}
	return sites, chiefs
}

// passToChief closes the requests to who is Chief People Officer no more. Where
// nobody else is asked, whoever approves as things stand now is: who follows as
// Chief People Officer, but never about a nomination by or of themselves.
func (w work) passToChief(id int64) error {
	n, err := store.LockNomination(w.ctx, w.tx, id)
	if err != nil || n.State != recognition.Awaiting || n.NomineeID == nil {
		return err
	}
	asks, err := store.Asks(w.ctx, w.tx, n.ID)
	if err != nil {
		return err
	}
	var former []store.Ask
	stays := false // somebody else is asked, and may still answer
	for _, a := range asks {
		switch {
		case a.ClosedAt != nil:
		case w.formerChief(&n, a):
			former = append(former, a)
		default:
			stays = stays || w.people.person(a.PersonID).Active
		}
	}
	if len(former) == 0 {
		return nil
	}
	next, found, err := w.afterChief(&n, asks)
	if err != nil {
		return err
	}
	if !stays && !found && !w.people.person(w.people.cpoFor(&n)).Active {
		return nil // doctor says so; it is passed on once who follows is in the directory
	}
	why := "request passed to the next Chief People Officer"
	switch {
	case stays:
		why = "request taken back from a former Chief People Officer: somebody else is asked already"
	case !found:
		why = "request taken back from a former Chief People Officer: nobody else may approve"
	case next.Why != recognition.WhyCPO:
		why = "request taken back from a former Chief People Officer"
	}
	for _, a := range former {
		if err := store.CloseAsk(w.ctx, w.tx, a.ID, w.now); err != nil {
			return err
		}
		if err := w.audit(why, goodword, &n, nil, w.people.person(a.PersonID).Address); err != nil {
			return err
		}
	}
	if stays || !found {
		return nil
	}
	if err := w.setDue(&n, next.ID); err != nil {
		return err
	}
	return w.ask(&n, next)
}

// afterChief gives who approves once a Chief People Officer's term ended: whoever
// was not asked yet, or else who was and did not answer, as where a term returns.
// Nobody who confirmed their own nomination is asked for the second word on it,
// nor is their delegate.
func (w work) afterChief(n *store.Nomination, asks []store.Ask) (recognition.Approver, bool, error) {
	decisions, err := store.Decisions(w.ctx, w.tx, n.ID)
	if err != nil {
		return recognition.Approver{}, false, err
	}
	list := slices.DeleteFunc(w.approvers(n), func(a recognition.Approver) bool {
		return slices.ContainsFunc(decisions, func(d store.Decision) bool {
			return d.UndoneAt == nil && d.Answer == "second" && (a.ID == d.PersonID || a.OnBehalfOf == d.PersonID)
		})
	})
	next, found := recognition.NextApprover(list, askedIDs(n, asks))
	if !found {
		next, found = recognition.NextApprover(list, nil)
	}
	return next, found, nil
}

// formerChief says whether somebody was asked as Chief People Officer who is it no
// more for the nominee, whatever else they lead.
func (w work) formerChief(n *store.Nomination, a store.Ask) bool {
	return len(w.Settings.CPOs) > 0 && a.Why == recognition.WhyCPO && w.people.cpoFor(n) != a.PersonID
}
