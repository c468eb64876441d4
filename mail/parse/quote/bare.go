package quote

import "strings"

// ReadBare reads the header that stands at line i without colons behind its
// labels, below a divider that names what follows. ok is false where author,
// subject and date are not all there, each under a label of the table.
//
// QUIRK: eM Client writes `Von "Ann" <ann@…>`, 163's HTML a table whose cells
// come out with a tab between.
func ReadBare(lines []Line, i int, ctx Context) (b Block, h Header, ok bool) {
	b = Block{Start: i, End: i, Depth: lines[i].Depth}
	var seen [Foreign + 1]bool
	for b.End < len(lines) && b.End < i+8 && lines[b.End].Depth == b.Depth {
		l, labelled := bareLabel(lines[b.End])
		if !labelled || seen[l.Field] {
			break
		}
		seen[l.Field] = true
		b.Labels = append(b.Labels, l)
		b.End++
	}
	if !seen[From] || !seen[Subject] || !seen[Date] {
		return Block{}, Header{}, false
	}
	for _, l := range b.Labels {
		if l.Field == From && !person(l.Value) || l.Field == Date && DateScore(l.Value) < 2 {
			return Block{}, Header{}, false
		}
	}
	h, ok = b.Header(ctx)
	return b, h, ok
}

// bareLabel takes a line apart at a tab, or behind the first one to three words
// that are a label of the table.
func bareLabel(line Line) (l Label, ok bool) {
	name, value, tabbed := strings.Cut(line.Text, "\t")
	if tabbed {
		if field := FieldOf(Clean(name)); field >= From && field <= Date {
			return Label{Field: field, Name: Clean(name), Value: Clean(value)}, true
		}
	}
	at := 0
	for range 3 {
		space := strings.IndexByte(line.Text[at:min(len(line.Text), maxLabel+1)], ' ')
		if space < 0 {
			return Label{}, false
		}
		at += space
		if field := FieldOf(line.Text[:at]); field >= From && field <= Date {
			return Label{Field: field, Name: line.Text[:at], Value: Clean(line.Text[at:])}, true
		}
		if at++; at > maxLabel {
			return Label{}, false
		}
	}
	return Label{}, false
}
