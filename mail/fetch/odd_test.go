package fetch_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"goodword/mail/fetch"
	"goodword/mail/fetch/fetchtest"
)

// known makes a Receiver with a cursor at UID 10 under UIDVALIDITY 9.
func known(t *testing.T) *fetchtest.Memory {
	t.Helper()
	memory := fetchtest.NewMemory()
	cursor := &fetch.Cursor{UIDValidity: 9, LastUID: 10, LastTime: time.Now()}
	if err := memory.Receive(t.Context(), "", fetch.Batch{UIDValidity: 9, Cursor: cursor}); err != nil {
		t.Fatal(err)
	}
	return memory
}

func newPoller(t *testing.T, settings fetch.Settings, receiver fetch.Receiver) *fetch.Poller {
	t.Helper()
	p, err := fetch.New(settings, receiver)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Stop)
	return p
}

func bodies(memory *fetchtest.Memory) string {
	var list []string
	for _, m := range memory.Mails() {
		list = append(list, fmt.Sprintf("%d:%s%s", m.UID, m.Raw, m.Problem))
	}
	return strings.Join(list, "|")
}

func lastUID(t *testing.T, memory *fetchtest.Memory) uint32 {
	t.Helper()
	cursor, _, _ := memory.Cursor(t.Context(), "")
	return cursor.LastUID
}

// oddAnswers are ways in which servers answer, and what must come of them.
var oddAnswers = map[string]struct {
	answer func(string) (string, string)
	want   string // the mails received
	last   uint32
	err    string // in the error; empty for none
}{
	"the last mail again and mails not asked for": {func(c string) (string, string) {
		if isList(c) {
			return listed(10, 3) + listed(12, 3), "OK"
		}
		if isBody(c) {
			return given(10, "old") + given(15, "not") + given(12, "new") + given(12, "two"), "OK"
		}
		return "", ""
	}, "12:new", 12, ""},
	"a size that is an estimate": {func(c string) (string, string) {
		if isList(c) {
			return listed(11, 100), "OK"
		}
		if isBody(c) {
			return given(11, "shorter"), "OK"
		}
		return "", ""
	}, "11:shorter", 11, ""},
	"other bytes each time": {changing(), "", 10, "other bytes each time"},
	"an absurd literal": {func(c string) (string, string) {
		if isList(c) {
			return listed(11, 100), "OK"
		}
		if isBody(c) {
			return "* 1 FETCH (UID 11 BODY[] {4294967295}\r\nabc", hangUp
		}
		return "", ""
	}, "", 10, "announced 4294967295 bytes"},
	"a literal that is cut": {func(c string) (string, string) {
		if isList(c) {
			return listed(11, 100), "OK"
		}
		if isBody(c) {
			return "* 1 FETCH (UID 11 BODY[] {100}\r\nabc", hangUp
		}
		return "", ""
	}, "", 10, "UID 11"},
	"an absurd literal in the list": {func(c string) (string, string) {
		if isList(c) {
			return "* 1 FETCH (UID 11 ENVELOPE ({4294967295}\r\n" + strings.Repeat("x", 2<<20), hangUp
		}
		return "", ""
	}, "", 10, "far more than was asked for"},
	"no end of a line": {func(c string) (string, string) {
		if isList(c) {
			return "* OK " + strings.Repeat("x", 2<<20), hangUp
		}
		return "", ""
	}, "", 10, "far more than was asked for"},
	"a mail that is gone when its bytes are asked for": {func(c string) (string, string) {
		if isList(c) {
			return listed(11, 3) + listed(12, 3), "OK"
		}
		if isBody(c) {
			return given(12, "new"), "OK"
		}
		if strings.HasPrefix(c, "UID SEARCH") {
			return "* SEARCH\r\n", "OK"
		}
		return "", ""
	}, "12:new", 12, ""},
	"a mail that is there but not given": {func(c string) (string, string) {
		if isList(c) {
			return listed(11, 3) + listed(12, 3), "OK"
		}
		if isBody(c) {
			return given(12, "new"), "OK"
		}
		if strings.HasPrefix(c, "UID SEARCH") {
			return "* SEARCH 11\r\n", "OK"
		}
		return "", ""
	}, "12:new", 10, "does not give it"},
	"a refused FETCH of one mail": {func(c string) (string, string) {
		if isList(c) {
			return listed(11, 3) + listed(12, 3), "OK"
		}
		if isBody(c) && !strings.HasPrefix(c, "UID FETCH 12 ") {
			return "", "NO [SERVERBUG] this mail is damaged"
		}
		if isBody(c) {
			return given(12, "new"), "OK"
		}
		return "", ""
	}, "12:new", 10, "damaged"},
	"NIL for a mail": {func(c string) (string, string) {
		if isList(c) {
			return listed(11, 3), "OK"
		}
		if isBody(c) {
			return "* 1 FETCH (UID 11 BODY[] NIL)\r\n", "OK"
		}
		if strings.HasPrefix(c, "UID SEARCH") {
			return "* SEARCH 11\r\n", "OK"
		}
		return "", ""
	}, "", 10, "does not give it"},
	"no UIDVALIDITY": {func(c string) (string, string) {
		if strings.HasPrefix(c, "SELECT") {
			return "* 1 EXISTS\r\n", "OK selected"
		}
		return "", ""
	}, "", 10, "UIDVALIDITY"},
	"no UIDNEXT": {func(c string) (string, string) {
		if strings.HasPrefix(c, "SELECT") {
			return "* 1 EXISTS\r\n* OK [UIDVALIDITY 9] valid\r\n", "OK selected"
		}
		if strings.HasPrefix(c, "UID SEARCH ALL") {
			return "* SEARCH 10 14\r\n", "OK"
		}
		if isList(c) {
			return listed(14, 3), "OK"
		}
		if isBody(c) {
			return given(14, "new"), "OK"
		}
		return "", ""
	}, "14:new", 14, ""},
	"an unknown response": {func(c string) (string, string) {
		if isList(c) {
			return "* X-WEATHER rain\r\n", "OK"
		}
		return "", ""
	}, "", 10, "X-WEATHER"},
	"a missing tag": {func(c string) (string, string) {
		if isList(c) {
			return "OK\r\n", "OK"
		}
		return "", ""
	}, "", 10, "list the mails"},
}

