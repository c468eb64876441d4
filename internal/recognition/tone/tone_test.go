package tone

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
)

// confusion counts what was said against what is so.
type confusion map[Tone]map[Tone]int

func (c confusion) add(want, got Tone) {
	if c[want] == nil {
		c[want] = make(map[Tone]int)
	}
	c[want][got]++
}

func (c confusion) right() (right, all int) {
	for want, row := range c {
		for got, n := range row {
			all += n
			if got == want {
				right += n
			}
		}
	}
	return right, all
}

func (c confusion) String() string {
	var b strings.Builder
	cols := []Tone{Praise, Challenge, Mixed, Neither}
	fmt.Fprintf(&b, "%-10s", "is \\ said")
	for _, t := range cols {
		fmt.Fprintf(&b, "%10s", t)
	}
	for _, want := range cols {
		if len(c[want]) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n%-10s", want)
		for _, got := range cols {
			fmt.Fprintf(&b, "%10d", c[want][got])
		}
	}
	right, all := c.right()
	fmt.Fprintf(&b, "\n%d of %d right (%.1f %%)", right, all, 100*float64(right)/float64(all))
	return b.String()
}

// TestHeldOut judges the sentences that were held out: the first set by which
// rules and words were once chosen too, the second, of which failures were seen,
// and the third, made of facts and of irony, of which they are not told.
func TestHeldOut(t *testing.T) {
	t.Parallel()
	for file, least := range map[string]float64{"first": 0.91, "second": 0.82, "third": 0.67} {
		total, alone, sure := make(confusion), make(confusion), make(confusion)
		for _, e := range heldOut(t, "testdata/heldout-"+file+".txt") {
			got, _ := sentence(e.text, e.lang)
			want := labels[e.class]
			total.add(want, got.Tone)
			p, _ := judge(words(e.text), e.text, e.lang)
			best := 0
			for k := range p {
				if p[k] > p[best] {
					best = k
				}
			}
			alone.add(want, labels[best])
			if got.Score >= max(0.5, sureScore[got.Tone]) {
				sure.add(want, got.Tone)
			}
			if got.Tone != want && file != "third" {
				t.Logf("%s: %q is %s, said %s %.2f", e.lang, e.text, want, got.Tone, got.Score)
			}
		}
		t.Logf("%s: the model alone\n%s", file, alone)
		t.Logf("%s: with rules\n%s", file, total)
		t.Logf("%s: with rules, of which it was sure\n%s", file, sure)
		if right, all := total.right(); float64(right) < least*float64(all) {
			t.Errorf("%s: %d of %d right", file, right, all)
		}
		if _, all := total.right(); 100*(sure[Challenge][Praise]+sure[Praise][Challenge]) > 3*all {
			t.Errorf("%s: %d and %d surely taken for the opposite", file, sure[Challenge][Praise], sure[Praise][Challenge])
		}
	}
}

// TestTexts judges whole texts: hard ones, and the ordinary mail of a service desk.
// Of the second and fourth set every third is held back: its failures are counted,
// and not told. The eighth and the second and third ordinary set were written when all
// was learned, and are not learned from. A complaint taken for praise is
// asked about where the verdict is not sure; surely it never is.
func TestTexts(t *testing.T) {
	t.Parallel()
	for _, set := range []struct {
		file  string
		held  bool
		least float64
	}{{"texts", false, 0.96}, {"texts-second", false, 0.66}, {"texts-second", true, 0.54}, {"texts-fourth", false, 0.58}, {"texts-fourth", true, 0.58}, {"texts-fifth", false, 0.62}, {"texts-sixth", false, 0.65},
		{"texts-seventh", false, 0.6}, {"texts-eighth", false, 0.48}, {"ordinary-first", false, 0.94}, {"ordinary-second", false, 0.88}, {"ordinary-third", false, 0.9}} {
		c, sure := make(confusion), make(confusion)
		for _, e := range wholeTexts(t, set.file) {
			if thirdHeld(set.file) && (e.at%3 == 2) != set.held {
				continue
			}
			v := Of(e.text, e.lang)
			c.add(e.tone, v.Tone)
			if v.Sure {
				sure.add(e.tone, v.Tone)
			}
			if v.Tone != e.tone && !set.held {
				t.Logf("%s %q: said %s (sure %v) by %v", e.tone, e.text, v.Tone, v.Sure, v.Sentences)
			}
		}
		t.Logf("%s, held back: %v\n%s", set.file, set.held, c)
		t.Logf("%s, held back: %v, of which it was sure\n%s", set.file, set.held, sure)
		if right, all := c.right(); all < 40 || float64(right) < set.least*float64(all) {
			t.Errorf("%s: %d of %d texts right", set.file, right, all)
		}
		if right, all := sure.right(); all-right > 2 {
			t.Errorf("%s: %d of %d right where it was sure", set.file, right, all)
		}
		if n := sure[Challenge][Praise]; n > 0 {
			t.Errorf("%s: %d challenges surely taken for praise", set.file, n)
		}
	}
}

