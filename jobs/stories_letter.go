package jobs

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/recognition/story"
	"goodword/internal/store"
	"goodword/mail/reply/decision"
	"goodword/templates"
)

const (
	mostStories   = 6  // of one letter; the next one tells the rest
	storyFresh    = 60 // days for which a story is told to a list
	weeklyFresh   = 14 // days for which a weekly challenge waits for the letter
	storiesFrom   = time.Thursday
	storiesUntil  = time.Friday
	mostUp        = 10 // stories that the CPO's letter names as told
	weeklyAskedOf = 28 // days for which the CPO is asked what came of a challenge
)

// storiesArgs is what a stories letter tells; what may be told no more by the
// time it leaves is left out.
type storiesArgs struct {
	Week      time.Time
	Stories   []int64
	Challenge int64     // the mail that asks it, 0 for none
	Result    int64     // the mail of the challenge whose result is told, 0 for none
	Since     time.Time // when that one was told
}

func (a storiesArgs) empty() bool { return len(a.Stories) == 0 && a.Challenge == 0 && a.Result == 0 }

// storiesIfDue writes to each list once a week, on Thursday by the company's
// clock, or on Friday if nothing ran then.
func (w work) storiesIfDue() error {
	place := w.people.settings.Place
	if day := w.now.In(place.Location).Weekday(); day < storiesFrom || day > storiesUntil || place.TimeOfDay(w.now) < w.Settings.DigestAt ||
		day < storiesUntil && !place.Workday(w.now) { // of two days off the last one must do
		return nil
	}
	for _, list := range w.Settings.StoryLists {
		if err := w.storiesTo(list, isoWeek(place, w.now)); err != nil {
			return err
		}
	}
	return nil
}

func (w work) storiesTo(list StoryList, week string) error {
	kind := string(templates.LetterStories)
	if ours, err := store.ClaimOccasion(w.ctx, w.tx, kind, list.Address, week, w.now); err != nil || !ours {
		return err
	}
	args, err := w.chooseStories(list)
	if err != nil || args.empty() {
		return err
	}
	letter, err := w.post(post{kind: templates.LetterStories, slot: fmt.Sprintf("%s:%s:%s", kind, list.Address, week), address: list.Address,
		language: list.Language, args: args})
	if err != nil || letter == 0 {
		return err
	}
	if err := store.OccasionSent(w.ctx, w.tx, kind, list.Address, week, letter); err != nil {
		return err
	}
	tellings := []store.Telling{}
	for _, id := range args.Stories {
		tellings = append(tellings, store.Telling{What: "story", Item: id})
	}
	if args.Challenge != 0 {
		tellings = append(tellings, store.Telling{What: "challenge", Item: args.Challenge})
	}
	if args.Result != 0 {
		tellings = append(tellings, store.Telling{What: "result", Item: args.Result})
	}
	for _, t := range tellings {
		if err := store.PutTelling(w.ctx, w.tx, list.Address, t, letter, w.now); err != nil {
			return err
		}
	}
	return nil
}

// chooseStories takes what the list was not told yet, in its own language and in
// those for which there is no list.
func (w work) chooseStories(list StoryList) (args storiesArgs, err error) {
	args.Week = w.now
	own := story.Edition(list.Language, w.firstLanguage())
	editions := []string{own}
	for _, e := range story.Editions() {
		if e != own && !slices.ContainsFunc(w.Settings.StoryLists, func(l StoryList) bool { return story.Edition(l.Language, w.firstLanguage()) == e }) {
			editions = append(editions, e)
		}
	}
	if args.Stories, err = store.UntoldStories(w.ctx, w.tx, list.Address, editions, w.now.AddDate(0, 0, -storyFresh), mostStories); err != nil {
		return args, err
	}
	if args.Result, args.Since, err = store.ToldChallenge(w.ctx, w.tx, list.Address); err != nil {
		return args, err
	}
	asked, err := store.WeeklyChallenges(w.ctx, w.tx, w.now.AddDate(0, 0, -weeklyFresh), 1)
	if err != nil || len(asked) == 0 {
		return args, err
	}
	told, err := store.Told(w.ctx, w.tx, list.Address, store.Telling{What: "challenge", Item: asked[0].InboundID})
	if err == nil && !told {
		args.Challenge = asked[0].InboundID
	}
	return args, err
}

