package templates

func sampleQuarters() []View {
	q := Quarter{
		Frame: sampleFrame(sampleCEO, ""), Period: "2026-Q3", People: 412, Nominators: 61, NominatorsB: 48, Share: 15, Asked: 29, Answered: 27,
		AnswerHours: 9, ThankHours: 52, ThankNinety: 141, Recognitions: 118, RecognB: 97, Recognised: 84, Never: 203, Challenges: 37, ChallengesB: 41,
		Behaviours:  []QuarterRow{{"Makes the guest’s problem their own", 46, 31, 0}, {"Thinks one step ahead", 33, 35, 0}, {"Says honestly what cannot be done", 12, 9, 0}},
		Values:      []QuarterRow{{"Care", 46, 31, 0}, {"Foresight", 33, 35, 0}, {"Honesty", 12, 9, 0}},
		Touchpoints: []QuarterRow{{"Check-in", 51, 40, 0}, {"Breakfast", 22, 25, 0}},
		Sites:       []QuarterRow{{"Zürich", 64, 50, 0}, {"Lyon", 40, 35, 0}, {"Leeds", 14, 12, 0}},
		Roles:       []QuarterRole{{RoleFrontLine, 101, 90, 0}, {RoleSupport, 15, 6, 0}, {RoleManager, 2, 1, 0}},
		NeverAt:     []QuarterRow{{"Leeds", 96, 0, 130}, {"Lyon", 70, 0, 141}, {"Zürich", 37, 0, 141}},
		NeverIn:     []QuarterRow{{"Housekeeping", 61, 0, 88}, {"Kitchen", 40, 0, 52}, {"Front desk", 12, 0, 96}},
		NeverAs:     []QuarterRole{{RoleFrontLine, 120, 0, 301}, {RoleSupport, 70, 0, 82}, {RoleManager, 13, 0, 29}},
		Themes:      []QuarterRow{{"Easy to stay with", 79, 66, 0}, {"Advice one can trust", 12, 9, 0}},
		Silent:      []QuarterRow{{"Helps the other team first", 0, 0, 0}},
		Gaps:        []QuarterGap{{"Breakfast", "Thinks one step ahead, Says honestly what cannot be done"}},
		Amounts:     []QuarterAmount{{true, "", "21500 EUR", "8000 EUR"}, {false, "Lyon", "12000 EUR", "8000 EUR"}, {false, "Zürich", "9500 EUR", ""}},
		Weeks:       []QuarterRow{{"29 Jun", 7, 3, 0}, {"6 Jul", 11, 2, 0}},
	}
	first := Quarter{Frame: sampleFrame(sampleCPO, ""), Period: "2026-Q3", People: 44, Recognitions: 3, Recognised: 3, Never: 41, Nominators: 2, Share: 5, Asked: 2, Answered: 2}
	return []View{q, first}
}
