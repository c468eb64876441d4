package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// A mail's bytes are in inbound_bytes, in the month that inbound.bytes_in names, or,
// where that is null, in inbound.raw: mails that were stored before there were
// months, while a process of an older version was at work, or that nobody read until their
// month went. Bytes that no row names are gone for everybody, although they
// leave the disk with their month: those of mails whose time is over.
const rawBytes = `(case when bytes_in is null then raw
	else (select b.raw from inbound_bytes b where b.inbound_id = inbound.id and b.month = inbound.bytes_in) end)`

// hasBytes is a condition on inbound: its bytes are kept.
const hasBytes = "(bytes_in is not null or length(raw) > 0)"

// BytesTable is the partitioned table that has the bytes by month.
const BytesTable = "inbound_bytes"

// found refuses a mail whose bytes are not where its row says: it must not be taken for an empty one.
func (in Inbound) found() error {
	if in.Raw == nil {
		return fmt.Errorf("read the bytes of mail %d: they are not in %s, where its row says they are: somebody took them away by hand; bring them back from a backup", in.ID, BytesTable)
	}
	return nil
}

// monthOf is the first day of a moment's month.
func monthOf(t time.Time) time.Time {
	y, m, _ := t.UTC().Date()
	return time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
}

// putBytes stores the bytes of mails by their ids.
func putBytes(ctx context.Context, tx Tx, ids []int64, mails []Mail, month time.Time) error {
	i := -1
	_, err := tx.CopyFrom(ctx, pgx.Identifier{BytesTable}, []string{"inbound_id", "month", "raw"}, pgx.CopyFromFunc(func() ([]any, error) {
		for i++; i < len(mails); i++ {
			if len(mails[i].Raw) > 0 {
				return []any{ids[i], month, mails[i].Raw}, nil
			}
		}
		return nil, nil
	}))
	if err != nil {
		return fmt.Errorf("store the bytes of %d mails: %w", len(mails), err)
	}
	return nil
}

// deleteBytes takes the bytes of mails out of their months.
func deleteBytes(ctx context.Context, tx Tx, mails []int64) error {
	return exec(ctx, tx, "forget the bytes of mails", `delete from inbound_bytes b using inbound i
		where i.id = any($1) and b.inbound_id = i.id and b.month = i.bytes_in`, mails)
}

// Months says how the bytes of mails are stored.
type Months struct {
	ByMonth bool        // new mails are stored by month
	There   []time.Time // the months there are, by their first days
	Other   int64       // about how many mails are in none of them; exact up to a thousand
}

// LookAtMonths tells the months there are, oldest first.
func LookAtMonths(ctx context.Context, tx Tx) (m Months, err error) {
	type row struct {
		ByMonth bool
		Names   []string
		Other   int64
	}
	r, err := one[row](ctx, tx, "the months of stored mails", `select coalesce((select since is not null from bytes_by_month), false) as by_month,
		(select coalesce(array_agg(c.relname::text order by c.relname), '{}') from pg_inherits h join pg_class c on c.oid = h.inhrelid
			where h.inhparent = 'inbound_bytes'::regclass) as names,
		(select count(*) from (select from inbound_bytes_other limit 1000) o) as other`)
	if err != nil {
		return m, err
	}
	m.ByMonth, m.Other = r.ByMonth, r.Other
	for _, name := range r.Names {
		if first, err := time.Parse(BytesTable+"_2006_01", name); err == nil { // the other one is no month
			m.There = append(m.There, first)
		}
	}
	return m, nil
}

// impatient lets what changes the months wait a tenth of a second for others, who wait behind it meanwhile.
func impatient(ctx context.Context, tx Tx) error {
	return exec(ctx, tx, "be impatient", "set local lock_timeout = '100ms'")
}

// Busy says that err is only that others use what was to be changed: it may be tried again later.
func Busy(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "55P03"
}

// MakeMonth makes the month of which first is the first day, unless it is there.
func MakeMonth(ctx context.Context, tx Tx, first time.Time) error {
	if err := impatient(ctx, tx); err != nil {
		return err
	}
	return exec(ctx, tx, "make the month "+first.Format("2006-01")+" for the bytes of mails", "select make_bytes_month($1::date)", first)
}

