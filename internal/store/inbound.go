package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Mail is a raw mail about to be stored.
type Mail struct {
	Mailbox      string
	UIDValidity  uint32
	UID          uint32
	SHA256       []byte
	InternalDate time.Time
	Size         int64
	TooLarge     bool
	Problem      string // why the server would not give it
	Raw          []byte
}

// Place is how far a mailbox was read.
type Place struct {
	UIDValidity int64 `db:"uid_validity"`
	LastUID     int64 `db:"last_uid"`
	LastTime    time.Time
	Anew        bool `db:"-"` // the folder was read anew, so this may lie before the place that is stored
}

// Cursor gives how far a mailbox was read; ErrNotFound before the first time.
func Cursor(ctx context.Context, tx Tx, mailbox string) (Place, error) {
	return one[Place](ctx, tx, "the cursor of mailbox "+mailbox,
		"select uid_validity, last_uid, last_time from mailboxes where name = $1", mailbox)
}

// MoveCursor sets how far a mailbox was read. Under the same UIDVALIDITY it moves
// back only when the folder was read anew; else the place that is stored stays.
func MoveCursor(ctx context.Context, tx Tx, mailbox string, p Place, now time.Time) error {
	return exec(ctx, tx, "move the cursor of mailbox "+mailbox, `
		insert into mailboxes (name, uid_validity, last_uid, last_time, stored_at) values ($1, $2, $3, $4, $5)
		on conflict (name) do update set uid_validity = excluded.uid_validity, last_uid = excluded.last_uid,
			last_time = excluded.last_time, stored_at = excluded.stored_at
		where $6 or mailboxes.uid_validity <> excluded.uid_validity or mailboxes.last_uid <= excluded.last_uid`,
		mailbox, p.UIDValidity, p.LastUID, p.LastTime, now, p.Anew)
}

// StoredUIDs gives which of these UIDs of a mailbox are stored.
func StoredUIDs(ctx context.Context, tx Tx, mailbox string, uidValidity int64, uids []int64) ([]int64, error) {
	return column[int64](ctx, tx, "the mails stored",
		"select uid from inbound where mailbox = $1 and uid_validity = $2 and uid = any($3) order by uid", mailbox, uidValidity, uids)
}

// PutInbound stores mails and gives the ids of those that were new. What is
// stored is looked for first and the rest copied in, which takes a fraction of
// one INSERT each; should another process store one of them meanwhile, the
// transaction fails with a unique violation and may be tried again.
func PutInbound(ctx context.Context, tx Tx, mails []Mail, now time.Time) ([]int64, error) {
	if len(mails) == 0 {
		return nil, nil
	}
	fresh, ids, byMonth, err := freshMails(ctx, tx, mails)
	if err != nil || len(fresh) == 0 {
		return nil, err
	}
	month := monthOf(now)
	columns := []string{"id", "mailbox", "uid_validity", "uid", "sha256", "internal_date", "stored_at", "size", "too_large", "problem", "raw", "bytes_in"}
	_, err = tx.CopyFrom(ctx, pgx.Identifier{"inbound"}, columns, pgx.CopyFromSlice(len(fresh), func(i int) ([]any, error) {
		m, raw, in := fresh[i], fresh[i].Raw, (*time.Time)(nil)
		if byMonth && len(raw) > 0 {
			raw, in = []byte{}, &month
		}
		return []any{ids[i], m.Mailbox, int64(m.UIDValidity), int64(m.UID), m.SHA256, nullTime(m.InternalDate), now, m.Size, m.TooLarge, m.Problem, raw, in}, nil
	}))
	if err != nil {
		return nil, fmt.Errorf("store %d mails: %w", len(fresh), err)
	}
	if byMonth {
		err = putBytes(ctx, tx, ids, fresh, month)
	}
	return ids, err
}

