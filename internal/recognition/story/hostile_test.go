package story_test

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"goodword/internal/recognition/story"
)

// bare is what a reader could put together again: letters and digits alone, in
// small letters and the simplest form.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r):
			return unicode.ToLower(r)
		case unicode.IsDigit(r):
			return r
		}
		return -1
	}, norm.NFKC.String(s))
}

var benign = []string{"We came late, and the desk was closed.", "Nina found it.", "She walked to the station herself.", "Danke für alles.", "Il faisait nuit.",
	"Era muy tarde.", "(It rained.)", "In the end we slept.", "Wir waren zu viert;", "and so on,", "…", "—"}

// Between the digits of a number people, and those who want to hide one, put all sorts.
var between = []string{"", "", "", " ", "-", ".", "/", " / ", "\u00a0", "\u200b", "\u2009", "\u2011", "–", ") (", ", ", "\n", "\u00ad", "\u2060", "_", ":"}

func drawNumber(t *rapid.T, least, most int) (shown, digits string) {
	n := rapid.IntRange(least, most).Draw(t, "digits")
	sep := rapid.SampledFrom(between).Draw(t, "between")
	zero := rapid.SampledFrom([]rune{'0', '0', '0', '\uff10', '٠', '०', '𝟎'}).Draw(t, "script")
	every := rapid.IntRange(1, 5).Draw(t, "every")
	var b strings.Builder
	for i := range n {
		if i > 0 && i%every == 0 {
			b.WriteString(sep)
		}
		d := rapid.IntRange(0, 9).Draw(t, "digit")
		b.WriteRune(zero + rune(d))
		digits += string(rune('0' + d))
	}
	return b.String(), digits
}

// A date, a span of years and a round thousand may stay.
func harmless(digits string) bool { return len(digits) <= 8 }

// TestNoNumberIsLeft: whatever stands between its digits, and in whatever script
// they are, a telephone, card or booking number does not come through.
func TestNoNumberIsLeft(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		shown, digits := drawNumber(t, 9, 19)
		text := around(t, rapid.SampledFrom([]string{"", "+", "call ", "card ", "(", "Nr. ", "n° ", "booking:"}).Draw(t, "before")+shown)
		got := bare(story.Clean(text, story.People{Nominee: []string{"Nina"}}))
		if strings.Contains(got, digits) || !harmless(digits) && strings.Contains(got, digits[:6]) {
			t.Fatalf("%q became %q", text, story.Clean(text, story.People{Nominee: []string{"Nina"}}))
		}
	})
}

// around puts something between harmless sentences.
func around(t *rapid.T, secret string) string {
	before, after := rapid.SampledFrom(benign).Draw(t, "first"), rapid.SampledFrom(benign).Draw(t, "last")
	return before + rapid.SampledFrom([]string{" ", "\n", "\n\n", " … "}).Draw(t, "gap") + secret + rapid.SampledFrom([]string{" ", ". ", "\n", "! "}).Draw(t, "then") + after
}

// TestNoAddressIsLeft: neither a mail address, however it is spelled out, nor a
// web address, nor a profile.
func TestNoAddressIsLeft(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		local := rapid.StringMatching(`[a-z]{4,9}[._]?[a-z]{3,8}`).Draw(t, "local")
		domain := rapid.StringMatching(`[a-z]{4,9}`).Draw(t, "domain")
		form := rapid.SampledFrom([]string{"L@D.test", "L @ D.test", "L(at)D.test", "L [at] D [dot] test", "L at D dot test", "L@D", "<L@D.example>", "mailto:L@D.test",
			"https://D.example/L", "http://L.D.example", "www.D.test/L", "D.example/L", "@L", "L\u200b@\u200bD.test", "L＠D．test"}).Draw(t, "form")
		secret := strings.NewReplacer("L", local, "D", domain).Replace(form)
		text := around(t, secret)
		got := bare(story.Clean(text, story.People{Nominee: []string{"Nina"}}))
		if strings.Contains(got, bare(local)) || strings.Contains(form, "D") && strings.Contains(got, domain) {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

// TestNoNameIsLeft: the customer's name goes, however it is written, and with it
// those of relatives and of colleagues; the nominee's stays.
func TestNoNameIsLeft(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		given := rapid.SampledFrom([]string{"Ottilie", "Jean-Luc", "Zoë", "Ágnes", "Björn", "O'Brian", "Xi"}).Draw(t, "given")
		family := rapid.SampledFrom([]string{"Quastenberg", "d'Aubigny", "Nguyễn", "Fußmann", "Iñárritu", "St. Clair", "Møller"}).Draw(t, "family")
		relative := rapid.SampledFrom([]string{"Tamsin", "Ludmilla", "Casimir"}).Draw(t, "relative")
		form := rapid.SampledFrom([]string{"I am <G> <F>, and I was there.", "<G> <F> says so.", "<F>, <G>.", "Greetings from <G>.", "from the <F>s.", "my wife <R> was glad.",
			"meine Tochter <R> lachte.", "mon mari <R> dormait.", "mi hijo <R> lloraba.", "<G>'s bag was lost.", "Mrs <F> wept.", "Frau <F> weinte.", "Mme <F> attendait.",
			"Sra. <F> esperaba.", "<G> <F>"}).Draw(t, "form")
		text := around(t, strings.NewReplacer("<G>", given, "<F>", family, "<R>", relative).Replace(form))
		got := story.Clean(text+" Nina Okafor helped.", story.People{Customer: given + " " + family, Address: "x@y.test", Nominee: []string{"Nina", "Okafor", "Nina Okafor"}})
		for _, part := range append(strings.FieldsFunc(family, func(r rune) bool { return !unicode.IsLetter(r) }), given, relative) {
			if len(part) > 2 && strings.Contains(strings.ToLower(norm.NFC.String(got)), strings.ToLower(part)) {
				t.Fatalf("%q is left: %q became %q", part, text, got)
			}
		}
		if !strings.Contains(got, "Nina Okafor helped.") {
			t.Fatalf("the nominee is gone from %q", got)
		}
	})
}

// TestCleanAccent: an accent behind a byte that is dropped is that of the letter before it, at the first cleaning.
func TestCleanAccent(t *testing.T) {
	t.Parallel()
	if got := story.Clean("A\x00\u0300", story.People{}); got != "\u00c0" {
		t.Errorf("cleaned %q", got)
	}
}

// TestCleanHarmless: any text at all is cleaned without harm: valid, without what
// a reader cannot see, once is enough, and its parts hold nothing new.
func TestCleanHarmless(t *testing.T) {
	t.Parallel()
	who := story.People{Customer: "Eva Moon", Address: "eva.moon@x.test", Nominee: []string{"Nina"}, Others: []string{"Otto Brandt", "Otto"}}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`(?s)([A-Za-zäß0-9 .,!@:\n\[\]…()+-]{0,40}(Nina|Otto|Eva|\n\n|http://|12 )){0,8}`)).Draw(t, "text")
		once := story.Clean(text, who)
		if twice := story.Clean(once, who); twice != once {
			t.Fatalf("cleaned once %q, twice %q", once, twice)
		}
		for _, r := range once {
			if r == '\uFFFD' && !strings.ContainsRune(text, r) || r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
				t.Fatalf("%U is left in %q", r, once)
			}
		}
		parts := story.Tell(once, who.Nominee)
		left := bare(once)
		for _, s := range []string{parts.Situation, parts.Action, parts.Result} {
			for _, word := range strings.Fields(s) {
				if b := bare(word); !strings.Contains(left, b) {
					t.Fatalf("%q is told, and was not said in %q", b, once)
				}
			}
		}
	})
}
