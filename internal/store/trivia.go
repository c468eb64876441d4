package store

import (
	"context"
	"time"
)

// Trivia is the question that customers' letters ask in a month, and how it was drawn.
type Trivia struct {
	ID        int64
	Month     string // 2026-11
	InboundID int64  // the mail that asked it first
	PersonID  int64  // who asks
	AskedAt   time.Time
	DrawnAt   *time.Time
	Entrants  *int
	Seed      *string
	Winner    *int64 // the answer that was drawn
	LetterID  *int64 // in which its customer got a voucher
}

const triviaColumns = "id, month, inbound_id, person_id, asked_at, drawn_at, entrants, seed, winner, letter_id from trivia"

// PutTrivia gives the question of a month; it is asked from now on where there was none.
func PutTrivia(ctx context.Context, tx Tx, month string, inbound, person int64, now time.Time) (Trivia, error) {
	if err := exec(ctx, tx, "ask the month's question", `insert into trivia (month, inbound_id, person_id, asked_at) values ($1, $2, $3, $4)
		on conflict (month) do nothing`, month, inbound, person, now); err != nil {
		return Trivia{}, err
	}
	return TriviaOf(ctx, tx, month)
}

// TriviaOf gives the question of a month, locked until the transaction ends; ErrNotFound for none.
func TriviaOf(ctx context.Context, tx Tx, month string) (Trivia, error) {
	return one[Trivia](ctx, tx, "the month's question", "select "+triviaColumns+" where month = $1 for update", month)
}

// TriviaAsked gives the question of a month that is asked still; ErrNotFound for none.
func TriviaAsked(ctx context.Context, tx Tx, month string) (Trivia, error) {
	return one[Trivia](ctx, tx, "the month's question", "select "+triviaColumns+" where month = $1 and drawn_at is null", month)
}

// TriviaToDraw gives the oldest question of a month before this one that was not drawn; ErrNotFound for none.
func TriviaToDraw(ctx context.Context, tx Tx, month string) (Trivia, error) {
	return one[Trivia](ctx, tx, "the question to draw", "select "+triviaColumns+" where month < $1 and drawn_at is null order by month limit 1", month)
}

// TriviaDrawn gives the last question that was drawn since a moment; ErrNotFound for none.
func TriviaDrawn(ctx context.Context, tx Tx, since time.Time) (Trivia, error) {
	return one[Trivia](ctx, tx, "the question drawn", "select "+triviaColumns+" where drawn_at > $1 order by drawn_at desc limit 1", since)
}

// Question is the words of a question in a language; "" is for every other.
type Question struct {
	Language string
	Question string
	Answer   string
}

// PutQuestion keeps the words of a question; false where a letter has asked it in that language's words already.
func PutQuestion(ctx context.Context, tx Tx, trivia int64, q Question) (bool, error) {
	tag, err := tx.Exec(ctx, `insert into trivia_questions (trivia_id, language, question, answer) values ($1, $2, $3, $4)
		on conflict (trivia_id, language) do update set question = excluded.question, answer = excluded.answer
		where not exists (select 1 from trivia_letters l where l.trivia_id = $1)`, trivia, q.Language, q.Question, q.Answer)
	return tag.RowsAffected() == 1, err
}

// Questions lists the words of a question, those for every language first.
func Questions(ctx context.Context, tx Tx, trivia int64) ([]Question, error) {
	return many[Question](ctx, tx, "the question's words", "select language, question, answer from trivia_questions where trivia_id = $1 and answer <> '' order by language", trivia)
}

// LetterAsks notes that a letter asks a question.
func LetterAsks(ctx context.Context, tx Tx, letter, trivia int64) error {
	return exec(ctx, tx, "note what the letter asks", "insert into trivia_letters (letter_id, trivia_id) values ($1, $2) on conflict do nothing", letter, trivia)
}

// AskedBy gives the question that a letter asked and that was not drawn; ErrNotFound for none.
func AskedBy(ctx context.Context, tx Tx, letter int64) (Trivia, error) {
	return one[Trivia](ctx, tx, "what the letter asked", "select "+triviaColumns+` where drawn_at is null
		and id = (select trivia_id from trivia_letters where letter_id = $1)`, letter)
}

