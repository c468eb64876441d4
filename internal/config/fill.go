package config

import (
	"encoding"
	"errors"
	"fmt"
	"maps"
	"net/mail"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// section fills the struct that target points to from a table of the file. Defaults come first.
func (r *reader) section(target any, table map[string]any) {
	r.fill(reflect.ValueOf(target).Elem(), table, "")
}

func (r *reader) fill(v reflect.Value, table map[string]any, path string) {
	known := map[string]bool{}
	for _, f := range fields(v, path) {
		for _, key := range f.keys() {
			known[key] = true
		}
		switch {
		case f.isSection():
			r.subsection(f, table)
		case f.isList():
			r.elements(f, table)
		default:
			r.setting(f, table)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(table)) {
		if !known[key] {
			r.problem(join(path, key), "there is no such setting; %s", suggestion(key, slices.Sorted(maps.Keys(known))))
		}
	}
}

func (r *reader) subsection(f field, table map[string]any) {
	sub, ok := table[f.key].(map[string]any)
	if raw, there := table[f.key]; there && !ok {
		r.problem(f.path, "expected a section [%s], got %s", f.path, describe(raw))
		return
	}
	r.fill(f.value, sub, f.path)
}

// elements fills a list of sections, [[mailboxes]].
func (r *reader) elements(f field, table map[string]any) {
	raw, there := table[f.key]
	list, ok := raw.([]any)
	if there && !ok {
		r.problem(f.path, "expected sections [[%s]], got %s", f.path, describe(raw))
		return
	}
	if len(list) == 0 && f.required {
		r.problem(f.path, "missing; allowed: one or more sections [[%s]]", f.path)
	}
	f.value.Set(reflect.MakeSlice(f.value.Type(), len(list), len(list)))
	for i, item := range list {
		path := fmt.Sprintf("%s[%d]", f.path, i)
		sub, ok := item.(map[string]any)
		if !ok {
			r.problem(path, "expected a section [[%s]], got %s", f.path, describe(item))
			continue
		}
		r.fill(f.value.Index(i), sub, path)
	}
}

// setting fills one value: from the file, or its default.
func (r *reader) setting(f field, table map[string]any) {
	found := 0
	for _, key := range f.keys() {
		raw, there := table[key]
		if !there {
			continue
		}
		found++
		path := strings.TrimSuffix(f.path, f.key) + key
		if err := r.set(f, key, path, raw); err != nil {
			r.problem(path, "%s", err)
		}
	}
	if found > 0 {
		return
	}
	if f.required {
		r.problem(f.path, "missing; %s", f.allowed())
	}
	if f.def != "" {
		if err := f.fromText(f.def, r.folder); err != nil {
			r.problem(f.path, "its default does not fit: %s", err)
		}
	}
}

func (r *reader) set(f field, key, path string, raw any) error {
	if s, ok := f.value.Addr().Interface().(*Secret); ok {
		text, ok := raw.(string)
		if !ok {
			return fmt.Errorf("expected a text in quotes, got %s", describe(raw))
		}
		if key == f.key {
			r.warn(path, "a secret stands in the settings; %s%s or %s%s keep it apart", key, inFile, key, inEnv)
		}
		return s.set(key, f.key, text, r.folder)
	}
	if list, ok := raw.([]any); ok && f.value.Kind() == reflect.Slice {
		return r.setList(f, path, list)
	}
	switch raw := raw.(type) {
	case string:
		if f.takesText() {
			return f.fromText(raw, r.folder)
		}
	case int64:
		if f.value.Kind() == reflect.Int {
			return f.fromText(strconv.FormatInt(raw, 10), r.folder)
		}
	case bool:
		if f.value.Kind() == reflect.Bool {
			f.value.SetBool(raw)
			return nil
		}
	case fmt.Stringer: // a day or a time written without quotes
		if _, ok := f.value.Addr().Interface().(encoding.TextUnmarshaler); ok {
			return f.fromText(raw.String(), r.folder)
		}
	}
	return fmt.Errorf("%s does not fit; %s", describe(raw), f.allowed())
}

// setList fills a list of texts and names each element that is wrong.
func (r *reader) setList(f field, path string, list []any) error {
	element := f
	element.value = reflect.New(f.value.Type().Elem()).Elem()
	values := make([]string, 0, len(list))
	for i, item := range list {
		text, ok := item.(string)
		err := fmt.Errorf("expected a text in quotes, got %s", describe(item))
		if ok {
			text, err = element.text(text, r.folder)
		}
		if err != nil {
			r.problem(fmt.Sprintf("%s[%d]", path, i), "%s", err)
			continue
		}
		if slices.Contains(values, text) {
			r.problem(fmt.Sprintf("%s[%d]", path, i), "%q stands there twice", text)
			continue
		}
		values = append(values, text)
	}
	if len(list) == 0 && (f.required || f.def != "") {
		return errors.New("empty; name at least one")
	}
	f.value.Set(reflect.ValueOf(values))
	return nil
}

// fromText sets the value from a text that the file or a default gives.
func (f field) fromText(text, folder string) error {
	switch target := f.value.Addr().Interface().(type) {
	case encoding.TextUnmarshaler:
		return target.UnmarshalText([]byte(text))
	case *time.Duration:
		return f.duration(target, text)
	case **time.Location:
		loc, err := time.LoadLocation(text)
		if err != nil || text == "" || text == "Local" {
			return fmt.Errorf("%q is no time zone; expected an IANA name such as \"Europe/Berlin\"", text)
		}
		*target = loc
		return nil
	case *mail.Address:
		a, err := mail.ParseAddress(text)
		if err != nil {
			return fmt.Errorf("%q is no sender; expected \"NAME <ADDRESS>\"", text)
		}
		*target = *a
		return nil
	case *[]string:
		*target = strings.Split(text, ",")
		return nil
	}
	switch f.value.Kind() {
	case reflect.Int:
		return f.number(text)
	case reflect.Bool:
		f.value.SetBool(text == "true")
		return nil
	case reflect.String:
		checked, err := f.text(text, folder)
		if err == nil {
			f.value.SetString(checked)
		}
		return err
	}
	return fmt.Errorf("a setting of type %s cannot be read", f.value.Type())
}

func (f field) number(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil {
		return fmt.Errorf("%s is no number that fits; %s", text, f.allowed())
	}
	if low, high, ok := strings.Cut(f.bounds, ".."); ok {
		least, lowErr := strconv.Atoi(low)
		most, highErr := strconv.Atoi(high)
		if err := errors.Join(lowErr, highErr); err != nil {
			return err
		}
		if n < least || n > most {
			return fmt.Errorf("%d is out of range; %s", n, f.allowed())
		}
	}
	f.value.SetInt(int64(n))
	return nil
}

func (f field) duration(target *time.Duration, text string) error {
	d, err := time.ParseDuration(text)
	if err != nil {
		return fmt.Errorf("%q is no length of time; %s", text, f.allowed())
	}
	if low, high, ok := strings.Cut(f.bounds, ".."); ok {
		least, lowErr := time.ParseDuration(low)
		most, highErr := time.ParseDuration(high)
		if err := errors.Join(lowErr, highErr); err != nil {
			return err
		}
		if d < least || d > most {
			return fmt.Errorf("%s is out of range; %s", text, f.allowed())
		}
	}
	*target = d
	return nil
}
