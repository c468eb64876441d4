package jobs

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"goodword/internal/recognition/behaviour"
	"goodword/internal/recognition/story"
	"goodword/internal/store"
	"goodword/templates"
)

const (
	newFor       = 60 * 24 * time.Hour // for how long somebody is new enough for a letter
	joinedPeriod = "joined"            // of the occasion that comes once to everybody who is new
	spareShare   = 4                   // such letters take one of so many that may leave in an hour
	mostExamples = 3                   // stories that are looked at for one behaviour
)

// behavioursArgs is why the letter on behaviours comes.
type behavioursArgs struct {
	Joined  bool
	Version int     // of the imported catalogue it is about; 0 for the settings' own
	Stories []int64 // those its bytes tell, once it has any
}

// behavioursDue lists who gets the letter on the behaviours of their
// touchpoints: who is new, from the working day after they came, then everybody
// to whom the newest catalogue is to be told. They are spread, so that they never
// take the place of other letters.
func (w work) behavioursDue() ([]occasion, error) {
	if !w.Settings.Behaviours {
		return nil, nil
	}
	if err := store.NoteArrivals(w.ctx, w.tx, w.now); err != nil {
		return nil, err
	}
	if err := w.watchCatalogue(); err != nil {
		return nil, err
	}
	due, fresh, err := w.newcomersDue()
	if err != nil {
		return nil, err
	}
	more, err := w.catalogueDue(fresh)
	if err != nil {
		return nil, err
	}
	if due = append(due, more...); len(due) == 0 {
		return nil, nil
	}
	written, err := store.QueuedOfKind(w.ctx, w.tx, string(templates.LetterBehaviours), w.now.Add(-time.Hour))
	left := max(0, max(1, w.Settings.Hourly/spareShare)-written)
	return due[:min(len(due), left)], err
}

// watchCatalogue shows in status that the imported catalogue cannot be read.
func (w work) watchCatalogue() error {
	if w.people.catalogueTrouble == "" {
		return store.ClearTrouble(w.ctx, w.tx, "catalogue")
	}
	return store.NoteTrouble(w.ctx, w.tx, "catalogue", w.people.catalogueTrouble, w.now)
}

// atWork says that a reader's working day has begun, by their own clock.
func (w work) atWork(id int64) bool {
	place := w.people.place(id)
	return place.Workday(w.now) && place.TimeOfDay(w.now) >= w.Settings.DigestAt
}

// newcomersDue lists who is new and gets their letter now, and everybody whose
// letter is still to come.
func (w work) newcomersDue() (due []occasion, fresh map[int64]bool, err error) {
	arrived, err := store.ArrivedSince(w.ctx, w.tx, w.now.Add(-newFor))
	if err != nil || len(arrived) == 0 {
		return nil, nil, err
	}
	claimed, err := w.claimed(joinedPeriod)
	fresh = map[int64]bool{}
	for _, a := range arrived {
		if claimed[w.people.person(a.PersonID).Address] {
			continue
		}
		fresh[a.PersonID] = true
		place := w.people.place(a.PersonID)
		if w.atWork(a.PersonID) && place.Date(a.ArrivedAt) != place.Date(w.now) {
			due = append(due, occasion{reader: a.PersonID, period: joinedPeriod})
		}
	}
	return due, fresh, err
}

func (w work) claimed(period string) (map[string]bool, error) {
	list, err := store.Claimed(w.ctx, w.tx, string(templates.LetterBehaviours), period)
	has := make(map[string]bool, len(list))
	for _, reader := range list {
		has[reader] = true
	}
	return has, err
}

// catalogueDue lists who has not been told of the newest catalogue yet; once
// nobody is left, that is noted. Who is fresh reads of it in their first letter.
func (w work) catalogueDue(fresh map[int64]bool) (due []occasion, err error) {
	stored, err := store.LatestCatalogue(w.ctx, w.tx)
	if errors.Is(err, store.ErrNotFound) || err == nil && (!stored.Tell || stored.ToldAt != nil) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	version := strconv.Itoa(stored.Version)
	claimed, err := w.claimed(version)
	if err != nil {
		return nil, err
	}
	waiting := false
	for _, id := range w.people.ids {
		p := w.people.person(id)
		if !p.Active || claimed[p.Address] || fresh[id] {
			continue
		}
		waiting = true
		if w.atWork(id) {
			due = append(due, occasion{reader: id, period: version})
		}
	}
	if !waiting {
		return nil, store.CatalogueTold(w.ctx, w.tx, stored.Version, w.now)
	}
	return due, nil
}

