package store

import "slices"

// Holds says whose data a column holds.
type Holds string

// What a column may hold of people.
const (
	Plain      Holds = "nothing"   // keys, states, times, figures, names of mailboxes and kinds
	OfEmployee Holds = "employees" // data of people in the directory
	OfCustomer Holds = "customers" // data of people outside
	OfAnyone   Holds = "anyone"    // words or bytes in which either may be named
	Hashed     Holds = "hashes"    // of secrets or of bytes; nobody is known by them
)

// Table is what is known of one table's personal data. Forgetting and exporting
// go by it, and a test compares it with the schema: a column that nobody
// classified fails it.
type Table struct {
	Name string
	Rows string // what a row is
	Kept string // for how long what it says of people is kept

	// Customer and Employee are SQL conditions over t that find a person's rows;
	// empty where a row is nobody's. $1 is a customer's address in small letters,
	// or an employee's id; $2 is an employee's addresses in small letters.
	Customer, Employee string

	Columns map[string]Holds
}

// Conditions that several tables share.
const (
	theirNominations = "select id from nominations where lower(customer_address) = $1"
	theirMails       = "select id from inbound where lower(from_address) = $1"
)

// columns names columns that hold the same.
func columns(groups map[Holds][]string) map[string]Holds {
	all := map[string]Holds{}
	for holds, names := range groups {
		for _, name := range names {
			all[name] = holds
		}
	}
	return all
}

// DataMap lists every table of the schema, River's and the migrations' included.
func DataMap() []Table {
	return slices.Concat(mailTables(), chiefTables(), peopleTables(), machineTables())
}

