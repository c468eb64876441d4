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
	b, sorted, ok := f.blockAt(i, rule)
	if !ok {
		return Block{}, Header{}, false
	}
	return b, b.read(sorted), true
}

// HeadingAt is HeaderAt, narrowed where no divider stands above, that tells
// nothing of the people in it, for who only passes the header over. guessed says
// that lines of it may be the writer's after all: its labels are in no table.
func (f *Finder) HeadingAt(i int, rule Rule) (b Block, guessed, ok bool) {
	b, sorted, ok := f.blockAt(i, rule)
	if !ok {
		return Block{}, false, false
	}
	date := sorted.value(b.Labels, Date)
	if rule == NoRule && b.Labels[0].Field != From {
		var h Header
		b, h = f.Narrow(b, b.read(sorted))
		date = h.Date
	}
	return b, b.Labels[0].Field == Other || !b.Names(From) || !b.Names(Date) && date != "", true
}

// blockAt finds the block of a header and which of its lines is which field.
func (f *Finder) blockAt(i int, rule Rule) (b Block, sorted *fields, ok bool) {
	if i < f.end {
		if f.tries++; f.tries > maxTries {
			return Block{}, nil, false
		}
	}
	if f.lines[i].mute {
		return Block{}, nil, false
	}
	if b, ok = ReadBlock(f.lines, i, f.context.Subject); !ok {
		return Block{}, nil, false
	}
	ctx := f.context
	ctx.Rule, ctx.Last = rule, BlankFrom(f.lines, b.End) == len(f.lines)
	if sorted = b.sort(); sorted.isHeader(b.Labels, ctx) {
		return b, sorted, true
	}
	if i >= f.end {
		f.tries = 0
	}
	f.end = max(f.end, b.End)
	return Block{}, nil, false
}
