package jobs

import (
	"time"

	"goodword/internal/recognition"
	"goodword/internal/recognition/audience"
	ranking "goodword/internal/recognition/reach"
	"goodword/internal/store"
	"goodword/templates"
)

const (
	reachFor     = 14   // days for which a recognition is on the shortlist
	mostReach    = 1000 // candidates that are ranked
	mostReasons  = 3    // that a letter prints
	siteSample   = 25   // people whom a card for a visit names
	recognisable = 365  // days that a card for a visit looks back
)

// shortlist ranks whom the CEO might thank in person today.
func (w work) shortlist() ([]ranking.Place, error) {
	if w.Settings.Shortlist == 0 {
		return nil, nil
	}
	rows, err := store.Reachables(w.ctx, w.tx, recognition.CEO, w.now.AddDate(0, 0, -reachFor), w.now.AddDate(-1, 0, 0), mostReach)
	if err != nil {
		return nil, err
	}
	list := make([]ranking.Candidate, 0, len(rows))
	for _, r := range rows {
		if r.PersonID == w.people.Leader(recognition.CEO) {
			continue
		}
		p := w.people.person(r.PersonID)
		list = append(list, ranking.Candidate{Nomination: r.NominationID, Person: r.PersonID, Site: p.Site, Region: p.Region, Shift: p.Shift,
			Support: p.Role == "support", Level: r.Level, TurnedAround: r.Tone == "mixed", Decided: r.DecidedAt, Praised: r.Praised,
			PersonReached: when(r.PersonReached), SiteReached: when(r.SiteReached), ShiftReached: when(r.ShiftReached), RegionReached: when(r.RegionReached)})
	}
	return ranking.Rank(list, w.now, w.Settings.Shortlist), nil
}

func when(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

// reached is one line of the shortlist, as the digest keeps it until it is written.
type reached struct {
	Nomination int64
	Reasons    []ranking.Reason
}

// chooseReach puts the shortlist into what the digest covers, and says whether
// anybody on it is new to the CEO.
func (w work) chooseReach(args *digestArgs) (fresh bool, err error) {
	places, err := w.shortlist()
	if err != nil {
		return false, err
	}
	for _, p := range places {
		args.Reach = append(args.Reach, reached{p.Nomination, p.Reasons[:min(len(p.Reasons), mostReasons)]})
		first, err := store.ShowReach(w.ctx, w.tx, recognition.CEO, p.Nomination, w.now)
		if err != nil {
			return false, err
		}
		fresh = fresh || first
	}
	return fresh, nil
}

// digestReach shows the shortlist, less what was taken back since.
func (w work) digestReach(v *templates.Digest, list []reached) error {
	for _, r := range list {
		n, err := store.NominationByID(w.ctx, w.tx, r.Nomination)
		if err != nil {
			return err
		}
		if !recognised(&n) || n.State == recognition.Held {
			continue
		}
		number, err := w.numbered(n.ID)
		if err != nil {
			return err
		}
		nominee := w.people.shown(*n.NomineeID)
		v.Reach = append(v.Reach, templates.Reach{N: number, Nominee: nominee, Manager: w.managerOf(*n.NomineeID), Compliment: w.shownTo(audience.CEO, &n),
			Why: reasons(r.Reasons, nominee)})
	}
	return nil
}

func reasons(list []ranking.Reason, nominee templates.Person) []templates.ReachReason {
	var out []templates.ReachReason
	for _, r := range list {
		out = append(out, templates.ReachReason{Why: templates.ReachWhy(r), Nominee: nominee})
	}
	return out
}

func (w work) managerOf(id int64) templates.Person {
	return w.people.shownPtr(w.people.person(id).ManagerID)
}
