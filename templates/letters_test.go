package templates

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"goodword/internal/recognition"
)

// everyLetter calls check with every sample in every language and wording.
func everyLetter(t *testing.T, check func(t *testing.T, v View, lang string, r Rendered)) {
	t.Helper()
	for _, lang := range everyLanguage() {
		for _, k := range Kinds() {
			if !written(t, k.Kind, lang) {
				continue
			}
			t.Run(lang+"/"+string(k.Kind), func(t *testing.T) {
				t.Parallel()
				for _, v := range Samples(k.Kind) {
					for w := range Wordings(k.Kind, lang) {
						check(t, v, lang, render(t, v, lang, w))
					}
				}
			})
		}
	}
}

func everyLanguage() []string { return slices.Concat(Languages(), LanguagesInPart()) }

func written(t testing.TB, kind Letter, lang string) bool {
	t.Helper()
	set, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	return set.Written(kind, lang)
}

func TestEveryKindHasSamples(t *testing.T) {
	t.Parallel()
	for _, k := range Kinds() {
		samples := Samples(k.Kind)
		if len(samples) == 0 {
			t.Errorf("%s has no samples", k.Kind)
		}
		for _, v := range samples {
			if KindOf(v) != k.Kind {
				t.Errorf("a sample of %s is a %s", k.Kind, KindOf(v))
			}
		}
	}
	if len(blank) != len(Kinds()) {
		t.Errorf("%d kinds are listed, %d have a view", len(Kinds()), len(blank))
	}
}

var forbidden = regexp.MustCompile(`(?i)[!¡]|thrilled|delighted|excited|amazing|awesome|outstanding|valued|keep up|great work|good work,|extra mile|team player|appreciat|kudos|award|\bticket|notification|\buser|noreply|no-reply|` +
	`wir freuen uns|weiter so|großartig|wertschätz|herausragend|hervorragend|leider müssen|` +
	`ravi|continuez ainsi|précieux|excellent travail|n'hésitez|n’hésitez|` +
	`nos complace|siga así|valios|increíble|estupend|excelente trabajo`)

// The small print of unread letters would be corporate, too: everything counts.
func TestLettersSpeakPlainly(t *testing.T) {
	t.Parallel()
	everyLetter(t, func(t *testing.T, v View, lang string, r Rendered) {
		// The catalogue's level "Above and beyond" and a letter's forbidden
		// phrase must not hide each other, so the text is taken as it is.
		if bad := forbidden.FindString(r.Subject + "\n" + r.Text); bad != "" {
			t.Errorf("%q stands in a letter:\n%s", bad, r.Text)
		}
		// The pictures that a letter brings along are named by its source.
		r.HTML = regexp.MustCompile(`<img src="cid:[a-z-]+"`).ReplaceAllString(r.HTML, "")
		if bad := regexp.MustCompile(`https?:|www\.|<img|src=|url\(|background=|@import|<form|<script`).FindString(r.HTML + r.Text); bad != "" {
			t.Errorf("%q stands in a letter", bad)
		}
	})
}

var tellsHow = map[string]*regexp.Regexp{
	"en": regexp.MustCompile(`(?i)\breply|\banswer(ing)? (the|either)|\bsend it (to|in)|\bforward the`),
	"de": regexp.MustCompile(`(?i)\bantwort|beantworten|senden sie (sie|es)|leiten sie`),
	"fr": regexp.MustCompile(`(?i)\brépond|réponse|envoyez-le|transférez`),
	"es": regexp.MustCompile(`(?i)\brespond|respuesta|envíelo|reenvíe`),
	"da": regexp.MustCompile(`(?i)\bsvar|send (den|mailen)|videresend`),
	"he": regexp.MustCompile(`להשיב|תשובה|לשלוח|להעביר אלינו`),
}

func TestEveryLetterSaysHowToAnswer(t *testing.T) {
	t.Parallel()
	everyLetter(t, func(t *testing.T, v View, lang string, r Rendered) {
		if !tellsHow[lang].MatchString(outsideQuotes(r.Text)) {
			t.Errorf("it does not say how to answer:\n%s", r.Text)
		}
		for _, d := range r.Drafts {
			if !strings.Contains(strings.Join(strings.Fields(withoutIsolates(t, r.Text)), " "), d.Says()) {
				t.Errorf("whoever does not click is not told %q:\n%s", d.Says(), r.Text)
			}
		}
	})
}

