package bounce

import (
	"testing"

	"goodword/mail/parse/part"
)

// TestByList: whatever field a list leaves behind shows it, and those that a
// service desk or a newsletter writes do not.
func TestByList(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]string{
		"Subject: x\n": "",
		"List-Unsubscribe: <https://corp.test/u>\n": "",
		"List-Help: <mailto:help@corp.test>\n":      "",
		"X-Mailer: a list\n":                        "",
		"Subject: x\nList-Id: <all.corp.test>\n":    "List-Id",
		"List-ID:\n":                                "List-ID",
		"List-Post: NO\n":                           "List-Post",
		"X-Mailing-List: all@corp.test\n":           "X-Mailing-List",
		"Mailing-List: all@corp.test; run by a\n":   "Mailing-List",
		"X-BeenThere: all@corp.test\n":              "X-BeenThere",
		"X-Mailman-Version: 2.1.39\n":               "X-Mailman-Version",
		"X-Mailman-Rule-Hits: member-moderation\n":  "X-Mailman-Rule-Hits",
		"X-Google-Group-Id: 1041922\n":              "X-Google-Group-Id",
	} {
		root, _ := part.ParseLimited([]byte(header+"\nYes.\n"), part.Limits{Parts: 1})
		if got := ByList(root.Fields); got != want {
			t.Errorf("%q: %q, want %q", header, got, want)
		}
	}
}
