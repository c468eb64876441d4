package postgres

import (
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// fakeInstallation writes programs that answer --version and nothing else.
func fakeInstallation(t *testing.T, bin, version string) {
	t.Helper()
	if err := os.MkdirAll(bin, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"postgres", "initdb"} {
		script := "#!/bin/sh\necho '" + name + " (PostgreSQL) " + version + "'\n"
		if err := os.WriteFile(filepath.Join(bin, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFindProgramsPrefersTheFolderOfTheEnvironment(t *testing.T) {
	root := t.TempDir()
	for _, v := range []string{"9", "16", "17", "readme"} {
		fakeInstallation(t, filepath.Join(root, "usr/lib/postgresql", v, "bin"), v+".3 (Debian)")
	}
	lib := filepath.Join(root, "usr/lib/x86_64-linux-gnu")
	if err := os.MkdirAll(lib, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv(EnvFolder, root)
	p, err := FindPrograms()
	if err != nil {
		t.Fatal(err)
	}
	if p.Major != 17 || p.Version != "17.3 (Debian)" || !slices.Equal(p.Lib, []string{lib}) {
		t.Errorf("found %+v", p)
	}
}

func TestFindProgramsRefuses(t *testing.T) {
	for name, c := range map[string]struct{ version, says string }{
		"an old one":              {"13.2", "older than 15"},
		"something else entirely": {"soon", "not PostgreSQL's answer"},
	} {
		t.Run(name, func(t *testing.T) {
			bin := filepath.Join(t.TempDir(), "bin")
			fakeInstallation(t, bin, c.version)
			p := Programs{Bin: bin}
			if err := p.readVersion(); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("want %q, got %v", c.says, err)
			}
		})
	}
}

func TestNothingFoundSaysWhatToInstall(t *testing.T) {
	for _, want := range []string{"apt-get install postgresql", "make setup", "database.url"} {
		if !strings.Contains(errNoPrograms.Error(), want) {
			t.Errorf("%q is missing in: %v", want, errNoPrograms)
		}
	}
}

func TestVersionsNewestFirst(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	for _, v := range []string{"9", "15", "100", "contrib"} {
		if err := os.MkdirAll(filepath.Join(root, v, "bin"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, dir := range versions(root) {
		got = append(got, filepath.Base(filepath.Dir(dir)))
	}
	if want := []string{"100", "15", "9"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestOutputIsCutIntoLines(t *testing.T) {
	t.Parallel()
	cluster := &output{log: slog.New(slog.DiscardHandler)}
	for _, part := range []string{"LOG:  one\nLOG:", "  two\n", strings.Repeat("x", maxLine+1)} {
		if n, err := cluster.Write([]byte(part)); n != len(part) || err != nil {
			t.Fatal(n, err)
		}
	}
	if got := cluster.tail(); !strings.HasPrefix(got, "LOG:  one\nLOG:  two\nxxx") {
		t.Errorf("last lines: %.60q", got)
	}
}
