package service

import (
	"fmt"
	"os"
	"strings"
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

func readHolidays(file config.HolidayFile, now time.Time) (directory.Holidays, error) {
	f, err := os.Open(file.Name)
	if err != nil {
		return directory.Holidays{}, fmt.Errorf("read the holidays (places.holidays): %w", err)
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
