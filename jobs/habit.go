package jobs

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/templates"
)

// month gives the first moments of the month before t's, and of t's, by a place's clocks.
func lastMonth(p recognition.Place, t time.Time) (from, to time.Time) {
	y, m, _ := t.In(p.Location).Date()
	return time.Date(y, m-1, 1, 0, 0, 0, 0, p.Location), time.Date(y, m, 1, 0, 0, 0, 0, p.Location)
}

const period = "2006-01" // of a monthly letter

// habitArgs is what a habit letter covers.
type habitArgs struct{ From, To time.Time }

// habitIfDue writes the CEO's habit letter on the first working day of a month:
// what they did in person in the month before.
func (w work) habitIfDue() error {
	ceo := w.people.Leader(recognition.CEO)
	place := w.people.place(ceo)
	if ceo == 0 || w.Settings.Shortlist == 0 || !place.Workday(w.now) || place.TimeOfDay(w.now) < w.Settings.DigestAt {
		return nil
	}
	from, to := lastMonth(place, w.now)
	kind, reader, month := string(templates.LetterHabit), w.people.person(ceo).Address, from.Format(period)
	if done, err := store.OccasionClaimed(w.ctx, w.tx, kind, reader, month); err != nil || done {
		return err
	}
	if ours, err := store.ClaimOccasion(w.ctx, w.tx, kind, reader, month, w.now); err != nil || !ours {
		return err
	}
	people, err := store.RecognisedPeople(w.ctx, w.tx, recognition.CEO, from, to)
	if err != nil || len(people) == 0 {
		return err // goodword is new here, or nobody was recognised
	}
	id, err := w.post(post{kind: templates.LetterHabit, slot: fmt.Sprintf("%s:%s", kind, month), to: ceo, args: habitArgs{from, to}})
	if err != nil || id == 0 {
		return err
	}
	return store.OccasionSent(w.ctx, w.tx, kind, reader, month, id)
}

func (w work) buildHabit(l *store.Letter, _ *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[habitArgs](l)
	if err != nil {
		return err
	}
	v := templates.Habit{Frame: f, Month: args.From}
	done, err := store.TouchesDone(w.ctx, w.tx, recognition.CEO, args.From, args.To)
	if err != nil {
		return err
	}
	v.Done, v.Total, v.People = countTouches(done)
	if v.Owed, err = w.owed(); err != nil {
		return err
	}
	if v.Letters, v.Answered, err = store.DigestHabit(w.ctx, w.tx, recognition.CEO, args.From, args.To); err != nil {
		return err
	}
	people, err := store.RecognisedPeople(w.ctx, w.tx, recognition.CEO, args.From, args.To)
	if err != nil {
		return err
	}
	w.byPlace(&v, people)
	sites, err := store.NeglectedSites(w.ctx, w.tx, recognition.CEO, args.To.AddDate(-1, 0, 0), args.To.AddDate(0, -6, 0), 10)
	for _, s := range sites {
		v.Sites = append(v.Sites, templates.HabitSite{Site: s.Site, Recognised: s.Recognised, Never: s.Never})
	}
	b.view, b.purpose, b.days = v, "ceo", w.Settings.DigestTokenDays
	return err
}

func countTouches(done []store.Touch) (counts []templates.HabitCount, total, people int) {
	reached := map[int64]bool{}
	for _, kind := range []templates.TouchKind{templates.TouchCall, templates.TouchWords, templates.TouchNote, templates.TouchVisit, templates.TouchOther} {
		n := 0
		for _, t := range done {
			if t.Kind == string(kind) {
				n++
				reached[t.PersonID] = true
			}
		}
		if n > 0 {
			counts = append(counts, templates.HabitCount{Kind: kind, Count: n})
		}
	}
	return counts, len(done), len(reached)
}

// byPlace counts by region and role who was recognised and who of them was reached.
func (w work) byPlace(v *templates.Habit, people []store.Reached) {
	regions, roles := map[string]*templates.HabitPlace{}, map[templates.RoleName]*templates.HabitRole{}
	for _, r := range people {
		p := w.people.person(r.PersonID)
		region, role := regions[p.Region], roles[templates.RoleName(p.Role)]
		if region == nil {
			region = &templates.HabitPlace{Region: p.Region}
			regions[p.Region] = region
		}
		if role == nil {
			role = &templates.HabitRole{Role: templates.RoleName(p.Role)}
			roles[role.Role] = role
		}
		region.Recognised++
		role.Recognised++
		if r.Reached {
			region.Reached++
			role.Reached++
		}
	}
	v.Recognised = len(people)
	for _, r := range regions {
		v.Regions = append(v.Regions, *r)
	}
	for _, r := range roles {
		v.Roles = append(v.Roles, *r)
	}
	slices.SortFunc(v.Regions, func(a, b templates.HabitPlace) int {
		return cmp.Or(b.Recognised-a.Recognised, cmp.Compare(a.Region, b.Region))
	})
	slices.SortFunc(v.Roles, func(a, b templates.HabitRole) int {
		return cmp.Or(b.Recognised-a.Recognised, cmp.Compare(a.Role, b.Role))
	})
}
