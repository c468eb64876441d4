package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// minMajor is the oldest PostgreSQL that goodword is tested with: Debian 12's.
const minMajor = 15

// EnvFolder names the environment variable with a folder to look for PostgreSQL's programs first.
const EnvFolder = "GOODWORD_POSTGRES"

// systemFolder is where root's "make setup" unpacks what the server's account could not reach in a
// checkout under /root.
const systemFolder = "/var/cache/goodword/postgresql"

// Programs are the programs of one PostgreSQL installation.
type Programs struct {
	Bin     string   // the folder with postgres and initdb
	Lib     []string // folders of shared libraries that the system's loader would not find
	Major   int      // 15
	Version string   // "15.18 (Debian 15.18-0+deb12u1)"
}

// FindPrograms returns the PostgreSQL to use for a new cluster. It looks in the folder named by the
// environment variable GOODWORD_POSTGRES, on PATH, in /usr/lib/postgresql (newest first), and where
// "make setup" unpacks Debian's packages; then in the folders given. Its error says what to install.
func FindPrograms(folders ...string) (Programs, error) {
	found, err := findAll(folders)
	if err != nil {
		return Programs{}, err
	}
	return found[0], nil
}

// errNoPrograms tells an operator what is missing.
var errNoPrograms = errors.New("PostgreSQL's programs (postgres and initdb, version " + strconv.Itoa(minMajor) +
	" or newer) were not found on PATH, in /usr/lib/postgresql or in $" + EnvFolder +
	"; install them (Debian: apt-get install postgresql; in a checkout: make setup), or set database.url to a server that runs")

// findAll returns every usable installation, best first, and never an empty list without an error.
func findAll(folders []string) ([]Programs, error) {
	var found []Programs
	var refused []error
	for _, dir := range binFolders(folders) {
		if slices.ContainsFunc(found, func(p Programs) bool { return p.Bin == dir }) {
			continue
		}
		p := Programs{Bin: dir, Lib: libFolders(dir)}
		if err := p.readVersion(); err != nil {
			refused = append(refused, err)
			continue
		}
		found = append(found, p)
	}
	if len(found) == 0 {
		return nil, errors.Join(append([]error{errNoPrograms}, refused...)...)
	}
	return found, nil
}

// binFolders lists the folders that hold both programs, in order of preference, without running them.
func binFolders(folders []string) []string {
	var dirs []string
	if dir := os.Getenv(EnvFolder); dir != "" {
		dirs = append(dirs, candidates(dir)...)
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		// On PATH there is often only a link; initdb and the shared files lie beside its target.
		if real, err := filepath.EvalSymlinks(path); err == nil {
			dirs = append(dirs, filepath.Dir(real))
		}
	}
	dirs = append(dirs, versions("/usr/lib/postgresql")...)
	if exe, err := os.Executable(); err == nil {
		// bin/goodword in a checkout: the setup's folder is its neighbour's.
		dirs = append(dirs, candidates(filepath.Join(filepath.Dir(filepath.Dir(exe)), ".cache", "postgresql"))...)
	}
	for _, dir := range append([]string{systemFolder}, folders...) {
		dirs = append(dirs, candidates(dir)...)
	}
	return slices.DeleteFunc(dirs, func(dir string) bool {
		return !executable(filepath.Join(dir, "postgres")) || !executable(filepath.Join(dir, "initdb"))
	})
}

// candidates are the folders inside dir that may hold the programs: dir itself, its bin, or the tree that
// unpacking Debian's packages gives.
func candidates(dir string) []string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil
	}
	return append([]string{abs, filepath.Join(abs, "bin")}, versions(filepath.Join(abs, "usr/lib/postgresql"))...)
}

// versions lists root/NUMBER/bin, highest number first.
func versions(root string) []string {
	entries, err := os.ReadDir(root)
	if err != nil {
		return nil
	}
	var majors []int
	for _, e := range entries {
		if n, err := strconv.Atoi(e.Name()); err == nil {
			majors = append(majors, n)
		}
	}
	slices.Sort(majors)
	slices.Reverse(majors)
	var dirs []string
	for _, n := range majors {
		dirs = append(dirs, filepath.Join(root, strconv.Itoa(n), "bin"))
	}
	return dirs
}

func executable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode().Perm()&0o111 != 0
}

// libFolders finds the libraries that were unpacked beside the programs. In Debian's tree they lie in
// usr/lib/MULTIARCH; an installed PostgreSQL finds its own.
func libFolders(bin string) []string {
	root, unpacked := strings.CutSuffix(bin, filepath.Join("/usr/lib/postgresql", filepath.Base(filepath.Dir(bin)), "bin"))
	if !unpacked || root == "" {
		return nil
	}
	var dirs []string
	for _, pattern := range []string{"usr/lib/*-linux-*", "lib/*-linux-*"} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err == nil { // the pattern is well formed; Glob has no other error
			dirs = append(dirs, found...)
		}
	}
	return dirs
}

var versionLine = regexp.MustCompile(`\(PostgreSQL\) ((\d+)\S*.*)`)

// readVersion asks the server program for its version and refuses one that is too old.
func (p *Programs) readVersion() error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(p.Bin, "postgres"), "--version")
	cmd.Env = p.environment()
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s --version: %w: %s", cmd.Path, err, strings.TrimSpace(string(out)))
	}
	m := versionLine.FindStringSubmatch(strings.TrimSpace(string(out)))
	if m == nil {
		return fmt.Errorf("%s --version: not PostgreSQL's answer: %q", cmd.Path, out)
	}
	p.Version = m[1]
	if p.Major, err = strconv.Atoi(m[2]); err != nil {
		return fmt.Errorf("%s --version: %w", cmd.Path, err)
	}
	if p.Major < minMajor {
		return fmt.Errorf("%s is version %d, older than %d", p.Bin, p.Major, minMajor)
	}
	return nil
}

// environment is all that PostgreSQL's programs get to see: nothing of the caller's, so that a PGDATA or a
// locale set for somebody else changes nothing and no secret is handed on.
func (p Programs) environment() []string {
	env := []string{"PATH=" + p.Bin + ":/usr/bin:/bin", "LC_ALL=C", "TZ=UTC"}
	if len(p.Lib) > 0 {
		env = append(env, "LD_LIBRARY_PATH="+strings.Join(p.Lib, ":"))
	}
	return env
}
