package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// Forgotten is what stands where words were.
const Forgotten = "forgotten"

// Trace is stored bytes in which somebody may be named.
type Trace struct {
	ID  int64
	Raw []byte
}

// MailsAfter lists stored mails that still have their bytes, by id.
func MailsAfter(ctx context.Context, tx Tx, after int64, limit int) ([]Trace, error) {
	return many[Trace](ctx, tx, "stored mails", "select id, coalesce("+rawBytes+", '') as raw from inbound where id > $1 and "+hasBytes+" order by id limit $2", after, limit)
}

// LettersAfter lists letters that still have their bytes, by id.
func LettersAfter(ctx context.Context, tx Tx, after int64, limit int) ([]Trace, error) {
	return many[Trace](ctx, tx, "letters", "select id, raw from letters where id > $1 and raw is not null and length(raw) > 0 order by id limit $2", after, limit)
}

// CustomersNominations lists the nominations of a customer's words, by address in small letters.
func CustomersNominations(ctx context.Context, tx Tx, address string) ([]Nomination, error) {
	return many[Nomination](ctx, tx, "the customer's nominations", "select "+nominationColumns+" where lower(customer_address) = $1 order by id", address)
}

// MailsOfAddress lists the mails that somebody sent, by addresses in small letters.
func MailsOfAddress(ctx context.Context, tx Tx, addresses []string) ([]int64, error) {
	return column[int64](ctx, tx, "the mails of an address", "select id from inbound where lower(from_address) = any($1) order by id", addresses)
}

// MailsAbout lists the mails that nominations came of, that decided about them, or that had an effect on them.
func MailsAbout(ctx context.Context, tx Tx, nominations []int64) ([]int64, error) {
	return column[int64](ctx, tx, "the mails about nominations", `select inbound_id from nominations where id = any($1)
		union select inbound_id from decisions where nomination_id = any($1)
		union select inbound_id from effects where nomination_id = any($1) order by 1`, nominations)
}

// LettersAbout lists the letters about nominations, those that mails caused and
// that are about no other nomination, and those to addresses in small letters.
func LettersAbout(ctx context.Context, tx Tx, nominations, mails []int64, addresses []string) ([]int64, error) {
	return column[int64](ctx, tx, "the letters about them", `select id from letters where nomination_id = any($1)
		or nomination_id is null and inbound_id = any($2) or lower(to_address) = any($3) order by 1`, nominations, mails, addresses)
}

// NamedElsewhere says which of these names are somebody's in the directory, or
// another customer's: they tell nobody apart.
func NamedElsewhere(ctx context.Context, tx Tx, names []string, address string) ([]string, error) {
	return column[string](ctx, tx, "who else has the name", `select n from unnest($1::text[]) n
		where exists (select from people where lower(name) = lower(n) and address <> $2)
		or exists (select from nominations where lower(customer_name) = lower(n) and lower(customer_address) <> $2)`, names, address)
}

// ForgetMails forgets the bytes of mails and what was read of them; which they
// were, what they were taken for and when stays. With expunge they are to be
// removed from their mailboxes too.
func ForgetMails(ctx context.Context, tx Tx, ids []int64, outsiders, expunge bool, now time.Time) error {
	if err := deleteBytes(ctx, tx, ids); err != nil {
		return err
	}
	return forgetMails(ctx, tx, ids, outsiders, expunge, now)
}

// forgetMails is ForgetMails, which leaves bytes that are in a month there.
func forgetMails(ctx context.Context, tx Tx, ids []int64, outsiders, expunge bool, now time.Time) error {
	if err := exec(ctx, tx, "forget mails", `update inbound set raw = '', bytes_in = null, subject = null, problem = '', reason = $2, vouched_by = null,
			from_address = case when $3 then null else from_address end, message_id = case when $3 then null else message_id end,
			disposition = coalesce(disposition, 'set_aside'), read_at = coalesce(read_at, $5), forgotten_at = $5,
			expunge_at = case when $4 then coalesce(expunge_at, $5) else expunge_at end
		where id = any($1)`, ids, Forgotten, outsiders, expunge, now); err != nil {
		return err
	}
	if err := ForgetChallenges(ctx, tx, ids, now); err != nil {
		return err
	}
	for _, step := range []string{"update customer_answers set words = '' where inbound_id = any($1) and words <> ''",
		"update trivia_answers set words = '' where inbound_id = any($1) and words <> ''",
		`update trivia_questions set question = '', answer = '' where trivia_id in (select id from trivia where inbound_id = any($1) and drawn_at is not null)`,
		"update ideas set words = '', result = '' where inbound_id = any($1)", "update weekly_challenges set words = '', result = '' where inbound_id = any($1)",
		"update news set words = '', ended_at = coalesce(ended_at, said_at) where inbound_id = any($1)"} {
		if err := exec(ctx, tx, "forget what mails said", step, ids); err != nil {
			return err
		}
	}
	return exec(ctx, tx, "forget what followed from mails", "update effects set what = $2 where inbound_id = any($1) and what <> $2", ids, Forgotten)
}