func (w work) buildStories(l *store.Letter, _ *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[storiesArgs](l)
	if err != nil {
		return err
	}
	v := templates.Stories{Frame: f, Week: args.Week}
	if w.Settings.StoriesPage != "" {
		v.Page = strings.TrimPrefix(strings.TrimPrefix(w.Settings.StoriesPage, "https://"), "http://") + "/stories/" + story.Edition(f.Reader.Lang, w.firstLanguage())
	}
	list, err := store.StoriesByID(w.ctx, w.tx, args.Stories)
	if err != nil {
		return err
	}
	args.Stories = nil
	for i := range list {
		v.Stories = append(v.Stories, w.shownStory(&list[i], f.Reader.Lang))
		args.Stories = append(args.Stories, list[i].ID)
	}
	if err := w.weekly(&v, args); err != nil {
		return err
	}
	if len(v.Stories) == 0 && v.Challenge == nil && v.Result == nil {
		return errNothingToSay
	}
	b.view = v
	return store.LetterTells(w.ctx, w.tx, l.ID, args.Stories)
}

func (w work) shownStory(s *store.Story, lang string) templates.Story {
	manager, teacher := w.credited(s)
	return templates.Story{Nominee: w.people.shown(s.NomineeID), Behaviour: w.behaviourName(s.Behaviour, lang), Situation: templates.Words(s.Situation),
		Action: templates.Words(s.Action), Result: templates.Words(s.Result), Lang: s.Language, Line: templates.Words(s.ManagerLine), Manager: manager,
		Lesson: templates.Words(s.Lesson), Teacher: teacher}
}

// weekly fills the challenge to all teams, and the result of the one before.
func (w work) weekly(v *templates.Stories, args storiesArgs) error {
	signer := w.people.shown(w.people.Leader(recognition.CPO))
	if args.Challenge != 0 {
		asked, err := store.WeeklyChallengeByID(w.ctx, w.tx, args.Challenge)
		if err != nil {
			return err
		}
		if asked.Words != "" {
			v.Challenge = &templates.WeeklyChallenge{Words: templates.Words(asked.Words), Signer: signer}
		}
	}
	if args.Result == 0 {
		return nil
	}
	before, err := store.WeeklyChallengeByID(w.ctx, w.tx, args.Result)
	if err != nil {
		return err
	}
	count, err := store.ThankedBetween(w.ctx, w.tx, args.Since, w.now)
	if err == nil && before.Words != "" && (before.Result != "" || count > 0) {
		v.Result = &templates.WeeklyResult{Words: templates.Words(before.Words), Came: templates.Words(before.Result), Signer: signer, Count: count}
	}
	return err
}

// weeklyChallenge keeps what the CPO asks all teams to try.
func (w work) weeklyChallenge(m mail, c decision.Command) (templates.Line, error) {
	if len(w.Settings.StoryLists) == 0 {
		return refuse(c, templates.WhyNotYet), nil
	}
	words := clean(strings.TrimSpace(withoutTokens(first(c.Args))))
	if words == "" {
		return refuse(c, templates.WhyNoWords), nil
	}
	if err := store.PutWeeklyChallenge(w.ctx, w.tx, w.cause, words, w.now); err != nil {
		return templates.Line{}, err
	}
	return templates.Line{Did: templates.DidWeekly, Words: templates.Words(words)}, w.audit("weekly challenge", m.sender.Address, nil, nil, "")
}

