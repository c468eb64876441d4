package templates

import "time"

// The people and words of the samples: an invented company and its customers.
var (
	sampleZone = time.FixedZone("CET", 3600)

	sampleCEO       = Person{Name: "Ingrid Halden", Given: "Ingrid", Title: "Chief Executive Officer", Team: "Board", Site: "Zürich", Address: "ingrid.halden@halden.example"}
	sampleCPO       = Person{Name: "Samuel Okoro", Given: "Samuel", Title: "Chief People Officer", Team: "People", Site: "Zürich", Address: "samuel.okoro@halden.example"}
	sampleNominee   = Person{Name: "Jana Weber", Given: "Jana", Title: "Night porter", Team: "Front desk", Site: "Zürich", Address: "jana.weber@halden.example"}
	sampleManager   = Person{Name: "Jonas Keller", Given: "Jonas", Title: "Head of front desk", Team: "Front desk", Site: "Zürich", Address: "jonas.keller@halden.example"}
	sampleSecond    = Person{Name: "Petra Lang", Given: "Petra", Title: "House director", Team: "Management", Site: "Zürich", Address: "petra.lang@halden.example"}
	sampleNominator = Person{Name: "Tomas Berg", Given: "Tomas", Title: "Guest support", Team: "Guest support", Site: "Leeds", Address: "tomas.berg@halden.example"}
	sampleColleague = Person{Name: "Élodie Marchand", Given: "Élodie", Title: "Concierge", Team: "Concierge", Site: "Lyon", Address: "elodie.marchand@halden.example"}
	sampleCook      = Person{Name: "Yuki Tanaka", Given: "Yuki", Title: "Breakfast cook", Team: "Kitchen", Site: "Lyon", Address: "yuki.tanaka@halden.example"}
	sampleCookBoss  = Person{Name: "Bruno Perrin", Given: "Bruno", Title: "Chef", Team: "Kitchen", Site: "Lyon", Address: "bruno.perrin@halden.example"}
	sampleNamesake  = Person{Name: "Jana Weberová", Given: "Jana", Title: "Housekeeping", Team: "Housekeeping", Site: "Leeds", Address: "jana.weberova@halden.example"}

	sampleTrain = Compliment{
		Customer: "Maria Ferreira",
		Subject:  "The night our train was cancelled",
		Words: "We arrived at two in the morning, after a cancelled train, with a feverish child. Jana at your front desk had already put a kettle and a thermometer in our room. " +
			"She found the one pharmacy that was open, and when her shift ended at three she walked there herself.\n\nMy son slept. In the end, so did I.",
		Lang:    "en",
		Written: sampleTime(14, 9, 12),
	}
	sampleBreakfast = Compliment{
		Customer: "山田 花子",
		Words:    "朝食の焼き魚が本当においしかったです。田中さんが娘のアレルギーを覚えていて、三日目には何も言わなくても別のお皿を用意してくださいました。",
		Lang:     "ja",
		Written:  sampleTime(19, 7, 40),
	}
	sampleAllergy = Compliment{
		Words:     "Yuki noticed that the new delivery of bread had sesame in it, took it off the buffet and rang the other two kitchens before any of us had read the label.",
		Lang:      "en",
		Colleague: &sampleColleague,
		Written:   sampleTime(19, 11, 5),
	}
	sampleRoom = Compliment{
		Customer: "Henrik Dahl",
		Words:    "Your concierge in Lyon drove after our coach because we had left my wife’s glasses on the counter. She cannot read without them.",
		Lang:     "en",
		Written:  sampleTime(20, 18, 30),
	}

	sampleBehaviours = []Behaviour{
		{1, "Makes the guest’s problem their own", "You made a guest’s problem your own, and stayed with it until it was solved.", "Care"},
		{2, "Thinks one step ahead", "You thought one step ahead, so that the guest did not have to.", "Foresight"},
		{3, "Says honestly what cannot be done", "You said honestly what could not be done, and found what could.", "Honesty"},
		{4, "Helps the other team first", "You helped another team before it had to ask.", "Standing together"},
	}
)

func sampleTime(day, hour, minute int) time.Time {
	return time.Date(2026, time.November, day, hour, minute, 0, 0, sampleZone)
}

func sampleFrame(p Person, number string) Frame {
	f := Frame{
		Reader:  Reader{Name: p.Name, Given: p.Given, Address: p.Address, Lang: "en", Location: sampleZone},
		Answer:  "goodword+q7k2m9x4tz@halden.example",
		Number:  number,
		Company: "Halden Hotels",
	}
	return f
}

