package jobs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/send"
)

const (
	everybody = "everybody@corp.example"
	alle      = "alle@corp.example"
	trainMail = "We stood on the platform at two in the morning, and no train came. Nina Okafor called a taxi for us. She paid it from her own purse. In the end we slept at home.\n\nMany thanks,\nRuth Abel"
)

// newTelling is an office that tells stories, to a list in English.
func newTelling(t *testing.T) *office {
	o := newHearing(t)
	o.desk.Settings.Stories = true
	o.desk.Settings.StoryLists = []StoryList{{everybody, "en"}}
	return o
}

// praisedByRuth lets Ruth praise Nina, and Max approve; it gives the thank-you and the
// letter to Ruth.
func (o *office) praisedByRuth() (thanks, heard sentLetter) {
	o.t.Helper()
	o.wantTaken(o.deliver("compliments", proven, customer, "To: "+compliments+"\r\nSubject: Thank you\r\n", trainMail), recognition.TakenCompliment)
	o.reply(o.next("max", "platform"), "approve She is wonderful like that.\nlesson: Keep a taxi's number at every desk.")
	thanks = o.next("nina", "platform")
	o.next("ruth", "Nina Okafor")
	heard = o.next("ruth", "may we tell others")
	o.skip()
	return thanks, heard
}

// stories counts what is told, in every edition.
func (o *office) stories() (n int) {
	o.t.Helper()
	if err := store.InTx(o.t.Context(), o.desk.Pool, func(tx store.Tx) error {
		for _, edition := range []string{"en", "de", "fr", "es"} {
			list, err := store.Stories(o.t.Context(), tx, edition, 0, 100)
			if err != nil {
				return err
			}
			n += len(list)
		}
		return nil
	}); err != nil {
		o.t.Fatal(err)
	}
	return n
}

func (o *office) wantStories(when string, want int) {
	o.t.Helper()
	if n := o.stories(); n != want {
		o.t.Errorf("%s %d stories are told, want %d", when, n, want)
	}
}

// ready gives the number under which the CPO's letter offers the only story.
func ready(t *testing.T, letter sentLetter) string {
	t.Helper()
	_, rest, ok := strings.Cut(letter.flat(), "Reply with: publish ")
	if !ok {
		t.Fatalf("no story is offered:\n%s", letter.text)
	}
	return strings.Fields(rest)[0]
}

// published lets the CPO publish the one story on Tuesday.
func (o *office) published() (letter sentLetter, number string) {
	o.t.Helper()
	letter = o.cpoLetter("Tue 07:30")
	number = ready(o.t, letter)
	o.reply(letter, "publish "+number)
	o.next("pia", "the story of Nina Okafor is told from now on")
	o.wantStories("once published", 1)
	return letter, number
}

// TestStoryIsTold: nominee and customer say yes, the CPO reads what would be told
// and has it told, and the list reads it on Thursday, once.
func TestStoryIsTold(t *testing.T) {
	o := newTelling(t)
	thanks, heard := o.praisedByRuth()
	if !strings.Contains(thanks.flat(), "May others read about this, with your name? Reply with yes.") {
		t.Fatalf("the thank-you does not ask:\n%s", thanks.text)
	}
	o.wantTaken(o.reply(thanks, "Yes, gladly"), recognition.TakenCommand)
	o.next("nina", "Your story may be told, with your name.")
	o.reply(heard, "yes")
	o.none()
	o.wantStories("before the CPO says so", 0)
	letter := o.cpoLetter("Tue 07:30")
	for _, want := range []string{"Stories ready to be told", "Nina Okafor", "the customer agrees, without their name", "Nina Okafor called a taxi for us.", "over their name: “She is wonderful like that.”", "Keep a taxi's number at every desk."} {
		if !strings.Contains(letter.flat(), want) {
			t.Errorf("the CPO does not read %q:\n%s", want, letter.text)
		}
	}
	o.reply(letter, "publish "+ready(t, letter))
	o.next("pia", "the story of Nina Okafor is told from now on")
	o.until("Thu 07:30")
	told := o.next("everybody", "Story of the week: Nina Okafor")
	for _, want := range []string{"What it was like > We stood", "What Nina did > Nina Okafor called a taxi for us. She paid", "What came of it > In the end we slept at home.", "Max Reid adds: “She is wonderful like that.”", "To take along: “Keep a taxi's number at every desk.”"} {
		if !strings.Contains(strings.Join(strings.Fields(told.text), " "), want) {
			t.Errorf("the list does not read %q:\n%s", want, told.text)
		}
	}
	for _, never := range []string{"Ruth", "Abel", "customer.test", "GW-"} {
		if strings.Contains(string(told.raw), never) {
			t.Errorf("the list reads %q:\n%s", never, told.text)
		}
	}
	o.counts("audit entries", "select count(*) from audit where what in ('story published', 'the nominee''s consent to the story given')", 2)
	o.skip()
	o.until("Fri 12:00")
	o.advance(7 * 24 * time.Hour)
	for _, l := range o.sent[o.taken:] {
		if l.to == everybody {
			t.Errorf("the story is told again:\n%s", l.text)
		}
	}
	o.skip()
}

