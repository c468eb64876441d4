package jobs

import (
	"slices"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/recognition/figures"
	"goodword/internal/recognition/scorecard"
	"goodword/internal/store"
)

const happy = "Maria Ferreira <maria@customer.example>"

// says fails where a letter lacks one of these.
func says(t *testing.T, l sentLetter, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(l.subject()+"\n"+l.flat(), want) {
			t.Errorf("%q does not say %q:\n%s", l.subject(), want, l.text)
		}
	}
}

func silent(t *testing.T, l sentLetter, never ...string) {
	t.Helper()
	for _, bad := range never {
		if strings.Contains(l.subject()+"\n"+l.flat(), bad) {
			t.Errorf("%q says %q:\n%s", l.subject(), bad, l.text)
		}
	}
}

// last gives the newest letter to somebody with this in it, and whether there is one, among those not looked at.
func (o *office) last(to, has string) (sentLetter, bool) {
	for i := len(o.sent) - 1; i >= o.taken; i-- {
		if l := o.sent[i]; strings.HasPrefix(l.to, to+"@") && strings.Contains(l.subject()+"\n"+l.flat(), has) {
			return l, true
		}
	}
	return sentLetter{}, false
}

func newManagers(t *testing.T) *office {
	o := newOffice(t)
	o.desk.Settings.ManagerWeek, o.desk.Settings.EmployeeMonth, o.desk.Settings.ScorecardFrom = true, true, 1
	return o
}

// weekOf gives a manager's letter of the next Monday.
func (o *office) weekOf(manager string) sentLetter {
	o.t.Helper()
	o.advance(10 * time.Minute)
	o.skip()
	o.until("Mon 07:30")
	return o.next(manager, "Your team")
}

// TestManagerWeek: what waits can be answered from the weekly letter, by the
// manager alone and by number alone.
func TestManagerWeek(t *testing.T) {
	o := newManagers(t)
	o.until("Thu 09:00")
	o.praised("otto", "Otto cooked for my son after the kitchen had closed. Wonderful.")
	o.forward("dana", "for: nina@corp.example", happy, "Nina stayed an hour longer to find our luggage. She was wonderful.")
	o.forward("dana", "for: nick@corp.example", happy, "Nick carried our bags up the stairs. Thank you so much, what a kind man.")
	week := o.weekOf("max")
	says(t, week, "2 answers wait for you", "Nina Okafor, Front desk, for 2 working days", "approve 1", "decline 2", "What customers and colleagues praised", "Otto Brandt",
		"Not recognised for 90 days", "for: nina@corp.example", "Write to goodword@corp.example")
	for _, said := range []string{"approve", "approve 1 if Vera agrees", "approve 7", "yes, both"} {
		o.reply(week, said)
		o.wantState(2, recognition.Awaiting)
		o.wantState(3, recognition.Awaiting)
	}
	o.replyAs(week, forged, "max@corp.example", "approve 1")
	o.replyAs(week, proven, "vera@corp.example", "approve 1")
	o.replyAs(week, proven, "nina@corp.example", "approve 1")
	o.wantState(2, recognition.Awaiting)
	o.skip()

	id := o.reply(week, "approve 1: that is her all over\ndecline 2: that was the porter of the house next door")
	o.wantTaken(id, recognition.TakenCommand)
	says(t, o.next("max", "Understood"), "1: approved", "that is her all", "2: declined")
	o.wantState(2, recognition.Approved)
	o.wantState(3, recognition.Declined)
	o.skip()
	o.reply(week, "approve 2")
	says(t, o.next("max", "Not done"), "decided already")
	o.wantState(3, recognition.Declined)
}

// TestManagerWeekOnceAndQuiet: one letter a week; none with nothing to say, but one a month.
func TestManagerWeekOnceAndQuiet(t *testing.T) {
	o := newManagers(t)
	o.desk.Settings.CEO = "cora@corp.example"
	letters := 0
	for range 5 {
		o.until("Mon 07:30")
		o.advance(20 * time.Minute)
		for _, l := range o.sent[o.taken:] {
			if strings.HasPrefix(l.to, "max@") && strings.Contains(l.subject(), "Your team") {
				letters++
				says(t, l, "nothing waits for you")
			}
			if strings.HasPrefix(l.to, "nina@") || strings.HasPrefix(l.to, "cora@") && strings.Contains(l.subject(), "Your team") {
				t.Errorf("a weekly letter to %s", l.to)
			}
		}
		o.skip()
		o.advance(24 * time.Hour)
	}
	if letters != 1 {
		t.Errorf("%d letters in five quiet weeks, want 1", letters)
	}
}

