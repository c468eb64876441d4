package figures

import (
	"slices"
	"strconv"
	"time"

	"goodword/internal/recognition/behaviour"
)

// Seen is how often a behaviour was recognised at a touchpoint, by their ids.
type Seen struct {
	Touchpoint string // "" where it is not plain
	Behaviour  string
	Count      int
	Last       time.Time
}

// Matrix shows which behaviour was recognised at which touchpoint.
type Matrix struct {
	From       time.Time   `json:"from"`
	To         time.Time   `json:"to"`         // excluded
	Behaviours []string    `json:"behaviours"` // the columns
	Rows       []MatrixRow `json:"touchpoints"`
}

// MatrixRow is a touchpoint, with a cell for each behaviour.
type MatrixRow struct {
	Touchpoint string `json:"touchpoint"` // "" for where it is not plain
	Cells      []Cell `json:"cells"`
}

// Cell is a behaviour at a touchpoint.
type Cell struct {
	Expected bool      `json:"expected"` // it belongs there by the catalogue
	Count    int       `json:"count"`
	Last     time.Time `json:"last,omitzero"`
}

// Gap is a touchpoint at which nobody showed what is expected there.
type Gap struct {
	Touchpoint string   `json:"touchpoint"`
	Behaviours []string `json:"behaviours"`
}

// NewMatrix puts what was seen into the catalogue's touchpoints and behaviours,
// named in lang. What was seen at no plain touchpoint counts at the behaviour's
// only one, or stands in a row of its own.
func NewMatrix(c *behaviour.Catalogue, seen []Seen, from, to time.Time, lang string) Matrix {
	m := Matrix{From: from, To: to}
	for _, b := range c.Behaviours {
		m.Behaviours = append(m.Behaviours, b.NameIn(lang))
	}
	row := func(name, id string) MatrixRow {
		r := MatrixRow{Touchpoint: name}
		for _, b := range c.Behaviours {
			cell := Cell{Expected: id != "" && b.At(id)}
			for _, s := range seen {
				if s.Behaviour == b.ID && at(c, s, b) == id {
					cell.Count += s.Count
					if s.Last.After(cell.Last) {
						cell.Last = s.Last
					}
				}
			}
			r.Cells = append(r.Cells, cell)
		}
		return r
	}
	for _, t := range c.Touchpoints {
		m.Rows = append(m.Rows, row(t.NameIn(lang), t.ID))
	}
	if rest := row("", ""); slices.ContainsFunc(rest.Cells, func(c Cell) bool { return c.Count > 0 }) {
		m.Rows = append(m.Rows, rest)
	}
	return m
}

// at is where something seen counts.
func at(c *behaviour.Catalogue, s Seen, b behaviour.Behaviour) string {
	if _, ok := c.TouchpointByID(s.Touchpoint); ok {
		return s.Touchpoint
	}
	if len(b.Touchpoints) == 1 {
		return b.Touchpoints[0]
	}
	return ""
}

// Gaps lists, by touchpoint, what is expected there and was not seen. Behaviours
// that were seen nowhere are left out: they are told of by themselves.
func (m Matrix) Gaps() []Gap {
	somewhere := make([]bool, len(m.Behaviours))
	for _, r := range m.Rows {
		for i, c := range r.Cells {
			somewhere[i] = somewhere[i] || c.Count > 0
		}
	}
	var gaps []Gap
	for _, r := range m.Rows {
		g := Gap{Touchpoint: r.Touchpoint}
		for i, c := range r.Cells {
			if c.Expected && c.Count == 0 && somewhere[i] {
				g.Behaviours = append(g.Behaviours, m.Behaviours[i])
			}
		}
		if len(g.Behaviours) > 0 {
			gaps = append(gaps, g)
		}
	}
	return gaps
}

// Records gives the matrix as rows of a CSV file.
func (m Matrix) Records() [][]string {
	out := [][]string{{"touchpoint", "behaviour", "expected", "count", "last"}}
	for _, r := range m.Rows {
		for i, c := range r.Cells {
			if !c.Expected && c.Count == 0 {
				continue
			}
			last := ""
			if !c.Last.IsZero() {
				last = c.Last.Format(time.DateOnly)
			}
			out = append(out, []string{r.Touchpoint, m.Behaviours[i], strconv.FormatBool(c.Expected), strconv.Itoa(c.Count), last})
		}
	}
	return out
}
