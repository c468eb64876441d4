package reply_test

import (
	"os"
	"strings"
	"testing"

	"goodword/mail/reply"
	"goodword/mail/reply/decision"
)

// besideLessons gives the answers of a file of testdata/advice: the approval of the
// language, and below it one lesson.
func besideLessons(t *testing.T, file string) (out []typed) {
	t.Helper()
	data, err := os.ReadFile("testdata/advice/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var lang, approval, lesson string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if title, ok := strings.CutPrefix(line, "# "); ok {
			lang, title, _ = strings.Cut(title, " ")
			approval, lesson, _ = strings.Cut(title, " | ")
			continue
		}
		want := reply.Unclear
		if strings.HasPrefix(line, "+ ") {
			want = reply.Approve
		} else if !strings.HasPrefix(line, "? ") {
			continue
		}
		out = append(out, typed{lang: lang, text: approval + "\n" + lesson + " " + line[2:], want: want})
	}
	if len(out) < 50 {
		t.Fatalf("%s: only %d lessons", file, len(out))
	}
	return out
}

// TestAdvice reads approvals beside a lesson. Before advice had to be shown, 40 of
// the 90 of the first set that must not approve did, and 47 of its 78 ordinary ones;
// of the second, run once when the first was mended, 15 of 42 (twelve of them one
// thought in twelve languages: "ask the guest whether she wants to be named") and 19 of 33.
func TestAdvice(t *testing.T) {
	t.Parallel()
	for file, least := range map[string]int{"first.txt": 84, "second.txt": 80, "order.txt": 80} {
		plain, read := 0, 0
		for _, a := range besideLessons(t, file) {
			for i, opt := range []decision.Options{{}, {Language: a.lang}, {Language: a.lang, Role: decision.Approver, Names: []string{"Lena Berg"}}} {
				got := reply.Read(a.text, opt)
				if a.want != reply.Approve && got.Decision != a.want {
					t.Errorf("%s %q: %s, want %s: %s", a.lang, a.text, got.Decision, a.want, got.Reason)
					break
				}
				if a.want != reply.Approve || i > 0 {
					continue
				}
				if plain++; got.Decision == a.want {
					read++
				} else {
					t.Logf("%s %q: %s: %s", a.lang, a.text, got.Decision, got.Reason)
				}
			}
		}
		t.Logf("%s: %d of %d lessons that are advice approve", file, read, plain)
		if read*100 < plain*least {
			t.Errorf("%s: fewer than %d in 100 lessons that are advice approve", file, least)
		}
	}
}

// TestNoAdvice: beside words of advice a lesson may still want something else done,
// another text, or time.
func TestNoAdvice(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Approved\nlesson: apologise to the guest instead", "Approved\nlesson: pay attention, guests lie", "Approved\nlesson: details matter, correct the spelling",
		"Approved\nlesson: details matter: fix the date", "Approved\nlesson: keep guests out of letters", "Approved\nlesson: be honest with the guest: we cannot thank",
		"Genehmigt\nlesson: sich beim Gast entschuldigen statt danken", "Genehmigt\nlesson: ruhig bleiben und abwarten", "Approvato\nlesson: aspettare il cliente",
		"Approved\nlesson: respect the guest's wish to stay silent", "Aprobado\nlección: mejor disculparse con el cliente",
		"Zatwierdzam\nlekcja: zamiast tego przeprosić gościa", "Akkoord\nles: in plaats daarvan excuses aanbieden aan de gast",
		"Aprovado\nlição: ser honesto com o cliente: não podemos agradecer", "Approuvé\nleçon : s'excuser auprès du client au lieu de remercier",
		"Утверждаю\nурок: вместо этого извиниться перед гостем",
	} {
		if got := reply.Read(text, decision.Options{Role: decision.Approver}); got.Decision != reply.Unclear {
			t.Errorf("%q: %s, want it asked back: %s", text, got.Decision, got.Reason)
		}
	}
}
