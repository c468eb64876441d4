package templates

import (
	"testing"
	"time"
)

func TestTimesInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	first := time.Date(2026, time.May, 1, 13, 5, 0, 0, time.UTC)
	for tag, want := range map[string]string{
		"en":    "Friday 1 May at 13:05",
		"en-US": "Friday, May 1 at 1:05 pm",
		"en_GB": "Friday 1 May at 13:05",
		"de-AT": "Freitag, 1. Mai um 13:05 Uhr",
		"fr":    "vendredi 1er mai à 13 h 05",
		"es-MX": "viernes 1 de mayo a las 13:05",
		"ja":    "Friday 1 May at 13:05",
		"":      "Friday 1 May at 13:05",
	} {
		if got := languageFor(tag).when(first); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
	if got := languageFor("es").when(first.Add(-12 * time.Hour)); got != "viernes 1 de mayo a la 1:05" {
		t.Errorf("one o'clock in Spanish: %q", got)
	}
}

func TestTimesOnTheReadersClock(t *testing.T) {
	t.Parallel()
	tokyo := time.FixedZone("JST", 9*3600)
	v := Samples(LetterDecidedElsewhere)[0].(DecidedElsewhere)
	v.Reader.Location = tokyo
	v.At = time.Date(2026, time.November, 23, 16, 30, 0, 0, time.UTC)
	r := render(t, v, "en", 0)
	if want := "Tuesday 24 November at\n1:30"; !contains(r.Text, want) {
		t.Errorf("want %q in\n%s", want, r.Text)
	}
}

func TestPluralsAndLists(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		tag  string
		n    int
		want string
	}{{"en", 1, "1 day"}, {"en", 0, "0 days"}, {"fr", 0, "0 day"}, {"de", 1200, "1.200 days"}, {"es", 2, "2 days"}} {
		if got := languageFor(c.tag).plural(c.n, "# day", "# days"); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.tag, c.n, got, c.want)
		}
	}
	for _, c := range []struct {
		tag, want string
		names     []string
	}{
		{"en", "", nil}, {"en", "Ann", []string{"Ann"}}, {"de", "Ann, Bo und Cleo", []string{"Ann", "Bo", "Cleo"}},
		{"es", "Ann e Inés", []string{"Ann", "Inés"}}, {"es", "Ann y Hiero", []string{"Ann", "Hiero"}}, {"fr", "Ann et Bo", []string{"Ann", "Bo"}},
	} {
		if got := plain((&filling{lang: languageFor(c.tag)}).listed(nil, c.names, false)); got != c.want {
			t.Errorf("%s %v: %q, want %q", c.tag, c.names, got, c.want)
		}
	}
}