// A server that answers oddly must neither lose a mail nor make one up.
func TestOddAnswers(t *testing.T) {
	t.Parallel()
	for name, c := range oddAnswers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			memory := known(t)
			p := newPoller(t, (&script{answer: c.answer}).serve(t), memory)
			err := p.PollOnce(t.Context())
			if c.err == "" && err != nil || c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) {
				t.Errorf("error %v, want %q", err, c.err)
			}
			if got := bodies(memory); got != c.want {
				t.Errorf("received %q, want %q", got, c.want)
			}
			if got := lastUID(t, memory); got != c.last {
				t.Errorf("cursor at UID %d, want %d", got, c.last)
			}
			if status := p.Status(); (status.LastError == "") != (c.err == "") {
				t.Errorf("status = %+v", status)
			}
		})
	}
}

// changing gives other bytes at each FETCH.
func changing() func(string) (string, string) {
	n := 0
	return func(c string) (string, string) {
		if isList(c) {
			return listed(11, 100), "OK"
		}
		if isBody(c) {
			n++
			return given(11, fmt.Sprint("bytes ", n)), "OK"
		}
		return "", ""
	}
}

// A mail the server never gives holds up no other, is tried again, and in the
// end is told of; the mails after it are handed over once.
func TestDamagedMailIsToldOfInTheEnd(t *testing.T) {
	t.Parallel()
	for name, refusal := range map[string]string{"refused": "NO damaged", "hangs up": hangUp} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := &script{answer: func(c string) (string, string) {
				switch {
				case isList(c):
					return listed(11, 3) + listed(12, 3), "OK"
				case isBody(c) && strings.HasPrefix(c, "UID FETCH 12 "):
					return given(12, "new"), "OK"
				case isBody(c):
					return "", refusal
				}
				return "", ""
			}}
			now := time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC)
			settings := server.serve(t)
			settings.Now = func() time.Time { return now }
			memory := known(t)
			p := newPoller(t, settings, memory)
			for range 8 {
				if err := p.PollOnce(t.Context()); err == nil {
					t.Fatal("a poll that left a mail out was good")
				}
			}
			if got := bodies(memory); got != "12:new" || lastUID(t, memory) != 10 {
				t.Fatalf("before the time is up: %q, cursor %d", got, lastUID(t, memory))
			}
			now = now.Add(2 * time.Hour)
			_ = p.PollOnce(t.Context()) // the connection may end in this one
			mails := memory.Mails()
			if len(mails) != 2 || mails[1].UID != 11 || mails[1].Problem == "" || mails[1].Raw != nil || lastUID(t, memory) != 12 {
				t.Fatalf("in the end: %q, cursor %d", bodies(memory), lastUID(t, memory))
			}
			if got := strings.Count(server.commands(), "UID FETCH 12 (UID BODY"); got != 1 {
				t.Errorf("the good mail was fetched %d times", got)
			}
		})
	}
}

