package store

import (
	"context"
	"time"

	"goodword/internal/recognition"
)

// Care is who looks after what as Chief People Officer, and who reads. Sites
// stand beside their Chiefs; every other site has the Whole company's, and Other
// looks after what that one may not read: 0 where there is nobody else.
type Care struct {
	Sites                []string
	Chiefs               []int64
	Whole, Other, Reader int64
}

func (c Care) args(more ...any) []any {
	return append([]any{c.Sites, c.Chiefs, c.Whole, c.Other, c.Reader}, more...)
}

// caredFor is the condition that a nomination, by its alias, is looked after by
// the reader of Care.args: the Chief People Officer of the nominee's site. Nobody
// looks after what is about themselves, or may be; who has nobody beside them
// does once it was thanked, and where it names nobody: it would lapse unread.
func caredFor(n string) string {
	may := func(who string) string {
		return n + `.nominee_id is null and ` + n + `.evidence @> jsonb_build_array(jsonb_build_object('PersonID', ` + who + `))`
	}
	return `$5::bigint = (select case when c.chief is distinct from ` + n + `.nominee_id and not (` + may("c.chief") + `) then c.chief
		when c.chief <> $3::bigint then $3::bigint when $4::bigint <> 0 and not (` + may("$4::bigint") + `) then $4::bigint
		when ` + n + `.state = 'thanked' or ` + n + `.nominee_id is null then c.chief else 0 end
		from (select coalesce((select s.chief from unnest($1::text[], $2::bigint[]) s (site, chief)
			where s.site = (select p.site from people p where p.id = ` + n + `.nominee_id)), $3::bigint) as chief) c)`
}

// CustomersWrote lists the nominations of compliments that were read since a
// moment and that the reader looks after, oldest first.
func CustomersWrote(ctx context.Context, tx Tx, c Care, since time.Time, limit int) ([]Nomination, error) {
	return many[Nomination](ctx, tx, "what customers wrote", "select "+nominationColumns+` where inbound_id in (select i.id from inbound i
		where i.disposition = $6 and i.read_at > $7) and `+caredFor("nominations")+" order by inbound_id, id limit $8",
		c.args(recognition.TakenCompliment, since, limit)...)
}

// UnclearFor lists the nominations without a nominee that the reader looks after, oldest first.
func UnclearFor(ctx context.Context, tx Tx, c Care, limit int) ([]Nomination, error) {
	return many[Nomination](ctx, tx, "nominations that name nobody", "select "+nominationColumns+" where state = $6 and "+caredFor("nominations")+
		" order by changed_at, id limit $7", c.args(recognition.Unclear, limit)...)
}

// OpenDelightsOf lists those gifts that wait for the CEO and that the reader looks after, oldest first.
func OpenDelightsOf(ctx context.Context, tx Tx, c Care, limit int) ([]Delight, error) {
	return many[Delight](ctx, tx, "gifts that wait", "select "+delightColumns+` d where d.state = 'open'
		and exists (select from nominations n where n.id = d.nomination_id and `+caredFor("n")+") order by asked_at, id limit $6", c.args(limit)...)
}

// PassedOnTo lists the letters to the service team since a moment about sites
// that the reader looks after, unless they are about the reader; oldest first.
func PassedOnTo(ctx context.Context, tx Tx, c Care, kind string, since time.Time, limit int) ([]Letter, error) {
	return many[Letter](ctx, tx, "letters", "select "+letterColumns+` l where kind = $4 and queued_at > $5 and state <> 'cancelled'
		and $6::bigint = coalesce((select s.chief from unnest($1::text[], $2::bigint[]) s (site, chief) where s.site = l.args->>'Site'), $3::bigint)
		and coalesce((l.args->>'Employee')::bigint, 0) <> $6::bigint order by queued_at, id limit $7`,
		c.Sites, c.Chiefs, c.Whole, kind, since, c.Reader, limit)
}
