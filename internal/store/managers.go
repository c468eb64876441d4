package store

import (
	"context"
	"strings"
	"time"
)

// Level is how far a nomination reaches, with what suggested it or what it was worth.
type Level struct {
	Level    int
	Words    []string // that suggested it; none once an approver set it
	Amount   string   // decimal, "" for none
	Currency string   // ISO 4217
}

// LevelOf gives the level of a nomination.
func LevelOf(ctx context.Context, tx Tx, id int64) (Level, error) {
	return one[Level](ctx, tx, "the level", `select level, level_words as words, coalesce(amount::text, '') as amount, currency
		from nominations where id = $1`, id)
}

// SuggestLevel notes the level that words suggest.
func SuggestLevel(ctx context.Context, tx Tx, id int64, level int, words []string) error {
	if d, ok := tx.(*Drafts); ok {
		return d.change(id, func(n *draftedNomination) { n.Level, n.levelWords = level, texts(words) })
	}
	return change(ctx, tx, "note the level suggested", "update nominations set level = $2, level_words = $3 where id = $1", id, level, texts(words))
}

// PutLevel sets the level an approver says, and the amount beside it; "" for none.
func PutLevel(ctx context.Context, tx Tx, id int64, level int, amount, currency string) error {
	return change(ctx, tx, "set the level", `update nominations set level = $2, level_words = '{}',
		amount = nullif($3, '')::numeric, currency = $4 where id = $1`, id, level, amount, currency)
}

// KeepLesson keeps what others may learn from it, and who says so.
func KeepLesson(ctx context.Context, tx Tx, id int64, lesson string, by int64, now time.Time) error {
	return change(ctx, tx, "keep the lesson", "update nominations set lesson = $2, lesson_by = $3, lesson_at = $4 where id = $1", id, lesson, by, now)
}

// Lesson is a lesson with the recognition it comes from.
type Lesson struct {
	NominationID int64
	NomineeID    int64
	By           int64
	Lesson       string
	Behaviour    string
	Compliment   string
	Language     string
	CustomerName string
	Site         string
	LessonAt     time.Time
}

// LessonsSince lists lessons shared in a time whose nomination was recognised, newest first.
func LessonsSince(ctx context.Context, tx Tx, since, before time.Time, limit int) ([]Lesson, error) {
	return many[Lesson](ctx, tx, "the lessons", `select n.id as nomination_id, n.nominee_id, n.lesson_by as by, n.lesson, n.behaviour, n.compliment,
			n.language, n.customer_name, p.site, n.lesson_at
		from nominations n join people p on p.id = n.nominee_id
		where n.lesson_at >= $1 and n.lesson_at < $2 and n.lesson <> '' and n.state in ('approved', 'held', 'thanked', 'stuck')
		order by n.lesson_at desc, n.id desc limit $3`, since, before, limit)
}

// WaitsOn lists the nominations that wait for a person's answer by letter, oldest first, looked up as in WaitingOn.
func WaitsOn(ctx context.Context, tx Tx, person int64, limit int) ([]Nomination, error) {
	return many[Nomination](ctx, tx, "what waits on the person", "select "+strings.TrimSuffix(nominationColumns, "nominations")+`(select nomination_id from asks
		where person_id = $1 and closed_at is null and not by_digest offset 0) a, lateral (select * from nominations where id = a.nomination_id offset 0) n
		where n.state = 'awaiting_approval' order by n.asked_at, n.id limit $2`, person, limit)
}

// LapsedOn lists the nominations that lapsed in a time while a person was asked, oldest first.
func LapsedOn(ctx context.Context, tx Tx, person int64, since, before time.Time, limit int) ([]Nomination, error) {
	return many[Nomination](ctx, tx, "what lapsed", "select "+nominationColumns+` where state = 'lapsed' and changed_at >= $2 and changed_at < $3
		and id in (select nomination_id from asks where person_id = $1 and closed_at >= $2 and closed_at < $3) order by changed_at, id limit $4`,
		person, since, before, limit)
}

