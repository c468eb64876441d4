package templates

import "testing"

func BenchmarkRender(b *testing.B) {
	for _, kind := range []Letter{LetterThankYou, LetterRequest, LetterDigest} {
		b.Run(string(kind), func(b *testing.B) {
			v := Samples(kind)[0]
			if _, err := Render(v, "en", 0); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Render(v, "en", 0); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
