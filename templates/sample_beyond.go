package templates

func sampleBeyond() []Beyond {
	until := sampleTime(30, 8, 0)
	return []Beyond{
		{N: 21, Value: "80 EUR", By: sampleCPO, Customer: "Maria Ferreira", Nominee: sampleNominee, Limit: LimitVoucher, Most: "50 EUR", Until: until, Compliment: sampleTrain,
			Words: "Jana still asks how your son is. A weekend with us, for the two of you.", Result: BeyondReleased, EndedBy: sampleCEO},
		{N: 22, Value: "25 EUR", By: sampleCPO, Customer: "Henrik Dahl", Nominee: sampleColleague, Limit: LimitMonth, Most: "500 EUR", Given: "490 EUR", Until: until,
			Words: "For the glasses, and for the road.", Result: BeyondDeclined, EndedBy: sampleCEO, Reason: "Next month, please."},
		{N: 23, Value: "25 EUR", By: sampleCPO, Nominee: sampleSecond, Limit: LimitCustomer, Until: until, Result: BeyondLapsed},
	}
}
