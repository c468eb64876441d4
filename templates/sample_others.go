package templates

func sampleOtherViews(kind Letter) []View {
	f := sampleFrame(sampleNominator, "")
	received := sampleTime(23, 9, 14)
	const queue = Words("I stood at the desk in Leeds for forty minutes while two people discussed their holidays. When I asked, Graham told me to come back later. I will, to another hotel.")
	graham := Person{Name: "Graham Pike", Given: "Graham", Team: "Front desk", Site: "Leeds"}
	switch kind {
	case LetterPassOn:
		p := PassOn{Frame: sampleFrame(sampleCEO, ""), Nominee: sampleNominee, Lang: "en", Words: "Thank you. I did not know she had written.\n\nPlease tell Petra as well, she covered the desk while I was gone.", Sent: sampleTime(23, 12, 31), Direct: true}
		kept := p
		kept.Direct = false
		return []View{p, kept}
	case LetterCustomerAnswer:
		a := CustomerAnswer{Frame: f, Customer: "Maria Ferreira", Named: "Jana", Signer: sampleCPO}
		a.Frame.Reader = Reader{Name: "Maria Ferreira", Address: "maria.ferreira@example.test", Lang: "en", Location: sampleZone}
		unnamed := a
		unnamed.Customer, unnamed.Named = "", ""
		return []View{a, unnamed}
	case LetterService:
		s := Service{Frame: sampleFrame(Person{Name: "Service team"}, "GW-1050"), Concern: ConcernChallenge, Customer: "Paul Sims", Address: "paul.sims@example.test", Their: "Forty minutes",
			Words: queue, Lang: "en", Received: received, Employee: &graham, Manager: &sampleSecond, Sender: &sampleNominator, Proven: true}
		inquiry := Service{Frame: s.Frame, Concern: ConcernInquiry, Address: "h.yamada@example.test", Words: "Do you have a room with a bath for the second week of March?", Received: received}
		return []View{s, inquiry}
	case LetterChallengePrivate:
		c := ChallengePrivate{Frame: sampleFrame(sampleSecond, ""), ServiceTeam: "service@halden.example", Employee: &graham, Customer: "Paul Sims", Words: queue, Lang: "en", Received: received,
			Behaviour: "Being quick when it matters", Theme: ThemeSpeed}
		team := c
		team.Employee, team.Customer, team.Behaviour, team.Theme = nil, "", "", ""
		return []View{c, team}
	case LetterTooLarge:
		return []View{TooLarge{Frame: f, Their: "Fwd: The night our train was cancelled", Received: received, Size: 41_300_000, Limit: 25_000_000}}
	case LetterUnreadable:
		var all []View
		for _, why := range []UnreadableWhy{UnreadableWinmail, UnreadableEncrypted, UnreadableEmpty, UnreadableBroken} {
			all = append(all, Unreadable{Frame: f, Their: "Fwd: The night our train was cancelled", Received: received, Why: why})
		}
		return all
	case LetterNotKnown:
		stranger := NotKnown{Frame: f, Their: "Praise for Jana", Received: received}
		stranger.Frame.Reader = Reader{Address: "temp7@halden.example", Lang: "en", Location: sampleZone}
		return []View{NotKnown{Frame: f, Their: "Praise for Jana", Received: received, Ask: sampleCPO}, stranger}
	case LetterPaused:
		p := PausedLetter{Frame: sampleFrame(sampleCPO, ""), By: sampleCEO, At: received, Waiting: 3, CEO: sampleCEO}
		resumed, console := p, p
		resumed.Resumed = true
		console.By, console.Waiting = Person{}, 0
		return []View{p, resumed, console}
	}
	return nil
}