func TestServerThatRepeatsThePassword(t *testing.T) {
	t.Parallel()
	server := &script{answer: func(c string) (string, string) {
		if strings.HasPrefix(c, "LOGIN") {
			return "", "NO bad login " + c
		}
		return "", ""
	}}
	settings := server.serve(t)
	p := newPoller(t, settings, fetchtest.NewMemory())
	err := p.PollOnce(t.Context())
	if err == nil || strings.Contains(err.Error(), password) || strings.Contains(p.Status().LastError, password) {
		t.Errorf("error: %v", err)
	}
	if _, err := fetch.Check(t.Context(), settings); err == nil || strings.Contains(err.Error(), password) {
		t.Errorf("check: %v", err)
	}
}

func TestLoginDisabledSaysWhatToDo(t *testing.T) {
	t.Parallel()
	server := &script{answer: func(c string) (string, string) { return "", "" }}
	settings := server.serve(t)
	settings.Password = func() (string, error) { return "", fmt.Errorf("open /etc/goodword/imap: no such file") }
	if _, err := fetch.Check(t.Context(), settings); err == nil || !strings.Contains(err.Error(), "read the password") {
		t.Errorf("error: %v", err)
	}
}

func TestFlagsThatTheFolderKeeps(t *testing.T) {
	t.Parallel()
	for permanent, want := range map[string]string{
		`(\Seen \Flagged)`:              `+FLAGS.SILENT (\Flagged)`,
		`(\Answered)`:                   "",
		`(\Seen)`:                       `+FLAGS.SILENT (\Seen)`,
		`(\Seen ` + fetch.Keyword + `)`: `+FLAGS.SILENT (` + fetch.Keyword + `)`,
	} {
		server := &script{answer: func(c string) (string, string) {
			switch {
			case strings.HasPrefix(c, "SELECT"):
				return "* 1 EXISTS\r\n* OK [UIDVALIDITY 9] v\r\n* OK [UIDNEXT 12] n\r\n* OK [PERMANENTFLAGS " + permanent + "] p\r\n", "OK"
			case isList(c):
				return listed(11, 3), "OK"
			case isBody(c):
				return given(11, "new"), "OK"
			}
			return "", ""
		}}
		memory := known(t)
		p := newPoller(t, server.serve(t), memory)
		if err := p.PollOnce(t.Context()); err != nil {
			t.Fatal(err)
		}
		commands := server.commands()
		if want != "" && !strings.Contains(commands, want) || want == "" && strings.Contains(commands, "STORE") {
			t.Errorf("%s: want %q in\n%s", permanent, want, commands)
		}
		if untouched := p.Status().Untouched; (want == "") != (untouched != "") {
			t.Errorf("%s: untouched = %q", permanent, untouched)
		}
	}
}