// TeamRecognised lists the recognitions of a manager's reports that were decided in a time, oldest first.
func TeamRecognised(ctx context.Context, tx Tx, manager int64, since, before time.Time, limit int) ([]Nomination, error) {
	return many[Nomination](ctx, tx, "the team's recognitions", "select "+nominationColumns+` where decided_at >= $2 and decided_at < $3
		and state in ('approved', 'held', 'thanked', 'stuck') and nominee_id in (select id from people where manager_id = $1 and active)
		order by decided_at, id limit $4`, manager, since, before, limit)
}

// TeamBehaviours lists the behaviours that a manager's reports were recognised for since a moment.
func TeamBehaviours(ctx context.Context, tx Tx, manager int64, since time.Time) ([]string, error) {
	return column[string](ctx, tx, "the team's behaviours", `select distinct n.behaviour from nominations n join people p on p.id = n.nominee_id
		where p.manager_id = $1 and p.active and n.behaviour <> '' and n.decided_at >= $2 and n.state in ('approved', 'held', 'thanked', 'stuck')`, manager, since)
}

// Unrecognised lists a manager's reports who were not recognised since a
// moment, those who waited longest first; never at all before everybody else.
func Unrecognised(ctx context.Context, tx Tx, manager int64, since time.Time, limit int) ([]int64, error) {
	return column[int64](ctx, tx, "who goes unrecognised", `select p.id from people p
		left join lateral (select max(decided_at) as last from nominations n where n.nominee_id = p.id
			and n.state in ('approved', 'held', 'thanked', 'stuck')) r on true
		where p.manager_id = $1 and p.active and (r.last is null or r.last < $2) order by r.last nulls first, p.name, p.id limit $3`, manager, since, limit)
}

// RecognisedIn lists what was recognised about a person in a time, oldest first.
func RecognisedIn(ctx context.Context, tx Tx, nominee int64, since, before time.Time, limit int) ([]Nomination, error) {
	return many[Nomination](ctx, tx, "what was recognised", "select "+nominationColumns+` where nominee_id = $1 and thanked_at >= $2 and thanked_at < $3
		and state = 'thanked' order by thanked_at, id limit $4`, nominee, since, before, limit)
}

// Strength is a behaviour that somebody was recognised for, and how often.
type Strength struct {
	Behaviour string // id in the catalogue
	Times     int
}

// Strengths lists the behaviours for which an employee was thanked in a time, most
// often first. Of who helped beside another only what an approver named counts: the
// words were about the other.
func Strengths(ctx context.Context, tx Tx, nominee int64, since, before time.Time, limit int) ([]Strength, error) {
	return many[Strength](ctx, tx, "what somebody was recognised for", `select behaviour, count(*)::int as times from nominations
		where nominee_id = $1 and thanked_at >= $2 and thanked_at < $3 and state = 'thanked' and behaviour <> ''
			and (beside_id is null or behaviour_by = 'approver')
		group by behaviour order by times desc, behaviour limit $4`, nominee, since, before, limit)
}

// PeopleTold lists the active people who were thanked, or with whom a manager
// talked about a challenge, in a time.
func PeopleTold(ctx context.Context, tx Tx, since, before time.Time) ([]int64, error) {
	return column[int64](ctx, tx, "of whom there is something to tell", `select p.id from people p where p.active and not p.no_month and p.id in (
			select nominee_id from nominations where thanked_at >= $1 and thanked_at < $2 and state = 'thanked'
			union select employee_id from challenges where talked_at >= $1 and talked_at < $2 and words <> '')
		order by p.id`, since, before)
}

// Answered is one question to an approver and how it ended, for the scorecard.
type Answered struct {
	PersonID   int64
	AskedAt    time.Time
	AnsweredAt *time.Time // by the person, by whoever stands in for them, or passed on; nil when not
	ClosedAt   *time.Time
	Lapsed     bool
	Dropped    bool // ended by others: withdrawn, another nominee, somebody who left
}