func outsideQuotes(text string) string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		if !strings.HasPrefix(strings.TrimLeft(line, " "), ">") {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

func TestSubjectsAndLines(t *testing.T) {
	t.Parallel()
	everyLetter(t, func(t *testing.T, v View, lang string, r Rendered) {
		checkSubject(t, r.Subject)
		checkLines(t, r.Text)
	})
}

func checkSubject(t failer, subject string) {
	t.Helper()
	if n := utf8.RuneCountInString(subject); n == 0 || n > 80 {
		t.Errorf("the subject has %d characters: %q", n, subject)
	}
	if strings.ContainsAny(subject, "\r\n\x00") {
		t.Errorf("the subject has a line end: %q", subject)
	}
}

func checkLines(t failer, text string) {
	t.Helper()
	for line := range strings.SplitSeq(text, "\n") {
		if n := cells(line); n > columns {
			t.Errorf("a line has %d columns: %q", n, line)
		}
		if strings.TrimRight(line, " ") != line {
			t.Errorf("a line ends in a space: %q", line)
		}
	}
	if strings.Contains(text, "\n\n\n") || strings.HasPrefix(text, "\n") || !strings.HasSuffix(text, "\n") {
		t.Errorf("the text has a gap too many, or no end:\n%s", text)
	}
}

// The languages say the same: as many drafts, blocks and small print.
func TestLanguagesAgree(t *testing.T) {
	t.Parallel()
	set, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range Kinds() {
		for i, v := range Samples(k.Kind) {
			want := shape(t, set, v, "en")
			for _, lang := range everyLanguage()[1:] {
				if !written(t, k.Kind, lang) {
					continue
				}
				if got := shape(t, set, v, lang); got != want {
					t.Errorf("%s, sample %d: in English it is\n%s\nin %s\n%s", k.Kind, i, want, lang, got)
				}
			}
		}
	}
}

func shape(t *testing.T, set *Set, v View, lang string) string {
	t.Helper()
	d, err := compose(fill(set.sources[lang+"/"+string(KindOf(v))], v, languageFor(lang), 0), v.frame().Answer)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, block := range d.Blocks {
		b.WriteString(block.Kind + strings.Repeat("*", len(block.Items)) + strings.Repeat("=", len(block.Facts)) + strings.Repeat("!", len(block.Drafts)) + " ")
	}
	return b.String() + strings.Repeat("~", len(d.Small))
}

func TestMailtoLinks(t *testing.T) {
	t.Parallel()
	everyLetter(t, func(t *testing.T, v View, lang string, r Rendered) {
		links := hrefs(t, r.HTML)
		if len(links) != len(r.Drafts) {
			t.Errorf("%d links for %d drafts", len(links), len(r.Drafts))
		}
		for i, href := range links {
			checkMailto(t, href, r.Drafts[i], v.frame().Answer)
		}
	})
}

func checkMailto(t failer, href string, d Draft, answer string) {
	t.Helper()
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "mailto" {
		t.Errorf("%q is not a mailto: link: %v", href, err)
		return
	}
	if d.New { // a mail of its own goes to our address alone, never with the letter's token
		answer = strings.ReplaceAll(answer, "+q7k2m9x4tz", "")
	}
	to, err := url.PathUnescape(u.Opaque)
	if err != nil || to != answer {
		t.Errorf("%q goes to %q", href, to)
	}
	if strings.ContainsAny(href, "+ \r\n\"<>'") {
		t.Errorf("%q holds a character that some program takes wrongly", href)
	}
	q, err := url.ParseQuery(u.RawQuery)
	if err != nil || len(q) != 2 || q.Get("subject") != d.Subject || strings.TrimSpace(q.Get("body")) != strings.TrimSpace(d.Body) {
		t.Errorf("%q does not give back %+v: %v %v", href, d, q, err)
	}
}

func hrefs(t failer, doc string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "href" {
				out = append(out, a.Val)
			}
		}
	}
	return out
}

func TestDraftBodiesUseCRLF(t *testing.T) {
	t.Parallel()
	d := Draft{To: "gw+tok@halden.example", Subject: "Re: [GW-1] Añil & Öl?", Body: "edit: one\ntwo"}
	want := "mailto:gw%2Btok@halden.example?subject=Re%3A%20%5BGW-1%5D%20A%C3%B1il%20%26%20%C3%96l%3F&body=edit%3A%20one%0D%0Atwo"
	if got := d.Href(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// Every element is closed by its own end tag, in order.
func TestHTMLIsWellFormed(t *testing.T) {
	t.Parallel()
	everyLetter(t, func(t *testing.T, v View, lang string, r Rendered) {
		checkWellFormed(t, r.HTML)
	})
}

func checkWellFormed(t failer, doc string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(doc))
	var open []string
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("never closed: %v", open)
			}
			return
		case html.StartTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case "meta", "br", "img":
			default:
				open = append(open, string(name))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				t.Errorf("</%s> closes %v", name, open)
				return
			}
			open = open[:len(open)-1]
		}
	}
}