// TestStoryNeedsEverybody: without the nominee's yes, or the customer's where
// they were asked, nothing is offered and nothing can be published.
func TestStoryNeedsEverybody(t *testing.T) {
	type answers = []func(o *office, thanks, heard sentLetter)
	nominee := func(said string) func(*office, sentLetter, sentLetter) {
		return func(o *office, thanks, _ sentLetter) { o.reply(thanks, said) }
	}
	customer := func(said string) func(*office, sentLetter, sentLetter) {
		return func(o *office, _, heard sentLetter) { o.reply(heard, said) }
	}
	for name, steps := range map[string]answers{
		"the nominee is missing": {nominee("I am so glad."), customer("yes"), nominee("Great, thank you!"), nominee("Yes, if you leave out the taxi."),
			func(o *office, thanks, _ sentLetter) { o.replyAs(thanks, proven, "nick@corp.example", "yes") },
			func(o *office, thanks, _ sentLetter) { o.replyAs(thanks, forged, "nina@corp.example", "yes") }},
		"the customer is missing":   {nominee("yes"), customer("Who would read it?"), customer("no")},
		"the nominee took it back":  {customer("yes"), nominee("yes"), nominee("no")},
		"the nominee stays private": {customer("yes"), nominee("yes"), nominee("private")},
	} {
		t.Run(name, func(t *testing.T) {
			o := newTelling(t)
			thanks, heard := o.praisedByRuth()
			for _, step := range steps {
				step(o, thanks, heard)
			}
			o.wrote(proven, "Ben Low <ben@customer.test>", "I want to thank Nina Okafor, who carried my mother's bags up four floors and made her laugh all the way.")
			letter := o.cpoLetter("Tue 07:30")
			if strings.Contains(letter.flat(), "Stories ready") {
				t.Errorf("a story is offered:\n%s", letter.text)
			}
			o.reply(letter, "publish 1001")
			if said := o.next("pia", "Not done").flat(); !strings.Contains(said, "Not everybody concerned has agreed") {
				t.Errorf("it is said back as %s", said)
			}
			o.wantStories("without consent", 0)
			o.skip()
		})
	}
}

// TestNomineesThanksGoOn: what is said beside a yes reaches the CEO, and an answer
// that says neither does as before.
func TestNomineesThanksGoOn(t *testing.T) {
	o := newTelling(t)
	thanks, _ := o.praisedByRuth()
	o.wantTaken(o.reply(thanks, "No problem, it was my job."), recognition.TakenAnswer)
	o.next("cora", "it was my job")
	o.wantTaken(o.reply(thanks, "Yes, please leave my family name out."), recognition.TakenAnswer)
	o.next("cora", "leave my family name out")
	asked := o.next("nina", "if it may, reply with yes alone")
	o.counts("consents", "select count(*) from story_consents", 0)
	o.wantTaken(o.reply(asked, "yes"), recognition.TakenCommand)
	o.next("nina", "Your story may be told")
	o.wantTaken(o.reply(thanks, "Yes, thank you so much"), recognition.TakenCommand)
	o.next("nina", "Your story may be told")
	// Taking back is no harder: a no counts, whatever stands beside it.
	for _, no := range []string{"No, I changed my mind.", "Nein, lieber doch nicht", "No, actually I said yes but please don't"} {
		o.reply(thanks, "yes")
		o.skip()
		o.wantTaken(o.reply(thanks, no), recognition.TakenCommand)
		o.next("nina", "Your story is told nowhere")
		o.counts("who says yes at last", "select count(*) from (select agreed from story_consents order by id desc limit 1) c where agreed", 0)
	}
	o.reply(thanks, "yes")
	o.skip()
	o.desk.Settings.Stories = false // and what was told goes on being told elsewhere
	o.wantTaken(o.reply(thanks, "No, I changed my mind."), recognition.TakenCommand)
	o.next("nina", "Your story is told nowhere")
	o.next("cora", "I changed my mind")
	o.wantTaken(o.reply(thanks, "No, it was all Max."), recognition.TakenAnswer)
	o.next("cora", "it was all Max")
	o.skip()
}

