package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"goodword/internal/store"
)

// busy is a status of which there is far too much of everything.
func busy() (s status) {
	at, long := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC), strings.Repeat("a long reason with ünïcödé 漢字 ", 20)
	s.Dry, s.Paused = &store.Purpose{SentTo: long, Since: at}, &store.Pause{PausedAt: at, PausedBy: long}
	for i := range 12 {
		s.Absent = append(s.Absent, fmt.Sprintf("No process is there to read mailbox %d. %s", i, long))
		s.Mailboxes = append(s.Mailboxes, store.MailboxRow{Name: long, StoredAt: at})
		s.Mails = append(s.Mails, store.Count{Name: "set_aside", Count: 1_000_000})
		s.Nominations, s.Letters = s.Mails, s.Mails
		s.Waiting = append(s.Waiting, waitingRow{Person: "Max\x1b[31m Reid", Count: 3, Since: at})
		s.Troubles = append(s.Troubles, store.Trouble{About: "mailbox", FirstAt: at, What: long})
		s.SetAside = append(s.SetAside, store.SetAsideRow{ID: int64(i), StoredAt: at, Reason: &long})
	}
	return s
}

// TestStatusFitsAScreen: whatever there is, 24 lines of 80 columns hold it, with
// every section that needs somebody; what is left out is counted.
func TestStatusFitsAScreen(t *testing.T) {
	t.Parallel()
	sections := busy().sections()
	for n := range len(sections) + 1 {
		lines := fit(sections[n:], screenLines, screenColumns)
		if len(lines) >= screenLines {
			t.Errorf("%d lines without the first %d sections:\n%s", len(lines), n, strings.Join(lines, "\n"))
		}
		for _, l := range lines {
			cells := 0
			for _, r := range l {
				cells += cellsOf(r)
			}
			if cells > screenColumns || strings.ContainsRune(l, '\x1b') {
				t.Errorf("%d columns: %q", cells, l)
			}
		}
	}
	text := strings.Join(fit(sections[1:], screenLines, screenColumns), "\n")
	for _, want := range []string{"DRY RUN", "PAUSED", "Needs a person:", "Set aside", "Waited on:", "nominations   ", "… and 11 more (--all)"} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q:\n%s", want, text)
		}
	}
	if all := whole(sections); len(all) < 80 || !slices.Contains(all, "  Max [31m Reid: 3 since "+stamp(time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC))) {
		t.Errorf("--all leaves something out:\n%s", strings.Join(all, "\n"))
	}
	quiet := status{Mails: []store.Count{{Name: "decision", Count: 2}}}
	if got := fit(quiet.sections(), screenLines, screenColumns); !slices.Equal(got, []string{"mails         2 decision", "nominations   none", "letters       none"}) {
		t.Errorf("%q", got)
	}
	relay := "temporary at CONNECT of mail.harbour.test:587: cannot connect to the SMTP server mail.harbour.test:587; check host, port and network"
	dead := status{Troubles: []store.Trouble{{About: "smtp", What: relay}}}
	whatToDo := []string{"    temporary at CONNECT of mail.harbour.test:587: cannot connect to the SMTP", "    server mail.harbour.test:587; check host, port and network"}
	if got := fitted(dead.sections(), screenLines, screenColumns); len(got) < 2 || !slices.Equal(got[len(got)-2:], whatToDo) {
		t.Errorf("there is room to say what to do: %q", got)
	}
	if got, want := fitted(sections, screenLines, screenColumns), fit(sections, screenLines, screenColumns); !slices.Equal(got, want) {
		t.Errorf("without room:\n%q\n%q", got, want)
	}
	for in, want := range map[string]string{"  ab cd ef": "  ab cd|  ef", "漢字 漢字 漢字": "漢字|漢字|漢字", "abc": "abc", " abcdefghijk l": " abcdefghijk| l"} {
		if got := strings.Join(folded(in, 8), "|"); got != want {
			t.Errorf("folded(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"abc": "abc", "abcd": "abcd", "abcde": "abc…", "漢字": "漢字", "漢字漢": "漢…"} {
		if got := narrowed(in, 4); got != want {
			t.Errorf("narrowed(%q) = %q, want %q", in, got, want)
		}
	}
}
