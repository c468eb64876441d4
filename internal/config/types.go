package config

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// TimeOfDay is a time on the clock: the time since midnight, whole minutes, below 24 hours.
type TimeOfDay time.Duration

// String writes it as 07:30.
func (t TimeOfDay) String() string {
	m := int(time.Duration(t) / time.Minute)
	return fmt.Sprintf("%02d:%02d", m/60, m%60)
}

// UnmarshalText reads 07:30, and 07:30:00 as TOML writes a time without quotes.
func (t *TimeOfDay) UnmarshalText(text []byte) error {
	at, err := time.Parse("15:04", string(text))
	if err != nil {
		at, err = time.Parse("15:04:00", string(text))
	}
	if err != nil {
		return errors.New(`expected a time of day such as "07:30"`)
	}
	*t = TimeOfDay(time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute)
	return nil
}

// Date is a day; the zero value is none.
type Date struct{ day time.Time }

// In is the moment the day begins at loc; the zero time for no day.
func (d Date) In(loc *time.Location) time.Time {
	if d.day.IsZero() {
		return time.Time{}
	}
	y, m, n := d.day.Date()
	return time.Date(y, m, n, 0, 0, 0, 0, loc)
}

// IsZero says that there is no day.
func (d Date) IsZero() bool { return d.day.IsZero() }

// String writes it as 2026-01-05, or nothing for no day.
func (d Date) String() string {
	if d.day.IsZero() {
		return ""
	}
	return d.day.Format(time.DateOnly)
}

// UnmarshalText reads 2026-01-05.
func (d *Date) UnmarshalText(text []byte) (err error) {
	if d.day, err = time.Parse(time.DateOnly, string(text)); err != nil {
		return errors.New("expected a day such as 2026-01-05")
	}
	return nil
}

// maxSecretFile is far more than any secret has.
const maxSecretFile = 64 << 10

// Secret is a password or a URL with one, or the place to read it from. It is read when it is needed, so
// that a file changed by hand counts at the next login. Printing it in any way shows where it comes from
// and never what it is.
type Secret struct {
	value string // written in the settings themselves
	file  string // absolute
	env   string
}

// PlainSecret is a secret that the caller knows, for tests and the demo.
func PlainSecret(value string) Secret { return Secret{value: value} }

// IsSet says whether the settings name the secret in any way.
func (s Secret) IsSet() bool { return s != Secret{} }

// Read returns the secret, or the empty text when none is set. A file's last line break does not count.
func (s Secret) Read() (string, error) {
	switch {
	case s.env != "":
		v, ok := os.LookupEnv(s.env)
		if !ok || v == "" {
			return "", fmt.Errorf("the environment variable %s, which should hold a secret, is empty; set it where goodword is started", s.env)
		}
		return v, nil
	case s.file != "":
		return readSecretFile(s.file)
	}
	return s.value, nil
}

// unreadable says what to do about a file that this account may not read.
func unreadable(err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("read a secret: %w: run the command as the account that runs goodword serve, or let this one read the file", err)
	}
	return fmt.Errorf("read a secret: %w", err)
}

func readSecretFile(name string) (string, error) {
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("read a secret: there is no file %s: write the secret into it, and let nobody but goodword's account read it (chmod 600)", name)
	}
	if err != nil {
		return "", unreadable(err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxSecretFile {
		return "", fmt.Errorf("read a secret: %s is no file of at most %d bytes", name, maxSecretFile)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return "", unreadable(err)
	}
	secret := strings.TrimRight(string(text), "\r\n")
	if secret == "" {
		return "", fmt.Errorf("read a secret: %s is empty: write the secret into it", name)
	}
	return secret, nil
}

// String says where the secret comes from.
func (s Secret) String() string {
	switch {
	case s.env != "":
		return "(secret from $" + s.env + ")"
	case s.file != "":
		return "(secret from " + s.file + ")"
	case s.value == "":
		return ""
	}
	return "(secret)"
}

// GoString keeps %#v from showing the secret.
func (s Secret) GoString() string { return "config.Secret" + s.String() }

// LogValue keeps logs from showing the secret.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText keeps encoders from showing the secret.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// The three ways to write a secret named "password".
const (
	inFile = "_file"
	inEnv  = "_env"
)

// set takes one of the three ways. The key is what the settings wrote, base the setting's own name.
func (s *Secret) set(key, base, value, folder string) error {
	if s.IsSet() {
		return fmt.Errorf("named in more than one way; keep one of %s%s, %s%s and %s", base, inFile, base, inEnv, base)
	}
	if value == "" {
		return errors.New("empty; leave it out for none")
	}
	switch key {
	case base + inFile:
		s.file = resolve(value, folder)
	case base + inEnv:
		s.env = value
	default:
		s.value = value
	}
	return nil
}

// resolve makes a name in the settings absolute: it starts at the settings' own folder.
func resolve(name, folder string) string {
	if name == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(folder, name)
}
