package config

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files and docs/settings.md anew")

func TestLoad(t *testing.T) {
	t.Parallel()
	c, err := Load("testdata/full.toml")
	if err != nil {
		t.Fatal(err)
	}
	for what, pair := range map[string][2]any{
		"time zone":            {c.Company.TimeZone.String(), "Europe/Berlin"},
		"domains in one case":  {c.Company.Domains, []string{"corp.example", "corp.test"}},
		"allowed domains":      {c.Company.AllowedDomains, []string{"corp.example", "corp.test"}},
		"port by tls":          {c.Mailboxes[0].Port, 993},
		"port as set":          {c.Mailboxes[1].Port, 10143},
		"tls default":          {c.Mailboxes[0].TLS, TLS},
		"since":                {c.Mailboxes[1].Since.In(time.UTC), time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)},
		"poll":                 {c.Mailboxes[1].PollEvery, 30 * time.Second},
		"smtp port":            {c.SMTP.Port, 587},
		"CEO's sender":         {c.Letters.CEOFrom.Name, "Mara Lindqvist"},
		"reply to by default":  {c.Letters.ReplyTo, "goodword@corp.example"},
		"internal":             {c.Trust.Internal.Value, "inside"},
		"digest":               {c.Timing.DigestAt.String(), "06:45"},
		"veto by default":      {c.Timing.VetoWindow, 4 * time.Hour},
		"file beside settings": {filepath.Base(filepath.Dir(c.Catalogue.File)), "testdata"},
		"warnings":             {len(c.Warnings), 1},
	} {
		if diff := cmp.Diff(fmt.Sprint(pair[1]), fmt.Sprint(pair[0])); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	if !strings.Contains(c.Warnings[0], "full.toml:44: smtp.password: a secret stands in the settings") {
		t.Errorf("warning: %s", c.Warnings[0])
	}
}

// A process that does a part of the work needs the secrets of that part alone.
func TestSecretsOfAPart(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/full.toml")
	if err != nil {
		t.Fatal(err)
	}
	without := func(section string) string {
		var kept []string
		in := ""
		for line := range strings.Lines(string(text)) {
			if strings.HasPrefix(line, "[") {
				in = strings.Trim(strings.TrimSpace(line), "[]")
			}
			if in != section || !strings.HasPrefix(line, "password") {
				kept = append(kept, line)
			}
		}
		file := filepath.Join(t.TempDir(), "goodword.toml")
		if err := os.WriteFile(file, []byte(strings.Join(kept, "")), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	reads, delivers := Secrets{Mailboxes: true}, Secrets{Relay: true}
	for section, enough := range map[string]Secrets{"mailboxes": delivers, "smtp": reads} {
		file := without(section)
		if _, err := LoadFor(file, enough); err != nil {
			t.Errorf("without the secret of [%s], which it has no use for: %v", section, err)
		}
		if _, err := LoadFor(file, Secrets{}); err != nil {
			t.Errorf("without the secret of [%s], a command that logs in nowhere: %v", section, err)
		}
		if _, err := Load(file); err == nil || !strings.Contains(err.Error(), section) || !strings.Contains(err.Error(), "password: missing") {
			t.Errorf("without the secret of [%s] everything: %v", section, err)
		}
	}
}

// Every file in testdata/wrong has its complaints beside it.
func TestWrongSettings(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/wrong/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatal("no wrong settings to try", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			c, err := Parse(text, "goodword.toml", "/etc")
			if err == nil {
				t.Fatalf("taken as right: %v", c)
			}
			golden(t, strings.TrimSuffix(file, ".toml")+".txt", err.Error()+"\n")
		})
	}
}

// golden compares with a file, or writes it under -update.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (go test -update writes it anew):\n%s", file, diff)
	}
}

func TestExampleLoads(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := WriteExample(&b); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/example.toml", b.String())
	c, err := Parse(b.Bytes(), "goodword.toml", "/etc/goodword")
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Warnings) > 0 {
		t.Errorf("the example is warned about: %v", c.Warnings)
	}
	// With every # before a setting removed, it must still be right, but for what excludes another.
	text := strings.ReplaceAll(b.String(), "\n# move_to = ", "\n# skipped = ")
	terms := strings.Index(text, "\n# [[cpo.terms]]")
	text = text[:terms] + text[terms+strings.Index(text[terms:], "\n["):]
	for _, line := range strings.Split(text, "\n") {
		if key, _, ok := strings.Cut(strings.TrimPrefix(line, "# "), " = "); ok && strings.HasPrefix(line, "# ") && !strings.Contains(key, " ") && key != "skipped" {
			text = strings.Replace(text, "\n"+line, "\n"+strings.TrimPrefix(line, "# "), 1)
		}
	}
	if _, err := Parse([]byte(text), "goodword.toml", "/etc/goodword"); err != nil {
		t.Errorf("the example with all settings: %v", err)
	}
}