func TestThankYouWordings(t *testing.T) {
	t.Parallel()
	for _, lang := range append(Languages(), "he") {
		n := Wordings(LetterThankYou, lang)
		if n < 4 {
			t.Errorf("%s has %d wordings", lang, n)
		}
		for i, v := range Samples(LetterThankYou) {
			for w := range n {
				a, b := render(t, v, lang, w), render(t, v, lang, w+1)
				if a.Text == b.Text || a.Subject == b.Subject {
					t.Errorf("%s, sample %d: wording %d and the next are alike", lang, i, w)
				}
			}
		}
	}
	set, err := Load("")
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range append(Languages(), "he") {
		seen := map[string]int{}
		for w := range set.Variety(LetterThankYou, lang) {
			said := strings.Join(said(set, Samples(LetterThankYou)[2], lang, w), "\n") // without a behaviour: the fewest variations
			if first, again := seen[said]; again {
				t.Fatalf("%s: wordings %d and %d are alike", lang, first, w)
			}
			seen[said] = w
		}
		least := 200 // four a week for a year
		if lang == "he" {
			least = 100
		}
		if len(seen) < least {
			t.Errorf("%s has %d different thank-yous; a team would read one twice", lang, len(seen))
		}
	}
	if a, b := render(t, Samples(LetterThankYou)[0], "en", -1), render(t, Samples(LetterThankYou)[0], "en", 0); a.Text != b.Text {
		t.Error("a negative wording is not taken modulo Wordings")
	}
}

// A long digest must not be cut off: Gmail hides what is beyond 102 KB.
func TestLongDigestStaysWhole(t *testing.T) {
	t.Parallel()
	d := Samples(LetterDigest)[0].(Digest)
	one := d.Going[0]
	for n := range 40 {
		one.N = n + 10
		d.Going = append(d.Going, one)
	}
	if r := render(t, d, "de", 0); len(r.HTML) > 100<<10 {
		t.Errorf("a digest of %d letters has %d KB of HTML", len(d.Going), len(r.HTML)>>10)
	}
}

// failer is what *testing.T and *rapid.T have in common.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
}

// TestAYearOfOneTeam: over a year no two thank-yous that one small team gets in a
// language read alike, and two in a row have no sentence in common that could be
// worded otherwise; with and without a behaviour, by customers and colleagues.
func TestAYearOfOneTeam(t *testing.T) {
	t.Parallel()
	set, err := Load("")
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range Languages() {
		for i, v := range Samples(LetterThankYou) {
			var got []recognition.Worded
			var before []string
			seen, always := map[string]int{}, constant(set, v, lang)
			for letter := range 4 * 52 {
				got = append([]recognition.Worded{{Wording: recognition.NextWording(got, set.Variety(LetterThankYou, lang)), Same: true}}, got...)
				lines := said(set, v, lang, got[0].Wording)
				whole := strings.Join(lines, "\n")
				if first, again := seen[whole]; again {
					t.Fatalf("%s, sample %d: letters %d and %d of the year are alike:\n%s", lang, i, first, letter, whole)
				}
				seen[whole] = letter
				for _, line := range lines {
					if slices.Contains(before, line) && !always[line] {
						t.Fatalf("%s, sample %d: letter %d and the one before say %q", lang, i, letter, line)
					}
				}
				before = lines
			}
		}
	}
}

// said is a thank-you line by line, subject included, as it is before it is set as text and HTML.
func said(set *Set, v View, lang string, wording int) (lines []string) {
	src, l := set.find(LetterThankYou, lang)
	for _, line := range fill(src, v, l, wording) {
		var text strings.Builder
		for _, part := range line.parts {
			for _, s := range part {
				text.WriteString(s.Text)
			}
		}
		if text.Len() > 0 {
			lines = append(lines, text.String())
		}
	}
	return lines
}

// constant are the lines of a thank-you that every wording has.
func constant(set *Set, v View, lang string) map[string]bool {
	in := map[string]int{}
	n := set.Wordings(LetterThankYou, lang)
	for w := range n {
		for _, line := range said(set, v, lang, w) {
			in[line]++
		}
	}
	always := map[string]bool{}
	for line, times := range in {
		always[line] = times >= n
	}
	return always
}
