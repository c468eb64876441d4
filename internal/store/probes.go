package store

import (
	"context"
	"time"
)

// Probe is what one probe of a rule of trust found.
type Probe struct {
	Rule     string // internal, or authentication-results
	RuleHash []byte // which rule of that kind, on which servers
	Held     bool
	Said     string
	ProbedAt time.Time
}

// PutProbe records what a probe found.
func PutProbe(ctx context.Context, tx Tx, p Probe) error {
	return exec(ctx, tx, "record the probe", "insert into probes (rule, rule_hash, held, said, probed_at) values ($1, $2, $3, $4, $5)",
		p.Rule, p.RuleHash, p.Held, p.Said, p.ProbedAt)
}

// LastProbes gives the newest probe of each of these rules, by rule.
func LastProbes(ctx context.Context, tx Tx, hashes [][]byte) ([]Probe, error) {
	return many[Probe](ctx, tx, "the last probes", `select distinct on (rule) rule, rule_hash, held, said, probed_at from probes
		where rule_hash = any($1) order by rule, id desc`, hashes)
}

// SeenMessageID gives the first mail before this one that bore the Message-ID,
// also one whose bytes and ids are forgotten by now; 0 for none.
func SeenMessageID(ctx context.Context, tx Tx, id int64, messageID string) (int64, error) {
	list, err := column[int64](ctx, tx, "an earlier mail with the Message-ID", `select id from inbound
		where `+byMessageID("$2")+` and id < $1 and disposition <> 'duplicate' order by id limit 1`, id, messageID)
	if err != nil || len(list) == 0 {
		return 0, err
	}
	return list[0], nil
}

// Head is how a stored mail begins.
type Head struct {
	ID          int64
	FromAddress *string
	Vouched     *bool
	Head        []byte // its first 64 KB
}

// BulkHeads gives how the newest mails begin that decided nothing because they
// came by a list: taken for mass mail, or set aside.
func BulkHeads(ctx context.Context, tx Tx, limit int) ([]Head, error) {
	return many[Head](ctx, tx, "the last mass mails", `select id, from_address, vouched, coalesce(substring(`+rawBytes+` for 65536), '') as head from inbound
		where (disposition = 'machine' and kind = 'bulk' or disposition = 'set_aside' and reason like '%came by a list or a group%')
			and forgotten_at is null order by read_at desc limit $1`, limit)
}

// LastHeads gives how the newest mails that were read begin, whatever they were taken for.
func LastHeads(ctx context.Context, tx Tx, limit int) ([]Head, error) {
	return many[Head](ctx, tx, "the last mails", `select id, from_address, vouched, coalesce(substring(`+rawBytes+` for 65536), '') as head from inbound
		where forgotten_at is null and disposition is not null order by id desc limit $1`, limit)
}

// SetNameDomains records where letters over the CEO's name may go.
func SetNameDomains(ctx context.Context, tx Tx, domains []string) error {
	if err := exec(ctx, tx, "set the domains of letters over the CEO's name",
		"insert into name_domains (domain) select distinct lower(d) from unnest($1::text[]) d on conflict do nothing", domains); err != nil {
		return err
	}
	return exec(ctx, tx, "set the domains of letters over the CEO's name",
		"delete from name_domains where domain <> all (select lower(d) from unnest($1::text[]) d)", domains)
}