// mailTables are those in which customers' data are.
func mailTables() []Table {
	return []Table{
		{Name: "inbound", Rows: "a stored mail", Kept: "retention.raw_days, then what it was taken for and when",
			Customer: "lower(t.from_address) = $1 or t.id in (select inbound_id from nominations where lower(customer_address) = $1)",
			Employee: "lower(t.from_address) = any($2)",
			Columns: columns(map[Holds][]string{
				OfAnyone: {"raw", "from_address", "subject", "message_id", "reason", "problem", "vouched_by"},
				Hashed:   {"sha256", "content_hash", "message_id_hash"},
				Plain: {"id", "mailbox", "uid_validity", "uid", "internal_date", "stored_at", "size", "too_large", "kind", "tone", "language", "vouched",
					"disposition", "read_at", "failures", "readmitted_at", "forgotten_at", "expunge_at", "expunged_at", "expunge_tries", "begun", "bytes_in"}})},
		{Name: BytesTable, Rows: "the bytes of a stored mail, by month", Kept: "retention.raw_days; where those are more than 92 they leave the disk with the last mail of their month, up to 31 days later, and nothing shows them, and no backup takes them, in between",
			Customer: "", Employee: "", // with the row in inbound
			Columns: columns(map[Holds][]string{OfAnyone: {"raw"}, Plain: {"inbound_id", "month"}})},
		{Name: "nominations", Rows: "one compliment for one nominee", Kept: "retention.nomination_years, then state and times",
			Customer: "lower(t.customer_address) = $1", Employee: "t.nominee_id = $1 or t.nominator_id = $1",
			Columns: columns(map[Holds][]string{
				OfCustomer: {"customer_address"},
				OfEmployee: {"nominee_id", "nominator_id", "manager_line", "lesson", "lesson_by", "evidence", "leader_words", "leader_words_by", "announced_to", "beside_by"},
				OfAnyone:   {"customer_name", "subject", "compliment", "note", "reason", "behaviour_words", "level_words"},
				Hashed:     {"compliment_hash"},
				Plain: {"id", "number", "state", "inbound_id", "proof", "language", "tone", "behaviour", "touchpoint", "behaviour_by", "beside_id", "level", "amount", "currency", "lesson_at", "opened_at", "changed_at", "asked_at", "remind_at",
					"escalate_at", "lapse_at", "reminded_at", "postponed_at", "decided_at", "announced_at", "released_at", "held_at", "hold_stands", "thanked_at", "forgotten_at", "leader_words_mail", "waits_since"}})},
		{Name: "challenges", Rows: "a customer's critical words", Kept: "retention.raw_days, then whom and what they were about",
			Customer: "t.inbound_id in (" + theirMails + ")", Employee: "t.employee_id = $1 or t.manager_id = $1 or t.talked_by = $1",
			Columns: columns(map[Holds][]string{
				OfCustomer: {"customer_name"},
				OfEmployee: {"manager_id", "employee_id", "talked_by", "talked_words"},
				OfAnyone:   {"words"},
				Hashed:     {"words_hash"},
				Plain:      {"id", "inbound_id", "site", "theme", "behaviour", "language", "received_at", "opened_at", "talked_at", "talked_mail", "forgotten_at"}})},
		{Name: "customer_answers", Rows: "what a customer answered to a letter", Kept: "retention.raw_days, then which mail it was",
			Customer: "t.nomination_id in (" + theirNominations + ")",
			Employee: "t.nomination_id in (select id from nominations where nominee_id = $1)",
			Columns:  columns(map[Holds][]string{OfAnyone: {"words"}, Plain: {"id", "nomination_id", "inbound_id", "letter_id", "said_at"}})},
		{Name: "letters", Rows: "a letter of ours", Kept: "its bytes a day, or while a question in it may be answered; the rest retention.raw_days, then kind, state and times",
			Customer: "lower(t.to_address) = $1 or t.inbound_id in (" + theirMails + ") and t.person_id is null",
			Employee: "t.person_id = $1 or lower(t.to_address) = any($2)",
			Columns: columns(map[Holds][]string{
				OfEmployee: {"person_id", "signed_by"},
				OfAnyone:   {"slot", "to_address", "args", "outcome", "subject", "raw"},
				Hashed:     {"return_hash"},
				Plain: {"id", "kind", "over_name", "nomination_id", "approval_id", "approval", "inbound_id", "language", "wording", "state", "not_before", "queued_at",
					"sending_at", "ended_at", "attempts", "message_id", "entered_at", "sought_at", "forgotten_at", "bytes_until", "waits_since"}})},
		{Name: "stories", Rows: "a recognition made fit to share", Kept: "until taken down, withdrawn or forgotten, retention.nomination_years at most; then that it was told and when",
			Customer: "t.nomination_id in (" + theirNominations + ")", Employee: "t.nomination_id in (select id from nominations where nominee_id = $1) or t.line_by = $1 or t.lesson_by = $1",
			Columns: columns(map[Holds][]string{OfEmployee: {"manager_line", "lesson", "line_by", "lesson_by"}, OfAnyone: {"situation", "action", "result", "search"},
				Plain: {"id", "ref", "nomination_id", "edition", "language", "behaviour", "inbound_id", "published_at", "updated_at", "ended_at", "why"}})},
		{Name: "effects", Rows: "what followed from a mail, in words", Kept: "retention.raw_days",
			Customer: "t.inbound_id in (" + theirMails + ") or t.nomination_id in (" + theirNominations + ")",
			Employee: "t.inbound_id in (select id from inbound where lower(from_address) = any($2))",
			Columns:  columns(map[Holds][]string{OfAnyone: {"what"}, Plain: {"id", "inbound_id", "nomination_id", "letter_id", "happened_at"}})},
		{Name: "audit", Rows: "what happened, chained", Kept: "retention.nomination_years, then sealed: salted hashes whose salts are gone",
			Customer: "t.nomination_id in (" + theirNominations + ")", Employee: "lower(t.who) = any($2)",
			Columns: columns(map[Holds][]string{
				OfEmployee: {"who"}, OfAnyone: {"detail"},
				Hashed: {"prev", "hash", "who_salt", "who_seal", "detail_salt", "detail_seal"},
				Plain:  {"id", "happened_at", "what", "nomination_id", "letter_id", "inbound_id"}})},
		{Name: "troubles", Rows: "what waits for a person", Kept: "until it is mended",
			Columns: columns(map[Holds][]string{OfAnyone: {"what"}, Plain: {"about", "first_at", "last_at", "times"}})},
	}
}

