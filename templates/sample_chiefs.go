package templates

import (
	"reflect"
	"strconv"
	"strings"
	"time"
)

func sampleThankYous() []View {
	t := ThankYou{
		Frame: sampleFrame(sampleNominee, "GW-1042"), Signer: sampleCEO, Compliment: sampleTrain,
		Behaviour: sampleBehaviours[0], Manager: sampleManager, Nominator: sampleNominator,
		Line: "She never mentioned the pharmacy. That is Jana.",
	}
	colleague := t
	colleague.Frame = sampleFrame(sampleCook, "GW-1048")
	colleague.Compliment, colleague.Behaviour, colleague.Manager = sampleAllergy, sampleBehaviours[3], sampleCookBoss
	colleague.Nominator, colleague.Line = sampleColleague, ""
	own := t
	own.Ask = true
	own.Own = "Jana, I have missed that train myself, with a small child and no kettle. I wish you had been there."
	bare := t
	bare.Frame, bare.Signer = sampleFrame(sampleCook, "GW-1049"), sampleCPO
	bare.Compliment, bare.Behaviour, bare.Manager = sampleBreakfast, Behaviour{}, sampleCookBoss
	bare.Compliment.Customer, bare.Nominator, bare.Line = "", Person{}, ""
	beside := t
	beside.Frame = sampleFrame(sampleCook, "GW-1050")
	beside.Beside, beside.BesideBy, beside.Line = &sampleNominee, &sampleNominator, ""
	beside.Behaviour = sampleBehaviours[3]
	return []View{t, colleague, bare, own, beside}
}

func sampleDigests() []View {
	d := Digest{
		Frame: sampleFrame(sampleCEO, ""),
		Date:  sampleTime(23, 7, 30),
		Decide: []ToDecide{
			{1, sampleSecond, sampleNominator, Compliment{Customer: "Aoife Brennan", Lang: "en", Words: "Your house director carried chairs into the rain herself when the awning tore, and apologised to each of us by name."}, sampleTime(20, 9, 0), 1},
		},
		Going: []Going{
			{2, sampleNominee, sampleManager, sampleTrain, "She never mentioned the pharmacy. That is Jana.", sampleTime(23, 12, 30), false, "I have missed that train myself."},
			{3, sampleCook, sampleCookBoss, sampleAllergy, "", sampleTime(23, 12, 30), false, ""},
			{4, sampleColleague, sampleSecond, sampleRoom, "", time.Time{}, true, ""},
		},
		Reach: sampleReach(),
		Owed:  sampleOwed(),
		Quick: sampleQuick(),
		Slow:  sampleSlow(),
		Waiting: []Waiting{
			{sampleNamesake, Person{Name: "Graham Pike"}, 5, sampleSecond},
			{Person{Name: "Luca Moretti"}, sampleCookBoss, 2, Person{}},
		},
		Challenges: []Challenge{
			{"Paul Sims", "I stood at the desk for forty minutes while two people discussed their holidays.", "Check-in", "Leeds"},
			{"", "Nobody answers your booking line on Sundays.", "Booking", ""},
		},
		Sent:      []Sent{{Person{Name: "Amélie Roux"}, sampleCookBoss, sampleTime(20, 12, 34)}, {Person{Name: "Daniel Osei"}, sampleManager, sampleTime(20, 12, 34)}},
		Answers:   []Answered{{Person{Name: "Amélie Roux"}, "I read it to my mother on the telephone. Thank you."}},
		Counts:    Counts{Came: 6, Approved: 3, Declined: 1, Thanked: 2, Challenges: 2, Inquiries: 1},
		AuditHead: "9f2c41d07be8a35e6b1d90c3f7a24e58d1c06b93ae7f42508c9d13e6a75b20f4",
	}
	paused := d
	paused.Paused = &Pause{sampleCEO, sampleTime(22, 21, 10)}
	paused.Decide, paused.Challenges, paused.Answers, paused.Sent = nil, nil, nil, nil
	paused.Beyond = sampleBeyond()
	paused.Stuck = []Stuck{{sampleCook, "GW-1031", StuckUnknown}, {sampleNominee, "GW-1032", StuckBounced}, {sampleColleague, "GW-1033", StuckRefused}}
	quiet := Digest{Frame: d.Frame, Date: d.Date, AuditHead: d.AuditHead}
	return []View{d, paused, quiet}
}

