package templates

func sampleManagerViews(kind Letter) []View {
	graham := Person{Name: "Graham Pike", Given: "Graham", Title: "Front desk agent", Team: "Front desk", Site: "Leeds", Address: "graham.pike@halden.example"}
	const queue = Words("I stood at the desk in Leeds for forty minutes while two people discussed their holidays.")
	if kind == LetterEmployeeMonth {
		m := EmployeeMonth{Frame: sampleFrame(sampleNominee, ""), Month: sampleTime(1, 8, 0), Asks: 2, Seen: []MonthSeen{{sampleBehaviours[0].Name, 3}, {sampleBehaviours[1].Name, 1}},
			Praise: []MonthPraise{{sampleBehaviours[0], sampleTrain, nil, 1}, {Behaviour{}, sampleRoom, nil, 2}, {Behaviour{}, sampleBreakfast, &graham, 0}},
			Talked: []MonthTalked{{queue, "en", "Being quick when it matters", sampleManager, sampleTime(24, 15, 0)}}}
		praise, talked := m, m
		praise.Talked, talked.Praise, talked.Asks, talked.Seen = nil, nil, 0, nil
		praise.Praise, praise.Asks, praise.Seen = []MonthPraise{{sampleBehaviours[0], sampleTrain, nil, 1}, {Behaviour{}, sampleRoom, nil, 0}}, 1, nil
		return []View{m, praise, talked}
	}
	w := ManagerWeek{Frame: sampleFrame(sampleSecond, ""), Week: sampleTime(23, 7, 30),
		Waits:  []ManagerWaits{{1, sampleNominee, sampleNominator, sampleTrain, 3}, {2, sampleCook, sampleColleague, sampleAllergy, 0}},
		Lapsed: []ManagerLapsed{{sampleColleague, sampleTime(20, 9, 0)}},
		Challenges: []ManagerChallenge{{3, &graham, queue, "en", "Being quick when it matters", 4},
			{4, nil, "The sauna was cold and nobody at the desk could say why.", "en", "", 0}},
		Praise:  []ManagerPraise{{sampleColleague, "Thinks one step ahead", sampleRoom}, {sampleCook, "", sampleBreakfast}},
		Unseen:  []Unseen{{sampleNamesake, true}, {graham, false}},
		Private: 1,
		Lessons: []Learned{
			{"Ask for the flight number first; then you know how long they have.", sampleManager, sampleNominee, "Thinks one step ahead", sampleTrain.Words, "en"},
			{"We keep two pairs of reading glasses at the desk now.", Person{}, Person{}, "", sampleRoom.Words, "en"}},
	}
	w.Card = &Scorecard{Hours: 3, Lapses: 1, Reports: 9, Covered: 7, Lessons: 2, All: &ScorecardOfAll{Hours: 6, Covered: 64, Lessons: 1}}
	quiet := ManagerWeek{Frame: w.Frame, Week: w.Week}
	praise := ManagerWeek{Frame: w.Frame, Week: w.Week, Praise: w.Praise[:1], Card: &Scorecard{Reports: 4, Covered: 4}}
	talk := ManagerWeek{Frame: w.Frame, Week: w.Week, Challenges: w.Challenges[:1]}
	return []View{w, quiet, praise, talk}
}

func sampleQuick() []Answering {
	return []Answering{{sampleManager, 2, 0, 9, 7, 2}, {sampleCookBoss, 0, 0, 6, 6, 0}}
}

func sampleSlow() []Answering {
	return []Answering{{sampleSecond, 61, 3, 14, 5, 0}, {sampleNominator, 38, 0, 0, 0, 1}}
}
