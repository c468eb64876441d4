package parse

import (
	"strings"
	"testing"
)

func TestWithoutUU(t *testing.T) {
	t.Parallel()
	file := "begin 644 desk.jpg\n" + strings.Repeat("M"+strings.Repeat("'AX%", 15)+"\n", 3) + "#0V%T\n`\nend\n"
	for _, c := range []struct{ text, want string }{
		{"Ines was kind.\n" + file + "Mara\n", "Ines was kind.\nMara\n"},
		{file, ""},
		{file + file + "x", "x"},
		{"We begin 644 days ago.\nbegin 644 days ago\nand end\nend\n", "We begin 644 days ago.\nbegin 644 days ago\nand end\nend\n"},
		{"begin 644 x\nend\n", "begin 644 x\nend\n"},
		{"begin the day\nend\n", "begin the day\nend\n"},
		{strings.TrimSuffix(file, "end\n"), strings.TrimSuffix(file, "end\n")},
	} {
		if got, found := withoutUU(c.text); got != c.want || found != (c.want != c.text) {
			t.Errorf("%q: got %q, %v; want %q", c.text, got, found, c.want)
		}
	}
}
