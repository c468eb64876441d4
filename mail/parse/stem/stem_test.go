package stem

import (
	"strings"
	"testing"
	"unicode"
)

var someStems = []string{"wrote", "wro", "écrit", "написал", "的邮件", "ıl", "i̇", "x", "sent from", "ß", "ss"}

// In, Count and Begins say what a search for one stem after the other says.
func TestSet(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "x", "X", "w", "Ann WROTE:", "wrot", "wwrote", "Ann a ÉCRIT", "ann a e", "Анна НАПИСАЛА", "关于的邮件", "\xd0", "wro\xff", "İl", "Sent From my phone", "STRASSE", "承認しました。的邮件 WROTE", "שלום x", "straße", "aı", "prox",
	} {
		agree(t, text)
	}
}

func agree(t *testing.T, text string) {
	t.Helper()
	long := Of(someStems...)
	none := Of(someStems[:5]...)
	for _, c := range []struct {
		set   *Set
		stems []string
	}{{long, someStems}, {none, someStems[:5]}} {
		count, begins := 0, false
		for _, s := range c.stems {
			if strings.Contains(strings.ToLower(text), s) {
				count++
			}
			begins = begins || strings.HasPrefix(strings.ToLower(text), s)
		}
		if got := c.set.In(text); got != (count > 0) {
			t.Errorf("In(%q) = %v, and %d stems stand in it", text, got, count)
		}
		if got := c.set.Count(text, 100); got != count {
			t.Errorf("Count(%q) = %d, want %d", text, got, count)
		}
		if got := c.set.Begins(text); got != begins {
			t.Errorf("Begins(%q) = %v, want %v", text, got, begins)
		}
		lowered, first, end := strings.ToLower(text), -1, 0
		for _, s := range c.stems {
			if i := strings.Index(lowered, s); i >= 0 && (first < 0 || i < first || i == first && i+len(s) > end) {
				first, end = i, i+len(s)
			}
		}
		if from, to := c.set.First(lowered); from != first || to != end {
			t.Errorf("First(%q) = %d, %d; want %d, %d", lowered, from, to, first, end)
		}
		if got := c.set.Count(text, 1); got != min(count, 1) {
			t.Errorf("Count(%q, 1) = %d of %d", text, got, count)
		}
	}
}

// TestCaseless holds the table against Unicode's.
func TestCaseless(t *testing.T) {
	t.Parallel()
	for r := rune(0x80); r < 0x20000; r++ {
		if first := string(r)[0]; caseless[first] && unicode.ToLower(r) != r {
			t.Errorf("U+%04X has a small letter", r)
		}
	}
}

func FuzzSet(f *testing.F) {
	f.Add("Ann WROTE: écrit")
	f.Add("\xd0\x9dаписал x")
	f.Fuzz(func(t *testing.T, text string) { agree(t, text) })
}

func BenchmarkSet(b *testing.B) {
	set := Of(someStems[:5]...)
	text := strings.Repeat("Dear team, Marta at the front desk found our bear. ", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		set.In(text)
	}
}
