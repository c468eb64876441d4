package language_test

import (
	"bufio"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"goodword/mail/parse/language"
)

// TestDetect reads testdata/lines.txt: a tag, a tab, a line that no sample has.
// "-" stands for "must not be told". An unsure answer is allowed where the tag
// ends in "?", a wrong one never.
func TestDetect(t *testing.T) {
	t.Parallel()
	f, err := os.Open("testdata/lines.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	right, unsure, n := 0, 0, 0
	for sc := bufio.NewScanner(f); sc.Scan(); {
		tag, line, ok := strings.Cut(sc.Text(), "\t")
		if !ok {
			continue
		}
		n++
		got := language.Detect(line)
		want := strings.TrimSuffix(tag, "?")
		switch {
		case got == want, want == "-" && got == "":
			right++
		case got == "" && strings.HasSuffix(tag, "?"):
			unsure++
		default:
			t.Errorf("Detect(%q) = %q, want %q", line, got, tag)
		}
	}
	t.Logf("%d lines: %d right, %d unsure where that is allowed", n, right, unsure)
	if n < 150 {
		t.Errorf("only %d lines were read", n)
	}
}

func TestDetectLong(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("Wir möchten uns bei Ihnen bedanken, weil alles so gut geklappt hat.\n", 2000)
	if got := language.Detect(long); got != "de" {
		t.Errorf("a long German text is %q", got)
	}
}

func FuzzDetect(f *testing.F) {
	f.Add("Merci beaucoup pour votre aide")
	f.Add("\xff\xfe\x00 ñandú 山田 \U0010FFFF")
	f.Fuzz(func(t *testing.T, s string) {
		if got := language.Detect(s); len(got) > 3 || !utf8.ValidString(got) {
			t.Errorf("Detect(%q) = %q", s, got)
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	text := strings.Repeat("Thank you so much for your help yesterday, we could not have managed the move without you. ", 6)[:500]
	language.Detect(text)
	b.ReportAllocs()
	for b.Loop() {
		language.Detect(text)
	}
}
