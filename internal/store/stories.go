package store

import (
	"context"
	"errors"
	"time"
)

// Story is a recognition made fit to share.
type Story struct {
	ID           int64
	Ref          string // its name on the page and in the feed
	NominationID int64
	Number       int64 // of the nomination
	NomineeID    int64
	Edition      string // whose page and letters tell it: en, de, fr, es
	Language     string // of the words, BCP 47, or ""
	Situation    string
	Action       string
	Result       string
	ManagerLine  string
	Lesson       string
	LineBy       *int64 // who wrote the line; nil where nobody is to be named
	LessonBy     *int64
	LineName     string // their names, "" where they stay private or have left
	LessonName   string
	Behaviour    string // id in the catalogue
	PublishedAt  time.Time
	UpdatedAt    time.Time
	Name         string // of the nominee
	Given        string
	Title        string
	Team         string
	Site         string
}

// mayTell is when a recognition n of person p may be told to others: it was
// thanked, its words are not forgotten, the nominee works here, does not stay
// private and said yes last, and so did the customer. Where a colleague passed
// the words on, and no letter asked the customer, the Chief People Officer's
// decision stands in their place. Words that are about somebody else are no story
// of who helped beside them. Every query that shows a story has it, so that
// who takes their consent back is gone from that moment on.
const mayTell = `n.state = 'thanked' and n.forgotten_at is null and p.active and not p.private
	and not exists (select from nominations b where b.id = n.beside_id and b.nominee_id <> n.nominee_id)
	and coalesce((select c.agreed from story_consents c where c.nomination_id = n.id order by c.given_at desc, c.id desc limit 1), false)
	and case (select c.agreed from consents c where c.nomination_id = n.id order by c.given_at desc, c.id desc limit 1)
		when true then true when false then false
		else n.proof in ('dkim_original', 'attached', 'quoted_in_forward', 'colleague') and not exists (select 1 from letters l
			where l.inbound_id = n.inbound_id and l.kind = 'customer_heard' and l.state not in ('cancelled', 'refused', 'bounced')) end`

const storyColumns = `s.id, s.ref, s.nomination_id, n.number, n.nominee_id, s.edition, s.language, s.situation, s.action, s.result, s.manager_line,
	s.lesson, m.id as line_by, t.id as lesson_by, coalesce(m.name, '') as line_name, coalesce(t.name, '') as lesson_name, s.behaviour, s.published_at,
	s.updated_at, p.name, p.given, p.title, p.team, p.site
	from stories s join nominations n on n.id = s.nomination_id join people p on p.id = n.nominee_id
	left join people m on m.id = s.line_by and m.active and not m.private left join people t on t.id = s.lesson_by and t.active and not t.private`

// told is the condition of what is shown.
const told = "s.ended_at is null and " + mayTell

// PutStoryConsent records what a nominee said to their story being told, with
// the mail that says it; the last answer counts.
func PutStoryConsent(ctx context.Context, tx Tx, nomination, inbound int64, agreed bool, now time.Time) error {
	return exec(ctx, tx, "record the nominee's consent", `insert into story_consents (nomination_id, inbound_id, agreed, given_at) values ($1, $2, $3, $4)
		on conflict (nomination_id, inbound_id) do update set agreed = excluded.agreed, given_at = excluded.given_at`, nomination, inbound, agreed, now)
}

// StoryConsentOf gives what a nominee last said; ErrNotFound where they said nothing.
func StoryConsentOf(ctx context.Context, tx Tx, nomination int64) (Consent, error) {
	return one[Consent](ctx, tx, "the nominee's consent", `select inbound_id, agreed, given_at from story_consents where nomination_id = $1
		order by given_at desc, id desc limit 1`, nomination)
}

// MayTell says whether a recognition may be told to others, as things stand.
func MayTell(ctx context.Context, tx Tx, nomination int64) (bool, error) {
	list, err := column[bool](ctx, tx, "whether it may be told", "select true from nominations n join people p on p.id = n.nominee_id where n.id = $1 and "+mayTell, nomination)
	return len(list) > 0, err
}