// doneItem notes what came of a weekly challenge, or else of an idea.
func (w work) doneItem(m mail, c decision.Command) (templates.Line, error) {
	number, err := strconv.Atoi(c.Item)
	words := clean(strings.TrimSpace(withoutTokens(first(c.Args))))
	if err != nil || words == "" {
		return w.wowDone(m, c)
	}
	item, err := store.ItemByNumber(w.ctx, w.tx, recognition.CPO, number, w.now)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return templates.Line{}, err
	}
	if err != nil || item.InboundID == nil {
		return w.wowDone(m, c)
	}
	if item.What == "" { // an idea; or a challenge numbered by a version that told neither from the other
		line, err := w.wowDone(m, c)
		if err != nil || line.Did == templates.DidDone {
			return line, err
		}
	}
	err = store.FinishWeeklyChallenge(w.ctx, w.tx, *item.InboundID, words, w.now)
	if errors.Is(err, store.ErrMoved) {
		return refuse(c, templates.WhyState), nil
	}
	return templates.Line{Did: templates.DidDone, Item: c.Item, Words: templates.Words(words)}, err
}

// storySections fills what the CPO's letter says of stories.
func (w work) storySections(v *templates.CPOLetter, care store.Care) error {
	if v.Stories = w.Settings.Stories; !v.Stories {
		return nil
	}
	if err := w.storiesReady(v, care); err != nil {
		return err
	}
	up, err := store.StoriesSince(w.ctx, w.tx, care, w.now.AddDate(0, 0, -storyRecent), mostUp)
	if err != nil {
		return err
	}
	for _, s := range up {
		number, err := store.NumberItem(w.ctx, w.tx, recognition.CPO, &s.NominationID, nil, w.now, w.now.AddDate(0, 0, w.Settings.DigestTokenDays))
		if err != nil {
			return err
		}
		v.Up = append(v.Up, templates.StoryUp{N: number, Nominee: w.people.shown(s.NomineeID), Since: s.PublishedAt})
	}
	if care.Reader != care.Whole {
		return nil
	}
	asked, err := store.WeeklyChallenges(w.ctx, w.tx, w.now.AddDate(0, 0, -weeklyAskedOf), 1)
	if err != nil || len(asked) == 0 || asked[0].DoneAt != nil {
		return err
	}
	number, err := store.NumberChallenge(w.ctx, w.tx, recognition.CPO, asked[0].InboundID, w.now, w.now.AddDate(0, 0, w.Settings.DigestTokenDays))
	v.Weekly = &templates.WeeklyOpen{N: number, Words: templates.Words(asked[0].Words), Since: asked[0].SaidAt}
	return err
}

// storiesReady lists what may be told and waits for the CPO, as it would be told.
func (w work) storiesReady(v *templates.CPOLetter, care store.Care) error {
	list, err := store.Tellable(w.ctx, w.tx, care, w.now.AddDate(0, 0, -storyOffered), mostOffered)
	if err != nil {
		return err
	}
	for i := range list {
		n := &list[i]
		s, err := w.fitToTell(n)
		if err != nil {
			return err
		}
		parts := story.Parts{Situation: s.Situation, Action: s.Action, Result: s.Result}
		if !parts.Tellable() {
			continue
		}
		number, err := w.number(recognition.CPO, n)
		if err != nil {
			return err
		}
		ready := templates.StoryReady{N: number, Nominee: w.people.shown(*n.NomineeID), Behaviour: w.behaviourName(n.Behaviour, v.Frame.Reader.Lang),
			Source: templates.StoryPassedOn, Lang: n.Language, Line: templates.Words(s.ManagerLine), Lesson: templates.Words(s.Lesson),
			Words: templates.Words(strings.TrimSpace(s.Situation + "\n\n" + s.Action + "\n\n" + s.Result))}
		ready.Manager, ready.Teacher = w.credited(&s)
		if said, err := store.ConsentOf(w.ctx, w.tx, n.ID); err == nil && said.Agreed {
			ready.Source = templates.StoryAgreed
		} else if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		} else if n.Proof == recognition.ProofNone {
			ready.Source = templates.StoryColleague
		}
		v.Ready = append(v.Ready, ready)
	}
	return nil
}
