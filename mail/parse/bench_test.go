package parse

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset"
	"golang.org/x/net/html"
)

// BenchmarkParse sets the full reading of a mail beside what go-message needs to
// walk and decode it, and x/net/html to parse its HTML, over mails as clients
// write them. The first may cost three times the second.
func BenchmarkParse(b *testing.B) {
	for _, name := range []string{"gmail-both", "outlook-desktop-both", "outlook-desktop-html-de", "thunderbird-flowed", "gmail-attached-two", "outlook-reply-de", "direct-latin1", "bounce"} {
		raw, err := os.ReadFile("testdata/" + name + ".eml")
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name+"/parse", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Parse(raw, Options{})
			}
		})
		b.Run(name+"/bare", func(b *testing.B) {
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