// Tellable lists recognitions that may be told since a moment, and about which the
// Chief People Officer who reads has to decide; oldest first. The same words of one mail
// about several people are told once.
func Tellable(ctx context.Context, tx Tx, c Care, since time.Time, limit int) ([]Nomination, error) {
	return many[Nomination](ctx, tx, "what may be told", "select "+nominationColumns+` where id in (select n.id from story_consents a
		join nominations n on n.id = a.nomination_id join people p on p.id = n.nominee_id
		where a.agreed and a.given_at > $6 and `+caredFor("n")+` and not exists (select 1 from stories s where s.nomination_id = n.id) and not exists (select 1 from stories s
			join nominations o on o.id = s.nomination_id where o.inbound_id = n.inbound_id and o.compliment_hash = n.compliment_hash and s.ended_at is null)
		and `+mayTell+`) order by thanked_at, id limit $7`, c.args(since, limit)...)
}

// WordsBy is who wrote what a manager adds to a recognition.
type WordsBy struct{ Line, Lesson *int64 }

// WordsOf gives who decided about a nomination, whose line it bears, and whose lesson.
func WordsOf(ctx context.Context, tx Tx, nomination int64) (WordsBy, error) {
	return one[WordsBy](ctx, tx, "who wrote the line and the lesson", `select (select d.person_id from decisions d where d.nomination_id = n.id
		and d.undone_at is null and d.answer <> 'second') as line, n.lesson_by as lesson from nominations n where n.id = $1`, nomination)
}

// PublishStory stores a story; ErrMoved where the nomination's is told already.
func PublishStory(ctx context.Context, tx Tx, s Story, inbound *int64) (int64, error) {
	return insert(ctx, tx, "publish the story", `insert into stories (ref, nomination_id, edition, language, situation, action, result, manager_line,
			lesson, line_by, lesson_by, behaviour, inbound_id, published_at, updated_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)
		on conflict (nomination_id) where ended_at is null do nothing returning id`,
		s.Ref, s.NominationID, s.Edition, s.Language, s.Situation, s.Action, s.Result, s.ManagerLine, s.Lesson,
		s.LineBy, s.LessonBy, s.Behaviour, inbound, s.PublishedAt)
}

// LeaveOutStory notes that a recognition is not told, before it ever was.
func LeaveOutStory(ctx context.Context, tx Tx, nomination int64, ref string, inbound *int64, now time.Time) error {
	return exec(ctx, tx, "leave the story out", `insert into stories (ref, nomination_id, edition, inbound_id, updated_at, ended_at, why)
		values ($1, $2, 'en', $3, $4, $4, 'left_out')`, ref, nomination, inbound, now)
}

// StoryOf gives the story of a nomination that has not ended, whether it may be
// told at the moment or not; ErrNotFound for none.
func StoryOf(ctx context.Context, tx Tx, nomination int64) (Story, error) {
	return one[Story](ctx, tx, "the story", "select "+storyColumns+" where s.nomination_id = $1 and s.ended_at is null", nomination)
}

// StoryEnded says why the last story of a nomination ended; "" where there was
// none, or where it goes on.
func StoryEnded(ctx context.Context, tx Tx, nomination int64) (string, error) {
	why, err := column[string](ctx, tx, "why the story ended", "select why from stories where nomination_id = $1 order by id desc limit 1", nomination)
	if err != nil || len(why) == 0 {
		return "", err
	}
	return why[0], nil
}

// EndStory takes a story down and forgets its words. Why is taken_down or consent.
func EndStory(ctx context.Context, tx Tx, id int64, why string, now time.Time) error {
	return change(ctx, tx, "take the story down", `update stories set situation = '', action = '', result = '', manager_line = '', lesson = '',
		why = $2, ended_at = $3, updated_at = greatest(updated_at, $3) where id = $1 and ended_at is null`, id, why, now)
}

// Untellable lists stories that have not ended and may not be told any more.
func Untellable(ctx context.Context, tx Tx, limit int) ([]Story, error) {
	return many[Story](ctx, tx, "stories that may not be told any more", "select "+storyColumns+" where s.ended_at is null and not ("+mayTell+`)
		order by s.id limit $1`, limit)
}

// StoriesSince lists what was published since a moment, is told, and is looked after by the reader, newest first.
func StoriesSince(ctx context.Context, tx Tx, c Care, since time.Time, limit int) ([]Story, error) {
	return many[Story](ctx, tx, "the stories", "select "+storyColumns+" where s.published_at > $6 and "+told+" and "+caredFor("n")+
		" order by s.published_at desc, s.id desc limit $7", c.args(since, limit)...)
}

