package jobs

import (
	"bytes"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset"
	netmail "github.com/emersion/go-message/mail"
	"golang.org/x/net/html"

	"goodword/internal/recognition/tone"
)

// BenchmarkUnderstand sets all that is made of a mail (parts, text, original,
// answer and decision, bounce, sender, language) beside what go-message needs to
// walk and decode it, and x/net/html to parse its HTML; and tells what judging
// the tone costs, which is apart. The first may take three times as long as the
// bare walk, and allocate three times as much and 64 KB.
//
// Both are measured by turns, call by call, so that a machine that does other work
// too slows both, and few calls are broken off by it; "times" is the median of the
// ratios, "times-at-best" sets the fastest calls beside each other; "walk-µs" is the bare walk without decoding a field of the
// header; the other figures are medians for one mail.
func BenchmarkUnderstand(b *testing.B) {
	for _, m := range speedMails(b) {
		b.Run(m.name, func(b *testing.B) {
			var ours, bare, bodies, ratio []float64
			for b.Loop() {
				here, walk := timed(func() { read(m.raw, Reading{}) }), timed(func() { walkBare(b, m.raw) })
				bodies = append(bodies, timed(func() { walkBodies(b, opened(b, m.raw)) }))
				ours, bare, ratio = append(ours, here), append(bare, walk), append(ratio, here/walk)
			}
			u := Understand(m.raw, Reading{})
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(median(ours), "all-µs")
			b.ReportMetric(median(bare), "bare-µs")
			b.ReportMetric(median(ratio), "times")
			b.ReportMetric(slices.Min(ours)/slices.Min(bare), "times-at-best")
			b.ReportMetric(median(bodies), "walk-µs")
			b.ReportMetric(timed(func() { tone.Of(u.words(), u.Language()) }), "tone-µs")
			b.ReportMetric(allocated(func() { read(m.raw, Reading{}) }), "all-B")
			b.ReportMetric(allocated(func() { walkBare(b, m.raw) }), "bare-B")
		})
	}
}

// timed gives the µs of one call.
func timed(f func()) float64 {
	began := time.Now()
	f()
	return float64(time.Since(began)) / 1e3
}

// allocated gives the bytes that one call allocates, as the mean of some.
func allocated(f func()) float64 {
	const turn = 8
	var before, after runtime.MemStats
	f()
	runtime.ReadMemStats(&before)
	for range turn {
		f()
	}
	runtime.ReadMemStats(&after)
	return float64(after.TotalAlloc-before.TotalAlloc) / turn
}

func median(all []float64) float64 {
	slices.Sort(all)
	return all[len(all)/2]
}

// walkBare walks and decodes raw with go-message: the fields that tell who wrote
// to whom, when and about what, every body, and its HTML as a tree.
func walkBare(b *testing.B, raw []byte) {
	e := opened(b, raw)
	h := netmail.Header{Header: e.Header}
	_, _ = h.Subject()
	_, _ = h.Date()
	_, _ = h.MessageID()
	for _, name := range []string{"From", "To", "Cc"} {
		_, _ = h.AddressList(name)
	}
	for _, name := range []string{"In-Reply-To", "References"} {
		_, _ = h.MsgIDList(name)
	}
	walkBodies(b, e)
}

func opened(b *testing.B, raw []byte) *message.Entity {
	e, err := message.Read(bytes.NewReader(raw))
	if err != nil {
		b.Fatal(err)
	}
	return e
}

func walkBodies(b *testing.B, e *message.Entity) {
	if parts := e.MultipartReader(); parts != nil {
		for {
			p, err := parts.NextPart()
			if err == io.EOF {
				return
			}
			if err != nil {
				b.Fatal(err)
			}
			walkBodies(b, p)
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
