package send

import (
	"bytes"
	"math/rand/v2"
	"mime/quotedprintable"
	"strings"
	"testing"
)

// TestQuotedAsTheLibraryDoes: what quoted writes is what mime/quotedprintable does.
func TestQuotedAsTheLibraryDoes(t *testing.T) {
	t.Parallel()
	texts := []string{"", " ", "\t", "a ", "a \n", "\n\n", "=", "é", strings.Repeat("x", 74) + " \n", strings.Repeat("x", 75) + " ", strings.Repeat("x", 76), "\r", "\r\r\n\n"}
	for n := range 160 { // each length of a line, with what is escaped at its end
		texts = append(texts, strings.Repeat("x", n)+"é\n", strings.Repeat("y", n)+" \r\n"+strings.Repeat("z", n)+"\t")
	}
	random := rand.New(rand.NewPCG(7, 8))
	pieces := []string{"a", "word ", " ", "\t", "=", "é", "\n", "\r\n", "\r", "。", "\x00", ".", strings.Repeat("long", 9)}
	for range 2000 {
		var b strings.Builder
		for range random.IntN(60) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		texts = append(texts, b.String())
	}
	crlf := strings.NewReplacer("\r\n", "\r\n", "\r", "\r\n", "\n", "\r\n")
	for _, text := range texts {
		var want bytes.Buffer
		w := quotedprintable.NewWriter(&want)
		if _, err := w.Write([]byte(crlf.Replace(text))); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if got := quoted(nil, text); !bytes.Equal(got, want.Bytes()) {
			t.Errorf("%q becomes %q, want %q", text, got, want.Bytes())
		}
		if got := quoted([]byte("before "), text); string(got) != "before "+want.String() {
			t.Errorf("%q behind others becomes %q", text, got)
		}
	}
}