// AskedBetween lists the questions put by letter in a time, however and whenever they ended.
func AskedBetween(ctx context.Context, tx Tx, since, before time.Time) ([]Answered, error) {
	return many[Answered](ctx, tx, "the questions to approvers", `
		select a.person_id, a.asked_at, least(d.at, p.at) as answered_at, a.closed_at, a.closed_at is not null and n.state = 'lapsed' as lapsed,
			a.closed_at is not null and n.state not in ('lapsed', 'approved', 'declined', 'held', 'thanked', 'stuck', 'awaiting_approval') as dropped
		from asks a join nominations n on n.id = a.nomination_id
		left join lateral (select min(decided_at) as at from decisions d where d.nomination_id = a.nomination_id and d.decided_at >= a.asked_at
			and (d.person_id = a.person_id or d.on_behalf_of = a.person_id)) d on true
		left join lateral (select min(asked_at) as at from asks p where p.nomination_id = a.nomination_id and p.why = 'passed_on'
			and p.on_behalf_of = a.person_id and p.asked_at >= a.asked_at) p on true
		where a.asked_at >= $1 and a.asked_at < $2 and not a.by_digest`, since, before)
}

// Coverage is how many reports a manager has now, how many of them were recognised
// in a time, and how many lessons the manager shared in it.
type Coverage struct {
	ManagerID  int64
	Reports    int
	Recognised int
	Lessons    int
}

// CoverageBetween gives it for everybody who has reports.
func CoverageBetween(ctx context.Context, tx Tx, since, before time.Time) ([]Coverage, error) {
	return many[Coverage](ctx, tx, "the managers' coverage", `
		with told as (select distinct nominee_id from nominations where decided_at >= $1 and decided_at < $2 and state in ('approved', 'held', 'thanked', 'stuck')),
		shared as (select lesson_by, count(*) as lessons from nominations where lesson_at >= $1 and lesson_at < $2 group by lesson_by)
		select p.manager_id, count(*)::int as reports, count(t.nominee_id)::int as recognised, coalesce(max(s.lessons), 0)::int as lessons
		from people p left join told t on t.nominee_id = p.id left join shared s on s.lesson_by = p.manager_id
		where p.active and p.manager_id is not null group by p.manager_id`, since, before)
}

// SetNoMonth keeps the monthly letter from a person, or lets it come again.
func SetNoMonth(ctx context.Context, tx Tx, id int64, off bool) error {
	return change(ctx, tx, "set whether the monthly letter comes", "update people set no_month = $2 where id = $1", id, off)
}

// Claimed lists the readers for whom a periodic letter was decided on.
func Claimed(ctx context.Context, tx Tx, kind, period string) ([]string, error) {
	return column[string](ctx, tx, "who has the letter", "select reader from occasions where kind = $1 and period = $2", kind, period)
}

// Silences counts, among a reader's last n periods before one, those without a letter.
func Silences(ctx context.Context, tx Tx, kind, reader, before string, n int) (int, error) {
	list, err := column[int](ctx, tx, "how long nothing was said", `select count(*)::int from (select letter_id from occasions
		where kind = $1 and reader = $2 and period < $3 order by period desc limit $4) o where letter_id is null`, kind, reader, before, n)
	if err != nil {
		return 0, err
	}
	return list[0], nil
}

// EverRecognised says whether a person was recognised at any time.
func EverRecognised(ctx context.Context, tx Tx, nominee int64) (bool, error) {
	list, err := column[bool](ctx, tx, "whether somebody was recognised", `select true from nominations where nominee_id = $1 and decided_at is not null
		and state in ('approved', 'held', 'thanked', 'stuck') limit 1`, nominee)
	return len(list) > 0, err
}
