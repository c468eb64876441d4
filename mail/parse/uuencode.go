package parse

import "strings"

// withoutUU takes files out of a text that old programs write into it as
// uuencoded lines (POSIX): "begin 644 photo.jpg", lines that each tell their own
// length, "end". What does not go on so to its end stays, as words of somebody's.
func withoutUU(text string) (rest string, found bool) {
	if !opensUU(text) {
		return text, false
	}
	lines := strings.SplitAfter(text, "\n")
	var b strings.Builder
	for i := 0; i < len(lines); {
		if end := uuEnd(lines, i); end > 0 {
			i, found = end, true
			continue
		}
		b.WriteString(lines[i])
		i++
	}
	if !found {
		return text, false
	}
	return b.String(), true
}

// opensUU: a line begins as that of a uuencoded file does. Lines are looked for one
// by one, which is faster than to look for the words.
func opensUU(text string) bool {
	for {
		if strings.HasPrefix(text, "begin ") {
			return true
		}
		at := strings.IndexByte(text, '\n')
		if at < 0 {
			return false
		}
		text = text[at+1:]
	}
}

// uuEnd is the index of the line behind the file that begins at line i, 0 where
// none does.
func uuEnd(lines []string, i int) int {
	mode, name, ok := strings.Cut(strings.TrimPrefix(lines[i], "begin "), " ")
	if !ok || !strings.HasPrefix(lines[i], "begin ") || strings.TrimSpace(name) == "" || len(mode) < 3 || len(mode) > 4 || strings.Trim(mode, "01234567") != "" {
		return 0
	}
	at := i + 1
	for at < len(lines) && isUULine(strings.TrimRight(lines[at], "\r\n")) {
		at++
	}
	if at > i+1 && at < len(lines) && strings.TrimSpace(lines[at]) == "end" {
		return at + 1
	}
	return 0
}

// isUULine says whether a line holds as many letters as its first one tells. A
// last one that loses blanks at its end is shorter.
func isUULine(line string) bool {
	if line == "" || line == "`" || line == " " {
		return true
	}
	n := int(line[0]-' ') & 63
	want := 1 + (n+2)/3*4
	if line[0] < ' ' || line[0] > '`' || len(line) > want+1 || len(line) < want-2 {
		return false
	}
	for i := 0; i < len(line); i++ {
		if line[i] < ' ' || line[i] > '`' {
			return false
		}
	}
	return true
}
