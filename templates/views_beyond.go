package templates

import "time"

// LimitKind is which of the CPO's limits a voucher is beyond.
type LimitKind string

// The limits.
const (
	LimitVoucher  LimitKind = "voucher"  // what one may be worth
	LimitMonth    LimitKind = "month"    // what those of a month may be worth
	LimitCustomer LimitKind = "customer" // how many a customer may be given
)

// BeyondResult is what became of a voucher that the CEO was asked for.
type BeyondResult string

// What became of it.
const (
	BeyondOpen      BeyondResult = "open"
	BeyondReleased  BeyondResult = "released"
	BeyondDeclined  BeyondResult = "declined"
	BeyondLapsed    BeyondResult = "lapsed"
	BeyondWithdrawn BeyondResult = "withdrawn"
)

// Beyond is a voucher beyond the CPO's limits.
type Beyond struct {
	N          int
	Value      string // "80 EUR"
	By         Person // who asks
	Customer   Words
	Nominee    Person // whom the customer wrote about
	Limit      LimitKind
	Most       string // the limit: "50 EUR"; "" for that of a customer
	Given      string // what is given this month, for that of a month
	Words      Words  // to the customer; "" for what was drawn
	Compliment Compliment
	Until      time.Time
	Result     BeyondResult
	EndedBy    Person // empty where nobody answered
	Reason     Words
}