func TestReferenceIsCurrent(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := WriteReference(&b); err != nil {
		t.Fatal(err)
	}
	golden(t, "../../docs/settings.md", b.String())
}

// Each setting has a meaning, and what is not required has a default, an example or says what it does
// when left out.
func TestEverySettingIsDescribed(t *testing.T) {
	t.Parallel()
	n := 0
	eachField(fields(emptyTree(), ""), func(f field) {
		n++
		if !strings.HasSuffix(f.doc, ".") {
			t.Errorf("%s: its meaning is no sentence: %q", f.path, f.doc)
		}
		if !f.isSection() && !f.isList() && f.def == "" && f.example == "" {
			t.Errorf("%s has neither default nor example", f.path)
		}
	})
	if n < 80 {
		t.Errorf("only %d settings were looked at", n)
	}
}

func eachField(list []field, visit func(field)) {
	for _, f := range list {
		visit(f)
		if f.isSection() {
			eachField(fields(f.value, f.path), visit)
		}
		if f.isList() {
			eachField(fields(f.value.Index(0), f.path), visit)
		}
	}
}

func TestSecretsAreNeverShown(t *testing.T) {
	t.Parallel()
	const word = "hunter2-of-the-test"
	text, err := os.ReadFile("testdata/full.toml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := Parse(bytes.ReplaceAll(text, []byte("s3cret"), []byte(word)), "goodword.toml", "/etc")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := c.SMTP.Password.Read(); got != word || err != nil {
		t.Fatalf("the password is %q, %v", got, err)
	}
	var logged bytes.Buffer
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("settings", "config", c, "smtp", c.SMTP, "password", c.SMTP.Password)
	encoded, err := json.Marshal(c.SMTP)
	if err != nil {
		t.Fatal(err)
	}
	for how, shown := range map[string]string{
		"String": c.String(), "%v": fmt.Sprintf("%v", *c), "%+v": fmt.Sprintf("%+v", c.SMTP), "%#v": fmt.Sprintf("%#v", c.SMTP),
		"Sprint": fmt.Sprint(c.SMTP.Password), "log": logged.String(), "JSON": string(encoded),
	} {
		if strings.Contains(shown, word) {
			t.Errorf("%s shows the password: %s", how, shown)
		}
	}
	if !strings.Contains(c.String(), "smtp.password = (secret)\n") || !strings.Contains(c.String(), "timing.digest_at = 06:45\n") {
		t.Errorf("the settings are shown as:\n%s", c)
	}
}

func TestSecretRead(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"good": "open sesame\r\n", "empty": "\n", "big": strings.Repeat("x", maxSecretFile+1)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("GOODWORD_TEST_SECRET", "from outside")
	for _, c := range []struct {
		secret Secret
		want   string
		says   string
	}{
		{Secret{}, "", ""},
		{PlainSecret("plain"), "plain", ""},
		{Secret{file: filepath.Join(dir, "good")}, "open sesame", ""},
		{Secret{env: "GOODWORD_TEST_SECRET"}, "from outside", ""},
		{Secret{env: "GOODWORD_TEST_NO_SECRET"}, "", "is empty; set it where goodword is started"},
		{Secret{file: filepath.Join(dir, "empty")}, "", "is empty"},
		{Secret{file: filepath.Join(dir, "big")}, "", "at most"},
		{Secret{file: dir}, "", "no file"},
		{Secret{file: filepath.Join(dir, "none")}, "", "write the secret into it"},
	} {
		got, err := c.secret.Read()
		if got != c.want || (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v: %q, %v; want %q, %q", c.secret, got, err, c.want, c.says)
		}
	}
}

func TestLoadWithoutAFile(t *testing.T) {
	t.Parallel()
	if _, err := Load(filepath.Join(t.TempDir(), "goodword.toml")); err == nil || !strings.Contains(err.Error(), "goodword init") {
		t.Errorf("no file: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*/*.toml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range append(files, "testdata/full.toml", "testdata/example.toml") {
		text, err := os.ReadFile(file)
		if err != nil && !os.IsNotExist(err) {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := Parse(text, "goodword.toml", "/etc")
		if (c == nil) == (err == nil) {
			t.Errorf("gave %v and %v", c, err)
		}
	})
}