// ForgetNominations forgets the words of nominations, and those of the decisions
// about them; states and times stay.
func ForgetNominations(ctx context.Context, tx Tx, ids []int64, now time.Time) error {
	for _, step := range []string{
		`update nominations set compliment = '', subject = '', note = '', customer_name = '', customer_address = '', evidence = '[]',
			behaviour_words = '{}', level_words = '{}', manager_line = '', lesson = '', leader_words = '', leader_words_by = null, leader_words_mail = null, reason = '',
			compliment_hash = sha256(convert_to('forgotten ' || id, 'UTF8')), forgotten_at = $2 where id = any($1)`,
		"update decisions set words = '' where nomination_id = any($1) and words <> '' and $2::timestamptz is not null",
		"update customer_answers set words = '' where nomination_id = any($1) and words <> '' and $2::timestamptz is not null",
		`update delights set words = '', reason = '', state = case state when 'open' then 'lapsed' else state end, ended_at = coalesce(ended_at, $2)
			where nomination_id = any($1)`,
		`update trivia_answers set words = '', address = '', correct = correct and trivia_id in (select id from trivia where drawn_at is not null)
			where nomination_id = any($1) and $2::timestamptz is not null`, // who is forgotten is not drawn; a draw that was stays as it was
		"update touches set done_words = '' where nomination_id = any($1) and done_words <> '' and $2::timestamptz is not null",
		"update effects set what = 'forgotten' where nomination_id = any($1) and what <> 'forgotten' and $2::timestamptz is not null",
	} {
		if err := exec(ctx, tx, "forget nominations", step, ids, now); err != nil {
			return err
		}
	}
	return nil
}

// SettleAllTokens ends every token of nominations: nobody is asked any more.
func SettleAllTokens(ctx context.Context, tx Tx, nominations []int64, now time.Time) error {
	return exec(ctx, tx, "settle all tokens", "update tokens set settled_at = $2 where nomination_id = any($1) and settled_at is null", nominations, now)
}

// CancelQueued cancels letters that have not left and gives how many those are.
func CancelQueued(ctx context.Context, tx Tx, ids []int64, why string, now time.Time) (int64, error) {
	tag, err := tx.Exec(ctx, "update letters set state = 'cancelled', outcome = $2, ended_at = $3 where id = any($1) and state = 'queued'", ids, why, now)
	if err != nil {
		return 0, fmt.Errorf("cancel letters: %w", err)
	}
	return tag.RowsAffected(), nil
}

// ForgetLetters forgets the bytes and words of letters that have ended; those
// on their way are left and counted. Addresses outside the directory go too.
func ForgetLetters(ctx context.Context, tx Tx, ids []int64, now time.Time) (onTheirWay int64, err error) {
	if err := exec(ctx, tx, "forget letters", `update letters set raw = case when state = 'unknown' then ''::bytea end, args = '{}', subject = '', outcome = '',
			to_address = case when person_id is null then $2 else to_address end, slot = case when person_id is null then $2 || ':' || id else slot end,
			forgotten_at = $3, bytes_until = null
		where id = any($1) and state not in ('queued', 'sending')`, ids, Forgotten, now); err != nil {
		return 0, err
	}
	left, err := column[int64](ctx, tx, "letters on their way", "select count(*) from letters where id = any($1) and state in ('queued', 'sending')", ids)
	if err != nil {
		return 0, err
	}
	return left[0], nil
}

// ForgetAudit seals what the audit log says in words: of entries about these
// nominations, letters and mails, and of those that match. It gives how many it sealed.
func ForgetAudit(ctx context.Context, tx Tx, nominations, letters, mails []int64, pattern string) (int64, error) {
	tag, err := tx.Exec(ctx, `update audit set detail = '', detail_salt = null where detail_salt is not null and detail <> ''
		and (nomination_id = any($1) or letter_id = any($2) or inbound_id = any($3) or detail ~* $4)`, nominations, letters, mails, pattern)
	if err != nil {
		return 0, fmt.Errorf("forget the words of the audit log: %w", err)
	}
	return tag.RowsAffected(), nil
}

// ForgetActor seals who did it where it was one of these addresses, in small letters.
func ForgetActor(ctx context.Context, tx Tx, addresses []string) (int64, error) {
	tag, err := tx.Exec(ctx, "update audit set who = '', who_salt = null where who_salt is not null and lower(who) = any($1)", addresses)
	if err != nil {
		return 0, fmt.Errorf("forget who did it in the audit log: %w", err)
	}
	return tag.RowsAffected(), nil
}

