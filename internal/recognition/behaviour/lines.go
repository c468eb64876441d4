package behaviour

import (
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// lines holds the line on which each part of a catalogue begins, by its path:
// behaviour.0.words.de.
type lines map[string]int

// of gives the line of a path, or of what it lies in; 1 for what is not there at all.
func (l lines) of(path string) int {
	for path != "" {
		if line := l[path]; line > 0 {
			return line
		}
		path = path[:max(strings.LastIndexByte(path, '.'), 0)]
	}
	return 1
}

// either gives the path that is there.
func (l lines) either(path, other string) string {
	if l[path] > 0 {
		return path
	}
	return other
}

// positions reads the lines of a catalogue that was already decoded, so that a
// mistake in it can be pointed at.
func positions(raw []byte) lines {
	w := walker{at: lines{}, entries: map[string]int{}}
	w.parser.Reset(raw)
	for w.parser.NextExpression() {
		e := w.parser.Expression()
		switch e.Kind {
		case unstable.ArrayTable:
			path, line := w.key(e)
			w.table = path + "." + strconv.Itoa(w.entries[path])
			w.entries[path]++
			w.put(w.table, line)
			w.put(path, line)
		case unstable.Table:
			path, line := w.key(e)
			first, rest, nested := strings.Cut(path, ".")
			if n := w.entries[first]; n > 0 && nested {
				path = first + "." + strconv.Itoa(n-1) + "." + rest
			}
			w.table = path
			w.put(path, line)
		case unstable.KeyValue:
			w.value(w.table, e)
		}
	}
	return w.at
}

// walker remembers where in the file the parser is.
type walker struct {
	parser  unstable.Parser
	at      lines
	table   string         // the header that stands above
	entries map[string]int // how many of each [[header]] there were
}

func (w *walker) put(path string, line int) {
	if _, has := w.at[path]; !has {
		w.at[path] = line
	}
}

// key gives the dotted key of an expression and its line.
func (w *walker) key(e *unstable.Node) (string, int) {
	var parts []string
	line := 0
	for key := e.Key(); key.Next(); {
		if line == 0 {
			line = w.parser.Shape(key.Node().Raw).Start.Line
		}
		parts = append(parts, string(key.Node().Data))
	}
	return strings.Join(parts, "."), line
}

func (w *walker) value(below string, e *unstable.Node) {
	path, line := w.key(e)
	if below != "" {
		path = below + "." + path
	}
	w.put(path, line)
	w.inside(path, e.Value(), line)
}

// inside goes through tables and lists that stand within a line.
func (w *walker) inside(path string, v *unstable.Node, line int) {
	switch v.Kind {
	case unstable.InlineTable:
		for it := v.Children(); it.Next(); {
			w.value(path, it.Node())
		}
	case unstable.Array:
		n := 0
		for it := v.Children(); it.Next(); {
			if it.Node().Kind == unstable.InlineTable {
				entry := path + "." + strconv.Itoa(n)
				w.put(entry, line)
				w.inside(entry, it.Node(), line)
				n++
			}
		}
	}
}
