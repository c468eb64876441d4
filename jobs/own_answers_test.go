package jobs

import (
	"strings"
	"testing"

	"goodword/internal/recognition"
)

// TestHoldInOwnWords: what the CEO wants stopped is held, whatever the words: by number, else by name,
// else all that waits. Thanks and questions hold nothing.
func TestHoldInOwnWords(t *testing.T) {
	held, goes := recognition.Held, recognition.Thanked
	for words, want := range map[string][2]recognition.State{
		"Hold 1, why Nick?":                       {held, goes},
		"Hold 1, I know her and this is not true": {held, goes},
		"hold Nina":                                    {held, goes},
		"Hold both":                                    {held, held},
		"Don't send 1":                                 {held, goes},
		"Don't send this one to Nick!":                 {goes, held},
		"Please don't send these.":                     {held, held},
		"Stop! That is the wrong Nina.":                {held, goes},
		"Halt, das mit Nina stimmt nicht":              {held, goes},
		"Lovely, thank you":                            {goes, goes},
		"Who is Nick?":                                 {goes, goes},
		"No problem with any of these, well done all!": {goes, goes},
	} {
		t.Run(words, func(t *testing.T) {
			o := newOffice(t)
			o.forward("dana", "for: nina@corp.example", happy, "Nina stayed an hour longer to find our luggage. She was wonderful.")
			o.reply(o.next("max", "Nina"), "Approved.")
			o.forward("dana", "for: nick@corp.example", happy, "Nick carried our bags up the stairs. Thank you so much, what a kind man.")
			o.reply(o.next("max", "Nick"), "Approved.")
			o.until("Mon 07:30")
			o.skip()
			digest := o.sent[len(o.sent)-1]
			o.reply(digest, words)
			o.until("Mon 17:00")
			o.wantState(1, want[0])
			o.wantState(2, want[1])
			o.skip()
		})
	}
}

// TestInPersonByName: the CEO says whom they call or visit by name, and when, and nothing is made of anything else.
func TestInPersonByName(t *testing.T) {
	for words, want := range map[string][]string{
		"Call Nina":      {"1: you will call Nina Okafor"},
		"I'll ring Nick": {"2: you will call Nick Tanner"},
		"I'll call Nick tomorrow morning, thanks!": {"2: you will call Nick Tanner"},
		"Please visit nina and Nick next week":     {"1: you will visit Nina Okafor", "2: you will visit Nick Tanner"},
		"Call Nina Okafor":                         {"1: you will call Nina Okafor"},
		"call 1 today":                             {"1: you will call Nina Okafor"},
		"call 1 tomorrow morning and hold 2":       {"1: you will call Nina Okafor", "2: held"},
		"visit 2 on Friday":                        {"2: you will visit Nick Tanner"},
		"Call Nina's manager":                      nil,
		"Call Nina?":                               nil,
		"Don't call Nina":                          nil,
		"Call me":                                  nil,
		"Call Vera":                                nil,
		"call 1 customers":                         nil,
		"Call Nina if she is in":                   nil,
	} {
		t.Run(words, func(t *testing.T) {
			o := newOffice(t)
			o.forward("dana", "for: nina@corp.example", happy, "Nina stayed an hour longer to find our luggage. She was wonderful.")
			o.reply(o.next("max", "Nina"), "Approved.")
			o.forward("dana", "for: nick@corp.example", happy, "Nick carried our bags up the stairs. Thank you so much, what a kind man.")
			o.reply(o.next("max", "Nick"), "Approved.")
			o.until("Mon 07:30")
			o.skip()
			o.reply(o.sent[len(o.sent)-1], words)
			said := o.sent[len(o.sent)-1].flat()
			for _, one := range want {
				if !strings.Contains(said, one) {
					t.Errorf("it is not said back that %s:\n%s", one, said)
				}
			}
			if want == nil && strings.Contains(said, "you will") {
				t.Errorf("something is read that nobody said:\n%s", said)
			}
			o.skip()
		})
	}
}