// peopleTables hold data of people in the directory alone.
func peopleTables() []Table {
	return []Table{
		{Name: "people", Rows: "somebody in the directory", Kept: "until forgotten after they left", Employee: "t.id = $1",
			Columns: columns(map[Holds][]string{
				OfEmployee: {"address", "aliases", "name", "given", "family", "nicknames", "manager_id", "deputy_id", "title", "team", "phone", "shift", "working_days", "time_zone", "language",
					"site", "region", "country", "role"},
				Plain: {"id", "active", "private", "no_month"}})},
		{Name: "absences", Rows: "until when somebody is away", Kept: "until the next absence note, or forgotten", Employee: "t.person_id = $1",
			Columns: columns(map[Holds][]string{OfEmployee: {"person_id", "until", "deputy_id"}, Plain: {"inbound_id", "noted_at"}})},
		{Name: "asks", Rows: "who was asked about a nomination", Kept: "without words, for good", Employee: "t.person_id = $1 or t.on_behalf_of = $1",
			Columns: columns(map[Holds][]string{OfEmployee: {"person_id", "on_behalf_of", "nominee_id"},
				Plain: {"id", "nomination_id", "why", "by_digest", "confirmation", "asked_at", "clarified_at", "warned_at", "closed_at"}})},
		{Name: "decisions", Rows: "a recorded answer", Kept: "its words retention.nomination_years, the rest for good",
			Employee: "t.person_id = $1 or t.on_behalf_of = $1",
			Columns: columns(map[Holds][]string{OfEmployee: {"person_id", "on_behalf_of"}, OfAnyone: {"words"},
				Plain: {"id", "nomination_id", "inbound_id", "answer", "decided_at", "undone_at"}})},
		{Name: "tokens", Rows: "the hash of a secret that ties an answer to what was asked", Kept: "without words, for good", Employee: "t.person_id = $1",
			Columns: columns(map[Holds][]string{OfEmployee: {"person_id"}, Hashed: {"hash"},
				Plain: {"purpose", "letter_id", "nomination_id", "created_at", "expires_at", "settled_at"}})},
		{Name: "touches", Rows: "what a leader does in person", Kept: "its words retention.nomination_years, the rest for good", Employee: "t.person_id = $1",
			Columns: columns(map[Holds][]string{OfEmployee: {"person_id"}, OfAnyone: {"done_words"},
				Plain: {"id", "leader", "kind", "nomination_id", "site", "inbound_id", "promised_at", "done_at", "dropped_at"}})},
		{Name: "ideas", Rows: "an idea of the Chief People Officer's", Kept: "its words retention.raw_days", Employee: "t.inbound_id in (select id from inbound where lower(from_address) = any($2))",
			Columns: columns(map[Holds][]string{OfAnyone: {"words", "result"}, Plain: {"inbound_id", "said_at", "done_at"}})},
		{Name: "news", Rows: "what customers were told is coming", Kept: "its words retention.raw_days", Employee: "t.inbound_id in (select id from inbound where lower(from_address) = any($2))",
			Columns: columns(map[Holds][]string{OfAnyone: {"words"}, Plain: {"inbound_id", "said_at", "until", "ended_at"}})},
		{Name: "weekly_challenges", Rows: "what the Chief People Officer asked all teams to try", Kept: "its words retention.raw_days", Employee: "t.inbound_id in (select id from inbound where lower(from_address) = any($2))",
			Columns: columns(map[Holds][]string{OfAnyone: {"words", "result"}, Plain: {"inbound_id", "said_at", "done_at"}})},
		{Name: "pauses", Rows: "a pause of all mail over the CEO's name", Kept: "for good", Employee: "lower(t.paused_by) = any($2) or lower(t.resumed_by) = any($2)",
			Columns: columns(map[Holds][]string{OfEmployee: {"paused_by", "resumed_by"}, Plain: {"id", "paused_at", "resumed_at"}})},
		{Name: "arrivals", Rows: "since when somebody is in the directory", Kept: "for good", Employee: "t.person_id = $1",
			Columns: columns(map[Holds][]string{OfEmployee: {"person_id", "arrived_at"}})},
		{Name: "catalogues", Rows: "a version of the catalogue of behaviours, and which account imported it", Kept: "for good", Employee: "lower(t.imported_by) = any($2)",
			Columns: columns(map[Holds][]string{OfEmployee: {"imported_by"}, Plain: {"version", "text", "tell", "imported_at", "told_at"}})},
		{Name: "occasions", Rows: "a letter that comes once per period", Kept: "for good", Employee: "lower(t.reader) = any($2)",
			Columns: columns(map[Holds][]string{OfEmployee: {"reader"}, Plain: {"kind", "period", "letter_id", "claimed_at"}})},
	}
}

