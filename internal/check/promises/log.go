package promises

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5"

	"goodword/internal/store"
)

// token is how a secret of ours looks wherever it stands.
var token = regexp.MustCompile(`(?i)\b[rb][a-z2-7]{26}\b`)

// log: no token, credential or body stands in a log (promise 19).
func (c *check) log() {
	for i, line := range bytes.Split(c.Log, []byte("\n")) {
		at := fmt.Sprint("log line ", i+1)
		if token.Match(line) {
			c.broken(19, at, "the log holds a token")
		}
		for _, secret := range c.Secrets {
			if bytes.Contains(line, []byte(secret)) {
				c.broken(19, at, "the log holds a credential")
			}
		}
		for _, words := range c.Words {
			if bytes.Contains(line, []byte(words)) {
				c.broken(19, at, "the log holds words of a mail: %q", words)
			}
		}
	}
}

// secretsAtRest: no token that was sent out stands in the database in the clear,
// the bytes of mails and letters apart (promise 19).
func (c *check) secretsAtRest() {
	given := map[string]bool{}
	for _, a := range c.Accepted {
		for _, t := range token.FindAll(a.Raw, -1) {
			given[strings.ToLower(string(t))] = true
		}
	}
	for _, text := range c.texts {
		for _, t := range token.FindAllString(text.Text, -1) {
			if given[strings.ToLower(t)] {
				c.broken(19, text.Place, "it holds a token in the clear")
			}
		}
	}
}

// audit: the chain of the audit log verifies, and it tells of every decision (promise 20).
func (c *check) audit(ctx context.Context, tx pgx.Tx) error {
	if _, err := store.VerifyAudit(ctx, tx); err != nil {
		c.broken(20, "", "%v", err)
	}
	var silent []int64
	err := tx.QueryRow(ctx, `select coalesce(array_agg(number), '{}') from nominations n where not exists (select from audit a where a.nomination_id = n.id)`).Scan(&silent)
	if err != nil {
		return fmt.Errorf("look for nominations that the audit log does not know: %w", err)
	}
	for _, n := range silent {
		c.broken(20, fmt.Sprint("GW-", n), "the audit log does not know it")
	}
	return nil
}

// recoveries: after a kill work went on in time (promise 23).
func (c *check) recoveries() {
	for _, r := range c.Recoveries {
		if r.Took > Resumed {
			c.broken(23, "", "after %s it took %s until work went on", r.What, r.Took)
		}
	}
}
