package figures

import (
	"cmp"
	"fmt"
	"slices"
)

// Cents is a sum in hundredths of a currency.
type Cents int64

// String writes a sum with two decimals: 12000.50.
func (c Cents) String() string { return fmt.Sprintf("%d.%02d", int64(c)/100, int64(c)%100) }

// MarshalText writes it as String does: no reader of JSON then rounds it.
func (c Cents) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// Amount is what recognitions were worth in one currency, as managers said.
// Currencies are never added together.
type Amount struct {
	Currency string       `json:"currency"`
	Sum      Cents        `json:"sum"`
	Before   Cents        `json:"before"` // in the period before
	Sites    []SiteAmount `json:"sites"`
}

// SiteAmount is a site's part of an amount.
type SiteAmount struct {
	Site   string `json:"site"` // "" where the directory says nothing
	Sum    Cents  `json:"sum"`
	Before Cents  `json:"before"`
}

// AddAmount adds a site's part to the list.
func AddAmount(list []Amount, currency string, part SiteAmount) []Amount {
	at := slices.IndexFunc(list, func(a Amount) bool { return a.Currency == currency })
	if at < 0 {
		at = len(list)
		list = append(list, Amount{Currency: currency})
	}
	list[at].Sum += part.Sum
	list[at].Before += part.Before
	list[at].Sites = append(list[at].Sites, part)
	return list
}

// SortAmounts puts currencies in the order of their names, and in each the
// largest sum first.
func SortAmounts(list []Amount) {
	for _, a := range list {
		slices.SortFunc(a.Sites, func(x, y SiteAmount) int {
			return cmp.Or(cmp.Compare(y.Sum, x.Sum), cmp.Compare(y.Before, x.Before), cmp.Compare(x.Site, y.Site))
		})
	}
	slices.SortFunc(list, func(x, y Amount) int { return cmp.Compare(x.Currency, y.Currency) })
}
