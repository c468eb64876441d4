package decision

import (
	"strings"
	"testing"
)

func TestPlainAnswers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Decision{
		"approve": Approve, "Approved!": Approve, "ok, send it": Approve, "yes please": Approve,
		"approve – she was great with the Hendersons": Approve,
		"passt, bitte senden":                         Approve,
		"Freigabe erteilt":                            Approve,
		"👍":                                           Approve,
		"👍🏽":                                          Approve,
		"LGTM":                                        Approve,
		"approve pls":                                 Approve,
		"thats a yes from me":                         Approve,
		"d accord":                                    Approve,
		"可以发":                                         Approve,
		"Approved - couldn't agree more":              Approve,
		"Approved with pleasure. This is what we stand for.": Approve,
		"Hi Tom,\n\napproved.\n\nBest,\nAnn":                 Approve,
		"approve\nDanke an Lena, das war stark.\nTom":        Approve,
		"no – that was Ben, not her":                         Decline,
		"decline: not our customer":                          Decline,
		"ablehnen, weil sie an dem Tag nicht da war":         Decline,
		"not approved":          Decline,
		"approved?":             Unclear,
		"did Tom approve this?": Unclear,
		"once HR approves, yes": Unclear,
		"your holiday is approved, will look at this later": Unclear,
		"I would approve":              Unclear,
		"approve or decline, whatever": Unclear,
		"approve. no wait, don't":      Unclear,
		"Tom said \"approved\"":        Unclear,
		"ask Ann to approve":           Unclear,
		"probably fine":                Unclear,
		"аpprove":                      Unclear,
		"app\u200brove":                Unclear,
		"ｏｋ":                           Approve,
		"aPpRoVe":                      Unclear,
		"Soll ich zustimmen":           Unclear,
		"ich kann das nicht freigeben": Unclear,
		"":                             Unclear,
	} {
		if got := Read(text, Options{}); got.Decision != want {
			t.Errorf("Read(%q) = %s, want %s: %s", text, got.Decision, want, got.Reason)
		}
	}
}

func TestOptions(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		opt        Options
		want       Decision
		commands   string
	}{
		{"thanks in Danish, yes in Polish", "Tak", Options{}, Unclear, ""},
		{"told that it is Polish", "Tak", Options{Language: "pl-PL"}, Approve, ""},
		{"told that it is Danish", "Tak", Options{Language: "da"}, Unclear, ""},
		{"a nominee decides nothing", "Approved, thank you!", Options{Role: Nominee}, Unclear, ""},
		{"a nominator decides nothing", "yes", Options{Role: Nominator}, Unclear, ""},
		{"the CEO decides by number", "approve", Options{Role: CEO}, Unclear, ""},
		{"the CEO by number", "approve 3", Options{Role: CEO}, Unclear, "approve 3"},
		{"an approver holds nothing", "approve\nhold 4", Options{Role: Approver}, Approve, ""},
		{"an approver's name in small letters", "ok\ntom", Options{Role: Approver, Names: []string{"Tom Berger"}}, Approve, ""},
		{"without the name", "ok\ntom", Options{}, Unclear, ""},
		{"a sentence about the nominee that praises nothing", "Zatwierdzam. Lena została dwie godziny dłużej.", Options{Names: []string{"Lena Berg"}}, Unclear, ""},
		{"praise of the nominee", "Zatwierdzam. Lena jest wspaniała.", Options{Names: []string{"Lena Berg"}}, Approve, ""},
		{"without her name", "Zatwierdzam. Lena została dwie godziny dłużej.", Options{}, Unclear, ""},
		{"the name beside the word", "Approve Lena", Options{Names: []string{"Lena"}}, Approve, ""},
		{"another name", "Approve Ben", Options{Names: []string{"Lena"}}, Unclear, ""},
		{"contradicting commands", "pause\nresume", Options{}, Unclear, ""},
		{"hold and release", "hold 4; release 4", Options{}, Unclear, ""},
		{"a decision beside undo", "approve\nundo", Options{}, Unclear, "undo"},
		{"not a command of the role", "private", Options{Role: CPO}, Unclear, ""},
	} {
		got := Read(c.text, c.opt)
		if got.Decision != c.want || written(got.Commands) != c.commands {
			t.Errorf("%s: Read(%q) = %s, %q, want %s, %q: %s", c.name, c.text, got.Decision, written(got.Commands), c.want, c.commands, got.Reason)
		}
	}
}

