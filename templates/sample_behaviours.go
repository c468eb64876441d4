package templates

func sampleBehaviourLetters() []View {
	joined := Behaviours{
		Frame: sampleFrame(sampleNamesake, ""), Joined: true, Write: "goodword@halden.example",
		Moments: []Moment{
			{Name: "At the front desk", Behaviours: []Expected{
				{Name: sampleBehaviours[0].Name, Value: sampleBehaviours[0].Value, Theme: "Easy to stay with", Sentence: sampleBehaviours[0].Sentence,
					Story: &Example{Nominee: sampleNominee, Lang: "en",
						Words: "We arrived at two in the morning, after a cancelled train. Jana at your front desk had already put a kettle in our room. She found the one shop that was open, and when her shift ended at three she walked there herself."}},
				{Name: sampleBehaviours[1].Name, Value: sampleBehaviours[1].Value, Theme: "Easy to stay with", Sentence: sampleBehaviours[1].Sentence},
			}},
			{Name: "At breakfast", Behaviours: []Expected{{Name: sampleBehaviours[1].Name, Value: sampleBehaviours[1].Value}}},
			{Behaviours: []Expected{{Name: sampleBehaviours[2].Name, Sentence: sampleBehaviours[2].Sentence}}},
		},
	}
	changed := joined
	changed.Frame, changed.Joined = sampleFrame(sampleCook, ""), false
	changed.Moments = []Moment{{Name: "Behind the scenes", Behaviours: []Expected{
		{Name: sampleBehaviours[3].Name, Value: sampleBehaviours[3].Value, Sentence: sampleBehaviours[3].Sentence, New: true,
			Story: &Example{Nominee: sampleColleague, Words: "昼休みなのに、隣の厨房まで手伝いに来てくださいました。", Lang: "ja"}},
		{Name: sampleBehaviours[2].Name, Value: sampleBehaviours[2].Value, Sentence: sampleBehaviours[2].Sentence, Changed: true},
	}}}
	only := joined
	only.Moments = joined.Moments[2-1:]
	return []View{joined, changed, only}
}
