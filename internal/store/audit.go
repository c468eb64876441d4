package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"
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

// Chained is an entry with its place in the chain.
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
}

// sum is what the chain holds of an entry: everything in it and the entry before.
func (c Chained) sum() []byte {
	body, err := json.Marshal([]any{c.ID, c.HappenedAt.UTC().Format(time.RFC3339Nano), c.What, c.Who, c.NominationID, c.LetterID, c.InboundID, c.Detail})
	if err != nil {
		panic("an audit entry of plain values cannot fail to marshal: " + err.Error())
	}
	h := sha256.New()
	h.Write(c.Prev)
	h.Write(body)
	return h.Sum(nil)
}

// Append writes an entry at the end of the audit log. It locks the head, so the
// chain has one order, whatever the processes.
func Append(ctx context.Context, tx Tx, e Entry) error {
	type headRow struct {
		ID   int64
		Hash []byte
	}
	head, err := one[headRow](ctx, tx, "the audit head", "select id, hash from audit_head for update")
	if err != nil {
		return err
	}
	c := Chained{head.ID + 1, e.At.UTC().Truncate(time.Microsecond), e.What, e.Who, e.NominationID, e.LetterID, e.InboundID, e.Detail, head.Hash, nil}
	c.Hash = c.sum()
	if err := exec(ctx, tx, "append to the audit log", `insert into audit (id, happened_at, what, who, nomination_id, letter_id, inbound_id, detail, prev, hash)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		c.ID, c.HappenedAt, c.What, c.Who, c.NominationID, c.LetterID, c.InboundID, c.Detail, c.Prev, c.Hash); err != nil {
		return err
	}
	return change(ctx, tx, "move the audit head", "update audit_head set id = $1, hash = $2", c.ID, c.Hash)
}

const auditColumns = "id, happened_at, what, who, nomination_id, letter_id, inbound_id, detail, prev, hash from audit"

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
		if err := rows.Scan(&c.ID, &c.HappenedAt, &c.What, &c.Who, &c.NominationID, &c.LetterID, &c.InboundID, &c.Detail, &c.Prev, &c.Hash); err != nil {
			return entries, fmt.Errorf("read the audit log: %w", err)
		}
		entries++
		if c.ID != entries || string(c.Prev) != string(prev) || string(c.sum()) != string(c.Hash) {
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