// TestChallenge: critical words go to the service team with the mail as it came,
// to the manager in private with questions to begin with, and to nobody else;
// the conversation closes them, and only then does the employee read them.
func TestChallenge(t *testing.T) {
	o := newManagers(t)
	o.until("Tue 09:00")
	const rude = "Nick Tanner at your front desk was rude to my wife and shouted at my father. This is unacceptable and a disgrace."
	id := o.deliver("compliments", proven, "Paul Sims <paul@customer.test>", "To: "+compliments+"\r\nSubject: Your desk\r\n", rude)
	o.wantTaken(id, recognition.TakenChallenge)
	service := o.next("service", "unhappy")
	if raw := string(service.raw); !strings.Contains(raw, "message/rfc822") || !strings.Contains(raw, "From: Paul Sims <paul@customer.test>") {
		t.Error("the mail is not attached as it came")
	}
	private := o.next("max", "For you alone")
	says(t, private, "shouted at my father", "Nick Tanner", "How did that moment look from your side?", "talked: what came of it", "service@corp.example")
	o.none()

	o.reply(private, "I will speak to him tomorrow.")
	unclear := o.next("max", "Not understood")
	o.replyAs(private, forged, "max@corp.example", "talked: all fine")
	o.replyAs(private, proven, "vera@corp.example", "talked: all fine")
	o.none()
	week := o.weekOf("max")
	says(t, week, "conversation still to be had", "Nick Tanner: Kindness and care", "talked 1")

	o.reply(unclear, "talked: he had been alone at the desk for nine hours; we changed the shifts")
	says(t, o.next("max", "Understood"), "talked about with Nick Tanner", "we changed the shifts")
	o.reply(week, "talked 1: again")
	says(t, o.next("max", "Not done"), "")
	o.skip()
	o.clock = time.Date(2026, 12, 1, 7, 40, 0, 0, time.UTC)
	o.advance(0)
	month := o.next("nick", "November")
	says(t, month, "This is unacceptable", "Max Reid talked with you about it", "one side of the story")
	silent(t, month, "Paul", "changed the shifts")
	for _, l := range o.sent { // nothing critical reaches anybody else, or leaves over a leader's name
		if strings.Contains(l.flat(), "This is unacceptable") && (strings.Contains(l.head.Get("From"), "cora@") || strings.Contains(l.head.Get("From"), "pia@")) {
			t.Errorf("critical words over a leader's name: %s to %s", l.subject(), l.to)
		}
		if strings.HasPrefix(l.to, "paul@") {
			t.Errorf("the customer got %q", l.subject())
		}
	}
	o.skip()
	o.reply(month, "pause")
	says(t, o.next("nick", "Understood"), "no monthly letter any more")
}

// TestBeforeTheConversation: an employee reads no criticism that the manager has not talked about.
func TestBeforeTheConversation(t *testing.T) {
	o := newManagers(t)
	o.until("Tue 09:00")
	o.deliver("compliments", proven, "Paul Sims <paul@customer.test>", "To: "+compliments+"\r\nSubject: Your desk\r\n",
		"Nick Tanner at your front desk was rude to my wife and shouted at my father. This is unacceptable and a disgrace.")
	o.skip()
	o.clock = time.Date(2026, 12, 1, 7, 40, 0, 0, time.UTC)
	o.advance(0)
	for _, l := range o.sent[o.taken:] {
		if strings.HasPrefix(l.to, "nick@") {
			t.Errorf("the employee got %q\n%s", l.subject(), l.text)
		}
	}
}

