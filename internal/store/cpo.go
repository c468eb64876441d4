package store

import (
	"context"
	"errors"
	"time"
)

// CustomerToken ties a customer's answer to the letter they got.
type CustomerToken struct {
	LetterID     int64
	NominationID int64
	CreatedAt    time.Time
	ExpiresAt    time.Time
}

// PutCustomerToken stores the hash of the secret in a letter to a customer.
func PutCustomerToken(ctx context.Context, tx Tx, hash []byte, t CustomerToken) error {
	return exec(ctx, tx, "store a customer's token", `insert into customer_tokens (hash, letter_id, nomination_id, created_at, expires_at)
		values ($1, $2, $3, $4, $5)`, hash, t.LetterID, t.NominationID, t.CreatedAt, t.ExpiresAt)
}

// CustomerTokenByHash gives the token of a letter to a customer.
func CustomerTokenByHash(ctx context.Context, tx Tx, hash []byte) (CustomerToken, error) {
	return one[CustomerToken](ctx, tx, "the customer's token",
		"select letter_id, nomination_id, created_at, expires_at from customer_tokens where hash = $1", hash)
}

// PutConsent records what a customer said to their words being told, with the
// mail that says it; the last answer counts.
func PutConsent(ctx context.Context, tx Tx, nomination, inbound int64, agreed bool, now time.Time) error {
	return exec(ctx, tx, "record the consent", `insert into consents (nomination_id, inbound_id, agreed, given_at) values ($1, $2, $3, $4)
		on conflict (nomination_id, inbound_id) do update set agreed = excluded.agreed, given_at = excluded.given_at`, nomination, inbound, agreed, now)
}

// Consent is a customer's last word on their words being told outside.
type Consent struct {
	InboundID int64
	Agreed    bool
	GivenAt   time.Time
}

// ConsentOf gives what a customer last said; ErrNotFound where they said nothing,
// and then nothing may be told.
func ConsentOf(ctx context.Context, tx Tx, nomination int64) (Consent, error) {
	return one[Consent](ctx, tx, "the consent", `select inbound_id, agreed, given_at from consents where nomination_id = $1
		order by given_at desc, id desc limit 1`, nomination)
}

// ConsentsSince lists the nominations that the reader looks after and to whose words a customer said yes or no since a moment, oldest first.
func ConsentsSince(ctx context.Context, tx Tx, c Care, since time.Time, limit int) ([]CustomerAnswer, error) {
	return many[CustomerAnswer](ctx, tx, "the consents", `select min(nomination_id) as nomination_id, inbound_id, '' as words, bool_and(agreed) as agreed,
		min(given_at) as said_at from consents where given_at > $6 and exists (select from nominations n where n.id = nomination_id and `+caredFor("n")+`)
		group by inbound_id order by min(given_at), inbound_id limit $7`, c.args(since, limit)...)
}

// CustomerAnswer is what a customer answered to a letter of ours.
type CustomerAnswer struct {
	NominationID int64
	InboundID    int64
	Words        string
	Agreed       *bool // to their words being told; nil where they said nothing of it
	SaidAt       time.Time
}

// PutCustomerAnswer stores what a customer answered in words of their own, once per mail.
func PutCustomerAnswer(ctx context.Context, tx Tx, a CustomerAnswer, letter int64) error {
	return exec(ctx, tx, "store the customer's answer", `insert into customer_answers (nomination_id, inbound_id, letter_id, words, said_at)
		values ($1, $2, $3, $4, $5) on conflict (inbound_id) do nothing`, a.NominationID, a.InboundID, letter, a.Words, a.SaidAt)
}

// CustomerAnswersSince lists what customers answered since a moment about what the reader looks after, oldest first.
func CustomerAnswersSince(ctx context.Context, tx Tx, c Care, since time.Time, limit int) ([]CustomerAnswer, error) {
	return many[CustomerAnswer](ctx, tx, "what customers answered", `select nomination_id, inbound_id, words, null::boolean as agreed, said_at
		from customer_answers a where said_at > $6 and exists (select from nominations n where n.id = a.nomination_id and `+caredFor("n")+`)
		order by said_at, id limit $7`, c.args(since, limit)...)
}

// Release notes whether the letter to an unproven customer may leave; false
// where that was decided before.
func Release(ctx context.Context, tx Tx, nomination, inbound int64, released bool, now time.Time) (bool, error) {
	tag, err := tx.Exec(ctx, `insert into releases (nomination_id, inbound_id, released, decided_at) values ($1, $2, $3, $4)
		on conflict do nothing`, nomination, inbound, released, now)
	return tag.RowsAffected() == 1, err
}

