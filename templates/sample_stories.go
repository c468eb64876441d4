package templates

func sampleStories() []View {
	jana := Story{Nominee: sampleNominee, Behaviour: sampleBehaviours[0].Name, Lang: "en",
		Situation: "We arrived at two in the morning, after a cancelled train, with a feverish child.",
		Action: "Jana at your front desk had already put a kettle and a thermometer in our room. She found the one pharmacy that was open, " +
			"and when her shift ended at three she walked there herself.",
		Result: "My son slept. In the end, so did I.",
		Line:   "She never mentioned the pharmacy. That is Jana.", Manager: sampleManager, Lesson: "Keep a thermometer at every desk."}
	yuki := Story{Nominee: sampleCook, Lang: "en", Action: "Yuki noticed that the new delivery of bread had sesame in it, took it off the buffet and rang the other two kitchens before any of us had read the label.",
		Lesson: "Read the label again when the baker changes.", Teacher: sampleCookBoss}
	elodie := Story{Nominee: sampleColleague, Behaviour: sampleBehaviours[1].Name, Lang: "fr", Situation: "J’avais oublié les lunettes de ma mère au comptoir.",
		Action: "Élodie a couru derrière notre autocar. Elle nous a rattrapés au feu rouge.", Line: "Elle court depuis toujours."}
	full := Stories{Frame: sampleFrame(Person{}, ""), Week: sampleTime(26, 7, 30), Stories: []Story{jana, yuki, elodie},
		Challenge: &WeeklyChallenge{"Learn one guest’s name a day, and use it.", sampleCPO},
		Result:    &WeeklyResult{"Walk every guest to the lift.", "Most of us did. In Leeds they took the stairs and talked longer.", sampleCPO, 14}}
	full.Page = "stories.halden.example/stories/en"
	full.Frame.Reader.Address = "everybody@halden.example"
	one := Stories{Frame: full.Frame, Week: full.Week, Stories: []Story{yuki}, Result: &WeeklyResult{Words: "Walk every guest to the lift.", Signer: sampleCPO, Count: 1}}
	asks := Stories{Frame: full.Frame, Week: full.Week, Challenge: full.Challenge}
	return []View{full, one, asks}
}

func sampleReady() []StoryReady {
	return []StoryReady{
		{11, sampleNominee, sampleBehaviours[0].Name, StoryAgreed, "We arrived at two in the morning, after a cancelled train, with a feverish child.\n\n" +
			"She found the one pharmacy that was open, and when her shift ended at three she walked there herself.\n\nMy son slept. In the end, so did I.", "en",
			"She never mentioned the pharmacy. That is Jana.", sampleManager, "Keep a thermometer at every desk.", Person{}},
		{12, sampleColleague, "", StoryPassedOn, "Élodie a couru derrière notre autocar. Elle nous a rattrapés au feu rouge.", "fr", "", Person{}, "", Person{}},
		{13, sampleCook, "", StoryColleague, "Yuki noticed that the new delivery of bread had sesame in it, and rang the other two kitchens.", "en", "", Person{}, "Read the label again when the baker changes.", sampleCookBoss},
	}
}
