package store

import (
	"context"
	"fmt"
)

// BytesForgotten stands as a mail's problem where the database gave up its
// bytes because they quoted a customer who is forgotten: the mail is somebody
// else's, so all else about it stays, as it does in its mailbox.
const BytesForgotten = "its bytes are forgotten"

// Sender is whose a mail is, for who decides on forgetting.
type Sender struct {
	ID      int64
	From    string
	Subject string
}

// Said is a nomination's words, by whoever wrote them.
type Said struct {
	ID         int64
	Compliment string
	Note       string
	Subject    string
}

// Scrubbing says where words of a customer may be replaced.
type Scrubbing struct {
	Pattern   string  // addresses, unique names, long phrases
	Addresses string  // addresses alone: what is replaced in rows of others
	Mails     []int64 // that are theirs, or quote them
	Letters   []int64 // that are theirs, or quote them
}

// endedNominations and endedLetters are what nothing is written from any more.
const (
	endedNominations = "state in ('thanked', 'declined', 'lapsed', 'withdrawn', 'ineligible')"
	endedLetters     = "state not in ('queued', 'sending')"
)

// Senders tells whose these mails are, by id.
func Senders(ctx context.Context, tx Tx, mails []int64) ([]Sender, error) {
	return many[Sender](ctx, tx, "whose the mails are", `select id, coalesce(from_address, '') as "from", coalesce(subject, '') as subject
		from inbound where id = any($1) order by id`, mails)
}

// ReadMails gives which of these mails are read: of the others nobody knows yet what they are.
func ReadMails(ctx context.Context, tx Tx, mails []int64) ([]int64, error) {
	return column[int64](ctx, tx, "which mails are read", "select id from inbound where id = any($1) and disposition is not null", mails)
}

// OthersIn gives the customers, in small letters, of the nominations that came of
// a mail, without these nominations.
func OthersIn(ctx context.Context, tx Tx, mail int64, without []int64) ([]string, error) {
	return column[string](ctx, tx, "who else is in the mail", `select lower(customer_address) from nominations
		where inbound_id = $1 and not id = any($2) order by 1`, mail, without)
}

// SaidElsewhere lists what stands in other nominations than these, by id.
func SaidElsewhere(ctx context.Context, tx Tx, without []int64, after int64, limit int) ([]Said, error) {
	return many[Said](ctx, tx, "what others said", `select id, compliment, note, subject from nominations
		where id > $2 and not id = any($1) and forgotten_at is null order by id limit $3`, without, after, limit)
}

// UnderWayFor lists the nominations of a nominee that have not ended.
func UnderWayFor(ctx context.Context, tx Tx, nominee int64) ([]Nomination, error) {
	return many[Nomination](ctx, tx, "what is under way", "select "+nominationColumns+" where nominee_id = $1 and not "+endedNominations+" order by id", nominee)
}

// QueuedAbout lists the letters about nominations that have not left.
func QueuedAbout(ctx context.Context, tx Tx, nominations []int64) ([]int64, error) {
	return column[int64](ctx, tx, "letters that have not left", "select id from letters where nomination_id = any($1) and state = 'queued' order by id", nominations)
}

// NamedUnderWay counts the nominations and letters that hold what matches and
// have not ended.
func NamedUnderWay(ctx context.Context, tx Tx, pattern string) (int, error) {
	list, err := column[int](ctx, tx, "what is under way and names them", `select
		(select count(*)::int from nominations where not `+endedNominations+` and concat_ws(' ', compliment, note, subject, customer_name, manager_line, leader_words, lesson) ~* $1)
		+ (select count(*)::int from letters where not (`+endedLetters+`) and concat_ws(' ', subject, args::text) ~* $1)`, pattern)
	if err != nil {
		return 0, err
	}
	return list[0], nil
}

// LockMails keeps stored mails from changing meanwhile, in the order of their ids.
func LockMails(ctx context.Context, tx Tx, ids []int64) error {
	return exec(ctx, tx, "lock the mails", "select from inbound where id = any($1) order by id for no key update", ids)
}

// LockLetters keeps letters from changing meanwhile, in the order of their ids.
func LockLetters(ctx context.Context, tx Tx, ids []int64) error {
	return exec(ctx, tx, "lock the letters", "select from letters where id = any($1) order by id for no key update", ids)
}

// ForgetBytes gives up the bytes and the subject of mails that are somebody
// else's and quote who is forgotten. What was read of them, and what followed,
// stays, and they are not removed from their mailboxes.
func ForgetBytes(ctx context.Context, tx Tx, mails []int64) error {
	if err := deleteBytes(ctx, tx, mails); err != nil {
		return err
	}
	return exec(ctx, tx, "forget the bytes of mails", "update inbound set raw = '', bytes_in = null, subject = null, problem = $2 where id = any($1)", mails, BytesForgotten)
}

// ScrubCustomer replaces what is left of a customer, and gives how many values it
// changed. In rows that are another's only the address goes; what something may
// still be written from, a nomination under way or a letter that has not left,
// is not touched: it would leave with holes.
func ScrubCustomer(ctx context.Context, tx Tx, s Scrubbing) (int64, error) {
	changed := int64(0)
	for _, t := range DataMap() {
		if t.Name == "audit" || t.Name == "people" {
			continue
		}
		for _, name := range t.words() {
			n, err := scrubTable(ctx, tx, t.Name, name, s)
			if err != nil {
				return changed, fmt.Errorf("scrub %s.%s: %w", t.Name, name, err)
			}
			changed += n
		}
	}
	return changed, nil
}

func scrubTable(ctx context.Context, tx Tx, table, name string, s Scrubbing) (int64, error) {
	switch table {
	case "nominations":
		return scrubColumn(ctx, tx, table, name, s.Addresses, endedNominations)
	case "challenges":
		return scrubColumn(ctx, tx, table, name, s.Addresses, "true")
	case "inbound", "letters":
		ids, ended := s.Mails, "true"
		if table == "letters" {
			ids, ended = s.Letters, endedLetters
		}
		if ids == nil {
			ids = []int64{} // as NULL, no list at all, it would leave every row as it is
		}
		quoting, err := scrubColumn(ctx, tx, table, name, s.Pattern, "id = any($2) and "+ended, ids)
		if err != nil {
			return 0, err
		}
		others, err := scrubColumn(ctx, tx, table, name, s.Addresses, "not id = any($2) and "+ended, ids)
		return quoting + others, err
	}
	return scrubColumn(ctx, tx, table, name, s.Pattern, "true")
}
