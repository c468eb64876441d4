package templates

import (
	"bytes"
	"image/png"
	"testing"
)

// TestInSight: what is read from right to left is drawn so.
func TestInSight(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"": "", "Écoute 7": "Écoute 7", "אבג דה": "הד גבא", "אבג 12": "12 גבא", "Nina אבג": "Nina גבא"} {
		if got := inSight(text); got != want {
			t.Errorf("%q is drawn %q, want %q", text, got, want)
		}
	}
}

// TestPlots: the same figures give the same bytes, as wide as a letter shows
// them twice, with something of each colour on white.
func TestPlots(t *testing.T) {
	t.Parallel()
	bars := func() ([]byte, error) {
		return PlotBars([]Bar{{"Taking ownership", 31}, {"Écoute", 7}, {"何か", 0}})
	}
	weeks := func() ([]byte, error) {
		return PlotWeeks([]string{"29 Jun", "6 Jul"}, []int{7, 0}, []int{3, 2}, "Praise", "Challenges")
	}
	for name, c := range map[string]struct {
		draw    func() ([]byte, error)
		colours int
	}{
		"bars": {bars, 1}, "weeks": {weeks, 2},
		"no bars":  {func() ([]byte, error) { return PlotBars(nil) }, 0},
		"no weeks": {func() ([]byte, error) { return PlotWeeks(nil, nil, nil, "", "") }, 0},
	} {
		raw, err := c.draw()
		if err != nil {
			t.Fatal(err)
		}
		if again, err := c.draw(); err != nil || !bytes.Equal(raw, again) {
			t.Errorf("%s: the second drawing differs (%v)", name, err)
		}
		img, err := png.Decode(bytes.NewReader(raw))
		if err != nil || img.Bounds().Dx() != 1040 {
			t.Fatalf("%s: %v, %v", name, img.Bounds(), err)
		}
		green, gold := 0, 0
		for y := range img.Bounds().Dy() {
			for x := range img.Bounds().Dx() {
				switch r, g, b, _ := img.At(x, y).RGBA(); [3]uint32{r >> 8, g >> 8, b >> 8} {
				case [3]uint32{0x1c, 0x65, 0x52}:
					green++
				case [3]uint32{0xd8, 0xa6, 0x48}:
					gold++
				}
			}
		}
		if seen := min(green/1000, 1) + min(gold/1000, 1); name[:2] != "no" && seen != c.colours {
			t.Errorf("%s: %d green and %d gold pixels", name, green, gold)
		}
	}
}
