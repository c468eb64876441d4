package jobs

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset"
	"golang.org/x/net/html"

	"goodword/internal/recognition/tone"
)

// BenchmarkUnderstand sets all that is made of a mail (parts, text, original,
// answer and decision, bounce, sender, language, tone) beside what go-message
// needs to walk and decode it, and x/net/html to parse its HTML; and tells how
// much of it is the tone, sentence by sentence. The first without the last may
// take three times as long as the bare walk, and allocate three times as much
// and 64 KB.
func BenchmarkUnderstand(b *testing.B) {
	for _, kind := range []struct{ name, file string }{
		{"plain forward", "thunderbird-flowed"}, {"html forward", "outlook-desktop-html-de"}, {"both forms", "gmail-both"},
		{"reply", "outlook-reply-de"}, {"bounce", "bounce"},
	} {
		raw, err := os.ReadFile("../mail/parse/testdata/" + kind.file + ".eml")
		if err != nil {
			b.Fatal(err)
		}
		b.Run(kind.name+"/understand", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Understand(raw, Reading{})
			}
		})
		u := Understand(raw, Reading{})
		b.Run(kind.name+"/tone", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				tone.Of(u.words(), u.Language())
			}
		})
		b.Run(kind.name+"/bare", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				walkBare(b, raw)
			}
		})
	}
}

// walkBare walks and decodes raw with go-message and parses its HTML.
func walkBare(b *testing.B, raw []byte) {
	e, err := message.Read(bytes.NewReader(raw))
	if err != nil {
		b.Fatal(err)
	}
	var visit func(e *message.Entity)
	visit = func(e *message.Entity) {
		if parts := e.MultipartReader(); parts != nil {
			for {
				p, err := parts.NextPart()
				if err == io.EOF {
					return
				}
				if err != nil {
					b.Fatal(err)
				}
				visit(p)
			}
		}
		body, err := io.ReadAll(e.Body)
		if err != nil {
			b.Fatal(err)
		}
		if kind, _, _ := e.Header.ContentType(); kind == "text/html" {
			if _, err := html.Parse(strings.NewReader(string(body))); err != nil {
				b.Fatal(err)
			}
		}
	}
	visit(e)
}
