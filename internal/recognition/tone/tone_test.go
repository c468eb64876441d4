package tone

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
	"time"
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

// TestHeldOut trains on two thirds of the sentences and judges the third that
// was held out.
func TestHeldOut(t *testing.T) {
	t.Parallel()
	total, alone := make(confusion), make(confusion)
	opposite := 0
	var all []example
	for _, lang := range languages {
		learn, _ := examples(lang)
		all = append(all, learn...)
	}
	m := train(all)
	for _, lang := range languages {
		learn, heldOut := examples(lang)
		if n := len(learn) + len(heldOut); n < 300 || len(heldOut) < n/4 {
			t.Errorf("%s: %d sentences, %d held out", lang, n, len(heldOut))
		}
		c := make(confusion)
		for _, e := range heldOut {
			got, _ := m.sentence(e.text, lang)
			want := labels[e.class]
			c.add(want, got.Tone)
			total.add(want, got.Tone)
			p := m.judge(words(e.text), e.text, lang)
			best := 0
			for k := range p {
				if p[k] > p[best] {
					best = k
				}
			}
			alone.add(want, labels[best])
			if got.Tone != want {
				t.Logf("%s: %q is %s, said %s %.2f", lang, e.text, want, got.Tone, got.Score)
			}
			if want == Challenge && got.Tone == Praise || want == Praise && got.Tone == Challenge {
				opposite++
			}
		}
		t.Logf("%s, held out\n%s", lang, c)
		if right, all := c.right(); float64(right) < 0.72*float64(all) {
			t.Errorf("%s: %d of %d right", lang, right, all)
		}
	}
	t.Logf("the model alone\n%s", alone)
	t.Logf("with rules\n%s", total)
	if right, all := total.right(); float64(right) < 0.8*float64(all) || opposite*12 > all {
		t.Errorf("%d of %d right, %d taken for the opposite", right, all, opposite)
	}
}

// TestTexts reads testdata/texts.txt: tone, language, text, between tabs; \n
// stands for a line's end.
func TestTexts(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/texts.txt")
	if err != nil {
		t.Fatal(err)
	}
	c, sure := make(confusion), make(confusion)
	for line := range strings.Lines(string(raw)) {
		f := strings.SplitN(strings.TrimSpace(line), "\t", 3)
		if len(f) < 3 {
			continue
		}
		text := strings.ReplaceAll(f[2], `\n`, "\n")
		v := Of(text, strings.Trim(f[1], "-"))
		c.add(Tone(f[0]), v.Tone)
		if v.Sure {
			sure.add(Tone(f[0]), v.Tone)
		}
		if v.Tone != Tone(f[0]) {
			t.Logf("%s %q: said %s (sure %v) by %v", f[0], text, v.Tone, v.Sure, v.Sentences)
		}
	}
	t.Logf("whole texts\n%s", c)
	t.Logf("whole texts of which it was sure\n%s", sure)
	if right, all := c.right(); all < 100 || float64(right) < 0.9*float64(all) {
		t.Errorf("%d of %d texts right", right, all)
	}
	if right, all := sure.right(); float64(right) < 0.95*float64(all) {
		t.Errorf("%d of %d right where it was sure", right, all)
	}
}

func TestOtherLanguagesAreNeverSure(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Tone{
		"Grazie mille, siete stati gentilissimi": Praise, "👏👏👏": Praise, "😡": Challenge,
		"本当にありがとうございました。": Praise, "Dove posso parcheggiare?": Neither, "": Neither,
	} {
		v := Of(text, "it")
		if v.Tone != want || v.Sure {
			t.Errorf("Of(%q) = %s, sure %v; want %s, unsure", text, v.Tone, v.Sure, want)
		}
	}
}

// TestTrainingIsFast keeps the promise that the first mail does not wait.
func TestTrainingIsFast(t *testing.T) {
	best := time.Hour
	for range 5 {
		start := time.Now()
		trainAll()
		best = min(best, time.Since(start))
	}
	t.Logf("all models in %v", best)
	if best > time.Second {
		t.Errorf("training takes %v", best)
	}
}

func trainAll() *model {
	var all []example
	for _, lang := range languages {
		learn, heldOut := examples(lang)
		all = append(append(all, learn...), heldOut...)
	}
	return train(all)
}

func FuzzOf(f *testing.F) {
	for _, lang := range languages {
		_, heldOut := examples(lang)
		for _, e := range heldOut[:10] {
			f.Add(e.text, lang)
		}
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

func BenchmarkOf(b *testing.B) {
	text := strings.Repeat("Dear team, we stayed with you last week. I waited 3 hours for the room, but Ann saved the day. ", 6)
	Of(text, "en")
	for b.Loop() {
		Of(text, "en")
	}
}

func BenchmarkTrain(b *testing.B) {
	for b.Loop() {
		trainAll()
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
		"Guten Tag,\n\nHerr Roth war wunderbar. Er wartete, bis meine Tochter da war.":           Praise,
		"Hello,\n\nNina was wonderful. But the room was dirty and nobody answered my complaint.": Mixed,
	} {
		if got := Of(text, ""); got.Tone != want {
			t.Errorf("%q: got %s (%v), want %s", text, got.Tone, got.Sentences, want)
		}
	}
}
