package forward_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"goodword/mail/parse/forward"
	"goodword/mail/parse/quote/quotetest"
)

// FuzzFind: no panic, and nothing that the text does not hold comes out of it.
func FuzzFind(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		raw := readSections(f, file)
		f.Add(raw["text"], raw["subject"], false)
	}
	for _, l := range layouts {
		text, subject := l.fill(quotetest.Tongues()[1])
		f.Add(text, subject, true)
	}
	f.Fuzz(func(t *testing.T, text, subject string, answers bool) {
		found, note := forward.Find(text, forward.Mail{Subject: subject, Answers: answers})
		if found == nil {
			if note != "" {
				t.Errorf("a note %q without a forward", note)
			}
			return
		}
		if len(found.Body) > len(text) || len(note) > len(text) {
			t.Errorf("body of %d and note of %d bytes from %d", len(found.Body), len(note), len(text))
		}
		if addr := found.From.Address; addr != "" && !strings.Contains(strings.ToLower(text), strings.ToLower(addr)) && !strings.Contains(text, "=?") && strings.ToValidUTF8(text, "") == text && !strings.ContainsFunc(text, func(r rune) bool { return r > 0x7e }) {
			t.Errorf("author %q stands nowhere in the text", addr)
		}
		found.Inner()
	})
}

// TestLinear reads hostile texts of 10,000 lines, each in far less than a
// quadratic reading would take.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("reads long texts")
	}
	t.Parallel()
	const n = 10_000
	texts := map[string]string{
		"labels":            strings.Repeat("From: a@b.example,\n", n),
		"unknown labels":    strings.Repeat("ab: x,\n", n),
		"labels and blanks": strings.Repeat("Xy: a@b.example\n\n", n),
		"names and dates":   strings.Repeat("Von: Ann\nDatum: 14.04.2026 09:26\n", n/2),
		"attributions":      strings.Repeat("On 14 Apr 2026 at 9:26 Ann <ann@x.example>\n", n),
		"colons":            strings.Repeat("14 Apr 2026 at 9:26 it was so:\n", n),
		"dividers":          strings.Repeat("----- a message -----\n", n),
		"open dividers":     strings.Repeat("-----x\n", n),
		"open addresses":    "From: " + strings.Repeat("<a@", n),
		"quote marks":       strings.Repeat(">", n) + "x\n" + strings.Repeat("> ", n),
		"one long line":     strings.Repeat("On 14 Apr 2026 <a@b.example> ", n),
		"run on":            "----- Forwarded message ----- From: " + strings.Repeat("a <a@b.example>To: ", n),
		"run on, bare":      "----- Forwarded message -----\nFrom: " + strings.Repeat("a@b.exampleTo: ", 1000),
		"run on, unclear":   "----- Forwarded message -----\nFrom: " + strings.Repeat("a@b.exampleXyZa <c@d.example> (", 500),
		"runs":              strings.Repeat("-- Message --\nZorvo: "+strings.Repeat("a\" <b> \"(c", 1000)+"@d.example:\n", 20),
		"runs of commas":    strings.Repeat("-- Message --\nFrom: "+strings.Repeat("a@b (x) \"", 1500)+"<c@d.example>\n", 20),
		"colons in people":  strings.Repeat("From: \"a: <b@c.example> x: (\"\nDate: 14.04.2026 09:26\n", n/2),
		"subjects":          strings.Repeat("-- a message --\nFrom: a@b.example\nDate: 14.04.2026\nSubject: x\n y\n z\n", n/6),
		"blank":             strings.Repeat("\n", n) + "From: a@b.example",
		"stacked":           strings.Repeat("From:\n", n),
		"quoted":            strings.Repeat("> From: a@b.example\n> Date: x\n", n/2),
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			forward.Find(text, forward.Mail{Subject: "Fwd: x"})
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("%d bytes took %s", len(text), took)
			} else {
				t.Logf("%d bytes took %s", len(text), took)
			}
		})
	}
}

func BenchmarkFind(b *testing.B) {
	g := quotetest.Tongues()[1]
	for _, l := range []int{0, 3, 6, 13} {
		text, subject := layouts[l].fill(g)
		b.Run(layouts[l].client, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				forward.Find(text, forward.Mail{Subject: subject})
			}
		})
	}
	plain := strings.Repeat("Dear all, on 12 May we met Ines at the desk, and she was kind: very.\n", 200)
	b.Run("no forward", func(b *testing.B) {
		b.SetBytes(int64(len(plain)))
		b.ReportAllocs()
		for b.Loop() {
			forward.Find(plain, forward.Mail{Subject: "praise"})
		}
	})
}
