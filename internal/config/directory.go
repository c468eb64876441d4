package config

import (
	"fmt"
	"strings"
)

// Directory is [directory].
type Directory struct {
	MostLeaving int      `toml:"most_leaving" default:"20" unit:"percent" range:"0..100" doc:"How many of the active people may leave with one import. One that loses more, or names nobody, changes nothing; goodword people import --force does it all the same."`
	Columns     []string `toml:"columns" example:"[\"address=Work e-mail\", \"team=Unit\"]" doc:"What the CSV file of goodword people import calls our columns, each as OURS=THEIRS. Columns that go by our names need not be told."`
}

// checkDirectory refuses a mapping that maps nothing.
func (r *reader) checkDirectory(c *Config) {
	for i, pair := range c.Directory.Columns {
		if ours, theirs, ok := strings.Cut(pair, "="); !ok || strings.TrimSpace(ours) == "" || strings.TrimSpace(theirs) == "" {
			r.problem(fmt.Sprintf("directory.columns[%d]", i), "%q maps no column; allowed: OURS=THEIRS, such as \"team=Unit\"", pair)
		}
	}
}
