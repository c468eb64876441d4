package htmltext

import "testing"

// TestStrict reads words that a style makes a quote, or keeps from being seen.
func TestStrict(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		html, plain, strict string
		marked              bool
	}{
		"nothing":           {`<div>Fine.</div>`, "Fine.", "Fine.", false},
		"a bar":             {`<div>See below</div><div style="border-left: 2px solid #ccc">Fine.</div>`, "See below\nFine.", "See below\n> Fine.", true},
		"a bar by its side": {`<div style="border-style:solid;border-width:0 0 0 1px">Fine.</div>`, "Fine.", "> Fine.", true},
		"a bar by a class":  {`<style>.q{border-left:1px solid blue}</style><div class=q>Fine.</div>`, "Fine.", "> Fine.", true},
		"a bar in a cell":   {`<table><tr><td style="border-left:1px solid">Fine.</td></tr></table>`, "Fine.", "> Fine.", true},
		"no bar":            {`<div style="border-left:none;border-left:0px solid">Fine.</div>`, "Fine.", "Fine.", false},
		"a box":             {`<div style="border:1px solid;border-width:1px 1px 1px 1px">Fine.</div>`, "Fine.", "Fine.", false},
		"a quote with one":  {`<blockquote style="border-left:1px solid">Fine.</blockquote>`, "> Fine.", "> Fine.", false},
		"white":             {`<p style="color:#fff">Fine.</p>`, "Fine.", "", true},
		"nearly white":      {`<font color="#fdfdfd">Fine.</font>`, "Fine.", "", true},
		"white by parts":    {`<p style="color: rgb(255, 255, 255)">Fine.</p>`, "Fine.", "", true},
		"clear":             {`<p style="color:transparent">Fine.</p>`, "Fine.", "", true},
		"no part of it":     {`<p style="color:rgba(0,0,0,0)">Fine.</p>`, "Fine.", "", true},
		"black on black":    {`<div bgcolor="#000000"><span style="color:black">Fine.</span></div>`, "Fine.", "", true},
		"white on black":    {`<div style="background:#000 none"><span style="color:white">Fine.</span></div>`, "Fine.", "Fine.", false},
		"on a picture":      {`<div style="background:url(a.png)"><span style="color:white">Fine.</span></div>`, "Fine.", "Fine.", false},
		"seen again":        {`<div style="color:white">un<span style="color:black">seen</span></div>`, "unseen", "seen", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := Read(c.html); got.Text != c.plain || got.Marked != c.marked {
				t.Errorf("Read gives %q, marked %v, want %q, %v", got.Text, got.Marked, c.plain, c.marked)
			}
			if got := Strict(c.html); got.Text != c.strict {
				t.Errorf("Strict gives %q, want %q", got.Text, c.strict)
			}
		})
	}
}
