package decision

import (
	"fmt"
	"hash/fnv"
	"os"
	"strings"
	"testing"
)

// answer is one labelled line of testdata.
type answer struct {
	lang, text  string
	want        Decision
	comment     string
	hasComment  bool
	commands    string
	hasCommands bool
	held        bool // of the third that was held back while the words were written
}

// answers reads a labelled file; its head says how.
func answers(t testing.TB, file string) []answer {
	t.Helper()
	data, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var out []answer
	lang := ""
	for _, l := range strings.Split(string(data), "\n") {
		if name, ok := strings.CutPrefix(l, "# "); ok {
			lang = name
			continue
		}
		if len(l) < 2 || strings.HasPrefix(l, "//") {
			continue
		}
		a := answer{lang: lang}
		switch l[0] {
		case '+':
			a.want = Approve
		case '-':
			a.want = Decline
		case '?':
			a.want = Unclear
		default:
			t.Fatalf("%s: a line without label: %q", file, l)
		}
		l = l[2:]
		l, a.commands, a.hasCommands = strings.Cut(l, " !! ")
		l, a.comment, a.hasComment = strings.Cut(l, " =>")
		a.comment = strings.TrimSpace(a.comment)
		a.text = strings.ReplaceAll(l, `\n`, "\n")
		h := fnv.New32a()
		_, _ = h.Write([]byte(a.text))
		a.held = h.Sum32()%3 == 0
		out = append(out, a)
	}
	return out
}

func written(cs []Command) string {
	var parts []string
	for _, c := range cs {
		doubt := ""
		if c.Doubt != "" {
			doubt = " (?)"
		}
		parts = append(parts, strings.TrimSpace(fmt.Sprintf("%s %s %s", c.Name, c.Item, strings.Join(c.Args, ", ")))+doubt)
	}
	return strings.Join(parts, "; ")
}

// tally counts how a set was read.
type tally struct {
	approve, approveRead int
	decline, declineRead int
	unclear, unclearRead int
	falseApproval        int
	falseDecline         int
}

func (y *tally) count(want, got Decision) {
	switch want {
	case Approve:
		y.approve++
		if got == want {
			y.approveRead++
		}
	case Decline:
		y.decline++
		if got == want {
			y.declineRead++
		}
	case Unclear:
		y.unclear++
		if got == want {
			y.unclearRead++
		}
	}
	if got == Approve && want != Approve {
		y.falseApproval++
	}
	if got == Decline && want != Decline {
		y.falseDecline++
	}
}

func (y *tally) String() string {
	return fmt.Sprintf("approve %d/%d, decline %d/%d, unclear %d/%d, false approvals %d, false refusals %d",
		y.approveRead, y.approve, y.declineRead, y.decline, y.unclearRead, y.unclear, y.falseApproval, y.falseDecline)
}

// TestAnswers reads the labelled set: no false approval at all, no false
// refusal, and a floor for what is read.
//
// The words were written before the set and corrected against its written two
// thirds alone. First run of the held third: approve 63 of 67, decline 41 of
// 41, unclear 166 of 166, no false approval, no false refusal. The four that
// were missed: "wonderful" taken for "wonder", しか inside 素晴らしかった (both
// put right since), and two phrasings still unknown.
func TestAnswers(t *testing.T) {
	t.Parallel()
	for _, third := range []string{"write", "held"} {
		if os.Getenv("DECISION_SET") != "" && os.Getenv("DECISION_SET") != third {
			continue
		}
		var y tally
		for _, a := range answers(t, "answers.txt") {
			if a.held != (third == "held") {
				continue
			}
			got := Read(a.text, Options{})
			y.count(a.want, got.Decision)
			if got.Decision != a.want {
				t.Logf("%s %q: %s, want %s: %s", a.lang, a.text, got.Decision, a.want, got.Reason)
			}
			if a.hasComment && got.Decision == a.want && got.Comment != a.comment {
				t.Errorf("%s %q: comment %q, want %q", a.lang, a.text, got.Comment, a.comment)
			}
			want := strings.Join(strings.Fields(a.commands), " ")
			if w := strings.Join(strings.Fields(written(got.Commands)), " "); w != want {
				t.Errorf("%s %q: commands %q, want %q: %s", a.lang, a.text, w, want, got.Reason)
			}
		}
		t.Logf("%s: %s", third, &y)
		if y.falseApproval > 0 || y.falseDecline > 0 {
			t.Errorf("%s: %d false approvals, %d false refusals", third, y.falseApproval, y.falseDecline)
		}
		if y.approveRead*100 < y.approve*96 || y.declineRead*100 < y.decline*96 {
			t.Errorf("%s: fewer than 96 in 100 plain answers are read", third)
		}
	}
}

// TestAttacks reads answers that were written to slip through. At first 9 of
// the 427 of the first round did, 43 of the 264 of the second (most of them a
// yes beside a greeting or thanks), and 9 of the 137 of the third; none does
// now. Twelve of these were taken out: nine are approvals after all ("Ja,
// schöne Grüße", "aproved"), and three no rule here can know ("Yes, he is great at
// football").
func TestAttacks(t *testing.T) {
	t.Parallel()
	for _, a := range answers(t, "attacks.txt") {
		if got := Read(a.text, Options{}); got.Decision == Approve {
			t.Errorf("%s %q approves: %s", a.lang, a.text, got.Reason)
		} else if got.Decision != a.want {
			t.Errorf("%s %q: %s, want %s: %s", a.lang, a.text, got.Decision, a.want, got.Reason)
		}
	}
}

// TestBlind reads what a tester found who knew the package's task alone. Of his
// 1131 answers in 21 languages, 580 of which must not approve, two approved
// falsely (結構です; "ja ja, schon gut"), 392 of 423 approvals and 120 of 128
// refusals were read; now none, 406 and 123.
func TestBlind(t *testing.T) {
	t.Parallel()
	for _, a := range answers(t, "blind.txt") {
		got := Read(a.text, Options{})
		if got.Decision != a.want {
			t.Errorf("%s %q: %s, want %s: %s", a.lang, a.text, got.Decision, a.want, got.Reason)
		}
		if a.hasComment && got.Comment != a.comment {
			t.Errorf("%s %q: comment %q, want %q", a.lang, a.text, got.Comment, a.comment)
		}
		want := strings.Join(strings.Fields(a.commands), " ")
		if w := strings.Join(strings.Fields(written(got.Commands)), " "); w != want {
			t.Errorf("%s %q: commands %q, want %q: %s", a.lang, a.text, w, want, got.Reason)
		}
	}
}

// TestTalk reads decisions with longer words beside them.
func TestTalk(t *testing.T) {
	t.Parallel()
	var y tally
	for _, a := range answers(t, "talk.txt") {
		got := Read(a.text, Options{})
		y.count(a.want, got.Decision)
		if got.Decision != a.want {
			t.Logf("%s %q: %s, want %s: %s", a.lang, a.text, got.Decision, a.want, got.Reason)
		}
	}
	t.Log(&y)
	if y.falseApproval+y.falseDecline > 0 || y.approveRead*100 < y.approve*85 || y.declineRead*100 < y.decline*95 {
		t.Errorf("too little is read, or wrongly: %s", &y)
	}
}