// StoreByMonth has mails stored by month from now on, once no process of a version
// that would not find them was connected at any look for so long, by the database's clock,
// and no more than patience passed between two looks; it says whether they are. Connections tell by their names (migrations.Application, migrations.Before):
// where ours is lost on its way nobody can tell, and mails stay in their rows.
func StoreByMonth(ctx context.Context, tx Tx, alone, patience time.Duration) (bool, error) {
	list, err := column[bool](ctx, tx, "who is at work in the database", `
		select exists (select from pg_stat_activity where pid = pg_backend_pid() and application_name = 'goodword by month')
			and not exists (select from pg_stat_activity where datname = current_database() and application_name = 'goodword')`)
	if err != nil {
		return false, err
	}
	// A clock that was set back counts as no look, too.
	list, err = column[bool](ctx, tx, "whether mails are stored by month", `
		update bytes_by_month set looked_at = at, alone_since = since_when, since = case when since_when <= at - $2::interval then at end
		from (select at, case when not $1 then null when looked_at between at - $3::interval and at then coalesce(alone_since, at) else at end as since_when
			from bytes_by_month, clock_timestamp() at for update of bytes_by_month) look
		where wanted and since is null returning since is not null`, list[0], alone, patience)
	return len(list) > 0 && list[0], err
}

// KeepUnread moves bytes of mails that nobody read into their rows, so that they outlive
// their month, and gives how many it moved.
func KeepUnread(ctx context.Context, tx Tx, month time.Time, limit int) (int64, error) {
	ids, err := column[int64](ctx, tx, "mails that nobody read", "select id "+keptIn+" and disposition is null order by stored_at limit $2 for no key update", month, limit)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return int64(len(ids)), exec(ctx, tx, "keep the bytes of mails that nobody read", `update inbound set raw = b.raw, bytes_in = null from inbound_bytes b
		where inbound.id = any($1) and b.inbound_id = inbound.id and b.month = inbound.bytes_in`, ids)
}

// keptIn are the mails of a month that have their bytes in it: the moment they were stored tells it.
const keptIn = `from inbound where stored_at >= $1 and stored_at < $1 + interval '1 month' and forgotten_at is null and bytes_in is not null`

// KeptIn says whether a month has bytes of mails that are not forgotten.
func KeptIn(ctx context.Context, tx Tx, month time.Time) (bool, error) {
	list, err := column[bool](ctx, tx, "whether mails of the month are kept", "select exists (select "+keptIn+")", month)
	return len(list) > 0 && list[0], err
}

// DropMonth removes a month with all bytes in it, unless mails of it are kept, and says
// whether it did. Once it has the lock nobody adds to the month.
func DropMonth(ctx context.Context, tx Tx, month time.Time) (bool, error) {
	name := pgx.Identifier{month.Format(BytesTable + "_2006_01")}.Sanitize()
	if err := impatient(ctx, tx); err != nil {
		return false, err
	}
	if err := exec(ctx, tx, "have a month of mails alone", "lock table only "+BytesTable+", "+name+" in access exclusive mode"); err != nil {
		return false, err
	}
	if kept, err := KeptIn(ctx, tx, month); err != nil || kept {
		return false, err
	}
	return true, exec(ctx, tx, "remove the month "+month.Format("2006-01")+" of mails", "drop table "+name)
}

// DropOthers removes bytes that are in no month and whose mails are past their time.
func DropOthers(ctx context.Context, tx Tx, limit int) error {
	return exec(ctx, tx, "forget bytes that are in no month", `delete from inbound_bytes_other where (inbound_id, month) in (
		select o.inbound_id, o.month from inbound_bytes_other o join inbound i on i.id = o.inbound_id where i.forgotten_at is not null limit $1)`, limit)
}

// DropLeftOver removes bytes that no row names, of so many mails after one, and gives
// up to which it looked; 0 when that was the last.
func DropLeftOver(ctx context.Context, tx Tx, after int64, limit int) (int64, error) {
	type row struct {
		Last, Looked int64
	}
	r, err := one[row](ctx, tx, "bytes that wait for the end of their month", `
		with few as (select inbound_id, month from inbound_bytes where inbound_id > $1 order by inbound_id limit $2),
			gone as (delete from inbound_bytes b using few s where b.inbound_id = s.inbound_id and b.month = s.month
				and not exists (select from inbound i where i.id = s.inbound_id and i.bytes_in = s.month))
		select coalesce(max(inbound_id), 0) as last, count(*) as looked from few`, after, limit)
	if err != nil || r.Looked < int64(limit) {
		return 0, err
	}
	return r.Last, nil
}
