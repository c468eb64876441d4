package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// Write writes what was kept, and gives the mails that are to be read by
// themselves now, in the same transaction: those that were dropped, and those of
// which a nomination's words or a letter's slot are stored already. Another
// transaction may store such a thing at the same time; then Write fails with a
// unique violation, and all of it is undone.
func (d *Drafts) Write(ctx context.Context) (alone []int64, err error) {
	if err := d.dropStored(ctx); err != nil {
		return nil, err
	}
	for _, write := range []func(context.Context) error{d.writeNominations, d.writeAsks, d.writeChallenges, d.writeLetters, d.writeTaken} {
		if err := write(ctx); err != nil {
			return nil, err
		}
	}
	for _, m := range d.dropped {
		alone = append(alone, m.ID)
	}
	return alone, nil
}

// dropStored drops the mails that meet a row which is stored, and those that were
// taken for the same mail as one of them: it may yet be taken for something else.
func (d *Drafts) dropStored(ctx context.Context) error {
	nominations, letters := rowsOf(d.kept, func(m *draft) []*draftedNomination { return m.nominations }), rowsOf(d.kept, func(m *draft) []Letter { return m.letters })
	nominations = slices.DeleteFunc(nominations, func(n *draftedNomination) bool { return n.NomineeID == nil })
	var met []int64
	gather := func(rows pgx.Rows) error {
		list, err := pgx.CollectRows(rows, pgx.RowTo[int64])
		met = append(met, list...)
		return err
	}
	var batch pgx.Batch
	batch.Queue(`select asked.mail from unnest($1::bigint[], $2::bigint[], $3::bytea[]) asked (mail, nominee, words), lateral (select from nominations
			where nominee_id = asked.nominee and compliment_hash = asked.words and state not in ('withdrawn', 'ineligible', 'lapsed') limit 1) stored`,
		each(nominations, func(n *draftedNomination) int64 { return n.InboundID }), each(nominations, func(n *draftedNomination) int64 { return *n.NomineeID }),
		each(nominations, func(n *draftedNomination) []byte { return n.ComplimentHash })).Query(gather)
	batch.Queue(`select asked.mail from unnest($1::bigint[], $2::text[]) asked (mail, slot), lateral (select from letters
			where slot = asked.slot and state not in ('cancelled', 'refused', 'bounced') limit 1) stored`,
		each(letters, func(l Letter) int64 { return *l.InboundID }), each(letters, func(l Letter) string { return l.Slot })).Query(gather)
	if err := d.tx.SendBatch(ctx, &batch).Close(); err != nil {
		return fmt.Errorf("look for what is stored already: %w", err)
	}
	var kept []*draft
	for _, m := range d.kept { // in their order: a twin comes behind its first
		if slices.Contains(met, m.ID) || m.twin != 0 && slices.Contains(met, m.twin) {
			met, d.dropped = append(met, m.ID), append(d.dropped, m)
		} else {
			kept = append(kept, m)
		}
	}
	d.kept = kept
	return nil
}

// rowsOf are the rows of one table of all drafts.
func rowsOf[Row any](list []*draft, of func(*draft) []Row) (rows []Row) {
	for _, m := range list {
		rows = append(rows, of(m)...)
	}
	return rows
}

// put copies rows into a table.
func put[Row any](ctx context.Context, tx Tx, table string, columns []string, rows []Row, values func(Row) []any) error {
	if len(rows) == 0 {
		return nil
	}
	if _, err := tx.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromSlice(len(rows), func(i int) ([]any, error) { return values(rows[i]), nil })); err != nil {
		return fmt.Errorf("store %d %s: %w", len(rows), table, err)
	}
	return nil
}

func (d *Drafts) writeNominations(ctx context.Context) error {
	return put(ctx, d.tx, "nominations", []string{"id", "number", "state", "reason", "inbound_id", "nominee_id", "nominator_id", "customer_name",
		"customer_address", "proof", "subject", "compliment", "compliment_hash", "note", "language", "tone", "evidence", "behaviour", "behaviour_words",
		"behaviour_by", "level", "level_words", "touchpoint", "opened_at", "changed_at", "asked_at", "remind_at", "escalate_at", "lapse_at"},
		rowsOf(d.kept, func(m *draft) []*draftedNomination { return m.nominations }), func(n *draftedNomination) []any {
			return []any{n.ID, n.Number, string(n.State), n.Reason, n.InboundID, n.NomineeID, n.NominatorID, n.CustomerName,
				n.CustomerAddress, string(n.Proof), n.Subject, n.Compliment, n.ComplimentHash, n.Note, n.Language, n.Tone, n.Evidence, n.Behaviour, n.BehaviourWords,
				n.behaviourBy, n.Level, n.levelWords, n.touchpoint, n.OpenedAt, n.ChangedAt, n.AskedAt, n.RemindAt, n.EscalateAt, n.LapseAt}
		})
}

