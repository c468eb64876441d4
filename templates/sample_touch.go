package templates

func sampleReach() []Reach {
	return []Reach{
		{3, sampleCook, sampleCookBoss, []ReachReason{{ReachNever, sampleCook}, {ReachSiteNever, sampleCook}, {ReachBehind, sampleCook}}, sampleAllergy},
		{2, sampleNominee, sampleManager, []ReachReason{{ReachShift, sampleNominee}, {ReachTurned, sampleNominee}}, sampleTrain},
	}
}

func sampleOwed() []Owed {
	return []Owed{
		{11, TouchCall, sampleNamesake, "", sampleTime(18, 8, 0), 3},
		{12, TouchVisit, sampleColleague, "Lyon", sampleTime(9, 8, 0), 10},
		{13, TouchNote, sampleSecond, "", sampleTime(19, 8, 0), 2},
	}
}

func sampleTouchViews(kind Letter) []View {
	f := sampleFrame(sampleCEO, "")
	postal := []PostalLine{{"Halden Hotels Lyon"}, {"14 quai des Brumes"}, {"69002 Lyon"}, {"France"}}
	switch kind {
	case LetterCallCard:
		c := CallCard{Frame: f, N: 3, Nominee: sampleCook, Phone: "+33 4 00 00 14 72", Manager: sampleCookBoss, Compliment: sampleAllergy,
			Behaviour: sampleBehaviours[3], Line: "She rang us at ten to six. Nobody had asked her to.", Praised: 3,
			Why:   []ReachReason{{ReachNever, sampleCook}, {ReachSiteNever, sampleCook}},
			There: sampleTime(23, 8, 5), At: sampleTime(23, 14, 0), AtThere: sampleTime(23, 14, 0)}
		bare := CallCard{Frame: f, N: 2, Nominee: sampleNominee, Compliment: sampleTrain, There: sampleTime(23, 7, 5), At: sampleTime(24, 9, 0),
			AtThere: sampleTime(24, 8, 0), Elsewhere: true}
		return []View{c, bare}
	case LetterNoteCard:
		return []View{NoteCard{Frame: f, N: 3, Nominee: sampleCook, Manager: sampleCookBoss, Behaviour: sampleBehaviours[3], Line: "She rang us at ten to six.", Compliment: sampleAllergy, Site: "Lyon", Postal: postal},
			NoteCard{Frame: f, N: 2, Nominee: sampleNominee, Compliment: sampleTrain, Site: "Zürich"}}
	case LetterVisitCard:
		return []View{VisitCard{Frame: f, N: 3, Site: "Lyon", Postal: postal, At: sampleTime(30, 10, 0), People: []VisitPerson{
			{sampleCook, sampleAllergy.Words}, {sampleColleague, sampleRoom.Words}}}}
	case LetterOwnWords:
		o := OwnWords{Frame: sampleFrame(sampleCook, ""), Signer: sampleCEO, Compliment: sampleAllergy,
			Own: "Yuki, my daughter cannot eat sesame either. I know what that telephone call was worth. Next time I am in Lyon I would like to have breakfast at your counter."}
		return []View{o}
	}
	h := Habit{Frame: f, Month: sampleTime(1, 8, 0), Total: 7, People: 6, Recognised: 41, Letters: 20, Answered: 11,
		Done:    []HabitCount{{TouchCall, 3}, {TouchWords, 2}, {TouchNote, 1}, {TouchVisit, 1}},
		Owed:    sampleOwed(),
		Regions: []HabitPlace{{"North", 22, 5}, {"South", 15, 1}, {"", 4, 0}},
		Roles:   []HabitRole{{RoleFrontLine, 33, 6}, {RoleSupport, 8, 0}},
		Sites:   []HabitSite{{"Lyon", 9, true}, {"Leeds", 4, false}}}
	none := Habit{Frame: f, Month: sampleTime(1, 8, 0), Recognised: 12, Letters: 21, Regions: []HabitPlace{{"North", 12, 0}}, Roles: []HabitRole{{RoleFrontLine, 12, 0}}}
	return []View{h, none}
}