// TestUndoByTheNewestLetter: undo answers whichever letter of ours came last, until the thank-you leaves.
func TestUndoByTheNewestLetter(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved")
	o.skip()
	o.reply(request, "thanks")
	late := o.next("max", "decided already")
	o.wantTaken(o.reply(late, "please undo that, I answered the wrong mail"), recognition.TakenDecision)
	o.wantState(1, recognition.Awaiting)
	o.skip()
}

// TestWithdrawInOwnWords: a nominator takes back in own words, of several the one who is named.
func TestWithdrawInOwnWords(t *testing.T) {
	for words, want := range map[string][2]recognition.State{
		"Please withdraw it, it was somebody else":         {recognition.Withdrawn, recognition.Withdrawn},
		"take it back please, I named the wrong person":    {recognition.Withdrawn, recognition.Withdrawn},
		"Sorry, Nick is the wrong person, please stop his": {recognition.Awaiting, recognition.Withdrawn},
		"withdraw Nina, she was not there":                 {recognition.Withdrawn, recognition.Awaiting},
		"withdraw":                                         {recognition.Withdrawn, recognition.Withdrawn},
		"Thanks!":                                          {recognition.Awaiting, recognition.Awaiting},
		"When will they get it?":                           {recognition.Awaiting, recognition.Awaiting},
	} {
		t.Run(words, func(t *testing.T) {
			o := newOffice(t)
			o.forward("dana", "for: nina@corp.example and nick@corp.example", happy, "They stayed an hour longer to find our luggage. They were wonderful.")
			receipt := o.next("dana", "arrived")
			o.skip()
			o.reply(receipt, words)
			o.wantState(1, want[0])
			o.wantState(2, want[1])
			if want == [2]recognition.State{recognition.Withdrawn, recognition.Withdrawn} {
				says(t, o.next("dana", "Taken back"), "Nina Okafor", "Nick Tanner")
			}
			o.skip()
		})
	}
}

// TestSentInAgain: who sends in words that were declined, or that have left, is told so.
func TestSentInAgain(t *testing.T) {
	for answer, said := range map[string]string{"decline: that was the porter next door": "declined before", "approve": "passed on already"} {
		t.Run(answer, func(t *testing.T) {
			o := newOffice(t)
			_, request := nominated(o)
			o.reply(request, answer)
			o.until("Mon 16:00")
			o.skip()
			o.forward("dana", "More about it: she drove there in her own car.", customer, herWords)
			o.next("dana", said)
			o.skip()
		})
	}
}

// TestWhoIsMeantInAWord: the only one of a given name is meant by it; an answer that names nobody is told so once.
func TestWhoIsMeantInAWord(t *testing.T) {
	for words, state := range map[string]recognition.State{
		"nick": recognition.Awaiting, "It was Nick": recognition.Awaiting, "Nick or Otto": recognition.Unclear, "ask nick": recognition.Unclear, "none of them": recognition.Unclear,
	} {
		t.Run(words, func(t *testing.T) {
			o := newOffice(t)
			o.forward("dana", "", happy, "The young man at your front desk carried my bags through the rain. Please thank him from me.")
			question := o.next("dana", "Whom do you mean?")
			o.reply(question, words)
			o.wantState(1, state)
			if state == recognition.Unclear {
				again := o.next("dana", "Not understood")
				o.reply(again, "Nick Tanner")
				o.wantState(1, recognition.Awaiting)
			}
			o.skip()
		})
	}
}

// TestDelegatedLetterIsAnswered: who is asked in another's place may answer the letter that says so, and
// whoever passed the question on is told who decides.
func TestDelegatedLetterIsAnswered(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "delegate vera@corp.example")
	passed := o.next("vera", "asks you to decide")
	o.skip()
	o.reply(request, "sorry, I do it myself: approve")
	says(t, o.next("max", "Understood"), "Vera Stone")
	o.wantTaken(o.reply(passed, "approve"), recognition.TakenDecision)
	o.wantState(1, recognition.Approved)
	o.skip()
}

