package promises

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"goodword/internal/store"
)

// tokenLength is how many letters a secret of ours has.
const tokenLength = 27

// tokens finds what looks like a secret of ours, wherever it stands: \b[rb][a-z2-7]{26}\b, in small or
// large letters. It gives them in small ones. A regular expression took most of the fault suite's time.
func tokens[T string | []byte](text T) (found []string) {
	for at := 0; at < len(text); at++ {
		begin := at
		for at < len(text) && inWord(text[at]) {
			at++
		}
		if at-begin != tokenLength {
			continue
		}
		word := strings.ToLower(string(text[begin:at]))
		if (word[0] == 'r' || word[0] == 'b') && !strings.ContainsAny(word, "0189_") {
			found = append(found, word)
		}
	}
	return found
}

// inWord says whether a byte belongs to a word, between whose ends nothing is a boundary.
func inWord(b byte) bool {
	return '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || b == '_'
}

// log: no token, credential or body stands in a log (promise 19).
func (c *check) log() {
	for i, line := range bytes.Split(c.Log, []byte("\n")) {
		at := fmt.Sprint("log line ", i+1)
		if len(tokens(line)) > 0 {
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
		for _, t := range tokens(a.Raw) {
			given[t] = true
		}
	}
	for _, text := range c.texts {
		for _, t := range tokens(text.Text) {
			if given[t] {
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
