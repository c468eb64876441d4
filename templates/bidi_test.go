package templates

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

const (
	hebrewName  = "נועה ברק"
	hebrewWords = "הגענו בשתיים בלילה, אחרי רכבת שבוטלה (GW-77)!\nJana מצאה בית מרקחת פתוח."
	arabicWords = "وصلنا في الثانية ليلاً. شكراً."
)

// TestAgainst: what runs against its letter is isolated, and nothing else.
func TestAgainst(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, text, want string }{
		{"en", "Jana Weber", ""}, {"en", "12:30", ""}, {"en", "山田 花子", ""}, {"en", hebrewName, "rtl"}, {"en", "Jana נועה", "ltr"}, {"en", "", ""},
		{"he", hebrewName, ""}, {"he", "נועה ברק.", "rtl"}, {"he", "Jana Weber", "ltr"}, {"he", "GW-1042", "ltr"}, {"he", "42", "ltr"}, {"he", "יום שני, 23 בנובמבר", ""},
		{"he", "יום שני, 23 בנובמבר בשעה 12:30", "rtl"}, {"he", " ", ""}, {"ar", arabicWords, "rtl"},
	} {
		if got := languageFor(c.lang).against(c.text); got != c.want {
			t.Errorf("%s: %q is isolated %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}

// TestLiteralsInRightToLeft: words to answer with stand apart from the sentence,
// their full stop does not.
func TestLiteralsInRightToLeft(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"אפשר להשיב withdraw.": "אפשר להשיב [withdraw].",
		"או for: ann@… תמיד":   "או [for: ann@…] תמיד",
		"נא להשיב private: אז": "נא להשיב [private]: אז",
		"ב-PDF בלבד":           "ב-[PDF] בלבד",
		"בלי לועזית":           "בלי לועזית",
	} {
		var b strings.Builder
		for _, s := range languageFor("he").literal(nil, in, false) {
			if s.Dir != "" {
				s.Text = "[" + s.Text + "]"
			}
			b.WriteString(s.Text)
		}
		if got := b.String(); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := languageFor("en").literal(nil, "reply withdraw.", true); len(got) != 1 || got[0].Dir != "" {
		t.Errorf("a letter of one direction is in pieces: %v", got)
	}
}

// TestEverythingUnderstoodIsSaidBack: each language has a line for all that an
// answer may say, and none falls through to "not understood" or the like.
func TestEverythingUnderstoodIsSaidBack(t *testing.T) {
	t.Parallel()
	say := func(lang string, l Line) string {
		l.Command, l.Item, l.Words, l.Name = "x", "1", "w", "n"
		return render(t, Understood{Frame: sampleFrame(sampleNominee, ""), Lines: []Line{l}}, lang, 0).Text
	}
	for _, lang := range everyLanguage() {
		if !written(t, LetterUnderstood, lang) {
			continue
		}
		nothing, state := say(lang, Line{Did: DidNothing}), say(lang, Line{Did: DidRefuse, Why: WhyState})
		for did := range strings.FieldsSeq(choices[reflect.TypeFor[Did]()]) {
			if Did(did) != DidNothing && say(lang, Line{Did: Did(did)}) == nothing {
				t.Errorf("%s has no line for %s", lang, did)
			}
		}
		for why := range strings.FieldsSeq(choices[reflect.TypeFor[Why]()]) {
			if Why(why) != WhyState && say(lang, Line{Did: DidRefuse, Why: Why(why)}) == state {
				t.Errorf("%s has no line for what is refused because of %s", lang, why)
			}
		}
	}
}

// TestForeignWordsInALetter: Hebrew and Arabic words and names within a letter
// from left to right, in both of its forms.
func TestForeignWordsInALetter(t *testing.T) {
	t.Parallel()
	v := Samples(LetterThankYou)[0].(ThankYou)
	v.Compliment.Customer, v.Compliment.Words, v.Compliment.Lang = hebrewName, hebrewWords, "he"
	r := render(t, v, "en", 0)
	for _, want := range []string{
		`<p class="quote heart" dir="rtl" lang="he" style="text-align:right;`,
		`<span dir="rtl">` + hebrewName + `</span>`,
	} {
		if !contains(r.HTML, want) {
			t.Errorf("no %q in the HTML", want)
		}
	}
	for _, want := range []string{"\u2067" + hebrewName + "\u2069", "> \u2067הגענו", "> \u2066Jana מצאה בית מרקחת פתוח.\u2069"} {
		if !contains(r.Text, want) {
			t.Errorf("no %q in\n%q", want, r.Text)
		}
	}
	if r.Subject != "\u200e"+hebrewName+" wrote to us about you" {
		t.Errorf("the subject runs as its first name does: %q", r.Subject)
	}
	withoutIsolates(t, r.Text)
	checkLines(t, r.Text)
	if calm := render(t, Samples(LetterThankYou)[0], "en", 0); strings.ContainsAny(calm.Subject+calm.Text+calm.HTML, "\u2066\u2067\u2068\u2069\u200e\u200f") || contains(calm.HTML, "<span dir") {
		t.Error("a letter in one direction has isolates")
	}
}

// TestIsolatesEndOnTheirLine: a long name in the other direction is closed where
// its line ends, and opened on the next.
func TestIsolatesEndOnTheirLine(t *testing.T) {
	t.Parallel()
	w := &textSetter{lang: languageFor("en")}
	w.wrap("About "+isolated(strings.TrimSpace(strings.Repeat("נועה ", 40)), "rtl")+" and more.", "", "  ")
	text := w.b.String()
	if n := strings.Count(text, "\u2067"); n != 3 || strings.Count(text, "\u2069") != n {
		t.Errorf("%d isolates on %d lines:\n%q", n, strings.Count(text, "\n"), text)
	}
	withoutIsolates(t, text)
	checkLines(t, "x\n"+text)
}

// TestNames: who says the family's name first is named so to readers who do, and
// in East Asian letters; whom one calls by the whole name is called so.
func TestNames(t *testing.T) {
	t.Parallel()
	english, hungarian := Reader{Lang: "en", Country: "GB"}, Reader{Lang: "en", Speaks: "hu"}
	for _, c := range []struct {
		p             Person
		reader        Reader
		named, called string
	}{
		{Person{Name: "Éva Nagy", Given: "Éva", Family: "Nagy", Lang: "hu"}, english, "Éva Nagy", "Éva"},
		{Person{Name: "Éva Nagy", Given: "Éva", Family: "Nagy", Lang: "hu"}, hungarian, "Nagy Éva", "Éva"},
		{Person{Name: "Éva Nagy", Given: "Éva", Family: "Nagy", Country: "HU"}, hungarian, "Nagy Éva", "Éva"},
		{Person{Name: "Jana Weber", Given: "Jana", Family: "Weber", Lang: "de", Country: "HU"}, hungarian, "Jana Weber", "Jana"},
		{Person{Name: "花子 山田", Given: "花子", Family: "山田", Lang: "ja"}, english, "山田 花子", "山田 花子"},
		{Person{Name: "山田 花子", Given: "花子", Family: "山田", Lang: "ja"}, english, "山田 花子", "山田 花子"},
		{Person{Name: "Yuki Tanaka", Given: "Yuki", Family: "Tanaka", Lang: "ja-JP"}, english, "Yuki Tanaka", "Yuki Tanaka"},
		{Person{Name: "Yuki Tanaka", Given: "Yuki", Family: "Tanaka", Lang: "fr", Country: "FR"}, english, "Yuki Tanaka", "Yuki"},
		{Person{Name: "Dr. Kim Min-jun", Given: "Min-jun", Family: "Kim", Country: "KR"}, english, "Dr. Kim Min-jun", "Dr. Kim Min-jun"},
		{Person{Name: "Bo"}, english, "Bo", "Bo"},
	} {
		if got := c.p.named(c.reader); got != c.named {
			t.Errorf("%v is named %q to %v, want %q", c.p, got, c.reader, c.named)
		}
		if got := c.p.called(c.reader); got != c.called {
			t.Errorf("%v is called %q, want %q", c.p, got, c.called)
		}
	}
	v := Samples(LetterReceipt)[0].(Receipt)
	v.Reader = Reader{Name: "花子 山田", Given: "花子", Family: "山田", Lang: "en", Speaks: "ja"}
	if r := render(t, v, "en", 0); !contains(r.Text, "Hello 山田 花子,") {
		t.Errorf("the reader is called otherwise:\n%s", r.Text)
	}
}

// TestFormsOfACountry: months, numbers and amounts as the reader's country has them.
func TestFormsOfACountry(t *testing.T) {
	t.Parallel()
	january := time.Date(2026, time.January, 2, 13, 5, 0, 0, time.UTC)
	for _, c := range []struct{ lang, country, date, amount, cents string }{
		{"en", "", "Friday 2 January", "21,500\u00a0EUR", "7.50\u00a0EUR"},
		{"en", "US", "Friday, January 2", "21,500\u00a0EUR", "7.50\u00a0EUR"},
		{"de", "DE", "Freitag, 2. Januar", "21.500\u00a0EUR", "7,50\u00a0EUR"},
		{"de", "AT", "Freitag, 2. Jänner", "21\u00a0500\u00a0EUR", "7,50\u00a0EUR"},
		{"de", "CH", "Freitag, 2. Januar", "21’500\u00a0EUR", "7.50\u00a0EUR"},
		{"de-CH", "AT", "Freitag, 2. Januar", "21’500\u00a0EUR", "7.50\u00a0EUR"},
		{"fr", "", "vendredi 2 janvier", "21\u202f500\u00a0EUR", "7,50\u00a0EUR"},
		{"es", "MX", "viernes 2 de enero", "21,500\u00a0EUR", "7.50\u00a0EUR"},
		{"he", "IL", "יום שישי, 2 בינואר", "21,500\u00a0EUR", "7.50\u00a0EUR"},
		{"iw", "", "יום שישי, 2 בינואר", "21,500\u00a0EUR", "7.50\u00a0EUR"},
	} {
		l := languageFor(inCountry(c.lang, c.country))
		if got := l.date(january); got != c.date {
			t.Errorf("%s %s: %q, want %q", c.lang, c.country, got, c.date)
		}
		if got := l.amount("21500 EUR"); got != c.amount {
			t.Errorf("%s %s: %q, want %q", c.lang, c.country, got, c.amount)
		}
		if got := l.amount("7.50 EUR"); got != c.cents {
			t.Errorf("%s %s: %q, want %q", c.lang, c.country, got, c.cents)
		}
	}
	for lang, want := range map[string]string{"en": "Third quarter of 2026", "de-AT": "3. Quartal 2026", "fr": "3e trimestre 2026", "es": "Tercer trimestre de 2026", "he": "2026-Q3"} {
		if got := languageFor(lang).quarter("2026-Q3"); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
	for in, want := range map[string]string{"12,000.00 EUR": "12.000\u00a0EUR", "Room 500": "Room 500", "500 eur": "500 eur", "9999999999999 EUR": "9999999999999 EUR", "": ""} {
		if got := languageFor("de").amount(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