func (d *Drafts) writeAsks(ctx context.Context) error {
	return put(ctx, d.tx, "asks", []string{"id", "nomination_id", "person_id", "on_behalf_of", "why", "by_digest", "confirmation", "asked_at", "nominee_id"},
		rowsOf(d.kept, func(m *draft) []Ask { return m.asks }), func(a Ask) []any {
			return []any{a.ID, a.NominationID, a.PersonID, a.OnBehalfOf, string(a.Why), a.ByDigest, a.Confirmation, a.AskedAt, a.NomineeID}
		})
}

func (d *Drafts) writeChallenges(ctx context.Context) error {
	return put(ctx, d.tx, "challenges", []string{"id", "inbound_id", "words_hash", "manager_id", "employee_id", "site", "theme", "behaviour",
		"customer_name", "words", "language", "received_at", "opened_at"},
		rowsOf(d.kept, func(m *draft) []Challenge { return m.challenges }), func(c Challenge) []any {
			return []any{c.ID, c.InboundID, c.WordsHash, c.ManagerID, c.EmployeeID, c.Site, c.Theme, c.Behaviour,
				c.CustomerName, c.Words, c.Language, c.ReceivedAt, c.OpenedAt}
		})
}

func (d *Drafts) writeLetters(ctx context.Context) error {
	return put(ctx, d.tx, "letters", []string{"id", "kind", "slot", "over_name", "nomination_id", "inbound_id", "person_id", "to_address", "language",
		"wording", "args", "state", "not_before", "queued_at"},
		rowsOf(d.kept, func(m *draft) []Letter { return m.letters }), func(l Letter) []any {
			if l.Args == nil {
				l.Args = json.RawMessage("{}")
			}
			return []any{l.ID, l.Kind, l.Slot, l.OverName, l.NominationID, l.InboundID, l.PersonID, l.ToAddress, l.Language,
				l.Wording, l.Args, "queued", l.NotBefore, l.QueuedAt}
		})
}

// writeTaken is Take for all of the mails.
func (d *Drafts) writeTaken(ctx context.Context) error {
	if len(d.kept) == 0 {
		return nil
	}
	text := func(of func(Taken) string) []string {
		return each(d.kept, func(m *draft) string { return of(*m.taken) })
	}
	return all(ctx, d.tx, len(d.kept), "record what the mails were taken for", `
		update inbound set message_id = t.message_id, from_address = t.from_address, subject = t.subject, kind = t.kind, tone = t.tone, language = t.language,
			vouched = t.vouched, vouched_by = t.vouched_by, content_hash = t.content_hash, disposition = t.disposition, reason = t.reason, read_at = t.read_at
		from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bool[], $9::text[], $10::bytea[],
			$11::text[], $12::text[], $13::timestamptz[]) t (mail, message_id, from_address, subject, kind, tone, language, vouched, vouched_by,
			content_hash, disposition, reason, read_at)
		where inbound.id = t.mail and inbound.disposition is null`,
		each(d.kept, func(m *draft) int64 { return m.ID }),
		text(func(t Taken) string { return t.MessageID }), text(func(t Taken) string { return t.From }), text(func(t Taken) string { return t.Subject }),
		text(func(t Taken) string { return t.Kind }), text(func(t Taken) string { return t.Tone }), text(func(t Taken) string { return t.Language }),
		each(d.kept, func(m *draft) bool { return m.taken.Vouched }), text(func(t Taken) string { return t.VouchedBy }),
		each(d.kept, func(m *draft) []byte { return m.taken.ContentHash }), text(func(t Taken) string { return t.Disposition }),
		text(func(t Taken) string { return t.Reason }), each(d.kept, func(m *draft) time.Time { return m.takenAt }))
}
