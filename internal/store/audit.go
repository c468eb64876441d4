package store

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Entry is one line of the audit log. Detail holds no customer's words.
type Entry struct {
	At           time.Time
	What         string // such as "nomination approved"
	Who          string // an address, "goodword" or "operator"
	NominationID *int64
	LetterID     *int64
	InboundID    *int64
	Detail       string
}

// Chained is an entry with its place in the chain. Who and Detail are sealed:
// the chain holds salted hashes of them, so that either can be forgotten
// together with its salt. Entries of the first schema have no seals.
type Chained struct {
	ID           int64
	HappenedAt   time.Time
	What         string
	Who          string
	NominationID *int64
	LetterID     *int64
	InboundID    *int64
	Detail       string
	Prev         []byte
	Hash         []byte
	WhoSalt      []byte `json:"-"`
	WhoSeal      []byte `json:"-"`
	DetailSalt   []byte `json:"-"`
	DetailSeal   []byte `json:"-"`
}

// seal is what the chain holds of a word.
func seal(salt []byte, word string) []byte {
	h := sha256.New()
	h.Write(salt)
	h.Write([]byte(word))
	return h.Sum(nil)
}

// sealed says whether a word is the one that was sealed, or was forgotten.
func sealed(salt, sealedAs []byte, word string) bool {
	if salt == nil {
		return word == ""
	}
	return bytes.Equal(seal(salt, word), sealedAs)
}

// sum is what the chain holds of an entry: everything in it and the entry before.
func (c Chained) sum() []byte {
	who, detail := c.Who, c.Detail
	if c.WhoSeal != nil {
		who, detail = fmt.Sprintf("%x", c.WhoSeal), fmt.Sprintf("%x", c.DetailSeal)
	}
	body, err := json.Marshal([]any{c.ID, c.HappenedAt.UTC().Format(time.RFC3339Nano), c.What, who, c.NominationID, c.LetterID, c.InboundID, detail})
	if err != nil {
		panic("an audit entry of plain values cannot fail to marshal: " + err.Error())
	}
	h := sha256.New()
	h.Write(c.Prev)
	h.Write(body)
	return h.Sum(nil)
}

// fits says whether an entry is what it was when it was written, forgotten words apart.
func (c Chained) fits() bool {
	return bytes.Equal(c.sum(), c.Hash) && (c.WhoSeal == nil ||
		sealed(c.WhoSalt, c.WhoSeal, c.Who) && sealed(c.DetailSalt, c.DetailSeal, c.Detail))
}

// Append writes an entry at the end of the audit log. It locks the head, so the
// chain has one order, whatever the processes.
func Append(ctx context.Context, tx Tx, e Entry) error { return AppendAll(ctx, tx, []Entry{e}) }

// AppendAll writes entries at the end of the audit log, in their order. All
// processes stand in line behind its head until the transaction ends: call it last.
func AppendAll(ctx context.Context, tx Tx, list []Entry) error {
	if len(list) == 0 {
		return nil
	}
	type headRow struct {
		ID   int64
		Hash []byte
	}
	chain := make([]Chained, len(list)) // sealed before the head is held
	for i, e := range list {
		var err error
		if chain[i], err = e.sealed(); err != nil {
			return err
		}
	}
	head, err := one[headRow](ctx, tx, "the audit head", "select id, hash from audit_head for update")
	if err != nil {
		return err
	}
	for i := range chain {
		c := &chain[i]
		c.ID, c.Prev = head.ID+1, head.Hash
		c.Hash = c.sum()
		head.ID, head.Hash = c.ID, c.Hash
	}
	var batch pgx.Batch
	batch.Queue(appendEntries, columnsOf(chain)...)
	batch.Queue("update audit_head set id = $1, hash = $2", head.ID, head.Hash)
	if err := tx.SendBatch(ctx, &batch).Close(); err != nil {
		return fmt.Errorf("append to the audit log: %w", err)
	}
	return nil
}

// sealed is an entry that has no place in the chain yet.
func (e Entry) sealed() (Chained, error) {
	c := Chained{HappenedAt: e.At.UTC().Truncate(time.Microsecond), What: e.What, Who: e.Who,
		NominationID: e.NominationID, LetterID: e.LetterID, InboundID: e.InboundID, Detail: e.Detail}
	var salts [32]byte
	if _, err := rand.Read(salts[:]); err != nil {
		return c, fmt.Errorf("seal an audit entry: %w", err)
	}
	c.WhoSalt, c.DetailSalt = salts[:16], salts[16:]
	c.WhoSeal, c.DetailSeal = seal(c.WhoSalt, c.Who), seal(c.DetailSalt, c.Detail)
	return c, nil
}