func sampleCPOLetters() []View {
	c := CPOLetter{
		Frame: sampleFrame(sampleCPO, ""),
		Date:  sampleTime(23, 7, 45),
		Unrouted: []Unrouted{
			{1, "Maria Ferreira", sampleTrain, UnroutedSeveral, []Person{sampleNominee, sampleNamesake}},
			{2, "Henrik Dahl", sampleRoom, UnroutedNobody, nil},
			{3, "h.yamada@example.test", sampleBreakfast, UnroutedUnproven, nil},
			{31, "Henrik Dahl", sampleRoom, UnroutedNamed, []Person{sampleCook}},
		},
		Customers: []CustomerWrote{
			{"Aoife Brennan", sampleSecond, "Your house director carried chairs into the rain herself when the awning tore.", true, 4, true, true},
			{"Henrik Dahl", Person{}, "Your concierge in Lyon drove after our coach because we had left my wife’s glasses on the counter.", false, 0, false, false},
		},
		Hears: true, Said: sampleSaid(), Release: sampleRelease(), Asked: sampleBeyond()[:2], Answered: sampleBeyond(), Trivia: &TriviaShown{Question: sampleTrivia, Right: 12}, Drawn: sampleDrawn(PrizeGiven), Ideas: sampleIdeas(), Purse: &Purse{14, "75 EUR", "500 EUR"},
		News:      &NewsShown{"From March on you can have breakfast in Lyon from five o’clock.", sampleTime(30, 0, 0)},
		Again:     []WroteAgain{{"Maria Ferreira", 3}},
		Unreached: []Unreached{{sampleCook, 6}}, Successors: []Successor{{sampleColleague, sampleBehaviours[0].Name + ", " + sampleBehaviours[2].Name, 7, 3, 5, "GW-1044, GW-1040, GW-1031"}},
		Stories: true, Ready: sampleReady(), Up: []StoryUp{{14, sampleNamesake, sampleTime(19, 11, 0)}}, Weekly: &WeeklyOpen{15, "Learn one guest’s name a day, and use it.", sampleTime(20, 9, 0)},
		Challenges: []Tally{{"Check-in", "Leeds", 3, "I stood at the desk for forty minutes while two people discussed their holidays."}, {"", "", 1, "Nobody answers your booking line on Sundays."}},
		Trends:     []Trend{{TrendChallenge, "Answers without delay", "Check-in", "Leeds", 7, 3}, {TrendPraise, sampleBehaviours[0].Name, "Check-in", "Zürich", 12, 14}, {TrendPraise, "", "Breakfast", "", 5, 0}},
		Patterns: []Pattern{
			{PatternMutual, []Person{sampleCook, sampleColleague}, "", "GW-1031, GW-1036, GW-1040, GW-1044"},
			{PatternAuthor, []Person{sampleNominee}, "kind.guest@example.test", "GW-1012, GW-1029, GW-1041"},
			{PatternCopies, []Person{sampleNominee, sampleCook}, "", "GW-1037, GW-1038"},
			{PatternSelf, []Person{sampleSecond}, "", "GW-1039"},
			{PatternRing, []Person{sampleNominee, sampleCook, sampleColleague}, "", "GW-1020, GW-1021, GW-1022"},
		},
		SetAside: sampleAside(),
	}
	calm := CPOLetter{
		Frame: c.Frame, Date: c.Date,
		Paused: &Pause{Since: sampleTime(22, 21, 10)},
	}
	asked, none, nobody := calm, calm, calm
	asked.Drawn, none.Drawn, nobody.Drawn = sampleDrawn(PrizeAsked), sampleDrawn(PrizeNone), &TriviaShown{Question: sampleTrivia}
	return []View{c, calm, asked, none, nobody}
}

// sampleAside has a mail of each kind.
func sampleAside() []SetAside {
	list := []SetAside{{"5121", "Prize Office <win@lottery.test>", "You have won", "marked as spam on its way (X-Spam-Flag: YES)", AsideSpam}}
	for i, kind := range strings.Fields(choices[reflect.TypeFor[AsideKind]()]) {
		if kind != string(AsideSpam) {
			list = append(list, SetAside{strconv.Itoa(5122 + i), "Pia Roth <pia@guest.test>", "Our stay", "", AsideKind(kind)})
		}
	}
	return list
}