// freshMails leaves out what is stored already, or is there twice, gives the
// rest an id each, and says whether their bytes go by month.
func freshMails(ctx context.Context, tx Tx, mails []Mail) (fresh []Mail, ids []int64, byMonth bool, err error) {
	type key struct {
		mailbox          string
		uidValidity, uid int64
		sha256           string
	}
	have := map[key]bool{}
	for _, box := range byMailbox(mails) {
		type row struct {
			UID    int64
			SHA256 []byte
		}
		// One look into the key for each: "uid = any" may be planned, while the table is
		// young, as a scan of the whole mailbox, and stays so in a prepared statement.
		stored, err := many[row](ctx, tx, "which of the mails are stored", `select i.uid, i.sha256 from unnest($3::bigint[]) as asked (uid), lateral (
			select uid, sha256 from inbound where mailbox = $1 and uid_validity = $2 and uid = asked.uid offset 0) i`, box.mailbox, box.uidValidity, box.uids)
		if err != nil {
			return nil, nil, false, err
		}
		for _, r := range stored {
			have[key{box.mailbox, box.uidValidity, r.UID, string(r.SHA256)}] = true
		}
	}
	for _, m := range mails {
		k := key{m.Mailbox, int64(m.UIDValidity), int64(m.UID), string(m.SHA256)}
		if !have[k] {
			fresh, have[k] = append(fresh, m), true
		}
	}
	if len(fresh) == 0 {
		return nil, nil, false, nil
	}
	type id struct {
		ID      int64
		ByMonth bool
	}
	given, err := many[id](ctx, tx, "ids for new mails", `select nextval('inbound_id_seq') as id, coalesce((select since is not null from bytes_by_month), false) as by_month
		from generate_series(1, $1::int)`, len(fresh))
	if err != nil {
		return nil, nil, false, err
	}
	return fresh, each(given, func(i id) int64 { return i.ID }), given[0].ByMonth, nil
}

// uidsOf are the UIDs of mails in one mailbox under one UIDVALIDITY.
type uidsOf struct {
	mailbox     string
	uidValidity int64
	uids        []int64
}

func byMailbox(mails []Mail) (boxes []uidsOf) {
	for _, m := range mails {
		last := len(boxes) - 1
		if last < 0 || boxes[last].mailbox != m.Mailbox || boxes[last].uidValidity != int64(m.UIDValidity) {
			boxes, last = append(boxes, uidsOf{mailbox: m.Mailbox, uidValidity: int64(m.UIDValidity)}), last+1
		}
		boxes[last].uids = append(boxes[last].uids, int64(m.UID))
	}
	return boxes
}

// Twice says that err is a row that another transaction stored meanwhile.
func Twice(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "23505"
}

func nullTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// Inbound is a stored mail.
type Inbound struct {
	ID           int64
	Mailbox      string
	UIDValidity  int64 `db:"uid_validity"`
	UID          int64
	SHA256       []byte
	InternalDate *time.Time
	StoredAt     time.Time
	Size         int64
	TooLarge     bool
	Problem      string
	Raw          []byte
	MessageID    *string
	FromAddress  *string
	Subject      *string
	Kind         *string
	Tone         *string
	Vouched      *bool
	VouchedBy    *string
	Disposition  *string
	Reason       *string
	ReadAt       *time.Time
	Failures     int
	ReadmittedAt *time.Time
}

const inboundColumns = `id, mailbox, uid_validity, uid, sha256, internal_date, stored_at, size, too_large, problem, raw, message_id,
	from_address, subject, kind, tone, vouched, vouched_by, disposition, reason, read_at, failures, readmitted_at from inbound`

// InboundByID gives a stored mail.
func InboundByID(ctx context.Context, tx Tx, id int64) (Inbound, error) {
	in, err := one[Inbound](ctx, tx, "the stored mail", "select "+columnsWith(rawBytes+" as raw")+" where id = $1", id)
	if err == nil {
		err = in.found()
	}
	return in, err
}

// InboundUnder is InboundByID that leaves Raw empty where the mail has so many bytes or more.
func InboundUnder(ctx context.Context, tx Tx, id, size int64) (Inbound, error) {
	in, err := one[Inbound](ctx, tx, "the stored mail", "select "+columnsWith("case when size < $2 then "+rawBytes+" else ''::bytea end as raw")+" where id = $1", id, size)
	if err == nil {
		err = in.found()
	}
	return in, err
}

