package service

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"goodword/internal/config"
	"goodword/internal/recognition"
)

// TestOthers: processes of one machine keep their trouble apart where they read
// other files, and together where they read the same.
func TestOthers(t *testing.T) {
	t.Parallel()
	of := func(names ...string) string {
		c := &config.Config{}
		for _, name := range names {
			c.Places.Files = append(c.Places.Files, config.HolidayFile{Name: name})
		}
		return others(c)
	}
	first, again, other := of("/etc/a/days.csv"), of("/etc/a/days.csv"), of("/etc/b/days.csv")
	if first != again || first == other || of("a", "b") == of("a") || of() != "" {
		t.Errorf("%q, again %q, other files %q; two files %q, the first of them %q; none %q", first, again, other, of("a", "b"), of("a"), of())
	}
}

// TestHolidaysAreReadAgain when a file changes, and when a year ends; while one
// is broken or away, those of before go on and the trouble is told.
func TestHolidaysAreReadAgain(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "days.ics")
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	version := now
	write := func(days string) {
		t.Helper()
		if err := os.WriteFile(file, []byte("BEGIN:VCALENDAR\n"+days+"END:VCALENDAR\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		version = version.Add(time.Second) // two writes may fall into one tick of the file system's clock
		if err := os.Chtimes(file, version, version); err != nil {
			t.Fatal(err)
		}
	}
	event := func(day string) string {
		return "BEGIN:VEVENT\nDTSTART;VALUE=DATE:" + day + "\nRRULE:FREQ=YEARLY\nEND:VEVENT\n"
	}
	write(event("20261224"))
	c := &config.Config{Places: config.Places{Files: []config.HolidayFile{{Place: "DE", Name: file}}}}
	c.Company.TimeZone = time.UTC
	k, err := newHolidays(c, func() time.Time { return now }, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	first := k.place.Calendar
	for i, step := range []struct {
		name    string
		do      func()
		later   time.Duration
		works   string // a day on which people work now
		free    string // and one on which they do not
		trouble string
	}{
		{"nothing changed", func() {}, time.Minute, "2026-12-23", "2026-12-24", ""},
		{"changed, and not looked at yet", func() { write(event("20261223")) }, time.Second, "2026-12-23", "2026-12-24", ""},
		{"changed", func() {}, lookEvery, "2026-12-24", "2026-12-23", ""},
		{"broken", func() { write("BEGIN:VEVENT\nSUMMARY:Never\nEND:VEVENT\n") }, lookEvery, "2026-12-24", "2026-12-23", "has no day"},
		{"still broken", func() {}, time.Hour, "2026-12-24", "2026-12-23", "the holidays of before go on"},
		{"away", func() { _ = os.Remove(file) }, lookEvery, "2026-12-24", "2026-12-23", "no such file"},
		{"mended", func() { write(event("20261222")) }, lookEvery, "2026-12-23", "2026-12-22", ""},
		{"a year later", func() {}, 365 * 24 * time.Hour, "2029-12-21", "2030-12-22", ""},
	} {
		step.do()
		now = now.Add(step.later)
		place, trouble := k.read()
		in := place.Of(recognition.Where{Country: "DE"}).Free
		if _, free := in[step.works]; free {
			t.Errorf("%s: %s is free", step.name, step.works)
		}
		if _, free := in[step.free]; !free {
			t.Errorf("%s: %s is not free", step.name, step.free)
		}
		if (trouble == "") != (step.trouble == "") || !strings.Contains(trouble, step.trouble) {
			t.Errorf("%s: told %q", step.name, trouble)
		}
		if same := place.Calendar == first; same != (i < 2) {
			t.Errorf("%s: the calendar of the start: %v", step.name, same)
		}
		if unchanged, _ := k.read(); unchanged.Calendar != place.Calendar {
			t.Errorf("%s: read again at once, so that the directory would be built anew each time", step.name)
		}
	}
}
