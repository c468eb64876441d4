package jobs

import (
	"fmt"
	"math"
	"strings"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/recognition/figures"
	"goodword/internal/store"
	"goodword/mail/send"
	"goodword/templates"
)

// mostRows is how many lines a table of the quarterly letter has.
const mostRows = 12

// quarterArgs names the quarter a letter tells of.
type quarterArgs struct{ Period string }

// quarterIfDue writes the quarterly letter to CEO and CPO on the first working
// day after a quarter.
func (w work) quarterIfDue() error {
	if !w.Settings.Quarterly {
		return nil
	}
	for _, leader := range []recognition.Leader{recognition.CEO, recognition.CPO} {
		reader := w.people.Leader(leader)
		place := w.people.place(reader)
		if reader == 0 || !place.Workday(w.now) || place.TimeOfDay(w.now) < w.Settings.DigestAt {
			continue
		}
		if err := w.quarterTo(reader, figures.LastQuarter(w.now, place.Location)); err != nil {
			return err
		}
	}
	return nil
}

func (w work) quarterTo(reader int64, p figures.Period) error {
	kind, address := string(templates.LetterQuarter), w.people.person(reader).Address
	if done, err := store.OccasionClaimed(w.ctx, w.tx, kind, address, p.Name); err != nil || done {
		return err
	}
	if ours, err := store.ClaimOccasion(w.ctx, w.tx, kind, address, p.Name, w.now); err != nil || !ours {
		return err
	}
	n, err := (store.Slice{From: p.From, To: p.To}).Count(w.ctx, w.tx)
	if err != nil || n.Nominations+n.Recognitions == 0 {
		return err // goodword is new here
	}
	id, err := w.post(post{kind: templates.LetterQuarter, slot: fmt.Sprintf("%s:%s:%d", kind, p.Name, reader), to: reader, args: quarterArgs{p.Name}})
	if err != nil || id == 0 {
		return err
	}
	return store.OccasionSent(w.ctx, w.tx, kind, address, p.Name, id)
}

func (w work) buildQuarter(l *store.Letter, _ *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[quarterArgs](l)
	if err != nil {
		return err
	}
	period, err := figures.ParsePeriod(args.Period, w.people.place(*l.PersonID).Location)
	if err != nil {
		return err
	}
	r, err := Report(w.ctx, w.tx, w.Catalogue, period, "", "", l.Language)
	if err != nil {
		return err
	}
	v := quarterView(r, f, l.Language)
	b.view = v
	b.attachments, err = plots(v, l.Language)
	return err
}

func quarterView(r figures.Report, f templates.Frame, lang string) templates.Quarter {
	whole := func(h float64) int {
		if h == 0 {
			return 0
		}
		return max(1, int(math.Round(h)))
	}
	v := templates.Quarter{Frame: f, Period: r.Name, People: r.People, Nominators: r.Nominators, NominatorsB: r.Before.Nominators,
		Share: figures.Share(r.Nominators, r.People), Asked: r.Asked, Answered: r.Answered, AnswerHours: whole(r.AnswerHours),
		ThankHours: whole(r.ThankHours), ThankNinety: whole(r.ThankHoursNinety), Recognitions: r.Recognitions, RecognB: r.Before.Recognitions,
		Recognised: r.Recognised, Never: r.Never, Challenges: r.Challenges, ChallengesB: r.Before.Challenges,
		Behaviours: quarterRows(r, "behaviour"), Values: quarterRows(r, "value"), Sites: quarterRows(r, "site"),
		NeverAt: quarterRows(r, neverBy("site")), NeverIn: quarterRows(r, neverBy("team"))}
	v.Touchpoints, v.Themes = quarterRows(r, "touchpoint"), quarterRows(r, "theme")
	v.Amounts = quarterAmounts(r.Amounts)
	for _, row := range r.Table("role").Rows {
		v.Roles = append(v.Roles, templates.QuarterRole{Role: templates.RoleName(row.Name), Count: row.Count, Before: row.Before})
	}
	for _, row := range r.Table(neverBy("role")).Rows {
		v.NeverAs = append(v.NeverAs, templates.QuarterRole{Role: templates.RoleName(row.Name), Count: row.Count, Of: row.Of})
	}
	for _, row := range r.Table("week").Rows {
		if monday, err := time.Parse(time.DateOnly, row.Name); err == nil {
			v.Weeks = append(v.Weeks, templates.QuarterRow{Name: templates.ShortDay(monday, lang), Count: row.Count, Before: row.Before})
		}
	}
	for _, name := range r.Silent {
		v.Silent = append(v.Silent, templates.QuarterRow{Name: name})
	}
	for _, g := range r.Gaps[:min(len(r.Gaps), mostRows)] {
		v.Gaps = append(v.Gaps, templates.QuarterGap{Touchpoint: g.Touchpoint, Behaviours: strings.Join(g.Behaviours, ", ")})
	}
	return v
}

// quarterAmounts lists each currency's sum, then its sites, the largest first.
func quarterAmounts(amounts []figures.Amount) []templates.QuarterAmount {
	var list []templates.QuarterAmount
	for _, a := range amounts {
		shown := func(all bool, name string, sum, before figures.Cents) {
			row := templates.QuarterAmount{All: all, Name: name, Sum: money(int64(sum), a.Currency)}
			if before > 0 {
				row.Before = money(int64(before), a.Currency)
			}
			list = append(list, row)
		}
		shown(true, "", a.Sum, a.Before)
		for _, s := range a.Sites[:min(len(a.Sites), mostRows)] {
			shown(false, s.Site, s.Sum, s.Before)
		}
	}
	return list
}

func quarterRows(r figures.Report, by string) []templates.QuarterRow {
	var rows []templates.QuarterRow
	for _, row := range r.Table(by).Rows {
		if len(rows) < mostRows {
			rows = append(rows, templates.QuarterRow{Name: row.Name, Count: row.Count, Before: row.Before, Of: row.Of})
		}
	}
	return rows
}

// plots draws the pictures that the quarterly letter names.
func plots(v templates.Quarter, lang string) ([]send.Attachment, error) {
	var pictures []send.Attachment
	add := func(name string, draw func() ([]byte, error)) error {
		raw, err := draw()
		pictures = append(pictures, send.Attachment{Name: name + ".png", MediaType: "image/png", Bytes: raw, ContentID: name})
		return err
	}
	bars := func(rows []templates.QuarterRow) func() ([]byte, error) {
		return func() ([]byte, error) {
			var list []templates.Bar
			for _, row := range rows {
				list = append(list, templates.Bar{Name: row.Name, Count: row.Count})
			}
			return templates.PlotBars(list)
		}
	}
	if len(v.Weeks) > 0 {
		if err := add("weeks", func() ([]byte, error) { return plotWeeks(v.Weeks, lang) }); err != nil {
			return nil, err
		}
	}
	if len(v.Behaviours) > 0 {
		if err := add("behaviours", bars(v.Behaviours)); err != nil {
			return nil, err
		}
	}
	if len(v.Sites) > 0 {
		if err := add("sites", bars(v.Sites)); err != nil {
			return nil, err
		}
	}
	return pictures, nil
}

func plotWeeks(weeks []templates.QuarterRow, lang string) ([]byte, error) {
	var names []string
	var praise, challenges []int
	for _, row := range weeks {
		names, praise, challenges = append(names, row.Name), append(praise, row.Count), append(challenges, row.Before)
	}
	p, c := templates.PraiseAndChallenges(lang)
	return templates.PlotWeeks(names, praise, challenges, p, c)
}
