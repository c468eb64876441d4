package jobs

import (
	"slices"
	"strings"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/recognition/behaviour"
	"goodword/internal/store"
	"goodword/templates"
)

// Who may be named as the next Chief People Officer: recognised so often within
// a year, for so many different behaviours, by so many different people.
const (
	leaningTimes     = 3
	leaningDifferent = 2
	leaningVoices    = 2
	mostSuccessors   = 5
)

// successors names, in the quarter's first letter, who showed the behaviours
// that customers feel, with the evidence.
func (w work) successors(v *templates.CPOLetter, args digestArgs) error {
	cpo, ceo := w.people.Leader(recognition.CPO), w.people.Leader(recognition.CEO)
	place := w.people.place(cpo).Location
	day, err := time.ParseInLocation(time.DateOnly, args.Day, place)
	if err != nil || quarterOf(day) == quarterOf(args.Since.In(place)) {
		return err
	}
	list, err := store.LeaningTo(w.ctx, w.tx, w.now.AddDate(-1, 0, 0), w.towardsCustomers(), leaningTimes, leaningDifferent, leaningVoices, mostSuccessors+2)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(l store.Leaning) bool { return l.PersonID == cpo || l.PersonID == ceo })
	for _, l := range list[:min(len(list), mostSuccessors)] {
		s := templates.Successor{Person: w.people.shown(l.PersonID), Times: l.Times, Colleagues: l.Colleagues, Customers: l.Customers}
		var names, seen []string
		for _, id := range l.Behaviours {
			names = append(names, w.behaviourName(id, v.Reader.Lang))
		}
		for _, n := range l.Numbers {
			seen = append(seen, store.Nomination{Number: n}.Public())
		}
		s.Behaviours, s.Numbers = strings.Join(names, ", "), numbers(seen)
		v.Successors = append(v.Successors, s)
	}
	return nil
}

// quarterOf numbers quarters through all years.
func quarterOf(t time.Time) int { return t.Year()*4 + int(t.Month()-1)/3 }

// towardsCustomers lists the catalogue's behaviours that belong to a touchpoint
// at which the front line meets customers.
func (w work) towardsCustomers() []string {
	ids := []string{}
	for _, b := range w.Catalogue.Behaviours {
		if slices.ContainsFunc(w.Catalogue.Touchpoints, func(t behaviour.Touchpoint) bool {
			return b.At(t.ID) && (len(t.Roles) == 0 || slices.Contains(t.Roles, behaviour.FrontLine))
		}) {
			ids = append(ids, b.ID)
		}
	}
	return ids
}
