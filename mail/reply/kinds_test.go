package reply_test

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"goodword/mail/reply"
	"goodword/mail/reply/decision"
)

// kinded is one line of testdata/kinds: a label, the kind of answer, and the answer.
type kinded struct {
	typed
	kind string
}

func kindedAnswers(t *testing.T, file string) []kinded {
	t.Helper()
	data, err := os.ReadFile("testdata/kinds/" + file)
	if err != nil {
		t.Fatal(err)
	}
	labels := map[byte]reply.Decision{'+': reply.Approve, '-': reply.Decline, '?': reply.Unclear}
	var out []kinded
	var head typed
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if title, ok := strings.CutPrefix(line, "# "); ok {
			lang, role, _ := strings.Cut(title, " ")
			head = typed{lang: lang, role: cmp.Or(decision.Role(role), decision.Approver)}
			continue
		}
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		a := kinded{typed: head}
		if a.want = labels[line[0]]; a.want == "" {
			t.Fatalf("%s: a line without label: %q", file, line)
		}
		a.kind, a.text, _ = strings.Cut(line[1:], " ")
		a.text, a.commands, _ = strings.Cut(a.text, " !!")
		a.text = strings.ReplaceAll(a.text, `\n`, "\n")
		a.commands = strings.Join(strings.Fields(a.commands), " ")
		out = append(out, a)
	}
	return out
}

// count is how many answers of a kind there are and how many are read as they are labelled.
type count struct{ right, all int }

func tell(t *testing.T, file string, byKind map[string]*count) (right, all int) {
	t.Helper()
	for _, kind := range slices.Sorted(maps.Keys(byKind)) {
		c := byKind[kind]
		t.Logf("%s: %s: %d of %d", file, kind, c.right, c.all)
		right, all = right+c.right, all+c.all
	}
	return right, all
}

// TestKinds reads what must not approve and plain answers, by kind. At first sight
// none of the 210 that must not approve did, and 134 of the 210 plain ones were read.
func TestKinds(t *testing.T) {
	t.Parallel()
	for file, least := range map[string]int{"mustnot.txt": 210, "plain.txt": 195, "mustnot2.txt": 105, "mustnot3.txt": 152, "mustnot4.txt": 593, "plain2.txt": 94, "turned.txt": 125, "facts.txt": 190, "beside.txt": 117, "praised.txt": 126, "plain3.txt": 40, "plain4.txt": 130} {
		byKind := map[string]*count{}
		for _, a := range kindedAnswers(t, file) {
			kind := string(a.want) + " " + a.kind
			if byKind[kind] == nil {
				byKind[kind] = &count{}
			}
			byKind[kind].all++
			right := true
			for i, opt := range []decision.Options{{Language: a.lang, Role: a.role, Names: []string{"Lena Berg"}, About: []string{"Lena Berg"}}, {Language: a.lang}, {}} {
				got := reply.Read(a.text, opt)
				if a.want == reply.Unclear && got.Decision == reply.Approve || a.want == reply.Decline && got.Decision == reply.Approve {
					t.Errorf("%s %s %q approves (%d): %s", a.lang, a.kind, a.text, i, got.Reason)
					right = false
					break
				}
				if a.want != reply.Unclear && got.Decision != a.want {
					if right = right && i > 0; i == 0 {
						t.Logf("%s %s %q: %s: %s", a.lang, a.kind, a.text, got.Decision, got.Reason)
					}
				}
			}
			if right {
				byKind[kind].right++
			}
		}
		right, all := tell(t, file, byKind)
		if t.Logf("%s: %d of %d", file, right, all); right < least {
			t.Errorf("%s: fewer than %d are read as they are labelled", file, least)
		}
	}
}

// TestKindsOfOrders reads commands in local words: at first sight 100 of 105; 13 came later.
func TestKindsOfOrders(t *testing.T) {
	t.Parallel()
	byKind := map[string]*count{}
	for _, a := range kindedAnswers(t, "orders.txt") {
		kind := string(a.role)
		if byKind[kind] == nil {
			byKind[kind] = &count{}
		}
		byKind[kind].all++
		got := reply.Read(a.text, decision.Options{Language: a.lang, Role: a.role})
		if said, want := fmt.Sprint(got.Decision, ": ", commandsOf(got)), fmt.Sprint(a.want, ": ", a.commands); said != want {
			t.Errorf("%s %q: %s, want %s: %s", a.lang, a.text, said, want, got.Reason)
			continue
		}
		byKind[kind].right++
	}
	right, all := tell(t, "orders.txt", byKind)
	t.Logf("orders.txt: %d of %d", right, all)
}