// TestStoryTakenDown: whoever takes their consent back, or is forgotten, is gone
// from page and feed at once, and from every later letter; the words go too.
func TestStoryTakenDown(t *testing.T) {
	const left = "select count(*) from stories where situation || action || result || manager_line || lesson <> '' or search <> ''"
	for name, down := range map[string]func(o *office, thanks, heard, cpo sentLetter, number string){
		"the nominee's no":  func(o *office, thanks, _, _ sentLetter, _ string) { o.reply(thanks, "No, please do not.") },
		"the customer's no": func(o *office, _, heard, _ sentLetter, _ string) { o.reply(heard, "no") },
		"private":           func(o *office, thanks, _, _ sentLetter, _ string) { o.reply(thanks, "private") },
		"the CPO":           func(o *office, _, _, cpo sentLetter, number string) { o.reply(cpo, "unpublish "+number) },
		"the CPO, by GW":    func(o *office, _, _, cpo sentLetter, _ string) { o.reply(cpo, "unpublish 1001") },
		"the operator": func(o *office, _, _, _ sentLetter, _ string) {
			for _, want := range []bool{true, false} {
				if done, err := o.desk.Unpublish(o.t.Context(), 1001, "operator"); err != nil || done != want {
					o.t.Errorf("taken down: %v, %v", done, err)
				}
			}
		},
		"who left": func(o *office, _, _, _ sentLetter, _ string) {
			o.exec("update people set active = false where given = 'Nina'")
		},
		"forget": func(o *office, _, _, _ sentLetter, _ string) {
			if _, err := o.desk.Forget(o.t.Context(), "ruth@customer.test", "operator", false, false); err != nil {
				o.t.Fatal(err)
			}
			o.counts("words of a forgotten story", left, 0) // before any tick
		},
		"an old version's forgetting": func(o *office, _, _, _ sentLetter, _ string) {
			o.exec("update nominations set forgotten_at = now(), compliment = '' where id = 1")
			o.counts("words of a forgotten story", left, 0)
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := newTelling(t)
			thanks, heard := o.praisedByRuth()
			o.reply(thanks, "yes")
			o.reply(heard, "yes")
			letter, number := o.published()
			o.skip()
			down(o, thanks, heard, letter, number)
			o.wantStories("at once", 0)
			o.advance(10 * time.Minute)
			o.counts("words of what is told no more", left, 0)
			o.counts("stories that go on", "select count(*) from stories where ended_at is null", 0)
			o.until("Thu 07:30")
			for _, l := range o.sent {
				if l.to == everybody {
					t.Errorf("the list reads\n%s", l.text)
				}
			}
			o.skip()
		})
	}
}

// TestStoryTakenDownBeforeItLeaves: a letter that was written and waits for the
// relay is written anew, without the story.
func TestStoryTakenDownBeforeItLeaves(t *testing.T) {
	o := newTelling(t)
	thanks, heard := o.praisedByRuth()
	o.reply(thanks, "yes")
	o.reply(heard, "yes")
	letter, _ := o.published()
	o.reply(letter, "challenge: learn one guest's name a day")
	o.next("pia", "The next stories letter asks all teams: “learn one guest's name a day”")
	o.until("Thu 07:20")
	o.skip()
	for range 40 {
		o.fail = append(o.fail, send.Outcome{Result: send.Temporary, Verb: send.Dot, Code: 451})
	}
	o.until("Thu 07:30")
	o.counts("letters that wait with their bytes", "select count(*) from letters where kind = 'stories' and state = 'queued' and raw is not null", 1)
	o.fail = nil
	o.reply(thanks, "no")
	o.counts("letters cancelled", "select count(*) from letters where kind = 'stories' and state = 'cancelled'", 1)
	o.advance(10 * time.Minute)
	if told := o.next("everybody", "This week’s challenge"); strings.Contains(told.text, "taxi") || strings.Contains(told.text, "Nina") {
		t.Errorf("the list reads\n%s", told.text)
	}
	o.skip()
}

