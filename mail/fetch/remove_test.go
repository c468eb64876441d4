package fetch_test

import (
	"crypto/sha256"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goodword/mail/fetch"
)

// A mail that the server lists and does not give is not taken for one without
// bytes, nor for one that is gone: nothing is deleted, and it is told apart.
func TestNotGivenIsNotRemoved(t *testing.T) {
	t.Parallel()
	const other = "Subject: other\r\n\r\nof the same length\r\n"
	size := len(other)
	sum := func(raw string) []byte { s := sha256.Sum256([]byte(raw)); return s[:] }
	wanted := []fetch.Known{
		{Size: int64(size), SHA256: sum("")}, // of a mail that never came
		{Size: int64(size), SHA256: sum(strings.ToUpper(other))},
		{Size: 7000, SHA256: sum("elsewhere")},
	}
	for name, c := range map[string]struct {
		body string
		want fetch.Step
		says string
	}{
		"not given":  {"", fetch.Step{Absent: []int{2}, Unsure: []int{0, 1}}, "does not give it"},
		"empty":      {given(4, ""), fetch.Step{Absent: []int{0, 1, 2}}, ""},
		"another's":  {given(5, strings.ToUpper(other)), fetch.Step{Absent: []int{2}, Unsure: []int{0, 1}}, "does not give it"},
		"other mail": {given(4, other), fetch.Step{Absent: []int{0, 1, 2}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := &script{answer: func(command string) (string, string) {
				switch {
				case strings.HasPrefix(command, "UID SEARCH"):
					return "* SEARCH 4\r\n", "OK searched"
				case isList(command):
					return listed(4, size), "OK listed"
				case isBody(command):
					return c.body, "OK fetched"
				}
				return "", ""
			}}
			var steps []fetch.Step
			err := fetch.Remove(t.Context(), server.serve(t), []string{"INBOX"}, wanted, func(s fetch.Step) error {
				steps = append(steps, s)
				return nil
			})
			if c.says == "" && err != nil || c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) {
				t.Errorf("it says %v, want %q", err, c.says)
			}
			if diff := cmp.Diff([]fetch.Step{c.want}, steps); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if seen := server.commands(); strings.Contains(seen, "STORE") || strings.Contains(seen, "EXPUNGE") {
				t.Errorf("something was deleted:\n%s", seen)
			}
		})
	}
}