// TestPraiseAndChallengeInOneMail: each goes its own way with its own sentences.
func TestPraiseAndChallengeInOneMail(t *testing.T) {
	o := newManagers(t)
	o.until("Tue 09:00")
	o.deliver("compliments", proven, "Ada Moss <ada@customer.test>", "To: "+compliments+"\r\nSubject: Our stay\r\n",
		"Nina Okafor at the desk was wonderful and found our luggage. The breakfast was cold and the waiter was rude to my wife. Thank you again, Nina, you were so kind!")
	request := o.next("max", "May Cora")
	says(t, request, "found our luggage", "you were so kind")
	silent(t, request, "the waiter was rude")
	service := o.next("service", "the waiter was rude")
	silent(t, service, "found our luggage")
	if private, ok := o.last("max", "For you alone"); ok {
		silent(t, private, "Nina", "found our luggage")
	}
	o.reply(request, "approve")
	o.skip()
	o.until("Wed 14:00")
	for _, l := range o.sent {
		if strings.HasPrefix(l.to, "nina@") || strings.Contains(l.head.Get("From"), "cora@") {
			silent(t, l, "the waiter was rude")
		}
	}
	o.wantState(1, recognition.Thanked)
}

// TestLevels: suggested by words that the request shows, set with an amount by
// the manager; nobody's thank-you hangs on them.
func TestLevels(t *testing.T) {
	o := newOffice(t)
	o.forward("dana", "for: nina@corp.example", happy, "Nina came in on her day off and brought us the keys. She was wonderful.")
	request := o.next("max", "May Cora")
	says(t, request, "2. Above and beyond", "on her day off")
	o.reply(request, "approve, level 3: 12,000 EUR")
	said, _ := o.last("max", "Understood")
	says(t, said, "bottom-line impact, 12,000 EUR", "Approved")
	level := func() (l store.Level) {
		t.Helper()
		if err := store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) (err error) {
			l, err = store.LevelOf(t.Context(), tx, 1)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return l
	}
	if l := level(); l.Level != 3 || l.Amount != "12000.00" || l.Currency != "EUR" || len(l.Words) != 0 {
		t.Errorf("kept as %+v", l)
	}
	o.skip()
	o.forward("dana", "for: nick@corp.example", happy, "Nick was quick and kind.")
	request = o.next("max", "May Cora")
	silent(t, request, "Above and beyond (")
	for said, want := range map[string]string{"level 2: 500 EUR": "Not done", "level 3: 500": "Not done"} {
		o.reply(request, said)
		if l, ok := o.last("max", want); !ok {
			t.Errorf("%q is answered with\n%s", said, l.text)
		}
		o.skip()
	}
	o.wantState(2, recognition.Awaiting)
}

// TestLessons: a lesson reaches the other managers with its story, and no name
// of who stays out of stories.
func TestLessons(t *testing.T) {
	o := newManagers(t)
	o.until("Tue 09:00")
	o.forward("dana", "for: nina@corp.example", happy, "Nina was so kind and gentle with our son, a lovely person.")
	o.reply(o.next("max", "May Cora"), "approve; lesson: keep a toy at the desk")
	week := o.weekOf("vera")
	says(t, week, "What others learned", "keep a toy at the desk", "Max Reid, Leeds", "It began with Nina Okafor", "kind and gentle")
	if own, ok := o.last("max", "Your team"); ok {
		silent(t, own, "What others learned")
	}
	if _, err := o.desk.Pool.Exec(t.Context(), "update people set private = true where given in ('Max', 'Nina')"); err != nil {
		t.Fatal(err)
	}
	o.until("Tue 09:00")
	o.forward("dana", "for: nina@corp.example", happy, "Nina was so friendly and warm, a caring heart.")
	o.reply(o.next("max", "May Cora"), "approve; lesson: offer tea first")
	week = o.weekOf("vera")
	says(t, week, "offer tea first")
	silent(t, week, "Max Reid", "Nina", "caring heart")
}