func sampleUnderstood() []View {
	one := []Person{sampleNominee}
	mine := Understood{Frame: sampleFrame(sampleManager, "GW-1042"), Nominee: sampleNominee, Lines: []Line{
		{Did: DidApprove, Who: one, Words: "She never mentioned the pharmacy. That is Jana."},
		{Did: DidBehaviour, Name: sampleBehaviours[1].Name},
		{Did: DidAlso, Who: []Person{sampleCook, sampleNamesake}},
		{Did: DidRefuse, Command: "later 20 days", Why: WhyTooLong},
		{Did: DidStranger, Words: "stranger@elsewhere.example"},
		{Did: DidNothing, Words: "and buy her some flowers"},
	}}
	chief := Understood{Frame: sampleFrame(sampleCEO, ""), Lines: []Line{
		{Did: DidHold, Item: "4", Who: one}, {Did: DidRelease, Item: "2", Who: []Person{sampleCook}}, {Did: DidApprove, Item: "1", Who: []Person{sampleSecond}},
		{Did: DidThank, Item: "3", Who: one, Words: "I heard about the kettle."},
		{Did: DidThank, Item: "12", Who: one, Words: "Thank you for the kettle.", When: sampleTime(23, 10, 45)}, {Did: DidUnsaid, Item: "12", Who: one}, {Did: DidUndo, Who: one},
		{Did: DidLeft, Words: "You deserve a raise, and I will see to it."}, {Did: DidCall, Item: "5", Who: one}, {Did: DidNote, Item: "6", Who: one},
		{Did: DidVisit, Item: "7", Who: one}, {Did: DidDone, Item: "5", Who: one, Words: "a good talk"}, {Did: DidSkip, Item: "8", Who: one}, {Did: DidPause}, {Did: DidResume},
		{Did: DidNominee, Item: "9", Who: one}, {Did: DidTell, Item: "10", Who: one, Words: "Aoife Brennan"},
		{Did: DidDelight, Item: "11", Name: "25 EUR", Words: "The next breakfast is ours."}, {Did: DidAsk, Item: "12", Words: "Which pharmacy was it?"},
		{Did: DidTrivia, Words: sampleTrivia + " = Seven", When: sampleTime(30, 0, 0)}, {Did: DidTrivia, Name: "de", Words: sampleTrivia + " = Sieben", When: sampleTime(30, 0, 0)},
		{Did: DidToCEO, Item: "11", Name: "80 EUR", Who: []Person{sampleCEO}, When: sampleTime(30, 0, 0), Words: "A weekend with us."},
		{Did: DidDelightYes, Item: "21", Name: "80 EUR", Words: "Maria Ferreira"}, {Did: DidDelightNo, Item: "22", Name: "25 EUR", Who: []Person{sampleCPO}, Words: "Next month, please."}, {Did: DidDelightNo, Item: "23", Name: "25 EUR", Who: []Person{sampleCPO}},
		{Did: DidWow, Words: "A name for every breakfast."}, {Did: DidNews, Words: "Breakfast from five o’clock.", When: sampleTime(30, 0, 0)}, {Did: DidNews},
		{Did: DidPublish, Item: "13", Who: one}, {Did: DidUnpublish, Item: "14", Who: one}, {Did: DidWeekly, Words: "Learn one guest’s name a day, and use it."},
	}}
	for _, why := range []Why{WhyDecided, WhySent, WhyExpired, WhyNoItem, WhyNotKnown, WhyMany, WhyNotYours, WhyOnce, WhySelf, WhyState, WhyNoWords, WhyNoConsent, WhyNotYet, WhyAlready, WhyReached, WhyDeclined, WhyUncertain, WhyUnproven, WhyNoVoucher, WhyBudget, WhyCustomerCap, WhyWaits, WhyNoAnswer, WhyYesNo, WhyAsked, WhyReturned, WhyUndelivered, WhyBeside} {
		chief.Lines = append(chief.Lines, Line{Did: DidRefuse, Command: "hold 9", Why: why})
	}
	rest := Understood{Frame: sampleFrame(sampleNominee, "GW-1042"), Nominee: sampleNominee, Lines: []Line{
		{Did: DidStoryYes}, {Did: DidStoryNo}, {Did: DidStoryAsk}, {Did: DidPrivate}, {Did: DidWithdraw, Who: one}, {Did: DidUndo}, {Did: DidEdit, Words: "She walked there herself."}, {Did: DidNot, Who: []Person{sampleNamesake}},
		{Did: DidLater, When: sampleTime(26, 9, 0)}, {Did: DidDelegate, Who: []Person{sampleSecond}}, {Did: DidLevel, Level: LevelAboveBeyond}, {Did: DidLevel, Level: LevelBottomLine, Name: "12,000.00 EUR"},
		{Did: DidWaits, Who: []Person{sampleNominee}}, {Did: DidTalked, Item: "3", Who: []Person{sampleNominee}, Words: "the second desk opens at four now"}, {Did: DidMonthOff}, {Did: DidMonthOn},
		{Did: DidLesson, Words: "Keep a thermometer at every desk."}, {Did: DidDecline, Who: one, Words: "It was Petra."},
	}}
	return []View{mine, chief, rest}
}