// machineTables hold nothing of people, but for what an error may quote.
func machineTables() []Table {
	plain := func(name, rows string, names ...string) Table {
		return Table{Name: name, Rows: rows, Kept: "no personal data", Columns: columns(map[Holds][]string{Plain: names})}
	}
	return []Table{
		{Name: "river_job", Rows: "a job: ids of mails and letters", Kept: "a day; failed ones a week",
			Columns: columns(map[Holds][]string{OfAnyone: {"args", "errors", "metadata"},
				Plain: {"id", "state", "attempt", "max_attempts", "attempted_at", "created_at", "finalized_at", "scheduled_at", "priority", "attempted_by", "kind",
					"queue", "tags", "unique_key", "unique_states"}})},
		{Name: "probes", Rows: "what a probe of the trust rules found", Kept: "for good: our own test mails",
			Columns: columns(map[Holds][]string{Hashed: {"rule_hash"}, Plain: {"id", "rule", "held", "said", "probed_at"}})},
		{Name: "customer_tokens", Rows: "the hash of a secret that ties a customer's answer to a letter", Kept: "no personal data",
			Columns: columns(map[Holds][]string{Hashed: {"hash"}, Plain: {"letter_id", "nomination_id", "created_at", "expires_at"}})},
		{Name: "vouchers", Rows: "a code that the Chief People Officer may give, and for which nomination it was", Kept: "the code until its letter left, the rest for good",
			Columns: columns(map[Holds][]string{Hashed: {"code_hash"}, Plain: {"id", "code", "value", "currency", "expires_on", "imported_at", "given_at", "nomination_id", "inbound_id", "letter_id"}})},
		plain("consents", "what a customer said to their words being told", "id", "nomination_id", "inbound_id", "agreed", "given_at"),
		plain("story_consents", "what a nominee said to their story being told", "id", "nomination_id", "inbound_id", "agreed", "given_at"),
		plain("tellings", "what was told to which list", "list", "what", "item", "letter_id", "told_at"),
		plain("releases", "whether the letter to an unproven customer was let go", "nomination_id", "inbound_id", "released", "decided_at"),
		plain("items", "the number of something in a leader's letter", "leader", "number", "nomination_id", "inbound_id", "delight_id", "what", "first_at", "expires_at"),
		plain("digests", "a day's digest", "leader", "day", "letter_id", "decided_at", "answered_at"),
		plain("reaches", "what a leader was shown", "leader", "nomination_id", "first_at", "skipped_at"),
		plain("sites", "where people work: postal addresses of the company", "name", "region", "country", "time_zone", "address"),
		plain("kept_tokens", "a mail provider's refresh token, sealed with a key that is not in the database", "id", "sealed", "kept_at"),
		plain("mailboxes", "how far a mailbox was read", "name", "uid_validity", "last_uid", "last_time", "stored_at", "expunge_failures", "expunge_after"),
		plain("submissions", "that a letter was handed to a relay that has limits", "id", "relay", "at", "recipients"),
		plain("relay_rests", "until when a relay is left alone that asked for less", "relay", "until", "length", "said"),
		plain("mailbox_leases", "which process reads a mailbox", "mailbox", "epoch", "holder", "taken_at", "expires_at"),
		plain("purpose", "whether the database is a dry run's", "one", "dry", "sent_to", "since"),
		plain("bytes_by_month", "since when mails are stored by month", "one", "wanted", "looked_at", "alone_since", "since"),
		plain("provenance", "that a backup was brought back, or the database moved", "id", "what", "happened_at", "as_of", "detail"),
		plain("name_domains", "a domain of the company", "domain"),
		plain("arrivals_seen", "up to which state of the directory arrivals were looked for", "one", "version"),
		plain("directory_reads", "when a directory was read by the schedule, and what changed in counts", "source", "began_at", "leased_to", "done_at", "failed", "detail"),
		plain("directory_version", "moves on with the directory", "one", "version", "people"),
		plain("audit_head", "the last entry of the audit log", "one", "id", "hash"),
		plain("tallies", "a figure", "what", "name", "count"),
		plain("departures", "how many letters left at a moment", "at", "letters"),
		plain("tally_changes", "a change of a figure", "what", "was", "now"),
		plain("river_leader", "which process leads", "elected_at", "expires_at", "leader_id", "name"),
		plain("river_migration", "River's schema", "line", "version", "created_at"),
		plain("river_notification", "a wake-up between processes", "id", "created_at", "payload", "topic"),
		plain("river_queue", "a queue", "name", "created_at", "metadata", "paused_at", "updated_at"),
		plain("goose_db_version", "our schema", "id", "version_id", "is_applied", "tstamp"),
	}
}
