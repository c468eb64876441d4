package templates

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// familyFirst are the languages, and the countries of people whose language is
// not known, that say the family's name before one's own.
var (
	familyFirstLanguages = []string{"hu", "ja", "ko", "zh", "vi"}
	familyFirstCountries = []string{"HU", "JP", "KR", "CN", "TW", "HK", "VN"}
)

func familyFirst(lang, country string) bool {
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(lang, "_", "-")), "-")
	if base == "" {
		return slices.Contains(familyFirstCountries, strings.ToUpper(country))
	}
	return slices.Contains(familyFirstLanguages, base)
}

// named writes a person's name as the reader knows it. The directory's form
// stands, unless it is only given and family name joined: then somebody who says
// the family's name first is named so where the name is in East Asian letters,
// or where the reader says it first, too. In a French letter Éva Nagy stays Éva Nagy.
func (p Person) named(reader Reader) string {
	if p.Given == "" || p.Family == "" || p.Name != p.Given+" "+p.Family || !familyFirst(p.Lang, p.Country) {
		return trusted(p.Name)
	}
	if eastAsian(p.Name) || familyFirst(first(reader.Speaks, reader.Lang), reader.Country) {
		return trusted(p.Family + " " + p.Given)
	}
	return trusted(p.Name)
}

// called is what somebody is called to their face: by the given name, but where
// that is for family and friends alone, by the whole name.
func (p Person) called(reader Reader) string {
	if p.Given == "" || byWholeName(p.Lang, p.Country) {
		return p.named(reader)
	}
	return trusted(p.Given)
}

// called is as a person's; the letter speaks to its reader.
func (r Reader) called() string {
	return Person{Name: r.Name, Given: r.Given, Family: r.Family, Lang: first(r.Speaks, r.Lang), Country: r.Country}.called(r)
}

// byWholeName says whether a given name alone is too near: in Japanese, Korean
// and Chinese. Hungarian and Vietnamese call people by it.
func byWholeName(lang, country string) bool {
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(lang, "_", "-")), "-")
	if base == "" {
		return slices.Contains([]string{"JP", "KR", "CN", "TW", "HK"}, strings.ToUpper(country))
	}
	return slices.Contains([]string{"ja", "ko", "zh"}, base)
}

func eastAsian(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
	})
}

// amountForm is an amount as goodword writes it into a view: "21500 EUR",
// "12,000.00 EUR".
var amountForm = regexp.MustCompile(`^([0-9][0-9,]*)(\.[0-9]{2})? ([A-Z]{3})$`)

// amount tells an amount with the reader's separators, the currency by its code
// behind it, which is plain to every reader; anything else stays as it is.
func (l *language) amount(s string) string {
	parts := amountForm.FindStringSubmatch(s)
	if parts == nil {
		return s
	}
	whole, cents := strings.ReplaceAll(parts[1], ",", ""), strings.TrimPrefix(parts[2], ".")
	if len(whole) > 12 {
		return s
	}
	value, digits := number(whole), uint64(0)
	if cents != "" && cents != "00" {
		value, digits = value+number(cents)/100, 2
	}
	return l.names.FmtNumber(value, digits) + "\u00a0" + parts[3]
}

// quarterForm is a quarter as goodword writes it into a view: "2026-Q3".
var quarterForm = regexp.MustCompile(`^([0-9]{4})-Q([1-4])$`)

// quarter tells a quarter in words; anything else stays as it is.
func (l *language) quarter(s string) string {
	parts := quarterForm.FindStringSubmatch(s)
	if parts == nil {
		return s
	}
	year, n := parts[1], int(parts[2][0]-'0')
	switch l.tag {
	case "en":
		return []string{"First", "Second", "Third", "Fourth"}[n-1] + " quarter of " + year
	case "de":
		return parts[2] + ". Quartal " + year
	case "fr":
		return []string{"1er", "2e", "3e", "4e"}[n-1] + " trimestre " + year
	case "es":
		return []string{"Primer", "Segundo", "Tercer", "Cuarto"}[n-1] + " trimestre de " + year
	}
	return s
}

// number reads decimal digits.
func number(digits string) float64 {
	n := 0.0
	for _, d := range digits {
		n = n*10 + float64(d-'0')
	}
	return n
}
