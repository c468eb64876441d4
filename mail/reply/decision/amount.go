package decision

import (
	"regexp"
	"strings"
)

// amountForm is an amount with its currency before or behind it. Digits stand
// in groups of three or in one run; one or two decimals may follow.
var amountForm = regexp.MustCompile(`^(?i:([a-z]{3,5}|[€$£¥])\s?)??(\d{1,3}(?:[.,'’ \x{00a0}\x{202f}]\d{3})+|\d{1,12})(?:[.,](\d{1,2}))?(?i:\s?([a-z]{3,7}|[€$£¥]))?(?:[\s;,.!]|$)`)

// currencies are those that an amount is kept in, by what people write.
var currencies = map[string]string{"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "euro": "EUR", "euros": "EUR", "eur": "EUR", "usd": "USD", "gbp": "GBP", "jpy": "JPY",
	"chf": "CHF", "cad": "CAD", "aud": "AUD", "nzd": "NZD", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "czk": "CZK", "huf": "HUF", "ron": "RON",
	"try": "TRY", "cny": "CNY", "inr": "INR", "krw": "KRW", "sgd": "SGD", "hkd": "HKD", "zar": "ZAR", "brl": "BRL", "mxn": "MXN", "aed": "AED", "sar": "SAR",
	"ils": "ILS", "thb": "THB", "uah": "UAH", "isk": "ISK", "bgn": "BGN", "clp": "CLP", "cop": "COP", "ars": "ARS"}

// amount reads ": 12,000 EUR" at token i: the value with two decimals, and the
// currency as ISO 4217 has it, "" where none is named. end is 0 where no amount is.
func (d *draft) amount(i int, l span) (args []string, end int) {
	from := d.colon(i, l)
	if from == i || from >= l.to {
		return nil, 0
	}
	start := d.tokens[from].from
	text := d.text[start:d.tokens[l.to-1].to]
	m := amountForm.FindStringSubmatchIndex(text)
	if m == nil {
		return nil, 0
	}
	part := func(n int) string {
		if m[2*n] < 0 {
			return ""
		}
		return text[m[2*n]:m[2*n+1]]
	}
	last := max(m[5], m[7]) // the figures, and then the currency where one follows
	before, behind := currencies[strings.ToLower(part(1))], currencies[strings.ToLower(part(4))]
	switch {
	case part(1) != "" && before == "", before != "" && behind != "":
		return nil, 0
	case behind != "":
		before, last = behind, m[9]
	}
	whole := strings.Map(digitsAlone, part(2))
	value := whole + "." + (part(3) + "00")[:2]
	for end = from; end < l.to && d.tokens[end].from < start+last; end++ {
		if d.tokens[end].to > start+last {
			return nil, 0
		}
	}
	return []string{value, before}, end
}

func digitsAlone(r rune) rune {
	if r < '0' || r > '9' {
		return -1
	}
	return r
}