// LockInbound gives a stored mail without its Raw, which whoever reads it has by then,
// and keeps others from reading it meanwhile.
func LockInbound(ctx context.Context, tx Tx, id int64) (Inbound, error) {
	return one[Inbound](ctx, tx, "the stored mail", "select "+columnsWith("''::bytea as raw")+" where id = $1 for no key update", id)
}

// columnsWith are the columns of a stored mail, with something in the place of its bytes.
func columnsWith(raw string) string { return strings.Replace(inboundColumns, "raw", raw, 1) }

// UnreadOf gives those of the mails that are not read yet, were never in somebody's
// way, and are under a size.
func UnreadOf(ctx context.Context, tx Tx, ids []int64, under int64) ([]Inbound, error) {
	list, err := many[Inbound](ctx, tx, "the stored mails", "select "+columnsWith(rawBytes+" as raw")+` where id = any($1) and disposition is null
		and readmitted_at is null and problem = '' and not too_large and failures = 0 and forgotten_at is null and size < $2 order by id`, ids, under)
	return slices.DeleteFunc(list, func(in Inbound) bool { return in.Raw == nil }), err // read alone, which tells why
}

// LockUnread locks those of the mails that are still as UnreadOf gives them. What somebody
// else reads at this moment is left to them.
func LockUnread(ctx context.Context, tx Tx, ids []int64) ([]int64, error) {
	return column[int64](ctx, tx, "the mails to be read", `select id from inbound where id = any($1) and disposition is null
		and readmitted_at is null and failures = 0 and forgotten_at is null order by id for no key update skip locked`, ids)
}

// Taken is what reading found out about a stored mail.
type Taken struct {
	MessageID, From, Subject, Kind, Tone, Language string
	Vouched                                        bool
	VouchedBy                                      string
	ContentHash                                    []byte
	Disposition, Reason                            string
}

// Take records the one thing a mail was taken for.
func Take(ctx context.Context, tx Tx, id int64, t Taken, now time.Time) error {
	if d, ok := tx.(*Drafts); ok {
		return d.take(id, t, now)
	}
	return change(ctx, tx, "record what the mail was taken for", `
		update inbound set message_id = $2, from_address = $3, subject = $4, kind = $5, tone = $6, language = $7, vouched = $8,
			vouched_by = $9, content_hash = $10, disposition = $11, reason = $12, read_at = $13
		where id = $1 and disposition is null`,
		id, t.MessageID, t.From, t.Subject, t.Kind, t.Tone, t.Language, t.Vouched, t.VouchedBy, t.ContentHash, t.Disposition, t.Reason, now)
}

// Twin is another mail that is, or claims to be, the same.
type Twin struct {
	ID      int64
	SameAll bool // what a person reads is the same too
}

// LockTwins lets one transaction at a time read mails of the same key.
func LockTwins(ctx context.Context, tx Tx, key []byte) error {
	return exec(ctx, tx, "wait for the same mail", "select pg_advisory_xact_lock(hashtextextended('goodword twins ' || encode($1, 'hex'), 0))", key)
}

// TryTwins is LockTwins for many keys that waits for nobody: it gives, in their order,
// which it got.
func TryTwins(ctx context.Context, tx Tx, keys [][]byte) ([]bool, error) {
	return column[bool](ctx, tx, "whether the same mails are being read", `select pg_try_advisory_xact_lock(hashtextextended('goodword twins ' || encode(key, 'hex'), 0))
		from (select key, place from unnest($1::bytea[]) with ordinality as k (key, place) order by place offset 0) keys`, keys)
}

// ReadTwin finds another mail with the same bytes, content or Message-ID that
// was read before and taken for more than a duplicate.
func ReadTwin(ctx context.Context, tx Tx, id int64, sha256, content []byte, messageID string) (Twin, bool, error) {
	if d, ok := tx.(*Drafts); ok {
		return d.twin(id)
	}
	list, err := many[Twin](ctx, tx, "an earlier mail that is the same", twinOf("$1", "$2", "$3", "$4::text"), id, sha256, content, messageID)
	if err != nil || len(list) == 0 {
		return Twin{}, false, err
	}
	return list[0], true, nil
}