// StoriesByID gives those of these stories that are told, oldest first.
func StoriesByID(ctx context.Context, tx Tx, ids []int64) ([]Story, error) {
	return many[Story](ctx, tx, "the stories", "select "+storyColumns+" where s.id = any($1) and "+told+" order by s.published_at, s.id", ids)
}

// Stories lists what is told in an edition, newest first.
func Stories(ctx context.Context, tx Tx, edition string, offset, limit int) ([]Story, error) {
	return many[Story](ctx, tx, "the stories", "select "+storyColumns+" where s.edition = $1 and "+told+
		" order by s.published_at desc, s.id desc offset $2 limit $3", edition, offset, limit)
}

// SearchStories lists the stories of an edition in which words stand, best
// first. The words are read as people write them into a search box, and matched
// in the edition's language.
func SearchStories(ctx context.Context, tx Tx, edition, words string, offset, limit int) ([]Story, error) {
	config, ok := map[string]string{"de": "german", "fr": "french", "es": "spanish"}[edition]
	if !ok {
		config = "english"
	}
	return many[Story](ctx, tx, "the stories searched for", "select "+storyColumns+` where s.edition = $1
		and s.search @@ websearch_to_tsquery($5::text::regconfig, $2) and `+told+`
		order by ts_rank(s.search, websearch_to_tsquery($5::text::regconfig, $2)) desc, s.published_at desc, s.id desc offset $3 limit $4`,
		edition, words, offset, limit, config)
}

// StoryByRef gives a story that is told, by its public name; ErrNotFound for none.
func StoryByRef(ctx context.Context, tx Tx, ref string) (Story, error) {
	return one[Story](ctx, tx, "the story", "select "+storyColumns+" where s.ref = $1 and "+told, ref)
}

// StoriesChanged is when something of an edition was last published or taken
// down; zero for never.
func StoriesChanged(ctx context.Context, tx Tx, edition string) (time.Time, error) {
	list, err := column[*time.Time](ctx, tx, "when stories changed", "select max(updated_at) from stories where edition = $1", edition)
	if err != nil || list[0] == nil {
		return time.Time{}, err
	}
	return *list[0], nil
}

// UntoldStories lists the stories of editions that a list was not told yet,
// published since a moment; oldest first.
func UntoldStories(ctx context.Context, tx Tx, list string, editions []string, since time.Time, limit int) ([]int64, error) {
	return column[int64](ctx, tx, "what the list was not told", `select s.id from stories s join nominations n on n.id = s.nomination_id
		join people p on p.id = n.nominee_id where s.edition = any($2) and s.published_at > $3 and `+told+`
		and not exists (select 1 from tellings t where t.list = $1 and t.what = 'story' and t.item = s.id) order by s.published_at, s.id limit $4`,
		list, editions, since, limit)
}

// Telling is what a letter told a list.
type Telling struct {
	What string // story, challenge, result
	Item int64
}

// PutTelling notes what a letter tells a list.
func PutTelling(ctx context.Context, tx Tx, list string, t Telling, letter int64, now time.Time) error {
	return exec(ctx, tx, "note what was told", `insert into tellings (list, what, item, letter_id, told_at) values ($1, $2, $3, $4, $5)
		on conflict do nothing`, list, t.What, t.Item, letter, now)
}

// Told says whether a list was told something.
func Told(ctx context.Context, tx Tx, list string, t Telling) (bool, error) {
	found, err := column[bool](ctx, tx, "whether the list was told", "select true from tellings where list = $1 and what = $2 and item = $3", list, t.What, t.Item)
	return len(found) > 0, err
}

// LetterTells keeps with a letter which stories its bytes tell.
func LetterTells(ctx context.Context, tx Tx, letter int64, stories []int64) error {
	if stories == nil {
		stories = []int64{}
	}
	return change(ctx, tx, "note which stories the letter tells", "update letters set args = args || jsonb_build_object('Stories', $2::bigint[]) where id = $1",
		letter, stories)
}

