package quote

// Finder looks for header blocks in a text, line by line. It gives up on a run
// of labelled lines after some tries, so that a text of nothing else takes no
// longer than its length.
type Finder struct {
	lines   []Line
	context Context
	end     int // of the run of labelled lines tried last
	tries   int // within that run
}

// Within one run of labelled lines a header may start below lines that only
// look labelled; it hardly starts below many.
const maxTries = 6

// NewFinder reads headers in lines, of a mail whose subject says what ctx says.
func NewFinder(lines []Line, ctx Context) *Finder {
	return &Finder{lines: lines, context: ctx}
}

// HeaderAt reads the header block that begins at line i, below a divider of the
// kind given. ok is false where no header of a mail begins.
func (f *Finder) HeaderAt(i int, rule Rule) (b Block, h Header, ok bool) {
	if i < f.end {
		if f.tries++; f.tries > maxTries {
			return Block{}, Header{}, false
		}
	}
	if b, ok = ReadBlock(f.lines, i, f.context.Subject); !ok {
		return Block{}, Header{}, false
	}
	ctx := f.context
	ctx.Rule = rule
	if h, ok = b.Header(ctx); ok {
		return b, h, true
	}
	if i >= f.end {
		f.tries = 0
	}
	f.end = max(f.end, b.End)
	return Block{}, Header{}, false
}
