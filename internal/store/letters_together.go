package store

import (
	"context"
	"time"
)

// LockDueBeside locks letters that are due and goodword's own, other than one and
// than of these kinds, together with their nominations. It waits for nobody:
// what another transaction holds is left out.
func LockDueBeside(ctx context.Context, tx Tx, other int64, now time.Time, not []string, limit int) ([]Letter, error) {
	letters, err := many[Letter](ctx, tx, "letters that are due", "select "+letterColumns+`
		where state = 'queued' and not_before <= $1 and id <> $2 and over_name = 'goodword' and kind <> all($3)
		order by not_before limit $4 for no key update skip locked`, now, other, not, limit)
	if err != nil || len(letters) == 0 {
		return nil, err
	}
	about := map[int64]bool{}
	var ids []int64
	for _, l := range letters {
		if l.NominationID != nil && !about[*l.NominationID] {
			about[*l.NominationID] = true
			ids = append(ids, *l.NominationID)
		}
	}
	locked, err := column[int64](ctx, tx, "what the letters are about",
		"select id from nominations where id = any($1) for no key update skip locked", ids)
	if err != nil {
		return nil, err
	}
	free := map[int64]bool{}
	for _, id := range locked {
		free[id] = true
	}
	var list []Letter
	for _, l := range letters {
		if l.NominationID == nil || free[*l.NominationID] {
			list = append(list, l)
		}
	}
	return list, nil
}

// LetterQueued says whether a letter waits to leave.
func LetterQueued(ctx context.Context, tx Tx, id int64) (bool, error) {
	list, err := column[bool](ctx, tx, "whether the letter waits", "select state = 'queued' from letters where id = $1", id)
	return len(list) > 0 && list[0], err
}

// Accepted is a letter that the relay took at its attempt of this number.
type Accepted struct {
	Letter   int64
	Attempts int
	Said     string
}

// AcceptLetters is EndLetter for many letters of goodword's own that were
// accepted. One that somebody gave up meanwhile stays as it is.
func AcceptLetters(ctx context.Context, tx Tx, list []Accepted, now time.Time) error {
	ids, attempts, said := make([]int64, len(list)), make([]int32, len(list)), make([]string, len(list))
	for i, a := range list {
		ids[i], attempts[i], said[i] = a.Letter, int32(a.Attempts), a.Said
	}
	return exec(ctx, tx, "record that letters were accepted", `update letters l set state = 'accepted', outcome = a.said, ended_at = $4,
		bytes_until = greatest($5, (select max(expires_at) from tokens
			where letter_id = l.id and settled_at is null and purpose <> 'none' and not (purpose = 'nominator' and exists (select from nominations n
				where n.id = tokens.nomination_id and n.state in ('thanked', 'declined', 'lapsed', 'withdrawn', 'ineligible')))))
		from unnest($1::bigint[], $2::int[], $3::text[]) a (id, attempts, said)
		where l.id = a.id and l.state = 'sending' and l.attempts = a.attempts`, ids, attempts, said, now, now.Add(bytesFor))
}

// Within runs do in a part of the transaction that is undone by itself when it fails.
func Within(ctx context.Context, tx Tx, do func(Tx) error) error {
	inner, err := tx.Begin(ctx)
	if err != nil {
		return err
	}
	if err := do(inner); err != nil {
		if undo := inner.Rollback(ctx); undo != nil {
			return undo
		}
		return err
	}
	return inner.Commit(ctx)
}
