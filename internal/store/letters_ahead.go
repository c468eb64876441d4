package store

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// Ahead is what letters that leave together say, read for all of them at once.
type Ahead struct {
	OfMail  map[int64][]Nomination // by mail, as NominationsOf gives them
	Asks    map[int64][]Ask        // by nomination, as Asks gives them
	Traits  map[int64]Traits       // by nomination
	Origins map[int64]Origin       // by mail
}

// Traits are what ShownBy and LevelOf give of a nomination.
type Traits struct {
	Shown Shown
	Level Level
}

// Origin is by whom a mail was written, and its Message-ID.
type Origin struct {
	ID          int64
	FromAddress *string
	MessageID   *string
}

const originColumns = "id, from_address, message_id from inbound"

// OriginOf gives by whom a mail was written, without the mail itself.
func OriginOf(ctx context.Context, tx Tx, mail int64) (Origin, error) {
	return one[Origin](ctx, tx, "who wrote the mail", "select "+originColumns+" where id = $1", mail)
}

// ReadAhead reads what letters say that were caused by these mails.
func ReadAhead(ctx context.Context, tx Tx, mails []int64) (Ahead, error) {
	a := Ahead{OfMail: map[int64][]Nomination{}, Asks: map[int64][]Ask{}, Traits: map[int64]Traits{}, Origins: map[int64]Origin{}}
	list, err := many[Nomination](ctx, tx, "the nominations of the mails", "select "+nominationColumns+" where inbound_id = any($1) order by id", mails)
	if err != nil {
		return a, err
	}
	for _, n := range list {
		a.OfMail[n.InboundID] = append(a.OfMail[n.InboundID], n)
	}
	origins, err := many[Origin](ctx, tx, "who wrote the mails", "select "+originColumns+" where id = any($1)", mails)
	for _, o := range origins {
		a.Origins[o.ID] = o
	}
	return a, err
}

// About reads what letters say about these nominations.
func (a *Ahead) About(ctx context.Context, tx Tx, nominations []int64) error {
	asks, err := many[Ask](ctx, tx, "whom we asked", "select "+askColumns+" where nomination_id = any($1) order by nomination_id, id", nominations)
	if err != nil {
		return err
	}
	for _, n := range nominations {
		a.Asks[n] = nil
	}
	for _, ask := range asks {
		a.Asks[ask.NominationID] = append(a.Asks[ask.NominationID], ask)
	}
	type row struct {
		ID int64
		Shown
		Level
	}
	rows, err := tx.Query(ctx, `select id, touchpoint, behaviour_by, beside_id, beside_by, level, level_words as words, coalesce(amount::text, '') as amount, currency
		from nominations where id = any($1)`, nominations)
	if err != nil {
		return err
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[row])
	for _, r := range list {
		a.Traits[r.ID] = Traits{r.Shown, r.Level}
	}
	return err
}
