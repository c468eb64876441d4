package templates

func sampleCustomerViews(kind Letter) []View {
	f := sampleFrame(Person{Name: "Maria Ferreira", Address: "maria.ferreira@example.test"}, "")
	if kind == LetterCustomerHeard {
		h := CustomerHeard{Frame: f, Customer: "Maria Ferreira", Named: "Jana", By: sampleCEO, Signer: sampleCPO,
			Trivia: sampleTrivia, Prize: true,
			News: "From March on you can have breakfast in Lyon from five o’clock."}
		private := CustomerHeard{Frame: f, By: sampleCEO, Signer: sampleCPO, Cosigner: sampleManager}
		return []View{h, private}
	}
	w := CustomerWords{Frame: f, Customer: "Maria Ferreira", Signer: sampleCPO,
		Own:     "Jana still asks how your son is. The next breakfast is ours: please bring him.",
		Voucher: &VoucherShown{Code: "GUEST-7K2M-9X4T", Value: "25 EUR", Until: sampleTime(30, 0, 0).AddDate(0, 6, 0)}}
	ask := CustomerWords{Frame: f, Signer: sampleCPO, Cosigner: sampleManager, Question: true,
		Own: "You wrote that Jana found the one pharmacy that was open. Which one was it? We would like to have its number at every desk."}
	return []View{w, ask}
}

func sampleSaid() []CustomerSaid {
	return []CustomerSaid{
		{5, "Maria Ferreira", sampleNominee, ConsentAgreed, ""},
		{6, "Henrik Dahl", sampleColleague, ConsentNone, "It was the pharmacy behind the station, the one with the green door."},
		{7, "", sampleCook, ConsentRefused, ""},
	}
}

func sampleRelease() []ToRelease {
	return []ToRelease{{8, "Aoife Brennan", "aoife.brennan@example.test", sampleSecond, sampleNominator, "Your house director carried chairs into the rain herself when the awning tore."}}
}

func sampleIdeas() []Idea {
	return []Idea{{9, "A telephone number on every key card that a person answers at night.", sampleTime(16, 8, 0), ""},
		{10, "Ask every guest at breakfast for one name.", sampleTime(2, 8, 0), "61 names in a week"}}
}