// appendEntries takes a column each, as columnsOf gives them.
const appendEntries = `insert into audit (id, happened_at, what, who, nomination_id, letter_id, inbound_id,
		detail, prev, hash, who_salt, who_seal, detail_salt, detail_seal)
	select * from unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[],
		$8::text[], $9::bytea[], $10::bytea[], $11::bytea[], $12::bytea[], $13::bytea[], $14::bytea[])`

func columnsOf(chain []Chained) []any {
	return []any{
		each(chain, func(c Chained) int64 { return c.ID }), each(chain, func(c Chained) time.Time { return c.HappenedAt }),
		each(chain, func(c Chained) string { return c.What }), each(chain, func(c Chained) string { return c.Who }),
		each(chain, func(c Chained) *int64 { return c.NominationID }), each(chain, func(c Chained) *int64 { return c.LetterID }),
		each(chain, func(c Chained) *int64 { return c.InboundID }), each(chain, func(c Chained) string { return c.Detail }),
		each(chain, func(c Chained) []byte { return c.Prev }), each(chain, func(c Chained) []byte { return c.Hash }),
		each(chain, func(c Chained) []byte { return c.WhoSalt }), each(chain, func(c Chained) []byte { return c.WhoSeal }),
		each(chain, func(c Chained) []byte { return c.DetailSalt }), each(chain, func(c Chained) []byte { return c.DetailSeal }),
	}
}

// each gives one value of every row, as a column to insert.
func each[Row, Value any](rows []Row, value func(Row) Value) []Value {
	column := make([]Value, len(rows))
	for i, r := range rows {
		column[i] = value(r)
	}
	return column
}

const auditColumns = `id, happened_at, what, who, nomination_id, letter_id, inbound_id, detail, prev, hash,
	who_salt, who_seal, detail_salt, detail_seal from audit`

// History lists the audit log of one nomination.
func History(ctx context.Context, tx Tx, nomination int64) ([]Chained, error) {
	return many[Chained](ctx, tx, "the history", "select "+auditColumns+" where nomination_id = $1 order by id", nomination)
}

// AuditHead gives number and hash of the last entry, for keeping a copy outside.
func AuditHead(ctx context.Context, tx Tx) (int64, string, error) {
	type headRow struct {
		ID   int64
		Hash []byte
	}
	head, err := one[headRow](ctx, tx, "the audit head", "select id, hash from audit_head")
	return head.ID, fmt.Sprintf("%x", head.Hash), err
}

// VerifyAudit walks the whole chain and names the first entry that does not fit.
func VerifyAudit(ctx context.Context, tx Tx) (entries int64, err error) {
	rows, err := tx.Query(ctx, "select "+auditColumns+" order by id")
	if err != nil {
		return 0, fmt.Errorf("read the audit log: %w", err)
	}
	defer rows.Close()
	prev := []byte{0}
	for rows.Next() {
		var c Chained
		if err := rows.Scan(&c.ID, &c.HappenedAt, &c.What, &c.Who, &c.NominationID, &c.LetterID, &c.InboundID, &c.Detail, &c.Prev, &c.Hash,
			&c.WhoSalt, &c.WhoSeal, &c.DetailSalt, &c.DetailSeal); err != nil {
			return entries, fmt.Errorf("read the audit log: %w", err)
		}
		entries++
		if c.ID != entries || !bytes.Equal(c.Prev, prev) || !c.fits() {
			return entries, fmt.Errorf("audit entry %d was altered, or one before it is missing", c.ID)
		}
		prev = c.Hash
	}
	if err := rows.Err(); err != nil {
		return entries, fmt.Errorf("read the audit log: %w", err)
	}
	id, head, err := AuditHead(ctx, tx)
	if err != nil {
		return entries, err
	}
	if id != entries || entries > 0 && head != fmt.Sprintf("%x", prev) {
		return entries, fmt.Errorf("the audit log ends at entry %d, its head says %d: entries are missing", entries, id)
	}
	return entries, nil
}

// EntryWithHead finds the entry that an earlier audit head named, as a digest or
// a statement shows it: hexadecimal, whole or its first 16 digits at least.
func EntryWithHead(ctx context.Context, tx Tx, head string) (Chained, error) {
	begin, err := hex.DecodeString(head[:len(head)&^1])
	if err != nil || len(begin) < 8 {
		return Chained{}, fmt.Errorf("%q is no audit head: they are 64 hexadecimal digits, as the digest shows them (16 are enough)", head)
	}
	return one[Chained](ctx, tx, "the audit entry of that head",
		"select "+auditColumns+" where substring(hash from 1 for length($1::bytea)) = $1::bytea order by id limit 1", begin)
}