// ForgetPerson empties the row of somebody who left; the row stays, as others refer to it.
func ForgetPerson(ctx context.Context, tx Tx, id int64, addresses []string) error {
	for _, step := range []string{
		`update people set address = 'forgotten-' || id || '@forgotten.invalid', aliases = '{}', name = 'somebody who left', given = '', family = '', nicknames = '{}',
			title = '', team = '', phone = '', shift = '', working_days = '', time_zone = '', language = '', site = '', region = '', country = '', role = default,
			manager_id = null, deputy_id = null, private = true
			where id = $1 and not active and $2::text[] is not null`,
		"delete from absences where person_id = $1 and $2::text[] is not null",
		"update letters set to_address = 'forgotten', slot = 'forgotten:' || id where (person_id = $1 or lower(to_address) = any($2)) and state not in ('queued', 'sending')",
		"update pauses set paused_by = 'forgotten' where lower(paused_by) = any($2) and $1::bigint is not null",
		"update pauses set resumed_by = 'forgotten' where lower(resumed_by) = any($2) and $1::bigint is not null",
		"update occasions set reader = 'forgotten ' || $1::bigint where lower(reader) = any($2)",
	} {
		if err := exec(ctx, tx, "forget the person", step, id, addresses); err != nil {
			return err
		}
	}
	return nil
}

// Scrub replaces what matches in every column that may hold words of anyone; it
// gives how many values it changed. The audit log has its own way, and what
// something may still be written from, a nomination under way or a letter that
// has not left, is not touched: it would leave with holes.
func Scrub(ctx context.Context, tx Tx, pattern string) (int64, error) {
	changed := int64(0)
	for _, t := range DataMap() {
		if t.Name == "audit" || t.Name == "people" {
			continue
		}
		rows := cmp.Or(map[string]string{"nominations": endedNominations, "letters": endedLetters}[t.Name], "true")
		for _, name := range t.words() {
			n, err := scrubColumn(ctx, tx, t.Name, name, pattern, rows)
			if err != nil {
				return changed, fmt.Errorf("scrub %s.%s: %w", t.Name, name, err)
			}
			changed += n
		}
	}
	return changed, nil
}

// words lists the columns, other than raw bytes, in which somebody may be named.
func (t Table) words() []string {
	var list []string
	for name, holds := range t.Columns {
		if name != "raw" && (holds == OfAnyone || holds == OfCustomer || holds == OfEmployee) {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// scrubColumn replaces what matches in a column, in the rows of a condition, whose
// arguments begin with $2. It goes by the column's type: numbers refer to rows,
// and hold no words.
func scrubColumn(ctx context.Context, tx Tx, table, name, pattern, rows string, args ...any) (int64, error) {
	kinds, err := column[string](ctx, tx, "a column's type", `select udt_name::text from information_schema.columns
		where table_schema = current_schema() and table_name = $1 and column_name = $2`, table, name)
	if err != nil || len(kinds) != 1 {
		return 0, err
	}
	text, back := "%[1]s", ""
	switch kinds[0] {
	case "text", "varchar":
	case "jsonb", "_jsonb", "_text":
		text, back = "%[1]s::text", "::"+map[string]string{"jsonb": "jsonb", "_jsonb": "jsonb[]", "_text": "text[]"}[kinds[0]]
	default:
		return 0, nil
	}
	column := pgx.Identifier{name}.Sanitize()
	text = fmt.Sprintf(text, column)
	tag, err := tx.Exec(ctx, fmt.Sprintf("update %[1]s set %[2]s = regexp_replace(%[3]s, $1, '%[5]s', 'gi')%[4]s where %[3]s ~* $1 and (%[6]s)",
		pgx.Identifier{table}.Sanitize(), column, text, back, Forgotten, rows), append([]any{pattern}, args...)...)
	return tag.RowsAffected(), err
}

// ReturnHashes gives, by letter, the hash of the secret that its copies carry.
func ReturnHashes(ctx context.Context, tx Tx, letters []int64) (map[int64][]byte, error) {
	type row struct {
		ID         int64
		ReturnHash []byte
	}
	list, err := many[row](ctx, tx, "the secrets of letters", "select id, return_hash from letters where id = any($1) and return_hash is not null", letters)
	found := map[int64][]byte{}
	for _, r := range list {
		found[r.ID] = r.ReturnHash
	}
	return found, err
}

// LetterForgotten says whether the letter whose copies carry this secret is forgotten.
func LetterForgotten(ctx context.Context, tx Tx, returnHash []byte) (bool, error) {
	list, err := column[bool](ctx, tx, "a letter's copy", bySecret("id", "letters", "select forgotten_at is not null from letters", "return_hash = $1"), returnHash)
	return len(list) > 0 && list[0], err
}
