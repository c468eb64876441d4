package templates

const sampleTrivia = "How many lime trees stand in front of our house in Lyon?"

func sampleTriviaWon() []View {
	f := sampleFrame(Person{Name: "Maria Ferreira", Address: "maria.ferreira@example.test"}, "")
	won := TriviaWon{Frame: f, Customer: "Maria Ferreira", Question: sampleTrivia, Answer: "Seven", Entrants: 12, Signer: sampleCPO,
		Voucher: &VoucherShown{Code: "GUEST-7K2M-9X4T", Value: "25 EUR", Until: sampleTime(30, 0, 0).AddDate(0, 6, 0)}}
	only := won
	only.Customer, only.Entrants, only.Voucher = "", 1, &VoucherShown{Code: "GUEST-7K2M-9X4U", Value: "25 EUR"}
	return []View{won, only}
}

func sampleDrawn(prize PrizeKind) *TriviaShown {
	return &TriviaShown{N: 24, Question: sampleTrivia, Right: 12, Winner: "Maria Ferreira", Prize: prize}
}