// TestForwardedStory: where a colleague passed the words on and nobody asked the
// customer, the CPO decides; once the customer is asked, they do.
func TestForwardedStory(t *testing.T) {
	o := newTelling(t)
	o.forward("dana", "", "Ruth Abel <ruth@customer.test>", trainMail)
	o.reply(o.next("max", "platform"), "approve")
	o.reply(o.next("nina", "platform"), "yes")
	o.skip()
	letter, _ := o.published()
	if !strings.Contains(letter.flat(), "nobody asked the customer: you decide") {
		t.Errorf("the CPO reads\n%s", letter.text)
	}
	_, rest, ok := strings.Cut(letter.flat(), "Reply with: release ")
	if !ok {
		t.Fatalf("no letter to the customer is offered:\n%s", letter.text)
	}
	o.reply(letter, "release "+strings.Fields(rest)[0])
	heard := o.next("ruth", "may we tell others")
	o.wantStories("while the customer is asked", 0)
	o.reply(heard, "yes")
	o.skip()
	o.advance(time.Minute)
	o.skip()
}

// TestLeftOut: what the CPO leaves out is offered no more, and can be published
// later all the same.
func TestLeftOut(t *testing.T) {
	o := newTelling(t)
	thanks, heard := o.praisedByRuth()
	o.reply(thanks, "yes")
	o.reply(heard, "yes")
	letter := o.cpoLetter("Tue 07:30")
	number := ready(t, letter)
	o.reply(letter, "unpublish "+number)
	o.next("pia", "is told nowhere")
	o.reply(letter, "unpublish "+number)
	o.next("pia", "It has been decided already")
	o.wrote(proven, "Ben Low <ben@customer.test>", "I want to thank Nina Okafor, who carried my mother's bags up four floors and made her laugh all the way.")
	if again := o.cpoLetter("Wed 07:30"); strings.Contains(again.flat(), "Stories ready") {
		t.Errorf("it is offered again:\n%s", again.text)
	}
	o.reply(letter, "publish 1001")
	o.next("pia", "is told from now on")
	o.wantStories("after all", 1)
	o.skip()
}

// TestListsByLanguage: each list reads its own language, and the first of them
// what has no list; a story in German is searched in German.
func TestListsByLanguage(t *testing.T) {
	o := newTelling(t)
	o.desk.Settings.StoryLists = []StoryList{{everybody, "en"}, {alle, "de"}}
	o.forward("dana", "for: nina@corp.example", "Ruth Abel <ruth@customer.test>", trainMail)
	o.forward("dana", "for: otto@corp.example", "Uwe Kern <uwe@kunde.test>", "Unser Zug fiel aus, und die Kinder hatten seit Mittag nichts gegessen. Otto Brandt hat für uns die Küche noch einmal aufgeschlossen. Er kochte zwölf Suppen und trug sie selbst an die Tische. Am Ende haben alle gelacht.")
	o.reply(o.next("max", "platform"), "approve")
	o.reply(o.next("max", "Suppen"), "approve He is a wonderful cook.")
	o.reply(o.next("nina", "platform"), "yes")
	o.reply(o.next("otto", "Suppen"), "Ja, gern")
	o.next("otto", "Ihre Geschichte darf erzählt werden")
	o.skip()
	letter := o.cpoLetter("Tue 07:30")
	o.reply(letter, "publish 1001 1002")
	o.next("pia", "told from now on")
	o.exec("update people set private = true where address = 'max@corp.example'") // nobody who stays private is named
	o.until("Thu 07:30")
	if l := o.next("everybody", "Story of the week"); strings.Contains(l.text, "Suppen") || !strings.Contains(l.text, "taxi") {
		t.Errorf("the English list reads\n%s", l.text)
	}
	if l := o.next("alle", "Geschichte der Woche: Otto Brandt"); !strings.Contains(l.flat(), "Was Otto getan hat") || !strings.Contains(l.flat(), "Die Führungskraft von Otto fügt hinzu") ||
		strings.Contains(l.text, "taxi") || strings.Contains(l.text, "Max") {
		t.Errorf("the German list reads\n%s", l.text)
	}
	for _, c := range []struct {
		edition, words string
		want           int
	}{{"de", "Suppe", 1}, {"de", "küchen", 1}, {"de", "taxi", 0}, {"en", "taxis", 1}, {"en", "suppe", 0}, {"en", `"own purse"`, 1}, {"en", "taxi -purse", 0}, {"de", `'); drop table stories; --`, 0}} {
		var found []store.Story
		if err := store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) (err error) {
			found, err = store.SearchStories(t.Context(), tx, c.edition, c.words, 0, 10)
			return err
		}); err != nil || len(found) != c.want {
			t.Errorf("%s %q finds %d stories, want %d: %v", c.edition, c.words, len(found), c.want, err)
		}
	}
	o.skip()
}