// wholeText is a labelled text, with its place in its file.
type wholeText struct {
	at         int
	tone       Tone
	lang, text string
}

// wholeTexts reads a file of testdata: tone, language, text, between tabs; \n
// stands for a line's end.
func wholeTexts(t testing.TB, file string) []wholeText {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + file + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []wholeText
	for line := range strings.Lines(string(raw)) {
		if f := strings.SplitN(strings.TrimSpace(line), "\t", 3); len(f) == 3 {
			all = append(all, wholeText{len(all), Tone(f[0]), strings.Trim(f[1], "-"), strings.ReplaceAll(f[2], `\n`, "\n")})
		}
	}
	return all
}

func TestOtherLanguagesAreNeverSure(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang, text string
		want       Tone
	}{
		{"it", "Grazie mille, siete stati gentilissimi", Praise}, {"it", "Dove posso parcheggiare?", Neither}, {"it", "👏👏👏", Praise}, {"it", "😡", Challenge}, {"it", "", Neither},
		{"ja", "本当にありがとうございました。", Praise}, {"", "本当にありがとうございました。", Praise}, {"", "Ninguém responde, é uma vergonha.", Challenge},
		{"sl", "Bravo, super!", Praise},
	} {
		if v := Of(c.text, c.lang); v.Tone != c.want || v.Sure {
			t.Errorf("Of(%q, %q) = %s, sure %v; want %s, unsure", c.text, c.lang, v.Tone, v.Sure, c.want)
		}
	}
}

func FuzzOf(f *testing.F) {
	for _, e := range heldOut(f, "testdata/heldout-second.txt") {
		f.Add(e.text, e.lang)
	}
	f.Add("but \xff. \n\n but but but n't 'n't", "")
	f.Fuzz(func(t *testing.T, text, lang string) {
		v := Of(text, lang)
		switch v.Tone {
		case Praise, Challenge, Mixed, Neither:
		default:
			t.Errorf("tone %q", v.Tone)
		}
		if len(v.Sentences) > maxSentences {
			t.Errorf("%d sentences", len(v.Sentences))
		}
		for _, s := range v.Sentences {
			if s.Score < 0 || s.Score > 1 || math.IsNaN(s.Score) {
				t.Errorf("score %v for %q", s.Score, s.Text)
			}
		}
	})
}

// TestLongSentences: what has no end and no spaces is judged in the time that
// other text of its length takes, and praise at its front is heard.
func TestLongSentences(t *testing.T) {
	t.Parallel()
	for _, piece := range []string{"a<b", "&A", "\u202ea", "nobody else ", "not a "} {
		v := Of("Ann was wonderful to my mother. "+strings.Repeat(piece, maxText/len(piece)), "en")
		for _, s := range v.Sentences {
			if n := len(words(s.Text)); n > mostWords+1 || len(strings.Fields(s.Text)) > maxWords {
				t.Errorf("%q: a sentence of %d words", piece, n)
			}
		}
		if len(v.Sentences) == 0 || v.Sentences[0].Tone != Praise {
			t.Errorf("%q: the praise before it is lost: %v", piece, v.Sentences)
		}
	}
}

func BenchmarkOf(b *testing.B) {
	text := strings.Repeat("Dear team, we stayed with you last week. I waited 3 hours for the room, but Ann saved the day. ", 6)
	Of(text, "en")
	for b.Loop() {
		Of(text, "en")
	}
}

// TestGreetingsAndHardLots: a greeting says nothing, and a hard lot told beside
// praise is no complaint.
func TestGreetingsAndHardLots(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Tone{
		"Hello,\n\nNina was wonderful to my mother. Thank you.":                                  Praise,
		"Buenas tardes:\n\nLucía fue muy amable con mi madre. No lo olvidaremos nunca.":          Praise,
		"Hello,\n\nIs there parking near the station?":                                           Neither,
		"Sehr geehrte Damen und Herren,\n\nhiermit bestelle ich 40 Stück zum angebotenen Preis.": Neither,
		"Guten Tag,\n\nHerr Roth war wunderbar. Er wartete, bis meine Tochter da war.":           Praise,
		"Hello,\n\nNina was wonderful. But the room was dirty and nobody answered my complaint.": Mixed,
	} {
		if got := Of(text, ""); got.Tone != want {
			t.Errorf("%q: got %s (%v), want %s", text, got.Tone, got.Sentences, want)
		}
	}
}
