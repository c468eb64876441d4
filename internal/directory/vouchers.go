package directory

import (
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"goodword/internal/store"
)

// What a line of vouchers may say.
var (
	voucherCode     = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{3,39}$`)
	voucherValue    = regexp.MustCompile(`^(\d{1,7})(?:[.,](\d{1,2}))?$`)
	voucherCurrency = regexp.MustCompile(`^[A-Z]{3}$`)
)

// ReadVouchers reads voucher codes from a CSV file whose first line names the
// columns: code, value, currency, and expires where they do, in any order.
// Separators and characters are taken as in Read. With any problem the list must
// not be used.
func ReadVouchers(r io.Reader) ([]store.Voucher, []Problem) {
	raw, err := io.ReadAll(io.LimitReader(r, maxList+1))
	if err != nil {
		return nil, []Problem{{Message: "it cannot be read: " + err.Error()}}
	}
	if len(raw) > maxList {
		return nil, []Problem{{Message: fmt.Sprintf("it is longer than %d MB", maxList>>20)}}
	}
	text, err := decode(raw)
	if err != nil {
		return nil, []Problem{{Message: "its characters cannot be read: " + err.Error()}}
	}
	rows := csv.NewReader(strings.NewReader(text))
	rows.Comma = separator(text)
	all, err := rows.ReadAll()
	if err != nil {
		return nil, []Problem{{Message: "it is no list: " + err.Error()}}
	}
	if len(all) < 2 {
		return nil, []Problem{{Message: "it names no voucher; its first line must name the columns"}}
	}
	at, problems := voucherHeader(all[0])
	if len(problems) > 0 {
		return nil, problems
	}
	return voucherRows(all[1:], at)
}

// voucherHeader gives where each column stands.
func voucherHeader(header []string) (map[string]int, []Problem) {
	at := map[string]int{}
	var problems []Problem
	for i, h := range header {
		name := strings.ToLower(strings.TrimSpace(h))
		switch name {
		case "code", "value", "currency", "expires":
			at[name] = i
		default:
			problems = append(problems, Problem{1, h, "there is no such column; there are: code, value, currency, expires"})
		}
	}
	for _, needed := range []string{"code", "value", "currency"} {
		if _, ok := at[needed]; !ok && len(problems) == 0 {
			problems = append(problems, Problem{1, needed, "the column is missing"})
		}
	}
	return at, problems
}

func voucherRows(rows [][]string, at map[string]int) (list []store.Voucher, problems []Problem) {
	seen := map[string]int{}
	for i, row := range rows {
		line := i + 2
		cell := func(name string) string {
			if column, ok := at[name]; ok {
				return strings.TrimSpace(row[column])
			}
			return ""
		}
		v := store.Voucher{Code: cell("code"), Currency: cell("currency")}
		if !voucherCode.MatchString(v.Code) {
			problems = append(problems, Problem{line, "code", "4 to 40 letters, digits and hyphens are a code"})
		}
		if first, again := seen[v.Code]; again {
			problems = append(problems, Problem{line, "code", fmt.Sprintf("is in line %d already", first)})
		}
		seen[v.Code] = line
		if m := voucherValue.FindStringSubmatch(cell("value")); m != nil {
			v.Cents, _ = strconv.ParseInt(m[1]+(m[2] + "00")[:2], 10, 64) // the form leaves digits alone, nine at most
		}
		if v.Cents == 0 {
			problems = append(problems, Problem{line, "value", "an amount above zero such as 25 or 7.50"})
		}
		if !voucherCurrency.MatchString(v.Currency) {
			problems = append(problems, Problem{line, "currency", "three capital letters such as EUR"})
		}
		if said := cell("expires"); said != "" {
			day, err := time.Parse(time.DateOnly, said)
			if err != nil {
				problems = append(problems, Problem{line, "expires", "a day such as 2027-06-30"})
			}
			v.ExpiresOn = &day
		}
		list = append(list, v)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return list, nil
}