func TestNoCommand(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"don't pause", "please don't pause", "never hold 4", "should I hold 4?", "hold 4?", "pause?", "do not release 4",
		"if Ann agrees, hold 4", "hold 4 unless Ann is back", "release 4 when I am back", "\"hold 4\"", "Tom says hold 4",
		"we should call 3 customers", "please note 5 people came", "call 3 customers", "visit 7 sites", "I would skip 6",
		"thank 2 people", "the status of this", "what is the status", "privately I like it", "in 3 days I will look",
		"it is 3 days later", "undo the whole thing now", "approve, then undo it if Ann says so", "level playing field",
		"behaviour like this is great", "hold 4-6", "also thank Ben", "not Bo", "not now, later", "pause\nnot!", "release 4\nif Ann agrees",
		"publish and be damned", "ask 7 questions", "done 3 things today", "pause\nno wait", "resume at your own risk", "bitte nicht pausieren",
		"ne pas annuler", "no deshacer", "nie wstrzymuj 4", "не приостанавливать", "一時停止しないでください", "不要暂停", "중지하지 마세요",
	} {
		if got := Read(text, Options{}); len(got.Commands) > 0 {
			t.Errorf("Read(%q) gives the commands %q", text, written(got.Commands))
		}
	}
}

func TestCommandShapes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"hold 4, 5 and 6":                             "hold 4; hold 5; hold 6",
		"call #3":                                     "call 3",
		"Call 3. Note 5.":                             "call 3; note 5",
		"hold 4 – I want to read it first":            "hold 4 I want to read it first",
		"thank 2: Great work; call 3":                 "thank 2 Great work; call 3",
		"thank 2: You stayed.\nThat mattered.\n\nTom": "thank 2 You stayed. That mattered.",
		"status?":                                     "status",
		"undo please":                                 "undo",
		"delegate to ann@hotel.example":               "delegate  ann@hotel.example",
		"delegate Ann Lee":                            "delegate  Ann Lee",
		"also ann@hotel.example, bo@hotel.example":    "also  ann@hotel.example, bo@hotel.example",
		"not <bo@hotel.example>, <ann@hotel.example>": "not  bo@hotel.example, ann@hotel.example",
		"remind me in two weeks":                      "later  10",
		"publish 1, 4 and 6":                          "publish 1; publish 4; publish 6",
		"3: ann@hotel.example\n5: bo@hotel.example":   "nominee 3 ann@hotel.example; nominee 5 bo@hotel.example",
		"Hi,\n\npause\n\nBest,\nMaria":                "pause",
		"edit: \"She never gave up.\"":                "edit  She never gave up.",
		"in zwei Wochen":                              "later  10",
		"halten 4 und anrufen 3":                      "hold 4; call 3",
		"appeler 3":                                   "call 3",
		"暂停":                                          "pause",
		"一時停止":                                        "pause",
		"пауза":                                       "pause",
		"wstrzymaj 4":                                 "hold 4",
	} {
		if got := Read(text, Options{}); written(got.Commands) != strings.Join(strings.Fields(want), " ") && written(got.Commands) != want {
			t.Errorf("Read(%q) gives %q, want %q: %s", text, written(got.Commands), want, got.Reason)
		}
	}
}

// TestLessonNamesNominee: a lesson that names the nominee, in small letters too, is
// rather about this nomination; the caller's Names tell.
func TestLessonNamesNominee(t *testing.T) {
	t.Parallel()
	for _, lesson := range []string{"be patient with lena", "stay calm like berg", "listen as lena listens", "greet people by name, as Lena does"} {
		text := "approve\nlesson: " + lesson
		if got := Read(text, Options{Role: Approver, Names: []string{"Lena Berg", "Lena"}}); got.Decision == Approve {
			t.Errorf("%q approves: %s", text, got.Reason)
		}
	}
	if got := Read("approve\nlesson: be patient with lena", Options{Role: Approver}); got.Decision != Approve {
		t.Errorf("without the name the lesson is advice, and the names make no difference: %s", got.Reason)
	}
}
