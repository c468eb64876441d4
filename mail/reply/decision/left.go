package decision

import "strings"

// leastLeft is from how many words on a line counts as something the writer
// said: a name, a title or "thanks!" is none.
const leastLeft = 4

// left gives the lines below a command that are no part of it, nor of another
// one, nor greeting or sign-off: a command's words end with their paragraph, and
// who wrote one more should hear that it was left out.
func (d *draft) left() string {
	var said []string
	below := false
	for _, l := range d.lines() {
		words, from := 0, -1
		for i := l.from; i < l.to; i++ {
			t := &d.tokens[i]
			below = below || t.used == command
			if t.used != free || !below {
				continue
			}
			if from < 0 {
				from = i
			}
			if t.kind == word || t.kind == glyph {
				words++
			}
		}
		if words >= leastLeft {
			said = append(said, strings.Join(strings.Fields(d.text[d.tokens[from].from:d.tokens[l.to-1].to]), " "))
		}
	}
	return cut(strings.Join(said, " "), MaxComment)
}
