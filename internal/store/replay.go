package store

import "context"

// ArchivedAfter lists stored mails that have all their bytes, by id.
func ArchivedAfter(ctx context.Context, tx Tx, id int64, limit int) ([]int64, error) {
	return column[int64](ctx, tx, "the mails that are kept", `
		select id from inbound where id > $1 and `+hasBytes+` and not too_large and disposition is not null order by id limit $2`, id, limit)
}

// StoredAs finds the stored mail with one of these hashes, and this Message-ID or
// none; several are the same mail, of which the first that was no duplicate counts.
func StoredAs(ctx context.Context, tx Tx, hashes [][]byte, messageID string) (int64, bool, error) {
	ids, err := column[int64](ctx, tx, "whether the mail is stored", `
		select id from (
			(select id, disposition from inbound where $2 <> '' and `+byMessageID("$2")+` and sha256 = any($1) offset 0)
			union all (select id, disposition from inbound where sha256 = any($1) and `+nameless+` offset 0)
		) stored where disposition is not null order by disposition = 'duplicate', id limit 1`, hashes, messageID)
	if err != nil || len(ids) == 0 {
		return 0, false, err
	}
	return ids[0], true, nil
}

// DecidedBy lists the answers that a mail gave.
func DecidedBy(ctx context.Context, tx Tx, inbound int64) ([]string, error) {
	return column[string](ctx, tx, "what the mail decided", "select answer from decisions where inbound_id = $1 and answer <> 'second' order by id", inbound)
}

// NomineesBy lists whom a mail nominated, as its nominations stand.
func NomineesBy(ctx context.Context, tx Tx, inbound int64) ([]string, error) {
	return column[string](ctx, tx, "whom the mail nominated", `
		select p.address from nominations n join people p on p.id = n.nominee_id where n.inbound_id = $1 order by n.id`, inbound)
}
