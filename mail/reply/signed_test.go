package reply_test

import (
	"strings"
	"testing"

	"goodword/mail/reply"
	"goodword/mail/reply/decision"
)

// TestSigned reads plain answers, most of them signed behind a dash: at first sight
// 80 of 94 where the writer's name was told, and 60 where it was not. A name is no
// reason and no line for the thank-you.
func TestSigned(t *testing.T) {
	t.Parallel()
	writers := []string{"Priya Shah", "Tom", "Sabine Kern", "Paul", "Pablo", "Paolo", "Paulo", "Piet", "Pelle", "Peter", "Per", "Pekka",
		"Piotr", "Petr", "Péter", "Petru", "Pınar", "Пётр", "Петро", "佐藤 健", "王芳", "김민수"}
	plain, read := 0, 0
	for _, a := range typedAnswers(t, "signed.txt") {
		for _, names := range [][]string{nil, writers} {
			got := reply.Read(a.text, decision.Options{Language: a.lang, Role: decision.Approver, Names: names})
			for _, w := range writers {
				if names != nil && got.Comment == strings.Fields(w)[0] {
					t.Errorf("%q: its writer is taken for a comment", a.text)
				}
			}
			switch {
			case got.Decision != a.want && got.Decision != reply.Unclear:
				t.Errorf("%s %q: %s, want %s: %s", a.lang, a.text, got.Decision, a.want, got.Reason)
			case a.want == reply.Unclear || names == nil:
			case got.Decision == a.want:
				plain, read = plain+1, read+1
			default:
				plain++
				t.Logf("%s %q: %s: %s", a.lang, a.text, got.Decision, got.Reason)
			}
		}
	}
	t.Logf("%d of %d plain answers read", read, plain)
	if read*100 < 96*plain {
		t.Error("fewer than 96 in 100 plain answers are read")
	}
}
