package store

import (
	"context"
	"crypto/sha256"
	"time"
)

// Voucher is a code that is worth something to a customer.
type Voucher struct {
	ID        int64
	Code      string
	Cents     int64 // hundredths of the currency
	Currency  string
	ExpiresOn *time.Time // the last day, in UTC; nil for none
}

const voucherColumns = "id, code, (value * 100)::bigint as cents, currency, expires_on from vouchers"

// PutVoucher adds a code to the pool; false where it came in before.
func PutVoucher(ctx context.Context, tx Tx, v Voucher, now time.Time) (bool, error) {
	hash := sha256.Sum256([]byte(v.Code))
	tag, err := tx.Exec(ctx, `insert into vouchers (code, code_hash, value, currency, expires_on, imported_at)
		values ($1, $2, $3::bigint / 100.0, $4, $5::date, $6) on conflict do nothing`, v.Code, hash[:], v.Cents, v.Currency, v.ExpiresOn, now)
	return tag.RowsAffected() == 1, err
}

// LockVouchers keeps two commands from spending the same money.
func LockVouchers(ctx context.Context, tx Tx) error {
	return exec(ctx, tx, "lock the vouchers", "select pg_advisory_xact_lock(hashtext('goodword vouchers'))")
}

// FreeVoucher gives the code to use next: of a currency, worth no more than most
// hundredths, good for some days beyond now; what expires first goes first.
// ErrNotFound where there is none.
func FreeVoucher(ctx context.Context, tx Tx, currency string, most int64, goodUntil time.Time) (Voucher, error) {
	return one[Voucher](ctx, tx, "a voucher", "select "+voucherColumns+` where given_at is null and currency = $1 and value * 100 <= $2
		and (expires_on is null or expires_on >= $3::date) order by expires_on nulls last, value desc, id limit 1 for update`, currency, most, goodUntil)
}

// VoucherWorth gives the code to use next among those worth exactly so many
// hundredths; else as FreeVoucher.
func VoucherWorth(ctx context.Context, tx Tx, currency string, cents int64, goodUntil time.Time) (Voucher, error) {
	return one[Voucher](ctx, tx, "a voucher of that value", "select "+voucherColumns+` where given_at is null and currency = $1 and value * 100 = $2
		and (expires_on is null or expires_on >= $3::date) order by expires_on nulls last, id limit 1 for update`, currency, cents, goodUntil)
}

// GiveVoucher enters a code into the ledger: for which compliment, by which mail, in which letter.
func GiveVoucher(ctx context.Context, tx Tx, id, nomination, inbound, letter int64, now time.Time) error {
	return change(ctx, tx, "give the voucher", `update vouchers set given_at = $2, nomination_id = $3, inbound_id = $4, letter_id = $5
		where id = $1 and given_at is null`, id, now, nomination, inbound, letter)
}

// VoucherIn gives the voucher of a letter; ErrNotFound where it has none.
func VoucherIn(ctx context.Context, tx Tx, letter int64) (Voucher, error) {
	return one[Voucher](ctx, tx, "the letter's voucher", "select "+voucherColumns+" where letter_id = $1", letter)
}

// VoucherLeft forgets a code whose letter left.
func VoucherLeft(ctx context.Context, tx Tx, letter int64) error {
	return exec(ctx, tx, "forget the code", "update vouchers set code = '' where letter_id = $1", letter)
}

// Purse is how the vouchers of a currency stand.
type Purse struct {
	Free  int   // codes that may be given still
	Given int   // since a moment
	Spent int64 // hundredths, since that moment
}

// PurseOf counts the vouchers of a currency: those free, worth no more than most
// hundredths and good beyond a day,
// and those given since a moment. What never left or came back at once is not spent.
func PurseOf(ctx context.Context, tx Tx, currency string, most int64, goodUntil, since time.Time) (Purse, error) {
	return one[Purse](ctx, tx, "how the vouchers stand", `select
		(select count(*)::int from vouchers where given_at is null and currency = $1 and value * 100 <= $4 and (expires_on is null or expires_on >= $2::date)) as free,
		coalesce(count(*), 0)::int as given, coalesce(sum(v.value) * 100, 0)::bigint as spent
		from vouchers v join letters l on l.id = v.letter_id and l.state not in ('cancelled', 'refused')
		where v.given_at > $3 and v.currency = $1`, currency, goodUntil, since, most)
}

// VouchersOf counts the vouchers that an address, in small letters, was given since a moment.
func VouchersOf(ctx context.Context, tx Tx, address string, since time.Time) (int, error) {
	list, err := column[int](ctx, tx, "the customer's vouchers", `select count(*)::int from nominations n join vouchers v on v.nomination_id = n.id
		join letters l on l.id = v.letter_id and l.state not in ('cancelled', 'refused')
		where lower(n.customer_address) = $1 and v.given_at > $2`, address, since)
	if err != nil {
		return 0, err
	}
	return list[0], nil
}

// Given is one line of the ledger.
type Given struct {
	Number   int64 // of the nomination
	Cents    int64
	Currency string
	GivenAt  time.Time
	State    string // of the letter
}

// Ledger lists the vouchers given since a moment, oldest first.
func Ledger(ctx context.Context, tx Tx, since time.Time) ([]Given, error) {
	return many[Given](ctx, tx, "the ledger of vouchers", `select n.number, (v.value * 100)::bigint as cents, v.currency, v.given_at, l.state
		from vouchers v join nominations n on n.id = v.nomination_id join letters l on l.id = v.letter_id
		where v.given_at > $1 order by v.given_at, v.id`, since)
}