// TestGivenNames: a given name that one person has says who is meant, in an approver's command and in the CPO's.
func TestGivenNames(t *testing.T) {
	for words, want := range map[string]string{
		"not Nina, it was Nick": "Nick Tanner was meant",
		"not Nina but Nick":     "Nick Tanner was meant",
		"delegate Otto":         "Otto Brandt",
		"delegate Ann":          "not in the directory",
	} {
		t.Run(words, func(t *testing.T) {
			o := newOffice(t)
			_, request := nominated(o)
			o.skip()
			o.reply(request, words)
			o.wantSaid(want)
		})
	}
	for words, want := range map[string]string{
		"also Nick":                     "Also nominated: Nick Tanner",
		"also Otto Brandt, thanks":      "Also nominated: Otto Brandt",
		"also Nick Tanner and Nonesuch": "“Nonesuch” is not in",
	} {
		t.Run("nominator: "+words, func(t *testing.T) {
			o := newOffice(t)
			receipt, _ := nominated(o)
			o.skip()
			o.reply(receipt, words)
			o.wantSaid(want)
		})
	}
	for words, want := range map[string]string{
		"1: Nick":                 "Praise for Nick Tanner",
		"1: nick":                 "Praise for Nick Tanner",
		"1: nick tanner":          "Praise for Nick Tanner",
		"1: Nick Tanner, thanks!": "Praise for Nick Tanner",
		"1: Thanks":               "Not understood",
		"1: the porter":           "not in the directory",
	} {
		t.Run(words, func(t *testing.T) {
			o := newOffice(t)
			o.deliver("compliments", proven, customer, "To: "+compliments+"\r\nSubject: Thank you\r\n", "A wonderful young man carried our bags up four flights of stairs. He was so kind, thank you!")
			o.until("Mon 09:30")
			letter := o.next("pia", "Who is meant")
			o.skip()
			o.reply(letter, words)
			o.wantSaid(want)
		})
	}
}

// wantSaid asks that one of the letters that nobody looked at says something, in its subject or its text.
func (o *office) wantSaid(want string) {
	o.t.Helper()
	if all := o.left(); !strings.Contains(all, want) {
		o.t.Errorf("no letter says %q:\n%s", want, all)
	}
	o.skip()
}

// TestNothingIsDecidedYet: who words the letter alone is told that the answer is missing, and gives it to that letter.
func TestNothingIsDecidedYet(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.skip()
	o.reply(request, "edit: She is the heart of the desk.")
	said := o.next("max", "Nothing is decided yet")
	o.wantState(1, recognition.Awaiting)
	o.wantTaken(o.reply(said, "approve"), recognition.TakenDecision)
	o.wantState(1, recognition.Approved)
	o.skip()
	o.until("Mon 17:00")
	says(t, o.next("nina", "two hours"), "She is the heart of the desk.")
	o.skip()
}

// TestLaterByDay: an approver names the day; weekends go on to when work begins, and more than ten working days are too many.
func TestLaterByDay(t *testing.T) {
	for words, want := range map[string]string{
		"remind me on Friday":          "We ask you again on Friday 20 November",
		"ask me again tomorrow":        "We ask you again on Tuesday 17 November",
		"Later, next week":             "We ask you again on Monday 23 November",
		"remind me next Monday":        "We ask you again on Monday 23 November",
		"remind me on Saturday please": "We ask you again on Monday 23 November",
		"later 11 days":                "Ten working days are the most",
	} {
		t.Run(words, func(t *testing.T) {
			o := newOffice(t)
			o.until("Mon 09:30")
			_, request := nominated(o)
			o.skip()
			o.reply(request, words)
			o.wantSaid(want)
		})
	}
}
