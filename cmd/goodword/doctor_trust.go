package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"goodword/internal/config"
	"goodword/internal/service"
	"goodword/internal/store"
	"goodword/jobs"
)

// probe tries the rules of trust, and tells what was found about each.
func (d doctorCommand) probe(e *environment, c *config.Config, tell func(name, said string, err error)) {
	err := e.with(func(o *office) error {
		found, err := service.Probe{Config: c, Desk: o.desk, Outside: d.Outside, Wait: d.Wait, Tell: func(line string) {
			if !d.JSON {
				fmt.Fprintln(e.out, "        ", plain(line))
			}
		}}.Run(e.ctx)
		for _, p := range found {
			name, said := "probe "+p.Rule, plain(p.Said)
			if p.Held {
				tell(name, said, nil)
			} else {
				tell(name, "", errors.New(said+" (this rule proves nobody until a probe shows that it holds)"))
			}
		}
		return err
	})
	if err != nil {
		tell("probe", "", fmt.Errorf("nothing could be found out, and what the last probe found stands: %w", err))
	}
}

// checkTrust says in words what proves a sender, and which of the settings'
// rules do not.
func checkTrust(ctx context.Context, e *environment, c *config.Config, db *service.Database) (string, error) {
	desk := jobs.New(service.Settings(c), db.Pool, nil, nil, nil, e.now, slog.New(slog.NewTextHandler(io.Discard, nil)))
	var why []string
	var ways []string
	var seen jobs.Verdicts
	err := store.InTx(ctx, db.Pool, func(tx store.Tx) error {
		rules, err := desk.Trust(ctx, tx)
		if err != nil {
			return err
		}
		if len(rules.AuthservIDs) > 0 {
			ways = append(ways, "a DMARC pass in the topmost Authentication-Results of "+strings.Join(rules.AuthservIDs, ", "))
		}
		if rules.LookupTXT != nil {
			ways = append(ways, "an aligned DKIM signature verified here")
		}
		for _, in := range rules.Internal {
			ways = append(ways, fmt.Sprintf("%s: %s for %s, as a probe has shown", in.Header, in.Value, strings.Join(in.Domains, ", ")))
		}
		if why, err = desk.Distrust(ctx, tx); err != nil || len(rules.AuthservIDs) == 0 {
			return err
		}
		seen, err = desk.SeenVerdicts(ctx, tx)
		return err
	})
	if err != nil {
		return "", err
	}
	said := "a sender is proven by " + strings.Join(ways, "; or by ")
	if len(ways) == 0 {
		said = "nothing proves a sender, so no answer counts"
	}
	for i := range why {
		why[i] = plain(why[i])
	}
	if lost := unseen(seen, c.Trust.AuthservIDs); lost != "" {
		why = append(why, lost)
	}
	if len(why) > 0 {
		return "", errors.New(said + "\n" + strings.Join(why, "\n"))
	}
	return said, nil
}

// mostServers is how many names of servers are told.
const mostServers = 5

// unseen says what stands in the last mails in place of the verdicts that the
// settings name, and what to do; "" where one of them was seen, or no mail came.
func unseen(seen jobs.Verdicts, ids []string) string {
	if seen.Mails == 0 || seen.Ours > 0 {
		return ""
	}
	said := fmt.Sprintf("none of the last mails bears a verdict of %s; of %d nobody could prove the sender.", strings.Join(ids, ", "), seen.Mails)
	for i, o := range seen.Others {
		if i == mostServers {
			said += fmt.Sprintf("\n%d more servers", len(seen.Others)-i)
			break
		}
		said += fmt.Sprintf("\non top of %d stands one of %.120s, such as mail %d", o.Mails, plain(o.Name), o.Example)
	}
	if seen.None > 0 {
		said += fmt.Sprintf("\n%d bear none that could be read", seen.None)
	}
	if len(seen.Others) == 0 {
		return said + "\nlet your mail server write Authentication-Results, or name in [trust.internal] what it writes instead (docs/trust.md)"
	}
	return said + "\nif your own mail server writes one of these names, put it into trust.authserv_ids, start serve again and run `goodword doctor --probe`; " +
		"a name that is not your server's must not stand there, as senders can write the field themselves (docs/trust.md)"
}

// checkGroups warns when answers come through a group or list of the company's
// own, which marks them as mass mail.
func checkGroups(ctx context.Context, c *config.Config, db *service.Database) (string, error) {
	var found []jobs.OwnList
	err := store.InTx(ctx, db.Pool, func(tx store.Tx) (err error) {
		found, err = jobs.OwnLists(ctx, tx, c.Company.Domains)
		return err
	})
	if err != nil || len(found) == 0 {
		return "no answer came through a group of the company's", err
	}
	var lines []string
	for _, l := range found {
		lines = append(lines, fmt.Sprintf("%d of the last mails came through %s, such as mail %d from %s", l.Mails, plain(l.ID), l.Example, plain(l.From)))
	}
	return "", fmt.Errorf("%s\nthey bear List-Id and count as mass mail, so no answer among them decides: make the address a mailbox or an alias, and no group (docs/trust.md says why)", strings.Join(lines, "\n"))
}
