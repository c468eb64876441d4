package templates

import (
	"fmt"
	"strings"
	"time"

	"github.com/go-playground/locales"
	"github.com/go-playground/locales/ar"
	"github.com/go-playground/locales/da"
	"github.com/go-playground/locales/de"
	"github.com/go-playground/locales/de_AT"
	"github.com/go-playground/locales/de_CH"
	"github.com/go-playground/locales/en_GB"
	"github.com/go-playground/locales/en_US"
	"github.com/go-playground/locales/es"
	"github.com/go-playground/locales/es_419"
	"github.com/go-playground/locales/es_MX"
	"github.com/go-playground/locales/fr"
	"github.com/go-playground/locales/fr_CA"
	"github.com/go-playground/locales/fr_CH"
	"github.com/go-playground/locales/he"
)

// language is what a letter needs beside its source: how the reader's language
// tells a time, a number and a list.
type language struct {
	tag       string // of the sources: "de"
	names     locales.Translator
	replyWith string // before an answer in the text version
	writeTo   string // before a mail of its own, with the address
	and       string
	day       func(l *language, t time.Time) string
	clock     func(t time.Time) string
	at        func(t time.Time) string // joins day and clock
	rtl       bool                     // written from right to left
}

// languages by the tags of the sources, and what readers elsewhere get.
//
// German says Sie, French vous, Spanish usted; Danish says du to everybody. goodword speaks for companies it
// does not know: where people say du, a Sie from the CEO is merely formal, and
// where they say Sie, a du is a gaffe. A company that says du writes its own
// letters into the override folder.
var languages = map[string]*language{
	"en":    {tag: "en", names: en_GB.New(), replyWith: "Reply with:", writeTo: "Write to %s:", and: "and", day: dayMonth("%s %d %s"), clock: clock24(":", ""), at: always(" at ")},
	"en-us": {tag: "en", names: en_US.New(), replyWith: "Reply with:", writeTo: "Write to %s:", and: "and", day: monthDay, clock: clock12, at: always(" at ")},
	"de":    {tag: "de", names: de.New(), replyWith: "Antworten Sie mit:", writeTo: "Schreiben Sie an %s:", and: "und", day: dayMonth("%s, %d. %s"), clock: clock24(":", " Uhr"), at: always(" um ")},
	"fr":    {tag: "fr", names: fr.New(), replyWith: "Répondez par :", writeTo: "Écrivez à %s :", and: "et", day: frenchDay, clock: clock24(" h ", ""), at: always(" à ")},
	"es":    {tag: "es", names: es.New(), replyWith: "Responda con:", writeTo: "Escriba a %s:", and: "y", day: dayMonth("%s %d de %s"), clock: clock24(":", ""), at: spanishAt},
	"da":    {tag: "da", names: da.New(), replyWith: "Svar med:", writeTo: "Skriv til %s:", and: "og", day: dayMonth("%s %d. %s"), clock: clock24(".", ""), at: always(" kl. ")},
	"he":    {tag: "he", names: he.New(), replyWith: "להשיב במילים:", writeTo: "לכתוב אל %s:", and: "ו", day: dayMonth("%s, %d ב%s"), clock: clock24(":", ""), at: always(" בשעה "), rtl: true},
	"ar":    {tag: "ar", names: ar.New(), replyWith: "للرد اكتب:", writeTo: "للكتابة إلى %s:", and: "و", day: dayMonth("%s، %d %s"), clock: clock24(":", ""), at: always(" الساعة "), rtl: true},
}

// regions tell numbers and months in their own way within a language.
var regions = map[string]locales.Translator{
	"de-at": de_AT.New(), "de-ch": de_CH.New(), "de-li": de_CH.New(), "fr-ca": fr_CA.New(), "fr-ch": fr_CH.New(),
	"es-419": es_419.New(), "es-mx": es_MX.New(), "es-us": es_MX.New(), "es-ar": es_419.New(), "es-cl": es_419.New(), "es-co": es_419.New(), "es-pe": es_419.New(),
}

