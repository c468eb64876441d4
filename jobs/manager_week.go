package jobs

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/recognition/audience"
	"goodword/internal/recognition/behaviour"
	"goodword/internal/store"
	"goodword/templates"
)

const (
	unseenDays   = 90 // after which a report counts as unrecognised
	mostUnseen   = 5  // reports that a weekly letter names
	mostLessons  = 3
	mostOfTeam   = 10 // recognitions that it shows
	silentWeeks  = 3  // weeks without a letter, after which one comes all the same
	lessonsFrom  = 200
	teamYear     = 365 // days of which a team's behaviours are taken
	mostWeekAsks = 20
)

// weekItem is what a number of the weekly letter stands for: one of the two.
type weekItem struct{ Nomination, Challenge int64 }

// weekArgs is what a weekly letter covers.
type weekArgs struct {
	From, To time.Time // the week that is told of
	Items    []weekItem
	Card     *ownCard `json:",omitempty"`
}

// managerWeeksDue lists who has reports and no letter of this week yet: on its
// first working day by the clock of their place, or when they are back.
func (w work) managerWeeksDue() (due []occasion, err error) {
	if !w.Settings.ManagerWeek {
		return nil, nil
	}
	claimed := map[string][]string{}
	for _, id := range w.people.managers() {
		place := w.people.place(id)
		if person, _ := w.people.Person(id); person.Away(w.now) || !place.Workday(w.now) || place.TimeOfDay(w.now) < w.Settings.DigestAt {
			continue
		}
		week := isoWeek(place, w.now)
		if claimed[week] == nil {
			list, err := store.Claimed(w.ctx, w.tx, string(templates.LetterManagerWeek), week)
			if err != nil {
				return nil, err
			}
			slices.Sort(list)
			claimed[week] = append(list, "") // not nil
		}
		if _, has := slices.BinarySearch(claimed[week][:len(claimed[week])-1], w.people.person(id).Address); has {
			continue
		}
		due = append(due, occasion{reader: id, period: week})
	}
	if len(due) == 0 {
		return nil, nil
	}
	own, err := w.ownCards()
	for i := range due {
		due[i].card = own[due[i].reader]
	}
	return due, err
}

func isoWeek(p recognition.Place, t time.Time) string {
	year, week := t.In(p.Location).ISOWeek()
	return fmt.Sprintf("%d-W%02d", year, week)
}

// weekStart gives the first moment of the week of t at p.
func weekStart(p recognition.Place, t time.Time) time.Time {
	y, m, d := t.In(p.Location).Date()
	weekday := (int(t.In(p.Location).Weekday()) + 6) % 7
	return time.Date(y, m, d-weekday, 0, 0, 0, 0, p.Location)
}