// TellingTooMuch lists the letters that wait with bytes in which a story is told
// that may be told no more; with only, whether that letter is one (0 for all).
func TellingTooMuch(ctx context.Context, tx Tx, only int64) ([]int64, error) {
	return column[int64](ctx, tx, "letters that tell too much", `select l.id from letters l
		where l.kind in ('stories', 'behaviours') and l.state = 'queued' and l.raw is not null and ($1 = 0 or l.id = $1)
		and exists (select from jsonb_array_elements(case jsonb_typeof(l.args->'Stories') when 'array' then l.args->'Stories' else '[]' end) t(id)
			where not exists (select from stories s join nominations n on n.id = s.nomination_id join people p on p.id = n.nominee_id
				where s.id = t.id::bigint and `+told+`)) order by l.id`, only)
}

// EndTelling cancels a queued letter and forgets its bytes, which tell too much.
func EndTelling(ctx context.Context, tx Tx, letter int64, why string, now time.Time) error {
	return change(ctx, tx, "cancel the letter that tells too much", `update letters set state = 'cancelled', outcome = $2, ended_at = $3, raw = null
		where id = $1 and state = 'queued'`, letter, why, now)
}

// WeeklyChallenge is what all teams are asked to try, and what came of it.
type WeeklyChallenge struct {
	InboundID int64
	Words     string
	SaidAt    time.Time
	Result    string
	DoneAt    *time.Time
}

const weeklyColumns = "w.inbound_id, w.words, w.said_at, w.result, w.done_at from weekly_challenges w"

// PutWeeklyChallenge keeps what all teams are asked to try. The last one of a mail counts.
func PutWeeklyChallenge(ctx context.Context, tx Tx, inbound int64, words string, now time.Time) error {
	return exec(ctx, tx, "keep the weekly challenge", `insert into weekly_challenges (inbound_id, words, said_at) values ($1, $2, $3)
		on conflict (inbound_id) do update set words = excluded.words`, inbound, words, now)
}

// FinishWeeklyChallenge notes what came of it; ErrMoved where it is none, or was finished before.
func FinishWeeklyChallenge(ctx context.Context, tx Tx, inbound int64, result string, now time.Time) error {
	return change(ctx, tx, "note what came of the weekly challenge",
		"update weekly_challenges set result = $2, done_at = $3 where inbound_id = $1 and done_at is null and words <> ''", inbound, result, now)
}

// WeeklyChallenges lists those said since a moment, newest first.
func WeeklyChallenges(ctx context.Context, tx Tx, since time.Time, limit int) ([]WeeklyChallenge, error) {
	return many[WeeklyChallenge](ctx, tx, "the weekly challenges", "select "+weeklyColumns+` where w.said_at > $1 and w.words <> ''
		order by w.said_at desc, w.inbound_id desc limit $2`, since, limit)
}

// WeeklyChallengeByID gives one, by its mail.
func WeeklyChallengeByID(ctx context.Context, tx Tx, inbound int64) (WeeklyChallenge, error) {
	return one[WeeklyChallenge](ctx, tx, "the weekly challenge", "select "+weeklyColumns+" where w.inbound_id = $1", inbound)
}

// ToldChallenge gives the last challenge that a list was told, that has a result,
// and whose result it was not told, with when it was told; id 0 for none.
func ToldChallenge(ctx context.Context, tx Tx, list string) (id int64, at time.Time, err error) {
	type row struct {
		Item   int64
		ToldAt time.Time
	}
	r, err := one[row](ctx, tx, "the last challenge told", `select t.item, t.told_at from tellings t join weekly_challenges w on w.inbound_id = t.item
		where t.list = $1 and t.what = 'challenge' and w.done_at is not null and w.result <> ''
		and not exists (select 1 from tellings d where d.list = $1 and d.what = 'result' and d.item = t.item) order by t.told_at desc limit 1`, list)
	if errors.Is(err, ErrNotFound) {
		return 0, time.Time{}, nil
	}
	return r.Item, r.ToldAt, err
}

// ThankedBetween counts the recognitions thanked in a time.
func ThankedBetween(ctx context.Context, tx Tx, since, before time.Time) (int, error) {
	list, err := column[int](ctx, tx, "recognitions in the time", "select count(*)::int from nominations where thanked_at >= $1 and thanked_at < $2", since, before)
	if err != nil {
		return 0, err
	}
	return list[0], nil
}