// behavioursLetter writes the letter once: whoever is new gets none on the
// version they came in with, too.
func (w work) behavioursLetter(o occasion) error {
	kind, reader := string(templates.LetterBehaviours), w.people.person(o.reader).Address
	args := behavioursArgs{Joined: o.period == joinedPeriod}
	stored, err := store.LatestCatalogue(w.ctx, w.tx)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	args.Version = stored.Version
	if err == nil {
		ours, err := store.ClaimOccasion(w.ctx, w.tx, kind, reader, strconv.Itoa(stored.Version), w.now)
		if err != nil || !ours && !args.Joined {
			return err
		}
	}
	if args.Joined {
		if ours, err := store.ClaimOccasion(w.ctx, w.tx, kind, reader, joinedPeriod, w.now); err != nil || !ours {
			return err
		}
	} else if o.period != strconv.Itoa(stored.Version) {
		return nil // another was imported meanwhile
	}
	p := w.people.person(o.reader)
	if len(w.Catalogue.Moments(p.Role, p.Team)) == 0 {
		return nil
	}
	letter, err := w.post(post{kind: templates.LetterBehaviours, slot: fmt.Sprintf("%s:%d:%s", kind, o.reader, o.period), to: o.reader, args: args})
	if err != nil || letter == 0 {
		return err
	}
	return store.OccasionSent(w.ctx, w.tx, kind, reader, o.period, letter)
}

func (w work) buildBehaviours(l *store.Letter, _ *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[behavioursArgs](l)
	if err != nil {
		return err
	}
	v := templates.Behaviours{Frame: f, Joined: args.Joined, Write: w.Settings.From.Address}
	changed := map[string]string{}
	if !args.Joined {
		if changed, err = w.changedSince(args.Version); err != nil {
			return err
		}
	}
	reader := w.people.person(*l.PersonID)
	moments := w.Catalogue.Moments(reader.Role, reader.Team)
	examples, err := w.examples(moments, reader.ID, f.Reader.Lang)
	if err != nil {
		return err
	}
	said := map[string]bool{}
	for _, m := range moments {
		shown := templates.Moment{}
		if m.Touchpoint.ID != "" {
			shown.Name = m.Touchpoint.NameIn(f.Reader.Lang)
		}
		for _, e := range m.Behaviours {
			theme, _ := w.Catalogue.ThemeByID(e.Theme)
			told := examples.take(e.ID, m.Touchpoint.ID)
			expected := templates.Expected{Name: e.NameIn(f.Reader.Lang), Value: e.ValueIn(f.Reader.Lang),
				New: changed[e.ID] == "new" || changed[e.ID] == "back", Changed: changed[e.ID] == "changed", Story: told}
			if !said[e.ID] {
				expected.Theme, expected.Sentence = theme.NameIn(f.Reader.Lang), e.SentenceFor(reader.Role, f.Reader.Lang)
			}
			said[e.ID] = true
			shown.Behaviours = append(shown.Behaviours, expected)
		}
		v.Moments = append(v.Moments, shown)
	}
	if len(v.Moments) == 0 {
		return errNothingToSay
	}
	b.view = v
	return store.LetterTells(w.ctx, w.tx, l.ID, slices.Sorted(maps.Keys(examples.told)))
}

// changedSince says by behaviour what is new in a version for its readers: new,
// back or changed. Which words suggest it is no news.
func (w work) changedSince(version int) (map[string]string, error) {
	what := map[string]string{}
	before, err := store.CatalogueBefore(w.ctx, w.tx, version)
	if errors.Is(err, store.ErrNotFound) {
		return what, nil // all of it is: nothing stands out
	}
	if err != nil {
		return nil, err
	}
	old, problems := behaviour.Read([]byte(before.Text))
	if len(problems) > 0 {
		return what, nil
	}
	for _, c := range behaviour.Compare(old, w.Catalogue) {
		fields := slices.DeleteFunc(slices.Clone(c.Fields), func(f string) bool { return strings.HasPrefix(f, "signs") || f == "number" })
		if c.Kind == "behaviour" && (c.What != "changed" || len(fields) > 0) {
			what[c.ID] = c.What
		}
	}
	return what, nil
}

// examples are stories that may be told to a reader, by behaviour.
type examples struct {
	list []store.BehaviourStory
	told map[int64]bool
	show func(store.BehaviourStory) *templates.Example
}

// examples reads the stories for the behaviours of a letter.
func (w work) examples(moments []behaviour.Moment, reader int64, lang string) (*examples, error) {
	var ids []string
	for _, m := range moments {
		for _, b := range m.Behaviours {
			ids = append(ids, b.ID)
		}
	}
	slices.Sort(ids)
	list, err := store.BehaviourStories(w.ctx, w.tx, slices.Compact(ids), story.Edition(lang, w.firstLanguage()), reader, mostExamples)
	return &examples{list: list, told: map[int64]bool{}, show: w.example}, err
}

// take gives a story of a behaviour that the letter has not told, rather of this touchpoint; nil for none.
func (e *examples) take(id, touchpoint string) *templates.Example {
	var best *store.BehaviourStory
	for i := range e.list {
		s := &e.list[i]
		if s.Behaviour == id && !e.told[s.ID] && (best == nil || best.Touchpoint != touchpoint && s.Touchpoint == touchpoint) {
			best = s
		}
	}
	if best == nil {
		return nil
	}
	e.told[best.ID] = true
	return e.show(*best)
}

// example shows colleagues a story as it was published.
func (w work) example(s store.BehaviourStory) *templates.Example {
	said := strings.Join(strings.Fields(s.Situation+" "+s.Action+" "+s.Result), " ")
	return &templates.Example{Nominee: w.people.shown(s.NomineeID), Words: templates.Words(said), Lang: s.Language}
}