// TriviaAnswer is what a customer answered to the month's question.
type TriviaAnswer struct {
	ID           int64
	TriviaID     int64
	NominationID int64
	InboundID    int64
	Address      string // in small letters; none after the draw
	Words        string
	Correct      bool
	SaidAt       time.Time
}

const answerColumns = "id, trivia_id, nomination_id, inbound_id, address, words, correct, said_at from trivia_answers"

// PutTriviaAnswer keeps what a customer answered, and gives its number; 0 where
// that customer has a right answer already, or has tried as often as allowed.
func PutTriviaAnswer(ctx context.Context, tx Tx, a TriviaAnswer, tries int) (int64, error) {
	list, err := column[int64](ctx, tx, "keep the answer to the question", `insert into trivia_answers (trivia_id, nomination_id, inbound_id, address, words, correct, said_at)
		select $1, $2, $3, $4, $5, $6, $7 where (select count(*) from trivia_answers where trivia_id = $1 and address = $4) < $8
			and not exists (select 1 from trivia_answers where trivia_id = $1 and address = $4 and correct)
		on conflict do nothing returning id`, a.TriviaID, a.NominationID, a.InboundID, a.Address, a.Words, a.Correct, a.SaidAt, tries)
	if err != nil || len(list) == 0 {
		return 0, err
	}
	return list[0], nil
}

// RightAnswers lists the numbers of the right answers to a question, in order.
func RightAnswers(ctx context.Context, tx Tx, trivia int64) ([]int64, error) {
	return column[int64](ctx, tx, "the right answers", "select id from trivia_answers where trivia_id = $1 and correct order by id", trivia)
}

// TriviaAnswerByID gives one answer.
func TriviaAnswerByID(ctx context.Context, tx Tx, id int64) (TriviaAnswer, error) {
	return one[TriviaAnswer](ctx, tx, "the answer", "select "+answerColumns+" where id = $1", id)
}

// Drawing is how a question was drawn: among so many, by which seed, which answer; 0 for none.
type Drawing struct {
	Entrants int
	Seed     string
	Winner   int64
}

// DrawTrivia notes how a question was drawn, and forgets words and addresses of
// those who answered; ErrMoved where it was drawn before.
func DrawTrivia(ctx context.Context, tx Tx, id int64, d Drawing, now time.Time) error {
	if err := change(ctx, tx, "note the draw", `update trivia set drawn_at = $2, entrants = $3, seed = $4, winner = nullif($5::bigint, 0)
		where id = $1 and drawn_at is null`, id, now, d.Entrants, d.Seed, d.Winner); err != nil {
		return err
	}
	return exec(ctx, tx, "forget the answers", "update trivia_answers set words = '', address = '' where trivia_id = $1", id)
}

// TriviaPrize notes the letter in which the customer got a voucher.
func TriviaPrize(ctx context.Context, tx Tx, id, letter int64) error {
	return change(ctx, tx, "note the prize", "update trivia set letter_id = $2 where id = $1 and letter_id is null", id, letter)
}

// TriviaBeyond gives how the prize of a draw stands that is beyond the limits; ErrNotFound where it is not.
func TriviaBeyond(ctx context.Context, tx Tx, id int64) (Delight, error) {
	return one[Delight](ctx, tx, "the prize", "select "+delightColumns+" where trivia_id = $1 order by id desc limit 1", id)
}

// TriviaPrizeIs gives the question whose prize a gift is; ErrNotFound for none.
func TriviaPrizeIs(ctx context.Context, tx Tx, delight int64) (Trivia, error) {
	return one[Trivia](ctx, tx, "the question of the prize", "select "+triviaColumns+" where id = (select trivia_id from delights where id = $1)", delight)
}

// MarkPrize ties a gift beyond the limits to the draw whose prize it is.
func MarkPrize(ctx context.Context, tx Tx, delight, trivia int64) error {
	return change(ctx, tx, "tie the prize to its draw", "update delights set trivia_id = $2 where id = $1", delight, trivia)
}

// TriviaOfLetter gives the question whose prize a letter brings; ErrNotFound for none.
func TriviaOfLetter(ctx context.Context, tx Tx, letter int64) (Trivia, error) {
	return one[Trivia](ctx, tx, "the question of the letter", "select "+triviaColumns+" where letter_id = $1", letter)
}
