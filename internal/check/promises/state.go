package promises

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"goodword/mail/mailtest"
)

// state is the database as the checker reads it, whole.
type state struct {
	mails       []mailRow
	nominations []nominationRow
	asks        []askRow
	decided     []decisionRow
	letters     map[int64]letterRow
	order       []int64 // the letters' ids, ascending
	people      map[int64]string
	places      map[string]placeRow
	effectsOf   map[[2]int64]bool // mail and letter
	nominated   map[int64]bool    // nominations that an effect names
	paused      []pauseRow
	troubles    map[string]bool
	texts       []textRow
	miscounted  []countRow

	byID map[int64]*mailRow
	byN  map[int64]*nominationRow
}

type mailRow struct {
	ID          int64
	Mailbox     string
	UIDValidity int64 `db:"uid_validity"`
	UID         int64 `db:"uid"`
	SHA256      []byte
	Raw         []byte
	TooLarge    bool
	Problem     string
	Disposition string
	Reason      string
	Forgotten   bool
	messageID   string
}

type nominationRow struct {
	ID, Number, InboundID int64
	State                 string
	NomineeID             *int64
}

func (n nominationRow) String() string { return fmt.Sprint("GW-", n.Number) }

type askRow struct{ NominationID, PersonID int64 }

type decisionRow struct {
	ID, NominationID, InboundID, PersonID int64
	OnBehalfOf                            *int64
	Answer                                string
	DecidedAt                             time.Time
	UndoneAt                              *time.Time
}

type letterRow struct {
	ID           int64
	Kind         string
	OverName     string
	State        string
	NominationID *int64
	ApprovalID   *int64
	InboundID    *int64
	PersonID     *int64
	ToAddress    string
	SendingAt    *time.Time
	EnteredAt    time.Time // when the database wrote that it is being sent
	Attempts     int
	Raw          []byte
	Digest       bool
}

type placeRow struct {
	Name        string
	UIDValidity int64 `db:"uid_validity"`
	LastUID     int64 `db:"last_uid"`
}

type pauseRow struct {
	PausedAt  time.Time
	ResumedAt *time.Time
}

// countRow is a moment of the last hour at which letters left, and for how many the caps were told.
type countRow struct {
	At         time.Time
	Left, Told int
}

// textRow is a text at rest that must hold no token.
type textRow struct{ Place, Text string }

func load(ctx context.Context, tx pgx.Tx) (s state, err error) {
	s.letters, s.people, s.places = map[int64]letterRow{}, map[int64]string{}, map[string]placeRow{}
	s.effectsOf, s.nominated, s.troubles = map[[2]int64]bool{}, map[int64]bool{}, map[string]bool{}
	s.byID, s.byN = map[int64]*mailRow{}, map[int64]*nominationRow{}
	r := reader{ctx: ctx, tx: tx}
	s.mails = rows[mailRow](&r, `select id, mailbox, uid_validity, uid, sha256,
		case when bytes_in is null then raw else coalesce((select b.raw from inbound_bytes b where b.inbound_id = inbound.id and b.month = bytes_in), '') end as raw, too_large, problem, coalesce(disposition, '') as disposition,
		coalesce(reason, '') as reason, forgotten_at is not null or problem = 'its bytes are forgotten' as forgotten from inbound order by id`)
	s.nominations = rows[nominationRow](&r, "select id, number, inbound_id, state, nominee_id from nominations order by id")
	s.asks = rows[askRow](&r, "select nomination_id, person_id from asks")
	s.decided = rows[decisionRow](&r, "select id, nomination_id, inbound_id, person_id, on_behalf_of, answer, decided_at, undone_at from decisions order by id")
	for _, l := range rows[letterRow](&r, `select id, kind, over_name, state, nomination_id, approval_id, inbound_id, person_id, to_address, sending_at, coalesce(entered_at, sending_at, 'epoch') as entered_at, attempts,
		raw, exists (select from digests where letter_id = letters.id) as digest from letters order by id`) {
		s.letters[l.ID], s.order = l, append(s.order, l.ID)
	}
	type person struct {
		ID      int64
		Address string
	}
	for _, p := range rows[person](&r, "select id, address from people") {
		s.people[p.ID] = p.Address
	}
	for _, p := range rows[placeRow](&r, "select name, uid_validity, last_uid from mailboxes") {
		s.places[p.Name] = p
	}
	type effect struct{ InboundID, NominationID, LetterID int64 }
	for _, e := range rows[effect](&r, "select inbound_id, coalesce(nomination_id, 0) as nomination_id, coalesce(letter_id, 0) as letter_id from effects") {
		s.effectsOf[[2]int64{e.InboundID, e.LetterID}] = true
		s.nominated[e.NominationID] = true
	}
	s.paused = rows[pauseRow](&r, "select paused_at, resumed_at from pauses order by id")
	type trouble struct{ About string }
	for _, t := range rows[trouble](&r, "select about from troubles") {
		s.troubles[t.About] = true
	}
	s.texts = rows[textRow](&r, textsAtRest)
	s.miscounted = rows[countRow](&r, `select at, sum(n)::int as left, sum(told)::int as told from (
			select sending_at as at, 1 as n, 0 as told from letters union all select at, 0, letters from departures) each
		where at > (select max(sending_at) from letters) - interval '1 hour' group by at having sum(n) <> sum(told)`)
	for i := range s.mails {
		s.mails[i].messageID = messageID(s.mails[i].Raw)
		s.byID[s.mails[i].ID] = &s.mails[i]
	}
	for i := range s.nominations {
		s.byN[s.nominations[i].ID] = &s.nominations[i]
	}
	return s, r.err
}

// textsAtRest are the columns that hold words, but for the bytes of mails and letters.
const textsAtRest = `
	select 'effect ' || id as place, what as text from effects
	union all select 'audit entry ' || id, detail from audit
	union all select 'trouble ' || about, what from troubles
	union all select 'nomination ' || id, concat_ws(' ', subject, compliment, note, reason, manager_line, lesson) from nominations
	union all select 'letter ' || id, concat_ws(' ', subject, outcome, args::text) from letters
	union all select 'mail ' || id, concat_ws(' ', subject, reason) from inbound
	union all select 'decision ' || id, words from decisions
	union all select 'job ' || id, concat_ws(' ', args::text, errors::text) from river_job`

// reader keeps the first error of several reads.
type reader struct {
	ctx context.Context
	tx  pgx.Tx
	err error
}

func rows[T any](r *reader, sql string) []T {
	if r.err != nil {
		return nil
	}
	var found pgx.Rows
	if found, r.err = r.tx.Query(r.ctx, sql); r.err != nil {
		return nil
	}
	var list []T
	list, r.err = pgx.CollectRows(found, pgx.RowToStructByName[T])
	return list
}

var messageIDField = regexp.MustCompile(`(?mi)^message-id:\s*<([^>\r\n]*)>`)

// messageID reads the first Message-ID of a mail's header.
func messageID(raw []byte) string {
	head, _, _ := strings.Cut(string(raw), "\r\n\r\n")
	if m := messageIDField.FindStringSubmatch(head); m != nil {
		return m[1]
	}
	return ""
}

// letterOf finds the letter that an accepted mail is, by the mark it bears.
func (c *check) letterOf(a mailtest.Accepted) (letterRow, bool) {
	n, err := strconv.ParseInt(strings.TrimPrefix(a.Mark, "letter-"), 10, 64)
	l, ok := c.letters[n]
	return l, ok && err == nil
}

func (c *check) person(id *int64) string {
	if id == nil {
		return ""
	}
	return c.people[*id]
}
