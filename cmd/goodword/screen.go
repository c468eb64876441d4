package main

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/width"
)

// What any terminal shows at once.
const (
	screenLines   = 24
	screenColumns = 80
)

// section is a part of a screen: a head, if it has one, and items of a line or more.
type section struct {
	head  string
	items [][]string
	least int // items that are shown whatever else there is
}

func (s *section) add(lines ...string) { s.items = append(s.items, lines) }

// indented makes an item of each text.
func indented(texts []string) (items [][]string) {
	for _, t := range texts {
		items = append(items, []string{"  " + t})
	}
	return items
}

// lines are those of the first items, in brief the first line of each, and a word
// on how many there are beside.
func (s section) lines(items int, brief bool) (all []string) {
	if len(s.items) == 0 {
		return nil
	}
	if s.head != "" {
		all = append(all, s.head)
	}
	for _, item := range s.items[:items] {
		if brief {
			item = item[:1]
		}
		all = append(all, item...)
	}
	if left := len(s.items) - items; left > 0 {
		all = append(all, fmt.Sprintf("  … and %d more (--all)", left))
	}
	return all
}

// whole is all that the sections have, with a line between those with a head.
func whole(sections []section) (all []string) {
	for _, s := range sections {
		lines := s.lines(len(s.items), false)
		if len(all) > 0 && len(lines) > 0 && s.head != "" {
			all = append(all, "")
		}
		all = append(all, lines...)
	}
	return all
}

// fit leaves items out, of the longest section that has more than its least, until
// there are no more lines than a screen has; then it is brief. It cuts lines that
// are too long.
func fit(sections []section, most, columns int) []string {
	most-- // the prompt needs one
	all, shown, brief := whole(sections), make([]int, len(sections)), false
	for i, s := range sections {
		shown[i] = len(s.items)
	}
	for len(all) > most && !brief {
		longest := -1
		for i, s := range sections {
			if shown[i] > s.least && (longest < 0 || len(s.lines(shown[i], false)) >= len(sections[longest].lines(shown[longest], false))) {
				longest = i
			}
		}
		if brief = longest < 0; !brief {
			shown[longest]--
		}
		all = nil
		for i, s := range sections {
			all = append(all, s.lines(shown[i], brief)...)
		}
	}
	all = slices.Clone(all[:min(len(all), most)])
	for i, line := range all {
		all[i] = narrowed(line, columns)
	}
	return all
}

// fitted writes long lines out over several, as far as the screen has room for
// all; else it is fit, which cuts them.
func fitted(sections []section, most, columns int) []string {
	long := make([]section, len(sections))
	for i, s := range sections {
		long[i] = section{head: s.head}
		for _, item := range s.items {
			var lines []string
			for _, line := range item {
				lines = append(lines, folded(line, columns)...)
			}
			long[i].add(lines...)
		}
	}
	all := whole(long)
	if len(all) >= most {
		return fit(sections, most, columns)
	}
	for i, line := range all {
		all[i] = narrowed(line, columns)
	}
	return all
}

// folded breaks a line between its words, each part as far in as the first.
func folded(line string, columns int) (lines []string) {
	if narrowed(line, columns) == line {
		return []string{line}
	}
	words := strings.Fields(line)
	indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
	part, cells := "", 0
	for _, w := range words {
		wide := 1
		for _, r := range w {
			wide += cellsOf(r)
		}
		if part != "" && cells+wide > columns {
			lines, part = append(lines, part), ""
		}
		if part == "" {
			part, cells = indent+w, len(indent)+wide-1
			continue
		}
		part, cells = part+" "+w, cells+wide
	}
	return append(lines, part)
}

// narrowed ends a line before it is wider than a terminal.
func narrowed(line string, columns int) string {
	at, cells := 0, 0
	for i, r := range line {
		if cells += cellsOf(r); cells > columns {
			return line[:at] + "…"
		}
		if cells < columns {
			at = i + len(string(r))
		}
	}
	return line
}

// cellsOf says how many columns a letter takes.
func cellsOf(r rune) int {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// wrapped puts a list behind its name, over as many lines as it needs.
func wrapped(name, list string) (lines []string) {
	const indent = 14
	line := fmt.Sprintf("%-*s", indent, name)
	for i, word := range strings.Split(list, ", ") {
		if i > 0 {
			line += ","
		}
		if len(line)+1+len(word) >= screenColumns {
			lines, line = append(lines, line), strings.Repeat(" ", indent)
		} else if i > 0 {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}
