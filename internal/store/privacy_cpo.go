package store

// chiefTables hold what Chief People Officers give to customers, and ask them.
func chiefTables() []Table {
	return []Table{
		{Name: "delights", Rows: "a voucher that only the CEO lets go", Kept: "its words retention.nomination_years, the rest for good",
			Customer: "t.nomination_id in (" + theirNominations + ")", Employee: "t.person_id = $1 or t.ended_by = $1",
			Columns: columns(map[Holds][]string{OfEmployee: {"person_id", "ended_by", "reason"}, OfAnyone: {"words"},
				Plain: {"id", "nomination_id", "inbound_id", "value", "currency", "beyond", "asked_at", "until", "state", "ended_at", "ended_mail", "letter_id", "trivia_id"}})},
		{Name: "trivia", Rows: "the question that customers' letters ask in a month, and how it was drawn", Kept: "for good", Employee: "t.person_id = $1",
			Columns: columns(map[Holds][]string{OfEmployee: {"person_id"},
				Plain: {"id", "month", "inbound_id", "asked_at", "drawn_at", "entrants", "seed", "winner", "letter_id"}})},
		{Name: "trivia_questions", Rows: "its words in a language, and the answer", Kept: "retention.raw_days",
			Employee: "t.trivia_id in (select id from trivia where person_id = $1)",
			Columns:  columns(map[Holds][]string{OfAnyone: {"question", "answer"}, Plain: {"trivia_id", "language"}})},
		{Name: "trivia_answers", Rows: "a customer's answer to the month's question", Kept: "words and address until the draw, the rest for good",
			Customer: "t.address = $1 or t.nomination_id in (" + theirNominations + ")",
			Columns: columns(map[Holds][]string{OfCustomer: {"address"}, OfAnyone: {"words"},
				Plain: {"id", "trivia_id", "nomination_id", "inbound_id", "correct", "said_at"}})},
		{Name: "trivia_letters", Rows: "which question a letter asked", Kept: "no personal data",
			Columns: columns(map[Holds][]string{Plain: {"letter_id", "trivia_id"}})},
	}
}