// Languages lists the languages that every letter is written in.
func Languages() []string { return []string{"en", "de", "fr", "es"} }

// LanguagesInPart lists further ones: some letters are written in them, and may
// be by a company; whoever reads them gets the others in English.
func LanguagesInPart() []string { return []string{"da", "he", "ar"} }

// languageFor finds the language for a BCP 47 tag: the tag, then its base
// language, then English.
func languageFor(tag string) *language {
	tag = strings.ToLower(strings.ReplaceAll(tag, "_", "-"))
	if l, ok := languages[tag]; ok {
		return l
	}
	base, _, _ := strings.Cut(tag, "-")
	if base == "iw" { // as Hebrew was called until 1989, and Java still calls it
		base = "he"
	}
	l, ok := languages[base]
	if !ok {
		return languages["en"]
	}
	if names := regions[tag]; names != nil {
		own := *l
		own.names = names
		return &own
	}
	return l
}

// inCountry adds the reader's country to a language without one: whoever reads
// German in Austria reads Jänner.
func inCountry(lang, country string) string {
	if lang == "" || len(country) != 2 || strings.ContainsAny(lang, "-_") {
		return lang
	}
	return lang + "-" + country
}

func (l *language) date(t time.Time) string { return l.day(l, t) }

func (l *language) when(t time.Time) string { return l.day(l, t) + l.at(t) + l.clock(t) }

func (l *language) month(t time.Time) string { return l.names.MonthWide(t.Month()) }

func (l *language) weekday(t time.Time) string { return l.names.WeekdayWide(t.Weekday()) }

// colon stands between a label and its value; French sets it apart.
func (l *language) colon() string {
	if l.tag == "fr" {
		return "\u00a0: "
	}
	return ": "
}

// plural chooses between the forms of a number by CLDR's rules; # stands for
// the number. The four languages need no more than one and other.
func (l *language) plural(n int, one, other string) string {
	form := other
	if l.names.CardinalPluralRule(float64(n), 0) == locales.PluralRuleOne {
		form = one
	}
	return strings.ReplaceAll(form, "#", l.names.FmtNumber(float64(n), 0))
}

// between is what stands before the next of several names, or before the last.
func (l *language) between(last bool, next string) string {
	low := strings.ToLower(next)
	switch {
	case !last && l.tag == "ar":
		return "، "
	case !last:
		return ", "
	case l.tag == "ar":
		return " " + l.and + " "
	case l.tag == "he" && classOf(firstRune(next)) == "rtl":
		return " " + l.and // a letter of the word behind it
	case l.tag == "he":
		return " " + l.and + "-"
	// Spanish says e before the sound i, but not before the sound hie.
	case l.tag == "es" && (strings.HasPrefix(low, "i") || strings.HasPrefix(low, "í") || strings.HasPrefix(low, "hi") && !strings.HasPrefix(low, "hie")):
		return " e "
	}
	return " " + l.and + " "
}

func dayMonth(format string) func(*language, time.Time) string {
	return func(l *language, t time.Time) string {
		return fmt.Sprintf(format, l.weekday(t), t.Day(), l.month(t))
	}
}

func monthDay(l *language, t time.Time) string {
	return fmt.Sprintf("%s, %s %d", l.weekday(t), l.month(t), t.Day())
}

func frenchDay(l *language, t time.Time) string {
	day := fmt.Sprint(t.Day())
	if day == "1" {
		day = "1er"
	}
	return l.weekday(t) + " " + day + " " + l.month(t)
}

func clock24(sep, after string) func(time.Time) string {
	return func(t time.Time) string { return fmt.Sprintf("%d%s%02d%s", t.Hour(), sep, t.Minute(), after) }
}

func clock12(t time.Time) string { return strings.ToLower(t.Format("3:04 PM")) }

func always(s string) func(time.Time) string { return func(time.Time) string { return s } }

func spanishAt(t time.Time) string {
	if t.Hour() == 1 {
		return " a la "
	}
	return " a las "
}
