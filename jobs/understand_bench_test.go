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
// Both are measured in turns, so that a machine that does other work too slows
// both; "times" is the median of the turns' ratios, the other figures are per mail.
func BenchmarkUnderstand(b *testing.B) {
	for _, m := range speedMails(b) {
		b.Run(m.name, func(b *testing.B) {
			var ours, bare, ratio []float64
			for b.Loop() {
				here, _ := measured(func() { read(m.raw, Reading{}) })
				walk, _ := measured(func() { walkBare(b, m.raw) })
				ours, bare, ratio = append(ours, here), append(bare, walk), append(ratio, here/walk)
			}
			u := Understand(m.raw, Reading{})
			judge, _ := measured(func() { tone.Of(u.words(), u.Language()) })
			_, ourBytes := measured(func() { read(m.raw, Reading{}) })
			_, bareBytes := measured(func() { walkBare(b, m.raw) })
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(median(ours)/1e3, "all-µs")
			b.ReportMetric(median(bare)/1e3, "bare-µs")
			b.ReportMetric(median(ratio), "times")
			b.ReportMetric(judge/1e3, "tone-µs")
			b.ReportMetric(ourBytes, "all-B")
			b.ReportMetric(bareBytes, "bare-B")
		})
	}
}

// measured gives the time in ns and the bytes allocated of one call, over fifty.
func measured(f func()) (ns, bytes float64) {
	const calls = 50
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	began := time.Now()
	for range calls {
		f()
	}
	took := time.Since(began)
	runtime.ReadMemStats(&after)
	return float64(took) / calls, float64(after.TotalAlloc-before.TotalAlloc) / calls
}

func median(all []float64) float64 {
	slices.Sort(all)
	return all[len(all)/2]
}

// walkBare walks and decodes raw with go-message: the fields that tell who wrote
// to whom, when and about what, every body, and its HTML as a tree.
func walkBare(b *testing.B, raw []byte) {
	e, err := message.Read(bytes.NewReader(raw))
	if err != nil {
		b.Fatal(err)
	}
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
	walkBody(b, e)
}

func walkBody(b *testing.B, e *message.Entity) {
	if parts := e.MultipartReader(); parts != nil {
		for {
			p, err := parts.NextPart()
			if err == io.EOF {
				return
			}
			if err != nil {
				b.Fatal(err)
			}
			walkBody(b, p)
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
