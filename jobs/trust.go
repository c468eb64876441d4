package jobs

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"goodword/internal/store"
	"goodword/mail/parse/part"
	"goodword/mail/parse/vouch"
)

// Rules of trust that a probe can show to hold, or not.
const (
	RuleInternal = "internal"               // the company's mark on its own mail: needs a probe that showed it
	RuleResults  = "authentication-results" // our server's verdict: counts unless a probe refuted it
)

// RuleHashes are the names under which probes of the company's rules are
// stored. Another rule, or another server, is another name; nil where nothing
// can be probed.
type RuleHashes struct{ Internal, Results []byte }

// Trust gives the rules by which a sender is proven now. The company's mark
// counts only while the last probe showed that forged ones are taken away; the
// server's verdict only unless the last probe saw a forged one survive on top.
// It is asked for every mail, so that a probe counts from its end on.
func (d *Desk) Trust(ctx context.Context, tx store.Tx) (vouch.Rules, error) {
	rules, _, err := d.trust(ctx, tx)
	return rules, err
}

// Distrust says which rules of the settings are not used now, and why, for
// people to act on.
func (d *Desk) Distrust(ctx context.Context, tx store.Tx) ([]string, error) {
	_, why, err := d.trust(ctx, tx)
	return why, err
}

func (d *Desk) trust(ctx context.Context, tx store.Tx) (vouch.Rules, []string, error) {
	rules, names := d.Settings.Trust, d.Settings.Probed
	if len(rules.Internal) == 0 && len(names.Results) == 0 {
		return rules, nil, nil
	}
	found, err := store.LastProbes(ctx, tx, slices.DeleteFunc([][]byte{names.Internal, names.Results}, func(b []byte) bool { return len(b) == 0 }))
	if err != nil {
		return vouch.Rules{LookupTXT: rules.LookupTXT}, nil, err
	}
	last := func(rule string, hash []byte) *store.Probe {
		for i := range found {
			if found[i].Rule == rule && bytes.Equal(found[i].RuleHash, hash) {
				return &found[i]
			}
		}
		return nil
	}
	var why []string
	if len(rules.Internal) > 0 {
		switch p := last(RuleInternal, names.Internal); {
		case p == nil:
			rules.Internal = nil
			why = append(why, "[trust.internal] is not used: no probe has shown that your server takes forged fields away; run `goodword doctor --probe`")
		case !p.Held:
			rules.Internal = nil
			why = append(why, "[trust.internal] is not used: the probe of "+p.ProbedAt.Format("2006-01-02 15:04")+" says: "+p.Said)
		}
	}
	if p := last(RuleResults, names.Results); p != nil && !p.Held {
		rules.AuthservIDs = nil
		why = append(why, "trust.authserv_ids is not used: the probe of "+p.ProbedAt.Format("2006-01-02 15:04")+" says: "+p.Said)
	}
	return rules, why, nil
}

// distrusted is the name of the trouble that says which rules are not used.
const distrusted = "trust"

// Settle puts into the database what it must know of the settings: where
// letters over the CEO's name may go; and notes which rules of trust are not
// used. It is called when the service starts, and after a probe.
func (d *Desk) Settle(ctx context.Context) error {
	return d.tx(ctx, func(w work) error {
		if err := store.SetNameDomains(w.ctx, w.tx, w.Settings.AllowedDomains); err != nil {
			return err
		}
		why, err := w.Distrust(w.ctx, w.tx)
		if err != nil {
			return err
		}
		if len(why) == 0 {
			return store.ClearTrouble(w.ctx, w.tx, distrusted)
		}
		said := strings.Join(why, "; ")
		w.Log.Warn("a rule of trust is not used", "why", said)
		return store.NoteTrouble(w.ctx, w.tx, distrusted, said, w.now)
	})
}

// OwnList is a list or group of the company's own through which mail came that
// was therefore taken for mass mail.
type OwnList struct {
	ID      string // as List-Id names it
	Mails   int
	Example int64 // the newest of them
	From    string
}

// mostBulk is how many of the last mass mails are looked at.
const mostBulk = 300

// OwnLists finds the lists of these domains among the last mass mails.
func OwnLists(ctx context.Context, tx store.Tx, domains []string) ([]OwnList, error) {
	heads, err := store.BulkHeads(ctx, tx, mostBulk)
	if err != nil {
		return nil, err
	}
	var found []OwnList
	for _, h := range heads {
		root, _ := part.ParseLimited(h.Head, part.Limits{Parts: 1})
		id := listID(root.Get("List-Id"))
		if !slices.ContainsFunc(domains, func(d string) bool { return id == d || strings.HasSuffix(id, "."+d) }) {
			continue
		}
		at := slices.IndexFunc(found, func(l OwnList) bool { return l.ID == id })
		if at < 0 {
			found = append(found, OwnList{ID: id, Example: h.ID})
			if at = len(found) - 1; h.FromAddress != nil {
				found[at].From = *h.FromAddress
			}
		}
		found[at].Mails++
	}
	return found, nil
}

// listID gives the identifier within a List-Id field (RFC 2919 section 3).
func listID(value string) string {
	if open, end := strings.LastIndexByte(value, '<'), strings.LastIndexByte(value, '>'); open >= 0 && end > open {
		value = value[open+1 : end]
	}
	return strings.ToLower(strings.TrimSpace(value))
}
