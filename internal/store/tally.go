package store

import "context"

// tallied counts by name what triggers keep count of: the sums folded so far
// and the changes since, so the figure is exact and its cost does not grow with
// the table.
func tallied(ctx context.Context, tx Tx, what, said string) ([]Count, error) {
	return many[Count](ctx, tx, said, `select name, sum(count)::bigint as count from (
			select name, count from tallies where what = $1
			union all select now, 1 from tally_changes where what = $1 and now is not null
			union all select was, -1 from tally_changes where what = $1 and was is not null
		) changes group by name having sum(count) <> 0 order by name`, what)
}

// FoldTallies adds what changed to the sums. One process at a time does it.
func FoldTallies(ctx context.Context, tx Tx) error {
	mine, err := column[bool](ctx, tx, "who folds the tallies", "select pg_try_advisory_xact_lock(hashtext('goodword tallies'))")
	if err != nil || !mine[0] {
		return err
	}
	return exec(ctx, tx, "fold the tallies", `with gone as (delete from tally_changes returning what, was, now),
		sums as (select what, name, sum(n)::bigint as n from (
			select what, now as name, 1 as n from gone where now is not null
			union all select what, was, -1 from gone where was is not null) each group by what, name)
		insert into tallies (what, name, count) select what, name, n from sums
		on conflict (what, name) do update set count = tallies.count + excluded.count`)
}