// twinOf is ReadTwin's query. What bears a Message-ID is found by its hash, which stays
// when the rest is forgotten, and compared; only what bears none is in an index by its
// bytes and its content. Each look is fenced off by its offset: while few mails are
// read, every index of what was read seems to be as good as the one on the key.
func twinOf(mail, sha256, content, messageID string) string {
	return `select id, same_all from (
			(select id, disposition, sha256 = ` + sha256 + ` or content_hash is not distinct from ` + content + ` as same_all from inbound
				where ` + messageID + ` <> '' and ` + byMessageID(messageID) + ` offset 0)
			union all (select id, disposition, true from inbound where sha256 = ` + sha256 + ` and ` + nameless + ` offset 0)
			union all (select id, disposition, true from inbound where content_hash = ` + content + ` and ` + nameless + ` offset 0)
		) twins where id <> ` + mail + ` and disposition <> 'duplicate' order by same_all desc, id limit 1`
}

// nameless is the condition of a mail that was read, and bore no Message-ID.
const nameless = "message_id_hash is null and disposition is not null"

// byMessageID is the condition that finds mails by a Message-ID, also those of which it is forgotten.
func byMessageID(messageID string) string {
	return "message_id_hash = sha256(convert_to(" + messageID + ", 'UTF8'))"
}

// FailInbound counts a failed attempt at reading and gives how many there were.
func FailInbound(ctx context.Context, tx Tx, id int64) (int, error) {
	n, err := insert(ctx, tx, "count a failed reading", "update inbound set failures = failures + 1 where id = $1 returning failures", id)
	return int(n), err
}

// BeginReading notes that a mail begins to be read, and gives how often that
// did not end; 0 for one that was read.
func BeginReading(ctx context.Context, tx Tx, id int64) (int, error) {
	list, err := column[int](ctx, tx, "note that the mail is being read", "update inbound set begun = begun + 1 where id = $1 and disposition is null returning begun", id)
	if err != nil || len(list) == 0 {
		return 0, err
	}
	return list[0], nil
}

// EndReading notes that reading ended, whatever came of it.
func EndReading(ctx context.Context, tx Tx, id int64) error {
	return exec(ctx, tx, "note that the mail was read", "update inbound set begun = 0 where id = $1", id)
}

// UnreadInbound lists mails that were stored before and have no disposition yet.
func UnreadInbound(ctx context.Context, tx Tx, before time.Time, limit int) ([]int64, error) {
	return column[int64](ctx, tx, "mails not read yet",
		"select id from inbound where disposition is null and stored_at < $1 order by id limit $2", before, limit)
}

// Readmit makes a mail that was set aside be read once more, as a person asked.
func Readmit(ctx context.Context, tx Tx, id int64, now time.Time) error {
	return change(ctx, tx, "bring the mail back (only one that was set aside and is still kept can be)", `
		update inbound set disposition = null, reason = null, read_at = null, failures = 0, begun = 0, readmitted_at = $2
		where id = $1 and disposition = 'set_aside' and forgotten_at is null`, id, now)
}

// Effect is one thing that followed from a mail.
type Effect struct {
	InboundID    int64
	NominationID *int64
	LetterID     *int64
	What         string
	HappenedAt   time.Time
}

// PutEffects records what followed from mails, in words and in this order.
func PutEffects(ctx context.Context, tx Tx, list []Effect) error {
	if len(list) == 0 {
		return nil
	}
	return exec(ctx, tx, "record what followed", `insert into effects (inbound_id, nomination_id, letter_id, what, happened_at)
		select inbound, nomination, letter, what, at
		from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::timestamptz[]) with ordinality as e (inbound, nomination, letter, what, at, place)
		order by place`,
		each(list, func(e Effect) int64 { return e.InboundID }), each(list, func(e Effect) *int64 { return e.NominationID }),
		each(list, func(e Effect) *int64 { return e.LetterID }), each(list, func(e Effect) string { return e.What }),
		each(list, func(e Effect) time.Time { return e.HappenedAt }))
}

// Effects lists what followed from a mail.
func Effects(ctx context.Context, tx Tx, inbound int64) ([]Effect, error) {
	return many[Effect](ctx, tx, "what followed", `select inbound_id, nomination_id, letter_id, what, happened_at
		from effects where inbound_id = $1 order by id`, inbound)
}
