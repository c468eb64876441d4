package config

import (
	"fmt"

	"github.com/pelletier/go-toml/v2/unstable"
)

// positions finds the line of every key, table and array element of a TOML file: timing.reminder_after,
// mailboxes[0], mailboxes[0].port, company.domains[1]. The decoder forgets them, and a value can be wrong
// long after it was decoded. The file must be valid TOML: go-toml has read it already.
func positions(text []byte) (map[string]int, error) {
	w := &walker{lines: map[string]int{}, tables: map[string]int{}}
	w.parser.Reset(text)
	prefix := ""
	for w.parser.NextExpression() {
		e := w.parser.Expression()
		switch e.Kind {
		case unstable.Table:
			prefix = w.key("", e.Key(), false)
		case unstable.ArrayTable:
			prefix = w.key("", e.Key(), true)
		case unstable.KeyValue:
			w.keyValue(prefix, e)
		}
	}
	return w.lines, w.parser.Error()
}

type walker struct {
	parser unstable.Parser
	lines  map[string]int
	tables map[string]int // how many [[name]] there were so far
}

// key notes the line of a dotted key below prefix and returns its full name. Every [[name]] is one more
// element of name; anything below it belongs to the last one.
func (w *walker) key(prefix string, parts unstable.Iterator, newElement bool) string {
	name := prefix
	for parts.Next() {
		node := parts.Node()
		name = join(name, string(node.Data))
		w.note(name, node)
		if newElement && parts.IsLast() {
			w.tables[name]++
		}
		if n := w.tables[name]; n > 0 {
			name = fmt.Sprintf("%s[%d]", name, n-1)
			w.note(name, node)
		}
	}
	return name
}

func (w *walker) keyValue(prefix string, e *unstable.Node) {
	w.value(w.key(prefix, e.Key(), false), e.Value())
}

// value notes what lies inside an array or an inline table.
func (w *walker) value(name string, v *unstable.Node) {
	switch v.Kind {
	case unstable.Array:
		items := v.Children()
		for i := 0; items.Next(); i++ {
			item := fmt.Sprintf("%s[%d]", name, i)
			w.note(item, items.Node())
			w.value(item, items.Node())
		}
	case unstable.InlineTable:
		for pairs := v.Children(); pairs.Next(); {
			w.keyValue(name, pairs.Node())
		}
	}
}

// note keeps the first line of a name. Nodes of some kinds do not know where they stand; what is in
// them does.
func (w *walker) note(name string, node *unstable.Node) {
	if _, ok := w.lines[name]; ok || node.Raw.Length == 0 {
		return
	}
	w.lines[name] = w.parser.Shape(node.Raw).Start.Line
}

func join(prefix, key string) string {
	if prefix == "" {
		return key
	}
	return prefix + "." + key
}