// TestWeeklyChallenge: what the CPO asks stands in the next stories letter, and
// what came of it in the one after.
func TestWeeklyChallenge(t *testing.T) {
	o := newTelling(t)
	o.praisedByRuth()
	letter := o.cpoLetter("Tue 07:30")
	o.reply(letter, "challenge: learn one guest's name a day,\nand use it.\nwow: a parrot for every lobby")
	o.next("pia", "asks all teams")
	o.until("Thu 07:30")
	if l := o.next("everybody", "This week’s challenge"); !strings.Contains(l.flat(), "Pia Lund asks all teams: learn one guest's name a day, and use it.") {
		t.Errorf("the list reads\n%s", l.text)
	}
	o.clock = o.clock.Add(10 * time.Minute)
	o.wrote(proven, "Ben Low <ben@customer.test>", "I want to thank Nina Okafor, who carried my mother's bags up four floors and made her laugh all the way.")
	letter = o.cpoLetter("Fri 07:30")
	_, rest, ok := strings.Cut(letter.flat(), "Reply with: done ")
	if !ok || !strings.Contains(letter.flat(), "The week’s challenge") {
		t.Fatalf("the CPO is not asked what came of it:\n%s", letter.text)
	}
	asked := strings.Fields(rest)[0]
	_, rest, _ = strings.Cut(rest, "a parrot for every lobby") // of the same mail, and with a number of its own
	_, rest, ok = strings.Cut(rest, "Reply with: done ")
	if !ok || strings.Fields(rest)[0] == asked {
		t.Fatalf("idea and challenge have one number:\n%s", letter.text)
	}
	o.skip()
	o.until("Thu 07:30")
	if l, ok := o.last("everybody", "What came of"); ok { // nobody has said yet
		t.Errorf("the list reads\n%s", l.text)
	}
	o.reply(letter, "done "+strings.Fields(rest)[0]+" it sings\ndone "+asked+" they knew 61 names by Friday")
	o.next("pia", "61 names by Friday")
	o.counts("ideas with their result", "select count(*) from ideas where result = 'it sings'", 1)
	o.clock = o.clock.Add(10 * time.Minute)
	o.skip()
	o.until("Thu 07:30")
	if l := o.next("everybody", "What came of the challenge"); !strings.Contains(l.flat(), "Pia Lund had asked: “learn one guest's name a day, and use it.”") ||
		!strings.Contains(l.flat(), "they knew 61 names by Friday") || !strings.Contains(l.flat(), "1 good word has reached a colleague") {
		t.Errorf("the list reads\n%s", l.text)
	}
	o.skip()
	o.advance(7 * 24 * time.Hour)
	for _, l := range o.sent[o.taken:] {
		if l.to == everybody {
			t.Errorf("the result is told again:\n%s", l.text)
		}
	}
	o.skip()
}

// TestAnswerToAList begins the next story: it is a nomination like any other.
func TestAnswerToAList(t *testing.T) {
	o := newTelling(t)
	thanks, heard := o.praisedByRuth()
	o.reply(thanks, "yes")
	o.reply(heard, "yes")
	o.published()
	o.until("Thu 07:30")
	told := o.next("everybody", "Story of the week")
	o.skip()
	o.wantTaken(o.replyAs(told, proven, "dana@corp.example", "Nick Tanner did the same for a group of students last Friday, and drove them home himself. Thank you, Nick!"), recognition.TakenNomination)
	o.next("max", "drove them home")
	o.skip()
}

// TestNoStories: where nothing is told, nobody is asked and nothing changes.
func TestNoStories(t *testing.T) {
	o := newHearing(t)
	o.wrote(proven, customer, herWords)
	o.next("ruth", "Nina Okafor")
	heard := o.next("ruth", "Nina")
	o.reply(heard, "yes")
	letter := o.cpoLetter("Mon 07:30")
	o.reply(letter, "publish 1001\nchallenge: smile")
	if said := o.next("pia", "publish").flat(); strings.Count(said, "We cannot do that yet") != 2 {
		t.Errorf("it is said back as %s", said)
	}
	o.skip()
}

// TestStoryTwiceAtOnce: every job may run twice, and one command twice.
func TestStoryTwiceAtOnce(t *testing.T) {
	o := newTelling(t)
	o.twice = true
	thanks, heard := o.praisedByRuth()
	o.reply(thanks, "yes")
	o.reply(heard, "yes")
	letter, number := o.published()
	o.reply(letter, fmt.Sprintf("publish %s 1001", number))
	o.next("pia", "It has been decided already")
	o.wantStories("published again", 1)
	o.until("Thu 07:30")
	o.next("everybody", "Story of the week")
	o.skip()
}
