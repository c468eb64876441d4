package quotetest

import "strings"

// Sections takes a fixture apart: sections that open with a line "=== name".
func Sections(raw string) map[string]string {
	sections := map[string]string{}
	for _, section := range strings.Split("\n"+raw, "\n=== ")[1:] {
		name, text, _ := strings.Cut(section, "\n")
		sections[name] = strings.TrimSuffix(text, "\n")
	}
	return sections
}
