package service

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"goodword/internal/config"
	"goodword/internal/directory"
	"goodword/internal/recognition"
	"goodword/jobs"
)

// HolidayFile is what a file of holidays gives.
type HolidayFile struct {
	Name string
	directory.Holidays
}

// Place gives the company's own place, with the working days, holidays and
// clocks of all others, and the files that they are from. It reads the files.
func Place(c *config.Config, now time.Time) (recognition.Place, []HolidayFile, error) {
	p := Settings(c).Place
	calendar := &recognition.Calendar{Country: c.Places.Country, Weeks: map[string]recognition.Week{}, Zones: map[string]*time.Location{}}
	for _, s := range c.Places.Weeks {
		week, err := recognition.ParseWeek(s.Value)
		if err != nil {
			return p, nil, fmt.Errorf("places.working_days: %s: %w", s.Place, err)
		}
		calendar.Weeks[strings.ToLower(s.Place)] = week
	}
	for _, s := range c.Places.Zones {
		zone, err := time.LoadLocation(s.Value)
		if err != nil {
			return p, nil, fmt.Errorf("places.time_zones: %s: %w", s.Place, err)
		}
		calendar.Zones[strings.ToLower(s.Place)] = zone
	}
	var files []HolidayFile
	for _, f := range c.Places.Files {
		days, err := readHolidays(f, now)
		if err != nil {
			return p, nil, err
		}
		calendar.Holidays = append(calendar.Holidays, days.Days...)
		files = append(files, HolidayFile{f.Name, days})
	}
	p.Calendar = calendar
	own := p.Location // places.country's clock is for people; the company has its own
	p = p.Of(recognition.Where{})
	p.Location = own
	return p, files, nil
}

// SettingsAt is Settings with the calendar of the company's places, for who works by deadlines.
func SettingsAt(c *config.Config, now time.Time) (s jobs.Settings, err error) {
	s = Settings(c)
	s.Place, _, err = Place(c, now)
	return s, err
}

// settingsWith is SettingsAt for a process that goes on: with what gives the
// place again as files of holidays change, nil where there are none.
func settingsWith(c *config.Config, o Options) (s jobs.Settings, places func() (recognition.Place, string), err error) {
	s = Settings(c)
	k, err := newHolidays(c, o.Now, o.Log)
	if err != nil {
		return s, nil, err
	}
	s.Place = k.place
	if len(c.Places.Files) > 0 {
		places = k.read
	}
	return s, places, nil
}

func readHolidays(file config.HolidayFile, now time.Time) (directory.Holidays, error) {
	f, err := os.Open(file.Name)
	if err != nil {
		return directory.Holidays{}, fmt.Errorf("read the holidays (places.holidays): %w: name a file that is there, or take it out", err)
	}
	defer func() { _ = f.Close() }()
	days, problems := directory.ReadHolidays(f, file.Place, now)
	if len(problems) == 0 {
		return days, nil
	}
	said := make([]string, 0, 5)
	for _, p := range problems[:min(len(problems), 5)] {
		where := fmt.Sprintf("line %d", p.Line)
		if p.Column != "" {
			where += ", " + p.Column
		}
		said = append(said, where+": "+p.Message)
	}
	return days, fmt.Errorf("read the holidays %s (places.holidays): %d problems: correct them: %s", file.Name, len(problems), strings.Join(said, "; "))
}

// lookEvery is how often files of holidays are looked at for changes.
const lookEvery = 10 * time.Second

// holidays are the company's place with the holidays of files, which are read
// again when one changes, and when a year ends. What cannot be read keeps those of before.
type holidays struct {
	config *config.Config
	now    func() time.Time
	log    *slog.Logger

	mutex   sync.Mutex
	place   recognition.Place
	trouble string
	looked  time.Time
	seen    []stamp
	year    int
}

// newHolidays reads the files, which must all be right at the start.
func newHolidays(c *config.Config, now func() time.Time, log *slog.Logger) (*holidays, error) {
	k := &holidays{config: c, now: now, log: log, looked: now()}
	k.year = k.looked.Year()
	var err error
	if k.seen, err = k.stamps(); err != nil {
		return nil, err
	}
	k.place, _, err = Place(c, k.looked)
	return k, err
}

// read gives the place as the files were when they were last right, and what is
// wrong with them now.
func (k *holidays) read() (recognition.Place, string) {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	now := k.now()
	if now.Sub(k.looked).Abs() < lookEvery {
		return k.place, k.trouble
	}
	k.looked = now
	stamps, err := k.stamps()
	if err == nil && now.Year() == k.year && slices.Equal(stamps, k.seen) {
		return k.place, k.trouble
	}
	var fresh recognition.Place
	if err == nil {
		k.seen, k.year = stamps, now.Year()
		fresh, _, err = Place(k.config, now)
	} else {
		k.seen = nil
	}
	if err != nil {
		if said := err.Error() + "; the holidays of before go on until it is corrected"; said != k.trouble {
			k.trouble = said
			k.log.Warn("a file of holidays changed and cannot be read", "error", err)
		}
		return k.place, k.trouble
	}
	k.place, k.trouble = fresh, ""
	k.log.Info("the holidays were read again", "days", len(fresh.Calendar.Holidays))
	return k.place, ""
}

// stamps tell each file's version.
func (k *holidays) stamps() (all []stamp, err error) {
	for _, f := range k.config.Places.Files {
		info, err := os.Stat(f.Name)
		if err != nil {
			return nil, fmt.Errorf("read the holidays (places.holidays): %w", err)
		}
		all = append(all, stamp{changed: info.ModTime(), size: info.Size()})
	}
	return all, nil
}

// others tells the processes of one machine apart that read other files of holidays:
// without it the trouble of one would be taken back by the other.
func others(c *config.Config) string {
	names := make([]string, 0, len(c.Places.Files))
	for _, f := range c.Places.Files {
		names = append(names, f.Name)
	}
	if len(names) == 0 {
		return ""
	}
	sum := sha256.Sum256([]byte(strings.Join(names, "\n")))
	return "/" + hex.EncodeToString(sum[:2])
}