// TestManagersInMondaysDigest: only there, only who was asked often enough, and nobody private.
func TestManagersInMondaysDigest(t *testing.T) {
	o := newManagers(t)
	o.until("Tue 09:00")
	o.forward("dana", "for: nina@corp.example", happy, "Nina stayed to find our luggage. She was wonderful.")
	request := o.next("max", "May Cora")
	o.clock = o.clock.Add(4 * time.Hour)
	o.reply(request, "approve")
	o.skip()
	o.until("Wed 07:30")
	silent(t, o.next("cora", ""), "over three months")
	o.forward("dana", "for: nick@corp.example", happy, "Nick carried our bags. Thank you so much, what a kind man.")
	o.skip()
	o.until("Mon 07:30")
	digest := o.next("cora", "over three months")
	says(t, digest, "Quickest to answer: - Max Reid, Leeds:", "of 3 in the team recognised")
	o.advance(10 * time.Minute)
	own := o.next("max", "Your team")
	says(t, own, "Your own figures", "Half of your answers came: within", "Recognised in your team: 1 of 3 people", "Other managers do not see your figures")
	silent(t, own, "in the company") // too few managers to tell a middle
	sheet, err := o.desk.ManagerSheet(t.Context(), figures.Period{Name: "now", From: o.clock.AddDate(0, -1, 0), To: o.clock})
	if err != nil || !slices.ContainsFunc(sheet.Rows, func(r scorecard.Row) bool { return r.Manager == "Max Reid" && r.Asked == 2 && r.Covered == 1 }) || sheet.Private != 0 {
		t.Errorf("%+v, %v", sheet, err)
	}
	if early, err := o.desk.ManagerSheet(t.Context(), figures.Period{Name: "before", From: o.clock.AddDate(0, -2, 0), To: o.clock.AddDate(0, -1, 0)}); err != nil ||
		slices.ContainsFunc(early.Rows, func(r scorecard.Row) bool { return r.Asked+r.Covered > 0 }) {
		t.Errorf("before anything was asked: %+v, %v", early, err)
	}
	if _, err := o.desk.Pool.Exec(t.Context(), "update people set private = true where given = 'Max'"); err != nil {
		t.Fatal(err)
	}
	o.skip()
	o.until("Mon 07:30")
	if l, ok := o.last("cora", ""); ok {
		silent(t, l, "Quickest to answer: - Max Reid")
	}
	sheet, err = o.desk.ManagerSheet(t.Context(), figures.Period{Name: "now", From: o.clock.AddDate(0, -1, 0), To: o.clock})
	if err != nil || sheet.Private != 1 || slices.ContainsFunc(sheet.Rows, func(r scorecard.Row) bool { return r.Manager == "Max Reid" }) {
		t.Errorf("Max asked to stay out by name: %+v, %v", sheet, err)
	}
}

// TestManagerVotes: the week's questions are answered with the number first, and all at once.
func TestManagerVotes(t *testing.T) {
	for words, states := range map[string][3]recognition.State{
		"1 yes, 2 no":                                     {recognition.Approved, recognition.Declined, recognition.Awaiting},
		"1 and 2 approved\n3: no, another day":            {recognition.Approved, recognition.Approved, recognition.Declined},
		"All approved, thank you!":                        {recognition.Approved, recognition.Approved, recognition.Approved},
		"approve both":                                    {recognition.Awaiting, recognition.Awaiting, recognition.Awaiting}, // of three
		"approve all but 2":                               {recognition.Awaiting, recognition.Awaiting, recognition.Awaiting},
		"approve all\ndecline 1: not hers":                {recognition.Declined, recognition.Approved, recognition.Approved},
		"approve all\nbut not 1":                          {recognition.Awaiting, recognition.Awaiting, recognition.Awaiting},
		"approve all, not 1":                              {recognition.Awaiting, recognition.Awaiting, recognition.Awaiting},
		"approve 1: well done, Nick!":                     {recognition.Awaiting, recognition.Awaiting, recognition.Awaiting},
		"approve 1: well done, Nina!":                     {recognition.Approved, recognition.Awaiting, recognition.Awaiting},
		"approve 1 and 2\n\nNina was arrested yesterday.": {recognition.Awaiting, recognition.Awaiting, recognition.Awaiting},
		"approve all.\n\nI was not there on the 3rd, Vera should look at 2.": {recognition.Awaiting, recognition.Awaiting, recognition.Awaiting},
	} {
		t.Run(words, func(t *testing.T) {
			o := newManagers(t)
			o.until("Thu 09:00")
			o.praised("otto", "Otto cooked for my son after the kitchen had closed. Wonderful.")
			o.forward("dana", "for: nina@corp.example", happy, "Nina stayed an hour longer to find our luggage. She was wonderful.")
			o.forward("dana", "for: nick@corp.example", happy, "Nick carried our bags up the stairs. Thank you so much, what a kind man.")
			o.forward("dana", "for: otto@corp.example", happy, "Otto cooked for my mother, too. Thank you very much, what a kind man.")
			week := o.weekOf("max")
			says(t, week, "approve 3")
			o.reply(week, words)
			for i, want := range states {
				o.wantState(i+2, want)
			}
			o.skip()
		})
	}
}
