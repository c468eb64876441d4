package store

import (
	"context"
	"time"
)

// AskedWhoLeft lists nominations that wait for an answer of somebody who has left.
func AskedWhoLeft(ctx context.Context, tx Tx, most int) ([]int64, error) {
	return column[int64](ctx, tx, "requests to people who left", `
		select distinct a.nomination_id from asks a
			join people p on p.id = a.person_id and not p.active
			cross join lateral (select state from nominations where id = a.nomination_id offset 0) n -- as in WaitingOn
		where a.closed_at is null and n.state = 'awaiting_approval' order by 1 limit $1`, most)
}

// AskedBeneath lists nominations that wait for an answer of somebody who reports
// to the nominee, directly or through others, or stands in for one who does.
func AskedBeneath(ctx context.Context, tx Tx) ([]int64, error) {
	return column[int64](ctx, tx, "requests to people beneath the nominee", `
		with recursive above as (
			select a.nomination_id, n.nominee_id, coalesce(a.on_behalf_of, a.person_id) as person, 0 as levels from asks a
				cross join lateral (select state, nominee_id from nominations where id = a.nomination_id offset 0) n -- as in WaitingOn
			where a.closed_at is null and n.state = 'awaiting_approval' and n.nominee_id is not null
			union all
			select u.nomination_id, u.nominee_id, p.manager_id, u.levels + 1 from above u join people p on p.id = u.person
			where p.manager_id is not null and u.levels < 30 and (u.person <> u.nominee_id or u.levels = 0))
		select distinct nomination_id from above where person = nominee_id and levels > 0 order by 1`)
}

// DirectoryRead is how the last scheduled read of a directory stands.
type DirectoryRead struct {
	Source   string     `json:"source"`
	BeganAt  time.Time  `json:"began_at"`
	LeasedTo *time.Time `json:"leased_to"` // nil where nobody is at it
	DoneAt   *time.Time `json:"done_at"`   // the last one that ended well
	Failed   bool       `json:"failed"`
	Detail   string     `json:"detail"`
}

// DirectoryReads lists the directories that were read by a schedule.
func DirectoryReads(ctx context.Context, tx Tx) ([]DirectoryRead, error) {
	return many[DirectoryRead](ctx, tx, "the reads of directories",
		"select source, began_at, leased_to, done_at, failed, detail from directory_reads order by source")
}

// ClaimDirectory takes the read of a directory that is due: the last began so
// long ago or earlier, and nobody holds a lease. Of any number of processes one
// gets true.
func ClaimDirectory(ctx context.Context, tx Tx, source string, every, lease time.Duration, now time.Time) (bool, error) {
	tag, err := tx.Exec(ctx, `
		insert into directory_reads as r (source, began_at, leased_to) values ($1, $2, $3)
		on conflict (source) do update set began_at = excluded.began_at, leased_to = excluded.leased_to
		where r.began_at <= $4 and (r.leased_to is null or r.leased_to <= excluded.began_at)`,
		source, now, now.Add(lease), now.Add(-every))
	return tag.RowsAffected() == 1, err
}

// EndDirectory records how a claimed read ended. One whose lease another process took over since records nothing.
func EndDirectory(ctx context.Context, tx Tx, source string, began time.Time, failed bool, detail string, now time.Time) error {
	return exec(ctx, tx, "record the read of the directory "+source, `
		update directory_reads set leased_to = null, failed = $3, detail = $4, done_at = case when $3 then done_at else $5 end
		where source = $1 and began_at = $2`, source, began, failed, detail, now)
}
