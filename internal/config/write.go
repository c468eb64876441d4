package config

import (
	"fmt"
	"io"
	"log/slog"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// commentWidth is where comments in a written file are wrapped.
const commentWidth = 100

// emptyTree is a Config with one element in every list, to walk over all settings there are.
func emptyTree() reflect.Value {
	return reflect.ValueOf(&Config{Mailboxes: make([]Mailbox, 1), CPO: CPO{Terms: make([]CPOTerm, 1), Cosigners: make([]Cosigner, 1)}}).Elem()
}

// WriteExample writes a goodword.toml with every setting and its meaning: what must be set with values to
// replace, everything else commented out with its default. It can be loaded as it is.
func WriteExample(w io.Writer) error {
	b := &strings.Builder{}
	comment(b, "The settings of goodword. A line that begins with # and a setting shows its default or an example; remove the # to change it. Every setting is described in docs/settings.md, too.")
	writeSections(b, emptyTree(), "")
	_, err := io.WriteString(w, b.String())
	return err
}

func writeSections(b *strings.Builder, v reflect.Value, path string) {
	for _, f := range fields(v, path) {
		switch {
		case f.isList():
			if !f.required { // it may be left out as a whole
				heading(b, f, "# [["+f.path+"]]")
				writeSettings(b, f.value.Index(0), f.path, false)
				continue
			}
			heading(b, f, "[["+f.path+"]]")
			writeSettings(b, f.value.Index(0), f.path, true)
		case f.isSection():
			heading(b, f, "["+f.path+"]")
			writeSettings(b, f.value, f.path, true)
			writeSections(b, f.value, f.path)
		}
	}
}

func heading(b *strings.Builder, f field, title string) {
	b.WriteString("\n")
	comment(b, f.doc)
	b.WriteString(title + "\n")
}

func writeSettings(b *strings.Builder, v reflect.Value, path string, needed bool) {
	for _, f := range fields(v, path) {
		if f.isSection() || f.isList() {
			continue
		}
		b.WriteString("\n")
		comment(b, f.doc)
		comment(b, f.summary())
		key, value := f.key, f.example
		if f.isSecret() {
			key, value = f.key+inFile, strconv.Quote(f.example)
		}
		live := needed && (f.required || f.suggested)
		if value == "" || !live && f.def != "" {
			value = f.asTOML(f.def)
		}
		if !live {
			key = "# " + key
		}
		b.WriteString(key + " = " + value + "\n")
	}
}

// comment writes text as comment lines.
func comment(b *strings.Builder, text string) {
	line := "#"
	for _, word := range strings.Fields(text) {
		if len(line)+1+len(word) > commentWidth {
			b.WriteString(line + "\n")
			line = "#"
		}
		line += " " + word
	}
	if line != "#" {
		b.WriteString(line + "\n")
	}
}

// summary is what there is to know beside the meaning: needed or not, allowed, default.
func (f field) summary() string {
	need := ""
	if f.required {
		need = "Required; "
	}
	text := need + f.allowed()
	if f.def != "" {
		text += "; default: " + f.asTOML(f.def)
	}
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// asTOML writes a default, which the tags hold without quotes.
func (f field) asTOML(text string) string {
	switch {
	case f.value.Kind() == reflect.Bool, f.value.Kind() == reflect.Int:
		return text
	case f.value.Kind() == reflect.Slice:
		return "[" + quoted(strings.Split(text, ",")) + "]"
	}
	return strconv.Quote(text)
}

// WriteReference writes docs/settings.md: every setting in a table for each section.
func WriteReference(w io.Writer) error {
	b := &strings.Builder{}
	b.WriteString("# Settings\n\n" +
		"<!-- Made from internal/config by: go test ./internal/config -update -->\n\n" +
		"goodword reads one TOML file, named by `--config`. `goodword init` writes one to fill in. Unknown keys, wrong types\n" +
		"and impossible values are refused, each with its line. Lengths of time are texts such as `\"90s\"` or `\"4h\"`. Names of\n" +
		"files start at the settings' own folder. A secret named `password` is written as `password_file = \"FILE\"` (its last\n" +
		"line break does not count), `password_env = \"VARIABLE\"`, or, against advice, as `password = \"…\"`; it is read when it is\n" +
		"needed, so a changed file counts at the next login.\n")
	referenceSections(b, emptyTree(), "")
	_, err := io.WriteString(w, b.String())
	return err
}

func referenceSections(b *strings.Builder, v reflect.Value, path string) {
	for _, f := range fields(v, path) {
		inner, title := f.value, "["+f.path+"]"
		switch {
		case f.isList():
			inner, title = f.value.Index(0), "[["+f.path+"]]"
		case !f.isSection():
			continue
		}
		fmt.Fprintf(b, "\n## `%s`\n\n%s\n\n| setting | meaning | allowed | default |\n| --- | --- | --- | --- |\n", title, f.doc)
		for _, s := range fields(inner, f.path) {
			if !s.isSection() && !s.isList() {
				referenceRow(b, s)
			}
		}
		referenceSections(b, inner, f.path)
	}
}

func referenceRow(b *strings.Builder, f field) {
	names := make([]string, 0, len(f.keys()))
	for _, key := range f.keys() {
		names = append(names, "`"+key+"`")
	}
	def := "–"
	switch {
	case f.required:
		def = "required"
	case f.def != "":
		def = "`" + f.asTOML(f.def) + "`"
	}
	allowed := strings.ReplaceAll(strings.TrimPrefix(f.allowed(), "allowed: "), "<", "&lt;")
	meaning := strings.ReplaceAll(f.doc, "<", "&lt;")
	fmt.Fprintf(b, "| %s | %s | %s | %s |\n", strings.Join(names, ", "), meaning, strings.ReplaceAll(allowed, "|", "\\|"), def)
}

// String shows all settings, one KEY = VALUE in a line, and no secret.
func (c *Config) String() string {
	b := &strings.Builder{}
	c.each(func(path, value string) { fmt.Fprintf(b, "%s = %s\n", path, value) })
	return b.String()
}

// LogValue shows all settings in a log, and no secret.
func (c *Config) LogValue() slog.Value {
	var attrs []slog.Attr
	c.each(func(path, value string) { attrs = append(attrs, slog.String(path, value)) })
	return slog.GroupValue(attrs...)
}

func (c *Config) each(visit func(path, value string)) {
	eachSetting(reflect.ValueOf(c).Elem(), "", visit)
}

func eachSetting(v reflect.Value, path string, visit func(path, value string)) {
	for _, f := range fields(v, path) {
		switch {
		case f.isSection():
			eachSetting(f.value, f.path, visit)
		case f.isList():
			for i := range f.value.Len() {
				eachSetting(f.value.Index(i), fmt.Sprintf("%s[%d]", f.path, i), visit)
			}
		default:
			visit(f.path, show(f.value))
		}
	}
}

// show writes a value as a person reads it.
func show(v reflect.Value) string {
	switch x := v.Addr().Interface().(type) {
	case **time.Location:
		if *x == nil {
			return ""
		}
		return (*x).String()
	case fmt.Stringer:
		return x.String()
	}
	return fmt.Sprint(v.Interface())
}
