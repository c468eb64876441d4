package store

// chiefTables hold what Chief People Officers give to customers, and ask them.
func chiefTables() []Table {
	return []Table{
		{Name: "delights", Rows: "a voucher that only the CEO lets go", Kept: "its words retention.nomination_years, the rest for good",
			Customer: "t.nomination_id in (" + theirNominations + ")", Employee: "t.person_id = $1 or t.ended_by = $1",
			Columns: columns(map[Holds][]string{OfEmployee: {"person_id", "ended_by", "reason"}, OfAnyone: {"words"},
				Plain: {"id", "nomination_id", "inbound_id", "value", "currency", "beyond", "asked_at", "until", "state", "ended_at", "ended_mail", "letter_id"}})},
	}
}
