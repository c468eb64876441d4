package store

import (
	"context"
	"time"

	"goodword/internal/recognition"
)

// Beyond is which limit of the Chief People Officer's a gift is beyond.
type Beyond string

// The limits.
const (
	BeyondVoucher  Beyond = "voucher"  // what one voucher may be worth
	BeyondMonth    Beyond = "month"    // what those of a month may be worth together
	BeyondCustomer Beyond = "customer" // how many one customer may be given within a year
)

// DelightState is how a gift beyond the limits stands.
type DelightState string

// How it stands.
const (
	DelightOpen      DelightState = "open"
	DelightReleased  DelightState = "released"
	DelightDeclined  DelightState = "declined"
	DelightLapsed    DelightState = "lapsed"
	DelightWithdrawn DelightState = "withdrawn"
)

// Delight is a gift that the CEO lets go, or not.
type Delight struct {
	ID           int64
	NominationID int64
	InboundID    int64 // the mail that asks for it
	PersonID     int64 // who asks
	Words        string
	Cents        int64
	Currency     string
	Beyond       Beyond
	AskedAt      time.Time
	Until        time.Time
	State        DelightState
	EndedAt      *time.Time
	EndedBy      *int64
	Reason       string
}

const delightColumns = `id, nomination_id, inbound_id, person_id, words, (value * 100)::bigint as cents, currency, beyond, asked_at, until, state,
	ended_at, ended_by, reason from delights`

// AskDelight puts a gift before the CEO; 0 where one waits for the same compliment already.
func AskDelight(ctx context.Context, tx Tx, d Delight) (int64, error) {
	list, err := column[int64](ctx, tx, "put the gift before the CEO", `insert into delights (nomination_id, inbound_id, person_id, words, value, currency, beyond, asked_at, until)
		values ($1, $2, $3, $4, $5::bigint / 100.0, $6, $7, $8, $9) on conflict (nomination_id) where state = 'open' do nothing returning id`,
		d.NominationID, d.InboundID, d.PersonID, d.Words, d.Cents, d.Currency, d.Beyond, d.AskedAt, d.Until)
	if err != nil || len(list) == 0 {
		return 0, err
	}
	return list[0], nil
}

// DelightByID gives one, locked until the transaction ends. Lock its nomination first.
func DelightByID(ctx context.Context, tx Tx, id int64) (Delight, error) {
	return one[Delight](ctx, tx, "the gift", "select "+delightColumns+" where id = $1 for update", id)
}

// DelightOn gives of which nomination a gift is.
func DelightOn(ctx context.Context, tx Tx, id int64) (int64, error) {
	list, err := column[int64](ctx, tx, "the gift's nomination", "select nomination_id from delights where id = $1", id)
	if err != nil || len(list) == 0 {
		return 0, err
	}
	return list[0], nil
}

// OpenDelights lists those that wait for the CEO, oldest first.
func OpenDelights(ctx context.Context, tx Tx, limit int) ([]Delight, error) {
	return many[Delight](ctx, tx, "gifts that wait", "select "+delightColumns+" where state = 'open' order by asked_at, id limit $1", limit)
}

// DueDelights lists those that wait and whose time is over, oldest first.
func DueDelights(ctx context.Context, tx Tx, now time.Time, limit int) ([]Delight, error) {
	return many[Delight](ctx, tx, "gifts whose time is over", "select "+delightColumns+" where state = 'open' and until <= $1 order by until, id limit $2", now, limit)
}

// DelightsEnded lists those that ended since a moment and that their asker did
// not take back, of what the reader looks after, oldest first.
func DelightsEnded(ctx context.Context, tx Tx, c Care, since time.Time, limit int) ([]Delight, error) {
	return many[Delight](ctx, tx, "gifts that ended", "select "+delightColumns+` d where ended_at is not null and ended_at > $6
		and state in ('released', 'declined', 'lapsed') and exists (select from nominations n where n.id = d.nomination_id and `+caredFor("n")+`)
		order by ended_at, id limit $7`, c.args(since, limit)...)
}

// DelightEnd is how a gift ends: by whom and in which mail, 0 where by nobody;
// Letter is the one in which the voucher leaves.
type DelightEnd struct {
	State            DelightState
	By, Mail, Letter int64
	Reason           string
}

// EndDelight ends one that waits; ErrMoved where it does not wait any more.
func EndDelight(ctx context.Context, tx Tx, id int64, e DelightEnd, now time.Time) error {
	return change(ctx, tx, "end the gift", `update delights set state = $2, ended_at = $3, ended_by = nullif($4::bigint, 0), ended_mail = nullif($5::bigint, 0),
		letter_id = nullif($6::bigint, 0), reason = $7 where id = $1 and state = 'open'`, id, e.State, now, e.By, e.Mail, e.Letter, e.Reason)
}

// NumberDelight gives the number of a gift in a leader's letters, as NumberItem does.
func NumberDelight(ctx context.Context, tx Tx, leader recognition.Leader, delight int64, now, expires time.Time) (int, error) {
	return numbered(ctx, tx, leader, numbering{delight: &delight}, now, expires)
}
