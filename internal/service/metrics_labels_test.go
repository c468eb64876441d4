package service

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"goodword/internal/recognition"
)

// labelsShown are the labels of our figures at /metrics with the values that they
// may have; nil where these are names of the settings. Prometheus adds instance.
func labelsShown() map[string]map[string][]string {
	var states, letters []string
	for _, s := range recognition.States() {
		states = append(states, string(s))
	}
	for _, s := range []recognition.LetterState{recognition.Queued, recognition.Sending, recognition.Cancelled, recognition.Accepted,
		recognition.Refused, recognition.Unknown, recognition.Bounced} {
		letters = append(letters, string(s))
	}
	taken := []string{"unread"} // store.CountInbound
	for _, d := range recognition.Dispositions() {
		taken = append(taken, string(d))
	}
	var parts []string
	for _, p := range (&Service{}).parts() {
		parts = append(parts, p.label)
	}
	return map[string]map[string][]string{
		"goodword_mails": {"disposition": taken}, "goodword_nominations": {"state": states}, "goodword_letters": {"state": letters}, "goodword_part": {"part": parts},
		"goodword_letters_overdue": {}, "goodword_troubles": {}, "goodword_paused": {},
		"goodword_mailbox_held": {"mailbox": nil}, "goodword_mailbox_last_good_poll_seconds": {"mailbox": nil},
	}
}

var (
	selector = regexp.MustCompile(`(goodword_[a-z_]+)(\{[^}]*\})?`)
	matcher  = regexp.MustCompile(`([a-z_]+)(=~|!~|!=|=)"([^"]*)"`)
	grouped  = regexp.MustCompile(`by \(([a-z_, ]+)\) \((goodword_[a-z_]+)`)
)

// misnamed lists the labels, and the values of labels, that a text with queries
// names and /metrics never has.
func misnamed(text string) (wrong []string) {
	shown := labelsShown()
	for _, s := range selector.FindAllStringSubmatch(text, -1) {
		for _, m := range matcher.FindAllStringSubmatch(s[2], -1) {
			values, ok := shown[s[1]][m[1]]
			if m[1] == "instance" {
				continue
			}
			if !ok {
				wrong = append(wrong, fmt.Sprintf("%s has no label %s", s[1], m[1]))
				continue
			}
			for _, v := range strings.Split(m[3], "|") {
				if values != nil && !slices.Contains(values, v) {
					wrong = append(wrong, fmt.Sprintf("%s never has %s=%q", s[1], m[1], v))
				}
			}
		}
	}
	for _, g := range grouped.FindAllStringSubmatch(text, -1) {
		for _, label := range strings.Split(g[1], ", ") {
			if _, ok := shown[g[2]][label]; !ok && label != "instance" {
				wrong = append(wrong, fmt.Sprintf("%s has no label %s to go by", g[2], label))
			}
		}
	}
	return wrong
}

// TestLabelsThatAreNamed: a renamed state or label would leave an alert silent and
// a panel empty for good; both are held here, by name and by value.
func TestLabelsThatAreNamed(t *testing.T) {
	t.Parallel()
	shown := labelsShown()
	for _, d := range described() {
		name := selector.FindString(d)
		labels, ok := shown[name]
		if !ok {
			t.Errorf("%s has labels that this test does not know", name)
		}
		for _, label := range slices.Sorted(maps.Keys(labels)) {
			if !strings.Contains(d, "{"+label+",") && !strings.Contains(d, "{"+label+"}") {
				t.Errorf("%s has no label %s: %s", name, label, d)
			}
		}
	}
	for _, file := range []string{"prometheus/alerts.yaml", "prometheus/alerts.test.yaml", "grafana/goodword.json"} {
		text, err := os.ReadFile(filepath.Join("../../deploy", file))
		if err != nil {
			t.Fatal(err)
		}
		queries := strings.ReplaceAll(string(text), `\"`, `"`)
		if n := len(matcher.FindAllString(queries, -1)); n < 5 {
			t.Errorf("%s: only %d values of labels were found", file, n)
		}
		for _, wrong := range misnamed(queries) {
			t.Errorf("%s: %s", file, wrong)
		}
	}
	for query, want := range map[string]string{
		`max(goodword_letters{state="lost"}) > 0`:                      `goodword_letters never has state="lost"`,
		`goodword_nominations{state!~"thanked|awarded"}`:               `goodword_nominations never has state="awarded"`,
		`goodword_mails{kind="unread"}`:                                `goodword_mails has no label kind`,
		`max by (folder) (goodword_mailbox_held)`:                      `goodword_mailbox_held has no label folder to go by`,
		`goodword_part{part="read",instance="a"}`:                      ``,
		`max by (state, instance) (goodword_letters{state="sending"})`: ``,
	} {
		if got := strings.Join(misnamed(query), "; "); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}
