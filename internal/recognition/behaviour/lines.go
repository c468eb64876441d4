package behaviour

import "github.com/pelletier/go-toml/v2/unstable"

// entryLines gives the line on which each [[behaviour]] of a catalogue that was
// already decoded begins, so that a mistake in an entry can be pointed at.
func entryLines(raw []byte) entryLine {
	var at entryLine
	var p unstable.Parser
	p.Reset(raw)
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind != unstable.ArrayTable {
			continue
		}
		key := e.Key()
		if key.Next() && string(key.Node().Data) == "behaviour" && !key.Next() {
			first := e.Key()
			first.Next()
			at = append(at, p.Shape(first.Node().Raw).Start.Line)
		}
	}
	return at
}

type entryLine []int

// of is 1 for an entry of an inline array: [{id = "a"}] has no header of its own.
func (l entryLine) of(i int) int {
	if i < len(l) {
		return l[i]
	}
	return 1
}