// Samples gives views with invented data, for preview and for tests: the first
// one is the usual case, the others are what else may happen.
func Samples(kind Letter) []View {
	switch kind {
	case LetterReceipt, LetterQuestion, LetterOutcome, LetterStatus:
		return sampleNominatorViews(kind)
	case LetterRequest, LetterClarify, LetterReminder, LetterEscalated, LetterDecidedElsewhere, LetterDelegated:
		return sampleApproverViews(kind)
	case LetterUnderstood:
		return sampleUnderstood()
	case LetterThankYou:
		return sampleThankYous()
	case LetterDigest:
		return sampleDigests()
	case LetterCPO:
		return sampleCPOLetters()
	case LetterStatement:
		return sampleStatements()
	case LetterCallCard, LetterNoteCard, LetterVisitCard, LetterOwnWords, LetterHabit:
		return sampleTouchViews(kind)
	case LetterCustomerHeard, LetterCustomerWords:
		return sampleCustomerViews(kind)
	case LetterTriviaWon:
		return sampleTriviaWon()
	case LetterManagerWeek, LetterEmployeeMonth:
		return sampleManagerViews(kind)
	}
	if kind == LetterBehaviours {
		return sampleBehaviourLetters()
	}
	if kind == LetterHandover {
		return sampleHandovers()
	}
	if kind == LetterStories {
		return sampleStories()
	}
	if kind == LetterQuarter {
		return sampleQuarters()
	}
	return sampleOtherViews(kind)
}

func sampleNominatorViews(kind Letter) []View {
	f := sampleFrame(sampleNominator, "GW-1042")
	switch kind {
	case LetterReceipt:
		one := ReceiptLine{"GW-1042", sampleNominee, sampleManager, AskedManager}
		return []View{
			Receipt{Frame: f, Nominees: []ReceiptLine{one}, Compliment: sampleTrain},
			Receipt{Frame: f, Nominees: []ReceiptLine{one, {"GW-1043", sampleCook, sampleSecond, AskedNextLevel}, {"GW-1044", sampleColleague, sampleCookBoss, AskedDelegate}}, Compliment: sampleTrain},
			Receipt{Frame: f, Nominees: []ReceiptLine{{"GW-1045", sampleSecond, sampleCEO, AskedCEO}}, Compliment: sampleTrain},
			Receipt{Frame: f, Nominees: []ReceiptLine{{"GW-1046", sampleCEO, sampleCPO, AskedCPO}}, Compliment: sampleAllergy},
		}
	case LetterQuestion:
		return []View{
			Question{Frame: f, Said: "Jana", Candidates: []Candidate{{1, sampleNominee}, {2, sampleNamesake}}, Compliment: sampleTrain},
			Question{Frame: f, Said: "Janina from the desk", Compliment: sampleTrain},
			Question{Frame: f, Candidates: []Candidate{{1, sampleNominee}}, Compliment: sampleTrain},
			Question{Frame: f, Compliment: sampleBreakfast},
		}
	case LetterOutcome:
		o := Outcome{Frame: f, Nominee: sampleNominee, By: sampleManager, Signer: sampleCEO}
		approved, declined, lapsed, withdrawn, reassigned, thanked := o, o, o, o, o, o
		approved.Result, approved.GoesAt = ResultApproved, sampleTime(23, 12, 30)
		declined.Result, declined.Reason = ResultDeclined, "That night the pharmacy was Petra’s idea and Petra’s walk. I have asked Jana; she would be glad if the letter went to Petra."
		lapsed.Result = ResultLapsed
		withdrawn.Result = ResultWithdrawn
		reassigned.Result, reassigned.NewNominee = ResultReassigned, sampleNamesake
		thanked.Result, thanked.At = ResultThanked, sampleTime(23, 12, 31)
		undone, returned := o, o
		undone.Result, returned.Result = ResultUndone, ResultReturned
		return []View{approved, declined, lapsed, withdrawn, reassigned, thanked, undone, returned}
	}
	return []View{
		Status{Frame: f, Nominations: []StatusLine{
			{"GW-1042", sampleNominee, StandingWaits, sampleManager, sampleTime(18, 9, 0)},
			{"GW-1031", sampleCook, StandingThanked, Person{}, sampleTime(16, 12, 0)},
			{"GW-1040", Person{}, StandingUnclear, sampleNominator, sampleTime(17, 8, 15)},
			{"GW-1017", sampleColleague, StandingDeclined, Person{}, sampleTime(12, 10, 0)},
		}},
		Status{Frame: f},
	}
}