// managers lists the active people who have active reports, by id; the CEO has the digest.
func (c *company) managers() []int64 {
	has := map[int64]bool{}
	for p := range c.all() {
		if p.Active && p.ManagerID != nil && c.person(*p.ManagerID).Active && *p.ManagerID != c.Leader(recognition.CEO) {
			has[*p.ManagerID] = true
		}
	}
	ids := make([]int64, 0, len(has))
	for id := range has {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// managerWeek claims a manager's week and writes the letter if there is
// something to say, or if nothing was said for a month.
func (w work) managerWeek(o occasion) error {
	id, week := o.reader, o.period
	if isoWeek(w.people.place(id), w.now) != week {
		return nil // midnight passed since it was looked for
	}
	kind, reader := string(templates.LetterManagerWeek), w.people.person(id).Address
	if ours, err := store.ClaimOccasion(w.ctx, w.tx, kind, reader, week, w.now); err != nil || !ours {
		return err
	}
	place := w.people.place(id)
	args := weekArgs{To: weekStart(place, w.now), Card: o.card}
	args.From = args.To.AddDate(0, 0, -7)
	waits, err := store.WaitsOn(w.ctx, w.tx, id, mostWeekAsks)
	if err != nil {
		return err
	}
	for _, n := range waits {
		args.Items = append(args.Items, weekItem{Nomination: n.ID})
	}
	open, err := store.OpenChallenges(w.ctx, w.tx, id, mostWeekAsks)
	if err != nil {
		return err
	}
	for _, c := range open {
		args.Items = append(args.Items, weekItem{Challenge: c.ID})
	}
	v, err := w.fillWeek(id, args, templates.Frame{})
	if err != nil {
		return err
	}
	if len(v.Waits)+len(v.Lapsed)+len(v.Challenges)+len(v.Praise)+len(v.Lessons) == 0 {
		silent, err := store.Silences(w.ctx, w.tx, kind, reader, week, silentWeeks)
		if err != nil || silent < silentWeeks {
			return err
		}
	}
	letter, err := w.post(post{kind: templates.LetterManagerWeek, slot: fmt.Sprintf("%s:%d:%s", kind, id, week), to: id, args: args})
	if err != nil || letter == 0 {
		return err
	}
	return store.OccasionSent(w.ctx, w.tx, kind, reader, week, letter)
}

func (w work) buildManagerWeek(l *store.Letter, _ *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[weekArgs](l)
	if err != nil {
		return err
	}
	v, err := w.fillWeek(*l.PersonID, args, f)
	b.view, b.purpose, b.days = v, purposeApprover, w.Settings.DigestTokenDays
	return err
}

// fillWeek gathers a manager's week. The numbers are those of args, whatever
// was answered since.
func (w work) fillWeek(id int64, args weekArgs, f templates.Frame) (templates.ManagerWeek, error) {
	v := templates.ManagerWeek{Frame: f, Week: args.To, Card: shownCard(args.Card)}
	steps := []func() error{
		func() error { return w.weekItems(&v, id, args, f.Reader.Lang) },
		func() error { return w.weekTold(&v, id, args, f.Reader.Lang) },
		func() error { return w.weekUnseen(&v, id) },
		func() (err error) { v.Lessons, err = w.weekLessons(id, args, f.Reader.Lang); return err },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return v, err
		}
	}
	return v, nil
}

// weekItems lists what the manager can answer.
func (w work) weekItems(v *templates.ManagerWeek, id int64, args weekArgs, lang string) error {
	place := w.people.place(id)
	for i, item := range args.Items {
		if item.Challenge != 0 {
			c, err := store.ChallengeByID(w.ctx, w.tx, item.Challenge)
			if err != nil {
				return err
			}
			if c.TalkedAt != nil || c.Words == "" {
				continue
			}
			line := templates.ManagerChallenge{N: i + 1, Words: templates.Words(audience.Manager.Words(c.Words)), Lang: c.Language, Behaviour: w.behaviourName(c.Behaviour, lang),
				Days: place.DaysWaited(c.OpenedAt, w.now)}
			if c.EmployeeID != nil {
				line.Employee = w.personPtr(*c.EmployeeID)
			}
			v.Challenges = append(v.Challenges, line)
			continue
		}
		n, err := store.NominationByID(w.ctx, w.tx, item.Nomination)
		if err != nil {
			return err
		}
		ask, err := w.openAsk(n.ID, id)
		if err != nil || n.State != recognition.Awaiting {
			continue // answered since
		}
		v.Waits = append(v.Waits, templates.ManagerWaits{N: i + 1, Nominee: w.people.shown(*n.NomineeID), Nominator: w.people.shownPtr(n.NominatorID),
			Compliment: w.compliment(&n), Days: place.DaysWaited(ask.AskedAt, w.now)})
	}
	return nil
}

// weekTold lists what lapsed and what was praised in the week.
func (w work) weekTold(v *templates.ManagerWeek, id int64, args weekArgs, lang string) error {
	lapsed, err := store.LapsedOn(w.ctx, w.tx, id, args.From, args.To, mostOfTeam)
	if err != nil {
		return err
	}
	for _, n := range lapsed {
		v.Lapsed = append(v.Lapsed, templates.ManagerLapsed{Nominee: w.people.shownPtr(n.NomineeID), At: n.ChangedAt})
	}
	praised, err := store.TeamRecognised(w.ctx, w.tx, id, args.From, args.To, mostOfTeam)
	for i := range praised {
		n := &praised[i]
		v.Praise = append(v.Praise, templates.ManagerPraise{Nominee: w.people.shown(*n.NomineeID), Behaviour: w.behaviourName(n.Behaviour, lang), Compliment: w.compliment(n)})
	}
	return err
}

// weekUnseen lists the reports whom nobody recognised for long. Who stays out of
// statistics by name is counted and not named, to the own manager either.
func (w work) weekUnseen(v *templates.ManagerWeek, id int64) error {
	since := w.now.AddDate(0, 0, -unseenDays)
	list, err := store.Unrecognised(w.ctx, w.tx, id, since, mostShown)
	if err != nil {
		return err
	}
	for _, person := range list {
		if w.people.person(person).Private {
			v.Private++
		} else if len(v.Unseen) < mostUnseen {
			ever, err := store.EverRecognised(w.ctx, w.tx, person)
			if err != nil {
				return err
			}
			v.Unseen = append(v.Unseen, templates.Unseen{Person: w.people.shown(person), Never: !ever})
		}
	}
	return nil
}

// weekLessons chooses what other managers learned in the week: of the behaviours
// that the reader's team shows, then of the same touchpoints. Names of who stays
// out of stories are left out.
func (w work) weekLessons(id int64, args weekArgs, lang string) ([]templates.Learned, error) {
	list, err := store.LessonsSince(w.ctx, w.tx, args.From, args.To, lessonsFrom)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	shown, err := store.TeamBehaviours(w.ctx, w.tx, id, w.now.AddDate(0, 0, -teamYear))
	if err != nil {
		return nil, err
	}
	near := func(l store.Lesson) int { return nearness(w.Catalogue, shown, l.Behaviour) }
	list = slices.DeleteFunc(list, func(l store.Lesson) bool { return l.By == id || near(l) == 0 })
	slices.SortStableFunc(list, func(a, b store.Lesson) int { return cmp.Compare(near(b), near(a)) })
	var out []templates.Learned
	for _, l := range list[:min(len(list), mostLessons)] {
		learned := templates.Learned{Lesson: templates.Words(withoutTokens(l.Lesson)), Behaviour: w.behaviourName(l.Behaviour, lang),
			Words: templates.Words(audience.Public.Words(withoutTokens(l.Compliment))), Lang: l.Language}
		if !w.people.person(l.By).Private {
			learned.Manager = w.people.shown(l.By)
		}
		if w.people.person(l.NomineeID).Private {
			learned.Words = "" // the customer's words may name whom nobody is to name
		} else {
			learned.Nominee = w.people.shown(l.NomineeID)
		}
		out = append(out, learned)
	}
	return out, nil
}

// nearness is 2 for a behaviour that a team shows, 1 for another at one of the
// team's touchpoints, 0 for neither. A team of which nothing is known is near to all.
func nearness(c *behaviour.Catalogue, team []string, lesson string) int {
	if len(team) == 0 {
		return 1
	}
	about, known := c.ByID(lesson)
	for _, id := range team {
		if id == lesson {
			return 2
		}
	}
	for _, id := range team {
		if b, ok := c.ByID(id); ok && known && about.Meets(b) {
			return 1
		}
	}
	return 0
}
