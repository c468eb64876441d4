package config

import (
	"fmt"
	"net"
	"net/mail"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// field is one setting or section: its place in a Config and what its tags say.
type field struct {
	key, path string // reminder_after, timing.reminder_after
	value     reflect.Value
	doc, unit string
	def       string
	bounds    string
	words     []string
	kind      string
	required  bool
	example   string
	suggested bool
}

// fields lists the settings and sections of the struct v, in order.
func fields(v reflect.Value, path string) []field {
	var all []field
	for i := range v.NumField() {
		tag := v.Type().Field(i).Tag
		key := tag.Get("toml")
		if key == "" || key == "-" {
			continue
		}
		f := field{
			key: key, path: join(path, key), value: v.Field(i),
			doc: tag.Get("doc"), unit: tag.Get("unit"), def: tag.Get("default"), bounds: tag.Get("range"),
			kind: tag.Get("kind"), required: tag.Get("required") == "true", example: tag.Get("example"),
			suggested: tag.Get("suggest") == "true",
		}
		if words := tag.Get("oneof"); words != "" {
			f.words = strings.Split(words, "|")
		}
		all = append(all, f)
	}
	return all
}

func (f field) isSecret() bool { return f.value.Type() == reflect.TypeFor[Secret]() }

// isSection says that the field is a table of settings and not a value.
func (f field) isSection() bool {
	if f.value.Kind() != reflect.Struct {
		return false
	}
	return len(fields(f.value, "")) > 0
}

func (f field) isList() bool {
	return f.value.Kind() == reflect.Slice && f.value.Type().Elem().Kind() == reflect.Struct
}

// keys are the keys that set the field: a secret has three.
func (f field) keys() []string {
	if f.isSecret() {
		return []string{f.key, f.key + inFile, f.key + inEnv}
	}
	return []string{f.key}
}

func (f field) takesText() bool {
	if f.value.Type() == reflect.TypeFor[time.Duration]() {
		return true
	}
	switch f.value.Kind() {
	case reflect.Int, reflect.Bool, reflect.Slice:
		return false
	}
	return true
}

// typeName says in words what the file must hold.
func (f field) typeName() string {
	switch {
	case f.value.Kind() == reflect.Bool:
		return "true or false"
	case f.value.Kind() == reflect.Int:
		return "a whole number without quotes"
	case f.value.Kind() == reflect.Slice:
		return `a list of texts such as ["a", "b"]`
	}
	return "a text in quotes"
}

// allowed says in words which values the field takes.
func (f field) allowed() string {
	what := ""
	switch f.value.Addr().Interface().(type) {
	case *time.Duration:
		what = `a length of time such as "90s", "10m" or "4h"`
	case **time.Location:
		what = `an IANA time zone such as "Europe/Berlin"`
	case *TimeOfDay:
		what = `a time of day such as "07:30"`
	case *Date:
		what = "a day such as 2026-01-05"
	case *mail.Address:
		what = `"NAME <ADDRESS>"`
	case *Secret:
		what = fmt.Sprintf("one of %s%s, %s%s and %s", f.key, inFile, f.key, inEnv, f.key)
	default:
		what = f.plainAllowed()
	}
	if low, high, ok := strings.Cut(f.bounds, ".."); ok {
		what += ", from " + low + " to " + high
	}
	if f.unit != "" {
		what += " (" + f.unit + ")"
	}
	return "allowed: " + what
}

func (f field) plainAllowed() string {
	kinds := map[string]string{
		"address": `an address such as "ann@example.com"`,
		"domain":  `a domain such as "example.com"`,
		"host":    `a server's name or address`,
		"listen":  `"ADDRESS:PORT" such as "127.0.0.1:8025"`,
		"file":    `the name of a file or folder`,
	}
	what := kinds[f.kind]
	switch {
	case f.kind == "language":
		what = quoted(languages())
	case len(f.words) > 0:
		what = quoted(f.words)
	case what == "":
		what = f.typeName()
	}
	if f.value.Kind() == reflect.Slice && f.kind != "" {
		return "a list of: " + what
	}
	return what
}

// languages are those that letters are written in: da and he in part, and ar as far as
// a company writes its own.
func languages() []string { return []string{"en", "de", "fr", "es", "da", "he", "ar"} }

func quoted(words []string) string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = strconv.Quote(w)
	}
	return strings.Join(all, ", ")
}

var hostName = regexp.MustCompile(`^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$`)

// text checks one text against the field's kind and words and returns it as it is kept.
func (f field) text(s, folder string) (string, error) {
	bad := fmt.Errorf("%q does not fit; %s", s, f.allowed())
	if len(f.words) > 0 && !slices.Contains(f.words, s) {
		return "", bad
	}
	switch f.kind {
	case "address":
		a, err := mail.ParseAddress(s)
		if err != nil || a.Address != s {
			return "", bad
		}
		local, domain, _ := cutLast(s, "@")
		return local + "@" + strings.ToLower(domain), nil
	case "domain":
		if !hostName.MatchString(s) || !strings.Contains(s, ".") {
			return "", bad
		}
		return strings.ToLower(s), nil
	case "host":
		if !hostName.MatchString(s) && net.ParseIP(s) == nil {
			return "", bad
		}
	case "listen":
		if s == "" {
			return "", nil
		}
		_, port, err := net.SplitHostPort(s)
		if n, numErr := strconv.Atoi(port); err != nil || numErr != nil || n < 0 || n > 65535 {
			return "", bad
		}
	case "language":
		if !slices.Contains(languages(), s) {
			return "", bad
		}
	case "file":
		return resolve(s, folder), nil
	}
	if strings.ContainsAny(s, "\x00\r\n") {
		return "", fmt.Errorf("%q holds a line break", s)
	}
	return s, nil
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// describe names a value of the file in words.
func describe(raw any) string {
	switch raw := raw.(type) {
	case string:
		return "the text " + strconv.Quote(raw)
	case bool, int64, float64:
		return fmt.Sprint(raw)
	case []any:
		return "a list"
	case map[string]any:
		return "a section"
	}
	return fmt.Sprintf("%v", raw)
}

// suggestion names the key that was probably meant, or all there are.
func suggestion(key string, known []string) string {
	best, least := "", max(1, len(key)/4)+1
	for _, k := range known {
		if d := distance(key, k); d < least {
			best, least = k, d
		}
	}
	if best != "" {
		return "did you mean " + best + "?"
	}
	return "there are: " + strings.Join(known, ", ")
}

// distance counts the letters to add, drop or change from a to b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