func sampleApproverViews(kind Letter) []View {
	f := sampleFrame(sampleManager, "GW-1042")
	waited := sampleTime(18, 9, 0)
	switch kind {
	case LetterRequest:
		return sampleRequests(f)
	case LetterClarify:
		return []View{
			Clarify{Frame: f, Nominee: sampleNominee, Compliment: sampleTrain, Said: "Once HR has seen it, yes. Ask me again on Thursday.", Understood: []Line{{Did: DidLater, When: sampleTime(26, 9, 0)}}},
			Clarify{Frame: f, Nominee: sampleCook, Compliment: sampleAllergy, Said: "👍"},
		}
	case LetterReminder:
		return []View{Reminder{Frame: f, Nominee: sampleNominee, Nominator: sampleNominator, Compliment: sampleTrain, Since: waited, Days: 2, NextLevel: sampleSecond, NextAt: sampleTime(24, 9, 0)}}
	case LetterEscalated:
		return []View{EscalatedLetter{Frame: f, Nominee: sampleNominee, Compliment: sampleTrain, AlsoAsked: sampleSecond, Since: waited}}
	case LetterDecidedElsewhere:
		d := DecidedElsewhere{Frame: f, Nominee: sampleNominee, By: sampleSecond, Result: ResultApproved, At: sampleTime(23, 10, 5)}
		declined, reassigned := d, d
		declined.Result, reassigned.Result = ResultDeclined, ResultReassigned
		return []View{d, declined, reassigned,
			DecidedElsewhere{Frame: f, Nominee: sampleNominee, Result: ResultWithdrawn},
			DecidedElsewhere{Frame: f, Nominee: sampleNominee, Result: ResultLapsed}}
	}
	d := Delegated{Frame: f, Nominee: sampleNominee, From: sampleManager, To: sampleSecond}
	forDelegate := Delegated{Frame: sampleFrame(sampleSecond, "GW-1042"), Nominee: sampleNominee, From: sampleManager, To: sampleSecond, ForDelegate: true}
	return []View{d, forDelegate}
}

func sampleRequests(f Frame) []View {
	r := Request{
		Frame: f, Nominee: sampleNominee, Nominator: sampleNominator,
		Note:       "She told nobody. I only know because Mrs Ferreira rang us to ask for her name.",
		Compliment: sampleTrain, Proof: ProofDKIMOriginal,
		Suggested: &Suggestion{Behaviour: sampleBehaviours[0], Words: "when her shift ended at three she walked there herself"},
		Level:     LevelAboveBeyond, LevelWords: "when her shift ended",
		Behaviours: sampleBehaviours, Signer: sampleCEO,
		NextLevel: sampleSecond, NextAt: sampleTime(26, 9, 0),
	}
	confirm := r
	confirm.Frame.Reader, confirm.Nominator, confirm.Confirmation, confirm.Proof = sampleFrame(sampleManager, "").Reader, sampleManager, true, ProofQuoted
	confirm.Note, confirm.Suggested, confirm.Behaviours, confirm.Level = "", nil, nil, LevelBottomLine
	escalated := r
	escalated.Frame = sampleFrame(sampleSecond, "GW-1042")
	escalated.Escalated, escalated.Proof = &Waited{sampleManager, sampleTime(18, 9, 0)}, ProofAttached
	escalated.NextLevel, escalated.NextAt = Person{}, time.Time{}
	self := r
	self.Frame.Number, self.Nominee, self.Nominator, self.SelfNomination = "GW-1047", sampleCook, sampleCook, true
	self.Compliment, self.Proof, self.Note, self.Suggested = sampleBreakfast, ProofAttached, "", nil
	colleague := r
	colleague.Frame.Number, colleague.Nominee, colleague.Nominator = "GW-1048", sampleCook, sampleColleague
	colleague.Compliment, colleague.Proof, colleague.Note = sampleAllergy, ProofColleague, ""
	colleague.Suggested, colleague.Others = &Suggestion{Behaviour: sampleBehaviours[3]}, []Person{sampleNominee, sampleNamesake}
	direct := r
	direct.Nominator, direct.Note, direct.Proof = Person{}, "", ProofDirect
	direct.Delegated, direct.OnBehalfOf = &sampleSecond, &sampleManager
	unproven := direct
	unproven.Delegated, unproven.OnBehalfOf, unproven.Proof, unproven.Compliment = nil, nil, ProofUnproven, sampleBreakfast
	unproven.Suggested = nil
	beside := r
	beside.Frame.Number, beside.Nominee, beside.Beside, beside.BesideBy = "GW-1050", sampleCook, &sampleNominee, &sampleNominator
	beside.Suggested, beside.Level, beside.Note = &Suggestion{Behaviour: sampleBehaviours[3], By: &sampleNominator}, "", ""
	inherited := r
	inherited.Frame.Number, inherited.Left, inherited.NextLevel, inherited.NextAt = "GW-1051", &sampleManager, Person{}, time.Time{}
	return []View{r, confirm, escalated, self, colleague, direct, unproven, beside, inherited}
}
