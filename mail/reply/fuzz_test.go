package reply_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"goodword/mail/parse/quote/quotetest"
	"goodword/mail/reply"
)

// FuzzSplit: no panic; own words are lines of the text without quote marks.
func FuzzSplit(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		f.Add(readFixture(f, file)["mail"])
	}
	for _, layout := range answerLayouts {
		f.Add(fillAnswer(layout, quotetest.Tongues()[1]))
	}
	f.Fuzz(func(t *testing.T, text string) {
		parts := reply.Split(text)
		for _, line := range strings.Split(parts.Own, "\n") {
			if strings.HasPrefix(line, ">") {
				t.Errorf("quoted line among own words: %q", line)
			}
		}
		if len(parts.Text)+len(parts.Quoted)+len(parts.Signature) > 2*len(text) {
			t.Errorf("%d bytes of parts from %d", len(parts.Text)+len(parts.Quoted)+len(parts.Signature), len(text))
		}
	})
}

// TestLinear splits hostile texts of 20,000 lines.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("reads long texts")
	}
	t.Parallel()
	const n = 20_000
	texts := map[string]string{
		"attributions":  strings.Repeat("On 14 Apr 2026 at 9:26 Ann <ann@x.example> wrote:\n> x\ny\n", n/3),
		"open":          strings.Repeat("On 14 Apr 2026 at 9:26 Ann <ann@x.example>\n", n),
		"headers":       strings.Repeat("From: a@b.example\nDate: 14.04.2026 09:26\nSubject: x\n\n> q\ny\n\n", n/6),
		"interleaved":   strings.Repeat("> a\nb\n", n/2),
		"signatures":    strings.Repeat("--\nx\n> y\n", n/3),
		"rules":         strings.Repeat("-----\nx\n", n/2),
		"long dashes":   strings.Repeat("—\nx\n", n/2),
		"blank":         "x" + strings.Repeat("\n", n) + "y",
		"sent from":     strings.Repeat("Sent from my x\n", n),
		"legal":         strings.Repeat("confidential, intended for the recipient alone and nobody else at all\n\n", n/2),
		"name and verb": strings.Repeat("Ann wrote:\n> x\n", n/2),
		"long line":     strings.Repeat("confidential ", n),
		"marks":         strings.Repeat(">", n),
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			reply.Split(text)
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("%d bytes took %s", len(text), took)
			} else {
				t.Logf("%d bytes took %s", len(text), took)
			}
		})
	}
}

func BenchmarkSplit(b *testing.B) {
	text := fillAnswer(answerLayouts["outlook web"], quotetest.Tongues()[1])
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		reply.Split(text)
	}
}