// Released says whether the letter to an unproven customer was let go.
func Released(ctx context.Context, tx Tx, nomination int64) (bool, error) {
	list, err := column[bool](ctx, tx, "the release", "select released from releases where nomination_id = $1", nomination)
	return len(list) > 0 && list[0], err
}

// Releasable lists nominations thanked since a moment whose customer's address
// only a colleague's forward tells, about which nothing was decided, and that the reader looks after; oldest first.
func Releasable(ctx context.Context, tx Tx, c Care, since time.Time, limit int) ([]Nomination, error) {
	return many[Nomination](ctx, tx, "letters that wait for a release", "select "+nominationColumns+` where thanked_at > $6 and customer_address <> ''
		and state = 'thanked' and proof in ('quoted_in_forward', 'attached')
		and not exists (select 1 from releases r where r.nomination_id = nominations.id) and `+caredFor("nominations")+" order by thanked_at, id limit $7",
		c.args(since, limit)...)
}

// CustomerLetters counts the letters of these kinds to an address, queued since a moment.
func CustomerLetters(ctx context.Context, tx Tx, to string, kinds []string, since time.Time) (int, error) {
	list, err := column[int](ctx, tx, "letters to the customer", `select count(*)::int from letters where to_address = $1 and queued_at > $2
		and kind = any($3) and state not in ('cancelled', 'refused')`, to, since, kinds)
	if err != nil {
		return 0, err
	}
	return list[0], nil
}

// Idea is something the Chief People Officer would like to try.
type Idea struct {
	InboundID int64
	Words     string
	SaidAt    time.Time
	Result    string
	DoneAt    *time.Time
}

// PutIdea keeps an idea. Several of one mail are one.
func PutIdea(ctx context.Context, tx Tx, inbound int64, words string, now time.Time) error {
	return exec(ctx, tx, "keep the idea", `insert into ideas (inbound_id, words, said_at) values ($1, $2, $3)
		on conflict (inbound_id) do update set words = ideas.words || E'\n' || excluded.words where ideas.words <> excluded.words`, inbound, words, now)
}

// IdeasBy is whose ideas a Chief People Officer reads: those from addresses of
// Theirs, or All but those of Others, in lower case.
type IdeasBy struct {
	All            bool
	Theirs, Others []string
}

// Ideas lists those without a result, and those with one since a moment; oldest first.
func Ideas(ctx context.Context, tx Tx, by IdeasBy, since time.Time, limit int) ([]Idea, error) {
	return many[Idea](ctx, tx, "the ideas", `select d.inbound_id, d.words, d.said_at, d.result, d.done_at from ideas d join inbound i on i.id = d.inbound_id
		where d.words <> '' and (d.done_at is null or d.done_at > $1)
		and (coalesce(lower(i.from_address), '') = any($3) or $4 and coalesce(lower(i.from_address), '') <> all($5))
		order by d.said_at, d.inbound_id limit $2`, since, limit, texts(by.Theirs), by.All, texts(by.Others))
}

// FinishIdea notes what came of an idea; ErrMoved where it is none, or was finished before.
func FinishIdea(ctx context.Context, tx Tx, inbound int64, result string, now time.Time) error {
	return change(ctx, tx, "note what came of the idea", "update ideas set result = $2, done_at = $3 where inbound_id = $1 and done_at is null", inbound, result, now)
}

// News is what is coming, told in customers' letters until a moment.
type News struct {
	InboundID int64
	Words     string
	SaidAt    time.Time
	Until     time.Time
}

// PutNews replaces what customers are told of; words "" end it.
func PutNews(ctx context.Context, tx Tx, n News) error {
	if err := exec(ctx, tx, "end the news", "update news set ended_at = $1 where ended_at is null and inbound_id <> $2", n.SaidAt, n.InboundID); err != nil || n.Words == "" {
		return err
	}
	return exec(ctx, tx, "keep the news", `insert into news (inbound_id, words, said_at, until) values ($1, $2, $3, $4)
		on conflict (inbound_id) do update set words = excluded.words, until = excluded.until`, n.InboundID, n.Words, n.SaidAt, n.Until)
}

// NewsNow gives what customers are told of at a moment; words are empty for nothing.
func NewsNow(ctx context.Context, tx Tx, now time.Time) (News, error) {
	n, err := one[News](ctx, tx, "the news", `select inbound_id, words, said_at, until from news
		where ended_at is null and until > $1 order by said_at desc limit 1`, now)
	if errors.Is(err, ErrNotFound) {
		return News{}, nil
	}
	return n, err
}
